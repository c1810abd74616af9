"""Test set-up: an embedded PostgreSQL of the tests' own, never the developer's data."""

import os
from pathlib import Path

import django
import pytest
from django.conf import settings
from django.core.cache import cache

# Before Django reads its settings: each checkout tests against its own server, which may forget.
os.environ.pop("DATABASE_URL", None)
os.environ["LEDGER_DATA_DIR"] = str(Path(__file__).parent / ".cache" / "tests")
os.environ["LEDGER_TEST_DATABASE"] = "1"
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
# Playwright's loop would make Django refuse the database calls of a live server's test.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
# Tests ask from one address, as fast as they can: what work costs is limited where that is tested.
os.environ["LEDGER_WORK_SECONDS"] = "0"
# Runs of one checkout at the same time share the server, each with databases of its own name.
os.environ.setdefault("LEDGER_TEST_RUN", str(os.getpid()))
django.setup()
settings.DATABASES["default"].setdefault("TEST", {})["NAME"] = (
    f"test_ledger_{os.environ['LEDGER_TEST_RUN']}"
)
# Emptying the tables waits for whoever still holds one: an error names the statement, a wait
# without end names nothing.
settings.DATABASES["default"].setdefault("OPTIONS", {})["options"] = "-c lock_timeout=60s"


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Stop the server, unless another test run of this checkout is still using it."""
    if hasattr(session.config, "workerinput"):
        return
    import psycopg

    from config.database import stop

    django_database = settings.DATABASES["default"]
    address = {"host": django_database["HOST"], "user": django_database["USER"]}
    with psycopg.connect(dbname="postgres", **address) as connection:
        row = connection.execute(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
        ).fetchone()
    if row == (0,):
        stop(Path(os.environ["LEDGER_DATA_DIR"]))


@pytest.fixture(autouse=True)
def _fresh_limits() -> None:
    """Limits on attempts are counted in the cache, which the tests of one process share."""
    cache.clear()
