"""Every change to every editorial table leaves an entry: what, when, who, on which request, why.

Also when somebody goes past the app with SQL, and nobody can rewrite the entries afterwards.
"""

import json

import pghistory
import pytest
from django.apps import apps
from django.db import DatabaseError, connection, models, transaction

from articles.models import Fetch, TextSketch
from commitments.models import Autosave, ErrorReport, Presence, ReviewClaim, SavedFilter
from core.history_entries import event_models
from core.models import SecondFactor
from tests.factories.commitments import CountryFactory, StatementFactory
from tests.factories.everything import one_of_everything
from tests.factories.people import UserFactory
from tests.raw_sql import change_row, delete_row, execute, rows

pytestmark = pytest.mark.django_db

FLOORS = ("core", "articles", "commitments")
TRACKED = {event.pgh_tracked_model: event for event in event_models()}
# Never in the history: a secret, a sign-in, a text that is immutable anyway, computed columns.
UNRECORDED = {
    "core_user": {"password", "last_login"},
    "mfa_authenticator": {"data", "last_used_at"},
    "articles_snapshot": {"text", "raw", "search"},
    "articles_capture": {"warc"},
    "articles_passage": {"search"},
    "commitments_statement": {"stance_rank", "base_grade"},
}
# What somebody is doing at the moment, and their own conveniences: no part of the record.
# allauth's table, to which core gives a history.
ADOPTED = {SecondFactor}
WITHOUT_HISTORY = {Autosave, ErrorReport, Fetch, Presence, ReviewClaim, SavedFilter, TextSketch}
LATEST = (
    "SELECT e.pgh_label, c.metadata FROM {table} e"
    " LEFT JOIN pghistory_context c ON c.id = e.pgh_context_id"
    " WHERE e.pgh_obj_id = %s ORDER BY e.pgh_id DESC LIMIT 1"
)


def latest(row: models.Model) -> tuple[str, dict[str, object] | None]:
    """Label and context of the last entry about a row."""
    table = TRACKED[type(row)]._meta.db_table
    [(label, context)] = rows(LATEST.format(table=table), [row.pk])
    return label, json.loads(context) if isinstance(context, str) else context


def entries(row: models.Model) -> list[str]:
    table = TRACKED[type(row)]._meta.db_table
    return [
        label
        for (label,) in rows(
            f"SELECT pgh_label FROM {table} WHERE pgh_obj_id = %s ORDER BY pgh_id", [row.pk]
        )
    ]


def test_every_table_of_the_house_has_a_history() -> None:
    own = {
        model
        for floor in FLOORS
        for model in apps.get_app_config(floor).get_models()
        if not hasattr(model, "pgh_tracked_model") and not model._meta.proxy
    }
    assert own == set(TRACKED) - ADOPTED | WITHOUT_HISTORY


def test_history_records_every_column_but_the_listed_ones() -> None:
    for model, event in TRACKED.items():
        recorded = {field.column for field in event._meta.concrete_fields}
        missing = {field.column for field in model._meta.concrete_fields} - recorded
        assert missing == UNRECORDED.get(model._meta.db_table, set()), model


def test_every_table_records_insert_update_and_delete() -> None:
    one_of_everything()
    connection.check_constraints()
    for model in TRACKED:
        row = model.objects.order_by("-pk").first()
        assert row is not None, f"one_of_everything() makes no {model.__name__}"
        assert entries(row)[0] == "insert"
        with transaction.atomic():
            without_guards(model)
            column = next(
                field.column
                for field in model._meta.concrete_fields
                if isinstance(field, models.TextField | models.CharField | models.ForeignKey)
                and field.column not in UNRECORDED.get(model._meta.db_table, ())
                and not field.choices
            )
            change_row(row, f"{column} = {other_value(model, column)}")
            delete_row(row)
            assert entries(row)[-2:] == ["update", "delete"], model
            transaction.set_rollback(True)


def without_guards(model: type[models.Model]) -> None:
    """Leave only what records: whether that sees a change is all that is asked here."""
    table = model._meta.db_table
    for (trigger,) in rows(
        "SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass AND NOT tgisinternal"
        " AND tgname !~ '^pgtrigger_(insert|update|delete)_'",
        [table],
    ):
        execute(f"ALTER TABLE {table} DISABLE TRIGGER {trigger}")
    for (check,) in rows(
        "SELECT conname FROM pg_constraint WHERE conrelid = %s::regclass AND contype = 'c'", [table]
    ):
        execute(f"ALTER TABLE {table} DROP CONSTRAINT {check}")


def other_value(model: type[models.Model], column: str) -> str:
    field = next(f for f in model._meta.concrete_fields if f.column == column)
    if isinstance(field, models.ForeignKey):
        return f"COALESCE({column}, 0) + 1000000"
    return f"overlay({column} placing 'ZZ' from 1)"


def test_entry_knows_who_when_on_which_request_and_why() -> None:
    person = UserFactory()
    with pghistory.context(user=person.pk, request="5f3c", reason="A typing error."):
        country = CountryFactory()
        change_row(country, "name = 'Elbonia'")
    assert latest(country) == (
        "update",
        {"user": person.pk, "request": "5f3c", "reason": "A typing error."},
    )
    [(at_work,)] = rows(
        "SELECT pgh_created_at > now() - interval '1 minute' FROM commitments_countryevent"
        " ORDER BY pgh_id DESC LIMIT 1"
    )
    assert at_work


def test_one_act_is_one_context() -> None:
    with pghistory.context(reason="One act."):
        one, other = CountryFactory(), CountryFactory()
    [(contexts,)] = rows(
        "SELECT count(DISTINCT pgh_context_id) FROM commitments_countryevent"
        " WHERE pgh_obj_id IN (%s, %s)",
        [one.pk, other.pk],
    )
    assert contexts == 1


def test_raw_sql_without_a_context_is_recorded_too() -> None:
    statement = StatementFactory()
    change_row(statement, "summary = 'Rewritten behind the app.'")
    assert latest(statement) == ("update", None)
    assert rows(
        "SELECT summary FROM commitments_statementevent WHERE pgh_obj_id = %s ORDER BY pgh_id",
        [statement.pk],
    ) == [(statement.summary,), ("Rewritten behind the app.",)]
    delete_row(statement)
    assert entries(statement) == ["insert", "update", "delete"]


def test_change_that_changes_nothing_leaves_no_entry() -> None:
    statement = StatementFactory()
    change_row(statement, "summary = summary")
    assert entries(statement) == ["insert"]


@pytest.mark.parametrize(
    "event", TRACKED.values(), ids=[event.__name__ for event in TRACKED.values()]
)
def test_entries_cannot_be_rewritten_or_deleted(event: type[models.Model]) -> None:
    one_of_everything()
    connection.check_constraints()
    table = event._meta.db_table
    for sql in (
        f"UPDATE {table} SET pgh_created_at = pgh_created_at - interval '1 day'",
        f"DELETE FROM {table}",
    ):
        assert rows(f"SELECT 1 FROM {table} LIMIT 1"), "There is an entry to attack."
        # pghistory's own guard raises a plain exception, not one of class 23.
        with pytest.raises(DatabaseError, match="pgtrigger: Cannot"), transaction.atomic():
            execute(sql)
