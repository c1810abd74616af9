"""Locks that a process holds while it lives: PostgreSQL releases them when the process dies.

They use their own connection, outside of Django's pool, so that neither a long transaction nor a
reused connection can keep one. They do not work through a pooler that shares sessions (PgBouncer in
transaction mode): DATABASE_URL must name the server itself.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterator
from types import TracebackType
from typing import Any, Self

import psycopg
from django.db import connection

# The first of a lock's two numbers says what kind of thing the second one is.
FETCH_LOCKS = 0x1ED6E501
HOST_LOCKS = 0x1ED6E502


class HostIsBusy(Exception):
    """Another process used this host for longer than we were ready to wait."""


class SessionLocks:
    """A connection that holds locks until it is closed, or its process dies."""

    def __init__(self, *, wait_seconds: float) -> None:
        self._wait_milliseconds = round(wait_seconds * 1_000)

    def __enter__(self) -> Self:
        parameters: dict[str, Any] = connection.get_connection_params()
        # Plain psycopg: locks need none of Django's adapters and cursors.
        for name in ("context", "cursor_factory"):
            parameters.pop(name, None)
        self._session: psycopg.Connection[Any] = psycopg.connect(autocommit=True, **parameters)
        try:
            self._session.execute(
                "SELECT set_config('lock_timeout', %s, false)", [f"{self._wait_milliseconds}ms"]
            )
        except BaseException:
            self._session.close()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._session.close()

    def try_fetch(self, pk: int) -> bool:
        """Lock this fetch until the end; False if another process has it."""
        row = self._session.execute(
            "SELECT pg_try_advisory_lock(%s, %s)", [FETCH_LOCKS, _folded(pk)]
        ).fetchone()
        return bool(row and row[0])

    @contextlib.contextmanager
    def host(self, host: str) -> Iterator[None]:
        """Wait for our turn at a host: only one process at a time uses it. Raises HostIsBusy."""
        key = [HOST_LOCKS, _number_of(host)]
        try:
            self._session.execute("SELECT pg_advisory_lock(%s, %s)", key)
        except psycopg.errors.LockNotAvailable as error:
            raise HostIsBusy(host) from error
        try:
            yield
        finally:
            # If the connection is gone, so is the lock.
            with contextlib.suppress(psycopg.OperationalError):
                self._session.execute("SELECT pg_advisory_unlock(%s, %s)", key)


def is_fetch_held(pk: int) -> bool:
    """Whether a living process has this fetch. If not, the caller's transaction locks it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s, %s)", [FETCH_LOCKS, _folded(pk)])
        row = cursor.fetchone()
    return not (row and row[0])


def _folded(pk: int) -> int:
    """Return a key as the 32 bits that a lock's number has."""
    return pk % 2**31


def _number_of(host: str) -> int:
    digest = hashlib.blake2b(host.lower().encode(), digest_size=4).digest()
    return int.from_bytes(digest, signed=True)
