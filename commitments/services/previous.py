"""Which published statement precedes another one. Everything compares with that one."""

from __future__ import annotations

from datetime import date

from commitments.models import Pledge, Statement


def previous_statement(
    pledge: Pledge, said_on: date | None = None, *, without: Statement | None = None
) -> Statement | None:
    """Return the published statement that one said on `said_on` (default: today) would follow."""
    said = pledge.statements.published().prefetch_related(
        "statement_limits__limit", "statement_conditions__condition"
    )
    if said_on is not None:
        said = said.filter(said_on__lte=said_on)
    if without is not None:
        said = said.exclude(pk=without.pk)
    return said.newest_first().first()
