"""Landmarks: pieces of the old text around a passage that stand, each once, in the new one too.

Between two of them lies what became of the passage, however long the texts are: only this stretch
has to be compared word by word.
"""

from collections.abc import Iterator
from itertools import islice, product
from typing import NamedTuple

# Long enough to stand once, short enough to survive between two edits.
_LENGTH = 24
_NEAR = 4 * _LENGTH
_GROWTH = 1.7
_TRIES = 8
_PER_SIDE = 2
# A stretch that grew by more is two places, not one.
_MOST_GROWTH = 3
_MOST_ADDED = 1_500
# How far to look from a single landmark, beyond the length of the passage.
_REACH = 200


class Stretch(NamedTuple):
    """A part of the old text and the part of the new one that stands in its place."""

    old_start: int
    old_end: int
    new_start: int
    new_end: int


def stretches(old: str, start: int, end: int, new: str) -> Iterator[Stretch]:
    """Where `old[start:end]` may have gone by the landmarks beside it, the nearest first."""
    befores = list(islice(landmarks_before(old, start, new), _PER_SIDE))
    afters = list(islice(landmarks_after(old, end, new), _PER_SIDE))
    between = sorted(product(befores, afters), key=lambda pair: pair[1][0] - pair[0][0])
    found = False
    for (left, new_left), (right, new_right) in between:
        was, became = right - left, new_right - new_left
        if 0 <= became <= _MOST_GROWTH * was + _MOST_ADDED:
            found = True
            yield Stretch(left, right + _LENGTH, new_left, new_right + _LENGTH)
    if found:
        return
    for left, new_left in befores:
        last = min(len(old), end + _REACH)
        yield Stretch(left, last, new_left, min(len(new), new_left + 2 * (last - left)))
    for right, new_right in afters:
        first = max(0, start - _REACH)
        finish = new_right + _LENGTH
        yield Stretch(
            first, right + _LENGTH, max(0, finish - 2 * (right + _LENGTH - first)), finish
        )


def landmarks_before(old: str, at: int, new: str) -> Iterator[tuple[int, int]]:
    """Landmarks that end at or before `at`, the nearest first: their places in both texts."""
    for distance in _distances():
        place = at - distance - _LENGTH
        if place < 0:
            return
        found = _only_place(old, place, new)
        if found is not None:
            yield place, found


def landmarks_after(old: str, at: int, new: str) -> Iterator[tuple[int, int]]:
    """Landmarks that begin at or after `at`, the nearest first: their places in both texts."""
    for distance in _distances():
        place = at + distance
        if place + _LENGTH > len(old):
            return
        found = _only_place(old, place, new)
        if found is not None:
            yield place, found


def _distances() -> Iterator[int]:
    distance = 0
    for _ in range(_TRIES):
        yield distance
        distance = distance + _LENGTH if distance < _NEAR else int(distance * _GROWTH)


def _only_place(old: str, place: int, new: str) -> int | None:
    """Where the landmark at `place` stands in the new text, if it stands once in each."""
    landmark = old[place : place + _LENGTH]
    found = new.find(landmark)
    if found < 0 or new.find(landmark, found + 1) >= 0:
        return None
    if old.find(landmark) != place or old.find(landmark, place + 1) >= 0:
        return None
    return found
