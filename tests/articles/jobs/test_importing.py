"""Adding by address: asked for, fetched from a local site, stored all or nothing."""

from __future__ import annotations

import hashlib
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django_tasks_db.models import DBTaskResult

from articles.fetching.warc import payload_of
from articles.models import Article, ArticleAddress, Capture, Fetch, Publisher, Snapshot
from articles.services import importing
from articles.services.fetching import ImportDetails, request_import, set_aside, try_again
from articles.services.ingest import DuplicateArticle, InvalidArticle
from articles.services.running import run_fetch
from core.errors import DomainError, NotAllowed
from core.models import User
from tests.articles.fetching.site import LocalSite
from tests.articles.jobs.pages import page, prose
from tests.factories.articles import ArticleFactory, PublisherFactory, SnapshotFactory
from tests.factories.people import EditorFactory, UserFactory

pytestmark = pytest.mark.django_db
PATH = "/news/instructors-to-travel-2025"


def bring(site: LocalSite, path: str = PATH, *, by: User | None = None, **said: Any) -> Fetch:
    asked = request_import(address=site.url(path), details=ImportDetails(**said), by=by)
    return run_fetch(asked.pk, rules=site.rules())


# --- asking ---------------------------------------------------------------------------------------
def test_asking_stores_a_fetch_and_tells_the_worker(
    django_capture_on_commit_callbacks: Any,
) -> None:
    editor = EditorFactory()
    with django_capture_on_commit_callbacks(execute=True):
        fetch = request_import(address="https://news.example/a/?utm_source=x", by=editor)
    assert (fetch.kind, fetch.state, fetch.requested_by) == ("import", "waiting", editor)
    assert fetch.address == "https://news.example/a"
    # What was typed is asked for: some sites answer to nothing else.
    assert fetch.details["asked"] == "https://news.example/a/?utm_source=x"
    assert DBTaskResult.objects.get().args_kwargs["args"] == [fetch.pk]


def test_what_is_under_way_is_not_asked_for_twice() -> None:
    first = request_import(address="https://news.example/a", by=None)
    assert request_import(address="https://news.example/a#top", by=EditorFactory()) == first
    assert Fetch.objects.count() == 1


def test_a_known_address_is_refused_before_anything_is_fetched() -> None:
    known = ArticleFactory(canonical_url="https://news.example/a-long-story-told")
    ArticleAddress.objects.create(
        article=known, address="https://short.example/x1", how=ArticleAddress.How.REDIRECTED
    )
    for address in ("https://news.example/a-long-story-told/amp", "https://short.example/x1"):
        with pytest.raises(DuplicateArticle) as refused:
            request_import(address=address, by=None)
        assert refused.value.article == known
    assert not Fetch.objects.exists()


@pytest.mark.parametrize(
    ("address", "said", "field"),
    [
        ("ftp://news.example/a", {}, "address"),
        ("", {}, "address"),
        ("https://news.example/a", {"rights": "open_licence"}, "licence"),
        ("https://news.example/a", {"published_on": date(2199, 1, 1)}, "published_on"),
    ],
)
def test_bad_input_is_told_at_its_field(address: str, said: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidArticle) as refused:
        request_import(address=address, details=ImportDetails(**said), by=None)
    assert list(refused.value.problems) == [field]


# --- what is stored -------------------------------------------------------------------------------
def test_an_article_comes_with_capture_snapshot_sketch_and_addresses(site: LocalSite) -> None:
    body = page(prose(1))
    site.put(PATH, body)
    editor = EditorFactory()
    done = bring(site, by=editor)
    article, snapshot, capture = (
        Article.objects.get(),
        Snapshot.objects.get(),
        Capture.objects.get(),
    )
    assert (done.state, done.outcome, done.article, done.snapshot) == (
        "done", "new_article", article, snapshot,
    )  # fmt: skip
    assert (article.title, article.publisher.name, article.language) == (
        "Instructors to travel", "The Morning Page", "en",
    )  # fmt: skip
    assert (article.published_on, article.added_by) == (date(2025, 8, 19), editor)
    assert prose(1)[2] in snapshot.text
    assert snapshot.extractor.startswith("trafilatura ")
    assert snapshot.capture == capture
    assert snapshot.retrieved_at == capture.retrieved_at
    assert capture.payload_sha256 == hashlib.sha256(body.encode()).hexdigest()
    assert capture.warc
    assert payload_of(bytes(capture.warc))[1] == body.encode()
    assert snapshot.sketch.bands
    event = Article.pgh_event_models["insert"].objects.get()
    assert event.pgh_context.metadata["act"] == "add article"
    assert event.pgh_context.metadata["user"] == editor.pk


def test_a_page_that_lacks_title_and_outlet_is_stored_all_the_same(site: LocalSite) -> None:
    site.put(PATH, page(prose(2), title="", outlet=""))
    article = bring(site).article
    assert article.publisher.name == "news.example"
    assert prose(2)[0].startswith(article.title.rstrip("…")[:40])


def test_the_outlet_known_at_the_domain_counts_and_what_the_editor_said_more(
    site: LocalSite,
) -> None:
    known = PublisherFactory(name="News Example Daily", domain="news.example")
    site.put(PATH, page(prose(3)))
    first = bring(site).article
    assert first.publisher == known
    site.put("/other", page(prose(4)))
    second = bring(site, "/other", outlet="Another House", title="Ours", language="fr").article
    assert (second.publisher.name, second.title, second.language) == ("Another House", "Ours", "fr")


def test_addresses_that_lead_there_for_good_are_remembered(site: LocalSite) -> None:
    site.redirect("/x1", site.url(PATH), status=301)
    site.redirect("/latest", site.url(PATH), status=302)
    site.put(PATH, page(prose(5)))
    done = bring(site, "/x1")
    assert done.article.canonical_url == site.url(PATH)
    with pytest.raises(DuplicateArticle):
        request_import(address=site.url("/x1"), by=None)
    # "/latest" leads elsewhere tomorrow: it is fetched, and ends with the article it led to.
    again = bring(site, "/latest")
    assert (again.state, again.outcome, again.article) == ("done", "same_text", done.article)
    assert Article.objects.count() == 1
    assert request_import(address=site.url("/latest"), by=None).state == "waiting"


def test_a_page_cannot_claim_the_address_of_another_site(site: LocalSite) -> None:
    site.put(
        PATH, page(prose(6), canonical="https://ministry.example/press-release-on-instructors")
    )
    article = bring(site).article
    assert article.canonical_url == site.url(PATH)
    assert not ArticleAddress.objects.filter(address__contains="ministry").exists()


def test_the_very_text_of_another_article_ends_with_that_one(site: LocalSite) -> None:
    site.put(PATH, page(prose(7)))
    first = bring(site).article
    site.put("/copy", page(prose(7)), host="copy.example")
    asked = request_import(address=site.url("/copy", host="copy.example"), by=None)
    done = run_fetch(asked.pk, rules=site.rules())
    assert (done.state, done.outcome, done.article) == ("done", "same_text", first)


# --- what fails -----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("status", "failure"), [(404, "not_found"), (403, "forbidden"), (500, "http_error")]
)
def test_a_refusal_of_the_site_is_kept_with_its_reason(
    site: LocalSite, status: int, failure: str
) -> None:
    site.put(PATH, "<!doctype html><title>No</title>", status=status)
    done = bring(site)
    assert (done.state, done.failure, done.http_status) == ("failed", failure, status)
    assert done.message
    assert done.finished_at
    assert not Article.objects.exists()
    assert not Capture.objects.exists()


def test_robots_are_respected(site: LocalSite) -> None:
    site.put(
        "/robots.txt", "User-agent: *\nDisallow: /news/", headers=[("Content-Type", "text/plain")]
    )
    site.put(PATH, page(prose(8)))
    assert bring(site).failure == "robots"
    assert not site.asked(PATH)


def test_loopback_is_refused_without_the_setting(site: LocalSite) -> None:
    asked = request_import(address=site.local_url(PATH), by=None)
    done = run_fetch(asked.pk)
    assert done.failure == "refused_address"
    assert not site.seen


CONSENT = page(
    ["We value your privacy. We and our 842 partners store cookies on your device. "
     "Accept all cookies to continue to the site, or manage your choices."],
    title="Before you continue",
)  # fmt: skip


def test_a_doubtful_page_is_added_only_where_an_editor_says_so(site: LocalSite) -> None:
    site.put(PATH, CONSENT)
    done = bring(site)
    assert (done.state, done.failure) == ("failed", "consent_page")
    assert done.details["clues"]
    again = try_again(fetch=done, by=None, is_trusted=True)
    done = run_fetch(again.pk, rules=site.rules())
    assert done.outcome == "new_article"


def test_trying_again_keeps_what_was_said(site: LocalSite) -> None:
    failed = bring(site, title="Our title", published_on=date(2025, 1, 2))
    site.put(PATH, page(prose(9)))
    again = try_again(fetch=failed, by=None)
    done = run_fetch(again.pk, rules=site.rules())
    assert (done.article.title, done.article.published_on) == ("Our title", date(2025, 1, 2))
    assert Fetch.objects.get(pk=failed.pk).state == "failed"


def test_setting_aside_is_for_who_asked_and_for_editors() -> None:
    asker, other = UserFactory(), UserFactory()
    fetch = request_import(address="https://news.example/a", by=asker)
    with pytest.raises(DomainError):
        set_aside(fetch=fetch, by=asker)
    Fetch.objects.filter(pk=fetch.pk).update(
        state="failed", failure="timed_out", finished_at=fetch.requested_at + timedelta(hours=1)
    )
    with pytest.raises(NotAllowed):
        set_aside(fetch=fetch, by=other)
    assert set_aside(fetch=fetch, by=EditorFactory()).details["set_aside"]


# --- all or nothing -------------------------------------------------------------------------------
def test_a_fault_in_the_middle_of_storing_leaves_nothing_behind(
    site: LocalSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.put(PATH, page(prose(10)))
    asked = request_import(address=site.url(PATH), by=None)
    kept = importing.finish

    def break_off(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(importing, "finish", break_off)
    for attempt, state in ((1, "waiting"), (2, "failed")):
        with pytest.raises(ZeroDivisionError):
            run_fetch(asked.pk, rules=site.rules())
        fetch = Fetch.objects.get()
        assert (fetch.state, fetch.attempts) == (state, attempt)
    assert fetch.failure == "stopped"
    for model in (Article, Snapshot, Capture, Publisher, ArticleAddress):
        assert not model.objects.exists()
    monkeypatch.setattr(importing, "finish", kept)
    again = try_again(fetch=fetch, by=None)
    done = run_fetch(again.pk, rules=site.rules())
    assert done.state == "done"


def test_what_ended_meanwhile_stores_nothing(
    site: LocalSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.put(PATH, page(prose(11)))
    asked = request_import(address=site.url(PATH), by=None)
    original = importing.read_page

    # While the page is on its way, somebody reports the fetch as stopped.
    def overtaken(fetch: Fetch, given: Any) -> Any:
        found = original(fetch, given)
        Fetch.objects.filter(pk=fetch.pk).update(
            state="failed", failure="stopped", finished_at=fetch.requested_at + timedelta(hours=1)
        )
        return found

    monkeypatch.setattr(importing, "read_page", overtaken)
    assert run_fetch(asked.pk, rules=site.rules()) is None
    assert not Article.objects.exists()
    assert Fetch.objects.get().failure == "stopped"


def test_a_fetch_that_is_not_waiting_is_left_alone(site: LocalSite) -> None:
    site.put(PATH, page(prose(12)))
    done = bring(site)
    assert run_fetch(done.pk, rules=site.rules()) is None
    assert len(site.asked(PATH)) == 1


def test_the_database_refuses_a_second_fetch_under_way() -> None:
    fetch = request_import(address="https://news.example/a", by=None)
    with pytest.raises(IntegrityError, match="fetch_is_under_way"), transaction.atomic():
        Fetch.objects.create(kind="import", address=fetch.address)


def test_a_withdrawn_article_is_known_all_the_same() -> None:
    article = SnapshotFactory(article__canonical_url="https://news.example/gone-and-told").article
    Article.objects.filter(pk=article.pk).update(
        withdrawn_at=article.added_at, withdrawn_reason="The outlet asked."
    )
    with pytest.raises(DuplicateArticle):
        request_import(address="https://news.example/gone-and-told", by=None)
