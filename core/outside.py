"""What a stranger may write into a header, a cookie or an address, read without failing.

Not here: numbers (`core.numbers`), and what a page's own parameters mean. A page that is told
nothing it can read goes on without it; a page that must have it says so itself.
"""

from __future__ import annotations

from datetime import UTC, datetime
from urllib.parse import SplitResult, urlsplit

from django.core.exceptions import BadRequest
from django.db import DataError


class UnreadableRequest(BadRequest):
    """This request cannot be read; the message is one sentence for whoever sent it."""


# Of SQLSTATE class 22: a number or a moment out of range, and characters that no text may hold.
_UNSTORABLE = frozenset(("22003", "22008", "22021", "22P02", "22P05", "22001"))


def is_unstorable(error: BaseException) -> bool:
    """Whether PostgreSQL cannot hold what was sent: a NUL, half a character, a number too large."""
    if isinstance(error, UnicodeEncodeError):
        return error.encoding == "utf-8"
    # A NUL is refused before anything is sent, and has no SQLSTATE.
    state = getattr(error.__cause__, "sqlstate", None)
    return isinstance(error, DataError) and (state is None or state in _UNSTORABLE)


def split_address(text: str) -> SplitResult | None:
    """The parts of an address; None for what is none, such as `http://[`."""
    try:
        return urlsplit(text)
    except ValueError:
        return None


def read_moment(text: str) -> datetime | None:
    """A moment in UTC, written as ISO 8601; one without an offset is taken to be in it.

    None for what is no moment. An offset can lead out of the calendar, before year 1 or after
    9999: that is no moment either.
    """
    try:
        moment = datetime.fromisoformat(text)
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None
