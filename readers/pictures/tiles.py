"""The positions of countries in a tile map, cropped to those it shows. Pure values.

The grid is our own data (readers/pictures/tiles.txt) and independent of any coalition. Empty
columns and rows are left out, so that any set of countries fills its picture.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path

GRID = Path(__file__).with_name("tiles.txt")
# What remains of empty columns or rows between two used ones, so that an ocean is visible.
GAP = 0.375  # eighths, so that positions compare exactly
_NOBODY = "..."


@cache
def grid() -> dict[str, tuple[int, int]]:
    """Return column and row by ISO code."""
    lines = [each for each in GRID.read_text().splitlines() if each and not each.startswith("#")]
    return {
        code: (column, row)
        for row, each in enumerate(lines)
        for column, code in enumerate(each.split())
        if code != _NOBODY
    }


def place(codes: Iterable[str], *, at_most: int | None = None) -> dict[str, tuple[float, float]]:
    """Return a position for each code, from (0, 0) at the upper left; all are different.

    With `at_most`, distant columns are joined until so few are left, as long as no tiles collide.
    Codes that the grid does not know are placed at the lower edge.
    """
    wanted = list(dict.fromkeys(codes))
    known = {code: grid()[code] for code in wanted if code in grid()}
    if at_most is not None:
        known = _narrowed(known, at_most)
    columns = _packed({column for column, _ in known.values()})
    rows = _packed({row for _, row in known.values()})
    places = {code: (columns[column], rows[row]) for code, (column, row) in known.items()}
    strangers = [code for code in wanted if code not in known]
    across = max(len(columns), at_most or 6, 1)
    below = max(rows.values()) + 1 + GAP if rows else 0.0
    for index, code in enumerate(strangers):
        places[code] = (float(index % across), below + index // across)
    return places


def _packed(used: Iterable[int]) -> dict[int, float]:
    """Return new positions without empty ones; a narrow gap stays where something was left out."""
    packed: dict[int, float] = {}
    before: int | None = None
    at = -1.0
    for each in sorted(used):
        at += 1 if before is None or each == before + 1 else 1 + GAP
        packed[each] = at
        before = each
    return packed


def _narrowed(places: dict[str, tuple[int, int]], at_most: int) -> dict[str, tuple[int, int]]:
    """Join neighbouring columns without a country in the same row, the farthest apart first."""
    taken: dict[int, set[int]] = {}
    for column, row in places.values():
        taken.setdefault(column, set()).add(row)
    moved: dict[int, int] = {}
    while len(taken) > at_most:
        pairs = _joinable(taken)
        if not pairs:
            break
        _, left, right = max(pairs)
        # The column with fewer countries moves to the one with more.
        keep, gone = (left, right) if len(taken[left]) >= len(taken[right]) else (right, left)
        taken[keep] |= taken.pop(gone)
        moved = {column: keep if to == gone else to for column, to in moved.items()} | {gone: keep}
    return {code: (moved.get(column, column), row) for code, (column, row) in places.items()}


def _joinable(taken: dict[int, set[int]]) -> Sequence[tuple[int, int, int]]:
    columns = sorted(taken)
    return [
        (right - left, left, right)
        for left, right in pairwise(columns)
        if not taken[left] & taken[right]
    ]
