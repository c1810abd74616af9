"""Re-anchor: find where an article's quotations are in its new text, and what became of them.

Unchanged words are *exact* where the old place and its context lead to, and *moved* elsewhere.
Similar words are *changed*: a proposal for a person, with alarms for differences in meaning. All
else is *lost*. The steps are modules of this package; nothing here uses the database.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from articles.text.placing.alarms import Alarm
from articles.text.placing.pieces import Pieces
from articles.text.placing.rewording import find_rewording
from articles.text.placing.similarity import similarity
from articles.text.sources import Source
from articles.text.verbatim import find_verbatim, is_same_place, matches_at

__all__ = ["Alarm", "Placement", "QuotedWords", "State", "place_quotations"]

State = Literal["exact", "moved", "changed", "lost"]


@dataclass(frozen=True, slots=True)
class QuotedWords:
    """Words of the old text, up to 32 code points around them, and where they were in it."""

    exact: str
    prefix: str
    suffix: str
    start: int


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a quotation is in the new text, in code points; a lost one has no place.

    `similarity` is 1 for the same words, 0 for lost ones, in between for changed ones, whose
    `alarms` say which kinds of difference could change their meaning.
    """

    state: State
    start: int | None
    end: int | None
    similarity: float
    alarms: tuple[Alarm, ...] = ()


def place_quotations(
    new: str, quotations: Sequence[QuotedWords], *, old: str | None = None
) -> list[Placement]:
    """Place every quotation in the text `new`, in the order of `quotations`.

    `old` is the text they were quoted from, if it is stored: edited quotations are found more
    reliably by their context. Both texts are normalised.
    """
    placer = _Placer(new, old)
    in_order = sorted(range(len(quotations)), key=lambda i: quotations[i].start)
    placements = {i: placer.place(quotations[i]) for i in in_order}
    return [placements[i] for i in range(len(quotations))]


class _Placer:
    """The two texts, and how far the last quotation found in its place has shifted."""

    def __init__(self, new: str, old: str | None) -> None:
        self._new = Pieces(new)
        self._old = Pieces(old) if old is not None else None
        self._shift = 0

    def place(self, quotation: QuotedWords) -> Placement:
        if not quotation.exact:
            return Placement("lost", None, None, 0.0)
        source = self._source(quotation)
        expected = quotation.start + self._shift
        if matches_at(source, self._new.text, expected):
            return self._same_words("exact", quotation, expected)
        start = find_verbatim(source, self._new, expected)
        if start is None:
            return self._other_words(source)
        if not is_same_place(source, self._new, start):
            return self._same_words("moved", quotation, start)
        self._shift = start - quotation.start
        return self._same_words("exact", quotation, start)

    def _source(self, quotation: QuotedWords) -> Source:
        start, words = quotation.start, quotation.exact
        if self._old is not None and start >= 0 and self._old.text.startswith(words, start):
            return Source(self._old.text, start, start + len(words), self._old)
        start = len(quotation.prefix)
        return Source(quotation.prefix + words + quotation.suffix, start, start + len(words), None)

    def _same_words(self, state: State, quotation: QuotedWords, start: int) -> Placement:
        return Placement(state, start, start + len(quotation.exact), 1.0)

    def _other_words(self, source: Source) -> Placement:
        span = find_rewording(source, self._new)
        if span is None:
            return Placement("lost", None, None, 0.0)
        alike = similarity(source.text, (source.start, source.end), self._new.text, span)
        return Placement("changed", *span, alike.similarity, alike.alarms)
