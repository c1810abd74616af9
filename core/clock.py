"""What time it is, and when an act happened that must come after others. Nobody else decides that.

A machine's clock is set back at times: by hand, by a restored machine, or because it was ahead.
What follows something in truth then follows it in the data all the same: its moment is the
clock's, or where the clock stands before what it follows, the next moment after that.
"""

from __future__ import annotations

import logging
from datetime import date, datetime, timedelta

from django.utils import timezone

# The database keeps microseconds; no two moments lie closer to each other.
_NEXT = timedelta(microseconds=1)
_log = logging.getLogger(__name__)


def now() -> datetime:
    """The machine's time, in UTC."""
    return timezone.now()


def today() -> date:
    """The day, in UTC."""
    return now().date()


def moment_after(*earlier: datetime | None) -> datetime:
    """When something happens that follows all of `earlier`; None among them counts for nothing."""
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
    """Whether it is less than `span` from now, on either side.

    What lies further ahead was noted before the clock was set back, so that nobody knows how long
    ago that is: it does not hold on for ever.
    """
    return abs(now() - moment) < span


def around(span: timedelta) -> tuple[datetime, datetime]:
    """The two moments between which `is_within` holds, for a query."""
    moment = now()
    return moment - span, moment + span
