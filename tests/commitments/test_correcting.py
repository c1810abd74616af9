"""Correcting what is public: begun from the wrong one, ended in one step, told in one entry."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

import pytest
from django.db import connections

from commitments.models import Citation, Statement
from commitments.services.correcting import CorrectionExists, open_correction, start_correction
from commitments.services.drafting import revise_statement
from commitments.services.publishing import (
    publish_statement,
    retract_statement,
    submit_statement,
)
from commitments.statements.content import content_of
from core.errors import DomainError, NotAllowed
from core.models import User
from tests.factories.commitments import (
    CitationFactory,
    CountryScopeFactory,
    LimitFactory,
    OverrideFactory,
    StatementFactory,
    publish,
    published_statement,
    submit,
)
from tests.factories.people import EditorFactory, UserFactory
from tests.raw_sql import rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def wrong() -> Statement:
    return published_statement(
        stance="committed", limits=[LimitFactory(name="No combat")], reason="It was new then."
    )


def mended(wrong: Statement, by: User, **changes: object) -> Statement:
    """A correction in review."""
    correction = start_correction(statement=wrong, by=by)
    content = replace(content_of(correction), **{"reason": "It was an offer."} | changes)
    revise_statement(statement=correction, content=content, version=correction.version, by=by)
    return submit_statement(statement=correction, by=by)


def test_begins_with_all_that_the_wrong_one_says_and_quotes(wrong: Statement, author: User) -> None:
    CitationFactory(
        statement=wrong,
        function=Citation.Function.QUALIFIES,
        proves=["limits"],
        published_at=wrong.published_at,
        reviewer=wrong.reviewer,
    )
    correction = start_correction(statement=wrong, by=author)
    assert (correction.corrects, correction.author) == (wrong, author)
    assert (correction.state, correction.stance) == (Statement.State.DRAFT, "committed")
    assert correction.reason == ""
    assert [limit.name for limit in correction.limits.all()] == ["No combat"]
    copied = [(c.passage_id, c.function, c.proves) for c in correction.citations.order_by("pk")]
    assert copied == [(c.passage_id, c.function, c.proves) for c in wrong.citations.order_by("pk")]
    assert all(c.added_by == author for c in correction.citations.all())
    assert not correction.citations.public().exists()


def test_takes_over_what_was_answered(author: User, editor: User) -> None:
    statement = StatementFactory()
    CitationFactory(statement=statement)
    OverrideFactory(statement=statement, warning="same_day", reason="He spoke twice.")
    wrong = publish(submit(statement), by=editor)
    copied = start_correction(statement=wrong, by=author).overrides.get()
    assert (copied.warning, copied.reason) == ("same_day", "He spoke twice.")
    assert copied.by == statement.author


def test_one_correction_at_a_time(wrong: Statement, author: User, editor: User) -> None:
    first = start_correction(statement=wrong, by=author)
    assert open_correction(wrong) == first
    with pytest.raises(
        CorrectionExists, match=f"{author.name} is correcting it already"
    ) as refusal:
        start_correction(statement=wrong, by=editor)
    assert refusal.value.correction == first


def test_only_what_is_public_is_corrected_and_only_of_ones_countries(
    wrong: Statement, author: User
) -> None:
    with pytest.raises(DomainError, match="Only a published statement"):
        start_correction(statement=StatementFactory(), by=author)
    CountryScopeFactory(user=author)
    with pytest.raises(NotAllowed, match="other countries"):
        start_correction(statement=wrong, by=author)


def test_a_correction_is_not_submitted_without_its_reason(wrong: Statement, author: User) -> None:
    correction = start_correction(statement=wrong, by=author)
    with pytest.raises(DomainError, match="A correction says why"):
        submit_statement(statement=correction, by=author)


def test_publishing_it_retracts_the_wrong_one_at_the_same_moment(
    wrong: Statement, author: User, editor: User
) -> None:
    right = publish_statement(statement=mended(wrong, author, stance="offered"), by=editor)
    wrong.refresh_from_db()
    assert (wrong.state, wrong.retracted_at) == (Statement.State.RETRACTED, right.published_at)
    assert wrong.retraction_reason == "Corrected: It was an offer."
    assert wrong.retracted_by == editor
    assert open_correction(wrong) is None


def test_a_correction_of_what_was_retracted_meanwhile_still_stands(
    wrong: Statement, author: User, editor: User
) -> None:
    correction = mended(wrong, author)
    retract_statement(statement=wrong, reason="Misread.", by=editor)
    assert publish_statement(statement=correction, by=editor).state == Statement.State.PUBLISHED
    wrong.refresh_from_db()
    assert wrong.retraction_reason == "Misread."


def test_a_second_correction_is_refused_in_words(
    wrong: Statement, author: User, editor: User
) -> None:
    correction = mended(wrong, author)
    other = submit(
        CitationFactory(
            statement__pledge=wrong.pledge, statement__corrects=wrong, statement__reason="Too."
        ).statement
    )
    publish_statement(statement=correction, by=editor)
    with pytest.raises(DomainError, match="already corrects the same record"):
        publish_statement(statement=other, by=editor)
    other.refresh_from_db()
    assert other.state == Statement.State.SUBMITTED


# --- one entry each ---
CONTEXTS = (
    "SELECT DISTINCT pgh_context_id::text FROM ("
    " SELECT pgh_context_id FROM commitments_statementevent UNION ALL"
    " SELECT pgh_context_id FROM commitments_citationevent) e WHERE pgh_context_id IS NOT NULL"
)


def contexts() -> set[str]:
    """All entries of the history so far."""
    return {context for (context,) in rows(CONTEXTS)}


def recorded(context: str) -> dict[str, object]:
    """The act of an entry, and what it touched: how many events of which rows."""
    [(act,)] = rows("SELECT metadata ->> 'act' FROM pghistory_context WHERE id = %s", [context])
    return {
        "act": act,
        **{
            table: sorted(
                pk
                for (pk,) in rows(
                    f"SELECT pgh_obj_id FROM commitments_{table}event WHERE pgh_context_id = %s",
                    [context],
                )
            )
            for table in ("statement", "citation")
        },
    }


def test_publishing_is_one_entry_with_its_citations(author: User, editor: User) -> None:
    statement = CitationFactory(statement__author=author).statement
    CitationFactory(statement=statement)
    submit(statement)
    before = contexts()
    publish_statement(statement=statement, by=editor)
    [entry] = contexts() - before
    assert recorded(entry) == {
        "act": "publish statement",
        "statement": [statement.pk],
        "citation": sorted(statement.citations.values_list("pk", flat=True)),
    }


def test_retracting_is_one_entry(wrong: Statement, editor: User) -> None:
    before = contexts()
    retract_statement(statement=wrong, reason="Misread.", by=editor)
    [entry] = contexts() - before
    assert recorded(entry) == {
        "act": "retract statement",
        "statement": [wrong.pk],
        "citation": [],
    }


def test_correcting_is_one_entry_for_both_statements_and_the_citations(
    wrong: Statement, author: User, editor: User
) -> None:
    correction = mended(wrong, author)
    before = contexts()
    publish_statement(statement=correction, by=editor)
    [entry] = contexts() - before
    assert recorded(entry) == {
        "act": "publish statement",
        "statement": sorted([wrong.pk, correction.pk]),
        "citation": sorted(correction.citations.values_list("pk", flat=True)),
    }


def test_beginning_a_correction_is_one_entry(wrong: Statement, author: User) -> None:
    before = contexts()
    correction = start_correction(statement=wrong, by=author)
    [entry] = contexts() - before
    assert recorded(entry)["act"] == "start correction"
    assert recorded(entry)["statement"] == [correction.pk]


# --- at the same moment ---
def in_a_connection_of_its_own(barrier: Barrier, statement: int, by: User) -> str:
    """Publish as another process would; what it was told, "" if it published."""
    try:
        barrier.wait(timeout=20)
        publish_statement(statement=Statement.objects.get(pk=statement), by=by, version=1)
    except DomainError as error:
        return error.message
    finally:
        connections.close_all()
    return ""


@pytest.mark.django_db(transaction=True)
def test_two_who_publish_at_once_publish_once_and_one_is_told() -> None:
    statement = submit(CitationFactory().statement)
    editors = [EditorFactory(), EditorFactory()]
    barrier = Barrier(2)
    with ThreadPoolExecutor(max_workers=2) as pool:
        answers = sorted(
            pool.map(lambda by: in_a_connection_of_its_own(barrier, statement.pk, by), editors)
        )
    assert answers == ["", "It is published already: somebody else was first."]
    statement.refresh_from_db()
    assert statement.reviewer in editors
    published = rows(
        "SELECT count(*) FROM commitments_statementevent"
        " WHERE pgh_obj_id = %s AND state = 'published'",
        [statement.pk],
    )
    assert published == [(1,)]


@pytest.mark.django_db(transaction=True)
def test_two_who_begin_a_correction_at_once_begin_one() -> None:
    wrong = published_statement()
    people = [UserFactory(), UserFactory()]
    barrier = Barrier(2)

    def begin(by: User) -> bool:
        try:
            barrier.wait(timeout=20)
            start_correction(statement=Statement.objects.get(pk=wrong.pk), by=by)
        except CorrectionExists:
            return False
        finally:
            connections.close_all()
        return True

    with ThreadPoolExecutor(max_workers=2) as pool:
        assert sorted(pool.map(begin, people)) == [False, True]
    assert wrong.corrected_by.count() == 1
