"""Correct what the ledger says about an article: title, outlet, day; never its text."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from articles.models import Article
from articles.services.ingest import ArticleContent, InvalidArticle, outlet_named, problems_of
from articles.services.quoting import quote_policy, quoted_spans
from articles.text.quota import quoted_words, words
from core.errors import NotAllowed, StaleEdit
from core.history import Act, act
from core.models import User


@dataclass(frozen=True, slots=True)
class Description:
    """The metadata of an article, without its address and its text."""

    title: str
    outlet: str
    byline: str = ""
    published_on: date | None = None
    language: str = "en"
    rights: str = Article.Rights.QUOTE_ONLY
    licence: str = ""

    @property
    def fingerprint(self) -> str:
        """Return a digest that shows whether somebody changed it since a form was opened."""
        values = json.dumps(asdict(self), default=str, sort_keys=True)
        return hashlib.sha256(values.encode()).hexdigest()[:16]


def description_of(article: Article) -> Description:
    """Return what is stored. Prefetch the outlet."""
    return Description(
        title=article.title,
        outlet=article.publisher.name,
        byline=article.byline,
        published_on=article.published_on,
        language=article.language,
        rights=article.rights,
        licence=article.licence,
    )


def why_not_describe(article: Article, user: User) -> str:
    """Why this person may not correct it; "" if they may."""
    if user.can_review or article.added_by_id == user.pk:
        return ""
    return _("An editor corrects what others added. Ask one, or the person who added it.")


@transaction.atomic
def describe_article(*, article: Article, description: Description, seen: str, by: User) -> Article:
    """Store a corrected description; fields that stay the same leave no event.

    `seen` is the fingerprint of what the person saw. Raises NotAllowed, InvalidArticle, and
    StaleEdit if somebody else corrected it meanwhile.
    """
    locked = (
        Article.objects.select_for_update(of=["self"])
        .select_related("publisher")
        .get(pk=article.pk)
    )
    if refusal := why_not_describe(locked, by):
        raise NotAllowed(refusal)
    before = description_of(locked)
    if before == description:
        return locked
    if before.fingerprint != seen:
        raise StaleEdit(
            _("Somebody corrected this article meanwhile. Look at it again, then correct it.")
        )
    if problems := _problems_of(locked, description):
        raise InvalidArticle(problems)
    with act(Act.DESCRIBE_ARTICLE, by=by):
        locked.publisher = outlet_named(description.outlet.strip(), locked.canonical_url)
        locked.title, locked.byline = description.title.strip(), description.byline.strip()
        locked.published_on = description.published_on
        locked.language = description.language.strip() or "en"
        locked.rights, locked.licence = description.rights, description.licence.strip()
        locked.save()
    return locked


def _problems_of(article: Article, description: Description) -> dict[str, str]:
    problems, _address = problems_of(
        ArticleContent(
            source="",
            title=description.title,
            outlet=description.outlet,
            published_on=description.published_on,
            rights=description.rights,
            licence=description.licence,
        )
    )
    is_closed = description.rights == Article.Rights.QUOTE_ONLY != article.rights
    if is_closed and (excess := _quoted_beyond(article)):
        problems["rights"] = excess
    return problems


def _quoted_beyond(article: Article) -> str:
    """Why the article cannot become quote only: more of it is quoted than would be allowed."""
    for snapshot in article.snapshots.defer("raw", "search").order_by("-number"):
        quoted = quoted_words(snapshot.text, quoted_spans(snapshot))
        most = quote_policy().allowance(words(snapshot.text))
        if quoted > most:
            return _(
                "{quoted} words of it are quoted already; of an article that is quote only, "
                "{most} may be."
            ).format(quoted=quoted, most=most)
    return ""
