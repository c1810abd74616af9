"""Sentences for errors of the machine or the database that make a command fail.

These kinds of error are not bugs: a full disk, a folder that cannot be written, a database that is
away, refuses us, or has other tables than this code. Anything else is a bug, has no sentence here
and keeps its traceback. The top of this module does not need Django's settings, since they may be
what fails.
"""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Iterator
from pathlib import Path

import psycopg
from django.core.exceptions import ImproperlyConfigured

FULL_DISK = (errno.ENOSPC, errno.EDQUOT)
_CLOSED = (errno.EACCES, errno.EPERM, errno.EROFS)
_IN_THE_WAY = (errno.ENOTDIR, errno.EEXIST)
# Other projects squash their migrations, so an unknown migration of theirs means nothing.
_OURS = ("core", "articles", "commitments")
# PostgreSQL's error codes for: no resources, an operator's act, a lost connection, no writes.
_OUTAGES = re.compile(r"53|57P|58|08|25006|XX00[12]")
_REFUSED = re.compile(
    r"authentication failed|no password supplied|no pg_hba\.conf entry"
    r"|role .* does not exist|permission denied for database|not permitted to log in"
)
_PASSING = re.compile(r"starting up|shutting down|recovery mode|not yet accepting")
_CROWDED = re.compile(r"too many (clients|connections)|connection slots")


def sentence_of(error: BaseException) -> str | None:
    """Return what is wrong and what to do; None if the error is of no known kind."""
    if type(error).__name__ == "DatabaseSetupError" or isinstance(error, ImproperlyConfigured):
        return str(error)
    if isinstance(error, OSError):
        return _machine_sentence(error)
    if any(isinstance(one, psycopg.Error) or _is_djangos(one) for one in chain(error)):
        return _database_sentence(error) or migration_sentence()
    return None


def is_outage(error: BaseException) -> bool:
    """Whether the database is away, full or read-only, so that the next attempt would fail too."""
    for one in chain(error):
        if isinstance(one, psycopg.OperationalError | psycopg.InterfaceError):
            return one.sqlstate is None or bool(_OUTAGES.match(one.sqlstate))
        if isinstance(one, psycopg.Error):
            return bool(one.sqlstate and _OUTAGES.match(one.sqlstate))
    return False


def constraint_of(error: BaseException) -> str:
    """Return the name of the constraint that a row broke; "" if it was none, or a trigger."""
    diagnosis = getattr(error.__cause__, "diag", None)
    return getattr(diagnosis, "constraint_name", None) or ""


# --- folders and disks --------------------------------------------------------------------------
def folder_sentence(error: OSError, folder: Path) -> str:
    """Return why the folder of a ledger's data cannot be used, and what to do about it."""
    path = Path(os.fsdecode(error.filename)) if error.filename else folder
    elsewhere = "or set LEDGER_DATA_DIR to a folder"
    if error.errno in FULL_DISK:
        return f"The disk that holds {folder} is full: make room, {elsewhere} on another disk."
    if error.errno == errno.EROFS:
        return (
            f"The disk that holds {folder} is read-only: make it writable, {elsewhere} elsewhere."
        )
    if error.errno in _IN_THE_WAY and (file := _file_in_the_way(path)):
        return f"{file} is a file where a folder is needed: move it away, {elsewhere} elsewhere."
    reason = error.strerror or str(error)
    return (
        f"The data folder cannot use {path} ({reason}): run as the owner of that folder,"
        f" {elsewhere} of your own."
    )


def _file_in_the_way(path: Path) -> Path | None:
    return next((one for one in (*reversed(path.parents), path) if one.is_file()), None)


def _machine_sentence(error: OSError) -> str | None:
    where = os.fsdecode(error.filename) if error.filename else ""
    if error.errno in FULL_DISK:
        disk = f"The disk that holds {where}" if where else "A disk that this command writes to"
        return f"{disk} is full: make room, then run the command again."
    if error.errno in _CLOSED and where:
        reason = (error.strerror or "no access").lower()
        return f"{where} cannot be used ({reason}): run as its owner, or allow this user to."
    if error.errno in _IN_THE_WAY and where and (file := _file_in_the_way(Path(where))):
        return f"{file} is a file where a folder is needed: move it away."
    if error.errno in (errno.EMFILE, errno.ENFILE):
        return "Too many files are open: raise the limit (ulimit -n), then run the command again."
    return None


# --- the database -------------------------------------------------------------------------------
def chain(error: BaseException | None) -> Iterator[BaseException]:
    """Yield the error and what it was raised from, the latest first."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__


def _is_djangos(error: BaseException) -> bool:
    return any(base.__module__ == "django.db.utils" for base in type(error).__mro__)


def _database_sentence(error: BaseException) -> str | None:
    database = [one for one in chain(error) if isinstance(one, psycopg.Error)]
    state = next((one.sqlstate for one in database if one.sqlstate), "")
    if state == "53100":
        return (
            "The disk of the database is full: make room, then run the command again."
            " What it had not finished is not stored."
        )
    if state == "25006":
        return (
            "The database takes no writes (it is read-only, or a standby): name one that does"
            " in DATABASE_URL."
        )
    if state == "42501":
        return (
            f"The database's user may not do this ({_first_line(database[0])}): run the command"
            " as the user that owns the tables."
        )
    if not is_outage(error):
        return None
    return _connection_sentence(_why_away(error))


def _why_away(error: BaseException) -> str:
    """Return the reason; ask again if the backend only remembered an outage (config.postgresql)."""
    from django.db import connection

    if "did not answer a moment ago" not in str(error):
        return " ".join(str(error).split())
    parameters = connection.get_connection_params()
    for name in ("context", "cursor_factory"):
        parameters.pop(name, None)
    try:
        psycopg.connect(**{**parameters, "connect_timeout": 5}).close()
    except psycopg.Error as again:
        return " ".join(str(again).split())
    return "it was away a moment ago"


def _connection_sentence(reason: str) -> str:
    from django.db import connection

    if not os.environ.get("DATABASE_URL"):
        return (
            f"The embedded database does not answer ({_short(reason)}): run the command again,"
            " which starts it, or says why it cannot."
        )
    database = connection.settings_dict
    place = f"{database['HOST'] or 'this machine'}:{database['PORT'] or 5432}"
    if _REFUSED.search(reason):
        return (
            f"The database at {place} refuses the user “{database['USER']}” or the password:"
            " correct DATABASE_URL, or what the database allows."
        )
    if re.search(r"database .* does not exist", reason):
        return (
            f"The server at {place} has no database “{database['NAME']}”: create it, or correct"
            " DATABASE_URL."
        )
    if _PASSING.search(reason):
        return f"The database at {place} is starting or stopping: run the command again soon."
    if _CROWDED.search(reason):
        return (
            f"The database at {place} has no connection left: end other programs, or raise its"
            " max_connections."
        )
    return (
        f"The database at {place} does not answer ({_short(reason)}): start it or correct"
        " DATABASE_URL, then run the command again."
    )


def migration_sentence() -> str | None:
    """Return why the tables are not those of this code; None if they are, or if it is unknown."""
    from django.apps import apps
    from django.db import DatabaseError, connection
    from django.db.migrations.executor import MigrationExecutor

    if not apps.ready:
        return None
    try:
        executor = MigrationExecutor(connection)
        lacking = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return None
    applied = set(executor.loader.applied_migrations)
    unknown = applied - set(executor.loader.disk_migrations)
    if further := sorted(key for key in unknown if key[0] in _OURS):
        return (
            "The database was migrated by a newer version of this project"
            f" ({'.'.join(further[-1])}): install that version, or restore a backup from before."
        )
    if not applied:
        return "The database has no tables yet: run `manage.py migrate`, then this command again."
    if lacking:
        return (
            f"The database is older than this version, which has {len(lacking)} migrations more:"
            " run `manage.py migrate`, then this command again."
        )
    return None


def _first_line(error: BaseException) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0]


def _short(reason: str) -> str:
    """Return the last part of libpq's message, which says why."""
    return reason.split(" failed: ")[-1].split(" Is the server running")[0][:200].rstrip(".")
