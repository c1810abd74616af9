"""Two times: what had been said by a day, and what this ledger had published by a moment."""

from datetime import UTC, datetime

import pytest

from commitments.matrix.values import ShownPledge
from tests.factories.commitments import CountryFactory, MembershipFactory
from tests.factories.small_coalition import SmallCoalition

pytestmark = pytest.mark.django_db


def stance(view: ShownPledge | None) -> str | None:
    return view.word.stance if view else None


# --- as_of ------------------------------------------------------------------------------------
def test_as_of_shows_the_latest_word_of_that_day(small: SmallCoalition) -> None:
    pledge = small.pledge()
    for day, said in (("2025-03-01", "considering"), ("2025-06-01", "offered")):
        small.say(pledge, said, day)
    shown = {
        day: stance(small.heading(pledge, f"as_of={day}"))
        for day in ("2025-02-28", "2025-03-01", "2025-05-31", "2025-06-01", "2026-01-01")
    }
    assert shown == {
        "2025-02-28": None,
        "2025-03-01": "considering",
        "2025-05-31": "considering",
        "2025-06-01": "offered",
        "2026-01-01": "offered",
    }


def test_as_of_reads_with_what_is_known_today(small: SmallCoalition) -> None:
    pledge = small.pledge()
    small.say(pledge, "offered", "2025-03-01", at="2025-12-01")
    assert stance(small.heading(pledge, "as_of=2025-03-01")) == "offered"
    assert small.heading(pledge, "as_of=2025-03-01&known_at=2025-11-30") is None


def test_own_word_heads_from_its_day_on(small: SmallCoalition) -> None:
    pledge = small.pledge()
    small.say(pledge, "floated", "2025-03-01", grade="D")
    small.say(pledge, "ruled_out", "2025-06-01")
    assert stance(small.heading(pledge, "as_of=2025-05-31")) == "floated"
    assert stance(small.heading(pledge, "as_of=2025-06-01")) == "ruled_out"


def test_day_before_everything_keeps_the_rows_and_says_not_researched(
    small: SmallCoalition,
) -> None:
    MembershipFactory(coalition=small.coalition, country=CountryFactory(iso3="AAA"))
    small.say(small.pledge("BBB"), headcount_max=10)
    small.check(CountryFactory(iso3="CCC"))
    small.say(small.pledge(None))
    built = small.read("as_of=1900-01-01")
    assert [row.iso3 for row in built.rows] == ["AAA", "CCC", "BBB"]
    states = {cell.state for row in built.rows for cell in row.cells.values()}
    assert states == {"not_researched"}
    assert (built.collective, built.last_said_on, built.pledges) == ([], None, 0)
    assert all(total.countries == 0 for total in built.totals.values())


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_ends_of_the_calendar_are_days_like_any_other(small: SmallCoalition, day: str) -> None:
    small.say(small.pledge())
    (row,) = small.read(f"as_of={day}").rows
    assert row.cells["training"].state == ("stated" if day > "2025" else "not_researched")
    small.read(f"known_at={day}")


def test_check_counts_from_its_day_and_from_its_record(small: SmallCoalition) -> None:
    long_known = datetime(2025, 1, 1, tzinfo=UTC)
    country = CountryFactory(iso3="AAA")
    MembershipFactory(coalition=small.coalition, country=country, recorded_at=long_known)
    small.check("AAA", on="2025-09-01", at="2025-09-10")

    def state(address: str) -> str:
        return small.cell("AAA", address=address).state

    assert state("as_of=2025-08-31") == "not_researched"
    assert state("as_of=2025-09-01") == "nothing_found"
    assert state("as_of=2025-09-01&known_at=2025-09-09") == "not_researched"
    assert state("as_of=2025-09-01&known_at=2025-09-10") == "nothing_found"


def test_member_has_a_row_from_the_day_this_ledger_knew(small: SmallCoalition) -> None:
    recorded = datetime(2025, 9, 10, 12, tzinfo=UTC)
    country = CountryFactory(iso3="AAA")
    MembershipFactory(coalition=small.coalition, country=country, recorded_at=recorded)
    assert [row.iso3 for row in small.read("known_at=2025-09-10").rows] == ["AAA"]
    assert not small.read("known_at=2025-09-09").rows


def test_outcome_counts_from_its_day_and_from_its_record(small: SmallCoalition) -> None:
    pledge = small.pledge()
    small.say(pledge, waits={"ceasefire": None})
    small.outcome("ceasefire", "met", "2025-10-01", at="2025-10-05")

    def conditionality(address: str) -> str:
        view = small.heading(pledge, address)
        return view.word.verdict.conditionality

    assert conditionality("as_of=2025-09-30") == "open"
    assert conditionality("as_of=2025-10-01") == "all_met"
    assert conditionality("as_of=2025-10-01&known_at=2025-10-04") == "open"
    assert conditionality("known_at=2025-10-05") == "all_met"


# --- known_at ---------------------------------------------------------------------------------
def test_publication_counts_from_its_very_moment(small: SmallCoalition) -> None:
    pledge = small.pledge()
    small.say(pledge, at=datetime(2025, 9, 2, 9, 0, 0, 500, UTC))

    def is_shown(known_at: str) -> bool:
        return small.heading(pledge, f"known_at={known_at}") is not None

    assert not is_shown("2025-09-01")
    assert is_shown("2025-09-02")
    assert not is_shown("2025-09-02T09:00:00.000499Z")
    assert is_shown("2025-09-02T09:00:00.000500Z")
    assert is_shown("2025-09-02T11:00:00.000500%2B02:00")
    assert not is_shown("2025-09-02T11:00:00.000499%2B02:00")


def test_retracted_statement_stands_until_its_retraction(small: SmallCoalition) -> None:
    pledge = small.pledge()
    small.say(pledge, "considering", "2025-08-01")
    wrong = small.say(pledge, "committed", "2025-09-01")
    small.retract(wrong, at="2025-09-20")
    assert stance(small.heading(pledge)) == "considering"
    assert stance(small.heading(pledge, "known_at=2025-09-19")) == "committed"
    assert stance(small.heading(pledge, "known_at=2025-09-20")) == "considering"
    assert stance(small.heading(pledge, "known_at=2025-09-20T08:59:59Z")) == "committed"
    # The moment itself belongs to what came after it.
    assert stance(small.heading(pledge, "known_at=2025-09-20T09:00:00Z")) == "considering"


def test_retracting_all_there_was_empties_the_cell(small: SmallCoalition) -> None:
    MembershipFactory(coalition=small.coalition, country=CountryFactory(iso3="GBR"))
    small.retract(small.say(small.pledge()), at="2025-09-20")
    assert small.cell("GBR").state == "not_researched"
    assert small.cell("GBR", address="known_at=2025-09-19").state == "stated"


def test_correction_takes_the_place_of_what_it_corrects_at_its_publication(
    small: SmallCoalition,
) -> None:
    pledge = small.pledge()
    wrong = small.say(pledge, "committed", "2025-09-01")
    right = small.correct(wrong, "offered", at="2025-10-01")
    before = small.heading(pledge, "as_of=2025-09-01&known_at=2025-09-30")
    after = small.heading(pledge, "as_of=2025-09-01&known_at=2025-10-01")
    assert (before.word.statement_id, before.word.stance) == (wrong.pk, "committed")
    assert (after.word.statement_id, after.word.stance) == (right.pk, "offered")


def test_late_quotation_raises_count_and_grade_from_its_publication_on(
    small: SmallCoalition,
) -> None:
    statement = small.say(small.pledge(), grade="C")
    small.cite(statement, at="2025-11-01")

    def evidence(address: str) -> tuple[str, int]:
        view = small.heading(statement.pledge, address)
        return view.word.grade, view.word.quotations

    assert evidence("known_at=2025-10-31") == ("C", 1)
    assert evidence("known_at=2025-11-01") == ("B", 2)
    # Found later, but it shows what was said then.
    assert evidence("as_of=2025-09-01") == ("B", 2)


def test_late_contradiction_disputes_from_its_record_on(small: SmallCoalition) -> None:
    one, other = small.say(small.pledge("GBR")), small.say(small.pledge("FRA"), on="2025-09-10")
    small.contradict(one, other, at="2025-11-01")

    def is_disputed(address: str) -> bool:
        return small.cell("GBR", address=address).is_disputed

    assert is_disputed("")
    assert is_disputed("known_at=2025-11-01")
    assert not is_disputed("known_at=2025-10-31")
    # Nobody had said the contrary yet.
    assert not is_disputed("as_of=2025-09-09")


def test_dispute_ends_where_one_side_is_retracted(small: SmallCoalition) -> None:
    one, other = small.say(small.pledge("GBR")), small.say(small.pledge("FRA"))
    small.contradict(one, other, at="2025-10-01")
    small.retract(other, at="2025-11-01")
    assert not small.cell("GBR").is_disputed
    assert small.cell("GBR", address="known_at=2025-10-31").is_disputed


def test_contradicting_quotation_disputes_from_its_publication_on(small: SmallCoalition) -> None:
    statement = small.say(small.pledge())
    small.cite(statement, at="2025-11-01", function="contradicts")
    assert small.cell("GBR").is_disputed
    assert not small.cell("GBR", address="known_at=2025-10-31").is_disputed


def test_country_has_a_row_only_once_the_ledger_knows_of_it(small: SmallCoalition) -> None:
    small.say(small.pledge(), "offered", "2025-03-01", at="2025-09-01")
    assert small.read("known_at=2025-08-31").rows == []
    assert [row.iso3 for row in small.read("known_at=2025-09-01").rows] == ["GBR"]


def test_permanent_address_shows_the_same_after_later_acts(small: SmallCoalition) -> None:
    pledge = small.pledge()
    statement = small.say(pledge, "offered", "2025-09-01", waits={"ceasefire": None})
    address = "as_of=2025-09-30&known_at=2025-10-15"
    before = small.read(address)
    small.say(pledge, "ruled_out", "2025-09-20", at="2025-11-01")
    small.cite(statement, at="2025-11-02")
    small.outcome("ceasefire", "met", "2025-09-25", at="2025-11-03")
    small.check("GBR", "logistics", on="2025-09-10", at="2025-11-03")
    small.say(small.pledge("FRA"), on="2025-09-01", at="2025-11-04")
    small.retract(statement, at="2025-11-05")
    after = small.read(address)
    assert after.rows == before.rows
    assert after.totals == before.totals
    assert after.conditions == before.conditions
