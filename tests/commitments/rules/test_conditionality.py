"""Whether a pledge still waits: outcomes, implications, alternatives and assumptions."""

import pytest

from commitments.rules.conditionality import UNCONDITIONAL, Outcomes, Verdict

IMPLIES = {"peace-agreement": ["ceasefire"], "ceasefire": ["talks"]}
Waits = list[tuple[str, int | None]]


def judge(
    waits: Waits,
    recorded: dict[tuple[str, str | None], str] | None = None,
    assume: tuple[str, ...] = (),
    country: str | None = "GBR",
) -> Verdict:
    return Outcomes(recorded or {}, IMPLIES, assume).verdict(waits, country)


def for_all(**outcomes: str) -> dict[tuple[str, str | None], str]:
    return {(name.replace("_", "-"), None): outcome for name, outcome in outcomes.items()}


CEASEFIRE: Waits = [("ceasefire", None)]
BOTH: Waits = [("ceasefire", None), ("us-backstop", None)]
EITHER: Waits = [("ceasefire", 1), ("us-backstop", 1)]


def test_pledge_without_conditions_is_unconditional() -> None:
    assert judge([]) == UNCONDITIONAL
    assert judge([], assume=("ceasefire",)).freed_by == ()


@pytest.mark.parametrize("outcome", [None, "open", "unclear"])
def test_condition_that_nothing_settled_is_open(outcome: str | None) -> None:
    recorded = for_all(ceasefire=outcome) if outcome else {}
    assert judge(CEASEFIRE, recorded) == Verdict("open", 1, ("ceasefire",))


@pytest.mark.parametrize("outcome", ["met", "waived"])
def test_settled_conditions_are_all_met_and_not_unconditional(outcome: str) -> None:
    assert judge(CEASEFIRE, for_all(ceasefire=outcome)) == Verdict("all_met")


def test_every_group_must_be_met() -> None:
    verdict = judge(BOTH, for_all(ceasefire="met"))
    assert verdict == Verdict("open", 1, ("us-backstop",))
    assert judge(BOTH).still_open == 2


def test_one_failed_group_fails_the_pledge_and_open_ones_are_still_named() -> None:
    verdict = judge(BOTH, for_all(ceasefire="failed"))
    assert verdict.conditionality == "failed"
    assert verdict.failed_conditions == ("ceasefire",)
    assert verdict.open_conditions == ("us-backstop",)


# --- alternatives -----------------------------------------------------------------------------
def test_alternatives_count_as_one_thing_that_must_be_met() -> None:
    assert judge(EITHER) == Verdict("open", 1, ("ceasefire", "us-backstop"))


@pytest.mark.parametrize("met", ["ceasefire", "us-backstop"])
def test_one_met_alternative_is_enough(met: str) -> None:
    assert judge(EITHER, {(met, None): "met"}) == Verdict("all_met")


def test_failed_alternative_leaves_the_others() -> None:
    verdict = judge(EITHER, for_all(ceasefire="failed"))
    assert verdict == Verdict("open", 1, ("us-backstop",))


def test_group_fails_only_when_all_its_alternatives_failed() -> None:
    verdict = judge(EITHER, for_all(ceasefire="failed", us_backstop="failed"))
    assert verdict == Verdict("failed", 0, (), ("ceasefire", "us-backstop"))


def test_met_alternative_outweighs_a_failed_one() -> None:
    recorded = for_all(ceasefire="failed", us_backstop="met")
    assert judge(EITHER, recorded) == Verdict("all_met")


def test_groups_and_single_conditions_must_all_be_met() -> None:
    waits: Waits = [*EITHER, ("parliament-vote", None), ("funding", 2)]
    verdict = judge(waits, for_all(ceasefire="met", funding="met"))
    assert verdict == Verdict("open", 1, ("parliament-vote",))


# --- whose outcome ----------------------------------------------------------------------------
def test_own_outcome_goes_before_the_one_for_all() -> None:
    recorded = {("ceasefire", None): "met", ("ceasefire", "GBR"): "failed"}
    assert judge(CEASEFIRE, recorded).conditionality == "failed"
    assert judge(CEASEFIRE, recorded, country="FRA").conditionality == "all_met"
    assert judge(CEASEFIRE, recorded, country=None).conditionality == "all_met"


def test_own_outcome_may_be_open_where_it_is_met_for_all() -> None:
    recorded = {("ceasefire", None): "met", ("ceasefire", "GBR"): "open"}
    assert judge(CEASEFIRE, recorded).conditionality == "open"


# --- implications -----------------------------------------------------------------------------
@pytest.mark.parametrize("waited_for", ["ceasefire", "talks"])
def test_met_condition_meets_what_it_implies_however_far(waited_for: str) -> None:
    recorded = for_all(peace_agreement="met")
    assert judge([(waited_for, None)], recorded) == Verdict("all_met")


def test_implication_has_one_direction() -> None:
    verdict = judge([("peace-agreement", None)], for_all(ceasefire="met"))
    assert verdict.conditionality == "open"


def test_waived_condition_implies_nothing() -> None:
    assert judge(CEASEFIRE, for_all(peace_agreement="waived")).conditionality == "open"


def test_what_failed_itself_is_not_met_by_implication() -> None:
    recorded = for_all(peace_agreement="met", ceasefire="failed")
    assert judge(CEASEFIRE, recorded).conditionality == "failed"


def test_implications_in_a_circle_come_to_an_end() -> None:
    circle = Outcomes({("a", None): "met"}, {"a": ["b"], "b": ["a"]})
    assert circle.status("b", None) == ("met", False)


# --- assumptions ------------------------------------------------------------------------------
def test_assumed_condition_makes_it_unconditional_and_is_named() -> None:
    verdict = judge(CEASEFIRE, assume=("ceasefire",))
    assert verdict == Verdict("unconditional", 0, (), (), ("ceasefire",))


@pytest.mark.parametrize("waited_for", ["ceasefire", "talks"])
def test_assumption_frees_what_it_implies(waited_for: str) -> None:
    verdict = judge([(waited_for, None)], assume=("peace-agreement",))
    assert verdict == Verdict("unconditional", 0, (), (), (waited_for,))


def test_assumption_does_not_reach_back_along_an_implication() -> None:
    verdict = judge([("peace-agreement", None)], assume=("ceasefire",))
    assert verdict.conditionality == "open"


def test_pledge_met_by_outcomes_stays_all_met_under_the_same_assumption() -> None:
    verdict = judge(CEASEFIRE, for_all(ceasefire="met"), assume=("ceasefire",))
    assert verdict == Verdict("all_met")


def test_half_met_half_assumed_is_unconditional_under_the_assumption() -> None:
    verdict = judge(BOTH, for_all(ceasefire="met"), assume=("us-backstop",))
    assert verdict == Verdict("unconditional", 0, (), (), ("us-backstop",))


def test_half_assumed_is_still_open() -> None:
    verdict = judge(BOTH, assume=("ceasefire",))
    assert verdict == Verdict("open", 1, ("us-backstop",), (), ("ceasefire",))


def test_failed_stays_failed_when_assumed() -> None:
    verdict = judge(CEASEFIRE, for_all(ceasefire="failed"), assume=("ceasefire",))
    assert verdict == Verdict("failed", 0, (), ("ceasefire",))


def test_assuming_what_failed_frees_nothing_that_it_implies() -> None:
    verdict = judge(CEASEFIRE, for_all(peace_agreement="failed"), assume=("peace-agreement",))
    assert verdict == Verdict("open", 1, ("ceasefire",))


def test_failure_of_one_country_does_not_touch_the_others_scenario() -> None:
    recorded = {("ceasefire", "GBR"): "failed"}
    assume = ("peace-agreement",)
    assert judge(CEASEFIRE, recorded, assume).conditionality == "failed"
    assert judge(CEASEFIRE, recorded, assume, "FRA").conditionality == "unconditional"


def test_one_assumed_alternative_is_enough() -> None:
    verdict = judge(EITHER, for_all(ceasefire="failed"), assume=("us-backstop",))
    assert verdict == Verdict("unconditional", 0, (), (), ("us-backstop",))
