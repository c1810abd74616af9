"""The notes of reviewers and authors on a statement, by the fact they are about."""

from __future__ import annotations

from collections.abc import Iterable

from commitments.models import ReviewNote, Statement


def notes_of(statement: Statement) -> tuple[ReviewNote, ...]:
    """Return all notes in the order they were written. One query."""
    return tuple(statement.review_notes.select_related("author").order_by("added_at", "pk"))


def notes_by_fact(notes: Iterable[ReviewNote]) -> dict[str, list[ReviewNote]]:
    """Return the notes by fact; "" for notes on the whole statement."""
    found: dict[str, list[ReviewNote]] = {}
    for note in notes:
        found.setdefault(note.fact, []).append(note)
    return found
