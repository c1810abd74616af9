"""Read reports of errors: what waits, and what was settled."""

from __future__ import annotations

from django.db.models import QuerySet

from commitments.models import ErrorReport


def waiting_reports() -> QuerySet[ErrorReport]:
    """Return unsettled reports, longest waiting first."""
    return ErrorReport.objects.filter(settled_at=None).order_by("received_at", "pk")


def settled_reports() -> QuerySet[ErrorReport]:
    """Return settled reports, latest first."""
    return (
        ErrorReport.objects.exclude(settled_at=None)
        .select_related("settled_by")
        .order_by("-settled_at", "-pk")
    )
