"""Re-verifies, from the data alone, every promise the database is meant to keep.

Triggers and constraints refuse what is wrong at the door. This is the second pair of eyes: it
trusts none of them, so it also finds what came in while they were switched off, by a restore, or
by hand. Here: how all invariants are asked. The questions themselves are in `rows`, `past`
(rows against their history) and `guards`; what SQL cannot ask is in `captures`.
"""

from dataclasses import dataclass

from django.db import connection

from commitments.integrity import captures, guards, past, rows
from commitments.integrity.rows import Invariant

SHOWN = 20


@dataclass(frozen=True, slots=True)
class Broken:
    """An invariant that does not hold: how many rows break it, and the first of them."""

    name: str
    sentence: str
    count: int
    rows: list[str]


def invariants() -> list[Invariant]:
    """All of them, in the order in which a person would read the findings."""
    return [
        *guards.invariants(),
        *rows.INVARIANTS,
        *past.invariants(),
    ]


def verify() -> list[Broken]:
    """The invariants that do not hold; empty means that every promise has been kept.

    One query per invariant, and one for the captures, so each sees one moment of the data though
    editors go on working.
    """
    broken = [found for invariant in invariants() if (found := _ask(invariant)) is not None]
    if damaged := list(captures.damaged_captures()):
        name, sentence = captures.NAME, captures.SENTENCE
        broken.append(Broken(name, sentence, len(damaged), damaged[:SHOWN]))
    return broken


def _ask(invariant: Invariant) -> Broken | None:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT what, count(*) OVER () FROM ({invariant.sql}) AS broken(what)"
            f" ORDER BY what LIMIT {SHOWN}"
        )
        found = cursor.fetchall()
    if not found:
        return None
    return Broken(
        name=invariant.name,
        sentence=invariant.sentence,
        count=found[0][1],
        rows=[what for what, _ in found],
    )
