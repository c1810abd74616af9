"""Which article merely re-publishes another: for the grade of evidence both are one origin."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from articles.models import Article
from core.errors import DomainError, NotAllowed
from core.history import Act, act
from core.models import User


@transaction.atomic
def note_relay(*, article: Article, origin: Article, by: User) -> Article:
    """Note that an article relays another. What relays the article is then a relay of that one.

    Raises NotAllowed for a contributor; DomainError where the origin is a relay itself.
    """
    _require_reviewer(by)
    if article.pk == origin.pk:
        raise DomainError(_("An article cannot relay itself."))
    locked = _locked(article, origin)
    article, origin = locked[article.pk], locked[origin.pk]
    if origin.relays_id == article.pk:
        raise DomainError(
            _(
                "“{title}” is noted as a relay of this article. Take that back first, if it is "
                "the origin."
            ).format(title=origin.title)
        )
    if origin.relays is not None:
        raise DomainError(
            _("“{title}” is a relay itself, of “{origin}”. Name that one as the origin.").format(
                title=origin.title, origin=origin.relays.title
            )
        )
    with act(Act.NOTE_RELAY, by=by):
        # First, since nothing may point at a relay.
        for relay in article.relayed_as.select_for_update():
            relay.relays = origin
            relay.save(update_fields=["relays"])
        article.relays = origin
        article.save(update_fields=["relays"])
    return article


@transaction.atomic
def forget_relay(*, article: Article, by: User) -> Article:
    """Take back that an article relays another: it counts as an origin again."""
    _require_reviewer(by)
    locked = _locked(article)[article.pk]
    if locked.relays_id is not None:
        locked.relays = None
        with act(Act.FORGET_RELAY, by=by):
            locked.save(update_fields=["relays"])
    return locked


def _require_reviewer(by: User) -> None:
    if not by.can_review:
        raise NotAllowed(
            _("Editors say which article is the origin, since the grade of evidence rests on it.")
        )


def _locked(*articles: Article) -> dict[int, Article]:
    """In the order of their keys, so that two acts never wait for one another."""
    rows = (
        Article.objects.select_for_update(of=["self"])
        .select_related("relays")
        .filter(pk__in=[article.pk for article in articles])
        .order_by("pk")
    )
    return {row.pk: row for row in rows}
