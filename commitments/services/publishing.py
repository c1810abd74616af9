"""From draft to public record: submit, return, publish, retract. Each act is one transaction."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from commitments.hands import had_a_hand
from commitments.models import Citation, ReviewNote, Statement
from commitments.scope import OUT_OF_SCOPE, covers, require_scope_of_pledge
from commitments.services.drafting import lock_editable
from commitments.services.warnings import require_answers, warnings_of_statement
from core.errors import DomainError, NotAllowed
from core.history import act
from core.models import User


@transaction.atomic
def submit_statement(*, statement: Statement, by: User, at: datetime | None = None) -> Statement:
    """Ask for review of a draft that has at least one supporting quotation.

    Raises Unanswered while a warning waits for its reason. Answers to warnings that no longer
    hold are dropped, so that the reviewer reads only what matters. `at` is for loading history;
    the default is now.
    """
    locked = lock_editable(statement, by=by)
    if locked.state == Statement.State.SUBMITTED:
        return locked
    _require_support(locked)
    warnings = warnings_of_statement(locked)
    require_answers(warnings)
    locked.state = Statement.State.SUBMITTED
    locked.submitted_at = at or timezone.now()
    with act("submit statement", by=by, reason=locked.reason):
        locked.overrides.exclude(warning__in=[warning.kind for warning in warnings]).delete()
        locked.save(update_fields=["state", "submitted_at"])
    return locked


@transaction.atomic
def return_statement(*, statement: Statement, comment: str, by: User) -> Statement:
    """Send a statement back to its author with a comment on what should change."""
    locked = _lock_for_review(statement, by=by)
    if not comment.strip():
        raise DomainError("Say what should change: the author sees only your comment.")
    locked.state = Statement.State.RETURNED
    with act("return statement", by=by, reason=comment):
        locked.save(update_fields=["state"])
        ReviewNote.objects.create(
            statement=locked, kind=ReviewNote.Kind.RETURN, body=comment.strip(), author=by
        )
    return locked


@transaction.atomic
def publish_statement(
    *, statement: Statement, by: User, version: int | None = None, at: datetime | None = None
) -> Statement:
    """Make a reviewed statement public, with its citations; a correction retracts its target.

    Raises NotAllowed for who had a hand in it (unless the ledger is run by one person) or may not
    review; DomainError if it is not in review, has no supporting quotation, or was changed
    since `version`. `at` is for loading history; the default is now.
    """
    locked = _lock_for_review(statement, by=by)
    if version is not None and locked.version != version:
        raise DomainError("It was changed while you read it. Read it again before you publish.")
    is_self_reviewed = _require_second_person(locked, by)
    _require_support(locked)
    moment = at or timezone.now()
    with act("publish statement", by=by, reason=locked.reason):
        locked.citations.filter(published_at__isnull=True).update(
            published_at=moment, reviewer=by, is_self_reviewed=is_self_reviewed
        )
        locked.state = Statement.State.PUBLISHED
        locked.reviewer = by
        locked.is_self_reviewed = is_self_reviewed
        locked.published_at = moment
        locked.save(update_fields=["state", "reviewer", "is_self_reviewed", "published_at"])
        if locked.corrects is not None:
            _retract(locked.corrects, by=by, reason="Corrected: " + locked.reason, at=moment)
    return locked


@transaction.atomic
def retract_statement(
    *, statement: Statement, reason: str, by: User, at: datetime | None = None
) -> Statement:
    """Take back a published statement. It stays readable, marked with the reason."""
    if not by.can_review:
        raise NotAllowed("Editors retract statements. Ask one.")
    require_scope_of_pledge(by, statement.pledge)
    if not reason.strip():
        raise DomainError("Give the reason: readers will see it beside the retracted statement.")
    with act("retract statement", by=by, reason=reason):
        return _retract(statement, by=by, reason=reason.strip(), at=at or timezone.now())


def _retract(statement: Statement, *, by: User, reason: str, at: datetime) -> Statement:
    locked = Statement.objects.select_for_update().get(pk=statement.pk)
    if locked.state != Statement.State.PUBLISHED:
        raise DomainError("Only a published statement can be retracted.")
    locked.state = Statement.State.RETRACTED
    locked.retracted_at = at
    locked.retracted_by = by
    locked.retraction_reason = reason
    locked.save(update_fields=["state", "retracted_at", "retracted_by", "retraction_reason"])
    return locked


def why_not_publish(statement: Statement, user: User) -> str:
    """Why this person may not publish this statement; "" if they may. For the review page."""
    if not user.can_review:
        return "Contributors draft; an editor reviews and publishes."
    if not covers(user, statement.pledge.country_id):
        return OUT_OF_SCOPE
    if settings.LEDGER_FOUR_EYES and _had_a_hand(statement, user):
        return "You wrote or revised it, or added a quotation. Somebody else must publish it."
    return ""


def _require_second_person(statement: Statement, by: User) -> bool:
    """Refuse who had a hand in it; True where a one-person ledger allows that."""
    if refusal := why_not_publish(statement, by):
        raise NotAllowed(refusal)
    return _had_a_hand(statement, by)


def _had_a_hand(statement: Statement, user: User) -> bool:
    return Statement.objects.filter(had_a_hand(user), pk=statement.pk).exists()


def _require_support(statement: Statement) -> None:
    if not statement.citations.filter(function=Citation.Function.SUPPORTS).exists():
        raise DomainError(
            "Nothing is published without a quotation: link at least one passage that supports it."
        )


def _lock_for_review(statement: Statement, *, by: User) -> Statement:
    locked = Statement.objects.select_for_update().get(pk=statement.pk)
    if not by.can_review:
        raise NotAllowed("Contributors draft; an editor reviews and publishes.")
    require_scope_of_pledge(by, locked.pledge)
    if locked.state == Statement.State.PUBLISHED:
        raise DomainError("It is published already: somebody else was first.")
    if locked.state != Statement.State.SUBMITTED:
        raise DomainError("It is not in review any more: its author is changing it.")
    return locked
