"""Raw SQL against a statement's editorial life: its steps, its frozen content, its retraction."""

import pytest

from commitments.models import Statement, StatementCondition, StatementLimit
from tests.factories.commitments import (
    CitationFactory,
    ConditionFactory,
    CountryFactory,
    LimitFactory,
    PledgeFactory,
    StatementFactory,
    publish,
    published_statement,
    retract,
    submit,
)
from tests.factories.people import EditorFactory, UserFactory
from tests.raw_sql import (
    allowed,
    change_row,
    copy_row,
    delete_row,
    execute,
    refused,
    rows,
)

pytestmark = pytest.mark.django_db

# All that may ever change on a published statement.
RETRACTION = {"state", "retracted_at", "retracted_by_id", "retraction_reason", "version"}
PUBLISH = "state = 'published', published_at = submitted_at, reviewer_id = %s"


def frozen_columns() -> list[str]:
    """Read from the database, so that a column added later is attacked without being listed."""
    return [
        name
        for (name,) in rows(
            "SELECT column_name FROM information_schema.columns"
            " WHERE table_name = 'commitments_statement' AND is_generated = 'NEVER'"
        )
        if name not in RETRACTION
    ]


def other_value(column: str) -> str:
    """An SQL expression that differs from the column's value, whatever its type."""
    [(kind,)] = rows(
        "SELECT data_type FROM information_schema.columns"
        " WHERE table_name = 'commitments_statement' AND column_name = %s",
        [column],
    )
    return {
        "boolean": f"NOT {column}",
        "bigint": f"COALESCE({column}, 0) + 1",
        "smallint": f"CASE {column} WHEN 0 THEN 1 ELSE 0 END",
        "integer": f"COALESCE({column}, 0) + 1",
        "date": f"COALESCE({column}, current_date) + 1",
        "timestamp with time zone": f"COALESCE({column}, now()) + interval '1 hour'",
        "character varying": f"{column} || 'x'",
        "text": f"{column} || 'x'",
    }[kind]


# --- content ----------------------------------------------------------------------------------
def test_no_column_of_a_published_statement_changes() -> None:
    statement = published_statement()
    columns = frozen_columns()
    assert {"id", "pledge_id", "stance", "summary", "published_at", "author_id"} <= set(columns)
    for column in columns:
        with refused("A published statement never changes"):
            change_row(statement, f"{column} = {other_value(column)}")


def test_no_column_of_a_retracted_statement_changes() -> None:
    statement = retract(published_statement(), by=EditorFactory())
    for column in [*frozen_columns(), *sorted(RETRACTION - {"state"})]:
        with refused("A published statement never changes|stays as it was retracted"):
            change_row(statement, f"{column} = {other_value(column)}")


def test_content_does_not_change_together_with_the_retraction() -> None:
    statement = published_statement()
    with refused("A published statement never changes"):
        change_row(
            statement,
            "state = 'retracted', retracted_at = clock_timestamp(), retraction_reason = 'Misread.',"
            " summary = 'Something else.'",
        )


def test_every_column_of_a_draft_may_change() -> None:
    statement = StatementFactory()
    with allowed():
        change_row(statement, "summary = 'Better.', stance = 'floated', headcount_max = 5")


def test_content_may_change_in_the_step_that_publishes() -> None:
    statement = submit(CitationFactory().statement)
    with allowed():
        publish(statement, by=EditorFactory())
    statement.refresh_from_db()
    assert (statement.state, statement.base_grade) == ("published", "B")


@pytest.mark.parametrize("state", ["published", "retracted"])
def test_limits_and_conditions_of_a_public_statement_stay(state: str) -> None:
    statement = published_statement(limits=[LimitFactory()], conditions=[ConditionFactory()])
    draft = StatementFactory(limits=[LimitFactory()], conditions=[ConditionFactory()])
    if state == "retracted":
        retract(statement, by=EditorFactory())
    for model, term, other in (
        (StatementLimit, "limit_id", LimitFactory()),
        (StatementCondition, "condition_id", ConditionFactory()),
    ):
        part = model.objects.get(statement=statement)
        with refused("keeps its limits and conditions"):
            delete_row(part)
        with refused("keeps its limits and conditions"):
            change_row(part, "detail = 'except on Sundays'")
        with refused("keeps its limits and conditions"):
            change_row(part, f"statement_id = {draft.pk}")
        with refused("keeps its limits and conditions"):
            copy_row(part, **{term: str(other.pk)})
        with refused("keeps its limits and conditions"):
            change_row(model.objects.get(statement=draft), f"statement_id = {statement.pk}")


def test_limits_and_conditions_of_a_draft_may_change() -> None:
    statement = StatementFactory(limits=[LimitFactory()], conditions=[ConditionFactory()])
    other = LimitFactory()
    with allowed():
        change_row(statement.statement_limits.get(), f"detail = 'yet', limit_id = {other.pk}")
        delete_row(statement.statement_conditions.get())
        copy_row(statement.statement_limits.get(), limit_id=str(LimitFactory().pk))


def test_terms_of_a_published_statement_may_be_renamed() -> None:
    # The vocabulary is data that chiefs keep; its history says "we recoded".
    statement = published_statement(limits=[LimitFactory()])
    with allowed():
        change_row(statement.statement_limits.get().limit, "name = 'No fighting'")


# --- steps ------------------------------------------------------------------------------------
def in_state(state: str) -> Statement:
    if state in ("published", "retracted"):
        statement = published_statement()
        return retract(statement, by=EditorFactory()) if state == "retracted" else statement
    statement = CitationFactory().statement
    if state != "draft":
        submit(statement)
    if state == "returned":
        change_row(statement, "state = 'returned'")
    return statement


ENTRY = {
    "draft": "published_at = NULL, retracted_at = NULL, retraction_reason = ''",
    "submitted": "submitted_at = now()",
    "returned": "published_at = NULL",
    "published": "submitted_at = now(), published_at = now(), reviewer_id = %s",
    "retracted": "submitted_at = now(), published_at = now(), reviewer_id = %s,"
    " retracted_at = clock_timestamp(), retraction_reason = 'Misread.'",
}
STEPS = {
    ("draft", "submitted"),
    ("returned", "submitted"),
    ("returned", "draft"),
    ("submitted", "draft"),
    ("submitted", "returned"),
    ("submitted", "published"),
    ("published", "retracted"),
}


@pytest.mark.parametrize("before", ENTRY)
@pytest.mark.parametrize("after", ENTRY)
def test_only_the_steps_of_the_house_can_be_taken(before: str, after: str) -> None:
    if before == after:
        return
    statement = in_state(before)
    reviewer = EditorFactory()
    if (before, after) in STEPS:
        with allowed():
            if after == "published":
                publish(statement, by=reviewer)
            elif after == "retracted":
                retract(statement, by=reviewer)
            else:
                change_row(statement, f"state = '{after}', {ENTRY[after]}")
        return
    assignments = f"state = '{after}', {ENTRY[after]}".replace("%s", str(reviewer.pk))
    with refused("A statement goes draft|never changes|stays as it was retracted"):
        change_row(statement, assignments)


def test_retracted_statement_stays_retracted() -> None:
    statement = retract(published_statement(), by=EditorFactory())
    with refused("stays as it was retracted"):
        change_row(
            statement, "state = 'published', retracted_at = NULL, retraction_reason = '',"
            " retracted_by_id = NULL"
        )  # fmt: skip


def test_retraction_reason_is_not_rewritten() -> None:
    statement = retract(published_statement(), by=EditorFactory())
    with refused("stays as it was retracted"):
        change_row(statement, "retraction_reason = 'A better story.'")


def test_retracting_with_a_reason_is_allowed_by_sql() -> None:
    statement = published_statement()
    with allowed():
        change_row(
            statement,
            "state = 'retracted', retracted_at = clock_timestamp(), retraction_reason = 'Misread.'",
        )


@pytest.mark.parametrize("state", ["published", "retracted"])
def test_public_statement_is_never_deleted(state: str) -> None:
    statement = in_state(state)
    with refused("never deleted"):
        delete_row(statement)


def test_draft_is_deleted_with_all_its_parts() -> None:
    citation = CitationFactory(
        statement=StatementFactory(limits=[LimitFactory()], conditions=[ConditionFactory()])
    )
    with allowed():
        citation.statement.delete()
    assert not Statement.objects.exists()


# --- who publishes ----------------------------------------------------------------------------
def test_author_does_not_publish_own_statement() -> None:
    citation = CitationFactory()
    statement = submit(citation.statement)
    with refused("statement_published_by_its_author"):
        execute(
            f"UPDATE commitments_statement SET {PUBLISH} WHERE id = %s",
            [statement.author_id, statement.pk],
        )


def test_one_person_ledger_says_so_on_the_statement() -> None:
    author = EditorFactory()
    citation = CitationFactory(statement=StatementFactory(author=author, is_self_reviewed=True))
    with allowed():
        publish(submit(citation.statement), by=author)


def test_author_cannot_be_changed_afterwards_to_hide_it() -> None:
    statement = published_statement()
    with refused("A published statement never changes"):
        change_row(statement, f"author_id = {UserFactory().pk}")


# --- corrections ------------------------------------------------------------------------------
def test_correction_that_leaves_the_wrong_statement_standing_is_refused() -> None:
    wrong = published_statement()
    citation = CitationFactory(statement=StatementFactory(corrects=wrong))
    statement, reviewer = submit(citation.statement), EditorFactory()
    with refused("Publishing a correction retracts what it corrects"):
        execute(
            "UPDATE commitments_citation SET published_at = %s, reviewer_id = %s WHERE id = %s",
            [statement.submitted_at, reviewer.pk, citation.pk],
        )
        execute(
            f"UPDATE commitments_statement SET {PUBLISH} WHERE id = %s", [reviewer.pk, statement.pk]
        )


def test_correction_of_a_draft_is_refused() -> None:
    draft = StatementFactory()
    citation = CitationFactory(statement=StatementFactory(corrects=draft))
    with refused("Publishing a correction retracts what it corrects"):
        publish(submit(citation.statement), by=EditorFactory())


def test_correction_retracts_in_the_same_step() -> None:
    wrong = published_statement()
    citation = CitationFactory(statement=StatementFactory(corrects=wrong))
    with allowed():
        publish(submit(citation.statement), by=EditorFactory())
    assert Statement.objects.get(pk=wrong.pk).state == "retracted"


# --- headcounts -------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "figures",
    [
        {"headcount_max": 30000},
        {"headcount_min": 10, "headcount_max": 10},
        {"headcount_min": 0},
        {"headcount_withheld": True, "headcount_wording": "a meaningful contribution"},
    ],
    ids=str,
)
def test_plausible_headcounts_are_allowed(figures: dict[str, object]) -> None:
    with allowed():
        published_statement(**figures)


# --- the pledge -------------------------------------------------------------------------------
def test_statement_on_a_pledge_without_roles_is_not_published() -> None:
    with refused("pledge needs a role"):
        published_statement(pledge=PledgeFactory(roles=[]))


def test_collective_claim_is_published_with_its_parties() -> None:
    with allowed():
        published_statement(pledge=PledgeFactory(country=None, parties=[CountryFactory()]))
