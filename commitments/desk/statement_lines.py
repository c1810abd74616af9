"""A statement as one line of the desk's lists: what every list shows of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Self

from commitments.desk.lists import who_pledges
from commitments.models import ReviewClaim, Statement
from commitments.services.reviewing import is_live


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementLine:
    """What all lists of statements show; `looked_at_by` is "" where nobody reviews it now."""

    pk: int
    who: str
    title: str
    reference: str
    stance: str
    stance_name: str
    said_on: date
    summary: str
    author: str
    submitted_at: datetime | None
    priority: int
    priority_name: str
    due_on: date | None
    is_overdue: bool
    looked_at_by: str

    @classmethod
    def of(cls, statement: Statement, today: date, **more: Any) -> Self:
        """The line of a statement read with its pledge, country, author and claim."""
        claim = live_claim(statement)
        return cls(
            pk=statement.pk,
            who=who_pledges(statement.pledge),
            title=statement.pledge.title,
            reference=statement.pledge.reference,
            stance=statement.stance,
            stance_name=statement.get_stance_display(),
            said_on=statement.said_on,
            summary=statement.summary,
            author=statement.author.name,
            submitted_at=statement.submitted_at,
            priority=statement.priority,
            priority_name=statement.get_priority_display(),
            due_on=statement.due_on,
            is_overdue=statement.due_on is not None and statement.due_on < today,
            looked_at_by=claim.by.name if claim else "",
            **more,
        )


def live_claim(statement: Statement) -> ReviewClaim | None:
    """Who looks at it now, if anybody does."""
    claim: ReviewClaim | None = getattr(statement, "claim", None)
    return claim if claim is not None and is_live(claim) else None
