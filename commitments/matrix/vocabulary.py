"""A coalition's own terms and the outcomes of its conditions: one query for every page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from commitments.matrix import sql
from commitments.matrix.state import MatrixState, unknown
from commitments.models import Coalition
from commitments.rules.conditionality import Outcomes
from commitments.rules.names import term_text


@dataclass(frozen=True, slots=True)
class Column:
    """A role of the coalition."""

    slug: str
    name: str
    short_name: str
    definition: str


@dataclass(frozen=True, slots=True)
class ConditionTerm:
    """A condition; `is_picked` where it belongs to the coalition's own list."""

    slug: str
    name: str
    is_picked: bool
    definition: str


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Roles and conditions by primary key, in the coalition's order, and their outcomes."""

    columns: dict[int, Column]
    conditions: dict[int, ConditionTerm]
    outcomes: Outcomes

    def picked_conditions(self) -> list[ConditionTerm]:
        """Return the coalition's own conditions."""
        return [term for term in self.conditions.values() if term.is_picked]

    def name_of(self, slug: str) -> str:
        """Return a condition's name."""
        return next((t.name for t in self.conditions.values() if t.slug == slug), slug)


def bind_values(coalition: Coalition, state: MatrixState) -> dict[str, Any]:
    """Return the bind values of every query in `sql`."""
    return {"coalition": coalition.pk, "as_of": state.as_of, "known": state.known_until}


@dataclass(frozen=True, slots=True)
class SupposedOutcome:
    """An outcome to suppose for a condition from a day on; without a country, for all countries."""

    condition: int
    country: int | None
    outcome: str
    since: date


def read_vocabulary(
    coalition: Coalition, state: MatrixState, *, supposing: SupposedOutcome | None = None
) -> Vocabulary:
    """Read the vocabulary in one query, with a supposed outcome if one is given.

    Raises BadParameter for a role or assumption that the coalition does not have.
    """
    query, values = sql.VOCABULARY, bind_values(coalition, state)
    if supposing is not None:
        query = sql.with_supposed(query, sql.SUPPOSED_OUTCOME)
        values |= {
            "condition": supposing.condition,
            "settled_for": supposing.country,
            "outcome": supposing.outcome,
            "since": supposing.since,
        }
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        roles, conditions, implications, outcomes = cursor.fetchone()
    columns = {
        pk: Column(slug, term_text(name), term_text(short_name), term_text(definition))
        for pk, slug, name, short_name, definition in roles
    }
    terms = {
        pk: ConditionTerm(slug, term_text(name), is_picked, term_text(definition))
        for pk, slug, name, is_picked, definition in conditions
    }
    _require_known(
        "role", state.role, [c.slug for c in columns.values()], _("role of this coalition")
    )
    picked = [term.slug for term in terms.values() if term.is_picked]
    _require_known("assume", state.assume, picked, _("condition of this coalition"))
    recorded = {(terms[condition].slug, iso3): outcome for condition, iso3, outcome in outcomes}
    judge = Outcomes(recorded, _implies(implications, terms), state.assume)
    return Vocabulary(columns, terms, judge)


def _require_known(name: str, given: Iterable[str], known: Sequence[str], what: str) -> None:
    for slug in given:
        if slug not in known:
            raise unknown(name, slug, what, known)


def _implies(
    implications: Iterable[tuple[int, int]], terms: dict[int, ConditionTerm]
) -> dict[str, list[str]]:
    implies: dict[str, list[str]] = {}
    for condition, implied in implications:
        implies.setdefault(terms[condition].slug, []).append(terms[implied].slug)
    return implies
