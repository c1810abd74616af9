"""Where pieces of one text stand in another: by reading and by index alike, whatever the text."""

import pytest

from articles.text.placing import pieces
from articles.text.placing.pieces import Pieces

LINES = "\n".join("a" * 20_000)
PROSE = "\n\n".join(f"Sentence {n} of a speech that was held." for n in range(3_000))


@pytest.mark.parametrize(
    ("text", "piece"),
    [
        (PROSE, "Sentence 1700 of a speech"),
        (PROSE, "Sentence 17"),
        (PROSE, "of a speech that was not held"),
        (LINES, "a\na\na\na\na\na"),
        (LINES, "a\na\na\na\nb"),
    ],
)
@pytest.mark.parametrize("most", [1, 24])
def test_both_ways_give_the_same_places(
    text: str, piece: str, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = Pieces(text).places(piece, most=most)
    monkeypatch.setattr(pieces, "_READINGS", 0)
    assert Pieces(text).places(piece, most=most) == read


def test_a_beginning_that_stands_everywhere_is_read_and_not_gone_through(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pieces, "_READINGS", 0)
    read: list[str] = []

    def reading(self: Pieces, piece: str, most: int) -> list[int]:
        read.append(piece)
        return []

    monkeypatch.setattr(Pieces, "_read", reading)
    Pieces(LINES).places("a\na\na\na\nb", most=1)
    assert Pieces(PROSE).places("1700 of a speech", most=1) == [PROSE.index("1700 of a speech")]
    assert read == ["a\na\na\na\nb"]
