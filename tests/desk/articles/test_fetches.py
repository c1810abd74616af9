"""Adding by address at the desk: asking, progress, reasons, the list, what waits."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Article, Fetch
from articles.services.running import run_fetch
from tests.articles.fetching.site import LocalSite
from tests.articles.jobs.conftest import site
from tests.articles.jobs.pages import page, prose
from tests.desk.conftest import Person
from tests.factories.articles import (
    ArticleFactory,
    FailedFetchFactory,
    FetchFactory,
    SnapshotFactory,
)

__all__ = ["site"]

FETCHES = "/desk/articles/fetches/"
PATH = "/news/asked-for-at-the-desk"
AS_HTMX = {"HX-Request": "true"}


def test_the_address_comes_first_and_pasting_on_the_same_page(editor: Person) -> None:
    shown = editor.client.get("/desk/articles/add/").content.decode()
    assert shown.index(f'action="{FETCHES}"') < shown.index('name="source"')
    pasting = editor.client.get("/desk/articles/add/?paste=1&address=https://a.example/1")
    assert 'value="https://a.example/1"' in pasting.content.decode()
    assert 'name="source"' in pasting.content.decode()
    assert f'action="{FETCHES}"' not in pasting.content.decode()


def test_from_the_address_to_the_article(editor: Person, site: LocalSite) -> None:
    site.put(PATH, page(prose(50)))
    asked = editor.client.post(FETCHES, {"address": site.url(PATH)})
    fetch = Fetch.objects.get()
    address = f"{FETCHES}{fetch.pk}/"
    assert asked["Location"] == address
    waiting = editor.client.get(address)
    assert "It waits for its turn" in waiting.content.decode()
    assert "Look again" in waiting.content.decode()
    part = editor.client.get(address, headers=AS_HTMX).content.decode()
    assert part.lstrip().startswith('<section id="fetch"')
    assert 'hx-trigger="every 1s"' in part
    run_fetch(fetch.pk, rules=site.rules())
    part = editor.client.get(address, headers=AS_HTMX).content.decode()
    article = Article.objects.get()
    assert f'href="/desk/articles/{article.pk}/"' in part
    assert "every 1s" not in part
    assert "Look again" not in editor.client.get(address).content.decode()
    assert article.added_by == editor.user


@pytest.mark.parametrize(
    ("address", "words"),
    [("", "Enter the article"), ("ftp://a.example/1", "must begin with http"), ("x", "http")],
)
def test_bad_addresses_are_told_and_kept(editor: Person, address: str, words: str) -> None:
    response = editor.client.post(FETCHES, {"address": address})
    assert response.status_code == 422
    assert words in response.content.decode()
    assert not Fetch.objects.exists()


def test_a_known_address_leads_to_its_article(editor: Person) -> None:
    known = ArticleFactory(canonical_url="https://a.example/told-once-and-well")
    response = editor.client.post(FETCHES, {"address": "https://a.example/told-once-and-well"})
    assert response.status_code == 422
    assert f"/desk/articles/{known.pk}/" in response.content.decode()


def test_a_failure_says_why_and_what_to_do(editor: Person) -> None:
    fetch = FailedFetchFactory(
        failure="consent_page",
        http_status=200,
        final_address="https://consent.example/",
        details={"asked": "https://a.example/1?x=1&y=2", "clues": [["words", "We value cookies"]]},
        requested_by=editor.user,
    )
    shown = editor.client.get(f"{FETCHES}{fetch.pk}/").content.decode()
    assert "Consent page" in shown
    assert "asking for consent" in shown
    assert "We value cookies" in shown
    assert "paste=1&amp;address=https%3A%2F%2Fa.example%2F1%3Fx%3D1%26y%3D2" in shown
    assert 'name="trust"' in shown
    again = editor.client.post(f"{FETCHES}{fetch.pk}/again/", {"trust": "1"})
    second = Fetch.objects.latest("pk")
    assert again["Location"] == f"{FETCHES}{second.pk}/"
    assert second.details["is_trusted"]
    assert second.requested_by == editor.user


def test_trying_again_what_was_added_meanwhile_opens_it(editor: Person) -> None:
    fetch = FailedFetchFactory(address="https://a.example/added-by-hand-meanwhile")
    article = SnapshotFactory(article__canonical_url=fetch.address).article
    again = editor.client.post(f"{FETCHES}{fetch.pk}/again/")
    assert again["Location"] == f"/desk/articles/{article.pk}/"


def test_a_page_that_waits_for_a_dead_worker_takes_its_work_up(editor: Person) -> None:
    fetch = FetchFactory(state="running", started_at=timezone.now(), attempts=2)
    shown = editor.client.get(f"{FETCHES}{fetch.pk}/", headers=AS_HTMX).content.decode()
    assert "Interrupted" in shown
    assert Fetch.objects.get().failure == "stopped"


# --- what waits -----------------------------------------------------------------------------------
def in_the_inbox(person: Person) -> tuple[int, int, int]:
    """The count on the first page, of the list it links to, and of the rows there."""
    home = person.client.get("/desk/").content.decode()
    said = re.search(r'state=mine">[^<]*<span class="tally">(\d+)</span>', home)
    shown = person.client.get(f"{FETCHES}?state=mine")
    rows = shown.content.decode().count('<li><a class="list-title')
    return int(said[1]) if said else 0, shown.context["page"].paginator.count, rows


def test_what_is_under_way_or_failed_waits_for_who_asked(editor: Person, chief: Person) -> None:
    FetchFactory(requested_by=editor.user)
    failed = FailedFetchFactory(requested_by=editor.user)
    FailedFetchFactory(requested_by=chief.user)
    FetchFactory(kind="recheck", article=ArticleFactory(), requested_by=editor.user)
    assert in_the_inbox(editor) == (2, 2, 2)
    home = editor.client.get("/desk/").content.decode()
    assert f"{FETCHES}{failed.pk}/" in home
    assert "Timed out" in home
    assert 'Queue <span class="tally">2</span>' in home


def test_a_failure_waits_until_it_is_settled(editor: Person) -> None:
    aside, retried, pasted, other = (FailedFetchFactory(requested_by=editor.user) for _ in range(4))
    assert in_the_inbox(editor) == (4, 4, 4)
    done = editor.client.post(f"{FETCHES}{aside.pk}/aside/", follow=True)
    assert "Set aside" in done.content.decode()
    SnapshotFactory(article__canonical_url=pasted.address)
    FailedFetchFactory(requested_by=editor.user, address=retried.address)
    assert in_the_inbox(editor) == (2, 2, 2)
    assert str(other.address) in editor.client.get(f"{FETCHES}?state=mine").content.decode()


# --- the list -------------------------------------------------------------------------------------
def test_the_list_counts_what_each_choice_shows(editor: Person) -> None:
    FetchFactory()
    FailedFetchFactory()
    article = SnapshotFactory().article
    FetchFactory(state="done", outcome="new_article", article=article, finished_at=timezone.now())
    choices = editor.client.get(FETCHES).context["list"].choices
    assert {choice.value: choice.count for choice in choices} == {
        "": 3, "mine": 0, "waiting": 1, "running": 0, "done": 1, "failed": 1,
    }  # fmt: skip
    for choice in choices:
        shown = editor.client.get(f"{FETCHES}?state={choice.value}")
        assert len(shown.context["list"].lines) == choice.count
    assert editor.client.get(f"{FETCHES}?state=nonsense&page=x").status_code == 200


def test_queries_of_the_list_do_not_grow(editor: Person) -> None:
    counts = []
    for _ in range(2):
        for _ in range(3):
            FailedFetchFactory(requested_by=editor.user)
            FetchFactory(kind="recheck", article=ArticleFactory())
        with CaptureQueriesContext(connection) as seen:
            editor.client.get(FETCHES)
        counts.append(len(seen))
    assert counts[0] == counts[1]
