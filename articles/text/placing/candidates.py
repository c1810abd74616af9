"""Find where in a text an edited passage may be: places that share the most pieces with it.

Exact search for a few short pieces of the passage is as fast as reading the text; pieces that agree
on where the passage begins point at a place worth comparing word by word.
"""

from collections.abc import Iterator
from typing import NamedTuple

from articles.text.placing.pieces import SHORTEST_PIECE, Pieces, word_starts

# A short passage has too few words for long pieces.
_SHORT = 60
_LENGTH = 12
_PIECES = 16
# A piece that is in more places says little.
_MOST_PLACES = 24
_BEST = 4


class Spot(NamedTuple):
    """A stretch of the text, and how many pieces of the passage point at it."""

    start: int
    end: int
    pieces: int


def seek(passage: str, text: Pieces) -> list[Spot]:
    """Return the most promising stretches of the text for an edited `passage`, the best first."""
    tolerance = len(passage) // 4 + 16
    spots = [
        Spot(
            max(0, group[0] - tolerance),
            min(len(text.text), group[-1] + len(passage) + tolerance),
            len(group),
        )
        for group in _groups(sorted(_beginnings(passage, text)), tolerance)
    ]
    return sorted(spots, key=lambda spot: (-spot.pieces, spot.start))[:_BEST]


def _beginnings(passage: str, text: Pieces) -> Iterator[int]:
    length = _LENGTH if len(passage) > _SHORT else SHORTEST_PIECE
    starts = [at for at in word_starts(passage) if at + length <= len(passage)]
    for start in starts[:: -(-len(starts) // _PIECES) or 1]:
        for place in text.places(passage[start : start + length], most=_MOST_PLACES):
            yield place - start


def _groups(beginnings: list[int], tolerance: int) -> Iterator[list[int]]:
    group: list[int] = []
    for beginning in beginnings:
        if group and beginning - group[-1] > tolerance:
            yield group
            group = []
        group.append(beginning)
    if group:
        yield group
