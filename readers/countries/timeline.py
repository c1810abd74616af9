"""A country's stance over time, role by role, and its headcounts: the numbers of two pictures.

Pure: everything comes from the histories that the page has read. Lengths are in the units of the
SVG's view box, as whole numbers: some languages would print a fraction with a comma.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from commitments.rules.headcounts import Headcount
from commitments.rules.stances import Stance
from readers.pledges.histories import PledgeHistory
from readers.pledges.statement_cards import StatementCard

# The chart's frame. It is narrow, so that its words stay legible on a phone.
WIDTH, LEFT, RIGHT, TOP, STEP, FOOT = 340, 92, 10, 12, 22, 22
BAR_WIDTH = 200
# The approximate width of a letter in a rung's name.
LETTER = 6.7
_LADDER = list(Stance)


class Point(NamedTuple):
    """A role's stance from a day on: the highest of its pledges, as in the matrix's cell."""

    day: date
    stance: str
    card: StatementCard


@dataclass(frozen=True, slots=True)
class Mark:
    """One statement in the picture; a report is drawn hollow."""

    x: int
    y: int
    is_own: bool


@dataclass(frozen=True, slots=True)
class Rung:
    """A stance at the picture's left edge."""

    at: int
    label: str


@dataclass(frozen=True, slots=True)
class DayTick:
    """A day below the picture: one of its ends, or the start of a year."""

    at: int
    day: date
    anchor: str = "middle"
    is_year: bool = False


@dataclass(frozen=True, slots=True)
class StepChart:
    """The picture of one role: a step line, a mark per statement, the rungs it touches."""

    width: int
    height: int
    path: str
    marks: tuple[Mark, ...]
    rungs: tuple[Rung, ...]
    days: tuple[DayTick, ...]
    left: int
    right: int
    bottom: int


@dataclass(frozen=True, slots=True)
class RoleTrack:
    """One role over time: its picture, and every statement that covers it, oldest first."""

    slug: str
    name: str
    points: tuple[Point, ...]
    statements: tuple[StatementCard, ...]
    chart: StepChart

    @property
    def now(self) -> Point:
        """Return the last point."""
        return self.points[-1]


@dataclass(frozen=True, slots=True)
class HeadcountLine:
    """A statement's headcount and its bar. `width` 0 and no arrow: no figure."""

    card: StatementCard
    title: str
    headcount: Headcount
    x: int = 0
    width: int = 0
    is_open_below: bool = False
    is_open_above: bool = False


def role_tracks(histories: Iterable[PledgeHistory], *, until: date) -> tuple[RoleTrack, ...]:
    """Return a track per role with a statement, in the order of first mention. No query."""
    by_role: dict[str, tuple[str, list[PledgeHistory]]] = {}
    with_statements = [history for history in histories if history.statements]
    for history in with_statements:
        for role in history.roles:
            by_role.setdefault(role.slug, (role.local_name, []))[1].append(history)
    days = [card.statement.said_on for history in with_statements for card in history.statements]
    span = (min(days, default=until), until)
    return tuple(_track(slug, name, of_role, span) for slug, (name, of_role) in by_role.items())


def _track(
    slug: str, name: str, of_role: Sequence[PledgeHistory], span: tuple[date, date]
) -> RoleTrack:
    cards = [card for history in of_role for card in reversed(history.statements)]
    cards.sort(key=lambda card: card.statement.said_on)
    points: list[Point] = []
    for day in sorted({card.statement.said_on for card in cards}):
        heads = [head for history in of_role if (head := _head(history, day))]
        highest = max(heads, key=lambda v: (v.statement.stance_rank, v.statement.said_on))
        if not points or points[-1].stance != highest.statement.stance:
            points.append(Point(day, highest.statement.stance, highest))
    return RoleTrack(slug, name, tuple(points), tuple(cards), _chart(points, cards, span))


def _head(history: PledgeHistory, day: date) -> StatementCard | None:
    """Return what headed a pledge on a day: its own latest word, else the latest report."""
    said = [card for card in history.statements if card.statement.said_on <= day]
    own = (card for card in said if card.is_own_word)
    return next(own, next(iter(said), None))


def _chart(
    points: Sequence[Point], cards: Sequence[StatementCard], span: tuple[date, date]
) -> StepChart:
    used = {point.stance for point in points} | {card.statement.stance for card in cards}
    rungs = [stance for stance in reversed(_LADDER) if stance in used]
    level = {stance.value: TOP + place * STEP for place, stance in enumerate(rungs)}
    bottom = TOP + (len(rungs) - 1) * STEP
    first, last = span
    length = max((last - first).days, 1)
    left, right = _left(), WIDTH - RIGHT

    def across(day: date) -> int:
        return round(left + (right - left) * (day - first).days / length)

    path = f"M{across(points[0].day)} {level[points[0].stance]}"
    for point in points[1:]:
        path += f"H{across(point.day)}V{level[point.stance]}"
    path += f"H{right}"
    marks = tuple(
        Mark(across(v.statement.said_on), level[v.statement.stance], v.is_own_word) for v in cards
    )
    return StepChart(
        width=WIDTH,
        height=bottom + FOOT + 4,
        path=path,
        marks=marks,
        rungs=tuple(Rung(level[stance.value], str(stance.label)) for stance in rungs),
        days=_day_ticks(span, (left, right), across),
        left=left,
        right=right,
        bottom=bottom + 8,
    )


def _left() -> int:
    longest = max(len(str(stance.label)) for stance in _LADDER)
    return max(LEFT, 8 + round(longest * LETTER))


def _day_ticks(
    span: tuple[date, date], ends: tuple[int, int], across: Callable[[date], int]
) -> tuple[DayTick, ...]:
    (first, last), (left, right) = span, ends
    ticks = [DayTick(left, first, "start"), DayTick(right, last, "end")]
    for year in range(first.year + 1, last.year + 1):
        at = across(date(year, 1, 1))
        # Omit a year that would overlap an end's own label.
        if left + 70 < at < right - 70:
            ticks.append(DayTick(at, date(year, 1, 1), is_year=True))
    return tuple(ticks)


def headcount_lines(histories: Iterable[PledgeHistory]) -> tuple[HeadcountLine, ...]:
    """Return what was said about numbers, oldest first, on one scale from zero. No query."""
    with_statements = [
        (card, history.pledge.title)
        for history in histories
        for card in history.statements
        if card.headcount.as_text
    ]
    with_statements.sort(key=lambda pair: (pair[0].statement.said_on, pair[0].statement.pk))
    figures = [
        figure
        for card, _ in with_statements
        for figure in (card.headcount.low, card.headcount.high)
        if figure is not None
    ]
    # A tenth is left for the arrow of a figure without upper bound.
    scale = BAR_WIDTH * 0.9 / max([1, *figures])
    return tuple(_line(card, title, scale) for card, title in with_statements)


def _line(card: StatementCard, title: str, scale: float) -> HeadcountLine:
    said = card.headcount
    if not said.has_figure:
        return HeadcountLine(card, title, said)
    low = said.low or 0
    high = said.high if said.high is not None else low
    start = round(low * scale)
    # A single number must still be visible.
    width = max(round((high - low) * scale), 3)
    return HeadcountLine(
        card,
        title,
        said,
        x=start,
        width=width,
        is_open_below=said.low is None,
        is_open_above=said.high is None,
    )
