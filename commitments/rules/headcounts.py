"""Headcounts: ranges with their wording, and sums that say what they leave out. Pure values.

Promised, authorised and deployed are separate measures and never added together. A pledge's
headcount counts once, however many roles it has. Floated and considered figures are shown where
they were said but are in no sum.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext

from commitments.rules.stances import Stance
from core.wording import grouped

MEASURES: dict[str, frozenset[str]] = {
    "promised": frozenset({Stance.OFFERED, Stance.COMMITTED}),
    "authorised": frozenset({Stance.AUTHORISED, Stance.PREPARING}),
    "deployed": frozenset({Stance.DEPLOYED}),
}


@dataclass(frozen=True, slots=True)
class Headcount:
    """A statement's headcount. `high` alone means "up to"; there may be wording without figures."""

    low: int | None
    high: int | None
    wording: str = ""
    is_withheld: bool = False

    @property
    def has_figure(self) -> bool:
        return self.low is not None or self.high is not None

    @property
    def as_text(self) -> str:
        """Return the source's wording, else the figures in words; "" where nothing was said."""
        if self.is_withheld:
            return self.wording or gettext("withheld")
        if self.wording:
            return self.wording
        if self.low is not None and self.high is not None:
            low, high = grouped(self.low), grouped(self.high)
            return low if low == high else f"{low}–{high}"
        if self.high is not None:
            return gettext("up to {high}").format(high=grouped(self.high))
        return (
            gettext("at least {low}").format(low=grouped(self.low)) if self.low is not None else ""
        )

    @property
    def in_full(self) -> str:
        """The source's wording, with the figures read from it where it does not name both."""
        figures = Headcount(self.low, self.high).as_text
        if not self.wording or not figures:
            return self.wording or figures
        plain = self.wording.replace(",", "").replace("\xa0", "")
        is_named = None not in (self.low, self.high) and all(
            str(each) in plain for each in (self.low, self.high)
        )
        if is_named or self.wording.casefold() == figures.casefold():
            return self.wording
        return f"{self.wording} ({figures})"


@dataclass(frozen=True, slots=True)
class Total:
    """A sum of ranges over pledges. `high` is None where a summand has no upper bound."""

    low: int
    high: int | None
    countries: int
    without_figure: int

    @property
    def with_figure(self) -> int:
        """Return how many countries gave a figure."""
        return self.countries - self.without_figure

    @property
    def has_figure(self) -> bool:
        return self.with_figure > 0


def country_totals(pledges: Iterable[tuple[str, Headcount]]) -> dict[str, Total]:
    """Sum one country's (stance, headcount) pairs for each measure it has a pledge in."""
    by_measure: dict[str, list[Headcount]] = {}
    for stance, headcount in pledges:
        for measure, stances in MEASURES.items():
            if stance in stances:
                by_measure.setdefault(measure, []).append(headcount)
    totals = {}
    for measure, headcounts in by_measure.items():
        figures = [headcount for headcount in headcounts if headcount.has_figure]
        totals[measure] = _sum(
            ((h.low or 0, h.high) for h in figures), countries=1, without=0 if figures else 1
        )
    return totals


def add_up(rows: Iterable[dict[str, Total]]) -> dict[str, Total]:
    """Sum the countries' totals for each measure; count the countries that gave no figure."""
    by_measure: dict[str, list[Total]] = {measure: [] for measure in MEASURES}
    for totals in rows:
        for measure, total in totals.items():
            by_measure[measure].append(total)
    return {
        measure: _sum(
            ((t.low, t.high) for t in totals if t.has_figure),
            countries=len(totals),
            without=sum(t.without_figure for t in totals),
        )
        for measure, totals in by_measure.items()
    }


def _sum(ranges: Iterable[tuple[int, int | None]], *, countries: int, without: int) -> Total:
    pairs = list(ranges)
    bounded = all(high is not None for _, high in pairs)
    return Total(
        low=sum(low for low, _ in pairs),
        high=sum(high or 0 for _, high in pairs) if bounded else None,
        countries=countries,
        without_figure=without,
    )
