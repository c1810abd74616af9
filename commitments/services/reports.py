"""Receive reports of errors, and settle them at the desk."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from commitments.models import ErrorReport
from core import clock
from core.errors import DomainError, NotAllowed, StaleEdit
from core.models import User


def why_not_settle(user: User) -> str:
    """Why this person may not read and settle reports; "" if they may."""
    return "" if user.can_review else _("An editor reads and settles what readers report.")


def receive_report(*, text: str, page: str = "", email: str = "") -> ErrorReport:
    """Store a reader's report. Only the email they gave is kept about the sender."""
    return ErrorReport.objects.create(text=text.strip(), page=page, email=email)


@transaction.atomic
def settle_report(*, report: ErrorReport, outcome: str, note: str = "", by: User) -> ErrorReport:
    """Record the outcome of a report, and delete the reader's email. Locks the report.

    Raises NotAllowed for contributors, DomainError without an outcome, StaleEdit if somebody else
    settled it first. The row itself says who and when, and is frozen; it has no history, so that no
    copy of a deleted email remains.
    """
    if refusal := why_not_settle(by):
        raise NotAllowed(refusal)
    found = ErrorReport.objects.select_for_update(of=("self",)).select_related("settled_by")
    locked = found.get(pk=report.pk)
    if locked.settled_by is not None:
        who = locked.settled_by.name
        raise StaleEdit(
            _("%(who)s has settled it already: %(outcome)s.")
            % {"who": who, "outcome": locked.get_outcome_display().lower()}
        )
    if outcome not in ErrorReport.Outcome.values:
        raise DomainError(_("Say what became of it."))
    locked.settled_at = clock.moment_after(locked.received_at)
    locked.settled_by = by
    locked.outcome = outcome
    locked.note = note.strip()
    locked.email = ""
    locked.save(update_fields=["settled_at", "settled_by", "outcome", "note", "email"])
    return locked
