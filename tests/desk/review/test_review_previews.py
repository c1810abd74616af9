"""The matrix before and after, on the review page: the truth, told without touching anything."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from commitments.models import Statement, StatementCondition
from commitments.services.publishing import publish_statement, retract_statement
from desk.review.cell_previews import (
    MatrixPreview,
    ShownCell,
    preview_publication,
    preview_retraction,
)
from tests.factories.commitments import (
    CitationFactory,
    StatementFactory,
    submit,
)
from tests.factories.small_coalition import SPEAKERS, SmallCoalition
from tests.raw_sql import rows

pytestmark = pytest.mark.django_db
BUILD_TWICE = 8


def in_review(small: SmallCoalition, pledge: Any, grade: str = "B", **fields: Any) -> Statement:
    waits = fields.pop("waits", ())
    statement = StatementFactory(
        **{
            "pledge": pledge,
            "author": small.author,
            "said_on": date(2025, 9, 5),
            **SPEAKERS[grade],
            **fields,
        }
    )
    for slug in waits:
        StatementCondition.objects.create(statement=statement, condition=small.conditions[slug])
    CitationFactory(statement=statement)
    return submit(statement)


def first(small: SmallCoalition) -> Statement:
    return in_review(small, small.pledge(), "A", stance="committed", waits=["ceasefire"])


def newer(small: SmallCoalition) -> Statement:
    pledge = small.pledge("GBR", "training", "logistics")
    small.say(pledge, "committed", headcount_max=100)
    return in_review(small, pledge, stance="withdrawn", headcount_max=None)


def report(small: SmallCoalition) -> Statement:
    pledge = small.pledge()
    small.say(pledge, "offered")
    return in_review(small, pledge, "E", stance="floated")


def older(small: SmallCoalition) -> Statement:
    pledge = small.pledge()
    small.say(pledge, "committed", "2025-09-20")
    return in_review(small, pledge, stance="considering")


def same_day(small: SmallCoalition) -> Statement:
    pledge = small.pledge()
    small.say(pledge, "committed", "2025-09-05", waits={"ceasefire": 1, "vote": 1})
    return in_review(small, pledge, stance="offered", headcount_min=5, headcount_max=9)


def correction(small: SmallCoalition) -> Statement:
    pledge = small.pledge()
    wrong = small.say(pledge, "committed", "2025-09-20")
    small.say(small.pledge("GBR", place="sea"), "ruled_out", "2025-09-21")
    return in_review(
        small, pledge, stance="offered", corrects=wrong, reason="It was an offer.",
        said_on=date(2025, 9, 2),
    )  # fmt: skip


def disputed(small: SmallCoalition) -> Statement:
    pledge = small.pledge()
    wrong = small.say(pledge, "committed")
    small.contradict(wrong, small.say(small.pledge("FRA"), "offered"))
    return in_review(small, pledge, stance="offered", corrects=wrong, reason="It was an offer.")


def collective(small: SmallCoalition) -> Statement:
    pledge = small.pledge(None)
    small.say(pledge, "floated", headcount_max=30000)
    return in_review(small, pledge, stance="offered", headcount_max=15000)


CASES = (first, newer, report, older, same_day, correction, disputed, collective)


def now_of(preview: MatrixPreview) -> list[tuple[str, ShownCell]]:
    return [(cell.role, cell.before) for cell in preview.cells]


def then_of(preview: MatrixPreview) -> list[tuple[str, ShownCell]]:
    return [(cell.role, cell.after) for cell in preview.cells]


@pytest.mark.parametrize("case", CASES)
def test_what_was_foretold_is_what_readers_see_once_it_is_published(
    case: Callable[[SmallCoalition], Statement], small: SmallCoalition
) -> None:
    statement = case(small)
    foretold = preview_publication(statement)
    publish_statement(statement=statement, by=small.editor)
    seen = preview_publication(statement)
    assert then_of(foretold) == now_of(seen)
    assert foretold.sentence_after == seen.sentence_before
    if statement.pledge.country:
        iso3 = statement.pledge.country.iso3
        head = small.cell(iso3).headline
        assert seen.cells[0].before.stance == head.word.stance


def test_what_was_foretold_of_a_retraction_is_what_readers_see(small: SmallCoalition) -> None:
    pledge = small.pledge()
    small.say(pledge, "considering", "2025-08-01")
    statement = small.say(pledge, "committed")
    foretold = preview_retraction(statement)
    [cell] = foretold.cells
    assert (cell.before.stance, cell.after.stance) == ("committed", "considering")
    retract_statement(statement=statement, reason="Misread.", by=small.editor)
    assert then_of(foretold) == now_of(preview_retraction(statement))


def test_the_first_word_of_a_country_fills_an_empty_cell(small: SmallCoalition) -> None:
    preview = preview_publication(first(small))
    [cell] = preview.cells
    assert cell.before.empty == "The country has no row yet"
    assert (cell.after.stance, cell.after.grade) == ("committed", "A")
    assert cell.after.waits == "waits for Ceasefire"
    assert preview.sentence_after == "Has committed to training. Waits for ceasefire."
    assert not preview.is_same


def test_roles_that_look_alike_are_told_once(small: SmallCoalition) -> None:
    [cell] = preview_publication(newer(small)).cells
    assert cell.role == "Training and Logistics"
    assert (cell.before.headcount, cell.after.headcount) == ("up to 100", "")


def test_an_older_word_changes_no_cell(small: SmallCoalition) -> None:
    assert preview_publication(older(small)).is_same


def snapshot_of_everything() -> dict[str, object]:
    """Every table with the digest of its rows, the history's among them."""
    tables = rows(
        "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
        " AND tablename ~ '^(commitments|articles|core|pghistory)_' ORDER BY 1"
    )
    return {
        table: rows(
            f"SELECT count(*), md5(string_agg(t::text, '|' ORDER BY t::text)) FROM {table} t"
        )
        for (table,) in tables
    }


def test_foretelling_leaves_no_trace(small: SmallCoalition) -> None:
    statement = correction(small)
    before = snapshot_of_everything()
    with CaptureQueriesContext(connection) as captured:
        preview_publication(statement)
    assert len(captured) <= BUILD_TWICE + 1
    assert all(query["sql"].lstrip().startswith(("SELECT", "WITH")) for query in captured)
    assert snapshot_of_everything() == before


def test_foretelling_costs_the_same_whatever_there_is(small: SmallCoalition) -> None:
    statement = first(small)
    with CaptureQueriesContext(connection) as few:
        preview_publication(statement)
    for code in ("FRA", "DEU", "ITA"):
        small.say(small.pledge(code, "training", "logistics"), waits={"vote": None})
    small.say(statement.pledge, on="2025-07-01")
    with CaptureQueriesContext(connection) as many:
        preview_publication(Statement.objects.get(pk=statement.pk))
    # The second statement is read anew: its pledge, country, coalition come on top.
    assert len(many) <= len(few) + 4


def test_ordinary_readers_are_not_shown_what_is_supposed(small: SmallCoalition) -> None:
    statement = newer(small)
    preview_publication(statement)
    head = small.cell("GBR").headline
    assert head.word.stance == "committed"
