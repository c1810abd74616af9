"""The strip: what fell into which period, in the world's time and in the ledger's."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.small_coalition import SmallCoalition
from tests.readers.pictures.looking import look, marks, rows

pytestmark = pytest.mark.django_db


def said(small: SmallCoalition, address: str = "") -> dict[str, int]:
    """Statements by period."""
    found = rows(look(small, "timeline", address))
    return {row["period_from"]: row["statements"] for row in found if row["statements"]}


def test_statements_stand_on_the_day_they_were_said(small: SmallCoalition) -> None:
    pledge = small.pledge("GBR")
    small.say(pledge, "considering", "2025-09-01", at="2025-12-01")
    small.say(pledge, "deployed", "2025-11-30")
    small.say(small.pledge("FRA"), "withdrawn", "2025-11-02")
    picture = look(small, "timeline")
    found = rows(picture)
    assert [row["period_from"] for row in found] == [
        "2025-09-01", "2025-10-01", "2025-11-01", "2025-12-01", "2026-01-01",
    ]  # fmt: skip
    assert found[0]["considering"] == 1
    assert (found[2]["committed"], found[2]["ruled_out"]) == (1, 1)
    label = "2, November 2025, 2 statements: Committed or further 1, Refused, withdrawn or lapsed 1"
    assert marks(picture)[label] == "/c/small/?as_of=2025-11-30"


def test_both_times_hold(small: SmallCoalition) -> None:
    small.say(small.pledge("GBR"), "offered", "2025-09-01", at="2025-12-01")
    small.say(small.pledge("FRA"), "offered", "2025-10-01")
    assert said(small) == {"2025-09-01": 1, "2025-10-01": 1}
    assert said(small, "as_of=2025-09-30") == {"2025-09-01": 1}
    assert said(small, "known_at=2025-11-30") == {"2025-10-01": 1}


def test_what_was_taken_back_leaves_the_statements_and_is_marked(small: SmallCoalition) -> None:
    wrong = small.say(small.pledge("GBR"), "deployed", "2025-09-01")
    small.correct(wrong, "offered", at="2025-10-10")
    gone = small.say(small.pledge("FRA"), "offered", "2025-09-02")
    small.retract(gone, at="2025-10-12")
    picture = look(small, "timeline")
    september, october, *_ = rows(picture)
    assert (september["statements"], september["offered"], september["corrections"]) == (1, 1, 0)
    assert (october["statements"], october["corrections"]) == (0, 2)
    assert picture.summary.endswith("2 statements were taken back.")
    label = "2, October 2025, 2 statements taken back, 1 replaced by a correction"
    assert marks(picture)[label] == "/c/small/?known_at=2025-10-31"
    # Before the corrections they stood.
    [before] = rows(look(small, "timeline", "as_of=2025-09-30&known_at=2025-09-30"))
    assert (before["statements"], before["corrections"]) == (2, 0)
    assert look(small, "timeline", "known_at=2025-09-30").summary.endswith("None was taken back.")


def test_outcomes_of_conditions_are_named_and_lead_to_their_day(small: SmallCoalition) -> None:
    small.say(small.pledge("GBR"), "offered", "2025-09-01")
    small.outcome("ceasefire", "met", "2025-10-05")
    small.outcome("vote", "failed", "2025-10-06", country="GBR")
    picture = look(small, "timeline")
    october = rows(picture)[1]
    assert october["condition_outcomes"] == (
        "Met: Ceasefire (for all, 5 Oct 2025); Failed: Vote (Land of GBR, 6 Oct 2025)"
    )
    found = marks(picture)
    assert found["Met: Ceasefire (for all, 5 Oct 2025)"] == "/c/small/?as_of=2025-10-05"
    assert (
        found["Failed: Vote (Land of GBR, 6 Oct 2025)"] == "/c/small/?as_of=2025-10-06&country=GBR"
    )
    assert not rows(look(small, "timeline", "as_of=2025-10-04"))[-1]["condition_outcomes"]


def test_filters_choose_the_statements(small: SmallCoalition) -> None:
    small.say(small.pledge("GBR", "training", place="sea"), "offered", "2025-09-01")
    small.say(small.pledge("FRA", "logistics"), "ruled_out", "2025-10-01", grade="A")
    small.say(small.pledge(None, "training"), "floated", "2025-11-01")
    assert said(small, "role=training") == {"2025-09-01": 1, "2025-11-01": 1}
    assert said(small, "country=FRA") == {"2025-10-01": 1}
    assert said(small, "stance=ruled_out,floated") == {"2025-10-01": 1, "2025-11-01": 1}
    assert said(small, "place=sea") == {"2025-09-01": 1}
    assert said(small, "grade=A") == {"2025-10-01": 1}
    assert said(small, "group=NATO") == {}


def test_events_cost_two_queries_however_many_there_are(small: SmallCoalition) -> None:
    def cost() -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            rows(look(small, "timeline"))
        return len(captured)

    small.say(small.pledge("GBR"), "offered", "2025-09-01")
    assert cost() == 4 + 2
    for code in ("FRA", "POL", "ITA"):
        small.say(small.pledge(code), "offered", "2025-09-01")
        small.outcome("ceasefire", "open", "2025-09-02")
    assert cost() == 4 + 2


def test_nothing_at_all_is_an_empty_picture(small: SmallCoalition) -> None:
    assert look(small, "timeline").is_empty
