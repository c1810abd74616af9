"""Who has a draft open for editing: noted while the page is open, forgotten soon after."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from commitments.models import Presence, Statement
from commitments.services.drafting import why_not_edit
from core import clock
from core.errors import NotAllowed
from core.models import User

# Pages call every 20 seconds; who was not heard of for this long has gone.
LASTS = timedelta(seconds=60)


@transaction.atomic
def be_present(*, statement: Statement, by: User) -> Presence:
    """Note that this person has the draft open for editing now. Raises NotAllowed."""
    if refusal := why_not_edit(statement, by):
        raise NotAllowed(refusal)
    presence, _ = Presence.objects.update_or_create(
        statement=statement, user=by, defaults={"seen_at": clock.now()}
    )
    return presence


@transaction.atomic
def leave(*, statement: Statement, by: User, seen: datetime) -> None:
    """Forget that this person had the draft open, unless they were heard of since `seen`.

    A page that is loaded again may say hello before its forerunner's farewell arrives, and a
    second window may still be open.
    """
    Presence.objects.filter(statement=statement, user=by, seen_at__lte=seen).delete()
