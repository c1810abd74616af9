"""Compare two lists at a cost that stays small however long and different they are. Pure.

The usual way needs a table of one list's length times the other's: two texts of 450,000 lines would
need 25 GB. Here the common beginning and end are set aside, and a rest that is still long is
divided at items that are exactly once in each list. Between two such items a stretch that is too
long for the table counts as replaced.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

# Cells of the table, a bit each: a dozen megabytes, some milliseconds.
MOST_CELLS = 100_000_000


@dataclass(frozen=True, slots=True)
class Step:
    """`old[old_start:old_end]` became `new[new_start:new_end]`; the same if `is_equal`."""

    is_equal: bool
    old_start: int
    old_end: int
    new_start: int
    new_end: int


class _Metric(Protocol):
    """Indel or Levenshtein of rapidfuzz."""

    def opcodes(self, s1: Sequence[str], s2: Sequence[str], /) -> object: ...


def steps(old: Sequence[str], new: Sequence[str], metric: _Metric) -> Iterator[Step]:
    """Yield how the old list became the new one, from beginning to end."""
    if len(old) * len(new) <= MOST_CELLS:
        yield from _compared(old, new, metric, (0, len(old)), (0, len(new)))
        return
    first = _alike(old, new)
    last = min(_alike(old[::-1], new[::-1]), len(old) - first, len(new) - first)
    if first:
        yield Step(True, 0, first, 0, first)
    at_old, at_new = first, first
    for there_old, there_new in _anchors(old, new, first, last):
        yield from _compared(old, new, metric, (at_old, there_old), (at_new, there_new))
        yield Step(True, there_old, there_old + 1, there_new, there_new + 1)
        at_old, at_new = there_old + 1, there_new + 1
    ends = len(old) - last, len(new) - last
    yield from _compared(old, new, metric, (at_old, ends[0]), (at_new, ends[1]))
    if last:
        yield Step(True, ends[0], len(old), ends[1], len(new))


def _compared(
    old: Sequence[str],
    new: Sequence[str],
    metric: _Metric,
    here: tuple[int, int],
    there: tuple[int, int],
) -> Iterator[Step]:
    lengths = here[1] - here[0], there[1] - there[0]
    if not any(lengths):
        return
    if lengths[0] * lengths[1] > MOST_CELLS:
        yield Step(False, *here, *there)
        return
    for code in metric.opcodes(old[slice(*here)], new[slice(*there)]):  # type: ignore[attr-defined]
        yield Step(
            code.tag == "equal",
            here[0] + code.src_start,
            here[0] + code.src_end,
            there[0] + code.dest_start,
            there[0] + code.dest_end,
        )


def _alike(old: Sequence[str], new: Sequence[str]) -> int:
    pairs = enumerate(zip(old, new, strict=False))
    return next((at for at, (was, now) in pairs if was != now), min(len(old), len(new)))


def _anchors(
    old: Sequence[str], new: Sequence[str], first: int, last: int
) -> list[tuple[int, int]]:
    """Return items that are once in each list, as many as have the same order in both."""
    places = _once(new, first, len(new) - last)
    pairs = [
        (at, places[item])
        for item, at in _once(old, first, len(old) - last).items()
        if item in places
    ]
    return _in_order(pairs)


def _once(items: Sequence[str], first: int, end: int) -> dict[str, int]:
    counted = Counter(items[first:end])
    return {items[at]: at for at in range(first, end) if counted[items[at]] == 1}


def _in_order(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for index, (_, there) in enumerate(pairs):
        length = bisect_left(tails, there)
        before.append(ends[length - 1] if length else -1)
        tails[length : length + 1] = [there]
        ends[length : length + 1] = [index]
    found: list[tuple[int, int]] = []
    at = ends[-1] if ends else -1
    while at >= 0:
        found.append(pairs[at])
        at = before[at]
    return found[::-1]
