"""What readers are told of quoted words whose article has changed, moved or vanished since."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.models import Article, Passage
from commitments.models import Pledge
from tests.factories.articles import AnchorFactory, FetchFactory, PassageFactory, SnapshotFactory
from tests.factories.people import EditorFactory
from tests.factories.small_coalition import SmallCoalition
from tests.readers.pages import links, page, words
from tests.readers.sources.quoted import QUOTE, quoted_article

pytestmark = pytest.mark.django_db

LATER = datetime(2025, 10, 5, 9, tzinfo=UTC)
REWORDED = QUOTE.replace("was ready", "stands ready")
NOTES = (
    "no longer in the article",
    "the article has changed since",
    "now reads differently",
    "moved within the article",
    "could not be reached",
)


@pytest.fixture
def article(small: SmallCoalition) -> Article:
    return quoted_article(small, canonical_url="https://outlet.example/said")


def later(article: Article, state: str, words_there: str = QUOTE, **fields: Any) -> Passage:
    """A newer text in which the article's passage stands so."""
    passage: Passage = article.snapshots.get().passages.get()
    opening = "A new beginning of it. "
    snapshot = SnapshotFactory(
        article=article, number=2, text=f"{opening}{words_there} The end.", retrieved_at=LATER
    )
    place = {"start": len(opening), "end": len(opening) + len(words_there)}
    if state == "lost":
        place = {"start": None, "end": None}
    AnchorFactory(
        passage=passage, snapshot=snapshot, state=state, similarity=0.9, **place, **fields
    )
    return passage


def pages_of(client: Client, article: Article) -> dict[str, str]:
    pledge = Pledge.objects.get()
    addresses = (
        f"/sources/{article.pk}/",
        f"/pledges/{pledge.reference}/",
        "/c/small/GBR/training/",
    )
    return {address: page(client, address) for address in addresses}


def source_links(html: str) -> set[str]:
    return {link for link in links(html) if link.startswith("https://outlet.example/said#")}


@pytest.mark.parametrize("state", ["", "exact"])
def test_nothing_is_said_of_words_that_stand_as_quoted(
    client: Client, article: Article, state: str
) -> None:
    if state:
        later(article, state)
    for html in pages_of(client, article).values():
        assert not [note for note in NOTES if note in words(html)]
        assert source_links(html)


@pytest.mark.parametrize(
    ("state", "there", "note"),
    [
        ("moved", QUOTE, "moved within the article since"),
        ("changed", REWORDED, "the article has changed since; an editor is checking"),
        ("lost", "", "no longer in the article as of 5 Oct 2025"),
    ],
)
def test_every_page_says_the_same_of_a_passage(
    client: Client, article: Article, state: str, there: str, note: str
) -> None:
    passage = later(article, state, there)
    for address, html in pages_of(client, article).items():
        assert note in words(html), address
        # Where the words are gone, or nobody has said that others stand for them, none are linked.
        assert bool(source_links(html)) == (state == "moved"), address
        assert (passage.snapshot.text_sha256 in html) == (state == "lost"), address


def test_a_confirmed_wording_says_when_and_is_what_is_linked(
    client: Client, article: Article
) -> None:
    confirmed = {"confirmed_by": EditorFactory(), "confirmed_at": LATER}
    later(article, "changed", REWORDED, **confirmed)
    for html in pages_of(client, article).values():
        assert (
            "the article now reads differently; an editor confirmed on 5 Oct 2025 that it still "
            "says this" in words(html)
        )
        assert QUOTE in words(html)
        assert all("stands%20ready" in link for link in source_links(html))
        assert source_links(html)


def recheck(article: Article, day: int, **fields: Any) -> None:
    ended = datetime(2025, 10, day, 3, tzinfo=UTC)
    FetchFactory(kind="recheck", article=article, finished_at=ended, **fields)


def test_an_unreachable_source_says_since_when(client: Client, article: Article) -> None:
    recheck(article, 1, state="failed", failure="not_found")
    recheck(article, 2, state="done", outcome="same_text")
    recheck(article, 3, state="failed", failure="not_found")
    recheck(article, 4, state="failed", failure="gone")
    for html in pages_of(client, article).values():
        assert "could not be reached" in words(html)
        assert "since 3 Oct 2025" in words(html)
    # A site that answers, if only to refuse us, is there for readers.
    recheck(article, 5, state="failed", failure="paywall")
    for html in pages_of(client, article).values():
        assert "could not be reached" not in words(html)


def test_more_quotations_cost_no_more_queries(client: Client, small: SmallCoalition) -> None:
    def say(number: int) -> None:
        text = f"Report {number}. {QUOTE} And so on."
        passage = PassageFactory(snapshot=SnapshotFactory(text=text), quote=QUOTE)
        small.say(pledge, passage=passage, on=f"2025-09-{number:02}")
        later(passage.snapshot.article, "lost")

    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as found:
            client.get(f"/pledges/{pledge.reference}/")
        return len(found)

    pledge = small.pledge()
    say(1)
    queries()
    before = queries()
    for number in range(2, 6):
        say(number)
    assert queries() == before
