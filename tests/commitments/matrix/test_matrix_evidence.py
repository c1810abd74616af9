"""What the matrix makes of a statement: its evidence, conditions, headcounts and disputes."""

import pytest

from articles.services.relays import forget_relay, note_relay
from commitments.rules.headcounts import Total
from tests.factories.articles import ArticleFactory
from tests.factories.commitments import CountryFactory, MembershipFactory
from tests.factories.people import EditorFactory
from tests.factories.small_coalition import SmallCoalition

pytestmark = pytest.mark.django_db


# --- evidence ---------------------------------------------------------------------------------
def test_two_independent_origins_lift_the_grade(small: SmallCoalition) -> None:
    statement = small.say(small.pledge(), grade="C")
    small.cite(statement, at="2025-09-05")
    view = small.heading(statement.pledge)
    assert (view.word.grade, view.word.quotations) == ("B", 2)


def test_articles_that_relay_one_another_are_one_origin(small: SmallCoalition) -> None:
    first = ArticleFactory()
    statement = small.say(small.pledge(), grade="C", article=first)
    small.cite(statement, at="2025-09-05", article=ArticleFactory(relays=first))
    small.cite(statement, at="2025-09-05", article=ArticleFactory(relays=first))
    view = small.heading(statement.pledge)
    assert (view.word.grade, view.word.quotations) == ("C", 3)


def test_noting_a_relay_takes_the_notch_away_and_taking_it_back_returns_it(
    small: SmallCoalition,
) -> None:
    wire, copy, editor = ArticleFactory(), ArticleFactory(), EditorFactory()
    statement = small.say(small.pledge(), grade="C", article=wire)
    small.cite(statement, at="2025-09-05", article=copy)

    def grade() -> str:
        view = small.heading(statement.pledge)
        return view.word.grade

    assert grade() == "B"
    note_relay(article=copy, origin=wire, by=editor)
    assert grade() == "C"
    forget_relay(article=copy, by=editor)
    assert grade() == "B"


def test_two_passages_of_one_article_are_one_origin(small: SmallCoalition) -> None:
    article = ArticleFactory()
    statement = small.say(small.pledge(), grade="C", article=article)
    small.cite(statement, at="2025-09-05", article=article)
    view = small.heading(statement.pledge)
    assert (view.word.grade, view.word.quotations) == ("C", 2)


@pytest.mark.parametrize("function", ["qualifies", "contradicts", "context"])
def test_only_support_is_an_origin(small: SmallCoalition, function: str) -> None:
    statement = small.say(small.pledge(), grade="C")
    small.cite(statement, at="2025-09-05", function=function)
    view = small.heading(statement.pledge)
    assert (view.word.grade, view.word.quotations) == ("C", 2)


# --- conditions -------------------------------------------------------------------------------
def test_pledge_waits_until_its_condition_is_met(small: SmallCoalition) -> None:
    pledge = small.pledge()
    small.say(pledge, waits={"ceasefire": None})
    view = small.heading(pledge)
    assert view.word.verdict.open_conditions == ("ceasefire",)
    small.outcome("ceasefire", "met", "2025-10-01")
    met = small.heading(pledge)
    before = small.heading(pledge, "as_of=2025-09-30")
    assert met.word.verdict.conditionality == "all_met"
    assert before.word.verdict.conditionality == "open"


def test_latest_outcome_holds_and_of_one_day_the_later_record(small: SmallCoalition) -> None:
    pledge = small.pledge()
    small.say(pledge, waits={"ceasefire": None})
    small.outcome("ceasefire", "failed", "2025-10-02", at="2025-10-02")
    small.outcome("ceasefire", "met", "2025-10-02", at="2025-10-03")
    small.outcome("ceasefire", "open", "2025-10-01", at="2025-10-04")
    view = small.heading(pledge)
    assert view.word.verdict.conditionality == "all_met"


def test_own_outcome_of_a_country_goes_before_the_one_for_all(small: SmallCoalition) -> None:
    for code in ("GBR", "FRA"):
        small.say(small.pledge(code), waits={"vote": None})
    small.outcome("vote", "met", "2025-11-01")
    small.outcome("vote", "failed", "2025-10-01", country="FRA")
    verdicts = {
        row.iso3: row.cells["training"].pledges[0].word.verdict.conditionality
        for row in small.read().rows
    }
    assert verdicts == {"GBR": "all_met", "FRA": "failed"}


def test_scenario_frees_what_is_assumed_and_what_that_implies(small: SmallCoalition) -> None:
    pledge = small.pledge()
    small.say(pledge, waits={"ceasefire": None, "us-backstop": None})
    half = small.heading(pledge, "assume=peace-agreement")
    both = small.heading(pledge, "assume=peace-agreement,us-backstop")
    assert half.word.verdict.open_conditions == ("us-backstop",)
    assert both.word.verdict.conditionality == "unconditional"
    assert both.word.verdict.freed_by == ("ceasefire", "us-backstop")


def test_alternatives_of_one_group_are_one_thing_to_wait_for(small: SmallCoalition) -> None:
    pledge = small.pledge()
    small.say(pledge, waits={"ceasefire": 1, "us-backstop": 1, "vote": None})
    view = small.heading(pledge, "assume=us-backstop")
    assert view.word.verdict.open_conditions == ("vote",)
    assert view.word.verdict.still_open == 1


def test_failed_condition_stays_failed_in_a_scenario(small: SmallCoalition) -> None:
    pledge = small.pledge()
    small.say(pledge, waits={"vote": None})
    small.outcome("vote", "failed")
    view = small.heading(pledge, "assume=vote")
    assert view.word.verdict.conditionality == "failed"


def test_conditions_say_how_many_pledges_wait_for_them(small: SmallCoalition) -> None:
    small.say(small.pledge(), waits={"ceasefire": None})
    small.say(small.pledge("FRA"), waits={"ceasefire": 1, "us-backstop": 1})
    small.say(small.pledge("POL"))
    waiting = {choice.slug: choice.waiting for choice in small.read().conditions}
    assert waiting == {"ceasefire": 2, "peace-agreement": 0, "us-backstop": 1, "vote": 0}
    in_scenario = {c.slug: c.waiting for c in small.read("assume=ceasefire").conditions}
    assert in_scenario["ceasefire"] == 2


# --- headcounts -------------------------------------------------------------------------------
def test_package_counts_once_however_many_roles_it_has(small: SmallCoalition) -> None:
    small.say(small.pledge("GBR", "training", "logistics"), headcount_min=100, headcount_max=200)
    built = small.read()
    assert built.totals["promised"] == Total(100, 200, 1, 0)
    assert built.rows[0].totals["promised"] == Total(100, 200, 1, 0)


def test_measures_stay_apart_and_silent_countries_are_counted(small: SmallCoalition) -> None:
    small.say(small.pledge("GBR"), "offered", headcount_max=5000)
    small.say(small.pledge("FRA"), "committed", headcount_withheld=True)
    small.say(small.pledge("POL"), "deployed", headcount_min=40, headcount_max=40)
    small.say(small.pledge("DEU"), "floated", headcount_max=90000)
    assert small.read().totals == {
        "promised": Total(0, 5000, 2, 1),
        "authorised": Total(0, 0, 0, 0),
        "deployed": Total(40, 40, 1, 0),
    }


def test_totals_count_what_is_shown(small: SmallCoalition) -> None:
    small.say(small.pledge("GBR", "training"), headcount_max=10)
    small.say(small.pledge("FRA", "logistics"), headcount_max=20)
    assert small.read("role=training").totals["promised"] == Total(0, 10, 1, 0)


# --- collective claims ------------------------------------------------------------------------
def test_collective_claim_stands_beside_and_sets_no_stance(small: SmallCoalition) -> None:
    party = CountryFactory(iso3="GBR")
    claim = small.pledge(None, parties=[party], title="Twenty-six countries")
    small.say(claim, "offered", headcount_max=30000)
    MembershipFactory(coalition=small.coalition, country=party)
    built = small.read()
    assert [view.id for view in built.collective] == [claim.pk]
    assert small.cell("GBR").state == "not_researched"
    assert built.totals["promised"].countries == 0
    assert (built.pledges, built.quotations) == (0, 0)


def test_collective_claims_come_newest_first_with_their_latest_word(small: SmallCoalition) -> None:
    older, newer = small.pledge(None), small.pledge(None)
    small.say(older, "floated", "2025-03-01", headcount_max=30000)
    small.say(older, "floated", "2025-08-20", headcount_wording="reduced since")
    small.say(newer, "offered", "2025-09-04")
    shown = [(view.id, view.word.headcount.as_text) for view in small.read().collective]
    assert shown == [(newer.pk, ""), (older.pk, "reduced since")]


# --- disputes ---------------------------------------------------------------------------------
def test_linked_contradiction_disputes_both_sides(small: SmallCoalition) -> None:
    one = small.say(small.pledge("GBR"))
    other = small.say(small.pledge("FRA"), "ruled_out")
    assert not small.cell("GBR").is_disputed
    small.contradict(one, other)
    assert small.cell("GBR").is_disputed
    assert small.cell("FRA").is_disputed
    assert small.cell("FRA").state == "stated"


def test_contradicting_quotation_disputes_its_statement(small: SmallCoalition) -> None:
    statement = small.say(small.pledge())
    small.cite(statement, at="2025-09-05", function="contradicts")
    assert small.cell("GBR").is_disputed


def test_disputed_report_beside_the_own_word_marks_the_cell(small: SmallCoalition) -> None:
    pledge = small.pledge()
    own = small.say(pledge, "offered", "2025-08-01")
    report = small.say(pledge, "withdrawn", "2025-09-01", grade="E")
    small.contradict(own, report)
    cell = small.cell("GBR")
    assert cell.headline.reported_since.is_disputed
