"""The read model against the one plain query for the same cells, and how both grow."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from bench import plain_sql
from bench.report import Section, goal, timed_rows
from bench.sizes import LARGE, SIZES, SMALL
from bench.timing import Sample, take_turns
from commitments.matrix.build import build_matrix
from commitments.matrix.state import parse_state
from commitments.matrix.values import Matrix
from commitments.matrix.vocabulary import bind_values
from commitments.models import Coalition

MOST_TIMES_AS_LONG = 2.0
MOST_QUERIES = 4


def built(slug: str) -> Matrix:
    """The matrix of a plain visit: today, everything."""
    return build_matrix(Coalition.objects.get(slug=slug), parse_state(QueryDict()))


def run() -> list[Section]:
    """Both sizes, in turns."""
    samples: dict[str, Sample] = {}
    queries: dict[str, int] = {}
    candidates: dict[str, Callable[[], object]] = {}
    with plain_sql.connect() as plain:
        for size in SIZES:
            coalition = Coalition.objects.get(slug=size.slug)
            state = parse_state(QueryDict())
            values = bind_values(coalition, state)
            matrix = build_matrix(coalition, state)
            _must_agree(matrix, plain_sql.read_cells(plain, values))
            with CaptureQueriesContext(connection) as captured:
                build_matrix(coalition, state)
            queries[size.slug] = len(captured)
            candidates[f"plain query, {size.statements:,}"] = partial(
                plain_sql.read_cells, plain, values
            )
            candidates[f"build_matrix, {size.statements:,}"] = partial(
                build_matrix, coalition, state
            )
        samples = take_turns(candidates)
    by_size = {
        size.slug: {
            name: s for name, s in samples.items() if name.endswith(f" {size.statements:,}")
        }
        for size in SIZES
    }
    rows = []
    for slug, sized in by_size.items():
        base, _ = sized
        rows += [
            [*row, n]
            for row, n in zip(timed_rows(sized, base=base), ("1", str(queries[slug])), strict=True)
        ]
    plain_large, ours = by_size[LARGE].values()
    plain_small, ours_small = by_size[SMALL].values()
    return [
        Section(
            "Read model",
            ["published statements", "median ms", "quartiles", "× plain query", "queries"],
            rows,
            [
                goal(
                    "build_matrix at 20,000", ours.times_as_long_as(plain_large), MOST_TIMES_AS_LONG
                ),
                goal("queries at either size", max(queries.values()), MOST_QUERIES, ""),
                f"twenty times the statements: {ours.times_as_long_as(ours_small):.1f} × as long,"
                f" the plain query {plain_large.times_as_long_as(plain_small):.1f} ×",
            ],
        )
    ]


def _must_agree(matrix: Matrix, rows: list[tuple[Any, ...]]) -> None:
    """Both name the same pledges in the same cells with the same words, or the ratio is void."""
    ours = {
        (
            row.iso3,
            slug,
            pledge.reference,
            pledge.place,
            (word := pledge.word).stance,
            word.said_on,
            word.headcount.low,
            word.headcount.high,
            word.headcount.wording,
            word.quotations,
        )
        for row in matrix.rows
        for slug, cell in row.cells.items()
        for pledge in cell.pledges
    }
    theirs = {row[:-1] for row in rows}
    if ours != theirs or len(rows) != len(theirs):
        raise RuntimeError(f"The plain query and the read model differ: {list(ours ^ theirs)[:3]}")
