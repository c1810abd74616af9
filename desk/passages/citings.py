"""Which statements cite passages, one line each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from commitments.models import Citation
from desk.lists import who_pledges


@dataclass(frozen=True, slots=True)
class CitingStatement:
    """A statement that cites the passage."""

    pk: int
    who: str
    title: str
    state: str
    state_name: str
    function_name: str


def citings_of(passages: Iterable[int]) -> dict[int, tuple[CitingStatement, ...]]:
    """Return the statements that cite each of these passages. One query."""
    found: dict[int, list[CitingStatement]] = {}
    citations = Citation.objects.filter(passage__in=list(passages))
    for citation in citations.select_related("statement__pledge__country").order_by("pk"):
        statement = citation.statement
        found.setdefault(citation.passage_id, []).append(
            CitingStatement(
                statement.pk,
                who_pledges(statement.pledge),
                statement.pledge.title,
                statement.state,
                statement.get_state_display(),
                citation.get_function_display(),
            )
        )
    return {passage: tuple(each) for passage, each in found.items()}
