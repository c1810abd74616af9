"""Request the import of an address. Executing it is in `running`."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from articles.models import Article, Fetch
from articles.services.archiving import request_archive
from articles.services.ingest import (
    ArticleContent,
    DuplicateArticle,
    InvalidArticle,
    article_at,
    problems_of,
)
from articles.services.rechecking import request_recheck
from articles.services.running import ask, why_not_ask
from articles.text.addresses import normalise_address, wire_address
from core.errors import DomainError, NotAllowed
from core.models import User


@dataclass(frozen=True, slots=True)
class ImportDetails:
    """What the editor says about an article to be fetched; empty means: as the page says.

    `is_trusted`: accept the text even if the page looks like a consent page or a paywall.
    """

    outlet: str = ""
    title: str = ""
    byline: str = ""
    published_on: date | None = None
    language: str = ""
    rights: str = Article.Rights.QUOTE_ONLY
    licence: str = ""
    is_trusted: bool = False

    def stored(self) -> dict[str, Any]:
        """Return it as JSON, without empty values."""
        day = self.published_on
        return {
            name: value
            for name, value in {
                **asdict(self),
                "published_on": day.isoformat() if day else "",
            }.items()
            if value
        }

    @classmethod
    def of(cls, stored: dict[str, Any]) -> ImportDetails:
        """Return what was stored with a fetch."""
        values = {name: stored[name] for name in cls.__dataclass_fields__ if name in stored}
        if day := values.get("published_on"):
            values["published_on"] = date.fromisoformat(day)
        return cls(**values)


def request_import(
    *,
    address: str,
    details: ImportDetails | None = None,
    by: User | None,
    is_enqueued: bool = True,
) -> Fetch:
    """Have the worker fetch and store an address; a request under way is returned instead.

    Raises InvalidArticle, and DuplicateArticle if the address is known. Without `is_enqueued` the
    task is not enqueued: the caller fetches it.
    """
    details = details or ImportDetails()
    try:
        key, asked = normalise_address(address), wire_address(address)
        known = article_at(address)
    except DomainError as error:
        raise InvalidArticle({"address": error.message}) from error
    if known is not None:
        raise DuplicateArticle(known)
    if problems := _problems_of(details):
        raise InvalidArticle(problems)
    if is_enqueued and (refusal := why_not_ask(by)):
        raise InvalidArticle({"address": refusal})
    return ask(
        kind=Fetch.Kind.IMPORT,
        address=key,
        details={**details.stored(), "asked": asked},
        by=by,
        is_enqueued=is_enqueued,
    )


def try_again(*, fetch: Fetch, by: User | None, is_trusted: bool = False) -> Fetch:
    """Repeat a failed import with the same details. Raises like `request_import`.

    `is_trusted`: the editor has looked at the page and found the article on it.
    """
    if fetch.kind == Fetch.Kind.RECHECK and fetch.article is not None:
        return request_recheck(article=fetch.article, by=by, is_trusted=is_trusted)
    if fetch.kind == Fetch.Kind.ARCHIVE and fetch.article is not None:
        return request_archive(article=fetch.article, by=by)
    stored = {**fetch.details, "is_trusted": is_trusted or fetch.details.get("is_trusted", False)}
    return request_import(
        address=stored.get("asked") or fetch.address,
        details=ImportDetails.of(stored),
        by=by,
    )


def _problems_of(details: ImportDetails) -> dict[str, str]:
    """Return the errors in the details so far; the page will fill empty ones."""
    said = ArticleContent(
        source="",
        outlet=details.outlet or "–",
        title=details.title or "–",
        published_on=details.published_on,
        rights=details.rights,
        licence=details.licence,
    )
    return problems_of(said)[0]


@transaction.atomic
def set_aside(*, fetch: Fetch, by: User) -> Fetch:
    """Set a failed import aside, so that it no longer waits for anybody.

    Raises NotAllowed if somebody else asked for it.
    """
    locked = Fetch.objects.select_for_update(of=["self"]).get(pk=fetch.pk)
    if locked.requested_by_id != by.pk and not by.can_review:
        raise NotAllowed(_("Somebody else asked for it, and may still want it."))
    if locked.state != Fetch.State.FAILED:
        raise DomainError(_("Only what failed can be set aside."))
    locked.details = {**locked.details, "set_aside": by.pk}
    locked.save(update_fields=["details"])
    return locked
