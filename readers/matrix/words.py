"""The words of the matrix's cells in the reader's language, looked up once and not in each cell.

Every cache here is keyed by the language that is active.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from commitments.matrix.comparison import CellChange, CellChangeKind
from commitments.matrix.values import Cell, ShownPledge
from commitments.rules.stances import PLACE_SHORT, Empty, Place, Stance


@dataclass(frozen=True, slots=True)
class CellWords:
    """Every word that cells share."""

    language: str
    stance: dict[str, str]
    said: dict[str, str]
    empty: dict[str, str]
    place: dict[str, str]
    disputed: str
    freed: str
    freed_long: str
    failed: str
    hidden: str
    last_word: str

    def also(self, pledge: ShownPledge) -> str:
        """Return what another pledge of the cell says."""
        return _also(self.said[pledge.word.stance], self.place[pledge.place], self.language)


def words() -> CellWords:
    """Return the words in the active language."""
    return _words(get_language() or "")


@lru_cache(maxsize=8)
def _words(language: str) -> CellWords:
    return CellWords(
        language=language,
        stance={s.value: str(s.label) for s in Stance},
        said={s.value: str(s.label).lower() for s in Stance},
        empty={e.value: str(e.label) for e in Empty},
        place={p.value: str(PLACE_SHORT[p]) for p in Place},
        disputed=_("disputed"),
        freed=_("would wait for nothing"),
        freed_long=_("unconditional under the assumption"),
        failed=_("a condition failed"),
        hidden=_("hidden by a filter"),
        last_word=_("last word"),
    )


def age_in_words(days: int) -> str:
    """Return how long ago something was said, short: "today", "12 d", "5 mo", "2 y"."""
    return age(days, get_language() or "")


@lru_cache(maxsize=8192)
def age(days: int, language: str) -> str:
    """The same for a given language."""
    if days < 1:
        return _("today")
    if days < 45:
        return _("%(count)d d") % {"count": days}
    if days < 700:
        return _("%(count)d mo") % {"count": round(days / 30.4)}
    return _("%(count)s y") % {"count": f"{days / 365.25:.1f}"}


@lru_cache(maxsize=8192)
def short_date(day: date, language: str) -> str:
    """Return a day with its month's short name."""
    return date_format(day, "j M Y")


@lru_cache(maxsize=2048)
def month(day: date, language: str) -> str:
    """Return a day's month: when an empty cell was last checked."""
    return date_format(day, "M Y")


@lru_cache(maxsize=8192)
def evidence(grade: str, quotations: int, said_on: date, language: str) -> str:
    """Return grade, quotations and day, for screen readers."""
    return ngettext(
        "grade %(grade)s, %(count)d quotation, said %(day)s",
        "grade %(grade)s, %(count)d quotations, said %(day)s",
        quotations,
    ) % {"grade": grade, "count": quotations, "day": date_format(said_on, "j E Y")}


@lru_cache(maxsize=256)
def waiting(count: int, language: str) -> str:
    """Return for how many conditions it waits."""
    return ngettext("waits for %(count)d condition", "waits for %(count)d conditions", count) % {
        "count": count
    }


@lru_cache(maxsize=256)
def pledges(count: int, language: str) -> str:
    """Return how many pledges a cell has."""
    return ngettext("%(count)d pledge", "%(count)d pledges", count) % {"count": count}


@lru_cache(maxsize=256)
def without_position(count: int, language: str) -> str:
    """Return how many cells the phone's list leaves out."""
    return ngettext("%(count)d without a position", "%(count)d without a position", count) % {
        "count": count
    }


@lru_cache(maxsize=512)
def _also(said: str, place: str, language: str) -> str:
    if place:
        return _("also %(stance)s %(place)s") % {"stance": said, "place": place}
    return _("also %(stance)s") % {"stance": said}


@lru_cache(maxsize=64)
def since_reported(said: str, language: str) -> str:
    """Return what was reported after the country's own word."""
    return _("since reported: %(stance)s") % {"stance": said}


def changed(change: CellChange) -> str:
    """Return a comparison's short text for a cell."""
    was = change.was.lower()
    match change.kind:
        case CellChangeKind.APPEARED:
            return _("new")
        case CellChangeKind.ROSE:
            return _("rose, was %(stance)s") % {"stance": was}
        case CellChangeKind.FELL:
            return _("fell, was %(stance)s") % {"stance": was}
        case CellChangeKind.WITHDRAWN:
            return _("revoked, was %(stance)s") % {"stance": was}
        case CellChangeKind.GONE:
            return _("no longer shown, was %(stance)s") % {"stance": was}
        case _:
            return ", ".join(change.details)


def sentence(
    cell: Cell, country: str, role: str, texts: CellWords, *, differs: bool, is_disputed: bool
) -> str:
    """Return the cell's facts as one list, around two names as they are given, escaped or not."""
    pledge = cell.pledges[0]
    word = pledge.word
    verdict = word.verdict
    facts = [f"{texts.stance[word.stance]}: {country}", role]
    if place := texts.place[pledge.place]:
        facts.append(place)
    if verdict.still_open:
        facts.append(waiting(verdict.still_open, texts.language))
    elif verdict.failed_conditions:
        facts.append(texts.failed)
    elif verdict.freed_by and word.is_unblocked:
        facts.append(texts.freed_long)
    facts.append(evidence(word.grade, word.quotations, word.said_on, texts.language))
    if differs:
        facts.append(_also(texts.said[cell.pledges[-1].word.stance], "", texts.language))
    if is_disputed:
        facts.append(texts.disputed)
    return ", ".join(facts)
