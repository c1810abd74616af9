"""The pledges that readers may see."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, QuerySet

from commitments.models import Pledge, Statement


def public_pledges() -> QuerySet[Pledge]:
    """Return pledges about which something was ever published."""
    return Pledge.objects.filter(Exists(Statement.objects.public().filter(pledge=OuterRef("pk"))))
