"""Read each condition's outcomes, for all and for single countries, with their history."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from commitments.matrix.state import MatrixState
from commitments.matrix.vocabulary import read_vocabulary
from commitments.models import Coalition, ConditionOutcome

OPEN = ConditionOutcome.Outcome.OPEN


@dataclass(frozen=True, slots=True)
class OutcomeLine:
    """An outcome as it was recorded."""

    country: str
    outcome: str
    outcome_name: str
    since: date
    quotation: str
    article: int
    article_title: str
    publisher: str
    passage: int
    note: str
    recorded_by: str
    recorded_on: date
    is_present: bool


@dataclass(frozen=True, slots=True)
class ConditionPage:
    """A condition: its outcome for all, countries that differ, and everything recorded.

    `implied` is true if it is met only because a condition that implies it is met.
    """

    slug: str
    name: str
    definition: str
    outcome: str
    outcome_name: str
    implied: bool
    present: OutcomeLine | None
    differing: tuple[OutcomeLine, ...]
    history: tuple[OutcomeLine, ...]


def read_conditions(coalition: Coalition, *, today: date) -> tuple[ConditionPage, ...]:
    """Read the coalition's conditions in its order. Two queries."""
    vocabulary = read_vocabulary(coalition, MatrixState(as_of=today, is_today=True))
    rows = (
        ConditionOutcome.objects.filter(coalition=coalition)
        .select_related(
            "condition", "country", "recorded_by", "passage__snapshot__article__publisher"
        )
        .defer("passage__snapshot__text", "passage__snapshot__raw", "passage__snapshot__search")
        # The matrix uses the same order to pick the outcome that counts.
        .order_by("-since", "-recorded_at", "-pk")
    )
    lines: dict[str, list[OutcomeLine]] = {}
    held: set[tuple[int, int | None]] = set()
    for row in rows:
        cell = (row.condition_id, row.country_id)
        is_present = row.since <= today and cell not in held
        if is_present:
            held.add(cell)
        lines.setdefault(row.condition.slug, []).append(_line(row, is_present=is_present))
    pages = []
    for term in vocabulary.picked_conditions():
        history = lines.get(term.slug, [])
        present = [line for line in history if line.is_present]
        for_all = next((line for line in present if not line.country), None)
        outcome, _ = vocabulary.outcomes.status(term.slug, None)
        pages.append(
            ConditionPage(
                slug=term.slug,
                name=term.name,
                definition=term.definition,
                outcome=outcome,
                outcome_name=ConditionOutcome.Outcome(outcome).label,
                implied=outcome != (for_all.outcome if for_all else OPEN),
                present=for_all,
                differing=tuple(
                    sorted((line for line in present if line.country), key=lambda x: x.country)
                ),
                history=tuple(history),
            )
        )
    return tuple(pages)


def _line(row: ConditionOutcome, *, is_present: bool) -> OutcomeLine:
    article = row.passage.snapshot.article
    return OutcomeLine(
        country=row.country.local_name if row.country else "",
        outcome=row.outcome,
        outcome_name=row.get_outcome_display(),
        since=row.since,
        quotation=row.passage.exact,
        article=article.pk,
        article_title=article.title,
        publisher=article.publisher.name,
        passage=row.passage_id,
        note=row.note,
        recorded_by=row.recorded_by.name,
        recorded_on=row.recorded_at.date(),
        is_present=is_present,
    )
