"""Asking for an address to be brought in. Who does it then is `running`."""

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
    """What the editor says of an article that is to be fetched; empty means: as the page says.

    `is_trusted`: take the text although the page looks like a consent page or a paywall.
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
        """As JSON, without what is empty."""
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
        """What was stored with a fetch."""
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
    """Have an address fetched and stored by the worker; what is under way already is returned.

    Raises InvalidArticle, and DuplicateArticle where the address is known. With `is_enqueued`
    off nobody is told: the caller fetches it.
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
    """Ask for what failed once more, with what was said of it. Raises as `request_import`.

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
    """What stands against it now already; what is left empty the page will fill."""
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
    """Note that nothing more is to come of a failed import: it waits for nobody any longer.

    Raises NotAllowed where somebody else asked for it.
    """
    locked = Fetch.objects.select_for_update(of=["self"]).get(pk=fetch.pk)
    if locked.requested_by_id != by.pk and not by.can_review:
        raise NotAllowed(_("Somebody else asked for it, and may still want it."))
    if locked.state != Fetch.State.FAILED:
        raise DomainError(_("Only what failed can be set aside."))
    locked.details = {**locked.details, "set_aside": by.pk}
    locked.save(update_fields=["details"])
    return locked
