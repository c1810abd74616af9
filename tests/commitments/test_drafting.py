"""Pledges, drafts and citations: the rules of content, and who may change what."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from commitments.models import Citation, Pledge, ReviewClaim, Statement
from commitments.rules.stances import Change, Place, Stance
from commitments.services.drafting import (
    cite,
    discard_draft,
    draft_statement,
    may_edit,
    remove_citation,
    revise_statement,
)
from commitments.services.pledging import PledgeExists, open_pledge
from commitments.services.previous import previous_statement
from commitments.statements.content import (
    ConditionContent,
    Evidence,
    InvalidContent,
    LimitContent,
    problems_of,
)
from commitments.statements.facts import differences, facts_of_statement
from core.errors import DomainError, NotAllowed, StaleEdit
from core.models import User
from tests.clock import dated, tomorrow
from tests.commitments.contents import content
from tests.factories.articles import PassageFactory
from tests.factories.commitments import (
    CitationFactory,
    CoalitionFactory,
    ConditionFactory,
    CountryFactory,
    LimitFactory,
    PledgeFactory,
    ReviewClaimFactory,
    RoleFactory,
    StatementFactory,
    published_statement,
    retract,
    submit,
)
from tests.factories.people import EditorFactory, UserFactory

pytestmark = pytest.mark.django_db


# --- pledges ---
def test_pledges_are_numbered_per_country(author: User) -> None:
    coalition, country = CoalitionFactory(code="UKR"), CountryFactory(iso3="GBR")
    roles = [RoleFactory(), RoleFactory()]
    references = [
        open_pledge(coalition=coalition, country=c, roles=[r], by=author).reference
        for c, r in ((country, roles[0]), (country, roles[1]), (None, roles[0]))
    ]
    assert references == ["UKR-GBR-1", "UKR-GBR-2", "UKR-ALL-1"]


def test_the_same_pledge_is_not_opened_twice(author: User) -> None:
    coalition, country, role = CoalitionFactory(), CountryFactory(), RoleFactory()
    where = {"coalition": coalition, "country": country, "roles": [role], "by": author}
    first = open_pledge(**where)
    with pytest.raises(PledgeExists) as refusal:
        open_pledge(**where, title="Other words for it")
    assert refusal.value.pledge == first
    assert open_pledge(**where, place=Place.SEA) != first


def test_collective_claims_are_told_apart_by_title_and_parties(author: User) -> None:
    coalition, party, role = CoalitionFactory(), CountryFactory(), RoleFactory()
    claim: dict[str, Any] = {
        "coalition": coalition,
        "country": None,
        "roles": [role],
        "title": "26 countries",
        "by": author,
    }
    open_pledge(**claim)
    with pytest.raises(PledgeExists):
        open_pledge(**claim | {"title": "26 Countries"})
    open_pledge(**claim, parties=[party])
    open_pledge(**claim | {"title": "30,000 troops"})
    assert Pledge.objects.count() == 3


def test_a_pledge_needs_a_role_and_a_country_has_no_parties(author: User) -> None:
    coalition, country = CoalitionFactory(), CountryFactory()
    with pytest.raises(DomainError, match="at least one role"):
        open_pledge(coalition=coalition, country=country, roles=[], by=author)
    with pytest.raises(DomainError, match="Only a collective claim"):
        open_pledge(
            coalition=coalition,
            country=country,
            parties=[country],
            roles=[RoleFactory()],
            by=author,
        )


# --- what content is acceptable ---
@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"said_on": tomorrow}, "said_on"),
        ({"summary": " "}, "summary"),
        ({"headcount_min": -1}, "headcount_min"),
        ({"headcount_max": -1}, "headcount_max"),
        ({"headcount_min": 2, "headcount_max": 1}, "headcount_max"),
        ({"headcount_withheld": True, "headcount_max": 1}, "headcount_withheld"),
    ],
)
def test_refuses_content_by_field(changes: dict[str, Any], field: str, author: User) -> None:
    with pytest.raises(InvalidContent) as refusal:
        draft_statement(pledge=PledgeFactory(), content=content(**dated(changes)), by=author)
    assert set(refusal.value.problems) == {field}
    assert not Statement.objects.exists()


@pytest.mark.parametrize(
    "changes",
    [
        {"stance": Stance.COMMITTED},
        {"headcount_max": 200},
        {"headcount_withheld": True},
        {"limits": "new"},
        {"conditions": "new"},
    ],
)
def test_a_change_asks_for_its_reason_and_kind(changes: dict[str, Any]) -> None:
    previous = published_statement()
    if "limits" in changes:
        changes = {"limits": [LimitContent(LimitFactory())]}
    if "conditions" in changes:
        changes = {"conditions": [ConditionContent(ConditionFactory())]}
    silent = content(**changes, change=Change.RESTATED)
    assert set(problems_of(silent, previous=previous)) == {"reason", "change"}
    told = content(**changes, change=Change.CLARIFIED, reason="A minister spoke.")
    assert problems_of(told, previous=previous) == {}
    assert problems_of(silent, previous=previous, corrects=previous) == {}


def test_restating_needs_no_reason() -> None:
    assert problems_of(content(change=Change.RESTATED), previous=published_statement()) == {}


def test_previous_is_the_latest_published_word_of_that_day() -> None:
    pledge = PledgeFactory()
    june = published_statement(pledge=pledge, said_on=date(2025, 6, 1))
    august = published_statement(pledge=pledge, said_on=date(2025, 8, 1))
    StatementFactory(pledge=pledge, said_on=date(2025, 9, 1))
    assert previous_statement(pledge) == august
    assert previous_statement(pledge, date(2025, 7, 1)) == june
    assert previous_statement(pledge, date(2025, 5, 1)) is None
    assert previous_statement(pledge, without=august) == june
    retract(august, by=EditorFactory())
    assert previous_statement(pledge) == june


# --- drafts ---
def test_drafts_with_limits_conditions_and_the_quotation_at_hand(author: User) -> None:
    passage = PassageFactory()
    statement = draft_statement(
        pledge=PledgeFactory(),
        content=content(
            limits=[LimitContent(LimitFactory(), "no fighting")],
            conditions=[ConditionContent(ConditionFactory(), group=1)],
        ),
        evidence=[Evidence(passage, proves=["stance", "stance", "date"])],
        by=author,
    )
    assert statement.state == Statement.State.DRAFT
    assert statement.statement_limits.get().detail == "no fighting"
    assert statement.statement_conditions.get().group == 1
    citation = Citation.objects.get()
    assert (citation.passage, citation.proves) == (passage, ["date", "stance"])
    statement.refresh_from_db()
    revise_statement(statement=statement, content=content(), version=statement.version, by=author)


def test_a_bad_quotation_leaves_no_draft_behind(author: User) -> None:
    evidence = [Evidence(PassageFactory(), proves=["everything"])]
    with pytest.raises(DomainError, match="Unknown facts"):
        draft_statement(pledge=PledgeFactory(), content=content(), evidence=evidence, by=author)
    assert not Statement.objects.exists()


def test_drafts_with_all_its_quotations_or_not_at_all(author: User) -> None:
    first, second = PassageFactory(), PassageFactory()
    draft = draft_statement(
        pledge=PledgeFactory(),
        content=content(),
        evidence=[
            Evidence(first, proves=["stance"]),
            Evidence(second, Citation.Function.QUALIFIES, ["limits"]),
        ],
        by=author,
    )
    assert draft.version == 1
    assert [c.passage for c in draft.citations.order_by("pk")] == [first, second]
    with pytest.raises(DomainError, match="quoted twice"):
        draft_statement(
            pledge=PledgeFactory(),
            content=content(),
            evidence=[Evidence(first), Evidence(first)],
            by=author,
        )
    assert Statement.objects.count() == 1


def test_revising_sets_the_quotations_where_they_are_given(author: User) -> None:
    kept, gone, new = PassageFactory(), PassageFactory(), PassageFactory()
    draft = draft_statement(
        pledge=PledgeFactory(),
        content=content(),
        evidence=[Evidence(kept), Evidence(gone)],
        by=author,
    )
    editor = EditorFactory()
    revise_statement(
        statement=draft,
        content=content(),
        version=1,
        evidence=[Evidence(kept, proves=["stance"]), Evidence(new)],
        by=editor,
    )
    by_passage = {c.passage: c for c in draft.citations.all()}
    assert set(by_passage) == {kept, new}
    assert by_passage[kept].proves == ["stance"]
    assert (by_passage[kept].added_by, by_passage[new].added_by) == (author, editor)
    revise_statement(statement=draft, content=content(), version=2, by=author)
    assert draft.citations.count() == 2


def test_revising_replaces_content_and_counts_up(author: User) -> None:
    statement = StatementFactory(author=author, limits=[LimitFactory()])
    kept = LimitFactory()
    revised = revise_statement(
        statement=statement,
        content=content(summary="Anew.", limits=[LimitContent(kept)]),
        version=1,
        by=author,
    )
    assert (revised.version, revised.summary) == (2, "Anew.")
    assert [link.limit for link in revised.statement_limits.all()] == [kept]


def test_a_stale_edit_writes_nothing(author: User) -> None:
    statement = StatementFactory(author=author)
    revise_statement(statement=statement, content=content(summary="First."), version=1, by=author)
    with pytest.raises(StaleEdit, match="Your text is kept"):
        revise_statement(
            statement=statement, content=content(summary="Second."), version=1, by=author
        )
    statement.refresh_from_db()
    assert statement.summary == "First."


def test_citing_after_opening_the_form_is_an_edit_too(author: User) -> None:
    statement = StatementFactory(author=author)
    cite(statement=statement, passage=PassageFactory(), by=author)
    with pytest.raises(StaleEdit):
        revise_statement(statement=statement, content=content(), version=1, by=author)


@pytest.mark.parametrize("act", ["revise", "cite", "remove"])
def test_whatever_changes_a_submitted_statement_begins_its_review_again(
    act: str, author: User
) -> None:
    statement = CitationFactory(statement__author=author).statement
    spare = CitationFactory(statement=statement)
    submit(statement, at=datetime(2025, 9, 1, tzinfo=UTC))
    ReviewClaimFactory(statement=statement)
    before = statement.version
    if act == "revise":
        revise_statement(statement=statement, content=content(), version=before, by=author)
    elif act == "cite":
        cite(statement=statement, passage=PassageFactory(), by=author)
    else:
        remove_citation(citation=spare, by=author)
    statement.refresh_from_db()
    assert statement.state == Statement.State.SUBMITTED
    assert statement.version == before + 1
    assert statement.submitted_at > datetime(2025, 9, 2, tzinfo=UTC)
    assert not ReviewClaim.objects.exists()


def test_what_lost_its_support_in_review_is_a_draft_again(author: User) -> None:
    citation = CitationFactory(statement__author=author)
    statement = submit(citation.statement)
    ReviewClaimFactory(statement=statement)
    assert remove_citation(citation=citation, by=author).state == Statement.State.DRAFT
    statement.refresh_from_db()
    assert statement.state == Statement.State.DRAFT
    assert not ReviewClaim.objects.exists()


def test_a_correction_that_lost_its_reason_in_review_is_a_draft_again(author: User) -> None:
    wrong = published_statement()
    statement = submit(
        CitationFactory(
            statement__pledge=wrong.pledge,
            statement__author=author,
            statement__corrects=wrong,
            statement__reason="Misread.",
        ).statement
    )
    revised = revise_statement(
        statement=statement, content=content(reason=" "), version=statement.version, by=author
    )
    assert revised.state == Statement.State.DRAFT


def test_a_draft_that_is_changed_stays_one(author: User) -> None:
    statement = CitationFactory(statement__author=author).statement
    cite(statement=statement, passage=PassageFactory(), by=author)
    statement.refresh_from_db()
    assert (statement.state, statement.submitted_at) == (Statement.State.DRAFT, None)


def test_a_passage_is_cited_once(author: User) -> None:
    citation = CitationFactory(statement__author=author)
    with pytest.raises(DomainError, match="cites that passage already"):
        cite(statement=citation.statement, passage=citation.passage, by=author)


def test_who_may_change_a_draft(author: User) -> None:
    statement = StatementFactory(author=author)
    assert may_edit(statement, author)
    assert may_edit(statement, EditorFactory())
    assert not may_edit(statement, UserFactory())
    stranger = UserFactory()
    with pytest.raises(NotAllowed, match="their own drafts"):
        discard_draft(statement=statement, by=stranger)
    discard_draft(statement=statement, by=author)
    assert not Statement.objects.exists()


def test_nothing_published_is_changed(author: User) -> None:
    statement = published_statement(author=author)
    citation = statement.citations.get()
    for refused in (
        lambda: revise_statement(
            statement=statement, content=content(), version=statement.version, by=author
        ),
        lambda: cite(statement=statement, passage=PassageFactory(), by=author),
        lambda: remove_citation(citation=citation, by=author),
        lambda: discard_draft(statement=statement, by=author),
    ):
        with pytest.raises(NotAllowed, match="never changes"):
            refused()
    assert not may_edit(statement, author)


# --- told fact by fact ---
def test_differences_name_what_went_and_what_came() -> None:
    kept, gone, new = (LimitFactory(name=name) for name in ("Kept", "Gone", "New"))
    pledge = PledgeFactory()
    before = StatementFactory(pledge=pledge, limits=[kept, gone], headcount_max=300)
    after = StatementFactory(pledge=pledge, limits=[kept, new], headcount_wording="a few")
    found = {
        change.label: change
        for change in differences(facts_of_statement(before), facts_of_statement(after))
    }
    assert set(found) == {"Limits", "Headcount"}
    limits = found["Limits"]
    assert (limits.removed, limits.added, limits.kept) == (("Gone",), ("New",), ("Kept",))
    assert found["Headcount"].removed == ("up to 300",)
    assert found["Headcount"].added == ("a few",)
    assert differences(facts_of_statement(after), facts_of_statement(after)) == ()
