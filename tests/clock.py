"""Moving the clock that the ledger sees, as when somebody sets the machine's.

Everything asks `django.utils.timezone.now`, also as the default of a column, and that one asks
this one class.
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime, timedelta, tzinfo
from unittest.mock import patch


@contextmanager
def clock_moved(by: timedelta) -> Iterator[None]:
    """Inside, it is so much later, or with a negative `by` earlier."""

    class Moved(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
            return datetime.now(tz) + by

    with patch("django.utils.timezone.datetime", Moved):
        yield


def set_back(days: int = 3) -> AbstractContextManager[None]:
    """Inside, the clock stands some days before."""
    return clock_moved(-timedelta(days=days))
