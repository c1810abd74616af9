"""A text that changes, at the desk: looking again, pasting it, its differences, its workbench."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import Article, Fetch, Passage
from tests.articles.texts import CEASEFIRE, CLOSING, OPENING, TEXT, TRAINING, TROOPS
from tests.desk.conftest import Person
from tests.factories.articles import (
    AnchorFactory,
    ArticleFactory,
    PassageFactory,
    SnapshotFactory,
)

pytestmark = pytest.mark.django_db

ALTERED = "\n\n".join(
    [OPENING, CEASEFIRE, TROOPS.replace("2,000", "200"), CLOSING, "A last word & more."]
)


@pytest.fixture
def article() -> Article:
    found: Article = SnapshotFactory(text=TEXT).article
    return found


def quote(article: Article, words: str) -> Passage:
    passage: Passage = PassageFactory(snapshot=article.snapshots.get(), quote=words)
    return passage


def paste(person: Person, article: Article, text: str) -> str:
    address = f"/desk/articles/{article.pk}/texts/add/"
    return person.client.post(address, {"source": text}, follow=True).content.decode()


def plain(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)).replace("&amp;", "&")


def test_look_again_is_asked_for_once_and_has_a_page(editor: Person, article: Article) -> None:
    assert 'recheck/"' in editor.client.get(f"/desk/articles/{article.pk}/").content.decode()
    for _press in range(2):
        response = editor.client.post(f"/desk/articles/{article.pk}/recheck/")
        fetch = Fetch.objects.get()
        assert response["Location"] == f"/desk/articles/fetches/{fetch.pk}/"
    assert (fetch.kind, fetch.article, fetch.requested_by) == ("recheck", article, editor.user)
    assert "Look again" in editor.client.get(response["Location"]).content.decode()


def test_a_digest_is_not_looked_at(editor: Person) -> None:
    digest = SnapshotFactory(article=ArticleFactory(is_digest=True)).article
    assert "recheck/" not in editor.client.get(f"/desk/articles/{digest.pk}/").content.decode()
    response = editor.client.post(f"/desk/articles/{digest.pk}/recheck/", follow=True)
    assert "our own digest" in response.content.decode()
    assert not Fetch.objects.exists()


def test_a_failed_look_offers_to_paste_or_to_try_again(editor: Person, article: Article) -> None:
    editor.client.post(f"/desk/articles/{article.pk}/recheck/")
    Fetch.objects.update(
        state="failed", failure="other_page", finished_at="2026-11-25T00:00:00Z", http_status=200
    )
    fetch = Fetch.objects.get()
    page = editor.client.get(f"/desk/articles/fetches/{fetch.pk}/").content.decode()
    assert "seems to be another page" in page
    assert f"/desk/articles/{article.pk}/texts/add/" in page
    again = f"/desk/articles/fetches/{fetch.pk}/again/"
    editor.client.post(again, {"trust": "1"})
    newest = Fetch.objects.order_by("-pk")[0]
    assert (newest.state, newest.details["is_trusted"]) == ("waiting", True)


def test_a_pasted_text_is_stored_and_shows_what_changed(editor: Person, article: Article) -> None:
    quote(article, TROOPS)
    quote(article, TRAINING)
    page = paste(editor, article, ALTERED)
    assert "The newer text is stored." in page
    assert '<del><span class="visually-hidden">was: </span>2,000</del>' in page
    assert '<ins><span class="visually-hidden">now: </span>200</ins>' in page
    assert "A last word &amp; more." in page
    words = plain(page)
    assert "reads differently now, not confirmed" in words
    assert "no longer in this text" in words
    # Far from any change paragraphs are folded.
    assert "1 moved" in words or "moved here" in words or "removed" in words


def test_the_same_text_pasted_is_said_to_be_the_same(editor: Person, article: Article) -> None:
    assert "the same, to the letter" in paste(editor, article, TEXT)
    assert article.snapshots.count() == 1


def test_nothing_pasted_is_refused(editor: Person, article: Article) -> None:
    response = editor.client.post(f"/desk/articles/{article.pk}/texts/add/", {"source": " "})
    assert response.status_code == 422
    assert "There is no text." in response.content.decode()


def test_long_unchanged_stretches_are_folded(editor: Person) -> None:
    many = [f"Paragraph number {n} says what it said." for n in range(40)]
    article = SnapshotFactory(text="\n\n".join(many)).article
    page = paste(editor, article, "\n\n".join([*many, "And one more."]))
    assert "39 unchanged paragraphs" in page
    assert page.count('data-kind="added"') == 1


def test_the_first_text_has_nothing_before_it_and_others_do_not_exist(
    editor: Person, article: Article
) -> None:
    address = f"/desk/articles/{article.pk}/texts/"
    assert "The first text" in editor.client.get(f"{address}1/").content.decode()
    assert editor.client.get(f"{address}2/").status_code == 404
    assert editor.client.get(f"{address}0/").status_code == 404


def test_the_workbench_shows_older_passages_where_they_stand_now(
    editor: Person, article: Article
) -> None:
    troops, training = quote(article, TROOPS), quote(article, TRAINING)
    paste(editor, article, ALTERED)
    page = editor.client.get(f"/desk/articles/{article.pk}/").content.decode()
    assert f'id="passage-{troops.pk}"' in page
    assert 'data-anchor="changed"' in page
    assert "Passage 1, not used yet, reads differently now, not confirmed" in page
    assert f'id="passage-{training.pk}"' not in page
    lost = page[page.index("No longer in the text") :]
    assert TRAINING in lost
    pane = editor.client.get(f"/desk/articles/{article.pk}/record/").content.decode()
    assert "No longer in the text" in pane


def test_words_quoted_from_a_page_opened_before_are_quoted_from_the_newest(
    editor: Person, article: Article
) -> None:
    first = article.snapshots.get()
    paste(editor, article, ALTERED)
    newest = article.snapshots.order_by("-number")[0]

    def select(words: str) -> tuple[int, dict[str, str]]:
        start = first.text.index(words)
        given = {
            "snapshot": first.pk, "start": start, "end": start + len(words), "words": words,
        }  # fmt: skip
        answer = editor.client.post(
            f"/desk/articles/{article.pk}/passages/", given, headers={"Accept": "application/json"}
        )
        return answer.status_code, answer.json()

    status, told = select(CEASEFIRE)
    passage = Passage.objects.get()
    assert (status, passage.snapshot, told["start"]) == (201, newest, passage.start)
    assert newest.text[passage.start : passage.end] == CEASEFIRE
    status, told = select(TRAINING)
    assert status == 422
    assert "A newer text of the article has come in" in told["refusal"]


def test_words_that_stand_unchanged_are_not_quoted_twice(editor: Person, article: Article) -> None:
    passage = quote(article, CEASEFIRE)
    paste(editor, article, ALTERED)
    newest = article.snapshots.order_by("-number")[0]
    start = newest.text.index(CEASEFIRE)
    address = f"/desk/articles/{article.pk}/quote/"
    editor.client.post(
        address, {"snapshot": newest.pk, "place": f"{start}-{start + len(CEASEFIRE)}"}
    )
    assert Passage.objects.get() == passage


def test_lost_passages_cost_no_more_with_more_of_them(editor: Person) -> None:
    def lose(number: int) -> None:
        snapshot = SnapshotFactory(text=f"{number}. {TEXT}")
        passage = PassageFactory(snapshot=snapshot, quote=TROOPS)
        later = SnapshotFactory(article=snapshot.article, number=2, text=f"{number}. {OPENING}")
        AnchorFactory(
            passage=passage, snapshot=later, state="lost", start=None, end=None, similarity=0
        )

    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            page = editor.client.get("/desk/passages/lost/").content.decode()
        assert TROOPS in page
        return len(captured)

    assert "No passage is lost" in editor.client.get("/desk/passages/lost/").content.decode()
    lose(1)
    before = cost()
    lose(2)
    lose(3)
    assert cost() == before
