"""Taking texts in: what is stored, what is filled from HTML, what is refused."""

import gzip
from datetime import UTC, date, datetime
from importlib.metadata import version
from typing import Any

import pytest

from articles.models import Article, Publisher, Snapshot
from articles.services.ingest import (
    ArticleContent,
    DuplicateArticle,
    InvalidArticle,
    add_article,
    read_source,
)
from articles.services.reading import set_reading_state
from articles.text.normalising import text_sha256
from core.errors import DomainError
from core.models import User
from tests.clock import dated, tomorrow
from tests.factories.articles import ArticleFactory, PublisherFactory
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def person() -> User:
    user: User = UserFactory()
    return user


def content(**changes: Any) -> ArticleContent:
    return ArticleContent(
        **{"source": "The minister said yes.", "outlet": "The Outlet", "title": "Yes", **changes}
    )


def test_stores_the_normalised_text_beside_the_raw_source(person: User) -> None:
    source = "  The\u00a0minister\r\nsaid yes.  "
    article = add_article(content=content(source=source), by=person)
    snapshot = article.snapshots.get()
    assert snapshot.text == "The minister\nsaid yes."
    assert snapshot.text_sha256 == text_sha256(snapshot.text)
    assert gzip.decompress(bytes(snapshot.raw or b"")).decode() == source
    assert (snapshot.number, snapshot.extractor) == (1, "pasted")
    assert (article.added_by, article.language) == (person, "en")


def test_a_command_may_add_without_naming_a_person() -> None:
    assert add_article(content=content(), by=None).added_by is None


def test_fills_only_what_was_left_empty_from_html(person: User) -> None:
    page = (
        '<html lang="de"><head><title>Seite</title><meta property="og:title" content="Titel">'
        '<meta property="og:site_name" content="Blatt"></head><body><article><p>Der Minister '
        "sagte am Mittwoch, dass sein Land Ausbilder schicken werde.</p></article></body></html>"
    )
    reading = read_source(ArticleContent(source=page, title="Own title"))
    assert reading.content.title == "Own title"
    assert (reading.content.outlet, reading.content.language) == ("Blatt", "de")
    assert reading.extractor == f"trafilatura {version('trafilatura')}"
    assert reading.text.startswith("Der Minister sagte")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"source": ""}, "source"),
        ({"source": "\u200b \n"}, "source"),
        ({"source": "<html><body></body></html>"}, "source"),
        ({"title": " "}, "title"),
        ({"outlet": ""}, "outlet"),
        ({"address": "ftp://outlet.example/a"}, "address"),
        ({"published_on": tomorrow}, "published_on"),
        ({"rights": Article.Rights.OPEN_LICENCE}, "licence"),
    ],
)
def test_refuses_by_field_and_stores_nothing(
    changes: dict[str, Any], field: str, person: User
) -> None:
    with pytest.raises(InvalidArticle) as refusal:
        add_article(content=content(**dated(changes)), by=person)
    assert set(refusal.value.problems) == {field}
    assert not Article.objects.exists()
    assert not Publisher.objects.exists()


def test_names_every_problem_at_once(person: User) -> None:
    with pytest.raises(InvalidArticle) as refusal:
        add_article(content=ArticleContent(source="", address="x"), by=person)
    assert set(refusal.value.problems) == {"source", "title", "outlet", "address"}


def test_refuses_a_text_over_the_limit(person: User, settings: Any) -> None:
    settings.LEDGER_MAX_TEXT_CHARS = 20
    with pytest.raises(InvalidArticle, match="21 characters; an article may have 20"):
        add_article(content=content(source="x" * 21), by=person)
    with pytest.raises(InvalidArticle, match="may have 20"):
        add_article(content=content(source="x" * 101), by=person)


@pytest.mark.parametrize(
    ("address", "source", "what"),
    [
        ("https://OUTLET.example/a/?utm_source=mail#top", "Other words.", "address"),
        ("https://outlet.example/b", "The  minister said\nyes.\n", None),
        ("https://outlet.example/b", "The minister  said yes.", "text"),
    ],
)
def test_refuses_the_same_address_or_text(
    address: str, source: str, what: str | None, person: User
) -> None:
    first = add_article(content=content(address="https://outlet.example/a"), by=person)
    again = content(address=address, source=source)
    if what is None:
        add_article(content=again, by=person)
        return
    with pytest.raises(DuplicateArticle, match=f"This {what} is in the ledger") as refusal:
        add_article(content=again, by=person)
    assert refusal.value.article == first
    assert Snapshot.objects.count() == 1


def test_the_outlet_typed_counts_and_takes_a_domain_that_is_free(person: User) -> None:
    PublisherFactory(name="A Channel", domain="host.co.uk")
    unplaced = PublisherFactory(name="The Unplaced", domain=None)
    shared = content(address="https://www.host.co.uk/b", outlet="Another Channel")
    by_name = content(source="Two.", address="https://www.unplaced.co.uk/a", outlet="the unplaced")
    other = add_article(content=shared, by=person).publisher
    assert (other.name, other.domain) == ("Another Channel", None)
    assert add_article(content=by_name, by=person).publisher == unplaced
    unplaced.refresh_from_db()
    assert unplaced.domain == "unplaced.co.uk"


def test_published_today_is_not_the_future(person: User) -> None:
    today: date = datetime.now(UTC).date()
    assert add_article(content=content(published_on=today), by=person).published_on == today


def test_reading_state_is_noted_with_its_person(person: User) -> None:
    article = ArticleFactory()
    assert set_reading_state(article=article, state="extracted", by=person).reading_state == (
        "extracted"
    )
    with pytest.raises(DomainError, match="Pick a reading state"):
        set_reading_state(article=article, state="burnt", by=person)
