"""Who has a draft open for editing: noted while the page is open, forgotten soon after."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from commitments.models import Presence, Statement
from commitments.services.drafting import why_not_edit
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
        statement=statement, user=by, defaults={"seen_at": timezone.now()}
    )
    return presence


@transaction.atomic
def leave(*, statement: Statement, by: User) -> None:
    """Forget that this person had the draft open."""
    Presence.objects.filter(statement=statement, user=by).delete()
