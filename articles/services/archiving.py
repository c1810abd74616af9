"""Have a web archive keep a copy of an article, and store the copy's address.

Off unless LEDGER_ARCHIVE_ENDPOINT names one. The request is that of Wayback's "save": the archive's
address followed by the article's; the response's headers say where the copy is.
"""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from articles.fetching.failures import Failure
from articles.fetching.getting import fetch as fetch_page
from articles.fetching.response import FetchFailed, Response
from articles.fetching.robots import HostMemory, read_robots
from articles.fetching.rules import FetchRules
from articles.models import Article, Fetch
from articles.services.fetch_rules import ARCHIVE_SECONDS
from articles.services.running import Outcome, ask, finish, lock_running
from core.errors import DomainError
from core.history import Act, act
from core.models import User

_MEMENTO = re.compile(r'<([^<>]+)>\s*;[^<]*\brel="?[^"<]*\bmemento\b')


def is_archiving_on() -> bool:
    """Whether this ledger asks an archive for copies."""
    return bool(settings.LEDGER_ARCHIVE_ENDPOINT)


def why_not_archive(article: Article) -> str:
    """Why no copy of this article can be requested; "" if one can."""
    if not is_archiving_on():
        return _("This ledger is set up without a web archive.")
    if not article.canonical_url:
        return _("This text has no address, so there is nothing that an archive could keep.")
    if article.withdrawn_at is not None:
        return _("The article was withdrawn: no copy of it is asked for any more.")
    return ""


def request_archive(*, article: Article, by: User | None, is_enqueued: bool = True) -> Fetch:
    """Ask an archive for a copy; a request under way is returned instead. Raises DomainError."""
    if refusal := why_not_archive(article):
        raise DomainError(refusal)
    return ask(
        kind=Fetch.Kind.ARCHIVE,
        address=article.canonical_url or "",
        article=article,
        by=by,
        is_enqueued=is_enqueued,
    )


def archive_page(fetch: Fetch, rules: FetchRules) -> None:
    """Request the copy, and store its address. Raises FetchFailed if there is none."""
    endpoint = settings.LEDGER_ARCHIVE_ENDPOINT
    response = fetch_page(endpoint + fetch.address, rules=_rules_for(endpoint, rules))
    copy = _copy_address(response, fetch.address)
    if not copy:
        raise FetchFailed(Failure.NOT_ARCHIVED, response=response)
    with transaction.atomic():
        row = lock_running(fetch)
        article = Article.objects.select_for_update(of=["self"]).get(fetches=row)
        if article.withdrawn_at is None:
            article.archived_url = copy
            with act(Act.NOTE_ARCHIVED_COPY, by=row.requested_by):
                article.save(update_fields=["archived_url"])
        finish(row, response, Outcome(Fetch.Outcome.ARCHIVED, article, message=copy))


def _rules_for(endpoint: str, rules: FetchRules) -> FetchRules:
    """Return rules without robots.txt and with more time: the operator chose this service."""
    parts = urlsplit(endpoint)
    memory = HostMemory()
    site = f"{parts.scheme}://{parts.netloc}"
    memory.keep(site, rules.robots_name, read_robots(b"", rules.robots_name))
    return replace(rules, seconds=ARCHIVE_SECONDS, memory=memory)


def _copy_address(response: Response, article: str) -> str:
    """Return the copy's address from a header or the final redirect; "" if there is none."""
    named = response.header("content-location")
    memento = _MEMENTO.search(response.header("link"))
    candidates = [named, memento[1] if memento else "", response.address if response.hops else ""]
    for candidate in candidates:
        address = urljoin(response.address, candidate) if candidate else ""
        if _is_copy(address, article) and len(address) <= 2_000:
            return address
    return ""


def _is_copy(address: str, article: str) -> bool:
    """Whether an archive's address is that of a copy: its path contains the original's.

    An archive's login or error page has the original in a parameter, and another attempt to save it
    is below the endpoint.
    """
    parts, original = urlsplit(address), urlsplit(article)
    endpoint = urlsplit(settings.LEDGER_ARCHIVE_ENDPOINT)
    is_endpoint = parts.netloc == endpoint.netloc and parts.path.startswith(endpoint.path)
    if parts.scheme not in ("http", "https") or (is_endpoint and endpoint.path.strip("/")):
        return False
    names_it = f"{original.netloc}{original.path}".rstrip("/") in parts.path
    return names_it and original.query == parts.query
