"""Differences between quoted and present words that could change the meaning, in sentences."""

from __future__ import annotations

from collections.abc import Sequence

from articles.text.placing.similarity import AlarmingDifference, alarming_differences
from core.wording import gettext_lazy

# For each kind: replaced, added, removed, and the text where no single word shows it.
_TOLD = {
    "number": (
        gettext_lazy("a number differs: {now}, was {was}"),
        gettext_lazy("a number was added: {now}"),
        gettext_lazy("a number is gone: {was}"),
        gettext_lazy("a number differs"),
    ),
    "negation": (
        gettext_lazy("a negation differs: {now}, was {was}"),
        gettext_lazy("a negation was added: {now}"),
        gettext_lazy("a negation is gone: {was}"),
        gettext_lazy("a negation differs"),
    ),
    "name": (
        gettext_lazy("a name differs: {now}, was {was}"),
        gettext_lazy("a name was added: {now}"),
        gettext_lazy("a name is gone: {was}"),
        gettext_lazy("a name differs"),
    ),
}


def alarm_words(quoted: str, printed: str, alarms: Sequence[str]) -> tuple[str, ...]:
    """Return the stored alarms in words, each with the words that caused it."""
    return (
        tuple(_told(each) for each in alarming_differences(quoted, printed, alarms))
        if alarms
        else ()
    )


def _told(each: AlarmingDifference) -> str:
    replaced, added, gone, bare = _TOLD[each.kind]
    if each.was and each.now:
        pattern = replaced
    elif each.now:
        pattern = added
    else:
        pattern = gone if each.was else bare
    return str(pattern).format(now=each.now, was=each.was)
