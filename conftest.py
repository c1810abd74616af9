"""Test set-up: an embedded PostgreSQL of the tests' own, never the developer's data."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

# Some machines tell Python to keep no compiled files. Compiling everything anew takes longer than
# most tests do, in each of the processes that tests start too.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

import django
import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.test import TransactionTestCase
from pytest_django import DjangoDbBlocker

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
# Whoever waits for a table that another connection holds: an error names the statement, a wait
# without end names nothing.
settings.DATABASES["default"].setdefault("OPTIONS", {})["options"] = "-c lock_timeout=60s"

from config.database import stop
from tests.databases import copy, drop, fill, left_behind, migrated, postgres


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None,
    django_db_modify_db_settings: None,
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[None]:
    """The database of this process: a copy of what the migrations make."""
    database = settings.DATABASES["default"]
    name = database["TEST"]["NAME"]
    with django_db_blocker.unblock():
        for left in left_behind("test_ledger"):
            drop(left)
        copy(migrated(), name)
        connection.close()
        database["NAME"] = connection.settings_dict["NAME"] = name
    yield
    with django_db_blocker.unblock():
        connection.close()
        drop(name)


@pytest.fixture(autouse=True, scope="session")
def _copies_instead_of_emptied_tables() -> Iterator[None]:
    """After a test that commits: a fresh copy takes a tenth of the time of emptying all tables."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", _start_afresh)
        yield


def _start_afresh(test: TransactionTestCase) -> None:
    fill(migrated())


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Stop the server, unless another test run of this checkout is still using it."""
    if hasattr(session.config, "workerinput"):
        return
    with postgres() as server:
        row = server.execute(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
        ).fetchone()
    if row == (0,):
        stop(Path(os.environ["LEDGER_DATA_DIR"]))


@pytest.fixture(autouse=True)
def _fresh_limits() -> None:
    """Limits on attempts are counted in the cache, which the tests of one process share."""
    cache.clear()
