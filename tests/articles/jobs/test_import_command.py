"""`manage.py import_article ADDRESS`: fetched at once, in the foreground."""

from __future__ import annotations

import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from articles.models import Article, Fetch
from articles.services.running import run_fetch
from articles.services.session_locks import SessionLocks
from tests.articles.fetching.site import LocalSite
from tests.articles.jobs.pages import page, prose
from tests.factories.articles import ArticleFactory
from tests.factories.people import EditorFactory

pytestmark = pytest.mark.django_db
PATH = "/news/told-by-command-2025"


@pytest.fixture(autouse=True)
def _loopback(settings: Any) -> None:
    settings.LEDGER_FETCH_LOOPBACK = True


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("import_article", *arguments, stdout=out)
    return out.getvalue()


def refusal(code: int, *arguments: str) -> str:
    with pytest.raises(CommandError) as error:
        run(*arguments)
    assert error.value.returncode == code
    return str(error.value)


def test_an_address_is_fetched_at_once_and_told_as_json(site: LocalSite) -> None:
    site.put(PATH, page(prose(30)))
    editor = EditorFactory()
    out = json.loads(run(site.local_url(PATH), "--by", editor.email, "--json"))
    article = Article.objects.get()
    assert out["article"] == article.pk
    assert (out["title"], out["publisher"]) == ("Instructors to travel", "The Morning Page")
    assert out["url"] == site.local_url(PATH)
    assert out["words"] > 100
    assert article.added_by == editor
    assert Fetch.objects.get().requested_by == editor


def test_options_count_more_than_the_page(site: LocalSite) -> None:
    site.put(PATH, page(prose(31)))
    said = (
        "--publisher",
        "Ours",
        "--title",
        "Told",
        "--published",
        "2025-01-02",
        "--language",
        "fr",
    )
    assert run(site.local_url(PATH), *said).startswith("Article ")
    article = Article.objects.get()
    assert (article.title, article.publisher.name, article.language) == ("Told", "Ours", "fr")
    assert str(article.published_on) == "2025-01-02"


def test_a_page_that_cannot_be_had_ends_with_1_and_its_reason(site: LocalSite) -> None:
    words = refusal(1, site.local_url("/absent"))
    assert "not_found" in words
    assert "no such page" in words
    assert Fetch.objects.get().state == "failed"


def test_bad_input_ends_with_2(site: LocalSite) -> None:
    ArticleFactory(canonical_url="https://outlet.example/a-story-told-once")
    for arguments, words in (
        (("http://",), "host"),
        (("https://outlet.example/a-story-told-once",), "It is article"),
        (("https://outlet.example/b", "--url", "https://outlet.example/c"), "--url"),
        (("https://outlet.example/b", "--rights", "open_licence"), "--licence"),
        (("https://outlet.example/b", "--published", "2199-01-01"), "--published"),
    ):
        assert words in refusal(2, *arguments)
    assert not Fetch.objects.exists()


def test_what_a_worker_is_at_is_left_to_it(site: LocalSite) -> None:
    site.put(PATH, page(prose(32)))
    address = site.local_url(PATH)
    with SessionLocks(wait_seconds=1) as locks:
        fetch = Fetch.objects.create(kind="import", address=address)
        assert locks.try_fetch(fetch.pk)
        assert "at this moment" in refusal(1, address)
    assert run(address).startswith("Article ")
    assert run_fetch(fetch.pk) is None
