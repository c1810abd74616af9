"""Events for the timeline strip: statements, corrections and outcomes of conditions.

Statements and outcomes are on the day of the world, corrections on the day of this ledger.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from commitments.matrix.state import MatrixState
from commitments.matrix.values import Matrix
from commitments.models import Citation, ConditionOutcome, PledgeRole, Statement
from commitments.rules.grades import evidence_grade
from commitments.rules.names import country_name, term_text
from readers.pledges.statement_cards import visible_statements

_ARTICLE = "citations__passage__snapshot__article"


@dataclass(frozen=True, slots=True)
class Correction:
    """A retracted statement; `is_replaced` if another took its place."""

    on: date
    is_replaced: bool


@dataclass(frozen=True, slots=True)
class OutcomeEvent:
    """What became of a condition from a day on; `iso3` is "" for an outcome for all."""

    on: date
    condition: str
    outcome: str
    iso3: str
    country: str


@dataclass(frozen=True, slots=True)
class Events:
    """All events. `said` has the day and stance of each statement that was not retracted."""

    said: Sequence[tuple[date, str]]
    corrections: Sequence[Correction]
    outcomes: Sequence[OutcomeEvent]


def read_events(matrix: Matrix) -> Events:
    """Read them at the matrix's state and filters, in two queries."""
    state, known = matrix.state, matrix.state.known_until
    statements = _chosen(matrix, visible_statements(state, with_retracted=True))
    replaced = Statement.objects.public().filter(corrects=OuterRef("pk"), published_at__lte=known)
    columns = ["said_on", "stance", "retracted_at", "is_replaced"]
    if state.grade:
        # Only a filter of grades needs the origins, which read every citation.
        statements = statements.annotate(origins=_origins(state))
        columns += ["base_grade", "origins"]
    rows = statements.annotate(is_replaced=Exists(replaced)).values_list(*columns)
    said: list[tuple[date, str]] = []
    corrections: list[Correction] = []
    for day, stance, retracted_at, is_replaced, *evidence in rows:
        if evidence and evidence_grade(*evidence) not in state.grade:
            continue
        if retracted_at is None or retracted_at > known:
            said.append((day, stance))
        else:
            corrections.append(Correction(retracted_at.date(), is_replaced))
    return Events(said, corrections, _outcomes(matrix))


def _chosen(matrix: Matrix, statements: QuerySet[Statement]) -> QuerySet[Statement]:
    """Return those that the address's filters keep, except grades, which `read_events` filters."""
    state = matrix.state
    statements = statements.filter(pledge__coalition=matrix.coalition)
    if state.role:
        has_role = PledgeRole.objects.filter(pledge=OuterRef("pledge"), role__slug__in=state.role)
        statements = statements.filter(Exists(has_role))
    wanted = {
        "stance__in": state.stance,
        "pledge__place__in": state.place,
        "pledge__country__iso3__in": state.country,
        "pledge__country__groups__overlap": list(state.group),
    }
    return statements.filter(**{name: value for name, value in wanted.items() if value})


def _origins(state: MatrixState) -> Count:
    """Count the independent origins that support it: articles that relay one another are one."""
    return Count(
        Coalesce(f"{_ARTICLE}__relays_id", f"{_ARTICLE}__id"),
        distinct=True,
        filter=Q(
            citations__published_at__lte=state.known_until,
            citations__function=Citation.Function.SUPPORTS,
        ),
    )


def _outcomes(matrix: Matrix) -> list[OutcomeEvent]:
    """Return outcomes recorded by then. Of the filters, only countries apply to them."""
    state = matrix.state
    found = ConditionOutcome.objects.filter(
        coalition=matrix.coalition, since__lte=state.as_of, recorded_at__lte=state.known_until
    )
    if state.country:
        found = found.filter(Q(country=None) | Q(country__iso3__in=state.country))
    if state.group:
        found = found.filter(Q(country=None) | Q(country__groups__overlap=list(state.group)))
    return [
        OutcomeEvent(
            day,
            term_text(name),
            outcome,
            iso3 or "",
            country_name(iso3, country) if iso3 else "",
        )
        for day, name, outcome, iso3, country in found.order_by("since", "pk").values_list(
            "since", "condition__name", "outcome", "country__iso3", "country__name"
        )
    ]
