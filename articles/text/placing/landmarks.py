"""Landmarks: pieces of the old text around a passage that are exactly once in each text.

Between two of them is what became of the passage, however long the texts are: only this stretch
must be compared word by word.
"""

from collections.abc import Iterator
from typing import NamedTuple

from articles.text.placing.pieces import Pieces, next_word_start, previous_word_start

# Long enough to be unique, short enough to be untouched between two edits.
_LENGTH = 24
# How far from the passage to look for them: close by first, then in growing steps.
_DISTANCES = (0, 24, 48, 72, 96, 160, 270, 460)
# The second nearest helps if the nearest one was moved away.
_PER_SIDE = 2
# A stretch that grew by more is two places, not one.
_MOST_GROWTH = 3
_MOST_ADDED = 1_500
# How far to look from a single landmark, beyond the length of the passage.
_REACH = 200


class Landmark(NamedTuple):
    """Where the same piece of text begins in the old and in the new text."""

    old: int
    new: int


class Stretch(NamedTuple):
    """A part of the old text and the corresponding part of the new one."""

    old_start: int
    old_end: int
    new_start: int
    new_end: int


def stretches(old: Pieces, start: int, end: int, new: Pieces) -> Iterator[Stretch]:
    """Yield where `old.text[start:end]` may be according to landmarks, the nearest first.

    Landmarks are searched only while the caller asks for more stretches.
    """
    befores, afters = landmarks_before(old, start, new), landmarks_after(old, end, new)
    lefts, rights = list[Landmark](), list[Landmark]()
    is_bounded = False
    for _ in range(_PER_SIDE):
        left, right = next(befores, None), next(afters, None)
        pairs = [(left, known) for known in rights] + [(known, right) for known in lefts]
        for pair in [*pairs, (left, right)]:
            stretch = _between(*pair)
            if stretch is not None:
                is_bounded = True
                yield stretch
        lefts += [left] if left else []
        rights += [right] if right else []
    if not is_bounded:
        yield from (_after(left, old.text, end, new.text) for left in lefts)
        yield from (_before(right, start) for right in rights)


def _between(left: Landmark | None, right: Landmark | None) -> Stretch | None:
    if left is None or right is None:
        return None
    was, became = right.old - left.old, right.new - left.new
    if not 0 <= became <= _MOST_GROWTH * was + _MOST_ADDED:
        return None
    return Stretch(left.old, right.old + _LENGTH, left.new, right.new + _LENGTH)


def _after(left: Landmark, old: str, end: int, new: str) -> Stretch:
    last = min(len(old), end + _REACH)
    return Stretch(left.old, last, left.new, min(len(new), left.new + 2 * (last - left.old)))


def _before(right: Landmark, start: int) -> Stretch:
    first, last = max(0, start - _REACH), right.old + _LENGTH
    end = right.new + _LENGTH
    return Stretch(first, last, max(0, end - 2 * (last - first)), end)


def landmarks_before(old: Pieces, at: int, new: Pieces) -> Iterator[Landmark]:
    """Yield landmarks that end at or before `at`, the nearest first."""
    for distance in _DISTANCES:
        place = at - distance - _LENGTH
        if place < 0:
            return
        yield from _landmark(old, previous_word_start(old.text, place), new)


def landmarks_after(old: Pieces, at: int, new: Pieces) -> Iterator[Landmark]:
    """Yield landmarks that begin at or after `at`, the nearest first."""
    for distance in _DISTANCES:
        place = at + distance
        if place + _LENGTH > len(old.text):
            return
        yield from _landmark(old, next_word_start(old.text, place), new)


def _landmark(old: Pieces, place: int, new: Pieces) -> Iterator[Landmark]:
    piece = old.text[place : place + _LENGTH]
    if len(piece) < _LENGTH:  # the rest before the text's end is too short to be unique
        return
    found = new.places(piece, most=1)
    if found and old.places(piece, most=1) == [place]:
        yield Landmark(place, found[0])
