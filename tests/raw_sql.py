"""Raw SQL for attacks on the database's own rules: past models, forms and services."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import Model


def execute(sql: str, params: Sequence[Any] = ()) -> int:
    """Run one statement and return the number of rows it touched."""
    with connection.cursor() as cursor:
        # Without parameters a % in the SQL stands for itself.
        cursor.execute(sql, params or None)
        return cursor.rowcount


def rows(sql: str, params: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """Run one query and return what it found."""
    with connection.cursor() as cursor:
        cursor.execute(sql, params or None)
        return cursor.fetchall()


@contextmanager
def refused(rule: str) -> Iterator[None]:
    """Expect the database to refuse what is inside, now or when the transaction would commit.

    `rule` is the constraint's name, or words of the trigger's message. Without it a test could
    pass because of another rule than the one it attacks.
    """
    # Two statements on purpose (PT012): the check stands for the commit that must fail.
    with pytest.raises(IntegrityError, match=rule), transaction.atomic():  # noqa: PT012
        yield
        connection.check_constraints()


@contextmanager
def allowed() -> Iterator[None]:
    """Expect what is inside to hold at commit, too."""
    with transaction.atomic():
        yield
        connection.check_constraints()


def columns(table: str) -> list[str]:
    """The columns of a table that a statement may write, but for its key."""
    return [
        name
        for (name,) in rows(
            "SELECT column_name FROM information_schema.columns WHERE table_name = %s"
            " AND is_generated = 'NEVER' AND is_identity = 'NO' ORDER BY ordinal_position",
            [table],
        )
    ]


def copy_row(row: Model, **changes: str) -> None:
    """Insert a row like this one; `changes` are SQL expressions over the row's columns."""
    table = row._meta.db_table
    names = columns(table)
    values = ", ".join(changes.get(name, f'"{name}"') for name in names)
    quoted = ", ".join(f'"{name}"' for name in names)
    execute(f"INSERT INTO {table} ({quoted}) SELECT {values} FROM {table} WHERE id = %s", [row.pk])


def change_row(row: Model, assignments: str) -> None:
    """Update this row by `SET assignments`; a row must be there."""
    assert execute(f"UPDATE {row._meta.db_table} SET {assignments} WHERE id = %s", [row.pk]) == 1


def delete_row(row: Model) -> None:
    """Delete this row; it must be there."""
    assert execute(f"DELETE FROM {row._meta.db_table} WHERE id = %s", [row.pk]) == 1
