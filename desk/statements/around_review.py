"""What the statement's other pages show of its review. Nothing is decided here."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from commitments.models import Statement
from commitments.permissions import covers
from commitments.services.correcting import open_correction
from commitments.services.reviewing import why_not_comment
from core.models import User
from core.wording import gettext_lazy
from desk.statements.claims import read_claim
from desk.statements.review_forms import CommentForm

SENT_TO_REVIEW = gettext_lazy("Submitted. Somebody else will review it.")


def around_review(statement: Statement, user: User) -> dict[str, Any]:
    """Return the template variables about review for the statement's own page. Four queries."""
    is_published = statement.state == Statement.State.PUBLISHED
    is_covered = is_published and covers(user, statement.pledge.country_id)
    return {
        "claim": read_claim(statement, user.pk) if not statement.published_at else None,
        "may_comment": not why_not_comment(statement, user),
        "comment_form": CommentForm(),
        "may_correct": is_covered,
        "may_retract": is_covered and user.can_review,
        "correction": open_correction(statement) if is_published else None,
    }


def round_message(done: str, *, was: str, now: str) -> str:
    """Add what a change did to a statement in review to the message `done`."""
    if was != Statement.State.SUBMITTED:
        return done
    if now == Statement.State.SUBMITTED:
        return _(
            "{done} Its review starts again: reviewers who have it open must read it again."
        ).format(done=done)
    return _(
        "{done} It is a draft again, since it may not be reviewed as it is now. Submit it again."
    ).format(done=done)
