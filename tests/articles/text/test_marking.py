"""Cutting a text into paragraphs and pieces."""

from hypothesis import given
from hypothesis import strategies as st

from articles.text.marking import Marked, marked_paragraphs


def words(text: str, *spans: Marked) -> list[str]:
    return ["".join(piece.text for piece in p) for p in marked_paragraphs(text, spans)]


def test_blank_lines_part_paragraphs_and_single_line_ends_do_not() -> None:
    assert words("One\ntwo.\n\nThree.") == ["One\ntwo.", "Three."]


def test_lines_are_paragraphs_where_no_blank_line_is() -> None:
    assert words("One.\nTwo.\nThree.") == ["One.", "Two.", "Three."]


def test_marks_open_and_close_once_and_may_overlap() -> None:
    (pieces,) = marked_paragraphs("abcdef", [Marked(1, 1, 4), Marked(2, 3, 5)])
    assert [(piece.text, piece.keys) for piece in pieces] == [
        ("a", ()),
        ("bc", (1,)),
        ("d", (1, 2)),
        ("e", (2,)),
        ("f", ()),
    ]
    assert [piece.opens for piece in pieces] == [(), (1,), (2,), (), ()]
    assert [piece.closes for piece in pieces] == [(), (), (1,), (2,), ()]


def test_a_mark_runs_through_paragraphs() -> None:
    first, second = marked_paragraphs("One two.\n\nThree four.", [Marked(7, 4, 15)])
    assert [piece.keys for piece in first] == [(), (7,)]
    assert [piece.keys for piece in second] == [(7,), ()]
    assert second[0].text == "Three"
    assert (first[1].opens, first[1].closes, second[0].closes) == ((7,), (), (7,))


@given(
    st.text(alphabet="ab \n", max_size=60),
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=5),
)
def test_no_word_is_lost_or_doubled(text: str, pairs: list[tuple[int, int]]) -> None:
    spans = [
        Marked(key, min(pair), max(pair))
        for key, pair in enumerate(pairs)
        if min(pair) < max(pair) <= len(text)
    ]
    found = "".join(words(text, *spans))
    assert found.replace("\n", "") == text.replace("\n", "")
