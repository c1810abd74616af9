"""Import an article from its address: from the fetched page to the stored article.

A page often lacks something; the import goes on. The outlet is then the one known at this domain,
the title the first words; an editor corrects both afterwards (`describing`).
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from articles.fetching.failures import Failure
from articles.fetching.response import FetchFailed, Page, Response
from articles.fetching.rules import FetchRules
from articles.models import Article, ArticleAddress, Fetch, Publisher
from articles.services.archiving import is_archiving_on, request_archive
from articles.services.ingest import (
    ArticleContent,
    DuplicateArticle,
    InvalidArticle,
    Reading,
    store_reading,
)
from articles.services.running import Outcome, finish, lock_running, read_page, require_sound
from articles.services.texts import remember_addresses
from articles.text.addresses import normalise_address, registrable_domain
from articles.text.equivalents import canonical_keys, equivalent_addresses
from core import clock
from core.history import Act, act

_LONGEST_TITLE, _LONGEST_BYLINE, _LONGEST_OUTLET = 500, 300, 200
_FIRST_WORDS = 120
_FOR_GOOD = (301, 308)


def import_page(fetch: Fetch, rules: FetchRules) -> None:
    """Fetch an address and store its article, all of it or nothing.

    If it redirects to an article we have, that one is the result. Raises FetchFailed.
    """
    response, page = read_page(fetch, rules)
    require_sound(fetch, response, page)
    reading = _reading(fetch, response, page)
    with transaction.atomic():
        row = lock_running(fetch)
        outcome = _stored(row, reading)
        finish(row, response, outcome)
        if outcome.word == Fetch.Outcome.NEW_ARTICLE and is_archiving_on():
            request_archive(article=outcome.article, by=row.requested_by)


def _stored(fetch: Fetch, reading: Reading) -> Outcome:
    by = fetch.requested_by
    try:
        article = store_reading(reading=reading, by=by)
        word = Fetch.Outcome.NEW_ARTICLE
    except DuplicateArticle as error:
        article, word = error.article, Fetch.Outcome.SAME_TEXT
        if not error.is_same_text:
            with act(Act.NOTE_ADDRESS, by=by):
                remember_addresses(article, reading.addresses)
    except InvalidArticle as error:
        raise FetchFailed(
            Failure.NO_TEXT, response=reading.response, details={"problems": error.problems}
        ) from error
    return Outcome(word, article, article.snapshots.only("pk").order_by("-number").first())


def _reading(fetch: Fetch, response: Response, page: Page) -> Reading:
    said = fetch.details
    address = _canonical(response, page)
    outlet = said.get("outlet") or _known_outlet(address) or page.outlet
    title = said.get("title") or page.title or _first_words(page.text)
    content = ArticleContent(
        source="",
        address=address,
        outlet=(outlet or registrable_domain(address))[:_LONGEST_OUTLET],
        title=title[:_LONGEST_TITLE],
        byline=(said.get("byline") or page.byline)[:_LONGEST_BYLINE],
        published_on=_day_said(said) or _past(page.published_on),
        language=said.get("language") or page.language,
        rights=said.get("rights") or Article.Rights.QUOTE_ONLY,
        licence=said.get("licence", ""),
    )
    return Reading(
        text=page.text,
        content=content,
        extractor=page.extractor,
        response=response,
        page_starts=page.page_starts,
        addresses=_addresses(response, address),
    )


def _canonical(response: Response, page: Page) -> str:
    """Return the page's canonical address if it is on the same site.

    A copy may name its origin on another site, and anybody may name a ministry's.
    """
    named = canonical_keys(page.canonical_url, response.address) if page.canonical_url else ()
    return named[0] if named else normalise_address(response.address)


def _addresses(response: Response, canonical: str) -> dict[str, str]:
    """Return the addresses under which the article is known from now on.

    Temporary redirects ("/latest", a consent page) lead elsewhere tomorrow, so only addresses from
    which every redirect was permanent count.
    """
    how = ArticleAddress.How
    chain = [(response.address, how.REDIRECTED)]
    for hop in reversed(response.hops):
        if hop.status not in _FOR_GOOD:
            break
        chain.append((hop.address, how.REDIRECTED))
    if len(chain) == len(response.hops) + 1:
        chain.append((response.asked, how.ASKED))
    found: dict[str, str] = {}
    for address, word in [*chain, (canonical, how.CANONICAL)]:
        own, *others = equivalent_addresses(address)
        found = dict.fromkeys(others, str(how.SAME_FORM)) | found | {own: str(word)}
    return found


def _known_outlet(address: str) -> str:
    known = Publisher.objects.filter(domain=registrable_domain(address)).first()
    return known.name if known else ""


def _first_words(text: str) -> str:
    line = text.partition("\n")[0]
    return line if len(line) <= _FIRST_WORDS else line[:_FIRST_WORDS].rsplit(" ", 1)[0] + "…"


def _day_said(said: dict[str, Any]) -> date | None:
    return date.fromisoformat(said["published_on"]) if said.get("published_on") else None


def _past(day: date | None) -> date | None:
    """Drop a future day: where the page is from it may already be tomorrow, but we store none."""
    return day if day and day <= clock.today() else None
