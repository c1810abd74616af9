"""The database backend: Django's own, which remembers a server that did not answer."""

from __future__ import annotations

import threading
import time
from typing import Any

import psycopg
from django.db.backends.postgresql import base

# A process asks a server that does not answer at most this often; other requests fail at once. A
# refused connection fails at once anyway, so only attempts that took longer than SLOW count.
_ASK_AGAIN_SECONDS = 2.0
_SLOW_SECONDS = 0.5


class _Outage:
    """Until when a server that did not answer in time is not asked again."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._until = 0.0

    def take_turn(self) -> bool:
        """Whether this caller may ask now; in an outage one asks, the others fail at once."""
        with self._lock:
            now = time.monotonic()
            if self._until == 0.0:
                return True
            if now < self._until:
                return False
            self._until = now + _ASK_AGAIN_SECONDS
            return True

    def begin(self) -> None:
        with self._lock:
            self._until = time.monotonic() + _ASK_AGAIN_SECONDS

    def end(self) -> None:
        with self._lock:
            self._until = 0.0


_outage = _Outage()


class DatabaseWrapper(base.DatabaseWrapper):
    """One thread's connection."""

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        if not _outage.take_turn():
            raise psycopg.OperationalError("The server did not answer a moment ago.")
        began = time.monotonic()
        try:
            connection = super().get_new_connection(conn_params)
        except psycopg.OperationalError:
            if time.monotonic() - began > _SLOW_SECONDS:
                _outage.begin()
            raise
        _outage.end()
        return connection
