"""When something becomes public: after everything that this ledger has told readers before.

A view at an earlier `known_at` is an address for ever. Were an act dated before one that readers
have seen already, such a view would change afterwards; so whatever the clock says, it is not.
"""

from __future__ import annotations

from datetime import datetime

from django.db import connection

from core.clock import moment_after

# Every table whose rows `known_at` bounds, with the columns that say since and until when.
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
    """When readers were last told something; None in an empty ledger. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_LATEST)
        row = cursor.fetchone()
    return row[0] if row else None


def public_moment(*earlier: datetime | None) -> datetime:
    """The moment of an act that readers see, after all such acts before it and after `earlier`."""
    return moment_after(latest_public_moment(), *earlier)
