"""Looking again at an article's address while the page there changes, goes, and comes back."""

import pytest

from articles.link_health import unreachable_since
from articles.models import Anchor, Article, Fetch, Passage
from articles.services.rechecking import recheck_article, request_recheck
from articles.services.rereading import extract_again
from articles.services.running import run_fetch
from core.errors import DomainError
from tests.articles.fetching.site import LocalSite
from tests.articles.harbour import PARAGRAPHS, PATH, html
from tests.articles.texts import TRAINING, TROOPS
from tests.factories.articles import (
    ArticleFactory,
    PassageFactory,
    SnapshotFactory,
    TakedownFactory,
)
from tests.factories.people import EditorFactory
from tests.raw_sql import change_row

# A fetch holds its locks on a connection of its own.
pytestmark = pytest.mark.django_db(transaction=True)


def quote(article: Article, words: str) -> Passage:
    passage: Passage = PassageFactory(snapshot=article.snapshots.get(), quote=words)
    return passage


def look(article: Article, site: LocalSite) -> Fetch:
    return recheck_article(article=article, by=None, rules=site.rules())


def state_of(passage: Passage) -> str:
    newest = passage.anchors.order_by("-snapshot__number").first()
    return newest.state if newest else ""


def test_a_page_that_changes_goes_and_comes_back(site: LocalSite, article: Article) -> None:
    troops, training = quote(article, TROOPS), quote(article, TRAINING)

    same = look(article, site)
    assert (same.state, same.outcome, article.snapshots.count()) == ("done", "same_text", 1)
    assert not article.captures.exists()

    altered = [p.replace("2,000", "200") for p in PARAGRAPHS]
    site.put(PATH, html(*altered))
    new = look(article, site)
    assert (new.outcome, new.snapshot.number if new.snapshot else 0) == ("new_text", 2)
    assert new.details["passages"] == {"changed": 1, "exact": 1}
    anchor = Anchor.objects.get(passage=troops)
    assert (anchor.state, anchor.alarms) == ("changed", ["number"])
    assert state_of(training) == "exact"
    capture = article.captures.get()
    assert new.snapshot.capture == capture

    # The number is put right, a paragraph moves, another is deleted.
    moved = [p for p in PARAGRAPHS if p not in (TROOPS, TRAINING)]
    site.put(PATH, html(*moved, TROOPS))
    assert look(article, site).outcome == "new_text"
    assert (state_of(troops), state_of(training)) == ("moved", "lost")

    for status, failure in ((404, "not_found"), (410, "gone")):
        site.put(PATH, "<!doctype html><title>Nothing</title>", status=status)
        failed = look(article, site)
        assert (failed.state, failed.failure, failed.http_status) == ("failed", failure, status)
    assert article.snapshots.count() == 3
    assert (state_of(troops), state_of(training)) == ("moved", "lost")
    first = Fetch.objects.filter(failure="not_found").get()
    assert unreachable_since([article.pk]) == {article.pk: first.finished_at}

    site.put(PATH, html(*PARAGRAPHS))
    assert look(article, site).outcome == "new_text"
    assert (state_of(troops), state_of(training)) == ("exact", "exact")
    assert unreachable_since([article.pk]) == {}


def test_typography_alone_is_never_exact_nor_lost(site: LocalSite, article: Article) -> None:
    said = "“We are ready,” the minister’s office wrote – “and we will stay ready.”"
    first = html(*PARAGRAPHS, said)
    site.put(PATH, first)
    look(article, site)
    newest = article.snapshots.order_by("-number")[0]
    passage = PassageFactory(snapshot=newest, quote=said)
    site.put(PATH, first.replace("“", '"').replace("”", '"').replace("’", "'").replace("–", "-"))
    assert look(article, site).outcome == "new_text"
    anchor = passage.anchors.get()
    assert (anchor.state, anchor.alarms) == ("changed", [])
    assert anchor.similarity > 0.9


@pytest.mark.parametrize(
    ("page", "failure"),
    [
        (
            html(
                "Before you continue we ask for your consent to cookies.",
                "Accept all cookies or manage your choices to read on.",
            ),
            "consent_page",
        ),
        (html("Our newsroom is moving house; all stories return soon, thank you."), "other_page"),
    ],
)
def test_a_splash_page_keeps_every_anchor_and_fails_loudly(
    site: LocalSite, article: Article, page: str, failure: str
) -> None:
    passage = quote(article, TROOPS)
    site.put(PATH, page)
    fetch = look(article, site)
    assert fetch.state == "failed"
    assert fetch.failure == failure
    assert fetch.message
    assert article.snapshots.count() == 1
    assert not passage.anchors.exists()
    # The page answered: it is not unreachable.
    assert unreachable_since([article.pk]) == {}


def test_a_site_that_is_down_is_unreachable_and_a_fault_of_ours_says_nothing(
    site: LocalSite, article: Article
) -> None:
    # What is asked first of a site that is down is its rules for robots.
    site.put("/robots.txt", "", status=503)
    down = look(article, site)
    assert down.failure == "robots_unreadable"
    assert unreachable_since([article.pk]) == {article.pk: down.finished_at}
    stopped = request_recheck(article=article, by=None, is_enqueued=False)
    change_row(stopped, "state = 'failed', failure = 'stopped', finished_at = now()")
    assert unreachable_since([article.pk]) == {article.pk: down.finished_at}
    # Asked too often: somebody is there.
    site.put("/robots.txt", "", status=429)
    assert look(article, site).failure == "robots_unreadable"
    assert unreachable_since([article.pk]) == {}


def test_same_bytes_as_an_older_text_are_dated_when_they_came_again(
    site: LocalSite, article: Article
) -> None:
    first = html(*PARAGRAPHS)
    for page in (html(*PARAGRAPHS[1:]), first, html(*PARAGRAPHS[1:])):
        site.put(PATH, page)
        assert look(article, site).outcome == "new_text"
    texts = list(article.snapshots.order_by("number"))
    assert texts[1].capture == texts[3].capture
    moments = [text.retrieved_at for text in texts[1:]]
    assert moments == sorted(set(moments))


def test_page_that_a_person_took_in_spite_of_its_looks_is_no_new_doubt(
    site: LocalSite, article: Article
) -> None:
    doubtful = html(
        "Before you continue we ask for your consent to cookies.",
        "Accept all cookies or manage your choices to read on.",
    )
    site.put(PATH, doubtful)
    assert look(article, site).failure == "consent_page"
    taken = request_recheck(article=article, by=None, is_enqueued=False, is_trusted=True)
    ended = run_fetch(taken.pk, rules=site.rules())
    assert ended.outcome == "new_text"
    assert look(article, site).outcome == "same_text"
    assert extract_again(article=article, by=EditorFactory()) is None


def test_who_asks_again_while_it_waits_is_heard(article: Article) -> None:
    first = request_recheck(article=article, by=None, is_enqueued=False)
    again = request_recheck(article=article, by=None, is_enqueued=False, is_trusted=True)
    assert again == first
    assert Fetch.objects.get().details["is_trusted"] is True


def test_an_answer_is_asked_for_once_at_a_time(article: Article) -> None:
    first = request_recheck(article=article, by=None, is_enqueued=False)
    assert request_recheck(article=article, by=None) == first


def test_what_has_no_page_of_its_own_is_refused_in_words() -> None:
    taken_down = TakedownFactory().article
    taken_down.refresh_from_db()
    for article, words in (
        (taken_down, "withdrawn"),
        (SnapshotFactory(article=ArticleFactory(is_digest=True)).article, "digest"),
        (SnapshotFactory(article=ArticleFactory(canonical_url=None)).article, "no address"),
    ):
        with pytest.raises(DomainError, match=words):
            request_recheck(article=article, by=None)
