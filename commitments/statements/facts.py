"""A statement told fact by fact, and how two statements differ. For the desk's pages.

Pure: it reads what it is given and asks the database nothing beyond what was prefetched.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from django.utils.translation import gettext as _

from commitments.models import (
    Country,
    Fact,
    Pledge,
    Statement,
    StatementCondition,
    StatementLimit,
)
from commitments.rules.headcounts import Headcount
from commitments.rules.stances import Capacity, Change, Place, Stance
from core.wording import long_day

_KINDS = dict(StatementCondition.Kind.choices)


class Told(Protocol):
    """What a stored statement and one that is still typed have in common."""

    @property
    def stance(self) -> str: ...
    @property
    def change(self) -> str: ...
    @property
    def said_on(self) -> date: ...
    @property
    def said_on_is_inferred(self) -> bool: ...
    @property
    def effective_on(self) -> date | None: ...
    @property
    def headcount_min(self) -> int | None: ...
    @property
    def headcount_max(self) -> int | None: ...
    @property
    def headcount_wording(self) -> str: ...
    @property
    def headcount_withheld(self) -> bool: ...
    @property
    def unit(self) -> str: ...
    @property
    def equipment(self) -> str: ...
    @property
    def summary(self) -> str: ...
    @property
    def speaker(self) -> str: ...
    @property
    def office(self) -> str: ...
    @property
    def capacity(self) -> str: ...
    @property
    def on_record(self) -> bool: ...
    @property
    def relayed_by(self) -> Country | None: ...
    @property
    def caveat(self) -> str: ...


@dataclass(frozen=True, slots=True)
class LimitTold:
    """A limit by name, with its wording."""

    name: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class ConditionTold:
    """A condition by name; equal groups are alternatives."""

    name: str
    detail: str = ""
    kind: str = StatementCondition.Kind.STATED
    group: int | None = None


@dataclass(frozen=True, slots=True)
class FactLine:
    """One fact in words. `fact` is what a quotation would prove; "" where none is asked for."""

    name: str
    label: str
    values: tuple[str, ...]
    fact: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """How one fact changed: values that went, that came, and that stayed."""

    label: str
    removed: tuple[str, ...]
    added: tuple[str, ...]
    kept: tuple[str, ...]


def facts_of_statement(statement: Statement) -> tuple[FactLine, ...]:
    """The facts of a stored statement; its terms, pledge and roles should be prefetched."""
    return facts_of(
        statement,
        pledge=statement.pledge,
        limits=[
            LimitTold(link.limit.local_name, link.detail)
            for link in sorted(statement.statement_limits.all(), key=_as_stored)
        ],
        conditions=[
            ConditionTold(link.condition.local_name, link.detail, link.kind, link.group)
            for link in sorted(statement.statement_conditions.all(), key=_as_stored)
        ],
    )


def facts_of(
    told: Told,
    *,
    pledge: Pledge,
    limits: Iterable[LimitTold],
    conditions: Iterable[ConditionTold],
) -> tuple[FactLine, ...]:
    """Every fact that is given, in the order of the page."""
    place = "" if pledge.place == Place.UNSPECIFIED else str(Place(pledge.place).label)
    lines = (
        FactLine("stance", _("Stance"), (str(Stance(told.stance).label),), Fact.STANCE),
        FactLine("roles", _("Roles"), tuple(r.local_name for r in pledge.roles.all()), Fact.ROLES),
        FactLine("place", _("Place"), _given(place), Fact.PLACE),
        FactLine("headcount", _("Headcount"), _given(headcount_words(told)), Fact.HEADCOUNT),
        FactLine("unit", _("Unit"), _given(told.unit)),
        FactLine("equipment", _("Equipment"), _given(told.equipment)),
        FactLine(
            "limits", _("Limits"), tuple(_with_detail(*_limit(x)) for x in limits), Fact.LIMITS
        ),
        FactLine("conditions", _("Waits for"), _waits(conditions), Fact.CONDITIONS),
        FactLine("speaker", _("Said by"), _speaker(told), Fact.SPEAKER),
        FactLine("said_on", _("Said on"), (_said_on(told),), Fact.DATE),
        FactLine("effective_on", _("Holds from"), _given(_day(told.effective_on))),
        FactLine("change", _("Change"), (str(Change(told.change).label),)),
        FactLine("summary", _("In one sentence"), _given(told.summary)),
        FactLine("caveat", _("Note to readers"), _given(told.caveat)),
    )
    return tuple(line for line in lines if line.values)


def differences(before: Sequence[FactLine], after: Sequence[FactLine]) -> tuple[Difference, ...]:
    """The facts that are not the same in both, in the page's order."""
    old = {line.name: line for line in before}
    new = {line.name: line for line in after}
    # What only the older one says keeps its place after what it stood behind.
    names = [line.name for line in after] + [n for n in old if n not in new]
    found = []
    for name in names:
        was = old[name].values if name in old else ()
        now = new[name].values if name in new else ()
        if was != now:
            found.append(
                Difference(
                    label=(new.get(name) or old[name]).label,
                    removed=tuple(value for value in was if value not in now),
                    added=tuple(value for value in now if value not in was),
                    kept=tuple(value for value in now if value in was),
                )
            )
    return tuple(found)


def headcount_words(told: Told) -> str:
    """The number as it was worded, with the figures we read from it."""
    wording = told.headcount_wording
    figures = Headcount(told.headcount_min, told.headcount_max).as_text
    if told.headcount_withheld:
        return _("withheld (“{wording}”)").format(wording=wording) if wording else _("withheld")
    if wording and figures and wording.casefold() != figures.casefold():
        return f"{wording} ({figures})"
    return wording or figures


def _as_stored(link: StatementLimit | StatementCondition) -> int:
    return link.pk


def _given(value: str) -> tuple[str, ...]:
    return (value,) if value else ()


def _limit(limit: LimitTold) -> tuple[str, str]:
    return limit.name, limit.detail


def _with_detail(name: str, detail: str) -> str:
    return f"{name}: {detail}" if detail else name


def _waits(conditions: Iterable[ConditionTold]) -> tuple[str, ...]:
    """Each thing that must happen; alternatives of one group stand in one line, with "or"."""
    lines: dict[object, list[str]] = {}
    for number, condition in enumerate(conditions):
        words = _with_detail(condition.name, condition.detail)
        if condition.kind != StatementCondition.Kind.STATED:
            words += f" ({str(_KINDS[condition.kind]).lower()})"
        key = ("group", condition.group) if condition.group is not None else ("alone", number)
        lines.setdefault(key, []).append(words)
    return tuple(_(" or ").join(words) for words in lines.values())


def _speaker(told: Told) -> tuple[str, ...]:
    person = ", ".join(part for part in (told.speaker, told.office) if part)
    capacity = str(Capacity(told.capacity).label)
    parts = [f"{person} ({capacity[:1].lower()}{capacity[1:]})" if person else capacity]
    if not told.on_record:
        parts.append(_("off the record"))
    if told.relayed_by is not None:
        parts.append(_("relayed by {relayed_by}").format(relayed_by=told.relayed_by.local_name))
    return (", ".join(parts),)


def _said_on(told: Told) -> str:
    return _day(told.said_on) + (_(" (inferred)") if told.said_on_is_inferred else "")


def _day(day: date | None) -> str:
    return long_day(day) if day else ""
