"""Long and odd texts: refused where they come in, cheap to show where they are stored already."""

import re
from typing import Any

import pytest

from articles.models import Article, Passage, Snapshot
from articles.text.parting import PART_PARAGRAPHS
from tests.desk.articles.adding import ADD, GOOD
from tests.desk.conftest import Person
from tests.desk.passages.selecting import quote
from tests.factories.articles import PassageFactory, SnapshotFactory

LINES = "\n".join("a" * 9_000)
BOOK = "\n\n".join(
    f"Paragraph {n}. Minister number {n} said that she stands ready to send instructors."
    for n in range(1_000)
)
HTMX = {"HX-Request": "true"}
PARAGRAPH = re.compile(r'<p data-start="(\d+)"')


def detail(person: Person, snapshot: Snapshot, query: str = "", **options: Any) -> str:
    response = person.client.get(f"/desk/articles/{snapshot.article_id}/{query}", **options)
    assert response.status_code == 200
    return response.content.decode()


def starts(page: str) -> list[int]:
    return [int(start) for start in PARAGRAPH.findall(page)]


# --- what is stored -----------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("source", "words"),
    [
        (LINES * 3, "The text has 26,998 lines; an article may have 20,000. Paste only the part"),
        ("Word n.\n\n" * 10_001, "The text has 20,001 lines"),
        ("Za" + "\u0323" * 32, "A letter of the text carries more than 30 accents"),
        ("I" + "\ufe0f" * 40, "more than 30 accents"),
        ("<html><body>" + "<p>Yes.</p>" * 20_000, "This page has 40,002 tags; up to 20,000"),
    ],
)
def test_a_text_of_no_readable_shape_is_refused_and_kept_in_the_form(
    source: str, words: str, editor: Person, snapshot: Snapshot
) -> None:
    for address, typed in (
        (ADD, GOOD | {"source": source, "byline": "A. Writer"}),
        (f"/desk/articles/{snapshot.article_id}/texts/add/", {"source": source}),
    ):
        response = editor.client.post(address, typed)
        assert response.status_code == 422
        page = response.content.decode()
        assert words in page
        assert source.strip()[-20:].replace("<", "&lt;").replace(">", "&gt;") in page
    assert Snapshot.objects.count() == 1


def test_how_many_lines_a_text_may_have_is_a_setting(editor: Person, settings: Any) -> None:
    settings.LEDGER_MAX_TEXT_LINES = 3
    typed = GOOD | {"source": "One.\nTwo.\n\nThree."}
    assert "has 4 lines; an article may have 3" in editor.client.post(ADD, typed).content.decode()
    settings.LEDGER_MAX_TEXT_LINES = 4
    assert editor.client.post(ADD, typed).status_code == 302


def test_scripts_that_stack_marks_are_texts_like_any(editor: Person) -> None:
    for number, words in enumerate(("ที่นี่ น้ำใจ ผู้ใหญ่", "Ç̀a va ẗ̈rès bien", "हिन्दी की क्षेत्रीय", "བསྒྲུབས་")):
        typed = GOOD | {"source": words, "title": f"Title {number}"}
        assert editor.client.post(ADD, typed).status_code == 302


def test_texts_of_one_person_are_counted_by_the_hour(
    editor: Person, contributor: Person, snapshot: Snapshot, settings: Any
) -> None:
    settings.LEDGER_LIMITS = settings.LEDGER_LIMITS | {"text": (1, 3600)}
    assert editor.client.post(ADD, GOOD).status_code == 302
    again = GOOD | {"source": "Another text of it.", "title": "Another"}
    for address in (ADD, f"/desk/articles/{snapshot.article_id}/texts/add/"):
        response = editor.client.post(address, again)
        assert response.status_code == 429
        assert "You stored very many texts within an hour" in response.content.decode()
        assert "Another text of it." in response.content.decode()
    assert contributor.client.post(ADD, again).status_code == 302


# --- what is shown ------------------------------------------------------------------------------
def test_a_text_of_nine_thousand_lines_is_shown_four_hundred_at_a_time(editor: Person) -> None:
    snapshot = SnapshotFactory(text=LINES)
    page = detail(editor, snapshot)
    assert starts(page) == list(range(0, 2 * PART_PARAGRAPHS, 2))
    assert "A long text: part 1 of 23." in page
    assert 'href="?part=2#text"' in page
    assert "The part before" not in page
    assert starts(detail(editor, snapshot, "?part=2"))[0] == 2 * PART_PARAGRAPHS
    last = detail(editor, snapshot, "?part=99999999999999999999")
    assert "part 1 of 23" in last
    assert "The next part" not in detail(editor, snapshot, "?part=999")


def test_parts_beside_each_other_are_the_whole_text(editor: Person) -> None:
    snapshot = SnapshotFactory(text=BOOK)
    found = starts(detail(editor, snapshot, "?part=1"))
    for number in (2, 3):
        piece = detail(editor, snapshot, f"?part={number}&way=on", headers=HTMX)
        assert "<html" not in piece
        assert 'data-way="back"' not in piece
        found += starts(piece)
    assert found == [match.start() for match in re.finditer("Paragraph ", BOOK)]
    back = detail(editor, snapshot, "?part=2&way=back", headers=HTMX)
    assert 'data-way="on"' not in back
    assert 'data-way="back"' in back


def test_the_part_of_the_passage_comes_first_and_the_ways_know_the_next_ones(
    editor: Person,
) -> None:
    snapshot = SnapshotFactory(text=BOOK)
    early, middle, late = (
        PassageFactory(snapshot=snapshot, quote=f"Minister number {n} said") for n in (1, 600, 990)
    )
    page = detail(editor, snapshot, f"?passage={middle.pk}")
    assert "part 2 of 3" in page
    assert f'id="passage-{middle.pk}"' in page
    assert f'id="passage-{early.pk}"' not in page
    assert f'data-way="back" data-beyond="{early.pk}"' in page
    assert f'data-way="on" data-beyond="{late.pk}"' in page
    # Without scripts a passage of another part is a link to that part.
    assert f'href="?passage={late.pk}#passage-{late.pk}"' in page
    assert "part 3 of 3" in detail(editor, snapshot, f"?at={BOOK.index('number 990')}")


def test_an_ordinary_text_is_whole_and_says_nothing_of_parts(
    editor: Person, snapshot: Snapshot
) -> None:
    passage = PassageFactory(snapshot=snapshot, quote="near the front")
    page = detail(editor, snapshot)
    assert "part 1 of" not in page
    assert "data-way" not in page
    assert f'href="#passage-{passage.pk}"' in page


def test_marks_of_very_many_passages_stay_few(editor: Person) -> None:
    snapshot = SnapshotFactory(text=BOOK[:20_000])
    Passage.objects.bulk_create(
        Passage(snapshot=snapshot, start=n, end=2_000 - n, exact=snapshot.text[n : 2_000 - n])
        for n in range(0, 900, 3)
    )
    page = detail(editor, snapshot)
    assert page.count("<mark") < 300 * 2 * 7
    assert page.count("data-number=") == 300
    assert len(set(re.findall(r'id="passage-(\d+)"', page))) == 300
    assert page.count('id="passage-') == 300


def test_a_comparison_of_long_texts_comes_in_parts(editor: Person) -> None:
    before = SnapshotFactory(text=BOOK)
    SnapshotFactory(article=before.article, number=2, text=BOOK.replace("5. Minister", "5. Deputy"))
    address = f"/desk/articles/{before.article_id}/texts/2/"
    first, second = (editor.client.get(f"{address}?part={n}").content.decode() for n in (1, 2))
    assert "100 paragraphs changed" in first
    assert first.count("Paragraph ") <= PART_PARAGRAPHS
    assert "Paragraph 1." in first
    assert "Paragraph 1." not in second
    assert 'href="?part=2#diff"' in first


# --- what is quoted -----------------------------------------------------------------------------
def test_a_book_is_not_looked_for_in_a_text(editor: Person, snapshot: Snapshot) -> None:
    sought = "words " * 1_000
    response = editor.client.post(f"/desk/articles/{snapshot.article_id}/quote/", {"q": sought})
    assert response.status_code == 422
    page = response.content.decode()
    assert "This quotation has 6,000 characters; the limit is 5,000." in page
    assert sought.strip() in page


def test_an_open_licence_allows_passages_not_texts(editor: Person) -> None:
    snapshot = SnapshotFactory(
        text=BOOK, article__rights=Article.Rights.OPEN_LICENCE, article__licence="CC0"
    )
    assert quote(editor, snapshot, BOOK[:4_900]).status_code == 201
    refused = quote(editor, snapshot, BOOK[:5_100])
    assert refused.status_code == 422
    assert "the limit is 5,000" in refused.json()["refusal"]


def test_an_article_has_room_for_so_many_passages(
    editor: Person, snapshot: Snapshot, settings: Any
) -> None:
    settings.LEDGER_MAX_PASSAGES = 1
    assert quote(editor, snapshot, "near the front").status_code == 201
    refused = quote(editor, snapshot, "parliament would vote")
    assert refused.status_code == 422
    assert "This article has 1 passages, as many as one may have." in refused.json()["refusal"]
    assert quote(editor, snapshot, "near the front").status_code == 201


def test_a_word_of_a_million_letters_is_not_walked_through(editor: Person) -> None:
    snapshot = SnapshotFactory(text="a" * 300_000)
    answer = quote(editor, snapshot, "a" * 40)
    assert answer.status_code == 201
    assert len(answer.json()["exact"]) <= 1_040
