"""Cutting a text into paragraphs and pieces."""

from hypothesis import given
from hypothesis import strategies as st

from articles.text.marking import MOST_MARKS, Marked, layers, marked_paragraphs
from articles.text.parting import Parts


def words(text: str, *spans: Marked) -> list[str]:
    return ["".join(segment.text for segment in p.segments) for p in marked_paragraphs(text, spans)]


def test_blank_lines_part_paragraphs_and_single_line_ends_do_not() -> None:
    assert words("One\ntwo.\n\nThree.") == ["One\ntwo.", "Three."]


def test_lines_are_paragraphs_where_no_blank_line_is() -> None:
    assert words("One.\nTwo.\nThree.") == ["One.", "Two.", "Three."]


def test_marks_open_and_close_once_and_may_overlap() -> None:
    (paragraph,) = marked_paragraphs("abcdef", [Marked(1, 1, 4), Marked(2, 3, 5)])
    segments = paragraph.segments
    assert [(segment.text, segment.keys) for segment in segments] == [
        ("a", ()),
        ("bc", (1,)),
        ("d", (1, 2)),
        ("e", (2,)),
        ("f", ()),
    ]
    assert [segment.opens for segment in segments] == [(), (1,), (2,), (), ()]
    assert [segment.closes for segment in segments] == [(), (), (1,), (2,), ()]


def test_a_mark_runs_through_paragraphs() -> None:
    paragraphs = marked_paragraphs("One two.\n\nThree four.", [Marked(7, 4, 15)])
    first, second = (paragraph.segments for paragraph in paragraphs)
    assert [segment.keys for segment in first] == [(), (7,)]
    assert [segment.keys for segment in second] == [(7,), ()]
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


@given(
    st.text(alphabet="ab\n", max_size=40),
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=6),
)
def test_pieces_stand_where_their_paragraph_says(text: str, pairs: list[tuple[int, int]]) -> None:
    spans = [
        Marked(key, min(pair), max(pair))
        for key, pair in enumerate(pairs)
        if max(pair) <= len(text) and text[min(pair) : max(pair)].strip()
    ]
    opened: list[int] = []
    closed: list[int] = []
    for paragraph in marked_paragraphs(text, spans):
        at = paragraph.start
        for segment in paragraph.segments:
            end = at + len(segment.text)
            assert text[at:end] == segment.text
            assert set(segment.keys) == {s.key for s in spans if s.start < end and s.end > at}
            opened += segment.opens
            closed += segment.closes
            at = end
    # Every mark has one beginning and one number, even where it ends on an empty line.
    assert (
        sorted(opened)
        == sorted(closed)
        == [span.key for span in spans if text[span.start : span.end].strip()]
    )


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(1, 9)), max_size=12))
def test_marks_that_overlap_lie_in_different_layers(pairs: list[tuple[int, int]]) -> None:
    spans = [Marked(key, start, start + length) for key, (start, length) in enumerate(pairs)]
    layer = layers(spans)
    for one in spans:
        for other in spans:
            if one is not other and one.start < other.end and other.start < one.end:
                assert layer[one.key] != layer[other.key]


def test_a_long_text_full_of_marks_is_cut_at_once() -> None:
    text = "\n\n".join("word " * 79 + "word" for _ in range(100))
    spans = [Marked(key, key * 195, key * 195 + 300) for key in range(200)]
    paragraphs = marked_paragraphs(text, spans)
    assert len(paragraphs) == 100
    # Borders cut pieces, nothing else does: no more of them than there are borders.
    assert sum(len(paragraph.segments) for paragraph in paragraphs) <= 100 + 2 * 200


def test_few_marks_lie_around_one_word_and_every_passage_has_its_number() -> None:
    text = "word " * 400
    spans = [Marked(n, n * 5, len(text) - n * 5 - 1) for n in range(150)]
    segments = [segment for each in marked_paragraphs(text, spans) for segment in each.segments]
    assert "".join(segment.text for segment in segments) == text
    assert max(len(segment.keys) for segment in segments) == MOST_MARKS
    assert len(segments) <= 2 * len(spans) + 1
    assert sorted(key for segment in segments for key in segment.closes) == list(range(150))


def test_marks_open_and_close_once_in_all_parts_together() -> None:
    text = "\n\n".join(f"Paragraph {n} with its words." for n in range(1_000))
    spans = [Marked(n, n * 70, n * 70 + 4_000) for n in range(300)]
    parts = Parts(text)
    assert len(parts) == 3
    found = [
        segment
        for number in range(1, 4)
        for each in marked_paragraphs(text, spans, parts.part(number))
        for segment in each.segments
    ]
    opened = [key for segment in found for key in segment.opens]
    assert len(opened) == len(set(opened))
    assert sorted(key for segment in found for key in segment.closes) == list(range(300))
    whole = "".join(p.text for each in marked_paragraphs(text, spans) for p in each.segments)
    assert "".join(segment.text for segment in found) == whole
