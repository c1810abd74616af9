"""What a draft said earlier, read from its history, and saving that again.

Only content comes back: the row, its limits and its conditions. Quotations stay as they are now,
since each of them was chosen, or removed, on purpose.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import UTC, datetime
from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models import Manager, Max
from django.utils.dateformat import format as format_date
from django.utils.translation import gettext as _

from commitments.models import Condition, Limit, Statement
from commitments.services.drafting import revise_statement
from commitments.statements.content import ConditionContent, LimitContent, StatementContent
from core.errors import DomainError
from core.history_entries import events_of
from core.models import User

_PARTS = ("StatementLimitEvent", "StatementConditionEvent")


@dataclass(frozen=True, slots=True)
class Version:
    """What a statement said at one moment; not complete where a term is gone from the ledger."""

    content: StatementContent
    at: datetime
    is_complete: bool = True


def version_of_entry(statement: Statement, key: str) -> Version | None:
    """What it said after this entry of its history; None where it had no part in it."""
    is_event = events_of(key)
    if is_event is None:
        return None
    moments = [
        _events(name).filter(is_event, **{owner: statement.pk}).aggregate(at=Max("pgh_created_at"))
        for name, owner in (("StatementEvent", "pgh_obj"), *((n, "statement") for n in _PARTS))
    ]
    known = [moment["at"] for moment in moments if moment["at"] is not None]
    return _content_at(statement, max(known)) if known else None


def version_of_number(statement: Statement, number: int) -> Version | None:
    """What it said when its `version` was this number; None where history does not tell.

    Limits and conditions written in the same entry as the row belong to it, whichever came first.
    """
    row = (
        _events("StatementEvent")
        .filter(pgh_obj=statement.pk, version=number)
        .order_by("-pgh_id")
        .first()
    )
    if row is None:
        return None
    written = [
        _events(name)
        .filter(statement=statement.pk, pgh_context=row.pgh_context_id)
        .aggregate(at=Max("pgh_created_at"))["at"]
        for name in _PARTS
    ]
    return _content_at(statement, max(filter(None, [row.pgh_created_at, *written])))


@transaction.atomic
def restore_statement(*, statement: Statement, key: str, version: int, by: User) -> Statement:
    """Save an earlier version of a draft as its newest one.

    Raises DomainError where there is no such version, and what `revise_statement` raises: the
    content is judged by today's rules.
    """
    found = version_of_entry(statement, key)
    if found is None:
        raise DomainError(_("History knows no such version of this statement."))
    return revise_statement(
        statement=statement,
        content=found.content,
        version=version,
        by=by,
        why=_("Restored the version of {day}.").format(
            day=format_date(found.at.astimezone(UTC), "j F Y, H:i")
        ),
    )


def _events(name: str) -> Manager[Any]:
    # pghistory makes these models; there is no name to import.
    manager: Manager[Any] = apps.get_model("commitments", name)._default_manager
    return manager


def _content_at(statement: Statement, moment: datetime) -> Version | None:
    """The content by the last events up to a moment. Five queries."""
    row = (
        _events("StatementEvent")
        .filter(pgh_obj=statement.pk, pgh_created_at__lte=moment)
        .select_related("relayed_by")
        .order_by("-pgh_id")
        .first()
    )
    if row is None or row.pgh_label == "delete":
        return None
    limits, conditions = (_parts_at(name, statement, moment) for name in _PARTS)
    known_limits = Limit.objects.in_bulk([part.limit_id for part in limits])
    known_conditions = Condition.objects.in_bulk([part.condition_id for part in conditions])
    parts = {"limits", "conditions"}
    content = StatementContent(
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
        **{f.name: getattr(row, f.name) for f in fields(StatementContent) if f.name not in parts},
    )
    is_complete = len(content.limits) == len(limits) and len(content.conditions) == len(conditions)
    return Version(content, row.pgh_created_at, is_complete)


def _parts_at(name: str, statement: Statement, moment: datetime) -> list[Any]:
    """The limits or conditions that stood at a moment, in the order in which they were stored."""
    last = (
        _events(name)
        .filter(statement=statement.pk, pgh_created_at__lte=moment)
        .order_by("pgh_obj_id", "-pgh_id")
        .distinct("pgh_obj_id")
    )
    return [part for part in last if part.pgh_label != "delete"]
