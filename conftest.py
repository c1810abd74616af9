"""Test set-up: an embedded PostgreSQL for the tests alone, never the developer's data."""

import gc
import os
import sys
from collections.abc import Iterator
from pathlib import Path

# Some machines tell Python to keep no compiled files. Compiling everything again takes longer than
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

from tests.data_folder import data_folder

# Before Django reads its settings: each checkout has its own test server, which is not durable.
os.environ.pop("DATABASE_URL", None)
os.environ["LEDGER_DATA_DIR"] = str(data_folder(Path(__file__).parent))
os.environ["LEDGER_TEST_DATABASE"] = "1"
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
# Because of Playwright's loop, Django would refuse the database calls of a live server's test.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
# Tests send requests from one address, as fast as they can, so the limit is off except where it is
# tested.
os.environ["LEDGER_WORK_SECONDS"] = "0"
# Test runs of one checkout share the server, each with its own names of databases.
os.environ.setdefault("LEDGER_TEST_RUN", str(os.getpid()))
django.setup()
# Each test client would list all static files anew.
settings.WHITENOISE_AUTOREFRESH = True
# Hashing is slow on purpose; what is hashed names its costs, so that a real server reads it too.
settings.PASSWORD_HASHERS = ["tests.passwords.CheapArgon2", *settings.PASSWORD_HASHERS]
settings.DATABASES["default"].setdefault("TEST", {})["NAME"] = (
    f"test_ledger_{os.environ['LEDGER_TEST_RUN']}"
)
# For a test that waits for a locked table: an error names the statement, an endless wait does not.
settings.DATABASES["default"].setdefault("OPTIONS", {})["options"] = "-c lock_timeout=60s"

from config.database import stop
from tests.databases import copy, drop, fill, left_behind, migrated, postgres


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None,
    django_db_modify_db_settings: None,
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[None]:
    """Provide this process's database: a copy of what the migrations make."""
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
    """After a test that commits, make a fresh copy: ten times faster than emptying all tables."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", _start_afresh)
        yield


def _start_afresh(test: TransactionTestCase) -> None:
    fill(migrated())


def pytest_collection_finish() -> None:
    """Tell the garbage collector not to search what stays: Django, the app and the tests."""
    gc.freeze()


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
    """Reset limits on attempts: their counts are in a cache that a process's tests share."""
    cache.clear()
