"""Decide about a changed passage, within the countries that a person writes about."""

from __future__ import annotations

from django.db import transaction

from articles.models import Anchor, Passage, Snapshot
from articles.services.anchors import attach_anchor, confirm_anchor, lose_anchor
from commitments.models import Citation
from commitments.permissions import OUT_OF_SCOPE, scope_of
from core.errors import NotAllowed
from core.models import User


@transaction.atomic
def confirm_passage(*, anchor: Anchor, by: User, reason: str = "") -> Anchor:
    """Confirm that the changed words say the same. See `confirm_anchor`.

    Raises NotAllowed outside of the person's countries.
    """
    require_scope_of_passage(anchor.passage_id, by)
    return confirm_anchor(anchor=anchor, by=by, reason=reason)


@transaction.atomic
def lose_passage(*, anchor: Anchor, by: User) -> Anchor:
    """Record that the newer text no longer has the words. See `lose_anchor`.

    Raises NotAllowed outside of the person's countries.
    """
    require_scope_of_passage(anchor.passage_id, by)
    return lose_anchor(anchor=anchor, by=by)


@transaction.atomic
def attach_passage(
    *, passage: Passage, snapshot: Snapshot, start: int, end: int, by: User, reason: str = ""
) -> Anchor:
    """Record where the passage is in the newest text. See `attach_anchor`.

    Raises NotAllowed outside of the person's countries.
    """
    require_scope_of_passage(passage.pk, by)
    return attach_anchor(
        passage=passage, snapshot=snapshot, start=start, end=end, by=by, reason=reason
    )


def require_scope_of_passage(passage: int, by: User) -> None:
    """Require that all statements that cite the passage are about the person's countries."""
    scope = scope_of(by)
    if scope is None:
        return
    cited = Citation.objects.filter(passage=passage)
    if not set(cited.values_list("statement__pledge__country", flat=True)) <= scope:
        raise NotAllowed(OUT_OF_SCOPE)
