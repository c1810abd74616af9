"""Warnings while a statement is written: when each holds, and that review waits for answers."""

from dataclasses import replace
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from commitments.models import Override, Statement
from commitments.rules.stances import Capacity, Stance
from commitments.rules.warning_kinds import WarningKind
from commitments.services.drafting import draft_statement, revise_statement
from commitments.services.publishing import submit_statement
from commitments.services.warnings import (
    Quoted,
    StatementWarning,
    Unanswered,
    warnings_about,
    warnings_of_statement,
)
from core.models import User
from tests.commitments.contents import content
from tests.factories.articles import PassageFactory
from tests.factories.commitments import (
    CitationFactory,
    CountryFactory,
    OverrideFactory,
    PledgeFactory,
    StatementFactory,
    published_statement,
)
from tests.factories.people import EditorFactory

pytestmark = pytest.mark.django_db


def kinds(warnings: tuple[StatementWarning, ...]) -> list[str]:
    return [warning.kind for warning in warnings]


def about(previous: Statement | None = None, /, **changes: Any) -> list[str]:
    """What is warned of while this is typed about a country's pledge."""
    pledge = previous.pledge if previous else PledgeFactory()
    return kinds(warnings_about(content(**changes), pledge=pledge, previous=previous))


# --- each kind ---
def test_a_relayed_claim_above_floated_is_warned_of() -> None:
    relayed = [WarningKind.RELAYED_ABOVE_FLOATED]
    assert about(capacity=Capacity.OTHER_GOVERNMENT) == relayed
    assert about(relayed_by=CountryFactory()) == relayed
    assert about(relayed_by=CountryFactory(), stance=Stance.FLOATED) == []
    assert about(capacity=Capacity.OTHER_GOVERNMENT, stance=Stance.RULED_OUT) == []


def test_a_party_commits_no_state() -> None:
    assert about(capacity=Capacity.OPPOSITION_OR_PARTY) == [WarningKind.PARTY_FOR_THE_STATE]
    assert about(capacity=Capacity.OPPOSITION_OR_PARTY, stance=Stance.FLOATED) == []
    claim = PledgeFactory(country=None)
    said = content(capacity=Capacity.OPPOSITION_OR_PARTY)
    assert warnings_about(said, pledge=claim, previous=None) == ()


@pytest.mark.parametrize(
    ("wording", "low", "is_warned"),
    [
        ("up to 7,500", 7500, True),
        ("As many as 500", 500, True),
        ("up to 7,500", None, False),
        ("about 500", 450, False),
        ("set up too", 1, False),
    ],
)
def test_up_to_has_no_lower_bound(wording: str, low: int | None, is_warned: bool) -> None:
    found = about(headcount_wording=wording, headcount_min=low, headcount_max=8000)
    assert (WarningKind.UP_TO_WITH_MINIMUM in found) is is_warned


def test_up_to_in_the_quotation_counts_as_well() -> None:
    quoted = Quoted(1, "It would send up to 500 soldiers.", "supports", ["headcount"])
    said = content(headcount_min=500)
    found = warnings_about(said, pledge=PledgeFactory(), previous=None, quoted=[quoted])
    assert kinds(found) == [WarningKind.UP_TO_WITH_MINIMUM]
    assert "“up to”" in found[0].detail
    unrelated = replace(quoted, proves=["stance"])
    assert not warnings_about(said, pledge=PledgeFactory(), previous=None, quoted=[unrelated])


@pytest.mark.parametrize(
    ("before", "now", "is_warned"),
    [(300, 700, True), (300, 100, True), (300, 600, False), (300, 150, False), (None, 9, False)],
)
def test_a_headcount_far_from_the_last(before: int | None, now: int, is_warned: bool) -> None:
    found = about(published_statement(headcount_max=before), headcount_max=now)
    assert (WarningKind.HEADCOUNT_FAR_FROM_LAST in found) is is_warned


@pytest.mark.parametrize(
    ("stance", "is_warned"),
    [
        ("floated", True),
        ("considering", True),
        ("offered", False),
        ("committed", False),
        ("withdrawn", False),
        ("ruled_out", False),
        ("lapsed", False),
    ],
)
def test_only_a_withdrawal_lowers_a_stance(stance: str, is_warned: bool) -> None:
    found = about(published_statement(stance="offered"), stance=stance)
    assert (WarningKind.LOWER_WITHOUT_WITHDRAWAL in found) is is_warned


def test_what_others_say_lowers_nothing_and_is_not_warned_of() -> None:
    previous = published_statement(stance="offered")
    assert about(previous, stance="floated", capacity=Capacity.OUTLET_INFERENCE) == []


def test_a_statement_of_that_day_and_a_quotation_used_twice_are_linked() -> None:
    pledge, passage = PledgeFactory(), PassageFactory()
    other = CitationFactory(statement__pledge=pledge, passage=passage).statement
    draft = CitationFactory(statement__pledge=pledge, passage=passage).statement
    same_day, used = warnings_of_statement(draft)
    assert (same_day.kind, used.kind) == (WarningKind.SAME_DAY, WarningKind.QUOTE_USED)
    assert [n.pk for n in same_day.neighbours] == [other.pk]
    assert [n.pk for n in used.neighbours] == [other.pk]
    assert not same_day.must_answer
    CitationFactory(statement__said_on=draft.said_on, passage=passage)  # of another pledge
    assert len(warnings_of_statement(draft)[1].neighbours) == 1


def test_a_correction_is_not_compared_with_what_it_corrects() -> None:
    wrong = published_statement(stance="committed", headcount_max=9000)
    right = StatementFactory(pledge=wrong.pledge, corrects=wrong, headcount_max=90)
    assert warnings_of_statement(right) == ()


def test_the_warnings_of_a_statement_cost_a_fixed_number_of_queries() -> None:
    pledge = PledgeFactory()

    def cost() -> int:
        draft = CitationFactory(statement__pledge=pledge).statement
        with CaptureQueriesContext(
            connection,
        ) as queries:
            warnings_of_statement(Statement.objects.select_related("pledge").get(pk=draft.pk))
        return len(queries) - 1

    assert cost() == 4
    for _ in range(5):
        CitationFactory(statement__pledge=pledge)
    assert cost() == 4
    published_statement(pledge=pledge)
    assert cost() == 6


# --- answers ---
def test_review_waits_for_the_answer_and_names_the_warning(author: User) -> None:
    draft = CitationFactory(
        statement__author=author, statement__capacity=Capacity.OTHER_GOVERNMENT
    ).statement
    with pytest.raises(Unanswered, match="A relayed claim above “floated”"):
        submit_statement(statement=draft, by=author)
    OverrideFactory(statement=draft, warning=WarningKind.RELAYED_ABOVE_FLOATED, reason="A treaty.")
    warning = warnings_of_statement(draft)[0]
    assert (warning.override.reason, warning.override.by) == ("A treaty.", author.name)
    assert submit_statement(statement=draft, by=author).state == Statement.State.SUBMITTED


def test_the_others_are_shown_but_hold_up_nothing(author: User) -> None:
    pledge = PledgeFactory()
    StatementFactory(pledge=pledge)
    draft = CitationFactory(statement__pledge=pledge, statement__author=author).statement
    assert kinds(warnings_of_statement(draft)) == [WarningKind.SAME_DAY]
    assert submit_statement(statement=draft, by=author).state == Statement.State.SUBMITTED


def test_answers_are_saved_with_the_draft_under_who_gave_them(author: User) -> None:
    relayed = content(capacity=Capacity.OTHER_GOVERNMENT)
    kind = WarningKind.RELAYED_ABOVE_FLOATED
    draft = draft_statement(
        pledge=PledgeFactory(), content=relayed, answers={kind: " A treaty. "}, by=author
    )
    assert Override.objects.get().reason == "A treaty."
    editor = EditorFactory()
    same = revise_statement(
        statement=draft, content=relayed, version=1, answers={kind: "A treaty."}, by=editor
    )
    assert Override.objects.get().by == author
    other = revise_statement(
        statement=same, content=relayed, version=2, answers={kind: "A joint text."}, by=editor
    )
    assert Override.objects.get().by == editor
    kept = revise_statement(statement=other, content=relayed, version=3, by=author)
    assert Override.objects.count() == 1
    revise_statement(statement=kept, content=relayed, version=4, answers={kind: " "}, by=author)
    assert not Override.objects.exists()


def test_an_answer_to_what_no_longer_holds_is_dropped_on_submitting(author: User) -> None:
    draft = CitationFactory(statement__author=author).statement
    OverrideFactory(statement=draft, warning=WarningKind.SAME_DAY)
    submit_statement(statement=draft, by=author)
    assert not Override.objects.exists()
