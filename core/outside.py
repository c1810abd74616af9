"""Read what a stranger may write into a header, a cookie or an address, without failing.

Not here: numbers (`core.numbers`), and what a page's own parameters mean. A page ignores what it
cannot read; a page that needs the value says so itself.
"""

from __future__ import annotations

from datetime import UTC, datetime
from urllib.parse import SplitResult, urlsplit

from django.core.exceptions import BadRequest
from django.db import DataError


class UnreadableRequest(BadRequest):
    """This request cannot be read; the message is one sentence for the visitor."""


# Of SQLSTATE class 22: a number or moment out of range, and characters no text may contain.
_UNSTORABLE = frozenset(("22003", "22008", "22021", "22P02", "22P05", "22001"))


def is_unstorable(error: BaseException) -> bool:
    """Whether PostgreSQL cannot store it: a NUL, half a character, a number too large."""
    if isinstance(error, UnicodeEncodeError):
        return error.encoding == "utf-8"
    # psycopg refuses a NUL before sending it, so there is no SQLSTATE.
    state = getattr(error.__cause__, "sqlstate", None)
    return isinstance(error, DataError) and (state is None or state in _UNSTORABLE)


def split_address(text: str) -> SplitResult | None:
    """Return the parts of an address; None for an invalid one, such as `http://[`."""
    try:
        return urlsplit(text)
    except ValueError:
        return None


def read_moment(text: str) -> datetime | None:
    """Return an ISO 8601 moment in UTC, which is assumed where no offset is given.

    None for an invalid moment, or one whose offset leads out of the years 1 to 9999.
    """
    try:
        moment = datetime.fromisoformat(text)
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None
