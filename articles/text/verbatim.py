"""Finding a quotation word for word in a later text: the right one of several places.

Whether that place is the old one is asked here too; words that changed belong to `rewording`.
"""

from collections.abc import Iterator
from itertools import islice

from rapidfuzz.distance import Levenshtein

from articles.text.landmarks import landmarks_after, landmarks_before, stretches
from articles.text.sources import Source
from articles.text.surroundings import AFFIX_LENGTH

# So much of the same text on both sides is the same place; nothing else need be looked at.
_WIDE = 200
# Prefix or suffix read like the old ones from here on: half of the characters may have changed.
_LEAST_LIKENESS = 0.5
# Of words repeated without end, so many places before and after the expected one are looked at.
_MOST_PLACES = 100
_BORDER = "\n\n"
# How much of the paragraph before must be the same, to say that a paragraph follows the old one.
_BEYOND = 64


def stands_at(source: Source, text: str, start: int) -> bool:
    """Whether words and wide surroundings are the same at this place. Costs no search."""
    first = max(0, source.start - _WIDE)
    return (
        start >= source.start - first
        and text.startswith(source.text[first : source.end + _WIDE], start - (source.start - first))
        and (source.has_room or source.cuts_no_more(text, start))
    )


def find_verbatim(source: Source, text: str, expected: int) -> int | None:
    """Where the quotation stands word for word; of several places, the one it had.

    The landmarks of the old text decide, then prefix and suffix, then nearness to `expected`.
    """
    places = [at for at in _places(source, text, expected) if source.cuts_no_more(text, at)]
    if len(places) > 1 and source.is_whole:
        places = _between_landmarks(source, text, places)
    return max(
        places,
        key=lambda at: (sum(_likeness(source, text, at)), -abs(at - expected)),
        default=None,
    )


def is_same_place(source: Source, text: str, start: int) -> bool:
    """Whether words found at `start` still stand among the text they stood among.

    They do beside a prefix or suffix that reads like theirs, unless with the old text at hand their
    paragraphs turn out to have changed places; and they do between the landmarks nearest to them,
    whatever stands directly beside them now.
    """
    is_beside_the_same = max(_likeness(source, text, start)) >= _LEAST_LIKENESS
    if not source.is_whole:
        return is_beside_the_same
    if is_beside_the_same:
        first, last = _paragraphs(source)
    else:
        first, last = source.start, source.end
    if _is_same_before(source, text, start, max(0, first - _BEYOND)):
        return True
    before = next(landmarks_before(source.text, first, text), None)
    after = next(landmarks_after(source.text, last, text), None)
    if before is None and after is None:
        return is_beside_the_same
    return (before is None or before.new < start) and (after is None or start < after.new)


def _places(source: Source, text: str, expected: int) -> list[int]:
    """Where the words stand: everywhere, unless they repeat without end, then near `expected`."""
    words = source.words
    first = text.find(words)
    if first < 0 or text.find(words, first + 1) < 0:
        return [first] if first >= 0 else []
    wider = source.prefix + words + source.suffix
    place = text.find(wider)
    if place >= 0 and text.find(wider, place + 1) < 0:
        return [place + len(source.prefix)]
    expected = min(max(expected, 0), len(text))
    return [
        *islice(_forwards(words, text, expected), _MOST_PLACES),
        *islice(_backwards(words, text, expected), _MOST_PLACES),
    ]


def _forwards(words: str, text: str, at: int) -> Iterator[int]:
    while (at := text.find(words, at)) >= 0:
        yield at
        at += 1


def _backwards(words: str, text: str, at: int) -> Iterator[int]:
    """Places that begin before `at`, the nearest first."""
    while (at := text.rfind(words, 0, at + len(words) - 1)) >= 0:
        yield at


def _between_landmarks(source: Source, text: str, places: list[int]) -> list[int]:
    """The places where the landmarks of the old text lead to; all, if they lead to none."""
    length = source.end - source.start
    for stretch in stretches(source.text, source.start, source.end, text):
        inside = [at for at in places if stretch.new_start <= at <= stretch.new_end - length]
        if inside:
            return inside
    return places


def _likeness(source: Source, text: str, start: int) -> tuple[float, float]:
    """How alike prefix and suffix read there, each from 0 to 1."""
    end = start + source.end - source.start
    prefix, suffix = source.prefix, source.suffix
    return (
        _similarity(prefix, text[max(0, start - AFFIX_LENGTH) : start]),
        _similarity(suffix, text[end : end + AFFIX_LENGTH]),
    )


def _similarity(one: str, other: str) -> float:
    if not one or not other:
        return float(one == other)
    return Levenshtein.normalized_similarity(one, other)


def _paragraphs(source: Source) -> tuple[int, int]:
    """Where the paragraphs that hold the quotation begin and end in the old text."""
    first = source.text.rfind(_BORDER, 0, source.start)
    last = source.text.find(_BORDER, source.end)
    return max(first, 0), last if last >= 0 else len(source.text)


def _is_same_before(source: Source, text: str, start: int, first: int) -> bool:
    """Whether from `first` on the old text reads up to the quotation like the new one."""
    length = source.start - first
    if first == 0 and start != source.start:
        return False
    return start >= length and text[start - length : start] == source.text[first : source.start]
