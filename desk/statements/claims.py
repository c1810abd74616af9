"""Who is reviewing a statement at the moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from commitments.models import ReviewClaim, Statement
from commitments.services.reviewing import CLAIM_MINUTES, is_live


@dataclass(frozen=True, slots=True)
class ActiveClaim:
    """Who is reviewing a statement, and until when the claim lasts."""

    by: str
    is_mine: bool
    until: datetime


def read_claim(statement: Statement, user_pk: int) -> ActiveClaim | None:
    """Return who is reviewing it now; None if nobody is. One query."""
    claim = ReviewClaim.objects.select_related("by").filter(statement=statement).first()
    if claim is None or not is_live(claim):
        return None
    until = claim.claimed_at + timedelta(minutes=CLAIM_MINUTES)
    return ActiveClaim(claim.by.name, claim.by_id == user_pk, until)
