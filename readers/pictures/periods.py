"""Divide time into periods that fit a picture: months, or longer ones over a long time. Pure."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format

# Months in a period, shortest first: a month, a quarter, a year, five, a century, a millennium.
_STEPS = (1, 3, 12, 60, 1200, 12_000)
_MOST = 30


@dataclass(frozen=True, slots=True)
class Period:
    """From the first to the last day, both included."""

    first: date
    last: date
    months: int

    @property
    def name(self) -> str:
        """Return its name in words, for a page and for a label."""
        if self.months == 1:
            return date_format(self.first, "F Y")
        if self.months < 12:
            return f"{date_format(self.first, 'M')}–{date_format(self.last, 'M Y')}"
        if self.months == 12:
            return f"{self.first.year}"
        return f"{self.first.year}–{self.last.year}"

    @property
    def key(self) -> str:
        """Return its name in files: the first day."""
        return self.first.isoformat()


def periods(first: date, last: date) -> list[Period]:
    """Return periods of one length from `first` to `last`, at most thirty."""
    start, end = _month(first), _month(last)
    step = next((s for s in _STEPS if end // s - start // s < _MOST), _STEPS[-1])
    return [_period(n * step, step) for n in range(start // step, end // step + 1)]


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1


def _period(month: int, length: int) -> Period:
    until = month + length - 1
    year, last_month = min(until // 12, date.max.year), until % 12 + 1
    return Period(
        date(max(month // 12, 1), month % 12 + 1, 1),
        date(year, last_month, monthrange(year, last_month)[1]),
        length,
    )
