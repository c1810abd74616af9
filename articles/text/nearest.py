"""Find the most similar place for a quotation that is not in a text, and how the two differ.

It is a suggestion for the editor only: it never decides that a quotation was found.
"""

from dataclasses import dataclass
from typing import Literal, NamedTuple

import edlib
from rapidfuzz.distance import Levenshtein

from articles.text.characters import QUOTE_MARKS, character_end, character_start, splits_word
from articles.text.folding import Folded, fold
from articles.text.surroundings import context

LEAST_SCORE = 0.6
_CLEAR_SCORE = 0.85
# A quotation with words left out in the middle: both halves are close together, each clearly.
_LEAST_HALF_SCORE = 0.75
_LEAST_HALF_LENGTH = 20
_LONGEST_OMISSION = 600
_WORD_REACH = 40
_OTHER = 255

Operation = Literal["equal", "replace", "delete", "insert"]


class Difference(NamedTuple):
    """A step from the quotation to the text: `delete` words only quoted, `insert` only printed."""

    operation: Operation
    quoted: str
    printed: str


@dataclass(frozen=True, slots=True)
class Nearest:
    """The most similar place: `text[start:end] == exact`; score from 0.6 to 1."""

    start: int
    end: int
    exact: str
    score: float
    before: str
    after: str
    differences: tuple[Difference, ...]


class _Alignment(NamedTuple):
    """A span of the folded text and its similarity, 0 to 1, to the quotation."""

    start: int
    end: int
    score: float


def find_nearest(folded: Folded, quote: str) -> Nearest | None:
    """Find the place most like the normalised `quote`; None if nothing is similar.

    The score is the share of characters that need no edit. If words were left out in the middle of
    the quotation, the place covers both halves and the score is their mean; if only one half is in
    the text, place and score are that half's.
    """
    wanted = fold(quote.strip(QUOTE_MARKS + " \n")).strip()
    if not wanted or not folded.text.strip():
        return None
    haystack = _Haystack(folded.text, wanted)
    whole = haystack.align(wanted)
    if whole is not None and whole.score < LEAST_SCORE:
        whole = None
    halves = None
    if whole is None or whole.score < _CLEAR_SCORE:
        halves = _align_halves(haystack, wanted, beside=whole)
    alignment = halves or whole
    if alignment is None:
        return None
    text = folded.original
    start, end = _snap(text, *folded.wide_span(alignment.start, alignment.end), wanted)
    similarity = Levenshtein.normalized_similarity(fold(text[start:end]), wanted)
    before, after = context(text, start, end)
    return Nearest(
        start=start,
        end=end,
        exact=text[start:end],
        # Extending to whole words may lower a short quotation's score below the threshold.
        score=round(max(LEAST_SCORE, similarity) if halves is None else alignment.score, 3),
        before=before,
        after=after,
        differences=differences(quote, text[start:end]),
    )


def differences(quote: str, printed: str) -> tuple[Difference, ...]:
    """Return how the quoted words become the printed ones; typography is no difference."""
    left, right = quote.split(), printed.split()
    steps: list[Difference] = []
    codes = Levenshtein.opcodes(_comparable(left), _comparable(right))
    for code in codes:
        quoted = " ".join(left[code.src_start : code.src_end])
        shown = " ".join(right[code.dest_start : code.dest_end])
        operation: Operation = "equal" if code.tag == "equal" else _operation(quoted, shown)
        if steps and operation != "equal" and steps[-1].operation != "equal":
            last = steps.pop()
            quoted, shown = f"{last.quoted} {quoted}".strip(), f"{last.printed} {shown}".strip()
            operation = _operation(quoted, shown)
        steps.append(Difference(operation, quoted, shown))
    return tuple(steps)


def _operation(quoted: str, printed: str) -> Operation:
    if not quoted:
        return "insert"
    return "replace" if printed else "delete"


def _comparable(words: list[str]) -> list[str]:
    # Marks around a word are typography; but a word of marks alone must not equal every other one.
    return [fold(word).strip("'") or fold(word) for word in words]


class _Haystack:
    """A folded text in the 256 signs that edlib can distinguish.

    The quotation's signs keep an identity (with more than 255 the rarest share one, which only
    makes a suggestion less exact); all others become one that equals none of them.
    """

    def __init__(self, text: str, wanted: str) -> None:
        by_frequency = sorted(set(wanted), key=lambda sign: (-wanted.count(sign), sign))
        self._codes = _Codes({ord(sign): chr(i) for i, sign in enumerate(by_frequency[:254])})
        self._codes.update({ord(sign): chr(254) for sign in by_frequency[254:]})
        self._text = self._encode(text)

    def align(self, wanted: str) -> _Alignment | None:
        # A place with more edits than half the length is chance; the limit also keeps the search
        # short.
        needle, most = self._encode(wanted), len(wanted) // 2
        found = edlib.align(needle, self._text, mode="HW", task="distance", k=most)
        if found["editDistance"] < 0:
            return None
        # edlib could return the starts too, but computes them for every end it found: in a
        # repetitive text, a million times. One end is enough, searched backwards for its start.
        distance, end = found["editDistance"], found["locations"][0][1] + 1
        window = self._text[max(0, end - len(wanted) - most) : end]
        back = edlib.align(needle[::-1], window[::-1], mode="SHW", task="distance", k=distance)
        if back["editDistance"] < 0 or not back["locations"]:
            return None
        # The longest of equally good spans: an end too early would drop a word that was quoted.
        start = end - (back["locations"][-1][1] + 1)
        if start >= end:
            return None
        return _Alignment(start, end, 1 - distance / max(len(wanted), end - start))

    def _encode(self, text: str) -> bytes:
        return text.translate(self._codes).encode("latin-1")


class _Codes(dict[int, str]):
    def __missing__(self, code: int) -> str:
        return chr(_OTHER)


def _align_halves(
    haystack: _Haystack, wanted: str, *, beside: _Alignment | None
) -> _Alignment | None:
    """Return both halves, if clearer than the whole `beside` them; one, if there is no whole."""
    middle = wanted.find(" ", len(wanted) // 2)
    halves = (wanted[:middle], wanted[middle + 1 :])
    if middle < 0 or min(map(len, halves)) < _LEAST_HALF_LENGTH:
        return None
    left, right = (
        found if found and found.score >= _LEAST_HALF_SCORE else None
        for found in map(haystack.align, halves)
    )
    if left and right and 0 <= right.start - left.end <= _LONGEST_OMISSION:
        score = (left.score + right.score) / 2
        if beside is None or score > beside.score:
            return _Alignment(left.start, right.end, score)
    return None if beside else left or right


def _snap(text: str, start: int, end: int, wanted: str) -> tuple[int, int]:
    """Move both ends to borders of words, so that the span is more like the quotation."""
    starts = _borders(text, start)
    ends = [at for at in _borders(text, end) if at > max(starts)] or [character_end(text, end)]
    candidates = []
    for first in starts:
        for last in ends:
            while first < last and text[first].isspace():
                first += 1
            while last > first and text[last - 1].isspace():
                last -= 1
            if first < last:
                candidates.append((first, last))
    return max(
        candidates,
        key=lambda span: Levenshtein.normalized_similarity(fold(text[slice(*span)]), wanted),
    )


def _borders(text: str, at: int) -> list[int]:
    """Return the nearest places at or before, and at or after, `at` that cut no word."""
    before = after = at
    while before > 0 and at - before < _WORD_REACH and splits_word(text, before):
        before -= 1
    while after < len(text) and after - at < _WORD_REACH and splits_word(text, after):
        after += 1
    return sorted({character_start(text, before), character_end(text, after)})
