"""The clock is set back by days between two acts, or was ahead and is set right: order holds."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pgtrigger
import pytest
from django.utils import timezone

from commitments.integrity.verify import verify
from commitments.models import Check, Membership, ReviewNote, Statement
from commitments.services.checking import record_checks
from commitments.services.conditions import OutcomeContent, record_outcome
from commitments.services.correcting import start_correction
from commitments.services.drafting import draft_statement, revise_statement
from commitments.services.membership import (
    StandingContent,
    change_standing,
    correct_member,
    record_member,
)
from commitments.services.pledging import open_pledge
from commitments.services.publishing import (
    publish_statement,
    retract_statement,
    submit_statement,
)
from commitments.services.reports import settle_report
from commitments.services.reviewing import Comment, claim_review, return_statement
from commitments.services.second_looks import finish_second_look
from commitments.statements.content import Evidence, LimitContent, StatementContent, content_of
from core.models import User
from tests.clock import clock_moved, set_back
from tests.factories.articles import PassageFactory
from tests.factories.commitments import (
    CitationFactory,
    ErrorReportFactory,
    LimitFactory,
    PledgeRecheckFactory,
    StatementFactory,
    published_statement,
    submit,
)
from tests.factories.people import ChiefFactory, EditorFactory
from tests.factories.small_coalition import SmallCoalition
from tests.raw_sql import allowed, change_row, copy_row, execute, refused

pytestmark = pytest.mark.django_db
JOINED = date(2025, 1, 1)


def told(statement: Statement) -> Statement:
    return Statement.objects.get(pk=statement.pk)


# --- a statement's life -------------------------------------------------------------------------
def test_a_publication_comes_after_its_submission(author: User, editor: User) -> None:
    statement = CitationFactory(statement__author=author).statement
    submit_statement(statement=statement, by=author)
    with set_back():
        publish_statement(statement=statement, by=editor)
    found = told(statement)
    assert found.published_at > found.submitted_at
    assert found.citations.get().published_at == found.published_at
    assert verify() == []


def test_a_retraction_comes_after_its_publication(editor: User) -> None:
    statement = published_statement()
    with set_back():
        retract_statement(statement=statement, reason="Misread.", by=editor)
    found = told(statement)
    assert found.retracted_at > found.published_at


def test_a_correction_retracts_at_its_own_moment(author: User, editor: User) -> None:
    wrong = published_statement()
    with set_back():
        correction = start_correction(statement=wrong, by=author)
        content = replace(content_of(correction), reason="It was an offer.")
        revise_statement(statement=correction, content=content, version=1, by=author)
        submit_statement(statement=correction, by=author)
    with set_back(days=9):
        publish_statement(statement=correction, by=editor)
    wrong, right = told(wrong), told(correction)
    assert right.published_at == wrong.retracted_at > wrong.published_at
    assert right.published_at > right.submitted_at
    assert verify() == []


def test_a_return_stays_after_the_submission_it_answers(author: User, editor: User) -> None:
    statement = CitationFactory(statement__author=author).statement
    submit_statement(statement=statement, by=author)
    first = told(statement).submitted_at
    with set_back():
        return_statement(statement=statement, comments=[Comment("Which day?")], by=editor)
    with set_back(days=9):
        submit_statement(statement=told(statement), by=author)
    note = ReviewNote.objects.get()
    assert first < note.added_at < told(statement).submitted_at


def test_what_readers_were_told_stays_as_it_was(small: SmallCoalition, editor: User) -> None:
    """A view at an earlier known_at is an address for ever, also of another country's words."""
    seen = small.say(small.pledge("GBR"), at=timezone.now())
    address = f"known_at={seen.published_at.isoformat()}"
    with set_back():
        later = submit(CitationFactory(statement__pledge=small.pledge("FRA")).statement)
        publish_statement(statement=later, by=editor)
    assert small.heading(seen.pledge, address)
    assert small.heading(later.pledge, address) is None
    assert small.heading(later.pledge)


def test_now_shows_all_that_was_told_whatever_the_clock_says(
    small: SmallCoalition, editor: User
) -> None:
    kept = small.say(small.pledge("GBR"), at=timezone.now())
    taken_back = small.say(small.pledge("FRA"), at=timezone.now())
    retract_statement(statement=taken_back, reason="Misread.", by=editor)
    with set_back():
        assert small.heading(kept.pledge)
        assert small.heading(taken_back.pledge) is None


# --- what stands beside statements --------------------------------------------------------------
def test_standings_follow_each_other(small: SmallCoalition) -> None:
    chief = ChiefFactory()
    country = small.pledge("GBR").country
    content = StandingContent("member", JOINED)
    entry = record_member(coalition=small.coalition, country=country, content=content, by=chief)
    with set_back():
        change_standing(membership=entry, standing="lead", on=date(2025, 6, 1), by=chief)
    lead = Membership.objects.get(standing="lead")
    with set_back(days=9):
        correct_member(membership=lead, content=None, reason="It never led.", by=chief)
    with set_back(days=20):
        record_member(
            coalition=small.coalition,
            country=country,
            content=StandingContent("partner", date(2025, 6, 1)),
            by=chief,
        )
    rows = Membership.objects.order_by("pk").values_list("recorded_at", "superseded_at")
    begins, ends = [row[0] for row in rows], [row[1] for row in rows if row[1]]
    assert begins == sorted(begins)
    assert ends == sorted(ends)
    assert verify() == []


def test_later_checks_and_outcomes_are_recorded_later(small: SmallCoalition) -> None:
    editor = EditorFactory()
    country = small.pledge("GBR").country

    def check(outcome: str) -> None:
        record_checks(
            coalition=small.coalition,
            cells=[(country, small.roles["training"])],
            outcome=outcome,
            checked_on=date(2025, 9, 1),
            by=editor,
        )

    def outcome(word: str) -> datetime:
        content = OutcomeContent(
            small.coalition,
            small.conditions["ceasefire"],
            None,
            word,
            date(2025, 9, 1),
            PassageFactory(),
        )
        return record_outcome(content=content, by=editor).recorded_at

    check("nothing_found")
    first = outcome("met")
    with set_back():
        check("withheld")
        second = outcome("failed")
    old, new = Check.objects.order_by("pk").values_list("recorded_at", flat=True)
    assert old < new < second
    assert first < second


def test_answers_come_after_what_they_answer(editor: User) -> None:
    report, recheck = ErrorReportFactory(), PledgeRecheckFactory()
    with set_back():
        settled = settle_report(report=report, outcome="no_error", by=editor)
        done = finish_second_look(recheck=recheck, finding="It stands.", by=editor)
    assert settled.settled_at > report.received_at
    assert done.done_at > recheck.because.recorded_at


def test_a_claim_of_before_expires(author: User, editor: User) -> None:
    statement = submit(CitationFactory(statement__author=author).statement)
    claim_review(statement=statement, by=EditorFactory())
    with set_back():
        assert claim_review(statement=statement, by=editor).by == editor


# --- a clock that was ahead ---------------------------------------------------------------------
def test_a_clock_that_was_ahead_leaves_order_behind(author: User, editor: User) -> None:
    statement = CitationFactory(statement__author=author).statement
    with clock_moved(timedelta(days=40)):
        submit_statement(statement=statement, by=author)
    publish_statement(statement=statement, by=editor)
    retract_statement(statement=statement, reason="Misread.", by=editor)
    found = told(statement)
    assert found.submitted_at < found.published_at < found.retracted_at
    assert verify() == []


# --- the database refuses ------------------------------------------------------------------------
def test_refuses_a_publication_before_its_submission() -> None:
    waiting = submit(CitationFactory(statement=StatementFactory()).statement)
    editor = EditorFactory()
    with refused("published after it was submitted"):
        change_row(
            waiting,
            f"state = 'published', reviewer_id = {editor.pk},"
            " published_at = submitted_at - interval '1 microsecond'",
        )
    with refused("published after it was submitted"):
        copy_row(
            published_statement(),
            submitted_at="published_at + interval '1 second'",
        )


def test_refuses_a_correction_before_what_it_corrects() -> None:
    wrong = published_statement()
    correction = submit(
        CitationFactory(statement=StatementFactory(pledge=wrong.pledge, corrects=wrong)).statement,
        at=wrong.submitted_at - timedelta(days=2),
    )
    moment = f"'{(wrong.published_at - timedelta(days=1)).isoformat()}'::timestamptz"
    with refused("published after what it corrects"):
        change_row(
            correction,
            f"state = 'published', reviewer_id = {EditorFactory().pk}, published_at = {moment}",
        )


def test_still_lets_a_misdated_statement_be_retracted() -> None:
    """It was published before the rule came, and can never be dated anew."""
    statement = published_statement()
    with pgtrigger.ignore():
        change_row(statement, "submitted_at = published_at + interval '1 day'")
    with allowed():
        retract_statement(statement=told(statement), reason="Misdated.", by=EditorFactory())


# --- the clock of the database -------------------------------------------------------------------
def test_integrity_reads_the_order_of_history_and_not_its_clock(
    small: SmallCoalition, author: User, editor: User
) -> None:
    """What was drafted before the database's clock was set back is published after it."""
    limit, passage = LimitFactory(), PassageFactory()
    pledge = open_pledge(
        coalition=small.coalition,
        country=small.pledge("GBR").country,
        roles=[small.roles["training"]],
        is_separate=True,
        by=author,
    )
    content = StatementContent(
        stance="offered",
        summary="The minister said that the country was ready.",
        said_on=JOINED,
        capacity="minister",
        speaker="The minister",
        limits=[LimitContent(limit, "")],
    )
    draft = draft_statement(pledge=pledge, content=content, evidence=[Evidence(passage)], by=author)
    submit_statement(statement=draft, by=author)
    publish_statement(statement=draft, by=editor)
    with pgtrigger.ignore():
        execute(
            "UPDATE commitments_statementevent SET pgh_created_at = pgh_created_at"
            " - interval '3 days' WHERE state = 'published'"
        )
    assert verify() == []
