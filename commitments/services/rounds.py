"""Rounds of review: what a statement needs to be in one, and what a change does to it.

Every change of a statement in review starts a new round: a reviewer's open page no longer shows
what would be published, and claims end.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Max

from commitments.models import Citation, ReviewClaim, Statement
from commitments.services.warnings import warnings_of_statement
from core.clock import moment_after
from core.wording import gettext_lazy

NO_SUPPORT = gettext_lazy(
    "Nothing is published without a quotation: link at least one passage that supports it."
)
NO_REASON = gettext_lazy(
    "A correction says why: give the reason under “Why it differs”. Readers see it beside the "
    "statement that it corrects."
)


def why_not_in_review(statement: Statement) -> str:
    """Why this content may not be reviewed yet; "" if it may. One query at most."""
    if statement.corrects_id and not statement.reason.strip():
        return NO_REASON
    if not statement.citations.filter(function=Citation.Function.SUPPORTS).exists():
        return NO_SUPPORT
    return ""


def begin_round(statement: Statement, *, changed: Iterable[str] = ()) -> None:
    """Save a change of content as a new version; in review, start a new round.

    Content that may not be reviewed becomes a draft again. `changed` are columns to save with it,
    so that history has one entry; the caller holds the lock.
    """
    statement.version += 1
    if statement.state == Statement.State.SUBMITTED:
        drop_claim(statement)
        if why_not_in_review(statement) or _has_open_warning(statement):
            statement.state = Statement.State.DRAFT
        else:
            statement.submitted_at = moment_of_submission(statement)
    statement.save(update_fields=["state", "version", "submitted_at", *changed])


def moment_of_submission(statement: Statement) -> datetime:
    """Return when a round begins: after the last one and its comments. One query."""
    said = statement.review_notes.aggregate(at=Max("added_at"))["at"]
    return moment_after(statement.added_at, statement.submitted_at, said)


def _has_open_warning(statement: Statement) -> bool:
    return any(warning.is_open for warning in warnings_of_statement(statement))


def drop_claim(statement: Statement) -> None:
    """Delete the claim of this statement."""
    ReviewClaim.objects.filter(statement=statement).delete()
