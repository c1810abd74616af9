"""Read each condition: what became of it, who waits for it, and what would follow.

The matrix says who waits, so that the page and the matrix's scenario cannot disagree.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from commitments.matrix.build import build_matrix
from commitments.matrix.state import MatrixState
from commitments.matrix.values import Matrix, ShownPledge
from commitments.matrix.vocabulary import ConditionTerm, Vocabulary
from commitments.models import (
    Citation,
    Coalition,
    ConditionOutcome,
    StatementCondition,
)
from commitments.rules.conditionality import Outcomes, Verdict
from commitments.rules.headcounts import Total, add_up, country_totals
from commitments.rules.stances import NEGATIVE, Conditionality, Stance
from commitments.statements.anchors import CurrentAnchor, anchors_of
from readers.pledges.statement_cards import Quotation

_SETTLED = ("met", "waived")
_KINDS = dict(StatementCondition.Kind.choices)
Outcome = ConditionOutcome.Outcome


@dataclass(frozen=True, slots=True)
class OutcomeLine:
    """An outcome as it was recorded, with its quotation. No country: for all."""

    iso3: str
    country: str
    outcome: str
    outcome_name: str
    since: date
    note: str
    quotation: Quotation
    recorded_on: date
    is_present: bool


@dataclass(frozen=True, slots=True)
class WaitingPledge:
    """A pledge that names the condition. No country: a collective claim."""

    iso3: str
    country: str
    pledge: ShownPledge
    stance_name: str
    status: str
    status_name: str
    is_assumed: bool
    detail: str
    kind: str
    others: tuple[str, ...]

    @property
    def is_waiting(self) -> bool:
        """Whether no outcome has settled it for this country yet."""
        return self.status not in (*_SETTLED, "failed") or self.is_assumed


@dataclass(frozen=True, slots=True)
class Consequence:
    """What would follow if the condition were met: pledges that would no longer wait."""

    freed: int
    countries: int
    still_waiting: int
    totals: Mapping[str, Total]
    address: str


@dataclass(frozen=True, slots=True)
class ConditionPage:
    """One condition with all of this. `consequence` is None if there is nothing left to assume."""

    slug: str
    name: str
    definition: str
    outcome: str
    outcome_name: str
    is_assumed: bool
    brought_by: tuple[str, ...]
    present: OutcomeLine | None
    differing: tuple[OutcomeLine, ...]
    earlier: tuple[OutcomeLine, ...]
    waiting: tuple[WaitingPledge, ...]
    settled: tuple[WaitingPledge, ...]
    consequence: Consequence | None

    @property
    def countries_waiting(self) -> int:
        """Return how many countries wait for it, without collective claims."""
        return len({waiter.iso3 for waiter in self.waiting if waiter.iso3})


# condition, group, kind, detail: one condition of a statement, as it is stored
_Link = tuple[str, int | None, str, str]


@dataclass(frozen=True, slots=True)
class _PledgeWithConditions:
    """A pledge of the matrix with its country and the conditions of its heading statement."""

    iso3: str
    country: str
    pledge: ShownPledge
    links: Sequence[_Link]


def read_conditions(coalition: Coalition, state: MatrixState) -> tuple[ConditionPage, ...]:
    """Read the coalition's conditions at `state`, most waited for first. Six queries."""
    built = build_matrix(coalition, state.without_filters())
    vocabulary = built.vocabulary
    with_conditions = _with_conditions(built, vocabulary)
    lines = _outcome_lines(coalition, state)
    pages = [
        _page(term, lines.get(term.slug, []), with_conditions, vocabulary, state)
        for term in vocabulary.picked_conditions()
    ]
    return tuple(sorted(pages, key=lambda page: -len(page.waiting)))


def _with_conditions(built: Matrix, vocabulary: Vocabulary) -> list[_PledgeWithConditions]:
    shown = {
        pledge.id: (row.iso3, row.name, pledge)
        for row in sorted(built.rows, key=lambda row: row.name)
        for cell in row.cells.values()
        for pledge in cell.pledges
    }
    shown |= {pledge.id: ("", "", pledge) for pledge in built.collective}
    links: dict[int, list[_Link]] = {}
    for statement, condition, group, kind, detail in (
        StatementCondition.objects.filter(
            statement__in=[pledge.word.statement_id for _, _, pledge in shown.values()]
        )
        .order_by("pk")
        .values_list("statement_id", "condition_id", "group", "kind", "detail")
    ):
        slug = vocabulary.conditions[condition].slug
        links.setdefault(statement, []).append((slug, group, kind, detail))
    return [
        _PledgeWithConditions(iso3, name, pledge, links.get(pledge.word.statement_id, ()))
        for iso3, name, pledge in shown.values()
    ]


def _outcome_lines(coalition: Coalition, state: MatrixState) -> dict[str, list[OutcomeLine]]:
    found = (
        ConditionOutcome.objects.filter(
            coalition=coalition, since__lte=state.as_of, recorded_at__lte=state.known_until
        )
        .select_related("condition", "country", "passage__snapshot__article__publisher")
        .defer("passage__snapshot__text", "passage__snapshot__raw", "passage__snapshot__search")
        # The matrix uses the same order to pick the outcome that counts.
        .order_by("-since", "-recorded_at", "-pk")
    )
    rows = list(found)
    anchors = anchors_of(row.passage_id for row in rows)
    lines: dict[str, list[OutcomeLine]] = {}
    seen: set[tuple[int, int | None]] = set()
    for row in rows:
        cell = (row.condition_id, row.country_id)
        lines.setdefault(row.condition.slug, []).append(
            _line(row, anchors.get(row.passage_id), is_present=cell not in seen)
        )
        seen.add(cell)
    return lines


def _line(row: ConditionOutcome, anchor: CurrentAnchor | None, *, is_present: bool) -> OutcomeLine:
    return OutcomeLine(
        iso3=row.country.iso3 if row.country else "",
        country=row.country.local_name if row.country else "",
        outcome=row.outcome,
        outcome_name=row.get_outcome_display(),
        since=row.since,
        note=row.note,
        quotation=quotation_of_outcome(row, anchor),
        recorded_on=row.recorded_at.date(),
        is_present=is_present,
    )


def quotation_of_outcome(outcome: ConditionOutcome, anchor: CurrentAnchor | None) -> Quotation:
    """Return the quotation that proves an outcome; prefetch the passage's article."""
    return Quotation(
        passage=outcome.passage,
        article=outcome.passage.snapshot.article,
        function=Citation.Function.SUPPORTS,
        function_name=str(Citation.Function.SUPPORTS.label),
        proves=(),
        added_later_at=None,
        anchor=anchor,
    )


def _page(
    term: ConditionTerm,
    lines: Sequence[OutcomeLine],
    with_conditions: Sequence[_PledgeWithConditions],
    vocabulary: Vocabulary,
    state: MatrixState,
) -> ConditionPage:
    outcomes = vocabulary.outcomes
    outcome, is_assumed = outcomes.status(term.slug, None)
    present = [line for line in lines if line.is_present]
    waiters = [
        _waiter(one, link, vocabulary)
        for one in with_conditions
        for link in one.links
        if link[0] == term.slug
    ]
    waiting = tuple(waiter for waiter in waiters if waiter.is_waiting)
    return ConditionPage(
        slug=term.slug,
        name=term.name,
        definition=term.definition,
        outcome=outcome,
        outcome_name=str(Outcome(outcome).label),
        is_assumed=is_assumed,
        brought_by=tuple(vocabulary.name_of(wider) for wider in outcomes.brought_by(term.slug)),
        present=next((line for line in present if not line.iso3), None),
        differing=tuple(sorted((x for x in present if x.iso3), key=lambda x: x.country)),
        earlier=tuple(line for line in lines if not line.is_present),
        waiting=waiting,
        settled=tuple(waiter for waiter in waiters if not waiter.is_waiting),
        consequence=_consequence(term.slug, with_conditions, outcomes, state) if waiting else None,
    )


def _waiter(one: _PledgeWithConditions, link: _Link, vocabulary: Vocabulary) -> WaitingPledge:
    slug, group, kind, detail = link
    status, is_assumed = vocabulary.outcomes.status(slug, one.iso3 or None)
    alternatives = tuple(
        vocabulary.name_of(other)
        for other, theirs, _, _ in one.links
        if group is not None and theirs == group and other != slug
    )
    return WaitingPledge(
        iso3=one.iso3,
        country=one.country,
        pledge=one.pledge,
        stance_name=str(Stance(one.pledge.word.stance).label),
        status=status,
        status_name=str(Outcome(status).label),
        is_assumed=is_assumed,
        detail=detail,
        kind="" if kind == StatementCondition.Kind.STATED else str(_KINDS[kind]),
        others=alternatives,
    )


def _consequence(
    slug: str,
    with_conditions: Iterable[_PledgeWithConditions],
    outcomes: Outcomes,
    state: MatrixState,
) -> Consequence:
    """Compute every pledge's verdict as if this condition, and those it implies, were met too."""
    supposed = outcomes.assuming(slug)
    freed: dict[str, list[ShownPledge]] = {}
    still = 0
    for one in with_conditions:
        if one.pledge.word.stance in NEGATIVE or not _waits(one.pledge.word.verdict):
            continue
        verdict = supposed.verdict([(s, g) for s, g, _, _ in one.links], one.iso3 or None)
        if not _waits(verdict) and verdict.conditionality != Conditionality.FAILED:
            freed.setdefault(one.iso3, []).append(one.pledge)
        elif verdict.still_open < one.pledge.word.verdict.still_open:
            still += 1
    # Collective claims are counted separately from the countries' figures.
    rows = [
        country_totals((p.word.stance, p.word.headcount) for p in pledges)
        for iso3, pledges in freed.items()
        if iso3
    ]
    return Consequence(
        freed=sum(len(pledges) for pledges in freed.values()),
        countries=len([iso3 for iso3 in freed if iso3]),
        still_waiting=still,
        totals={name: total for name, total in add_up(rows).items() if total.countries},
        address=state.without_filters().address(assume=tuple(dict.fromkeys((*state.assume, slug)))),
    )


def _waits(verdict: Verdict) -> bool:
    return verdict.conditionality == Conditionality.OPEN
