"""The order in which the matrix shows its countries, and their headings. Pure values."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from commitments.matrix.facets import plain_name
from commitments.matrix.state import SORTS, MatrixState, unknown
from commitments.matrix.values import Matrix, Row
from commitments.matrix.vocabulary import Vocabulary
from commitments.rules.stances import Stance

_STANCES = list(Stance)


def require_known_order(state: MatrixState, vocabulary: Vocabulary) -> None:
    """Raise BadParameter for an order that is neither one of SORTS nor a role."""
    if not state.sort or state.sort in SORTS:
        return
    choices = [*SORTS, *(column.slug for column in vocabulary.columns.values())]
    if state.sort not in choices:
        raise unknown("sort", state.sort, _("order"), choices)


def in_order(rows: Iterable[Row], state: MatrixState) -> list[Row]:
    """The rows sorted by `sort`, by default firmest first; ties by firmness, then by name."""
    if not state.sort:
        return sorted(rows, key=lambda row: (-row.firmness, row.name))
    if state.sort == "country":
        return sorted(rows, key=lambda row: plain_name(row.name))
    first = _KEYS.get(state.sort) or (lambda row: _rank_in(row, state.sort))
    return sorted(rows, key=lambda row: (-first(row), -row.firmness, row.name))


def _rank_in(row: Row, role: str) -> int:
    cell = row.cells.get(role)
    return cell.pledges[0].word.rank if cell and cell.pledges else -1


_KEYS: dict[str, Callable[[Row], int]] = {
    "stance": lambda row: row.rank,
    "headcount": lambda row: row.headcount,
    "last_change": lambda row: row.last_said_on.toordinal() if row.last_said_on else -1,
}


@dataclass(frozen=True, slots=True)
class RowGroup:
    """Some rows under a heading; the heading is empty where nothing is grouped."""

    heading: str
    rows: list[Row]


def row_groups(matrix: Matrix) -> list[RowGroup]:
    """Return the rows under headings, each row once, in their order within a group."""
    by = matrix.state.by
    if not by:
        return [RowGroup("", matrix.rows)]
    of, heading = (_by_stance, _stance_heading) if by == "stance" else (_by_members, _members)
    groups: dict[Any, list[Row]] = {}
    for row in matrix.rows:
        groups.setdefault(of(row), []).append(row)
    return [RowGroup(heading(key), groups[key]) for key in sorted(groups, reverse=True)]


def _by_stance(row: Row) -> int:
    return row.rank


def _stance_heading(rank: int) -> str:
    if rank < 0:
        return _("No position recorded")
    return _("At most: %(stance)s") % {"stance": _STANCES[rank].label}


def _by_members(row: Row) -> int:
    return 2 * ("NATO" in row.groups) + ("EU" in row.groups)


def _members(key: int) -> str:
    # A country in both groups is shown once, so that its headcount does not seem to count twice.
    return (
        _("In neither NATO nor the EU"),
        _("In the EU, not in NATO"),
        _("In NATO, not in the EU"),
        _("In NATO and the EU"),
    )[key]
