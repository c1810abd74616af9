"""Build the matrix: country × role at two times, under assumptions.

`build_matrix` costs four queries whatever the size. Everything that a page or the API shows of a
cell is computed here, once; `readers/matrix/html.py` turns it into HTML,
`readers/machines/matrix_json.py` into JSON. The values are defined in `values.py`, the order of
rows in `row_order.py`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from commitments.matrix import sql
from commitments.matrix.facets import finds, passes
from commitments.matrix.row_order import in_order, require_known_order
from commitments.matrix.state import MatrixState, unknown
from commitments.matrix.values import (
    Cell,
    ConditionChoice,
    CountryFacts,
    Matrix,
    Row,
    ShownCheck,
    ShownPledge,
    ShownStatement,
)
from commitments.matrix.vocabulary import (
    Column,
    SupposedOutcome,
    Vocabulary,
    bind_values,
    read_vocabulary,
)
from commitments.models import Coalition
from commitments.rules.conditionality import UNCONDITIONAL
from commitments.rules.grades import evidence_grade
from commitments.rules.headcounts import Headcount, add_up, country_totals
from commitments.rules.names import country_name
from commitments.rules.stances import Empty


@dataclass(frozen=True, slots=True)
class SupposedStatements:
    """Statements to suppose as published or retracted, to see how the matrix would change.

    They belong to one country (None: the collective claims). `publish` is a statement taken as
    public from now on, `retract` one taken as retracted now.
    """

    country_id: int | None
    publish: int | None = None
    retract: int | None = None


def build_matrix(
    coalition: Coalition,
    state: MatrixState,
    *,
    supposing: SupposedStatements | SupposedOutcome | None = None,
) -> Matrix:
    """Read the coalition's matrix at `state`, in four queries.

    With `supposing`, the matrix is read as it would be, without writing anything; only the rows of
    the supposed statements' country are read. (A reader's assumptions are separate and are in
    `state`: an assumption does not undo what is settled, and a verdict names the assumptions it
    depends on.) Raises BadParameter if the state names a role, condition or country that does not
    exist.
    """
    vocabulary = read_vocabulary(
        coalition, state, supposing=supposing if isinstance(supposing, SupposedOutcome) else None
    )
    require_known_order(state, vocabulary)
    times = bind_values(coalition, state)
    countries_sql, pledges_sql = sql.COUNTRIES, sql.PLEDGES
    if isinstance(supposing, SupposedStatements):
        times |= {
            "country": supposing.country_id,
            "publish": supposing.publish,
            "retract": supposing.retract,
        }
        countries_sql, pledges_sql = (
            sql.with_supposed(query, sql.SUPPOSED_STATEMENTS)
            for query in (countries_sql, pledges_sql)
        )
    with connection.cursor() as cursor:
        cursor.execute(countries_sql, times)
        countries = cursor.fetchall()
        iso3_of = {pk: iso3 for pk, iso3, *_ in countries}
        for code in state.country:
            if code not in iso3_of.values():
                raise unknown(
                    "country", code, _("country"), [_("ISO 3166 codes such as GBR"), "EUE"]
                )
        cursor.execute(pledges_sql, times)
        pledges = _pledges(cursor.fetchall(), vocabulary, iso3_of, state.as_of)
        cursor.execute(sql.CHECKS, times)
        checks = cursor.fetchall()

    columns = {
        pk: column
        for pk, column in vocabulary.columns.items()
        if not state.role or column.slug in state.role
    }
    own = [pledge for pledge in pledges if pledge.country_id is not None]
    rows = _rows(state, countries, columns, own, checks)
    shown = {p.id: p for row in rows for cell in row.cells.values() for p in cell.pledges}
    collective = [pledge for pledge in pledges if pledge.country_id is None]
    return Matrix(
        coalition=coalition,
        state=state,
        columns=list(columns.values()),
        all_columns=list(vocabulary.columns.values()),
        conditions=_condition_choices(vocabulary, pledges),
        vocabulary=vocabulary,
        rows=in_order(rows, state),
        collective=sorted(collective, key=lambda p: (p.word.said_on, p.id), reverse=True),
        totals=add_up(row.totals for row in rows),
        quotations=sum(pledge.word.quotations for pledge in shown.values()),
        pledges=len(shown),
        last_said_on=max((pledge.word.said_on for pledge in pledges), default=None),
        country_choices=[
            (iso3, country_name(iso3, name))
            for _, iso3, name, _, _, has_row in countries
            if has_row
        ],
        read=own,
        countries={
            pk: CountryFacts(iso3, country_name(iso3, name), groups)
            for pk, iso3, name, groups, _, has_row in countries
            if has_row
        },
    )


def _pledges(
    rows: Iterable[tuple[Any, ...]],
    vocabulary: Vocabulary,
    iso3_of: dict[int, str],
    as_of: date,
) -> list[ShownPledge]:
    """Pair each pledge's own word with a later report; without own word the report heads."""
    # Most statements give no numbers: they share one value.
    silent = Headcount(None, None)
    slugs = {pk: term.slug for pk, term in vocabulary.conditions.items()}
    judge = vocabulary.outcomes.verdict
    pledges: dict[int, ShownPledge] = {}
    for (
        reference, title, country_id, place, role_ids,
        statement_id, is_own, stance, rank, base, said_on,
        low, high, wording, withheld, summary,
        quotations, origins, is_disputed, conditions, groups, pledge_id,
    ) in rows:  # fmt: skip
        if conditions:
            waits = [(slugs[pk], group) for pk, group in zip(conditions, groups, strict=True)]
            verdict = judge(waits, iso3_of.get(country_id))
        else:
            verdict = UNCONDITIONAL
        word = ShownStatement(
            statement_id,
            is_own,
            stance,
            rank,
            evidence_grade(base, origins),
            said_on,
            (as_of - said_on).days,
            silent
            if low is None and high is None and not wording and not withheld
            else Headcount(low, high, wording, withheld),
            summary,
            quotations,
            is_disputed,
            verdict,
        )
        # The query puts the country's own word before the report.
        head = pledges.get(pledge_id)
        if head is None:
            pledges[pledge_id] = ShownPledge(
                pledge_id, reference, title, country_id, place, role_ids or (), word, None
            )
        elif said_on > head.word.said_on:
            pledges[pledge_id] = head._replace(reported_since=word)
    return list(pledges.values())


def _rows(
    state: MatrixState,
    countries: Iterable[tuple[Any, ...]],
    columns: dict[int, Column],
    pledges: Iterable[ShownPledge],
    checks: Iterable[tuple[Any, ...]],
) -> list[Row]:
    by_country: dict[int, list[ShownPledge]] = {}
    filters = state.filters_pledges
    for pledge in pledges:
        if not filters or passes(state, pledge):
            by_country.setdefault(pledge.country_id or 0, []).append(pledge)
    looked = {
        (country, role): ShownCheck(outcome, day, note)
        for country, role, outcome, day, note in checks
    }
    rows = []
    for pk, iso3, stored, groups, standing, has_row in countries:
        if not has_row or (state.country and iso3 not in state.country):
            continue
        if state.group and not set(state.group) & set(groups):
            continue
        name = country_name(iso3, stored)
        # Find the country by its name in the reader's language or by the English one.
        if state.q and not finds(state.q, f"{name} {stored}", iso3):
            continue
        own = by_country.get(pk, [])
        cells = _cells(state, pk, columns, own, looked)
        if state.filters_pledges and not cells:
            continue
        shown = {pledge.id: pledge for cell in cells.values() for pledge in cell.pledges}
        rows.append(
            Row(
                iso3,
                name,
                groups,
                standing,
                cells,
                country_totals((p.word.stance, p.word.headcount) for p in shown.values()),
                max((pledge.word.said_on for pledge in shown.values()), default=None),
            )
        )
    return rows


def _cells(
    state: MatrixState,
    country_id: int,
    columns: dict[int, Column],
    pledges: Iterable[ShownPledge],
    looked: dict[tuple[int, int], ShownCheck],
) -> dict[str, Cell]:
    """Return the country's cells by role slug; filters of pledges leave out empty cells."""
    by_role: dict[int, list[ShownPledge]] = {}
    # Sort once, before the pledges are distributed to their roles.
    ranked = sorted(pledges, key=lambda p: (p.word.rank, p.word.said_on), reverse=True)
    for pledge in ranked:
        for role in pledge.role_ids:
            by_role.setdefault(role, []).append(pledge)
    cells = {}
    for pk, column in columns.items():
        if pk in by_role:
            cells[column.slug] = Cell(column, "stated", by_role[pk])
        elif not state.filters_pledges:
            check = looked.get((country_id, pk))
            outcome = check.outcome if check else Empty.NOT_RESEARCHED.value
            cells[column.slug] = Cell(column, outcome, check=check)
    return cells


def _condition_choices(
    vocabulary: Vocabulary, pledges: Iterable[ShownPledge]
) -> list[ConditionChoice]:
    """The coalition's conditions, each with the number of pledges that assuming it affects."""
    waiting: dict[str, int] = {}
    for pledge in pledges:
        verdict = pledge.word.verdict
        if verdict is UNCONDITIONAL:
            continue
        for slug in {*verdict.open_conditions, *verdict.freed_by}:
            waiting[slug] = waiting.get(slug, 0) + 1
    return [
        ConditionChoice(
            term.slug,
            term.name,
            term.definition,
            *vocabulary.outcomes.status(term.slug, None),
            waiting.get(term.slug, 0),
        )
        for term in vocabulary.picked_conditions()
    ]
