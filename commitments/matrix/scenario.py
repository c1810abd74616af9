"""Scenarios: which cells would no longer wait, and how the headcounts would change.

Pure values over one built matrix: each verdict says whether it depends on an assumption, so the
numbers "before" need no second reading.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from commitments.matrix.values import Matrix, Row, ShownPledge
from commitments.rules.headcounts import MEASURES, Total, add_up, country_totals
from commitments.rules.stances import Conditionality

_FREE = (Conditionality.UNCONDITIONAL, Conditionality.ALL_MET)


@dataclass(frozen=True, slots=True)
class Measure:
    """The headcount that does not wait: as reported, and under the assumption."""

    name: str
    before: Total
    after: Total

    @property
    def differs(self) -> bool:
        """Whether the assumption changes it."""
        return self.before != self.after


@dataclass(frozen=True, slots=True)
class Scenario:
    """What the assumption does to the cells that are shown."""

    cells: int
    countries: int
    pledges: int
    still_waiting: int
    measures: list[Measure]


def read_scenario(matrix: Matrix) -> Scenario | None:
    """Return what the assumption does; None where nothing is assumed. No query."""
    if not matrix.state.is_scenario:
        return None
    unblocked = [
        (row.iso3, cell)
        for row in matrix.rows
        for cell in row.cells.values()
        if cell.pledges and cell.pledges[0].word.is_unblocked
    ]
    shown = {pledge.id: pledge for row in matrix.rows for pledge in _pledges(row)}
    words = [pledge.word for pledge in shown.values() if pledge.word.verdict.freed_by]
    before, after = _totals(matrix, _is_free_today), _totals(matrix, _is_free)
    return Scenario(
        cells=len(unblocked),
        countries=len({iso3 for iso3, _ in unblocked}),
        pledges=sum(word.is_unblocked for word in words),
        still_waiting=sum(not word.verdict.is_freed for word in words),
        measures=[Measure(name, before[name], after[name]) for name in MEASURES],
    )


def _pledges(row: Row) -> list[ShownPledge]:
    return list({p.id: p for cell in row.cells.values() for p in cell.pledges}.values())


def _totals(matrix: Matrix, counts: Callable[[ShownPledge], bool]) -> dict[str, Total]:
    return add_up(
        country_totals((p.word.stance, p.word.headcount) for p in _pledges(row) if counts(p))
        for row in matrix.rows
    )


def _is_free(pledge: ShownPledge) -> bool:
    return pledge.word.verdict.conditionality in _FREE


def _is_free_today(pledge: ShownPledge) -> bool:
    return _is_free(pledge) and not pledge.word.verdict.freed_by
