"""Facet counts predict the click: each is what the matrix shows once it is the only choice."""

from dataclasses import replace

import pytest
from django.http import QueryDict
from pytest_django import DjangoAssertNumQueries

from commitments.matrix.build import build_matrix
from commitments.matrix.facets import age_of, facet_counts
from commitments.matrix.state import AGES, FACETS, parse_state
from tests.factories.commitments import CountryFactory
from tests.factories.small_coalition import TODAY, SmallCoalition

pytestmark = pytest.mark.django_db


@pytest.fixture
def filled(small: SmallCoalition) -> SmallCoalition:
    """Pledges that differ in every facet, one of them in both roles, one collective."""
    gbr = CountryFactory(iso3="GBR", name="Great Land", groups=["NATO", "G7"])
    fra = CountryFactory(iso3="FRA", name="Fränkland", groups=["NATO", "EU"])
    waiting = small.pledge(gbr, "training", "logistics", place="neighbouring_state")
    small.say(waiting, "offered", waits={"ceasefire": None})
    small.say(small.pledge(gbr, "logistics", place="sea"), "considering", "2025-12-20", grade="C")
    one = small.say(small.pledge(gbr, "training", place="inside_host"), "ruled_out", grade="A")
    small.say(small.pledge(fra, "training", place="inside_host"), "committed", "2024-11-01")
    other = small.say(small.pledge(fra, "logistics", place="sea"), "offered", waits={"vote": None})
    small.contradict(one, other)
    small.outcome("vote", "failed", "2025-10-01")
    small.say(small.pledge(None), "floated")
    small.check(CountryFactory(iso3="CHE", groups=[]))
    return small


VALUES = {
    "role": ["training", "logistics"],
    "country": ["GBR", "FRA", "CHE"],
    "group": ["NATO", "EU", "G7"],
    "stance": ["offered", "considering", "ruled_out", "committed", "deployed"],
    "conditionality": ["unconditional", "open", "failed", "all_met"],
    "place": ["inside_host", "neighbouring_state", "sea", "airspace"],
    "grade": ["A", "B", "C", "D"],
    "disputed": ["yes", "no"],
    "age": list(AGES),
}


@pytest.mark.parametrize(
    "address",
    [
        "",
        "q=frank",
        "role=training",
        "role=logistics&group=EU,G7",
        "stance=offered&place=sea",
        "stance=deployed",
        "country=FRA&disputed=yes",
        "assume=ceasefire&conditionality=unconditional",
        "age=3-6&grade=A,B",
        "as_of=2025-09-01&known_at=2025-09-01&group=NATO",
    ],
)
def test_count_is_what_choosing_it_alone_shows(filled: SmallCoalition, address: str) -> None:
    state = parse_state(QueryDict(address), today=TODAY)
    counts = facet_counts(build_matrix(filled.coalition, state))
    shown = {
        (facet, value): build_matrix(
            filled.coalition,
            replace(state, **{facet: (value,)}),
        ).pledges
        for facet, values in VALUES.items()
        for value in values
    }
    assert {key: counts[key[0]][key[1]] for key in shown} == shown


def test_every_facet_is_tried() -> None:
    assert set(VALUES) == set(FACETS)


def test_counts_cost_no_query(
    filled: SmallCoalition, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    built = filled.read("stance=offered")
    with django_assert_num_queries(0):
        facet_counts(built)


@pytest.mark.parametrize(
    ("days", "bucket"),
    [
        (-1, "0-3"),
        (0, "0-3"),
        (91, "0-3"),
        (92, "3-6"),
        (182, "3-6"),
        (183, "6-12"),
        (365, "6-12"),
        (366, "over-12"),
        (9999, "over-12"),
    ],
)
def test_every_age_falls_into_one_bucket(days: int, bucket: str) -> None:
    assert age_of(days) == bucket
