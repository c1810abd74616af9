"""A copy kept by a web archive: asked for, remembered, and loud where none was made."""

from collections.abc import Iterator

import pytest
from django.test import override_settings

from articles.models import Article, Fetch
from articles.services.archiving import request_archive
from articles.services.fetching import try_again
from articles.services.running import run_fetch
from core.errors import DomainError
from tests.articles.fetching.site import LocalSite
from tests.factories.articles import ArticleFactory, SnapshotFactory, TakedownFactory

pytestmark = pytest.mark.django_db(transaction=True)

ENDPOINT = "http://archive.example/save/"
COPY = "/web/20261125020000/"


@pytest.fixture
def site() -> Iterator[LocalSite]:
    with LocalSite() as found, override_settings(LEDGER_ARCHIVE_ENDPOINT=ENDPOINT):
        found.put("/robots.txt", "User-agent: *\nDisallow: /save/", host="archive.example")
        yield found


def save_path(article: Article) -> str:
    return f"/save/{article.canonical_url}"


def archived(article: Article, site: LocalSite) -> Fetch:
    fetch = run_fetch(
        request_archive(article=article, by=None, is_enqueued=False).pk, rules=site.rules()
    )
    article.refresh_from_db()
    return fetch


@pytest.mark.parametrize(
    "header",
    [
        ("Content-Location", "{copy}"),
        ("Link", '<{address}>; rel="original", <{copy}>; rel="first memento"'),
    ],
    ids=["content-location", "memento"],
)
def test_copy_named_by_a_header_is_remembered(site: LocalSite, header: tuple[str, str]) -> None:
    article = SnapshotFactory().article
    copy = f"http://archive.example{COPY}{article.canonical_url}"
    value = header[1].format(copy=copy, address=article.canonical_url)
    site.put(
        save_path(article), "Saved.", headers=[("Content-Type", "text/html"), (header[0], value)]
    )
    fetch = archived(article, site)
    assert (fetch.state, fetch.outcome) == ("done", "archived")
    assert article.archived_url == copy


def test_copy_that_we_are_led_to_is_remembered(site: LocalSite) -> None:
    article = SnapshotFactory().article
    site.redirect(save_path(article), f"{COPY}{article.canonical_url}")
    site.put(f"{COPY}{article.canonical_url}", "<p>The article.</p>")
    assert archived(article, site).state == "done"
    assert article.archived_url == f"http://archive.example{COPY}{article.canonical_url}"


@pytest.mark.parametrize(
    "leads_to",
    ["/login", "/login?next=/save/{address}", "/save/{address}?again=1", "/error/{address}?code=1"],
)
def test_answer_without_a_copy_is_a_failure_that_says_so(site: LocalSite, leads_to: str) -> None:
    article = SnapshotFactory().article
    place = leads_to.format(address=article.canonical_url)
    site.redirect(save_path(article), place)
    site.put(place, "<p>Sign in to save.</p>")
    fetch = archived(article, site)
    assert (fetch.state, fetch.failure) == ("failed", "not_archived")
    assert article.archived_url == ""


def test_archive_that_is_down_is_a_failure_that_says_so(site: LocalSite) -> None:
    article = SnapshotFactory().article
    site.put(save_path(article), "", status=503)
    fetch = archived(article, site)
    assert (fetch.state, fetch.failure, fetch.http_status) == ("failed", "http_error", 503)


def test_archive_that_was_down_is_asked_again_by_the_same_button(site: LocalSite) -> None:
    article = SnapshotFactory().article
    failed = archived(article, site)
    again = try_again(fetch=failed, by=None)
    assert (again.kind, again.state, again.article) == ("archive", "waiting", article)


def test_second_wish_joins_the_first(site: LocalSite) -> None:
    article = SnapshotFactory().article
    first = request_archive(article=article, by=None, is_enqueued=False)
    assert request_archive(article=article, by=None, is_enqueued=False) == first


def test_nothing_is_asked_for_without_archive_address_or_text(site: LocalSite) -> None:
    with pytest.raises(DomainError, match="no address"):
        request_archive(article=ArticleFactory(canonical_url=None), by=None)
    gone = Article.objects.get(pk=TakedownFactory().article.pk)
    with pytest.raises(DomainError, match="withdrawn"):
        request_archive(article=gone, by=None)
    with (
        override_settings(LEDGER_ARCHIVE_ENDPOINT=""),
        pytest.raises(DomainError, match="without a web archive"),
    ):
        request_archive(article=SnapshotFactory().article, by=None)
    assert not Fetch.objects.exists()
