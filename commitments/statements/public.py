"""What readers may see: pledges with anything published."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, QuerySet

from commitments.models import Pledge, Statement


def public_pledges() -> QuerySet[Pledge]:
    """Pledges about which something was ever published."""
    return Pledge.objects.filter(Exists(Statement.objects.public().filter(pledge=OuterRef("pk"))))
