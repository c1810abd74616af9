"""What a person decides about a passage whose words read differently in a newer text."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Anchor, Snapshot
from core.errors import DomainError, NotAllowed
from core.history import act
from core.models import User


@transaction.atomic
def confirm_anchor(*, anchor: Anchor, by: User) -> Anchor:
    """Say that the changed words still say the same: the anchor counts from now on.

    Raises NotAllowed for contributors; DomainError if it is decided or a newer text exists.
    """
    locked = _lock_undecided(anchor, by=by)
    locked.confirmed_by = by
    locked.confirmed_at = timezone.now()
    with act("confirm anchor", by=by):
        locked.save(update_fields=["confirmed_by", "confirmed_at"])
    return locked


@transaction.atomic
def lose_anchor(*, anchor: Anchor, by: User) -> Anchor:
    """Say that the newer text does not say it any more; the passage stays as it was quoted.

    Raises NotAllowed for contributors; DomainError if it is decided or a newer text exists.
    """
    locked = _lock_undecided(anchor, by=by)
    locked.state = Anchor.State.LOST
    locked.start = None
    locked.end = None
    locked.confirmed_by = by
    locked.confirmed_at = timezone.now()
    with act("lose anchor", by=by):
        locked.save(update_fields=["state", "start", "end", "confirmed_by", "confirmed_at"])
    return locked


def _lock_undecided(anchor: Anchor, *, by: User) -> Anchor:
    if not by.can_review:
        raise NotAllowed(_("An editor decides about changed passages. Ask one."))
    locked = Anchor.objects.select_for_update().get(pk=anchor.pk)
    if locked.confirmed_at is not None or locked.state != Anchor.State.CHANGED:
        raise DomainError(_("Somebody has decided about this passage already."))
    article = Snapshot.objects.filter(pk=locked.snapshot_id).values("article")
    newest = Snapshot.objects.filter(article__in=article).order_by("-number").values("pk")[:1]
    if newest.get()["pk"] != locked.snapshot_id:
        raise DomainError(_("A newer text of the article has come in. Look at the list again."))
    return locked
