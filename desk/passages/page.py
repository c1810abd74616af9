"""Read one passage: its place in every text, who cites it, how it can be split or merged."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, Value
from django.db.models.functions import Greatest, Least, Substr

from articles.models import Anchor, Article, Passage, Snapshot
from articles.services.quoting import quote_policy
from articles.text.characters import splits_word
from articles.text.nearest import Difference, differences
from articles.text.quota import words
from articles.text.surroundings import CONTEXT_LENGTH, context
from desk.passages.alarm_words import alarm_words
from desk.passages.citings import CitingStatement, citings_of
from desk.passages.marked_text import STATES

# Read this much more than is shown, so that the cut can be between words.
_REACH = CONTEXT_LENGTH + 80
_CUT_WORDS = 4


@dataclass(frozen=True, slots=True)
class PassageInText:
    """Where the passage is in one text of its article; no words if it is lost."""

    number: int
    retrieved_at: datetime
    state: str
    state_words: str
    similarity: int
    alarms: tuple[str, ...]
    confirmed_by: str
    confirmed_at: datetime | None
    before: str
    words: str
    after: str
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class SplitPoint:
    """A border between two words of the passage: its position, and the words on both sides."""

    at: int
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A passage it could be merged with, and the words that the merged one would have."""

    pk: int
    exact: str
    merged: str


@dataclass(frozen=True, slots=True)
class PassagePage:
    """All that the desk shows of a passage. `newest` is the number of the article's newest text."""

    passage: Passage
    article: Article
    number: int
    newest: int
    before: str
    after: str
    in_texts: tuple[PassageInText, ...]
    citings: tuple[CitingStatement, ...]
    cuts: tuple[SplitPoint, ...]
    neighbours: tuple[Neighbour, ...]

    @property
    def is_in_newest(self) -> bool:
        """Whether it was quoted from the newest text itself."""
        return self.number == self.newest


def passages_with_text() -> Any:
    """Return passages with their text and article."""
    return Passage.objects.select_related("snapshot__article__publisher").defer(
        "snapshot__raw", "snapshot__search"
    )


def read_passage_page(passage: Passage) -> PassagePage:
    """Read a passage of `passages_with_text`. Four queries."""
    snapshot = passage.snapshot
    before, after = context(snapshot.text, passage.start, passage.end)
    newest = snapshot.article.snapshots.order_by("-number").values_list("number", flat=True)[:1]
    return PassagePage(
        passage=passage,
        article=snapshot.article,
        number=snapshot.number,
        newest=newest.get(),
        before=before,
        after=after,
        in_texts=tuple(_standing(passage, row) for row in _anchors(passage)),
        citings=citings_of([passage.pk]).get(passage.pk, ()),
        cuts=tuple(_cuts(passage)),
        neighbours=tuple(_neighbours(passage, snapshot)),
    )


def _anchors(passage: Passage) -> Iterable[Any]:
    """Return anchors, newest text first; the database cuts words out of texts up to a megabyte."""
    return (
        Anchor.objects.filter(passage=passage)
        .select_related("snapshot", "confirmed_by")
        .defer("snapshot__text", "snapshot__raw", "snapshot__search")
        .annotate(
            there=Substr("snapshot__text", F("start") + 1, F("end") - F("start")),
            raw_before=Substr(
                "snapshot__text",
                Greatest(F("start") - _REACH, Value(0)) + 1,
                Least(F("start"), Value(_REACH)),
            ),
            raw_after=Substr("snapshot__text", F("end") + 1, _REACH),
        )
        .order_by("-snapshot__number")
    )


def _standing(passage: Passage, row: Any) -> PassageInText:
    is_confirmed = row.state == Anchor.State.CHANGED and row.confirmed_at is not None
    state = "confirmed" if is_confirmed else row.state
    found: str = row.there or ""
    before = after = ""
    if row.start is not None:
        piece = row.raw_before + found + row.raw_after
        before, after = context(piece, len(row.raw_before), len(row.raw_before) + len(found))
    return PassageInText(
        number=row.snapshot.number,
        retrieved_at=row.snapshot.retrieved_at,
        state=state,
        state_words=str(STATES.get(state, row.get_state_display().lower())),
        similarity=round(row.similarity * 100),
        alarms=alarm_words(passage.exact, found, row.alarms),
        confirmed_by=row.confirmed_by.name if row.confirmed_by else "",
        confirmed_at=row.confirmed_at,
        before=before,
        words=found,
        after=after,
        differences=differences(passage.exact, found) if row.state == "changed" else (),
    )


def _cuts(passage: Passage) -> Iterable[SplitPoint]:
    exact = passage.exact
    for gap in re.finditer(r"\s+", exact):
        if splits_word(exact, gap.end()):
            continue
        before, after = exact[: gap.start()].split(), exact[gap.end() :].split()
        if before and after:
            yield SplitPoint(
                passage.start + gap.end(),
                " ".join(before[-_CUT_WORDS:]),
                " ".join(after[:_CUT_WORDS]),
            )


def _neighbours(passage: Passage, snapshot: Snapshot) -> Iterable[Neighbour]:
    """Yield the next passages on either side that are short enough to merge."""
    is_open = snapshot.article.rights == Article.Rights.OPEN_LICENCE
    most = None if is_open else quote_policy().max_words_per_quote
    others = snapshot.passages.exclude(pk=passage.pk).order_by("start", "end")
    for other in others:
        start, end = min(passage.start, other.start), max(passage.end, other.end)
        merged = snapshot.text[start:end]
        # Without a cap a merged passage could be the whole text, so neighbours must be in one
        # paragraph.
        if words(merged) <= (most or 200):
            yield Neighbour(other.pk, other.exact, merged)
