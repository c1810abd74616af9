"""Submit, publish and retract statements. Each act is one transaction.

A reviewer's other acts (return, comment, claim) are in `reviewing.py`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from commitments.models import ReviewNote, Statement
from commitments.permissions import OUT_OF_SCOPE, covers, require_scope_of_pledge, took_part
from commitments.services.drafting import lock_editable
from commitments.services.locking import lock_statement
from commitments.services.moments import public_moment
from commitments.services.reviewing import (
    Comment,
    lock_for_review,
    require_version,
    set_schedule,
    write_notes,
)
from commitments.services.rounds import drop_claim, moment_of_submission, why_not_in_review
from commitments.services.warnings import require_answers, warnings_of_statement
from core.errors import DomainError, NotAllowed
from core.history import Act, act
from core.models import User
from core.wording import gettext_lazy

SOMEBODY_ELSE = gettext_lazy(
    "You wrote or revised it, or added a quotation. Somebody else must publish it."
)


@transaction.atomic
def submit_statement(
    *,
    statement: Statement,
    by: User,
    at: datetime | None = None,
    due_on: date | None = None,
    priority: int | None = None,
) -> Statement:
    """Submit a draft that has at least one supporting quotation for review.

    A correction also needs its reason. `priority` and `due_on` say how soon; without a priority
    both stay as they are. Answers to warnings that no longer apply are deleted, so that the
    reviewer reads only current ones. `at` is for loading history; the default is now. Raises
    Unanswered while a warning still needs a reason.
    """
    locked = lock_editable(statement, by=by)
    if locked.state == Statement.State.SUBMITTED:
        return locked
    if refusal := why_not_in_review(locked):
        raise DomainError(refusal)
    warnings = warnings_of_statement(locked)
    require_answers(warnings)
    locked.state = Statement.State.SUBMITTED
    locked.submitted_at = at or moment_of_submission(locked)
    if priority is not None:
        set_schedule(locked, due_on=due_on, priority=priority)
    with act(Act.SUBMIT_STATEMENT, by=by, reason=locked.reason):
        locked.overrides.exclude(warning__in=[warning.kind for warning in warnings]).delete()
        locked.save(update_fields=["state", "submitted_at", "due_on", "priority"])
    return locked


@transaction.atomic
def publish_statement(
    *,
    statement: Statement,
    by: User,
    version: int | None = None,
    at: datetime | None = None,
    comments: Sequence[Comment] = (),
) -> Statement:
    """Make a reviewed statement public, with its citations; a correction retracts its target.

    `comments` are notes that the reviewer wrote while publishing. `at` is for loading history; the
    default is now. Raises NotAllowed for a person who took part in it (unless one person runs the
    ledger) or may not review; DomainError if it is not in review, has no supporting quotation, or
    was changed since `version`.
    """
    locked = lock_for_review(statement, by=by)
    require_version(locked, version)
    is_self_reviewed = has_taken_part(locked, by)
    if is_self_reviewed and settings.LEDGER_FOUR_EYES:
        raise NotAllowed(SOMEBODY_ELSE)
    if refusal := why_not_in_review(locked):
        raise DomainError(refusal)
    moment = at or public_moment(locked.submitted_at)
    with act(Act.PUBLISH_STATEMENT, by=by, reason=locked.reason):
        locked.citations.filter(published_at__isnull=True).update(
            published_at=moment, reviewer=by, is_self_reviewed=is_self_reviewed
        )
        locked.state = Statement.State.PUBLISHED
        locked.reviewer = by
        locked.is_self_reviewed = is_self_reviewed
        locked.published_at = moment
        # Retract the corrected one first: the database allows one published correction of it.
        if locked.corrects is not None:
            _retract_corrected(
                locked.corrects, by=by, reason="Corrected: " + locked.reason, at=moment
            )
        locked.save(update_fields=["state", "reviewer", "is_self_reviewed", "published_at"])
        write_notes(locked, comments, kind=ReviewNote.Kind.COMMENT, by=by)
        drop_claim(locked)
    return locked


@transaction.atomic
def retract_statement(
    *, statement: Statement, reason: str, by: User, at: datetime | None = None
) -> Statement:
    """Retract a published statement. It stays readable, marked with the reason."""
    if not by.can_review:
        raise NotAllowed(_("Editors retract statements. Ask one."))
    require_scope_of_pledge(by, statement.pledge)
    if not reason.strip():
        raise DomainError(_("Give the reason: readers will see it beside the retracted statement."))
    locked = lock_statement(statement)
    if locked.state == Statement.State.RETRACTED:
        raise DomainError(_("It is retracted already: somebody else was first."))
    if locked.state != Statement.State.PUBLISHED:
        raise DomainError(_("Only a published statement can be retracted."))
    with act(Act.RETRACT_STATEMENT, by=by, reason=reason):
        return _retract(
            locked, by=by, reason=reason.strip(), at=at or public_moment(locked.published_at)
        )


def _retract_corrected(wrong: Statement, *, by: User, reason: str, at: datetime) -> None:
    """Retract what a correction replaces; one that was already retracted stays unchanged."""
    locked = Statement.objects.select_for_update().get(pk=wrong.pk)
    if locked.state == Statement.State.PUBLISHED:
        _retract(locked, by=by, reason=reason, at=at)
    elif locked.corrected_by.public().exists():
        raise DomainError(
            _(
                "Another statement already corrects the same record. Correct that statement, "
                "or return this one."
            )
        )


def _retract(locked: Statement, *, by: User, reason: str, at: datetime) -> Statement:
    locked.state = Statement.State.RETRACTED
    locked.retracted_at = at
    locked.retracted_by = by
    locked.retraction_reason = reason
    locked.save(update_fields=["state", "retracted_at", "retracted_by", "retraction_reason"])
    return locked


def why_not_publish(statement: Statement, user: User) -> str:
    """Why this person may not publish this statement; "" if they may. For the review page."""
    if not user.can_review:
        return _("Contributors draft; an editor reviews and publishes.")
    if not covers(user, statement.pledge.country_id):
        return OUT_OF_SCOPE
    if settings.LEDGER_FOUR_EYES and has_taken_part(statement, user):
        return SOMEBODY_ELSE
    return ""


def has_taken_part(statement: Statement, user: User) -> bool:
    """Whether this person took part in the statement. One query."""
    return Statement.objects.filter(took_part(user), pk=statement.pk).exists()
