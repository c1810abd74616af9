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

    Its surroundings decide, then the landmarks of the old text, then nearness to `expected`.
    """
    words = source.words
    place = _only(source.prefix + words + source.suffix, text)
    if place is not None:
        places = [place + len(source.prefix)]
    else:
        places = list(_nearest(words, text, expected))
    places = [at for at in places if source.cuts_no_more(text, at)]
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
    return (before is None or before[1] < start) and (after is None or start < after[1])


def _only(words: str, text: str) -> int | None:
    place = text.find(words)
    return place if place >= 0 and text.find(words, place + 1) < 0 else None


def _nearest(words: str, text: str, expected: int) -> Iterator[int]:
    """Places of the words around `expected`, at most so many on each side."""
    expected = min(max(expected, 0), len(text))
    yield from islice(_forwards(words, text, expected), _MOST_PLACES)
    yield from islice(_backwards(words, text, expected), _MOST_PLACES)


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
