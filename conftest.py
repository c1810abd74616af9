"""Test set-up: an embedded PostgreSQL of the tests' own, never the developer's data."""

import os
from pathlib import Path

import django
import pytest

# Before Django reads its settings: each checkout tests against its own server, which may forget.
os.environ.pop("DATABASE_URL", None)
os.environ["LEDGER_DATA_DIR"] = str(Path(__file__).parent / ".cache" / "tests")
os.environ["LEDGER_TEST_DATABASE"] = "1"
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
# Playwright's loop would make Django refuse the database calls of a live server's test.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
django.setup()


def pytest_sessionfinish(session: pytest.Session) -> None:
    """The first process stops the server it shared with its workers."""
    if hasattr(session.config, "workerinput"):
        return
    from config.database import stop

    stop(Path(os.environ["LEDGER_DATA_DIR"]))
