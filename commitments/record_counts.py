"""How much is on record, and how much of it was taken back: for the method page."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q

from commitments.models import Statement


@dataclass(frozen=True, slots=True)
class RecordCounts:
    """Statements that were ever published. A corrected one is retracted, too."""

    published: int
    retracted: int
    corrected: int

    @property
    def ever_published(self) -> int:
        """Those that stand and those that were taken back."""
        return self.published + self.retracted


def record_counts() -> RecordCounts:
    """One query."""
    state = Statement.State
    return RecordCounts(
        **Statement.objects.public().aggregate(
            published=Count("pk", filter=Q(state=state.PUBLISHED)),
            retracted=Count("pk", filter=Q(state=state.RETRACTED)),
            corrected=Count("pk", filter=Q(corrects__isnull=False)),
        )
    )
