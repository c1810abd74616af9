"""Pledges with their statements, for the pages of a country, a cell, a pledge and a source.

Each function says its number of queries; none of them grows with the number of rows.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from django.db.models import QuerySet

from commitments.matrix.state import MatrixState
from commitments.matrix.vocabulary import Vocabulary
from commitments.models import Coalition, Country, Pledge, Role, Statement
from readers.pledges.field_changes import note_changes
from readers.pledges.statement_cards import (
    StatementCard,
    read_cards,
    visible_statements,
    with_card_parts,
)


@dataclass(slots=True)
class PledgeHistory:
    """A pledge and its statements, newest first. `heading` is the one that sets its stance."""

    pledge: Pledge
    roles: list[Role]
    statements: list[StatementCard] = field(default_factory=list)
    heading: StatementCard | None = None

    @property
    def not_retracted(self) -> list[StatementCard]:
        """What had not been taken back at the page's moment."""
        return [card for card in self.statements if not card.is_retracted]

    @property
    def retracted(self) -> list[StatementCard]:
        """Return the statements retracted by the page's moment, with or without a correction."""
        return [card for card in self.statements if card.is_retracted]

    @property
    def earlier(self) -> list[StatementCard]:
        """Return every statement but the heading one."""
        return [card for card in self.statements if card is not self.heading]


def pledge_histories(
    pledges: QuerySet[Pledge],
    vocabulary: Vocabulary,
    state: MatrixState,
    *,
    with_retracted: bool = False,
) -> list[PledgeHistory]:
    """Return histories of these pledges as readers could see them at `state`. Seven queries.

    `with_retracted` includes statements retracted by then, marked as such.
    """
    rows = list(pledges.select_related("country", "coalition").prefetch_related("roles", "parties"))
    by_id = {pledge.pk: pledge for pledge in rows}
    statements = list(
        with_card_parts(
            visible_statements(state, with_retracted=with_retracted).filter(pledge__in=rows), state
        )
    )
    for statement in statements:
        statement.pledge = by_id[statement.pledge_id]
    by_pledge: dict[int, list[StatementCard]] = {}
    for card in read_cards(statements, vocabulary, state):
        by_pledge.setdefault(card.statement.pledge_id, []).append(card)
    return [_history(pledge, by_pledge.get(pledge.pk, [])) for pledge in rows]


def _history(
    pledge: Pledge,
    cards: list[StatementCard],
) -> PledgeHistory:
    history = PledgeHistory(pledge, list(pledge.roles.all()), cards)
    # As of then: a statement that was retracted only later still counted and headed its pledge.
    not_retracted = history.not_retracted or history.statements
    own = [card for card in not_retracted if card.is_own_word]
    for newer, older in pairwise(own):
        older.is_overtaken_same_day = newer.statement.said_on == older.statement.said_on
    history.heading = next(iter(own or not_retracted), None)
    if own:
        for card in not_retracted:
            card.is_reported_since = (
                not card.is_own_word and card.statement.said_on > own[0].statement.said_on
            )
    return history


@dataclass(frozen=True, slots=True)
class CollectiveMention:
    """A collective claim that names a country."""

    pledge: Pledge
    summary: str
    said_on: date


def mark_changes(history: PledgeHistory) -> None:
    """Set on each statement what it changed, field by field. No query."""
    notes = note_changes(
        [card.statement for card in history.statements],
        retracted={card.statement.pk for card in history.retracted},
    )
    for card in history.statements:
        card.changes = notes.get(card.statement.pk)


def country_pledges(coalition: Coalition, country: Country) -> QuerySet[Pledge]:
    """Return a country's pledges in a coalition, in the order in which they were opened."""
    return Pledge.objects.filter(coalition=coalition, country=country).order_by("pk")


def collective_mentions(
    country: Country, coalition: Coalition, state: MatrixState
) -> list[CollectiveMention]:
    """Return collective claims that named this country by `state`, newest first. One query."""
    statements = (
        visible_statements(state)
        .filter(pledge__coalition=coalition, pledge__parties=country)
        .newest_first()
        .select_related("pledge")
    )
    return [CollectiveMention(s.pledge, s.summary, s.said_on) for s in statements]


def self_reviewed_statements() -> int:
    """Count the public statements that only their author has reviewed. One query."""
    return Statement.objects.public().filter(is_self_reviewed=True).count()
