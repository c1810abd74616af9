"""Text of PDFs: its words, its pages, and the refusal of what has none."""

import contextlib
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter

from articles.fetching.response import page_at
from articles.text.normalising import normalise
from articles.text.pdf import (
    MOST_PAGES,
    PdfLocked,
    PdfScanned,
    PdfTooLong,
    PdfUnreadable,
    _joined,
    _without_running_lines,
    looks_like_pdf,
    read_pdf,
)
from tests.articles.fetching.documents import pdf

FIRST = ["Joint statement on the training", "of engineers", "The ministers agreed that teams",
         "would leave within a week of the end"]  # fmt: skip
SECOND = ["of hostilities (and not before).", "Ships lie in port; crews are ready."]


def test_text_and_pages_of_a_communique() -> None:
    found = read_pdf(pdf([FIRST, SECOND], title="Joint statement", author="The Ministry"))
    assert found.text == "\n".join([*FIRST, *SECOND])
    assert (found.title, found.byline, found.language) == ("Joint statement", "The Ministry", "en")
    assert [page_at(found.page_starts, found.text.index(word)) for word in
            ("Joint", "the end", "of hostilities", "Ships")] == [1, 1, 2, 2]  # fmt: skip
    assert found.text[found.page_starts[1] :].startswith("of hostilities")


def test_what_stands_on_every_page_is_no_part_of_the_text() -> None:
    sentences = ["Teams are ready to leave", "Ships lie in port", "Crews trained together",
                 "Berths are kept free"]  # fmt: skip
    pages = [["Ministry of Example", sentence, f"as item {n * n + 7} of the plan says",
              f"Page {n + 1} of 5"] for n, sentence in enumerate(sentences, 1)]  # fmt: skip
    text = read_pdf(pdf(pages)).text
    assert "Ministry" not in text
    assert "of 4" not in text
    assert text.startswith(
        "Teams are ready to leave\nas item 8 of the plan says\nShips lie in port\nas item 11"
    )


@pytest.mark.parametrize("mark", ["{n}", "- {n} -", "Page {n}", "{n}/2", "{n} of 2", "– {n} –"])
def test_the_number_of_a_page_is_no_part_of_a_short_text(mark: str) -> None:
    pages = [["Words of the first page here", mark.format(n=1)],
             ["Words of the second page here", mark.format(n=2)]]  # fmt: skip
    assert read_pdf(pdf(pages)).text == (
        "Words of the first page here\nWords of the second page here"
    )


def test_other_numbers_stay() -> None:
    pages = [["Soldiers who would be sent in all", "2000"], ["1", "is what remains of them"]]
    assert read_pdf(pdf(pages)).text.split("\n")[1:3] == ["2000", "1"]


def test_a_broken_word_is_put_together_only_where_the_document_shows_it_whole() -> None:
    text = read_pdf(
        pdf([["The coalition and its long-term", "plan: the coali-", "tion has a long-",
              "term plan for the moderni-", "sation of ports"]])
    ).text  # fmt: skip
    assert "the coalition has a long-term plan for the moderni-\nsation of ports" in text


def test_page_without_text_is_counted() -> None:
    found = read_pdf(pdf([["A first page with some words"], [], ["A third page with some words"]]))
    assert page_at(found.page_starts, found.text.index("third")) == 3
    assert page_at(found.page_starts, 0) == 1


def test_a_title_made_by_a_program_is_not_believed() -> None:
    found = read_pdf(pdf([FIRST], title="Microsoft Word - draft7.docx"))
    assert found.title == "Joint statement on the training"


def test_the_language_named_by_the_file() -> None:
    assert read_pdf(pdf([FIRST], language="en_GB")).language == "en-GB"


def locked(password: str) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf([FIRST]))))
    writer.encrypt(user_password=password, owner_password="owner", algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_locked_pdf_is_told_from_one_that_only_forbids_changes() -> None:
    assert read_pdf(locked("")).text.startswith("Joint statement")
    with pytest.raises(PdfLocked):
        read_pdf(locked("secret"))


def test_a_scanned_pdf_is_told() -> None:
    for pages in ([[]], [[], []], [["1"], ["2"], ["3"]]):
        with pytest.raises(PdfScanned):
            read_pdf(pdf(pages))


def test_a_pdf_with_too_many_pages_is_refused() -> None:
    with pytest.raises(PdfTooLong):
        read_pdf(pdf([["words"]] * (MOST_PAGES + 1)))


@pytest.mark.parametrize(
    "data",
    [b"%PDF-1.4", b"%PDF-1.4\n%%EOF", pdf([FIRST])[:200], b"%PDF-" + bytes(range(256)) * 20],
)
def test_a_damaged_pdf_is_refused(data: bytes) -> None:
    with pytest.raises((PdfUnreadable, PdfScanned)):
        read_pdf(data)


@given(st.binary(max_size=200), st.integers(0, 2_000))
def test_no_damage_breaks_the_reader(noise: bytes, place: int) -> None:
    data = pdf([FIRST, SECOND])
    place %= len(data)
    with contextlib.suppress(PdfUnreadable, PdfScanned, PdfLocked, PdfTooLong):
        assert read_pdf(data[:place] + noise + data[place + len(noise) :]).text


@given(st.lists(st.text("ab1 -\n\u0301é", max_size=40), min_size=1, max_size=6))
def test_offsets_of_pages_are_true_of_the_stored_text(pages: list[str]) -> None:
    text, starts = _joined(_without_running_lines([normalise(page) for page in pages]))
    assert len(starts) == len(pages)
    assert list(starts) == sorted(starts)
    assert starts[-1] <= len(text)
    assert normalise(text) == text


def test_looks_like_pdf() -> None:
    assert looks_like_pdf(b"\xef\xbb\xbf\n%PDF-1.7")
    assert not looks_like_pdf(b"<p>%PDF</p>")
