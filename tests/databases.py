"""The databases tests run on: copies of templates, which are made once and kept by the server.

Migrating takes longer than most tests do, and so does publishing the demonstration statement by
statement. A template is named by what it was made from, so that a change makes a new one, and
stays for later runs.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import psutil
import psycopg
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from psycopg import sql

_TEMPLATE = "ledger_template_"
# Of each kind so many stay: somebody goes back and forth between two branches.
_KEPT = 3

Postgres = psycopg.Connection[tuple[Any, ...]]


def postgres() -> Postgres:
    """The tests' server itself, no database of the app."""
    place = settings.DATABASES["default"]
    address = {"host": place["HOST"], "port": place["PORT"], "user": place["USER"]}
    return psycopg.connect(dbname="postgres", autocommit=True, **address)


@cache
def migrated() -> str:
    """The name of the template that holds what the migrations make, and no rows of ours."""
    return template_of(f"migrated_{digest(_migrations())}", "template0", _migrate)


def template_of(name: str, start: str, make: Callable[[], object]) -> str:
    """The template `<kind>_<digest>`: a copy of `start` in which `make` was called.

    Whoever comes first makes it, the others wait. One that was killed half-way leaves a database
    of another name.
    """
    template, kind = _TEMPLATE + name, name.rpartition("_")[0]
    with postgres() as server:
        if template in _names(server):
            return template
        server.execute("SELECT pg_advisory_lock(hashtext(%s))", [_TEMPLATE + kind])
        if template in _names(server):
            return template
        unfinished = f"{_TEMPLATE}unfinished_{kind}"
        _drop(server, unfinished)
        _create(server, unfinished, start)
        with connected_to(unfinished):
            make()
        _do(server, "ALTER DATABASE {} RENAME TO {}", unfinished, template)
        for outdated in _newest_first(server, kind=kind)[_KEPT:]:
            _drop(server, outdated)
    return template


def copy(template: str, name: str) -> None:
    """Make a database from a template, in place of one of that name."""
    with postgres() as server:
        _drop(server, name)
        _create(server, name, template)


def fill(template: str) -> None:
    """Replace the database of this process, which no transaction is using, by a copy."""
    connection.close()
    copy(template, connection.settings_dict["NAME"])


def drop(name: str) -> None:
    """Remove a database, whoever is connected to it."""
    with postgres() as server:
        _drop(server, name)


def left_behind(prefix: str) -> list[str]:
    """Databases `prefix_<number>…` of test runs that were killed: the number was their process."""
    with postgres() as server:
        runs = {name: name.removeprefix(f"{prefix}_").split("_")[0] for name in _names(server)}
    return [
        name
        for name, run in runs.items()
        if name.startswith(f"{prefix}_") and run.isdigit() and not psutil.pid_exists(int(run))
    ]


@contextmanager
def connected_to(name: str) -> Iterator[None]:
    """Let Django's connection lead to another database for a while."""
    ours = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = name
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = ours


def _migrate() -> None:
    call_command("migrate", verbosity=0, interactive=False)
    # The keys of no two tables are alike, so that one taken for another finds nothing.
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT setval(format('%I.%I', schemaname, sequencename)::regclass,"
            " 1000 * row_number() OVER (ORDER BY sequencename)) FROM pg_sequences"
        )


def _migrations() -> Iterator[Path]:
    for app in apps.get_app_configs():
        yield from Path(app.path).glob("migrations/*.py")


def digest(files: Iterable[Path], *more: str) -> str:
    """What files hold (and whatever else), in few letters."""
    found = hashlib.sha256(repr(more).encode())
    for file in sorted(files):
        found.update(file.name.encode() + b"\0" + hashlib.sha256(file.read_bytes()).digest())
    return found.hexdigest()[:16]


def _names(server: Postgres) -> set[str]:
    return {name for (name,) in server.execute("SELECT datname FROM pg_database")}


def _newest_first(server: Postgres, *, kind: str) -> list[str]:
    rows = server.execute(
        "SELECT datname FROM pg_database WHERE starts_with(datname, %s) ORDER BY oid DESC",
        [f"{_TEMPLATE}{kind}_"],
    )
    return [name for (name,) in rows]


def _create(server: Postgres, name: str, template: str) -> None:
    # Files are copied as they are; where the disk can share them, nothing is copied at all.
    server.execute("SET file_copy_method = clone")
    _do(server, "CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy", name, template)


def _drop(server: Postgres, name: str) -> None:
    _do(server, "DROP DATABASE IF EXISTS {} WITH (FORCE)", name)


def _do(server: Postgres, statement: str, *names: str) -> None:
    server.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))
