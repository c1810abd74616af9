"""The matrix as `build` reads it: whose word heads a pledge, which cells and rows there are."""

import pytest
from pytest_django import DjangoAssertNumQueries

from commitments.models import CoalitionRole
from commitments.rules.stances import Stance
from tests.factories.commitments import (
    CoalitionFactory,
    CountryFactory,
    MembershipFactory,
    StatementFactory,
    submit,
)
from tests.factories.small_coalition import SmallCoalition

pytestmark = pytest.mark.django_db


# --- whose word heads a pledge ----------------------------------------------------------------
@pytest.mark.parametrize("grade", ["A", "B", "C"])
def test_countrys_own_latest_word_heads(small: SmallCoalition, grade: str) -> None:
    pledge = small.pledge()
    small.say(pledge, "committed", "2025-08-01", grade="A")
    small.say(pledge, "ruled_out", "2025-09-01", grade=grade)
    cell = small.cell("GBR")
    word = cell.headline.word
    assert (word.stance, word.grade, word.is_own) == ("ruled_out", grade, True)
    assert cell.headline.reported_since is None


def test_order_of_publishing_does_not_matter_between_days(small: SmallCoalition) -> None:
    pledge = small.pledge()
    small.say(pledge, "ruled_out", "2025-09-01", at="2025-09-02")
    small.say(pledge, "offered", "2025-08-01", at="2025-09-30")
    view = small.heading(pledge)
    assert view.word.stance == "ruled_out"


@pytest.mark.parametrize("grade", ["D", "E"])
def test_later_report_stands_beside_and_never_instead(small: SmallCoalition, grade: str) -> None:
    pledge = small.pledge()
    own = small.say(pledge, "offered", "2025-08-01")
    report = small.say(pledge, "withdrawn", "2025-09-01", grade=grade)
    view = small.heading(pledge)
    assert view.word.statement_id == own.pk
    assert view.reported_since.statement_id == report.pk
    assert not view.reported_since.is_own


@pytest.mark.parametrize("day", ["2025-07-01", "2025-08-01"])
def test_report_that_is_not_later_is_not_shown_beside(small: SmallCoalition, day: str) -> None:
    pledge = small.pledge()
    small.say(pledge, "offered", "2025-08-01")
    small.say(pledge, "floated", day, grade="E", at="2025-08-20")
    view = small.heading(pledge)
    assert view.reported_since is None


def test_own_word_after_a_report_silences_it(small: SmallCoalition) -> None:
    pledge = small.pledge()
    small.say(pledge, "offered", "2025-08-01")
    small.say(pledge, "floated", "2025-09-01", grade="D")
    small.say(pledge, "offered", "2025-10-01")
    view = small.heading(pledge)
    assert view.reported_since is None


def test_latest_report_heads_where_the_country_has_said_nothing(small: SmallCoalition) -> None:
    pledge = small.pledge()
    small.say(pledge, "floated", "2025-08-01", grade="D")
    small.say(pledge, "considering", "2025-09-01", grade="E")
    view = small.heading(pledge)
    assert (view.word.stance, view.word.is_own) == ("considering", False)
    assert view.reported_since is None


def test_relayed_claim_is_a_report_however_official(small: SmallCoalition) -> None:
    pledge = small.pledge()
    small.say(pledge, "offered", "2025-08-01")
    small.say(pledge, "floated", "2025-09-01", grade="A", relayed_by=CountryFactory())
    view = small.heading(pledge)
    assert view.word.stance == "offered"
    assert view.reported_since.grade == "D"


def test_of_one_day_the_later_published_wins(small: SmallCoalition) -> None:
    pledge = small.pledge()
    late = small.say(pledge, "ruled_out", "2025-09-01", at="2025-09-03")
    small.say(pledge, "offered", "2025-09-01", at="2025-09-02")
    view = small.heading(pledge)
    assert view.word.statement_id == late.pk


def test_draft_and_submitted_statements_are_not_in_the_matrix(small: SmallCoalition) -> None:
    pledge = small.pledge()
    StatementFactory(pledge=pledge)
    submit(StatementFactory(pledge=pledge))
    assert small.read().rows == []


# --- one cell ---------------------------------------------------------------------------------
def test_headline_is_the_highest_stance_and_differing_pledges_are_marked(
    small: SmallCoalition,
) -> None:
    inside = small.pledge(place="inside_host")
    small.say(inside, "ruled_out", "2025-09-10")
    next_door = small.pledge("GBR", "training", "logistics", place="neighbouring_state")
    small.say(next_door, "offered", "2025-09-01")
    cell = small.cell("GBR")
    assert [view.place for view in cell.pledges] == ["neighbouring_state", "inside_host"]
    assert (cell.headline.word.stance, cell.differs, cell.state) == ("offered", True, "stated")
    assert not small.cell("GBR", "logistics").differs


def test_every_stance_of_the_ladder_has_its_rank(small: SmallCoalition) -> None:
    for stance in Stance:
        small.say(small.pledge(), stance)
    shown = [view.word.stance for view in small.cell("GBR").pledges]
    assert shown == [stance.value for stance in reversed(Stance)]
    assert shown[-3:] == ["ruled_out", "withdrawn", "lapsed"]


def test_equal_stances_do_not_differ_and_the_newest_comes_first(small: SmallCoalition) -> None:
    small.say(small.pledge(place="sea"), "offered", "2025-08-01")
    small.say(small.pledge(place="airspace"), "offered", "2025-09-01")
    cell = small.cell("GBR")
    assert [view.place for view in cell.pledges] == ["airspace", "sea"]
    assert not cell.differs


def test_pledge_stands_in_each_of_its_roles(small: SmallCoalition) -> None:
    pledge = small.pledge("GBR", "training", "logistics")
    small.say(pledge)
    (row,) = small.read().rows
    assert [view.id for cell in row.cells.values() for view in cell.pledges] == [pledge.pk] * 2


def test_age_counts_from_the_day_it_was_said_to_as_of(small: SmallCoalition) -> None:
    pledge = small.pledge()
    small.say(pledge, on="2025-09-01")
    view = small.heading(pledge, "as_of=2025-09-11")
    assert view.word.age_days == 10


# --- empty cells ------------------------------------------------------------------------------
def test_four_empty_states_are_four_states(small: SmallCoalition) -> None:
    for code, outcome in (("AAA", "nothing_found"), ("BBB", "withheld"), ("CCC", "not_applicable")):
        MembershipFactory(coalition=small.coalition, country=CountryFactory(iso3=code))
        small.check(code, outcome=outcome, note="Looked.")
    MembershipFactory(coalition=small.coalition, country=CountryFactory(iso3="DDD"))
    cells = {row.iso3: row.cells["training"] for row in small.read().rows}
    assert {code: cell.state for code, cell in cells.items()} == {
        "AAA": "nothing_found",
        "BBB": "withheld",
        "CCC": "not_applicable",
        "DDD": "not_researched",
    }
    assert {cell.state_name for cell in cells.values()} == {
        "Nothing found",
        "Withheld",
        "Does not apply",
        "Not researched",
    }
    assert (cells["AAA"].check is not None, cells["DDD"].check) == (True, None)
    assert all(cell.headline is None and not cell.differs for cell in cells.values())


def test_check_speaks_of_its_own_cell_only(small: SmallCoalition) -> None:
    small.check(CountryFactory(iso3="AAA"), "training", "withheld")
    assert small.cell("AAA", "logistics").state == "not_researched"


def test_latest_check_answers_the_earlier_one(small: SmallCoalition) -> None:
    country = CountryFactory(iso3="AAA")
    small.check(country, outcome="withheld", on="2025-09-02")
    small.check(country, outcome="nothing_found", on="2025-09-01", at="2025-09-20")
    assert small.cell("AAA").state == "withheld"


def test_statement_goes_before_any_check(small: SmallCoalition) -> None:
    small.say(small.pledge(), on="2025-09-01")
    small.check("GBR", on="2025-10-01")
    assert small.cell("GBR").state == "stated"


# --- rows -------------------------------------------------------------------------------------
def test_rows_are_members_and_whoever_has_a_word_or_a_check(small: SmallCoalition) -> None:
    MembershipFactory(coalition=small.coalition, country=CountryFactory(iso3="AAA"))
    small.say(small.pledge("BBB"))
    small.check(CountryFactory(iso3="CCC"))
    CountryFactory(iso3="DDD")
    small.pledge("EEE")  # nothing was said of it
    assert {row.iso3 for row in small.read().rows} == {"AAA", "BBB", "CCC"}


def test_standing_is_that_of_the_day(small: SmallCoalition) -> None:
    country = CountryFactory(iso3="AAA")
    periods = (("observer", None, "2025-03-01"), ("lead", "2025-03-01", "2025-06-01"))
    for standing, joined, left in periods:
        MembershipFactory(
            coalition=small.coalition,
            country=country,
            standing=standing,
            joined_on=joined,
            left_on=left,
        )
    small.check(country)

    def standing_on(day: str) -> str | None:
        return small.read(f"as_of={day}").rows[0].standing

    assert [standing_on(day) for day in ("2025-02-28", "2025-03-01", "2025-06-01")] == [
        "observer",
        "lead",
        None,
    ]


def test_firmest_rows_come_first_then_the_alphabet(small: SmallCoalition) -> None:
    for code in ("CCC", "AAA", "DDD"):
        MembershipFactory(coalition=small.coalition, country=CountryFactory(iso3=code, name=code))
    small.say(small.pledge("DDD"), "ruled_out")
    small.say(small.pledge("BBB"), "offered")
    assert [row.iso3 for row in small.read().rows] == ["BBB", "DDD", "AAA", "CCC"]


def test_other_coalitions_stay_out(small: SmallCoalition) -> None:
    pledge = small.pledge()
    small.say(pledge)
    other = CoalitionFactory()
    CoalitionRole.objects.create(coalition=other, role=small.roles["training"])
    MembershipFactory(coalition=other)
    assert [row.iso3 for row in small.read().rows] == ["GBR"]
    own = small.coalition
    small.coalition = other
    assert [row.cells["training"].state for row in small.read().rows] == ["not_researched"]
    small.coalition = own


def test_columns_stand_in_the_coalitions_order(small: SmallCoalition) -> None:
    CoalitionRole.objects.filter(role=small.roles["training"]).update(position=10**6)
    assert [column.slug for column in small.read().columns] == ["logistics", "training"]


def test_coalition_of_which_nothing_is_known_is_an_empty_matrix(small: SmallCoalition) -> None:
    built = small.read()
    assert (built.rows, built.collective, built.last_said_on) == ([], [], None)
    assert (built.pledges, built.quotations) == (0, 0)


# --- cost -------------------------------------------------------------------------------------
def test_build_takes_four_queries_whatever_the_size(
    small: SmallCoalition, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    def grow(codes: tuple[str, ...]) -> None:
        for code in codes:
            statement = small.say(small.pledge(code), waits={"ceasefire": None})
            small.cite(statement, at="2025-09-05")
            small.check(code, "logistics")

    addresses = ("", "assume=ceasefire&stance=offered&as_of=2025-12-01&known_at=2025-12-31")
    for size, codes in enumerate(((), ("AAA", "BBB"), ("CCC", "DDD"))):
        grow(codes)
        for address in addresses:
            with django_assert_num_queries(4):
                assert len(small.read(address).rows) == 2 * size
