"""Drafting a statement: recording what was said, and which words prove it.

Publishing is in `publishing.py`. What makes content acceptable is decided here, once, for the
form, the import and the demonstration alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from datetime import UTC, date, datetime

from django.db import IntegrityError, transaction

from articles.models import Passage
from commitments.hands import REMOVE, REVISE
from commitments.models import (
    Citation,
    Condition,
    Country,
    Fact,
    Limit,
    Pledge,
    Statement,
    StatementCondition,
    StatementLimit,
)
from commitments.scope import OUT_OF_SCOPE, covers, require_scope_of_pledge
from commitments.stances import RANK, Capacity, Change, Stance
from core.errors import DomainError, NotAllowed, StaleEdit
from core.history import act
from core.models import User


@dataclass(frozen=True, slots=True)
class LimitContent:
    """A limit with the wording where the term is too coarse."""

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
        """The values of the statement's own row."""
        parts = ("limits", "conditions")
        return {f.name: getattr(self, f.name) for f in fields(self) if f.name not in parts}


@dataclass(frozen=True, slots=True)
class Evidence:
    """A passage to be cited: what it does for the statement, and which facts it proves."""

    passage: Passage
    function: str = Citation.Function.SUPPORTS
    proves: Sequence[str] = ()


class InvalidContent(DomainError):
    """The content breaks rules; `problems` maps a field's name to what to do about it."""

    def __init__(self, problems: dict[str, str]) -> None:
        super().__init__(" ".join(problems.values()))
        self.problems = problems


def previous_statement(
    pledge: Pledge, said_on: date | None = None, *, without: Statement | None = None
) -> Statement | None:
    """The published statement that one said on `said_on` (default: today) would follow."""
    said = pledge.statements.published().prefetch_related(
        "statement_limits__limit", "statement_conditions__condition"
    )
    if said_on is not None:
        said = said.filter(said_on__lte=said_on)
    if without is not None:
        said = said.exclude(pk=without.pk)
    return said.newest_first().first()


def problems_of(
    content: StatementContent, *, previous: Statement | None, corrects: Statement | None = None
) -> dict[str, str]:
    """What stands against this content, by field; empty if nothing does."""
    problems: dict[str, str] = {}
    if content.said_on > datetime.now(UTC).date():
        problems["said_on"] = "That day has not come yet. Give the day on which it was said."
    if not content.summary.strip():
        problems["summary"] = "Say in one sentence what was said."
    low, high = content.headcount_min, content.headcount_max
    if (low is not None and low < 0) or (high is not None and high < 0):
        problems["headcount_min" if low is not None and low < 0 else "headcount_max"] = (
            "A headcount is zero or more."
        )
    elif low is not None and high is not None and low > high:
        problems["headcount_max"] = "The larger headcount must not be below the smaller one."
    if content.headcount_withheld and (low is not None or high is not None):
        problems["headcount_withheld"] = "A withheld headcount has no figures: clear one or other."
    problems.update(_problems_of_speaker(content))
    if previous is not None and corrects is None:
        problems.update(_problems_of_change(content, previous))
    return problems


def _problems_of_speaker(content: StatementContent) -> dict[str, str]:
    claimed_by_others = content.relayed_by is not None or content.capacity in (
        Capacity.OTHER_GOVERNMENT,
        Capacity.OPPOSITION_OR_PARTY,
    )
    if claimed_by_others and RANK[content.stance] > RANK[Stance.FLOATED]:
        return {
            "stance": "What another government or a party says cannot lift a country above "
            "“floated”. Choose floated, or record the country's own words."
        }
    return {}


def _problems_of_change(content: StatementContent, previous: Statement) -> dict[str, str]:
    """A new stance, number, limit or condition needs a reason and a kind of change."""
    changed = changed_facts(content, previous)
    if not changed:
        return {}
    problems = {}
    what = ", ".join(changed)
    if not content.reason.strip():
        problems["reason"] = f"This changes {what}. Say why, in a sentence for the reviewer."
    if content.change in (Change.INTRODUCED, Change.RESTATED):
        problems["change"] = f"This changes {what}, so it does more than restate. Pick how."
    return problems


def changed_facts(content: StatementContent, previous: Statement) -> list[str]:
    """Which of stance, number, limits and conditions differ from the statement before."""
    changed = []
    if content.stance != previous.stance:
        changed.append("the stance")
    numbers = ("headcount_min", "headcount_max", "headcount_withheld")
    if any(getattr(content, name) != getattr(previous, name) for name in numbers):
        changed.append("the headcount")
    if {item.limit.pk for item in content.limits} != {
        link.limit_id for link in previous.statement_limits.all()
    }:
        changed.append("the limits")
    if {item.condition.pk for item in content.conditions} != {
        link.condition_id for link in previous.statement_conditions.all()
    }:
        changed.append("the conditions")
    return changed


@transaction.atomic
def draft_statement(
    *,
    pledge: Pledge,
    content: StatementContent,
    by: User,
    corrects: Statement | None = None,
    evidence: Evidence | None = None,
) -> Statement:
    """Record a draft about a pledge, with the quotation it was read from where that is at hand.

    Raises InvalidContent, NotAllowed; nobody but the desk sees it yet.
    """
    require_scope_of_pledge(by, pledge)
    _require_sound(content, pledge, corrects=corrects)
    with act("draft statement", by=by, reason=content.reason):
        statement = Statement.objects.create(
            pledge=pledge, author=by, corrects=corrects, **content.columns()
        )
        _write_parts(statement, content)
    if evidence is not None:
        cite(
            statement=statement,
            passage=evidence.passage,
            function=evidence.function,
            proves=evidence.proves,
            by=by,
        )
        statement.refresh_from_db(fields=["version"])
    return statement


@transaction.atomic
def revise_statement(
    *, statement: Statement, content: StatementContent, version: int, by: User, why: str = ""
) -> Statement:
    """Save a changed draft. One that was in review leaves it, and must be submitted again.

    `why` is history's reason for this save; the default is the content's own.
    Raises StaleEdit if it was saved by somebody since `version`, NotAllowed, InvalidContent.
    """
    locked = lock_editable(statement, by=by)
    if locked.version != version:
        raise StaleEdit(
            "Somebody saved this statement after you opened it. Your text is kept below: "
            "compare it with what is saved now, and save again."
        )
    _require_sound(content, locked.pledge, corrects=locked.corrects, revised=locked)
    for name, value in content.columns().items():
        setattr(locked, name, value)
    locked.version += 1
    if locked.state == Statement.State.SUBMITTED:
        locked.state = Statement.State.DRAFT
    with act(REVISE, by=by, reason=why or content.reason):
        locked.save()
        locked.statement_limits.all().delete()
        locked.statement_conditions.all().delete()
        _write_parts(locked, content)
    return locked


@transaction.atomic
def discard_draft(*, statement: Statement, by: User) -> None:
    """Delete a statement that was never published. Its events stay in history."""
    locked = lock_editable(statement, by=by)
    with act("discard draft", by=by):
        locked.delete()


@transaction.atomic
def cite(
    *,
    statement: Statement,
    passage: Passage,
    function: str = Citation.Function.SUPPORTS,
    proves: Sequence[str] = (),
    by: User,
) -> Citation:
    """Link a passage to a draft as evidence. One in review leaves it.

    Raises DomainError if the passage is cited already, or a fact is unknown.
    """
    locked = lock_editable(statement, by=by)
    if unknown := set(proves) - set(Fact.values):
        raise DomainError(f"Unknown facts: {', '.join(sorted(unknown))}.")
    with act("cite passage", by=by):
        _leave_review(locked)
        try:
            with transaction.atomic():
                return Citation.objects.create(
                    statement=locked,
                    passage=passage,
                    function=function,
                    proves=sorted(set(proves)),
                    added_by=by,
                )
        except IntegrityError as error:
            raise DomainError("This statement cites that passage already.") from error


@transaction.atomic
def remove_citation(*, citation: Citation, by: User) -> None:
    """Unlink a passage from a draft; the passage itself stays with the article."""
    locked = lock_editable(citation.statement, by=by)
    with act(REMOVE, by=by):
        _leave_review(locked)
        Citation.objects.filter(pk=citation.pk, published_at__isnull=True).delete()


def lock_editable(statement: Statement, *, by: User) -> Statement:
    """Lock a statement for a change of its content. Raises NotAllowed where `by` may not."""
    locked = Statement.objects.select_for_update().get(pk=statement.pk)
    if refusal := why_not_edit(locked, by):
        raise NotAllowed(refusal)
    return locked


def may_edit(statement: Statement, user: User) -> bool:
    """Whether this person may change this statement's content now. One query at most."""
    return not why_not_edit(statement, user)


def why_not_edit(statement: Statement, user: User) -> str:
    """Why this person may not change this statement; "" if they may. For pages, too."""
    if not statement.is_editable:
        return "A published statement never changes. Record a correction instead."
    if not (user.can_review or statement.author_id == user.pk):
        return "Contributors edit their own drafts. Ask the author or an editor."
    if not covers(user, statement.pledge.country_id):
        return OUT_OF_SCOPE
    return ""


def _leave_review(statement: Statement) -> None:
    statement.version += 1
    if statement.state == Statement.State.SUBMITTED:
        statement.state = Statement.State.DRAFT
    statement.save(update_fields=["state", "version"])


def _require_sound(
    content: StatementContent,
    pledge: Pledge,
    *,
    corrects: Statement | None,
    revised: Statement | None = None,
) -> None:
    previous = previous_statement(pledge, content.said_on, without=revised)
    if problems := problems_of(content, previous=previous, corrects=corrects):
        raise InvalidContent(problems)


def _write_parts(statement: Statement, content: StatementContent) -> None:
    StatementLimit.objects.bulk_create(
        StatementLimit(statement=statement, limit=item.limit, detail=item.detail)
        for item in content.limits
    )
    StatementCondition.objects.bulk_create(
        StatementCondition(
            statement=statement,
            condition=item.condition,
            detail=item.detail,
            kind=item.kind,
            group=item.group,
        )
        for item in content.conditions
    )
