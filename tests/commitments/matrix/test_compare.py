"""Two states side by side: what rose, fell, appeared, was withdrawn, taken back, adjusted."""

import pytest
from django.http import QueryDict

from commitments.matrix.build import build_matrix
from commitments.matrix.comparison import Comparison, compare_matrices, compared_state
from commitments.matrix.state import parse_state
from tests.factories.commitments import CountryFactory
from tests.factories.small_coalition import TODAY, SmallCoalition

pytestmark = pytest.mark.django_db


def read(small: SmallCoalition, address: str) -> Comparison:
    state = parse_state(QueryDict(address), today=TODAY)
    other = compared_state(state)
    return compare_matrices(
        build_matrix(small.coalition, other), build_matrix(small.coalition, state)
    )


def told(comparison: Comparison) -> dict[str, str]:
    return {f"{c.iso3} {c.role}": c.kind for c in comparison.changes}


def test_each_kind_of_change_is_told_apart(small: SmallCoalition) -> None:
    for iso3, first, then in (
        ("AAA", "considering", "committed"),
        ("BBB", "committed", "considering"),
        ("CCC", "offered", "withdrawn"),
        ("DDD", "offered", "lapsed"),
        ("EEE", "offered", "ruled_out"),
        ("FFF", "offered", "offered"),
    ):
        pledge = small.pledge(iso3)
        small.say(pledge, first, "2025-09-01")
        small.say(pledge, then, "2025-10-01")
    small.say(small.pledge("GGG"), "floated", "2025-10-01")
    comparison = read(small, "compare=2025-09-15")
    assert told(comparison) == {
        "AAA training": "rose",
        "BBB training": "fell",
        "CCC training": "withdrawn",
        "DDD training": "withdrawn",
        "EEE training": "fell",
        "GGG training": "appeared",
    }
    assert all(change.is_news for change in comparison.changes)
    rose = comparison.cells()["AAA", "training"]
    assert (rose.was, rose.is_now) == ("Considering", "Committed")
    assert [kind.value for kind, _, _ in comparison.by_kind] == [
        "appeared", "rose", "fell", "withdrawn",
    ]  # fmt: skip


def test_number_and_conditions_are_details(small: SmallCoalition) -> None:
    pledge = small.pledge("AAA")
    small.say(pledge, on="2025-09-01", headcount_max=5000, waits={"ceasefire": None, "vote": None})
    small.say(pledge, on="2025-10-01", headcount_max=2000, waits={"ceasefire": None})
    small.say(small.pledge("BBB"), waits={"vote": None})
    small.outcome("vote", "met", "2025-10-01")
    changes = read(small, "compare=2025-09-15").cells()
    assert changes["AAA", "training"].details == (
        "headcount up to 5,000 → up to 2,000",
        "open conditions 2 → 1",
    )
    assert changes["BBB", "training"].details == ("open conditions 1 → 0",)
    assert not changes["BBB", "training"].is_news, "its words are those of before"
    assert {change.kind for change in changes.values()} == {"adjusted"}


def test_pledge_beside_the_heading_one_is_noticed(small: SmallCoalition) -> None:
    small.say(small.pledge("AAA"), "committed")
    small.say(small.pledge("AAA", place="sea"), "ruled_out", "2025-10-01")
    change = read(small, "compare=2025-09-15").cells()["AAA", "training"]
    assert (change.kind, change.details) == ("adjusted", ("1 pledge beside it changed",))


def test_what_was_taken_back_is_no_news(small: SmallCoalition) -> None:
    gone = small.say(small.pledge("AAA"), at="2025-09-02")
    small.retract(gone, at="2025-11-01")
    wrong = small.say(small.pledge("BBB"), "committed", at="2025-09-02")
    small.correct(wrong, "floated", at="2025-11-01")
    small.say(small.pledge("CCC"), "offered", "2025-08-01", at="2025-11-01")
    comparison = read(small, "compare_known_at=2025-10-01")
    assert told(comparison) == {
        "AAA training": "gone", "BBB training": "fell", "CCC training": "appeared",
    }  # fmt: skip
    assert not any(change.is_news for change in comparison.changes)
    assert not comparison.is_same_knowledge
    assert comparison.by_kind[-1][1] == "Taken back by this ledger"


def test_later_day_reads_backwards(small: SmallCoalition) -> None:
    small.say(small.pledge("AAA"), "offered", "2025-10-01")
    comparison = read(small, "as_of=2025-09-01&compare=2025-10-01")
    assert comparison.is_backwards
    assert [(heading, len(c)) for _, heading, c in comparison.by_kind] == [("Not said yet", 1)]


@pytest.mark.parametrize(
    ("filters", "cells"),
    [
        ("", {"AAA training", "BBB logistics"}),
        ("role=training", {"AAA training"}),
        ("country=BBB", {"BBB logistics"}),
        ("group=NATO", {"AAA training"}),
        ("q=beta", {"BBB logistics"}),
        ("stance=considering", {"AAA training"}),  # what it was passes
        ("stance=committed", {"AAA training"}),
        ("stance=deployed", set()),
    ],
)
def test_filters_narrow_the_list(small: SmallCoalition, filters: str, cells: set[str]) -> None:
    pledge = small.pledge(CountryFactory(iso3="AAA", name="Alpha", groups=["NATO"]))
    small.say(pledge, "considering", "2025-09-01")
    small.say(pledge, "committed", "2025-10-01")
    small.say(small.pledge(CountryFactory(iso3="BBB", name="Bêta"), "logistics"), on="2025-10-01")
    assert set(told(read(small, f"compare=2025-09-15&{filters}"))) == cells


def test_equal_sides_differ_in_nothing(small: SmallCoalition) -> None:
    small.say(small.pledge())
    assert read(small, f"compare={TODAY}").changes == []
    assert read(small, f"compare={TODAY}&assume=ceasefire").changes == []
