"""Filters: each narrows what it names, all together narrow further, unknown values are refused."""

import pytest
from pytest_django import DjangoAssertNumQueries

from commitments.matrix.state import BadParameter
from commitments.models import Condition, Statement
from tests.factories.commitments import ConditionFactory, CountryFactory, MembershipFactory
from tests.factories.small_coalition import SmallCoalition

pytestmark = pytest.mark.django_db


@pytest.fixture
def filled(small: SmallCoalition) -> SmallCoalition:
    """Three countries: GBR (NATO, G7) in both roles, FRA (NATO, EU) in one, CHE looked for only."""
    gbr = CountryFactory(iso3="GBR", groups=["NATO", "G7"])
    fra = CountryFactory(iso3="FRA", groups=["NATO", "EU"])
    small.say(small.pledge(gbr, "training", place="neighbouring_state"), "offered")
    small.say(small.pledge(gbr, "logistics", place="sea"), "considering", grade="C")
    small.say(small.pledge(gbr, "training", place="inside_host"), "ruled_out", grade="A")
    small.say(small.pledge(fra, "training", place="inside_host"), "committed", grade="A")
    small.check(CountryFactory(iso3="CHE"))
    return small


def shown(coalition: SmallCoalition, address: str) -> dict[str, list[str]]:
    """Per country, each cell that is there as role=stance or role=empty state."""
    return {
        row.iso3: [
            f"{role}={'+'.join(view.word.stance for view in cell.pledges) or cell.state}"
            for role, cell in row.cells.items()
        ]
        for row in coalition.read(address).rows
    }


def test_without_filters_everything_is_there(filled: SmallCoalition) -> None:
    assert shown(filled, "") == {
        "FRA": ["training=committed", "logistics=not_researched"],
        "GBR": ["training=offered+ruled_out", "logistics=considering"],
        "CHE": ["training=nothing_found", "logistics=not_researched"],
    }


def test_role_keeps_its_columns_and_all_rows(filled: SmallCoalition) -> None:
    assert shown(filled, "role=logistics") == {
        "GBR": ["logistics=considering"],
        "CHE": ["logistics=not_researched"],
        "FRA": ["logistics=not_researched"],
    }
    built = filled.read("role=logistics")
    assert [column.slug for column in built.columns] == ["logistics"]
    assert [column.slug for column in built.all_columns] == ["training", "logistics"]


@pytest.mark.parametrize("address", ["country=GBR,CHE", "country=che&country=gbr"])
def test_country_keeps_its_rows_whole(filled: SmallCoalition, address: str) -> None:
    assert list(shown(filled, address)) == ["GBR", "CHE"]
    assert shown(filled, address)["CHE"] == shown(filled, "")["CHE"]


def test_country_choices_are_not_narrowed_by_the_choice(filled: SmallCoalition) -> None:
    choices = [iso3 for iso3, _ in filled.read("country=GBR").country_choices]
    assert sorted(choices) == ["CHE", "FRA", "GBR"]


@pytest.mark.parametrize(
    ("address", "countries"),
    [("group=EU", {"FRA"}), ("group=NATO", {"FRA", "GBR"}), ("group=EU,G7", {"FRA", "GBR"})],
)
def test_group_keeps_countries_in_any_of_them(
    filled: SmallCoalition, address: str, countries: set[str]
) -> None:
    assert set(shown(filled, address)) == countries


@pytest.mark.parametrize(
    ("address", "cells"),
    [
        ("stance=offered", {"GBR": ["training=offered"]}),
        (
            "stance=considering,committed",
            {"FRA": ["training=committed"], "GBR": ["logistics=considering"]},
        ),
        (
            "place=inside_host",
            {"FRA": ["training=committed"], "GBR": ["training=ruled_out"]},
        ),
        ("place=sea&place=airspace", {"GBR": ["logistics=considering"]}),
        ("grade=C", {"GBR": ["logistics=considering"]}),
        ("grade=A,B&stance=offered", {"GBR": ["training=offered"]}),
        ("stance=offered&place=sea", {}),
        ("stance=deployed", {}),
        ("group=EU&grade=B", {}),
    ],
)
def test_pledge_filters_keep_only_cells_that_pass_and_rows_that_have_one(
    filled: SmallCoalition, address: str, cells: dict[str, list[str]]
) -> None:
    assert shown(filled, address) == cells


def test_headline_and_difference_are_of_what_passes(filled: SmallCoalition) -> None:
    cell = filled.cell("GBR", address="place=inside_host")
    assert cell.headline.word.stance == "ruled_out"
    assert not cell.differs


def test_grade_filter_reads_the_grade_shown(filled: SmallCoalition) -> None:
    view = filled.cell("GBR", "logistics").headline
    filled.cite(Statement.objects.get(pk=view.word.statement_id), at="2025-09-05")
    assert "logistics=considering" in shown(filled, "grade=B")["GBR"]
    assert shown(filled, "grade=C") == {}


def test_assumption_and_filter_work_together(small: SmallCoalition) -> None:
    small.say(small.pledge(), waits={"ceasefire": None})
    cell = small.cell("GBR", address="assume=ceasefire&stance=offered")
    assert cell.headline.word.verdict.conditionality == "unconditional"


def test_filters_leave_collective_claims_alone(filled: SmallCoalition) -> None:
    filled.say(filled.pledge(None), "floated")
    assert len(filled.read("stance=offered&country=GBR").collective) == 1


# --- refusals ---------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("role=cooking", "“cooking” is no role of this coalition"),
        ("role=training,cooking", "training, logistics"),
        ("assume=rain", "“rain” is no condition of this coalition"),
        ("country=XXX", "“XXX” is no country"),
        ("country=GBR,U", "“U” is no country"),
        ("country=%00", "is no country"),
    ],
)
def test_unknown_role_condition_or_country_is_refused(
    filled: SmallCoalition, address: str, words: str
) -> None:
    with pytest.raises(BadParameter) as caught:
        filled.read(address)
    assert words in caught.value.message


def test_condition_the_coalition_did_not_pick_cannot_be_assumed(small: SmallCoalition) -> None:
    condition: Condition = ConditionFactory(slug="funding")
    with pytest.raises(BadParameter, match="funding"):
        small.read(f"assume={condition.slug}")


def test_known_country_outside_the_matrix_is_no_error(filled: SmallCoalition) -> None:
    CountryFactory(iso3="PER")
    assert filled.read("country=PER").rows == []


def test_refusal_costs_no_more_than_an_answer(
    small: SmallCoalition, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    MembershipFactory(coalition=small.coalition)
    for address in ("role=cooking", "country=XXX"):
        with django_assert_max_num_queries(4), pytest.raises(BadParameter):
            small.read(address)
