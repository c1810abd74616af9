"""Raw SQL against the first promise: nothing is published without a verbatim quotation."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from commitments.models import Citation, Contradiction, Statement
from tests.factories.articles import PassageFactory
from tests.factories.commitments import (
    CitationFactory,
    ContradictionFactory,
    StatementFactory,
    publish,
    published_statement,
    retract,
    submit,
)
from tests.factories.people import EditorFactory
from tests.raw_sql import (
    allowed,
    change_row,
    columns,
    copy_row,
    delete_row,
    execute,
    refused,
    rows,
)

pytestmark = pytest.mark.django_db

PUBLISH_STATEMENT = (
    "UPDATE commitments_statement SET state = 'published', published_at = %s, reviewer_id = %s"
    " WHERE id = %s"
)
PUBLISH_CITATION = (
    "UPDATE commitments_citation SET published_at = %s, reviewer_id = %s WHERE id = %s"
)


# --- publishing needs a quotation -------------------------------------------------------------
def test_publishing_without_a_quotation_is_refused() -> None:
    statement = submit(StatementFactory())
    with refused("needs a quotation that supports it"):
        execute(PUBLISH_STATEMENT, [timezone.now(), EditorFactory().pk, statement.pk])


@pytest.mark.parametrize("function", ["qualifies", "contradicts", "context"])
def test_quotation_that_does_not_support_is_not_enough(function: str) -> None:
    citation = CitationFactory(function=function)
    with refused("needs a quotation that supports it"):
        publish(submit(citation.statement), by=EditorFactory())


def test_supporting_quotation_that_stays_unreviewed_is_not_enough() -> None:
    citation = CitationFactory()
    statement = submit(citation.statement)
    with refused("needs a quotation that supports it"):
        execute(PUBLISH_STATEMENT, [timezone.now(), EditorFactory().pk, statement.pk])


def test_supporting_quotation_that_follows_later_is_not_enough() -> None:
    citation = CitationFactory()
    statement, reviewer, now = submit(citation.statement), EditorFactory(), timezone.now()
    with refused("needs a quotation that supports it"):
        execute(PUBLISH_STATEMENT, [now, reviewer.pk, statement.pk])
        execute(PUBLISH_CITATION, [now + timedelta(seconds=1), reviewer.pk, citation.pk])


def test_statement_inserted_as_published_needs_a_quotation_too() -> None:
    statement = published_statement()
    with refused("needs a quotation that supports it"):
        copy_row(statement)


def test_publishing_with_one_supporting_quotation_is_allowed_in_either_order() -> None:
    reviewer, now = EditorFactory(), timezone.now()
    for citation_first in (True, False):
        citation = CitationFactory()
        acts = [
            (PUBLISH_CITATION, [now, reviewer.pk, citation.pk]),
            (PUBLISH_STATEMENT, [now, reviewer.pk, submit(citation.statement, at=now).pk]),
        ]
        with allowed():
            for sql, params in acts if citation_first else reversed(acts):
                execute(sql, params)


@pytest.mark.django_db(transaction=True)
def test_commit_itself_refuses_a_statement_without_a_quotation() -> None:
    statement = submit(StatementFactory())
    reviewer = EditorFactory()
    with pytest.raises(IntegrityError, match="needs a quotation"), transaction.atomic():
        execute(PUBLISH_STATEMENT, [timezone.now(), reviewer.pk, statement.pk])
    assert Statement.objects.get(pk=statement.pk).state == "submitted"


# --- public citations stay --------------------------------------------------------------------
def test_last_citation_of_a_published_statement_is_not_removed() -> None:
    citation = published_statement().citations.get()
    with refused("A public citation is never removed"):
        delete_row(citation)


def test_no_public_citation_is_removed_though_others_remain() -> None:
    statement = submit(CitationFactory().statement)
    context = CitationFactory(statement=statement, function="context")
    publish(statement, by=EditorFactory())
    with refused("A public citation is never removed"):
        delete_row(context)


def test_citation_of_a_retracted_statement_is_not_removed() -> None:
    statement = retract(published_statement(), by=EditorFactory())
    with refused("A public citation is never removed"):
        delete_row(statement.citations.get())


def test_no_column_of_a_public_citation_changes() -> None:
    citation = published_statement().citations.get()
    names = columns("commitments_citation")
    assert {"statement_id", "passage_id", "function", "proves", "published_at"} <= set(names)
    for name in names:
        with refused("A public citation never changes"):
            change_row(citation, f'"{name}" = "{name}"')


def test_public_citation_is_not_unpublished_to_be_removed() -> None:
    citation = published_statement().citations.get()
    with refused("A public citation never changes"):
        change_row(citation, "published_at = NULL")
        delete_row(citation)


def test_last_support_is_missed_at_commit_even_without_the_first_lock() -> None:
    citation = published_statement().citations.get()
    [(trigger,)] = rows(
        "SELECT tgname FROM pg_trigger WHERE tgname LIKE 'pgtrigger_citation_published_is_kept%'"
    )
    connection.check_constraints()  # PostgreSQL alters no table whose triggers are pending
    execute(f"ALTER TABLE commitments_citation DISABLE TRIGGER {trigger}")
    with refused("needs a quotation that supports it"):
        delete_row(citation)


def test_citation_of_a_draft_may_change_and_go() -> None:
    citation = CitationFactory()
    with allowed():
        change_row(citation, "function = 'context'")
        delete_row(citation)


# --- late citations ---------------------------------------------------------------------------
def test_late_citation_reviewed_by_somebody_else_is_allowed() -> None:
    statement = published_statement()
    with allowed():
        late = CitationFactory(statement=statement, function="qualifies")
    with allowed():
        execute(PUBLISH_CITATION, [timezone.now(), EditorFactory().pk, late.pk])
    assert statement.citations.filter(published_at__isnull=False).count() == 2


def test_late_citation_reviewed_by_who_added_it_is_refused() -> None:
    late = CitationFactory(statement=published_statement())
    with refused("citation_published_by_who_added_it"):
        execute(PUBLISH_CITATION, [timezone.now(), late.added_by_id, late.pk])


def test_late_citation_dated_before_its_statement_is_refused() -> None:
    statement = published_statement()
    late = CitationFactory(statement=statement)
    before = statement.published_at - timedelta(seconds=1)
    with refused("public with its statement or after it"):
        execute(PUBLISH_CITATION, [before, EditorFactory().pk, late.pk])


def test_late_citation_waiting_for_review_may_be_dropped() -> None:
    late = CitationFactory(statement=published_statement())
    with allowed():
        delete_row(late)


def test_citation_of_a_draft_cannot_be_public() -> None:
    citation = CitationFactory()
    with refused("public with its statement or after it"):
        execute(PUBLISH_CITATION, [timezone.now(), EditorFactory().pk, citation.pk])


def test_cited_passage_is_not_deleted() -> None:
    citation = CitationFactory()
    with refused("foreign key"):
        delete_row(citation.passage)


def test_passage_that_nobody_cites_may_be_deleted() -> None:
    with allowed():
        delete_row(PassageFactory())


# --- contradictions ---------------------------------------------------------------------------
def test_contradiction_of_an_unpublished_statement_is_refused() -> None:
    published, draft = published_statement(), StatementFactory()
    with refused("Only published statements"):
        Contradiction.objects.create(
            first=published, second=draft, note="No.", recorded_by=EditorFactory()
        )


def test_contradiction_is_not_moved_to_an_unpublished_statement() -> None:
    contradiction = ContradictionFactory()
    with refused("Only published statements"):
        change_row(contradiction, f"second_id = {StatementFactory().pk}")


def test_contradiction_outlives_a_retraction() -> None:
    contradiction = ContradictionFactory()
    with allowed():
        retract(contradiction.first, by=EditorFactory())
        change_row(contradiction, "note = 'The first has been retracted.'")
    assert Citation.objects.filter(published_at__isnull=False).count() == 2
