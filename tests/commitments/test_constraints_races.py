"""Two editors at the same moment: what one transaction freezes, the other cannot slip past.

Each test holds one transaction open, starts the second in a thread, waits until PostgreSQL says
that it is waiting for the first, and only then commits the first.
"""

import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest
from django.db import connection
from django.utils import timezone

from commitments.models import Statement
from tests.factories.commitments import (
    CitationFactory,
    ConditionFactory,
    LimitFactory,
    StatementFactory,
    published_statement,
    submit,
)
from tests.factories.people import EditorFactory

pytestmark = pytest.mark.django_db(transaction=True)

PATIENCE = 20.0
INSERT_LIMIT = (
    "INSERT INTO commitments_statementlimit (statement_id, limit_id, detail) VALUES (%s, %s, '')"
)
INSERT_CONDITION = (
    "INSERT INTO commitments_statementcondition (statement_id, condition_id, detail, kind)"
    " VALUES (%s, %s, '', 'stated')"
)

type Session = psycopg.Connection[tuple[Any, ...]]


@contextmanager
def two_sessions() -> Iterator[tuple[Session, Session]]:
    """Two connections of their own, with a limit to how long either waits."""
    # Without Django's cursor factory: each session is driven as any other client would.
    parameters = connection.get_connection_params()
    parameters = {k: parameters[k] for k in ("dbname", "user", "host", "port") if k in parameters}
    options = f"-c lock_timeout={int(PATIENCE * 1000)}"
    with (
        psycopg.connect(**parameters, options=options) as first,
        psycopg.connect(**parameters, options=options) as second,
    ):
        yield first, second


def run_and_commit(session: Session, sql: str, params: list[Any]) -> None:
    session.execute(sql, params)
    session.commit()


@contextmanager
def waiting(session: Session, sql: str, params: list[Any]) -> Iterator[Future[None]]:
    """Run and commit in a thread; inside, PostgreSQL has said that it waits for a lock."""
    with ThreadPoolExecutor(max_workers=1) as pool:
        outcome = pool.submit(run_and_commit, session, sql, params)
        deadline = time.monotonic() + PATIENCE
        while not is_waiting(session):
            if outcome.done():
                outcome.result()
            assert not outcome.done(), "It should have waited for the other transaction."
            assert time.monotonic() < deadline, "It neither waits nor ends."
            time.sleep(0.02)
        yield outcome


def is_waiting(session: Session) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT wait_event_type = 'Lock' FROM pg_stat_activity WHERE pid = %s",
            [session.info.backend_pid],
        )
        return bool(cursor.fetchone()[0])


def publication(statement: Statement) -> tuple[str, list[Any]]:
    """One statement of SQL that publishes, with its citations."""
    at, reviewer = timezone.now(), EditorFactory().pk
    return (
        "WITH cited AS (UPDATE commitments_citation SET published_at = %s, reviewer_id = %s"
        " WHERE statement_id = %s) UPDATE commitments_statement"
        " SET state = 'published', published_at = %s, reviewer_id = %s WHERE id = %s",
        [at, reviewer, statement.pk, at, reviewer, statement.pk],
    )


def ready() -> Statement:
    return submit(CitationFactory().statement)


@pytest.mark.parametrize("sql", [INSERT_LIMIT, INSERT_CONDITION], ids=["limit", "condition"])
def test_nothing_is_added_while_the_statement_is_being_published(sql: str) -> None:
    statement = ready()
    term = LimitFactory() if sql == INSERT_LIMIT else ConditionFactory()
    with two_sessions() as (publisher, other):
        publisher.execute(*publication(statement))
        with waiting(other, sql, [statement.pk, term.pk]) as outcome:
            publisher.commit()
            with pytest.raises(psycopg.IntegrityError, match="keeps its limits and conditions"):
                outcome.result(PATIENCE)
    assert not statement.limits.exists()
    assert not statement.conditions.exists()


def test_limit_is_not_removed_while_the_statement_is_being_published() -> None:
    statement = submit(
        CitationFactory(statement=StatementFactory(limits=[LimitFactory()])).statement
    )
    sql = "DELETE FROM commitments_statementlimit WHERE statement_id = %s"
    with two_sessions() as (publisher, other):
        publisher.execute(*publication(statement))
        with waiting(other, sql, [statement.pk]) as outcome:
            publisher.commit()
            with pytest.raises(psycopg.IntegrityError, match="keeps its limits and conditions"):
                outcome.result(PATIENCE)
    assert statement.limits.count() == 1


def test_publication_waits_for_a_limit_that_is_being_added() -> None:
    statement, limit = ready(), LimitFactory()
    with two_sessions() as (author, publisher):
        author.execute(INSERT_LIMIT, [statement.pk, limit.pk])
        with waiting(publisher, *publication(statement)) as outcome:
            author.commit()
            outcome.result(PATIENCE)
    statement.refresh_from_db()
    assert (statement.state, list(statement.limits.all())) == ("published", [limit])


def test_publication_waits_for_a_pledge_that_loses_its_role_and_is_refused() -> None:
    statement = ready()
    with two_sessions() as (author, publisher):
        author.execute(
            "DELETE FROM commitments_pledgerole WHERE pledge_id = %s", [statement.pledge_id]
        )
        with waiting(publisher, *publication(statement)) as outcome:
            author.commit()
            with pytest.raises(psycopg.IntegrityError, match="pledge needs a role"):
                outcome.result(PATIENCE)


@pytest.mark.parametrize(
    ("sql", "rule"),
    [
        ("DELETE FROM commitments_pledgerole WHERE pledge_id = %s", "keeps its roles"),
        ("UPDATE commitments_pledge SET place = 'sea' WHERE id = %s", "keeps its country"),
    ],
    ids=["role", "place"],
)
def test_pledge_does_not_change_while_its_first_statement_is_being_published(
    sql: str, rule: str
) -> None:
    statement = ready()
    with two_sessions() as (publisher, other):
        publisher.execute(*publication(statement))
        with waiting(other, sql, [statement.pledge_id]) as outcome:
            publisher.commit()
            with pytest.raises(psycopg.IntegrityError, match=rule):
                outcome.result(PATIENCE)


def test_only_support_is_not_removed_while_the_statement_is_being_published() -> None:
    statement = ready()
    sql = "DELETE FROM commitments_citation WHERE statement_id = %s"
    with two_sessions() as (publisher, other):
        publisher.execute(*publication(statement))
        with waiting(other, sql, [statement.pk]) as outcome:
            publisher.commit()
            with pytest.raises(psycopg.IntegrityError, match="never removed"):
                outcome.result(PATIENCE)


def test_publication_waits_for_a_citation_that_is_being_removed_and_is_refused() -> None:
    statement = ready()
    with two_sessions() as (author, publisher):
        author.execute("DELETE FROM commitments_citation WHERE statement_id = %s", [statement.pk])
        with waiting(publisher, *publication(statement)) as outcome:
            author.commit()
            with pytest.raises(psycopg.IntegrityError, match="needs a quotation"):
                outcome.result(PATIENCE)
    assert Statement.objects.get(pk=statement.pk).state == "submitted"


def test_two_corrections_of_one_statement_are_not_both_published() -> None:
    wrong = published_statement()
    one, two = (
        submit(CitationFactory(statement=StatementFactory(corrects=wrong)).statement)
        for _ in range(2)
    )
    retraction = (
        "UPDATE commitments_statement SET state = 'retracted', retracted_at = clock_timestamp(),"
        " retraction_reason = 'Corrected.' WHERE id = %s"
    )
    with two_sessions() as (first, second):
        first.execute(retraction, [wrong.pk])
        first.execute(*publication(one))
        with waiting(second, *publication(two)) as outcome:
            first.commit()
            with pytest.raises(psycopg.IntegrityError, match="statement_is_corrected_already"):
                outcome.result(PATIENCE)
