"""The ledger's day, and moving the clock that it sees, as when somebody sets the machine's.

A day is asked for while a test runs: chosen while tests are collected, tomorrow may have come.

Everything asks `django.utils.timezone.now`, also as the default of a column, and that one asks
this one class.
"""

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from datetime import date, datetime, timedelta, tzinfo
from typing import Any
from unittest.mock import patch

from django.utils import timezone


def today() -> date:
    return timezone.localdate()


def tomorrow() -> date:
    return today() + timedelta(days=1)


def dated(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a parametrized test, with the days that are functions in them."""
    return {name: value() if callable(value) else value for name, value in fields.items()}


@contextmanager
def clock_moved(by: timedelta) -> Iterator[None]:
    """Inside, it is so much later, or with a negative `by` earlier."""

    class Moved(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:
            return datetime.now(tz) + by

    with patch("django.utils.timezone.datetime", Moved):
        yield


def set_back(days: int = 3) -> AbstractContextManager[None]:
    """Inside, the clock stands some days before."""
    return clock_moved(-timedelta(days=days))
