"""Since when a pledge has stood where it stands, and who said so last: the short answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from commitments.queries import PledgeHistory

_DAY = "j M Y"


@dataclass(frozen=True, slots=True)
class Standing:
    """A stance with the first and the last day of the unbroken run in which it was said."""

    stance: str
    since: date
    last: date
    speaker: str

    @property
    def in_words(self) -> str:
        """What stands beside the stance's word."""
        days = {
            "since": date_format(self.since, _DAY),
            "last": date_format(self.last, _DAY),
            "speaker": self.speaker,
        }
        if self.since == self.last:
            return _("since %(since)s, said by %(speaker)s") % days
        return _("since %(since)s, last said on %(last)s by %(speaker)s") % days


def standing(history: PledgeHistory) -> Standing | None:
    """The run that ends in the heading statement; reports about the country do not break it."""
    head = history.heading
    if head is None:
        return None
    since = head.statement.said_on
    # Newest first; what heads is the newest of its kind of word.
    for view in history.statements:
        if view.is_own_word is not head.is_own_word or view.is_overtaken_same_day:
            continue
        if view.statement.stance != head.statement.stance:
            break
        since = view.statement.said_on
    said = head.statement
    speaker = ", ".join(filter(None, (said.speaker, said.office))) or said.get_capacity_display()
    return Standing(str(said.get_stance_display()), since, said.said_on, speaker)
