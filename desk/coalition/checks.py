"""Read the coverage board: when each cell was last looked at, and which are due again.

Both a check and a published statement about a cell count as a look. Each function says its number
of queries; none of them grows with the number of rows.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from commitments.matrix.sql import LAST_STATED
from commitments.matrix.state import MatrixState
from commitments.models import Check, Coalition, Country, Role, Statement
from commitments.permissions import scope_of
from commitments.rules.last_look import LastLook
from commitments.rules.names import country_name
from core.models import User
from core.wording import gettext_lazy
from desk.lists import roles_of

_KINDS = {
    "": "",
    "stated": gettext_lazy("Statement"),
    **{o.value: o.label for o in Check.Outcome},
}

# For each cell the latest check (as the matrix picks it) and the latest day of a published
# statement.
_LOOKS = f"""
WITH checked AS (
    SELECT DISTINCT ON (country_id, role_id)
        country_id, role_id, outcome, checked_on, recheck_on
    FROM commitments_check
    WHERE coalition_id = %(coalition)s AND (%(country)s::bigint IS NULL OR country_id = %(country)s)
    ORDER BY country_id, role_id, checked_on DESC, recorded_at DESC, id DESC
), stated AS (
    SELECT * FROM ({LAST_STATED}) said
    WHERE %(country)s::bigint IS NULL OR country_id = %(country)s
)
SELECT country_id, role_id, c.outcome, c.checked_on, c.recheck_on, s.stated_on
FROM checked c FULL JOIN stated s USING (country_id, role_id)
"""
# Countries with a row: with a present or past standing, a pledge, or a check.
_ROWS = """
SELECT c.id, c.iso3, c.name FROM commitments_country c
WHERE EXISTS (SELECT 1 FROM commitments_membership m WHERE m.country_id = c.id
        AND m.coalition_id = %(coalition)s AND m.superseded_at IS NULL)
    OR EXISTS (SELECT 1 FROM commitments_pledge p WHERE p.country_id = c.id
        AND p.coalition_id = %(coalition)s)
    OR EXISTS (SELECT 1 FROM commitments_check k WHERE k.country_id = c.id
        AND k.coalition_id = %(coalition)s)
ORDER BY c.name
"""


@dataclass(frozen=True, slots=True)
class BoardCell(LastLook):
    """One cell: when somebody last looked, how, and whether it is due again."""

    iso3: str
    country: str
    role: str
    role_name: str
    kind: str
    kind_name: str
    recheck_on: date | None
    is_due: bool


@dataclass(frozen=True, slots=True)
class BoardFilter:
    """The board's filter; empty values filter nothing. `older_than`: days, or `never`."""

    country: str = ""
    role: str = ""
    is_due: bool = False
    older_than: str = ""
    is_mine: bool = False

    @property
    def hides_cells(self) -> bool:
        """Whether some cells of a shown row are left out."""
        return self.is_due or bool(self.older_than)

    def passes(self, cell: BoardCell) -> bool:
        """Whether this cell is shown."""
        if self.is_due and not cell.is_due:
            return False
        if not self.older_than:
            return True
        if self.older_than == "never":
            return cell.looked_on is None
        return cell.looked_on is not None and cell.age_days > int(self.older_than)


@dataclass(frozen=True, slots=True)
class BoardRow:
    """A country with one entry per column: None if the filter hides the cell."""

    iso3: str
    name: str
    cells: tuple[BoardCell | None, ...]
    may_record: bool

    @property
    def shown(self) -> list[BoardCell]:
        """Return the cells that are not hidden."""
        return [cell for cell in self.cells if cell is not None]


@dataclass(frozen=True, slots=True)
class Counts:
    """How many cells of the chosen countries and roles; each number is what its link shows."""

    cells: int
    never: int
    stale: int
    due: int


@dataclass(frozen=True, slots=True)
class Board:
    """The whole board as its filter shows it."""

    coalition: Coalition
    columns: tuple[Role, ...]
    rows: tuple[BoardRow, ...]
    counts: Counts
    countries: tuple[tuple[str, str], ...]
    roles: tuple[Role, ...]
    is_scoped: bool


def read_board(coalition: Coalition, asked: BoardFilter, user: User, *, today: date) -> Board:
    """Read the board. Four queries; three for a chief."""
    roles = roles_of(coalition)
    columns = [role for role in roles if not asked.role or role.slug == asked.role]
    countries = _fetch(_ROWS, coalition)
    looks = _last_looks(coalition, None, today)
    mine = scope_of(user) if user.can_review else None
    rows: list[BoardRow] = []
    counted: list[BoardCell] = []
    for pk, iso3, stored in countries:
        name = country_name(iso3, stored)
        covered = mine is None or pk in mine
        if (asked.country and iso3 != asked.country) or (asked.is_mine and not covered):
            continue
        cells = [_cell(iso3, name, role, looks.get((pk, role.pk)), today) for role in columns]
        counted += cells
        shown = tuple(cell if asked.passes(cell) else None for cell in cells)
        if any(shown) or not asked.hides_cells:
            rows.append(BoardRow(iso3, name, shown, user.can_review and covered))
    return Board(
        coalition=coalition,
        columns=tuple(columns),
        rows=tuple(rows),
        counts=_count(counted),
        countries=tuple((iso3, country_name(iso3, name)) for _, iso3, name in countries),
        roles=tuple(roles),
        is_scoped=mine is not None,
    )


def read_row(coalition: Coalition, country: Country, *, today: date) -> tuple[BoardCell, ...]:
    """Return one country's cells in the coalition's order. Two queries."""
    looks = _last_looks(coalition, country, today)
    return tuple(
        _cell(country.iso3, country.local_name, role, looks.get((country.pk, role.pk)), today)
        for role in roles_of(coalition)
    )


@dataclass(frozen=True, slots=True)
class CellHistory:
    """One cell with all its checks and its published statements."""

    look: BoardCell
    checks: tuple[Check, ...]
    statements: tuple[Statement, ...]


def read_cell(coalition: Coalition, country: Country, role: Role, *, today: date) -> CellHistory:
    """Read a cell's checks, latest first, and its published statements. Three queries."""
    found = _last_looks(coalition, country, today).get((country.pk, role.pk))
    return CellHistory(
        look=_cell(country.iso3, country.local_name, role, found, today),
        checks=tuple(_checks_of(coalition, country, role)),
        statements=tuple(
            Statement.objects.published()
            .filter(pledge__coalition=coalition, pledge__country=country, pledge__roles=role)
            .newest_first()
            .select_related("pledge")
        ),
    )


def _checks_of(coalition: Coalition, country: Country, role: Role) -> QuerySet[Check]:
    return (
        Check.objects.filter(coalition=coalition, country=country, role=role)
        .select_related("by")
        .order_by("-checked_on", "-recorded_at", "-pk")
    )


def _fetch(sql: str, coalition: Coalition, **values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, {"coalition": coalition.pk, **values})
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


_Found = tuple[str | None, date | None, date | None, date | None]


def _last_looks(
    coalition: Coalition, country: Country | None, today: date
) -> dict[tuple[int, int], _Found]:
    rows = _fetch(
        _LOOKS,
        coalition,
        country=country.pk if country else None,
        as_of=today,
        known=MatrixState(as_of=today, is_today=True).known_until,
    )
    return {
        (country_id, role): (outcome, checked, again, stated)
        for country_id, role, outcome, checked, again, stated in rows
    }


def _cell(iso3: str, country: str, role: Role, found: _Found | None, today: date) -> BoardCell:
    outcome, checked_on, recheck_on, stated_on = found or (None, None, None, None)
    looked_on = max((day for day in (checked_on, stated_on) if day), default=None)
    # On the same day the check counts: it was made when the statement was known.
    by_check = checked_on is not None and checked_on == looked_on
    kind = outcome if outcome is not None and by_check else "stated" if looked_on else ""
    return BoardCell(
        iso3=iso3,
        country=country,
        role=role.slug,
        role_name=role.local_name,
        looked_on=looked_on,
        kind=kind,
        kind_name=_KINDS[kind],
        age_days=(today - looked_on) // timedelta(days=1) if looked_on else 0,
        recheck_on=recheck_on,
        # Anything published on that day or later settles it.
        is_due=recheck_on is not None
        and recheck_on <= today
        and (looked_on is None or looked_on < recheck_on),
    )


def _count(board_cells: Iterable[BoardCell]) -> Counts:
    cells = list(board_cells)
    return Counts(
        cells=len(cells),
        never=sum(cell.looked_on is None for cell in cells),
        stale=sum(cell.is_stale for cell in cells),
        due=sum(cell.is_due for cell in cells),
    )
