"""Ledgers that are made once in a test process and put back for each test, by COPY.

Making the demonstration publishes 220 statements one by one, as people would; putting its rows
back takes a tenth of the time. Triggers and constraints are left out while the rows go in: they
judged every one of them when the ledger was made.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.db import connection, transaction
from psycopg import Cursor, sql

# What emptying the tables makes anew by itself, or migrations keep.
_KEPT = ("django_migrations", "django_content_type", "auth_permission")
_TABLES = """SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = 'public' AND c.relkind = 'r' AND c.relname <> ALL(%s) ORDER BY 1"""
_COLUMNS = """SELECT column_name FROM information_schema.columns WHERE table_name = %s
    AND table_schema = 'public' AND is_generated = 'NEVER' ORDER BY ordinal_position"""
_SEQUENCES = "SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = 'public'"


@dataclass(frozen=True, slots=True)
class _Rows:
    table: str
    columns: sql.Composed
    data: bytes


@dataclass(frozen=True, slots=True)
class Stored:
    """All rows of a ledger, and how far each key had been counted."""

    tables: tuple[_Rows, ...]
    sequences: tuple[tuple[str, int | None], ...]

    def put_back(self) -> None:
        """Fill the emptied tables, at once or not at all."""
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")
            for rows in self.tables:
                into = sql.SQL("COPY {} ({}) FROM STDIN (FORMAT binary)")
                with _raw(cursor).copy(into.format(sql.Identifier(rows.table), rows.columns)) as to:
                    to.write(rows.data)
            for name, last in self.sequences:
                cursor.execute("SELECT setval(%s, %s, %s)", [name, last or 1, last is not None])


_made: dict[Callable[[], object], Stored] = {}


def stored(make: Callable[[], object]) -> None:
    """Have the ledger that `make` makes in the empty tables: made the first time, then put back."""
    if make in _made:
        _made[make].put_back()
        return
    make()
    _made[make] = _read()


def _read() -> Stored:
    with connection.cursor() as cursor:
        cursor.execute(_TABLES, [list(_KEPT)])
        tables = tuple(_rows_of(cursor, name) for (name,) in cursor.fetchall())
        cursor.execute(_SEQUENCES)
        return Stored(tables, tuple(cursor.fetchall()))


def _rows_of(cursor: Cursor[tuple[str]], table: str) -> _Rows:
    cursor.execute(_COLUMNS, [table])
    columns = sql.SQL(", ").join(sql.Identifier(name) for (name,) in cursor.fetchall())
    out = sql.SQL("COPY {} ({}) TO STDOUT (FORMAT binary)").format(sql.Identifier(table), columns)
    with _raw(cursor).copy(out) as lines:
        return _Rows(table, columns, b"".join(bytes(line) for line in lines))


def _raw(cursor: Cursor[tuple[str]]) -> Cursor[tuple[str]]:
    """psycopg's own cursor, which can copy."""
    raw: Cursor[tuple[str]] = getattr(cursor, "cursor", cursor)
    return raw
