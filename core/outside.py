"""What a stranger may write into a header, a cookie or an address, read without failing.

Not here: numbers (`core.numbers`), and what a page's own parameters mean. A page that is told
nothing it can read goes on without it; a page that must have it says so itself.
"""

from __future__ import annotations

from datetime import UTC, datetime
from urllib.parse import SplitResult, urlsplit

from django.core.exceptions import BadRequest


class UnreadableRequest(BadRequest):
    """This request cannot be read; the message is one sentence for whoever sent it."""


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
