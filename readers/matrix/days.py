"""The days on which something was said: the stops of the matrix's time slider."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date

from django.db import connection

from commitments.matrix import sql
from commitments.matrix.state import MatrixState
from commitments.matrix.vocabulary import bind_values
from commitments.models import Coalition


@dataclass(frozen=True, slots=True)
class Slider:
    """Every day that can be shown, and the index of the present one; the last entry is today."""

    days: list[date]
    position: int

    @property
    def as_attribute(self) -> str:
        """Return the days as the script reads them."""
        return " ".join(day.isoformat() for day in self.days)

    @property
    def last(self) -> int:
        return len(self.days)


def read_slider(coalition: Coalition, state: MatrixState) -> Slider:
    """Return the days as this ledger knew them at `state`, in one query."""
    with connection.cursor() as cursor:
        cursor.execute(sql.DAYS, bind_values(coalition, state))
        days = [day for (day,) in cursor.fetchall()]
    position = len(days) if state.is_today else max(bisect_right(days, state.as_of) - 1, 0)
    return Slider(days, position)
