"""When somebody last looked at a cell, and how pages say it. Pure values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext, ngettext

# Days since the last look.
STALE_AFTER = 90
# The days at which a cell's shade and word change.
STEPS = ((30, "fresh"), (STALE_AFTER, "recent"), (365, "old"))


@dataclass(frozen=True, slots=True)
class LastLook:
    """The day of the last look, None where nobody looked, and how many days ago that was."""

    looked_on: date | None
    age_days: int

    @property
    def step(self) -> str:
        """Return how long ago in one word, for shading: never, fresh, recent, old or ancient."""
        if self.looked_on is None:
            return "never"
        return next((name for days, name in STEPS if self.age_days <= days), "ancient")

    @property
    def is_stale(self) -> bool:
        """Whether somebody looked, but long ago."""
        return self.looked_on is not None and self.age_days > STALE_AFTER

    @property
    def age(self) -> str:
        """Return how long ago, short enough for a cell."""
        days = self.age_days
        if self.looked_on is None:
            return gettext("never")
        if days <= 0:
            return gettext("today")
        if days < 14:
            return gettext("{days} d").format(days=days)
        return (
            gettext("{weeks} wk").format(weeks=days // 7)
            if days < 365
            else gettext("{years} y").format(years=days // 365)
        )

    @property
    def age_in_words(self) -> str:
        """Return how long ago in full words, for screen readers."""
        days = self.age_days
        if self.looked_on is None:
            return gettext("never looked at")
        if days <= 0:
            return gettext("today")
        if days >= 365:
            years = days // 365
            return ngettext("{n} year ago", "{n} years ago", years).format(n=years)
        if days >= 14:
            weeks = days // 7
            return ngettext("{n} week ago", "{n} weeks ago", weeks).format(n=weeks)
        return ngettext("{n} day ago", "{n} days ago", days).format(n=days)


def steps_in_words() -> dict[str, str]:
    """Return what each step means, for the legend of a board."""
    (fresh, _), (recent, _), (old, _) = STEPS
    return {
        "fresh": ngettext("in the last {days} day", "in the last {days} days", fresh).format(
            days=fresh
        ),
        "recent": _between(fresh, recent),
        "old": _between(recent, old),
        "ancient": gettext("more than a year ago"),
        "never": gettext("never"),
    }


def _between(after: int, last: int) -> str:
    return ngettext("{first} to {last} day ago", "{first} to {last} days ago", last).format(
        first=after + 1, last=last
    )


def longer_ago(days: int = STALE_AFTER) -> str:
    """Return in words that the last look is older than these days."""
    return ngettext("over {days} day ago", "over {days} days ago", days).format(days=days)
