"""What reviewers and authors say to each other about a statement, by the fact it is about."""

from __future__ import annotations

from collections.abc import Iterable

from commitments.models import ReviewNote, Statement


def notes_of(statement: Statement) -> tuple[ReviewNote, ...]:
    """All notes in the order they were written. One query."""
    return tuple(statement.review_notes.select_related("author").order_by("added_at", "pk"))


def notes_by_fact(notes: Iterable[ReviewNote]) -> dict[str, list[ReviewNote]]:
    """Notes under the fact they are pinned to; "" for what is said of the whole."""
    found: dict[str, list[ReviewNote]] = {}
    for note in notes:
        found.setdefault(note.fact, []).append(note)
    return found
