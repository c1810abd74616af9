"""Verify, from the data alone, every promise that the database is meant to keep.

Triggers and constraints refuse wrong rows when they are written. This module does not trust them,
so it also finds rows that came in while they were disabled, by a restore, or by hand. It runs the
invariants: those of `present` (today's rows), `past` (rows against their history) and `guards`
(triggers and constraints); what SQL cannot check is in `captures`.
"""

from dataclasses import dataclass

from django.db import connection

from commitments.integrity import captures, guards, past, present
from commitments.integrity.present import Invariant

SHOWN = 20


@dataclass(frozen=True, slots=True)
class BrokenInvariant:
    """An invariant that is broken: by how many rows, and the first of them."""

    name: str
    sentence: str
    count: int
    rows: list[str]


def invariants() -> list[Invariant]:
    """Return all invariants, in the order in which a person would read the findings."""
    return [
        *guards.invariants(),
        *present.INVARIANTS,
        *past.invariants(),
    ]


def verify() -> list[BrokenInvariant]:
    """Return the broken invariants; empty means that every promise has been kept.

    One query per invariant, and one for the captures, so each sees one moment of the data even
    while editors work.
    """
    broken = [found for invariant in invariants() if (found := _ask(invariant)) is not None]
    if damaged := list(captures.damaged_captures()):
        name, sentence = captures.NAME, captures.SENTENCE
        broken.append(BrokenInvariant(name, sentence, len(damaged), damaged[:SHOWN]))
    return broken


def _ask(invariant: Invariant) -> BrokenInvariant | None:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT what, count(*) OVER () FROM ({invariant.sql}) AS broken(what)"
            f" ORDER BY what LIMIT {SHOWN}"
        )
        found = cursor.fetchall()
    if not found:
        return None
    return BrokenInvariant(
        name=invariant.name,
        sentence=invariant.sentence,
        count=found[0][1],
        rows=[what for what, _ in found],
    )
