"""What a statement says, as values, and the rules it must meet. Pure: nothing is written here.

The form, the import and the demonstration hand such content to `drafting.py`, which calls
`problems_of`. Warnings, which forbid nothing, are in `services/warnings.py`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from operator import attrgetter

from django.utils.translation import gettext as _

from articles.models import Passage
from commitments.models import (
    Citation,
    Condition,
    Country,
    Limit,
    Statement,
    StatementCondition,
)
from commitments.rules.stances import Change
from core import clock
from core.errors import DomainError


@dataclass(frozen=True, slots=True)
class LimitContent:
    """A limit; `detail` is the source's wording where the term is too coarse."""

    limit: Limit
    detail: str = ""


@dataclass(frozen=True, slots=True)
class ConditionContent:
    """A condition; equal `group` numbers are alternatives."""

    condition: Condition
    detail: str = ""
    kind: str = StatementCondition.Kind.STATED
    group: int | None = None


@dataclass(frozen=True, slots=True)
class StatementContent:
    """All that a statement says; field names are the model's."""

    stance: str
    said_on: date
    summary: str
    capacity: str
    change: str = Change.INTRODUCED
    reason: str = ""
    said_on_is_inferred: bool = False
    effective_on: date | None = None
    headcount_min: int | None = None
    headcount_max: int | None = None
    headcount_wording: str = ""
    headcount_withheld: bool = False
    unit: str = ""
    equipment: str = ""
    speaker: str = ""
    office: str = ""
    on_record: bool = True
    relayed_by: Country | None = None
    caveat: str = ""
    limits: Sequence[LimitContent] = field(default=())
    conditions: Sequence[ConditionContent] = field(default=())

    def columns(self) -> dict[str, object]:
        """Return the values of the statement's own row."""
        parts = ("limits", "conditions")
        return {f.name: getattr(self, f.name) for f in fields(self) if f.name not in parts}


@dataclass(frozen=True, slots=True)
class Evidence:
    """A passage to cite: its function for the statement, and the facts it proves."""

    passage: Passage
    function: str = Citation.Function.SUPPORTS
    proves: Sequence[str] = ()


class InvalidContent(DomainError):
    """The content breaks rules; `problems` maps a field's name to what to do about it."""

    def __init__(self, problems: dict[str, str]) -> None:
        super().__init__(" ".join(problems.values()))
        self.problems = problems


def problems_of(
    content: StatementContent, *, previous: Statement | None, corrects: Statement | None = None
) -> dict[str, str]:
    """Return what is wrong with this content, by field; empty if nothing is."""
    problems: dict[str, str] = {}
    if content.said_on > clock.today():
        problems["said_on"] = _("That day has not come yet. Give the day on which it was said.")
    if not content.summary.strip():
        problems["summary"] = _("Say in one sentence what was said.")
    low, high = content.headcount_min, content.headcount_max
    if (low is not None and low < 0) or (high is not None and high < 0):
        problems["headcount_min" if low is not None and low < 0 else "headcount_max"] = _(
            "A headcount is zero or more."
        )
    elif low is not None and high is not None and low > high:
        problems["headcount_max"] = _("The larger headcount must not be below the smaller one.")
    if content.headcount_withheld and (low is not None or high is not None):
        problems["headcount_withheld"] = _(
            "A withheld headcount has no figures: clear one or other."
        )
    if previous is not None and corrects is None:
        problems.update(_problems_of_change(content, previous))
    return problems


def _problems_of_change(content: StatementContent, previous: Statement) -> dict[str, str]:
    """Require a reason and a kind of change for a new stance, number, limit or condition."""
    changed = changed_facts(content, previous)
    if not changed:
        return {}
    problems = {}
    what = ", ".join(changed)
    if not content.reason.strip():
        problems["reason"] = _(
            "This changes {what}. Say why, in a sentence for the reviewer."
        ).format(what=what)
    if content.change in (Change.INTRODUCED, Change.RESTATED):
        problems["change"] = _(
            "This changes {what}, so it does more than restate. Pick how."
        ).format(what=what)
    return problems


def changed_facts(content: StatementContent, previous: Statement) -> list[str]:
    """Return which of stance, number, limits and conditions differ from the statement before."""
    changed = []
    if content.stance != previous.stance:
        changed.append(_("the stance"))
    numbers = ("headcount_min", "headcount_max", "headcount_withheld")
    if any(getattr(content, name) != getattr(previous, name) for name in numbers):
        changed.append(_("the headcount"))
    if {item.limit.pk for item in content.limits} != {
        link.limit_id for link in previous.statement_limits.all()
    }:
        changed.append(_("the limits"))
    if {item.condition.pk for item in content.conditions} != {
        link.condition_id for link in previous.statement_conditions.all()
    }:
        changed.append(_("the conditions"))
    return changed


def content_of(statement: Statement) -> StatementContent:
    """Return a stored statement as content, with its terms in stored order; prefetch the terms."""
    names = {field.name for field in fields(StatementContent)} - {"limits", "conditions"}
    return StatementContent(
        limits=[
            LimitContent(link.limit, link.detail)
            for link in sorted(statement.statement_limits.all(), key=attrgetter("pk"))
        ],
        conditions=[
            ConditionContent(link.condition, link.detail, link.kind, link.group)
            for link in sorted(statement.statement_conditions.all(), key=attrgetter("pk"))
        ],
        **{name: getattr(statement, name) for name in names},
    )
