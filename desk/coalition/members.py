"""Read a coalition's members: present, past, and corrected entries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q, QuerySet

from commitments.models import Coalition, Membership


@dataclass(frozen=True, slots=True)
class MemberLists:
    """Current members by standing and name, past ones newest first, and corrected entries."""

    current: tuple[Membership, ...]
    past: tuple[Membership, ...]
    corrected: tuple[Membership, ...]


def members_for_desk() -> QuerySet[Membership]:
    """Return every entry with its names; the services say which may still be changed."""
    return Membership.objects.select_related("coalition", "country", "source__publisher")


def read_members(coalition: Coalition, *, today: date) -> MemberLists:
    """Read current and superseded entries. One query."""
    rows = list(
        Membership.objects.filter(coalition=coalition)
        .filter(Q(superseded_at=None) | ~Q(correction=""))
        .select_related("country", "source__publisher")
        .order_by("country__name", F("joined_on").desc(nulls_last=True), "pk")
    )
    live = [row for row in rows if row.superseded_at is None]
    order = {standing: place for place, standing in enumerate(Membership.Standing.values)}
    current = [row for row in live if row.left_on is None or row.left_on > today]
    past = [row for row in live if row.left_on is not None and row.left_on <= today]
    return MemberLists(
        current=tuple(sorted(current, key=lambda row: order[row.standing])),
        past=tuple(past),
        corrected=tuple(row for row in rows if row.superseded_at is not None),
    )
