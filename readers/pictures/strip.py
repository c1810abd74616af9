"""The timeline strip: statements per period, corrections, and outcomes of conditions.

Pure: it reads a built matrix and the events.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commitments.matrix.values import Matrix
from commitments.models import ConditionOutcome
from commitments.rules.stances import NEGATIVE, RANK, Stance
from readers.pictures.events import Correction, Events, OutcomeEvent
from readers.pictures.legend import LegendEntry, draw_keys
from readers.pictures.links import matrix_link
from readers.pictures.parts import Entry, Heading, Table, joined
from readers.pictures.periods import Period, periods
from readers.pictures.svg import Canvas, glyph, line, link, rect, tag, text, width_of

_HEIGHT = 190
_BOX = 24


@dataclass(slots=True)
class Slot:
    """A period with its events."""

    period: Period
    said: dict[str, int] = field(default_factory=dict)
    corrections: list[Correction] = field(default_factory=list)
    outcomes: list[OutcomeEvent] = field(default_factory=list)

    @property
    def statements(self) -> int:
        return sum(self.said.values())


class Strip:
    """The coalition through time."""

    slug = "timeline"

    def __init__(self, matrix: Matrix, events: Events) -> None:
        self._matrix = matrix
        self._events = events

    @cached_property
    def slots(self) -> list[Slot]:
        """Return every period from the first event to the last, or to the picture's day."""
        events = self._events
        days = [day for day, _stance in events.said]
        days += [correction.on for correction in events.corrections]
        days += [outcome.on for outcome in events.outcomes]
        if not days:
            return []
        # Silence since the last word must be visible.
        state = self._matrix.state
        last = max(*days, min(state.as_of, state.known_when.date()))
        found = [Slot(period) for period in periods(min(days), last)]
        for day, stance in events.said:
            said = _slot(found, day).said
            said[_family(stance)] = said.get(_family(stance), 0) + 1
        for correction in events.corrections:
            _slot(found, correction.on).corrections.append(correction)
        for outcome in events.outcomes:
            _slot(found, outcome.on).outcomes.append(outcome)
        return found

    @property
    def title(self) -> str:
        return _("What was said when, what we corrected, what became of conditions")

    @property
    def summary(self) -> str:
        said = len(self._events.said)
        parts = [ngettext("%(count)s statement.", "%(count)s statements.", said) % {"count": said}]
        if self.slots and said:
            most = max(self.slots, key=lambda slot: slot.statements)
            parts.append(
                ngettext(
                    "Most of them in one period: %(count)s in %(period)s.",
                    "Most of them in one period: %(count)s in %(period)s.",
                    most.statements,
                )
                % {"count": most.statements, "period": most.period.name}
            )
        taken_back = len(self._events.corrections)
        if taken_back:
            parts.append(
                ngettext(
                    "%(count)s statement was taken back.",
                    "%(count)s statements were taken back.",
                    taken_back,
                )
                % {"count": taken_back}
            )
        else:
            parts.append(_("None was taken back."))
        return " ".join(parts)

    @property
    def reading(self) -> str:
        return _(
            "Statements stand on the day they were said: from the line upwards the firmest first, "
            "refusals below it. Corrections "
            "stand on the day this ledger made them. A condition’s outcome stands on the day "
            "from which it holds. Each mark opens the matrix as of that time."
        )

    @property
    def is_empty(self) -> bool:
        return not self.slots

    @property
    def table(self) -> Table:
        headings = [
            Heading("period_from", _("Period")),
            Heading("statements", _("Statements"), True),
        ]
        headings += [Heading(family, _family_name(family), True) for family in _FAMILIES]
        headings += [
            Heading("corrections", _("Taken back"), True),
            Heading("condition_outcomes", _("Outcomes of conditions")),
        ]
        return Table(headings, [self._line(slot) for slot in self.slots])

    def _line(self, slot: Slot) -> list[Entry]:
        return [
            Entry(slot.period.key, slot.period.name, self._then(slot.period.last)),
            Entry(slot.statements),
            *(Entry(slot.said.get(family, 0)) for family in _FAMILIES),
            Entry(len(slot.corrections)),
            Entry("; ".join(map(_told, slot.outcomes))),
        ]

    def _then(self, day: date, **changes: Any) -> str:
        """Link to the matrix at a period's end, or at the picture's day if that is earlier."""
        return matrix_link(self._matrix, as_of=min(day, self._matrix.state.as_of), **changes)

    def draw(self, width: int) -> Canvas:
        canvas = Canvas(width)
        if not self.slots:
            return canvas
        step = (width - 2) / len(self.slots)
        up = max(sum(slot.said.get(f, 0) for f in _ABOVE) for slot in self.slots)
        down = max(slot.said.get(_BELOW, 0) for slot in self.slots)
        unit = _HEIGHT / max(up + down, 8)
        canvas.paragraph(_("Statements"), "drawing-strong", 13.5)
        zero = canvas.y + up * unit + 20
        canvas.add(line(0, zero, width, zero, "drawing-axis"))
        for number, slot in enumerate(self.slots):
            self._draw_said(canvas, slot, 1 + number * step, step, zero, unit)
        canvas.y = zero + down * unit + 12
        self._draw_dates(canvas, step)
        self._draw_corrections(canvas, step)
        self._draw_outcomes(canvas, step)
        canvas.y += 8
        draw_keys(canvas, self._keys())
        return canvas

    def _draw_said(
        self, canvas: Canvas, slot: Slot, x: float, step: float, zero: float, unit: float
    ) -> None:
        if not slot.statements:
            return
        inset = min(3.0, step * 0.12)
        bar = step - 2 * inset
        parts: list[str] = []
        at = zero
        for family in _ABOVE:
            height = slot.said.get(family, 0) * unit
            at -= height
            parts.append(_part(family, slot.said.get(family, 0), x + inset, at, bar, height))
        top = at
        height = slot.said.get(_BELOW, 0) * unit
        parts.append(_part(_BELOW, slot.said.get(_BELOW, 0), x + inset, zero, bar, height))
        parts.append(text(x + step / 2, top - 5, str(slot.statements), "drawing-small", "middle"))
        detail = joined(
            f"{_family_name(family)} {slot.said[family]}"
            for family in _FAMILIES
            if family in slot.said
        )
        count = ngettext("%(count)s statement", "%(count)s statements", slot.statements) % {
            "count": slot.statements
        }
        label = f"{slot.statements}, {slot.period.name}, {count}: {detail}"
        canvas.add(link(self._then(slot.period.last), label, "".join(parts)))

    def _draw_dates(self, canvas: Canvas, step: float) -> None:
        """Draw as many names of periods as there is room for: each year first of all."""
        free = 0.0
        for number, slot in enumerate(self.slots):
            first = slot.period.first
            x = 1 + number * step
            is_year = number == 0 or first.year != self.slots[number - 1].period.first.year
            words = f"{first.year}" if slot.period.months >= 12 else date_format(first, "M")
            canvas.add(line(x, canvas.y, x, canvas.y + (8 if is_year else 4), "drawing-axis"))
            if x >= free:
                canvas.add(text(x + 3, canvas.y + 13, words, "drawing-small"))
                free = x + width_of(words, 12) + 10
            if is_year and slot.period.months < 12:
                canvas.add(text(x + 3, canvas.y + 28, str(first.year), "drawing-strong"))
        canvas.y += 44

    def _draw_corrections(self, canvas: Canvas, step: float) -> None:
        canvas.paragraph(_("Taken back by this ledger"), "drawing-strong", 13.5)
        if not self._events.corrections:
            canvas.paragraph(_("Nothing"))
            canvas.y += 8
            return
        for number, slot in enumerate(self.slots):
            if not (taken_back := slot.corrections):
                continue
            x = 1 + number * step + step / 2 - 8
            replaced = sum(1 for each in taken_back if each.is_replaced)
            label = joined(
                [
                    f"{len(taken_back)}, {slot.period.name}",
                    ngettext(
                        "%(count)s statement taken back",
                        "%(count)s statements taken back",
                        len(taken_back),
                    )
                    % {"count": len(taken_back)},
                    _("%(count)s replaced by a correction") % {"count": replaced},
                ]
            )
            mark = glyph("corrected", x, canvas.y + 2, 16)
            mark += text(x + 8, canvas.y + 32, str(len(taken_back)), "drawing-small", "middle")
            target = rect(x - 4, canvas.y - 2, 24, 38, "drawing-target")
            mark = tag("g", target + mark, class_="drawing-event")
            canvas.add(link(self._at(slot.period.last), label, mark))
        canvas.y += 44

    def _at(self, day: date) -> str:
        """Link to what this ledger said at a period's end; nothing later than the picture knows."""
        known = self._matrix.state.known_when.date()
        return matrix_link(self._matrix, known_at=day) if day < known else matrix_link(self._matrix)

    def _draw_outcomes(self, canvas: Canvas, step: float) -> None:
        canvas.paragraph(_("Outcomes of conditions"), "drawing-strong", 13.5)
        if not self._events.outcomes:
            canvas.paragraph(_("None recorded"))
            canvas.y += 8
            return
        canvas.y += 4
        # Each where its period has room for it: `ends` says how far each row is filled.
        ends: list[float] = []
        for number, slot in enumerate(self.slots):
            left = min(1 + number * step, canvas.width - _BOX)
            for outcome in slot.outcomes:
                x, row = _room(ends, left, max(step, _BOX))
                ends[row : row + 1] = [x + _BOX]
                canvas.add(self._outcome(outcome, x, canvas.y + row * (_BOX + 2)))
        canvas.y += len(ends) * (_BOX + 2) + 4

    def _outcome(self, outcome: OutcomeEvent, x: float, y: float) -> str:
        mark = rect(x + 1, y + 1, _BOX - 2, _BOX - 2, "drawing-fill", 4)
        mark += glyph(outcome.outcome, x + 5, y + 5, 14)
        changes = {"country": (outcome.iso3,)} if outcome.iso3 else {}
        content = tag("g", mark, class_="drawing-mark", data_outcome=outcome.outcome)
        return link(self._then(outcome.on, **changes), _told(outcome), content)

    def _keys(self) -> list[LegendEntry]:
        used = [f for f in _FAMILIES if any(f in slot.said for slot in self.slots)]
        keys = [LegendEntry(family, _family_name(family)) for family in used]
        seen = {outcome.outcome for outcome in self._events.outcomes}
        return keys + [
            LegendEntry(value, str(label), attribute="data_outcome")
            for value, label in ConditionOutcome.Outcome.choices
            if value in seen
        ]


# The strip does not distinguish all rungs: each has the shape and colour of this one.
_BELOW = Stance.RULED_OUT.value
_ABOVE = [s.value for s in (Stance.COMMITTED, Stance.OFFERED, Stance.CONSIDERING, Stance.FLOATED)]
_FAMILIES = [*_ABOVE, _BELOW]


def _family(stance: str) -> str:
    if stance in NEGATIVE:
        return _BELOW
    return stance if RANK[stance] < RANK[Stance.COMMITTED] else Stance.COMMITTED.value


def _family_name(family: str) -> str:
    if family == _BELOW:
        return _("Refused, withdrawn or lapsed")
    if family == Stance.COMMITTED:
        return _("Committed or further")
    return str(Stance(family).label)


def _slot(slots: Sequence[Slot], day: date) -> Slot:
    """Return the period that contains a day; periods have no gaps."""
    return slots[bisect_left(slots, day, key=lambda slot: slot.period.last)]


def _part(family: str, count: int, x: float, y: float, width: float, height: float) -> str:
    if not count:
        return ""
    parts = [rect(x, y + 0.5, width, height - 1, "drawing-fill", 2)]
    shape = min(12.0, width, height - 2)
    if shape >= 9:
        parts.append(glyph(family, x + (width - shape) / 2, y + (height - shape) / 2, shape))
    return tag("g", "".join(parts), class_="drawing-mark", data_stance=family)


def _room(ends: Sequence[float], left: float, width: float) -> tuple[float, int]:
    """Return where a box has room between `left` and `left + width`: its x, and its row."""
    for row, end in enumerate(ends):
        x = max(left, end)
        if x + _BOX <= left + width:
            return x, row
    return left, len(ends)


def _told(outcome: OutcomeEvent) -> str:
    """Return an outcome in words: the condition, for whom, what, since when."""
    name = str(ConditionOutcome.Outcome(outcome.outcome).label)
    whom = outcome.country or _("for all")
    day = date_format(outcome.on, "j M Y")
    return f"{name}: {outcome.condition} ({whom}, {day})"
