"""Long texts in parts: nothing is lost or doubled, whatever the text's shape."""

import pytest

from articles.text.parting import PART_LENGTH, PART_PARAGRAPHS, Parts, border

WORDS = "The minister said that she stands ready to send instructors. "
SHAPES = {
    "nothing": "",
    "a sentence": WORDS,
    "paragraphs": "\n\n".join(f"{n} {WORDS}" for n in range(3_000)),
    "one letter a line": "\n".join("a" * 9_000),
    "one paragraph": WORDS * 5_000,
    "one word": "a" * 200_000,
    "marks alone": "a" + "\u0323" * 150_000,
    "a long paragraph between short ones": f"Short.\n\n{WORDS * 2_000}\n\nShort.",
    "beyond the first plane": "𝟑💥 " * 60_000,
}


@pytest.mark.parametrize("name", SHAPES)
def test_parts_are_the_text_one_after_the_other(name: str) -> None:
    text = SHAPES[name]
    parts = Parts(text)
    found = [parts.part(number) for number in range(1, len(parts) + 1)]
    assert "".join(text[part.start : part.end] for part in found) == text
    for part in found:
        words = text[part.start : part.end]
        assert len(words) <= PART_LENGTH + 200
        assert len(border(text).findall(words)) <= PART_PARAGRAPHS
        assert (part.number, part.count) == (found.index(part) + 1, len(found))
    places = range(0, len(text), max(1, len(text) // 50))
    assert all(parts.at(at).start <= at < parts.at(at).end for at in places)


def test_an_ordinary_article_is_one_part() -> None:
    text = "\n\n".join(f"{n} {WORDS * 3}" for n in range(300))
    assert len(text) < PART_LENGTH
    assert len(Parts(text)) == 1
    assert Parts(text).part(1).is_whole


def test_parts_end_with_paragraphs_and_long_paragraphs_between_words() -> None:
    text = SHAPES["paragraphs"]
    parts = Parts(text)
    assert len(parts) > 2
    assert all(text[: parts.part(n).end].endswith("\n\n") for n in range(1, len(parts)))
    text = SHAPES["one paragraph"]
    assert all(text[Parts(text).part(n).end - 1] == " " for n in range(1, len(Parts(text))))


@pytest.mark.parametrize(("asked", "number"), [(0, 1), (-3, 1), (2, 2), (10**9, "last")])
def test_the_nearest_part_is_there_for_every_number(asked: int, number: int | str) -> None:
    parts = Parts(SHAPES["one letter a line"])
    assert parts.part(asked).number == (len(parts) if number == "last" else number)
