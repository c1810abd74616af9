"""What reviewers do besides publishing: return, comment, claim and schedule.

Comments are about one fact or the whole statement. A claim only tells others that somebody is
reading; it stops nobody, expires by itself and has no history.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext

from commitments.models import Fact, ReviewClaim, ReviewNote, Statement
from commitments.permissions import require_scope_of_pledge
from commitments.services.drafting import why_not_edit
from commitments.services.locking import lock_statement
from commitments.services.rounds import drop_claim
from core import clock
from core.errors import DomainError, NotAllowed, StaleEdit
from core.history import Act, act
from core.models import User

CLAIM_MINUTES = 30
CLAIM_LASTS = timedelta(minutes=CLAIM_MINUTES)
# Every page of the statement shows all of them.
MOST_NOTES = 300


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment on one fact; without `fact`, on the whole statement."""

    body: str
    fact: str = ""


class ClaimedByOther(DomainError):
    """Somebody else is reviewing it; a reviewer may take it over."""


# --- comments -----------------------------------------------------------------------------------
@transaction.atomic
def return_statement(
    *, statement: Statement, comments: Sequence[Comment], by: User, version: int | None = None
) -> Statement:
    """Send a statement back to its author with comments on what should change.

    Raises DomainError without a comment, or if it was changed since `version`.
    """
    locked = lock_for_review(statement, by=by)
    require_version(locked, version)
    said = _said(comments)
    if not said:
        raise DomainError(gettext("Say what should change: the author sees only your comments."))
    locked.state = Statement.State.RETURNED
    with act(Act.RETURN_STATEMENT, by=by, reason=_in_one(said)):
        locked.save(update_fields=["state"])
        write_notes(locked, said, kind=ReviewNote.Kind.RETURN, by=by)
        drop_claim(locked)
    return locked


@transaction.atomic
def comment_on_statement(
    *, statement: Statement, comments: Sequence[Comment], by: User
) -> list[ReviewNote]:
    """Comment on a statement that is not public; its state stays the same.

    For reviewers and for the author's answer. Raises NotAllowed for anybody else.
    """
    locked = lock_statement(statement)
    if refusal := why_not_comment(locked, by):
        raise NotAllowed(refusal)
    said = _said(comments)
    if not said:
        raise DomainError(gettext("Write a comment first."))
    if locked.review_notes.count() >= MOST_NOTES:
        raise DomainError(
            gettext("This statement has {most} comments already. Talk to each other.").format(
                most=MOST_NOTES
            )
        )
    with act(Act.COMMENT_ON_STATEMENT, by=by, reason=_in_one(said)):
        return write_notes(locked, said, kind=ReviewNote.Kind.COMMENT, by=by)


def why_not_comment(statement: Statement, user: User) -> str:
    """Why this person may not comment on this statement; "" if they may."""
    if not statement.is_editable:
        return gettext("It is public. To change it, record a correction.")
    return why_not_edit(statement, user)


def write_notes(
    statement: Statement, comments: Sequence[Comment], *, kind: str, by: User
) -> list[ReviewNote]:
    """Store comments as notes, except empty ones. Call it inside the act."""
    if not (said := _said(comments)):
        return []
    last = statement.review_notes.aggregate(at=Max("added_at"))["at"]
    moment = clock.moment_after(statement.submitted_at, last)
    return ReviewNote.objects.bulk_create(
        ReviewNote(
            statement=statement,
            kind=kind,
            fact=c.fact,
            body=c.body.strip(),
            author=by,
            added_at=moment,
        )
        for c in said
    )


def _said(comments: Sequence[Comment]) -> list[Comment]:
    if unknown := {comment.fact for comment in comments if comment.fact} - set(Fact.values):
        raise DomainError(f"Unknown facts: {', '.join(sorted(unknown))}.")
    return [comment for comment in comments if comment.body.strip()]


def _in_one(said: Sequence[Comment]) -> str:
    return " ".join(
        f"{Fact(c.fact).label}: {c.body.strip()}" if c.fact else c.body.strip() for c in said
    )


# --- claims -------------------------------------------------------------------------------------
def is_live(claim: ReviewClaim | None) -> bool:
    """Whether a claim has not expired."""
    return claim is not None and clock.is_within(claim.claimed_at, CLAIM_LASTS)


@transaction.atomic
def claim_review(*, statement: Statement, by: User, take_over: bool = False) -> ReviewClaim:
    """Tell others that you are reviewing it; calling it again extends the claim.

    Raises ClaimedByOther while somebody else is, unless `take_over`.
    """
    locked = lock_for_review(statement, by=by)
    claim = ReviewClaim.objects.select_related("by").filter(statement=locked).first()
    if claim is not None and is_live(claim) and claim.by != by and not take_over:
        raise ClaimedByOther(
            gettext("{by} is looking at it. Talk to each other before you take it over.").format(
                by=claim.by.name
            )
        )
    claim, _ = ReviewClaim.objects.update_or_create(
        statement=locked, defaults={"by": by, "claimed_at": clock.now()}
    )
    return claim


@transaction.atomic
def release_review(*, statement: Statement, by: User) -> None:
    """End one's own claim; somebody else's claim stays."""
    ReviewClaim.objects.filter(statement=statement, by=by).delete()


# --- schedule -----------------------------------------------------------------------------------
@transaction.atomic
def schedule_review(
    *, statement: Statement, due_on: date | None, priority: int, by: User
) -> Statement:
    """Set how soon a statement in review should be looked at."""
    locked = lock_for_review(statement, by=by)
    set_schedule(locked, due_on=due_on, priority=priority)
    with act(Act.SCHEDULE_REVIEW, by=by):
        locked.save(update_fields=["due_on", "priority"])
    return locked


def set_schedule(statement: Statement, *, due_on: date | None, priority: int) -> None:
    """Set both fields on a locked statement, unsaved. A new due day may not be in the past."""
    if due_on and due_on != statement.due_on and due_on < clock.today():
        raise DomainError(gettext("That day has passed. Give a day to come, or leave it empty."))
    if priority not in Statement.Priority.values:
        raise DomainError(gettext("Priority is normal, soon or urgent."))
    statement.due_on = due_on
    statement.priority = priority


# --- checks for every decision ------------------------------------------------------------------
def lock_for_review(statement: Statement, *, by: User) -> Statement:
    """Lock a statement that is in review. Raises NotAllowed, DomainError."""
    locked = lock_statement(statement)
    if not by.can_review:
        raise NotAllowed(gettext("Contributors draft; an editor reviews and publishes."))
    require_scope_of_pledge(by, locked.pledge)
    if locked.state in (Statement.State.PUBLISHED, Statement.State.RETRACTED):
        raise DomainError(gettext("It is published already: somebody else was first."))
    if locked.state == Statement.State.RETURNED:
        raise DomainError(gettext("It is not in review any more: it went back to its author."))
    if locked.state != Statement.State.SUBMITTED:
        raise DomainError(gettext("It is not in review any more: its author is changing it."))
    return locked


def require_version(statement: Statement, version: int | None) -> None:
    """Raise DomainError if the text was changed since the reviewer read it."""
    if version is not None and statement.version != version:
        raise StaleEdit(
            gettext(
                "It was changed while you read it, and its review starts again. Read it again "
                "before you publish it or return it."
            )
        )
