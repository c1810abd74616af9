"""Restore from history: an earlier version of a draft, a removed quotation, a whole draft.

What is restored is written as a new row, under today's rules. An earlier version restores content
only: the row, its limits and its conditions. Quotations stay as they are now, since somebody chose
or removed each of them on purpose.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max, Model, QuerySet
from django.utils.translation import gettext as _

from articles.models import Passage
from commitments.models import (
    Citation,
    Condition,
    Limit,
    Override,
    Pledge,
    Statement,
    StatementCondition,
    StatementLimit,
)
from commitments.services.correcting import CorrectionExists, open_correction
from commitments.services.drafting import cite, draft_statement, revise_statement
from commitments.statements.content import (
    ConditionContent,
    Evidence,
    LimitContent,
    StatementContent,
)
from core.errors import DomainError, NotAllowed
from core.history_entries import events_about, events_of
from core.models import User
from core.wording import gettext_lazy, long_moment

_GONE = gettext_lazy("There is nothing to restore in the history.")
_PARTS = (StatementLimit, StatementCondition)


@dataclass(frozen=True, slots=True)
class Version:
    """What a statement said at one moment; incomplete if a term was deleted from the ledger."""

    content: StatementContent
    at: datetime
    is_complete: bool = True


def version_of_entry(statement: Statement, key: str) -> Version | None:
    """Return what it said after this history entry; None if the entry did not change it."""
    is_event = events_of(key)
    if is_event is None:
        return None
    known = [_latest(events.filter(is_event)) for events in _events_of_parts(statement)]
    known.append(_latest(events_about(Statement).filter(is_event, pgh_obj=statement.pk)))
    moment = max(filter(None, known), default=None)
    return _version_at(statement, moment) if moment else None


def version_of_number(statement: Statement, number: int) -> Version | None:
    """Return what it said when its `version` was this number; None if history does not say.

    Limits and conditions written in the same entry as the row belong to it, in whichever order.
    """
    rows = events_about(Statement).filter(pgh_obj=statement.pk, version=number)
    row = rows.order_by("-pgh_id").first()
    if row is None:
        return None
    written = [
        _latest(events.filter(pgh_context=row.pgh_context_id))
        for events in _events_of_parts(statement)
    ]
    return _version_at(statement, max(filter(None, [row.pgh_created_at, *written])))


@transaction.atomic
def restore_statement(*, statement: Statement, key: str, version: int, by: User) -> Statement:
    """Save an earlier version of a draft as its newest one.

    Raises DomainError if there is no such version, and what `revise_statement` raises: the content
    must meet today's rules.
    """
    found = version_of_entry(statement, key)
    if found is None:
        raise DomainError(_("This statement's history has no such version."))
    return revise_statement(
        statement=statement,
        content=found.content,
        version=version,
        by=by,
        why=_("Restored the version of {day}.").format(day=long_moment(found.at.astimezone(UTC))),
    )


@transaction.atomic
def restore_citation(*, statement: Statement, citation: int, by: User) -> Citation:
    """Cite a removed quotation again, with the function and the facts it had.

    Raises DomainError if nothing was removed or it is already cited again, NotAllowed like `cite`.
    """
    removed = _removed(Citation, pgh_obj_id=citation, statement_id=statement.pk).first()
    if removed is None:
        raise DomainError(_GONE)
    return cite(
        statement=statement,
        passage=Passage.objects.get(pk=removed.passage_id),
        function=removed.function,
        proves=removed.proves,
        by=by,
    )


@transaction.atomic
def restore_draft(*, discarded: int, by: User) -> Statement:
    """Restore a discarded draft as a new one of the same author, with its quotations.

    Raises NotAllowed for anyone but its author and editors, DomainError if history has no such
    draft or it was already restored.
    """
    gone = _removed(Statement, pgh_obj_id=discarded).select_related("relayed_by").first()
    if gone is None:
        raise DomainError(_GONE)
    if not (by.can_review or gone.author_id == by.pk):
        raise NotAllowed(_("Its author or an editor brings a draft back. Ask one of them."))
    pledge = Pledge.objects.select_for_update().get(pk=gone.pledge_id)
    is_back = pledge.statements.filter(
        author=gone.author_id,
        said_on=gone.said_on,
        summary=gone.summary,
        added_at__gt=gone.pgh_created_at,
    )
    if is_back.exists():
        raise DomainError(_("It is back already: look among the drafts."))
    # The lock allows only one open correction, as in `start_correction`.
    wrong = Statement.objects.select_for_update().filter(pk=gone.corrects_id).first()
    if wrong is not None and (existing := open_correction(wrong)):
        raise CorrectionExists(existing)
    citations = list(_parts(Citation, gone))
    passages = Passage.objects.in_bulk([citation.passage_id for citation in citations])
    statement = draft_statement(
        pledge=pledge,
        content=_content(gone, _parts(StatementLimit, gone), _parts(StatementCondition, gone)),
        evidence=[Evidence(passages[c.passage_id], c.function, c.proves) for c in citations],
        answers={o.warning: o.reason for o in _parts(Override, gone)},
        corrects=wrong,
        by=by,
    )
    if statement.author_id != gone.author_id:
        statement.author_id = gone.author_id
        statement.save(update_fields=["author"])
    return statement


def _version_at(statement: Statement, moment: datetime) -> Version | None:
    """Return what it said by the last events up to a moment. Five queries."""
    rows = events_about(Statement).filter(pgh_obj=statement.pk, pgh_created_at__lte=moment)
    row = rows.select_related("relayed_by").order_by("-pgh_id").first()
    if row is None or row.pgh_label == "delete":
        return None
    limits, conditions = (_still_there(e, moment) for e in _events_of_parts(statement))
    content = _content(row, limits, conditions)
    is_complete = len(content.limits) == len(limits) and len(content.conditions) == len(conditions)
    return Version(content, row.pgh_created_at, is_complete)


def _content(row: Any, limits: Iterable[Any], conditions: Iterable[Any]) -> StatementContent:
    """The content in a statement's event and its parts' events; deleted terms are left out."""
    limits, conditions = list(limits), list(conditions)
    known_limits = Limit.objects.in_bulk([part.limit_id for part in limits])
    known_conditions = Condition.objects.in_bulk([part.condition_id for part in conditions])
    plain = {field.name for field in fields(StatementContent)} - {"limits", "conditions"}
    return StatementContent(
        limits=[
            LimitContent(known_limits[part.limit_id], part.detail)
            for part in limits
            if part.limit_id in known_limits
        ],
        conditions=[
            ConditionContent(
                known_conditions[part.condition_id], part.detail, part.kind, part.group
            )
            for part in conditions
            if part.condition_id in known_conditions
        ],
        **{name: getattr(row, name) for name in plain},
    )


def _events_of_parts(statement: Statement) -> list[QuerySet[Any]]:
    return [events_about(part).filter(statement=statement.pk) for part in _PARTS]


def _latest(events: QuerySet[Any]) -> datetime | None:
    moment: datetime | None = events.aggregate(at=Max("pgh_created_at"))["at"]
    return moment


def _still_there(events: QuerySet[Any], moment: datetime) -> Sequence[Any]:
    """Return the rows that existed at a moment, in the order in which they were stored."""
    until = events.filter(pgh_created_at__lte=moment)
    last = until.order_by("pgh_obj_id", "-pgh_id").distinct("pgh_obj_id")
    return [part for part in last if part.pgh_label != "delete"]


def _parts(model: type[Model], gone: Any) -> QuerySet[Any]:
    """Return the parts that were removed in the same act as the draft, in their own order."""
    parts = _removed(model, statement_id=gone.pgh_obj_id, pgh_context=gone.pgh_context_id)
    return parts.order_by("pgh_obj_id")


def _removed(model: type[Model], **which: Any) -> QuerySet[Any]:
    gone = events_about(model).filter(pgh_label="delete", **which)
    return gone.order_by("-pgh_created_at", "-pgh_id")
