"""Where in a text an edited passage may stand: the places that share the most pieces with it.

Exact search for a few short pieces of the passage is as fast as text can be read; pieces that agree
on where the passage begins point at a place worth comparing word by word.
"""

from collections.abc import Iterator

from typing import NamedTuple

_PIECE = 12
_SHORTEST_PIECE = 4
_PIECES = 16
# A piece that stands in more places tells little; further ones are not looked at.
_PLACES = 24
_BEST = 4


class Spot(NamedTuple):
    """A stretch of the text, and how many pieces of the passage point at it."""

    start: int
    end: int
    pieces: int


def seek(passage: str, text: str) -> list[Spot]:
    """The most promising stretches of `text` for an edited `passage`, the best first."""
    beginnings = sorted(_beginnings(passage, text))
    tolerance = len(passage) // 4 + 16
    spots = [
        Spot(
            max(0, min(group) - tolerance),
            min(len(text), max(group) + len(passage) + tolerance),
            len(group),
        )
        for group in _groups(beginnings, tolerance)
    ]
    return sorted(spots, key=lambda spot: (-spot.pieces, spot.start))[:_BEST]


def _beginnings(passage: str, text: str) -> Iterator[int]:
    """For each place of each piece, where the passage would begin."""
    length = max(_SHORTEST_PIECE, min(_PIECE, len(passage) // 4))
    step = max(length // 2, (len(passage) - length) // (_PIECES - 1), 1)
    for offset in range(0, max(1, len(passage) - length + 1), step):
        piece = passage[offset : offset + length]
        place = text.find(piece)
        for _ in range(_PLACES):
            if place < 0:
                break
            yield place - offset
            place = text.find(piece, place + 1)


def _groups(beginnings: list[int], tolerance: int) -> Iterator[list[int]]:
    """Neighbouring beginnings together."""
    group: list[int] = []
    for beginning in beginnings:
        if group and beginning - group[-1] > tolerance:
            yield group
            group = []
        group.append(beginning)
    if group:
        yield group
