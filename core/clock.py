"""The time, and the moment of an act that must be later than others. All code asks here.

A machine's clock is sometimes set back: by hand, by a restored machine, or because it was ahead. An
act that follows another must still be later in the data: its moment is the clock's, or, if the
clock is behind the earlier act, the next moment after that.
"""

from __future__ import annotations

import logging
from datetime import date, datetime, timedelta

from django.utils import timezone

# The database keeps microseconds, so this is the smallest step.
_NEXT = timedelta(microseconds=1)
_log = logging.getLogger(__name__)


def now() -> datetime:
    """Return the machine's time, in UTC."""
    return timezone.now()


def today() -> date:
    """Return the day, in UTC."""
    return now().date()


def moment_after(*earlier: datetime | None) -> datetime:
    """Return a moment for something that follows all of `earlier`; None among them is ignored."""
    moment = now()
    latest = max((one for one in earlier if one is not None), default=None)
    if latest is None or latest < moment:
        return moment
    _log.warning(
        "The clock says %s, which is before %s, the moment of what was recorded earlier."
        " What is recorded now is dated just after that. Set the clock right.",
        moment.isoformat(),
        latest.isoformat(),
    )
    return latest + _NEXT


def is_within(moment: datetime, span: timedelta) -> bool:
    """Whether the moment is less than `span` from now, before or after.

    A moment further ahead was recorded before the clock was set back. Nobody knows how long ago
    that is, so it does not count for ever.
    """
    return abs(now() - moment) < span


def around(span: timedelta) -> tuple[datetime, datetime]:
    """Return the two moments between which `is_within` is true, for a query."""
    moment = now()
    return moment - span, moment + span
