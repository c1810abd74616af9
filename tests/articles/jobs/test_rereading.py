"""Extracting again reads what is kept and fetches nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from articles.models import Snapshot
from articles.services import rereading
from articles.services.fetching import request_import
from articles.services.ingest import ArticleContent, add_article
from articles.services.rereading import extract_again
from articles.services.running import run_fetch
from core.errors import DomainError
from tests.articles.fetching.site import LocalSite
from tests.articles.jobs.pages import page, prose
from tests.factories.articles import SnapshotFactory
from tests.factories.people import EditorFactory

pytestmark = pytest.mark.django_db
PATH = "/news/read-twice-in-a-row"


def test_the_same_extractor_stores_nothing_new_and_asks_nobody(site: LocalSite) -> None:
    site.put(PATH, page(prose(40)))
    asked = request_import(address=site.url(PATH), by=None)
    done = run_fetch(asked.pk, rules=site.rules())
    seen = len(site.seen)
    assert extract_again(article=done.article, by=EditorFactory()) is None
    assert len(site.seen) == seen
    assert Snapshot.objects.count() == 1


def test_a_better_extractor_stores_a_new_text_from_the_same_answer(
    site: LocalSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.put(PATH, page(prose(41)))
    asked = request_import(address=site.url(PATH), by=None)
    done = run_fetch(asked.pk, rules=site.rules())
    extract = rereading.extract_in_process
    monkeypatch.setattr(
        rereading,
        "extract_in_process",
        lambda response, **bounds: replace(
            extract(response, **bounds),
            text=extract(response, **bounds).text + "\n\nOne more.",
            extractor="better 9",
        ),
    )
    new = extract_again(article=done.article, by=EditorFactory())
    first = Snapshot.objects.get(number=1)
    assert (new.number, new.extractor, new.capture) == (2, "better 9", first.capture)
    assert new.text == first.text + "\n\nOne more."


def test_pasted_html_is_read_again_and_pasted_text_cannot_be() -> None:
    article = add_article(content=ArticleContent(source=page(prose(42))), by=None)
    assert Snapshot.objects.get().extractor.startswith("trafilatura ")
    assert extract_again(article=article, by=EditorFactory()) is None
    with pytest.raises(DomainError, match="pasted as it is"):
        extract_again(article=SnapshotFactory().article, by=EditorFactory())
