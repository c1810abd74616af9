"""What if: which cells light up, and which headcounts would wait for nothing."""

import pytest

from commitments.matrix.scenario import Scenario, read_scenario
from readers.matrix.total_words import scenario_in_words
from tests.factories.small_coalition import SmallCoalition

pytestmark = pytest.mark.django_db


def scenario(small: SmallCoalition, address: str = "assume=ceasefire") -> Scenario:
    return read_scenario(small.read(address))


def test_report_is_no_scenario(small: SmallCoalition) -> None:
    assert read_scenario(small.read()) is None


def test_cells_light_up_only_where_nothing_is_left_to_wait_for(small: SmallCoalition) -> None:
    small.say(small.pledge("AAA", "training", "logistics"), waits={"ceasefire": None})
    small.say(small.pledge("BBB"), waits={"ceasefire": None, "vote": None})
    small.say(small.pledge("CCC"))
    small.say(small.pledge("DDD"), waits={"vote": None})
    small.say(small.pledge("EEE"), "ruled_out", waits={"ceasefire": None})
    small.say(small.pledge("FFF"), waits={"ceasefire": None, "us-backstop": None})
    small.outcome("us-backstop", "failed")
    found = scenario(small)
    assert (found.cells, found.countries, found.pledges) == (2, 1, 1)
    assert found.still_waiting == 2, "BBB still waits, and for FFF another condition failed"


def test_headcounts_before_and_after(small: SmallCoalition) -> None:
    small.say(small.pledge("AAA"), headcount_max=5000, waits={"ceasefire": None})
    small.say(small.pledge("BBB"), headcount_min=100, headcount_max=200)
    small.say(small.pledge("CCC"), "deployed", waits={"ceasefire": None})
    small.say(small.pledge("DDD"), headcount_max=9000, waits={"vote": None})
    found = scenario(small)
    assert [m.differs for m in found.measures] == [True, False, True]
    assert [(m.name, m.words, m.after) for m in scenario_in_words(found.measures)] == [
        (
            "Promised",
            "100 to 200 from 1 country; 0 gave no figure",
            "100 to 5,200 from 2 countries; 0 gave no figure",
        ),
        ("Authorised", "no country", "no country"),
        ("Deployed", "no country", "1 country, no figure given"),
    ]


def test_condition_that_was_met_counts_as_free_before(small: SmallCoalition) -> None:
    small.say(small.pledge("AAA"), headcount_max=500, waits={"vote": None})
    small.outcome("vote", "met")
    promised = scenario(small).measures[0]
    assert promised.before == promised.after
    assert promised.before.high == 500


def test_filters_narrow_the_scenario(small: SmallCoalition) -> None:
    small.say(small.pledge("AAA"), waits={"ceasefire": None})
    small.say(small.pledge("BBB"), waits={"ceasefire": None})
    assert scenario(small, "assume=ceasefire&country=AAA").cells == 1
