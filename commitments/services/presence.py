"""Who has a draft open for editing: recorded while the page is open, and deleted soon after."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from commitments.models import Presence, Statement
from commitments.services.drafting import why_not_edit
from core import clock
from core.errors import NotAllowed
from core.models import User

# Pages report every 20 seconds; a person without a report for this long has gone.
LASTS = timedelta(seconds=60)


@transaction.atomic
def be_present(*, statement: Statement, by: User) -> Presence:
    """Record that this person has the draft open for editing now. Raises NotAllowed."""
    if refusal := why_not_edit(statement, by):
        raise NotAllowed(refusal)
    presence, _ = Presence.objects.update_or_create(
        statement=statement, user=by, defaults={"seen_at": clock.now()}
    )
    return presence


@transaction.atomic
def leave(*, statement: Statement, by: User, seen: datetime) -> None:
    """Delete this person's presence, unless they were seen again since `seen`.

    A reloaded page may report before the old page's farewell arrives, and a second window may still
    be open.
    """
    Presence.objects.filter(statement=statement, user=by, seen_at__lte=seen).delete()
