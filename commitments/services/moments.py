"""The moment when something becomes public: later than everything readers were shown before.

A view at an earlier `known_at` is a permanent address. If an act were dated before one that readers
have already seen, such a view would change; so the moment never is earlier, whatever the clock
says.
"""

from __future__ import annotations

from datetime import datetime

from django.db import connection

from core.clock import moment_after

# Every table that `known_at` limits, with the columns that say since when and until when.
_LATEST = """
SELECT greatest(
    (SELECT max(greatest(published_at, retracted_at)) FROM commitments_statement),
    (SELECT max(published_at) FROM commitments_citation),
    (SELECT max(greatest(recorded_at, superseded_at)) FROM commitments_membership),
    (SELECT max(recorded_at) FROM commitments_conditionoutcome),
    (SELECT max(recorded_at) FROM commitments_check),
    (SELECT max(recorded_at) FROM commitments_contradiction)
)
"""


def latest_public_moment() -> datetime | None:
    """Return when readers last saw a change; None in an empty ledger. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_LATEST)
        row = cursor.fetchone()
    return row[0] if row else None


def public_moment(*earlier: datetime | None) -> datetime:
    """Return the moment for a public act: after all earlier public acts and after `earlier`."""
    return moment_after(latest_public_moment(), *earlier)
