"""Coverage: when each cell was last looked at, to tell silence from not looking.

Both a check and a published statement about a cell count as a look.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from commitments.matrix import sql
from commitments.matrix.build import build_matrix
from commitments.matrix.state import PLEDGE_FACETS, MatrixState
from commitments.matrix.values import Cell, Matrix, Row
from commitments.matrix.vocabulary import Column, bind_values
from commitments.models import Coalition
from commitments.rules.last_look import LastLook, steps_in_words
from commitments.rules.stances import Empty

_CODES = "SELECT id, iso3 FROM commitments_country"


@dataclass(frozen=True, slots=True)
class CoverageCell(LastLook):
    """One cell: what it holds, and when somebody last looked."""

    cell: Cell

    @property
    def kind(self) -> str:
        """Return what the look found: the state of the cell, as in the matrix."""
        return self.cell.state


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """A country's cells in the order of the columns."""

    row: Row
    cells: tuple[CoverageCell, ...]

    @property
    def never(self) -> int:
        """Return how many of its cells nobody has looked at."""
        return sum(1 for cell in self.cells if cell.looked_on is None)


@dataclass(frozen=True, slots=True)
class Coverage:
    """The cells, and how many of each kind and each age there are."""

    columns: list[Column]
    rows: tuple[CoverageRow, ...]
    kinds: Mapping[str, int]
    steps: Mapping[str, int]
    column_never: tuple[int, ...]
    cells: int
    matrix: Matrix


def read_coverage(coalition: Coalition, state: MatrixState) -> Coverage:
    """Read every cell of the matrix at `state`, least looked at countries first. Seven queries.

    Roles, countries and groups of `state` narrow it; filters of what a cell says do not, because a
    cell that such a filter hides was looked at, too.
    """
    everything: dict[str, Any] = dict.fromkeys(PLEDGE_FACETS, ())
    state = replace(state, **everything)
    built = build_matrix(coalition, state)
    times = bind_values(coalition, state)
    with connection.cursor() as cursor:
        cursor.execute(_CODES)
        iso3_of = dict(cursor.fetchall())
        cursor.execute(sql.CHECKS, times)
        looked: dict[tuple[str, str], date] = {}
        slugs = {pk: column.slug for pk, column in built.vocabulary.columns.items()}
        for country, role, _, day, _ in cursor.fetchall():
            if role in slugs:
                looked[iso3_of[country], slugs[role]] = day
        cursor.execute(sql.LAST_STATED, times)
        for country, role, day in cursor.fetchall():
            if role in slugs:
                key = iso3_of[country], slugs[role]
                looked[key] = max(day, looked.get(key, day))
    rows = tuple(
        CoverageRow(
            row,
            tuple(
                _cell(row.cells[column.slug], looked.get((row.iso3, column.slug)), state.as_of)
                for column in built.columns
            ),
        )
        for row in built.rows
    )
    return _counted(built, sorted(rows, key=lambda row: (-row.never, row.row.name)))


def _cell(cell: Cell, day: date | None, as_of: date) -> CoverageCell:
    # A publication after `as_of` was not known on that day.
    shown = min(day, as_of) if day else None
    return CoverageCell(shown, (as_of - shown).days if shown else 0, cell)


def _counted(built: Matrix, rows: Iterable[CoverageRow]) -> Coverage:
    kept = tuple(rows)
    cells = [cell for row in kept for cell in row.cells]
    return Coverage(
        columns=built.columns,
        rows=kept,
        kinds=Counter(cell.kind for cell in cells),
        steps=Counter(cell.step for cell in cells),
        column_never=tuple(
            sum(1 for row in kept if row.cells[place].looked_on is None)
            for place in range(len(built.columns))
        ),
        cells=len(cells),
        matrix=built,
    )


@dataclass(frozen=True, slots=True)
class CountLine:
    """How many cells are of one kind or age."""

    value: str
    label: str
    count: int


def count_lines(board: Coverage) -> tuple[tuple[CountLine, ...], tuple[CountLine, ...]]:
    """Return both counts in words, in a fixed order: by what the cells hold, and by age."""
    kinds = {"stated": _("A statement"), **{e.value: str(e.label) for e in Empty}}
    return (
        tuple(CountLine(name, words, board.kinds.get(name, 0)) for name, words in kinds.items()),
        tuple(
            CountLine(name, words, board.steps.get(name, 0))
            for name, words in steps_in_words().items()
        ),
    )
