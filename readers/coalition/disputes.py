"""Read the disputes: statements that an editor linked as contradicting, side by side.

A quotation that contradicts the statement it is cited for is a dispute as well; it is shown beside
that one statement.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from commitments.matrix.state import MatrixState, unknown
from commitments.matrix.vocabulary import Vocabulary
from commitments.models import Citation, Coalition, Contradiction, Country, Pledge, Role, Statement
from readers.pledges.statement_cards import (
    Quotation,
    StatementCard,
    read_cards,
    visible_statements,
    with_card_parts,
)


@dataclass(frozen=True, slots=True)
class Side:
    """One statement of a dispute, with its pledge and its cells."""

    card: StatementCard
    pledge: Pledge
    roles: Sequence[Role]


@dataclass(frozen=True, slots=True)
class Dispute:
    """Two statements that cannot both be true, older first; or one with contradicting quotations.

    `note` is by the editor who linked them; `recorded_on` is the day of the link.
    """

    sides: tuple[Side, ...]
    against: tuple[Quotation, ...]
    note: str
    recorded_on: date

    @property
    def country(self) -> str:
        """Return whose pledge it is about; "" for a collective claim."""
        country = self.sides[0].pledge.country
        return country.local_name if country else ""

    @property
    def last_said_on(self) -> date:
        """Return the day of the later word."""
        return max(side.card.statement.said_on for side in self.sides)


@dataclass(frozen=True, slots=True)
class Choice:
    """A country or role to filter the page by, and how many disputes it has."""

    value: str
    label: str
    count: int
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class DisputePage:
    """The disputes shown, of how many, and the choices of the filters."""

    disputes: tuple[Dispute, ...]
    total: int
    countries: tuple[Choice, ...]
    roles: tuple[Choice, ...]


def read_disputes(coalition: Coalition, state: MatrixState, vocabulary: Vocabulary) -> DisputePage:
    """Read disputes as of `state`, newest word first. Eleven queries at most.

    With countries and roles in `state`, one side in them is enough. Raises BadParameter for a
    country that does not exist.
    """
    _require_countries(state.country)
    links = list(
        Contradiction.objects.filter(
            first__pledge__coalition=coalition, recorded_at__lte=state.known_until
        ).order_by("-recorded_at", "-pk")
    )
    spoken_against = Citation.objects.filter(
        statement=OuterRef("pk"),
        function=Citation.Function.CONTRADICTS,
        published_at__lte=state.known_until,
    )
    linked = {pk for link in links for pk in (link.first_id, link.second_id)}
    # A link may lead to another coalition's pledge: both sides are shown.
    wanted = Q(pk__in=linked) | Q(Exists(spoken_against), pledge__coalition=coalition)
    statements = list(
        with_card_parts(visible_statements(state).filter(wanted), state)
        .select_related("pledge__country", "relayed_by", "corrects")
        .prefetch_related("pledge__roles")
    )
    cards = read_cards(statements, vocabulary, state)
    sides = {
        card.statement.pk: Side(
            card, card.statement.pledge, tuple(card.statement.pledge.roles.all())
        )
        for card in cards
    }
    found = [
        Dispute(_ordered(sides[link.first_id], sides[link.second_id]), (), link.note, day)
        for link in links
        if link.first_id in sides and link.second_id in sides and (day := link.recorded_at.date())
    ]
    found += [alone for side in sides.values() if (alone := _spoken_against(side))]
    found.sort(key=lambda dispute: dispute.last_said_on, reverse=True)
    return DisputePage(
        tuple(dispute for dispute in found if _passes(dispute.sides, state)),
        len(found),
        _choices(found, _countries_of, state.country),
        _choices(found, _roles_of, state.role),
    )


def _require_countries(codes: Sequence[str]) -> None:
    if codes:
        known = set(Country.objects.filter(iso3__in=codes).values_list("iso3", flat=True))
        for code in codes:
            if code not in known:
                raise unknown(
                    "country", code, _("country"), [_("ISO 3166 codes such as GBR"), "EUE"]
                )


def _countries_of(dispute: Dispute) -> set[tuple[str, str]]:
    countries = (side.pledge.country for side in dispute.sides)
    return {(country.iso3, country.local_name) for country in countries if country is not None}


def _roles_of(dispute: Dispute) -> set[tuple[str, str]]:
    return {(role.slug, role.local_name) for side in dispute.sides for role in side.roles}


def _choices(
    disputes: Iterable[Dispute],
    values: Callable[[Dispute], set[tuple[str, str]]],
    chosen: Sequence[str],
) -> tuple[Choice, ...]:
    counts = Counter(pair for dispute in disputes for pair in values(dispute))
    return tuple(
        Choice(value, label, count, value in chosen)
        for (value, label), count in sorted(counts.items(), key=lambda item: item[0][1])
    )


def _ordered(one: Side, other: Side) -> tuple[Side, Side]:
    def when(side: Side) -> tuple[date, int]:
        return side.card.statement.said_on, side.card.statement.pk

    first, second = sorted((one, other), key=when)
    return first, second


def _spoken_against(side: Side) -> Dispute | None:
    against = [
        quotation
        for quotation in side.card.quotations
        if quotation.function == Citation.Function.CONTRADICTS
    ]
    if not against:
        return None
    statement: Statement = side.card.statement
    published = statement.published_at
    days = [q.added_later_at or published for q in against]
    return Dispute((side,), tuple(against), "", min(day for day in days if day is not None).date())


def _passes(sides: Iterable[Side], state: MatrixState) -> bool:
    def fits(side: Side) -> bool:
        country = side.pledge.country.iso3 if side.pledge.country else ""
        roles = {role.slug for role in side.roles}
        return (not state.country or country in state.country) and (
            not state.role or bool(roles & set(state.role))
        )

    return any(fits(side) for side in sides)
