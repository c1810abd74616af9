"""Pages about an article: its stored texts, its origin, what is said of it."""

from __future__ import annotations

import gzip

import pytest

from articles.models import Article, Snapshot
from articles.services.fetching import request_import
from articles.services.ingest import ArticleContent, add_article
from articles.services.running import run_fetch
from tests.articles.fetching.site import LocalSite
from tests.articles.jobs.conftest import site
from tests.articles.jobs.pages import page, prose
from tests.desk.conftest import Person
from tests.factories.articles import ArticleFactory, SnapshotFactory

__all__ = ["site"]

PATH = "/news/kept-as-it-came"
STORY = prose(60, 32)


def add(paragraphs: list[str], title: str) -> Article:
    return add_article(
        content=ArticleContent(source="\n\n".join(paragraphs), title=title, outlet=f"{title} Post"),
        by=None,
    )


# --- stored texts ---------------------------------------------------------------------------------
def test_stored_texts_tell_hashes_extractor_and_the_kept_answer(
    editor: Person, contributor: Person, site: LocalSite
) -> None:
    site.put(PATH, page(prose(61)))
    done = run_fetch(request_import(address=site.url(PATH), by=None).pk, rules=site.rules())
    texts = f"/desk/articles/{done.article.pk}/texts/"
    shown = editor.client.get(texts).content.decode()
    snapshot = Snapshot.objects.get()
    for words in (snapshot.text_sha256, snapshot.capture.payload_sha256, snapshot.extractor):
        assert words in shown
    kept = f"/desk/articles/{done.article.pk}/captures/{snapshot.capture.pk}.warc.gz"
    assert kept in shown
    assert kept not in contributor.client.get(texts).content.decode()
    file = editor.client.get(kept)
    assert file["Content-Type"] == "application/gzip"
    assert file["Content-Disposition"].startswith("attachment; filename=")
    assert b"WARC/1.1" in gzip.decompress(file.content)
    other = ArticleFactory()
    assert (
        editor.client.get(kept.replace(f"/{done.article.pk}/", f"/{other.pk}/")).status_code == 404
    )


def test_extracting_again_says_what_came_of_it(editor: Person, site: LocalSite) -> None:
    site.put(PATH, page(prose(62)))
    done = run_fetch(request_import(address=site.url(PATH), by=None).pk, rules=site.rules())
    again = f"/desk/articles/{done.article.pk}/texts/extract/"
    assert "the text is the same" in editor.client.post(again, follow=True).content.decode()
    pasted = SnapshotFactory().article
    refused = editor.client.post(f"/desk/articles/{pasted.pk}/texts/extract/", follow=True)
    assert "pasted as it is" in refused.content.decode()


# --- origins --------------------------------------------------------------------------------------
def test_the_workbench_offers_near_copies_and_an_editor_says_which_is_the_origin(
    editor: Person, contributor: Person
) -> None:
    wire, copy = add(STORY, "Wire"), add(STORY[:-1], "Copy")
    part = editor.client.get(f"/desk/articles/{copy.pk}/origin/", headers={"HX-Request": "true"})
    assert "Nearly the same text as" in part.content.decode()
    assert "Wire" in part.content.decode()
    whole = editor.client.get(f"/desk/articles/{copy.pk}/origin/").content.decode()
    assert "This one relays it" in whole
    refused = contributor.client.post(f"/desk/articles/{copy.pk}/origin/", {"origin": wire.pk})
    assert refused.status_code == 403
    noted = editor.client.post(
        f"/desk/articles/{copy.pk}/origin/", {"origin": wire.pk, "act": "note"}, follow=True
    )
    assert "both count as one origin" in noted.content.decode()
    assert Article.objects.get(pk=copy.pk).relays == wire
    empty = editor.client.get(f"/desk/articles/{copy.pk}/origin/", headers={"HX-Request": "true"})
    assert "Nearly" not in empty.content.decode()
    editor.client.post(f"/desk/articles/{copy.pk}/origin/", {"act": "forget"})
    editor.client.post(f"/desk/articles/{wire.pk}/origin/", {"origin": copy.pk, "act": "reverse"})
    assert Article.objects.get(pk=copy.pk).relays == wire


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"act": "note"}, "No such article"),
        ({"act": "note", "address": "ftp://x"}, "must begin with http"),
        ({"act": "note", "origin": "999999"}, "No such article"),
        ({"act": "note", "origin": "x"}, ""),
    ],
)
def test_an_origin_that_cannot_be_is_refused_in_words(
    editor: Person, sent: dict[str, str], words: str
) -> None:
    article = SnapshotFactory().article
    response = editor.client.post(f"/desk/articles/{article.pk}/origin/", sent)
    assert response.status_code == 422
    assert words in response.content.decode()


# --- what is said of it ---------------------------------------------------------------------------
def test_an_editor_corrects_title_outlet_and_day(editor: Person) -> None:
    article = SnapshotFactory().article
    edit = f"/desk/articles/{article.pk}/edit/"
    form = editor.client.get(edit).context["form"]
    sent = {name: form[name].value() or "" for name in form.fields}
    better = sent | {"title": "Better", "outlet": "New House", "published_on": "2025-02-03"}
    done = editor.client.post(edit, better, follow=True)
    assert "Corrected" in done.content.decode()
    article.refresh_from_db()
    assert (article.title, article.publisher.name) == ("Better", "New House")
    # The same form from before: somebody corrected it meanwhile.
    stale = editor.client.post(edit, sent | {"title": "Worse"})
    assert stale.status_code == 409
    assert 'value="Worse"' in stale.content.decode()
    assert "It now reads: Better, New House" in stale.content.decode()
    # Whoever has seen that may go on, and is told what is missing.
    knowing = sent | {"title": "", "seen": stale.context["form"]["seen"].value()}
    assert editor.client.post(edit, knowing).status_code == 422
    editor.client.post(edit, knowing | {"title": "Third"})
    article.refresh_from_db()
    assert article.title == "Third"
    history = editor.client.get(f"/desk/history/article/{article.pk}/").content.decode()
    assert "corrected what is said of article" in history.lower()
