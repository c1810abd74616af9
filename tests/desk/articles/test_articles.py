"""Adding and reading articles through the browser."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from articles.models import Article, Snapshot
from tests.clock import dated, tomorrow
from tests.desk.articles.adding import ADD, GOOD
from tests.desk.conftest import TEXT, Person
from tests.factories.articles import PassageFactory, PublisherFactory, SnapshotFactory
from tests.factories.commitments import CitationFactory

HTML = """<!doctype html><html lang="fr"><head><title>Le ministre dit oui</title>
<meta property="og:site_name" content="Le Journal">
<meta property="og:title" content="Le ministre dit oui">
<meta property="article:published_time" content="2025-08-19">
<link rel="canonical" href="https://journal.example.fr/oui"></head><body>
<script>alert("stolen")</script><article><h1>Le ministre dit oui</h1>
<p>Le ministre de la défense a dit mercredi que son pays enverrait des instructeurs en Ukraine.</p>
<p>Il a ajouté qu'un cessez-le-feu devait être conclu avant tout déploiement de forces.</p>
</article></body></html>"""


def test_adds_a_pasted_article_and_opens_it(editor: Person) -> None:
    response = editor.client.post(ADD, GOOD | {"address": "https://outlet.example/a?utm_source=x"})
    article = Article.objects.get()
    assert response["Location"] == f"/desk/articles/{article.pk}/"
    assert article.canonical_url == "https://outlet.example/a"
    assert article.published_on == date(2025, 8, 20)
    assert article.added_by == editor.user
    assert Snapshot.objects.get().text == "The minister said yes."


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"source": ""}, "There is no text"),
        ({"source": " \n\t "}, "There is no text"),
        ({"title": ""}, "Give the article"),
        ({"outlet": " "}, "Name the outlet"),
        ({"address": "ftp://outlet.example/a"}, "must begin with http"),
        ({"address": "javascript:alert(1)"}, "must begin with http"),
        ({"address": "outlet.example"}, "http"),
        ({"published_on": "20 August"}, "cannot be read"),
        ({"published_on": "2025-02-30"}, "cannot be read"),
        ({"published_on": tomorrow}, "has not come yet"),
        ({"language": "English please"}, "no language code"),
        ({"rights": "stolen"}, "not one of the available"),
        ({"rights": "open_licence"}, "Name the open licence"),
    ],
)
def test_refuses_bad_input_and_keeps_what_was_typed(
    change: dict[str, object], words: str, editor: Person
) -> None:
    typed = GOOD | {"byline": "A. Writer"} | dated(change)
    response = editor.client.post(ADD, typed)
    page = response.content.decode()
    assert response.status_code == 422
    assert words in page
    assert 'value="A. Writer"' in page
    assert not Article.objects.exists()


def test_says_all_that_is_wrong_at_once(editor: Person) -> None:
    page = editor.client.post(ADD, {"rights": "quote_only"}).content.decode()
    for words in ("There is no text", "Give the article", "Name the outlet"):
        assert words in page
    assert 'href="#id_source"' in page
    assert 'aria-describedby="id_source_helptext id_source_error"' in page
    assert "autofocus" in page


def test_refuses_five_megabytes_with_the_limit(editor: Person) -> None:
    response = editor.client.post(ADD, GOOD | {"source": "word " * 1_048_576})
    assert response.status_code == 422
    assert "an article may have 1,000,000" in response.content.decode()


def test_refuses_a_file_that_is_too_large(editor: Person, settings: object) -> None:
    settings.LEDGER_MAX_TEXT_CHARS = 10
    upload = SimpleUploadedFile("long.txt", b"word " * 20)
    response = editor.client.post(ADD, GOOD | {"source": "", "upload": upload})
    assert response.status_code == 422
    assert "This file has 100 bytes" in response.content.decode()


@pytest.mark.parametrize("data", [b"%PDF-1.7 ...", b"\x89PNG\r\n\x1a\n", b"text\x00with nulls"])
def test_refuses_a_binary_file_and_keeps_the_rest(data: bytes, editor: Person) -> None:
    upload = SimpleUploadedFile("article.txt", data)
    response = editor.client.post(ADD, GOOD | {"source": "typed before", "upload": upload})
    page = response.content.decode()
    assert response.status_code == 422
    assert "This file" in page
    assert "typed before" in page


def test_text_of_a_file_is_kept_on_refusal(editor: Person) -> None:
    upload = SimpleUploadedFile("article.txt", "Präzise Wörter.".encode())
    response = editor.client.post(ADD, GOOD | {"source": "", "title": "", "upload": upload})
    assert response.status_code == 422
    assert "Präzise Wörter." in response.content.decode()


def test_adds_an_uploaded_text(editor: Person) -> None:
    upload = SimpleUploadedFile("article.txt", "Präzise Wörter.".encode())
    editor.client.post(ADD, GOOD | {"source": "", "upload": upload})
    assert Snapshot.objects.get().text == "Präzise Wörter."


def test_html_fills_what_is_empty_and_comes_back_for_a_look(editor: Person) -> None:
    typed = {"source": HTML, "outlet": "My own name", "rights": "quote_only"}
    response = editor.client.post(ADD, typed)
    page = response.content.decode()
    assert response.status_code == 200
    assert "We found these" in page
    assert 'value="Le ministre dit oui"' in page
    assert 'value="My own name"' in page
    assert 'value="2025-08-19"' in page
    assert not Article.objects.exists()
    shown = response.context["form"].initial
    editor.client.post(ADD, {**shown, "title": "Corrected"})
    article = Article.objects.get()
    assert (article.title, article.language) == ("Corrected", "fr")
    assert article.publisher.name == "My own name"


def test_html_is_never_rendered(editor: Person) -> None:
    response = editor.client.post(ADD, {"source": HTML, "rights": "quote_only"})
    assert '<script>alert("stolen")' not in response.content.decode()
    editor.client.post(ADD, response.context["form"].initial)
    article = Article.objects.get()
    page = editor.client.get(f"/desk/articles/{article.pk}/").content.decode()
    assert "stolen" not in page
    assert "instructeurs en Ukraine" in page


def test_markup_in_pasted_text_is_shown_as_text(editor: Person) -> None:
    editor.client.post(ADD, GOOD | {"source": "He said <b onclick=x>yes, plainly."})
    article = Article.objects.get()
    page = editor.client.get(f"/desk/articles/{article.pk}/").content.decode()
    assert "&lt;b onclick=x&gt;yes" in page


@pytest.mark.parametrize(
    "again",
    [
        {"source": "Other words.", "address": "https://www.outlet.example/a/#top"},
        {"source": "The  minister said\u00a0yes.", "address": "https://outlet.example/b"},
    ],
)
def test_refuses_the_same_twice_with_a_link_to_what_exists(
    again: dict[str, str], editor: Person
) -> None:
    editor.client.post(ADD, GOOD | {"address": "https://www.outlet.example/a"})
    article = Article.objects.get()
    response = editor.client.post(ADD, GOOD | again)
    page = response.content.decode()
    assert response.status_code == 422
    assert f'href="/desk/articles/{article.pk}/"' in page
    assert again["address"] in page


def test_known_outlets_are_offered(editor: Person) -> None:
    PublisherFactory(name="The Known Outlet")
    page = editor.client.get(ADD).content.decode()
    assert '<option value="The Known Outlet">' in page


def test_text_marks_its_passages_and_tells_their_uses(editor: Person) -> None:
    snapshot = SnapshotFactory(text=TEXT)
    used = PassageFactory(snapshot=snapshot, quote="None of them would serve near the front")
    unused = PassageFactory(snapshot=snapshot, quote="parliament would vote")
    citation = CitationFactory(passage=used, proves=["limits"])
    page = editor.client.get(f"/desk/articles/{snapshot.article_id}/").content.decode()
    limits = f'data-passages="{used.pk}" data-tone="supports" data-fact="limits" data-layer="0">'
    assert f"{limits}None of them would serve near the front</mark>" in page
    assert 'data-tone="unused" data-fact="" data-layer="0">parliament would vote</mark>' in page
    assert 'aria-label="Passage 1, supports limits"' in page
    assert 'aria-label="Passage 2, not used yet"' in page
    assert f"/desk/statements/{citation.statement_id}/" in page
    assert f"/desk/statements/add/?passage={unused.pk}" in page
    assert f'id="passage-{used.pk}"' in page


def test_overlapping_passages_keep_the_text_whole(editor: Person) -> None:
    snapshot = SnapshotFactory(text="One two three four five.\n\nSix seven.")
    PassageFactory(snapshot=snapshot, quote="two three four")
    PassageFactory(snapshot=snapshot, quote="three four five.\n\nSix")
    response = editor.client.get(f"/desk/articles/{snapshot.article_id}/")
    paragraphs = response.context["page"].paragraphs
    words = ["".join(piece.text for piece in paragraph.segments) for paragraph in paragraphs]
    assert words == ["One two three four five.", "Six seven."]


def test_notes_the_reading_state(editor: Person, article: Article) -> None:
    path = f"/desk/articles/{article.pk}/state/"
    assert editor.client.post(path, {"state": "extracted"}).status_code == 302
    article.refresh_from_db()
    assert article.reading_state == "extracted"
    refused = editor.client.post(path, {"state": "burnt"})
    assert refused.status_code == 422
    article.refresh_from_db()
    assert article.reading_state == "extracted"
