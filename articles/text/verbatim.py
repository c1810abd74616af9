"""Find a quotation word for word in a later text: the right one of several places.

It also checks whether that is the old place; `rewording` looks for words that changed.
"""

from collections.abc import Iterator
from itertools import islice

from articles.text.placing.landmarks import landmarks_after, landmarks_before, stretches
from articles.text.placing.pieces import Pieces
from articles.text.placing.survival import find_in_stretch
from articles.text.sources import Source

# If this much on both sides is the same, it is the same place without further checks.
_WIDE = 200
# Prefix or suffix count as the old ones from here on: half of the characters may have changed.
_LEAST_SIMILARITY = 0.5
# If words repeat endlessly, this many places before and after the expected one are checked.
_MOST_PLACES = 100
_BORDER = "\n\n"
# How much of the paragraph before must be the same, to say that a paragraph follows the old one.
_BEYOND = 64


def matches_at(source: Source, text: str, start: int) -> bool:
    """Whether words and a wide context are the same at this place. Costs no search."""
    first = max(0, source.start - _WIDE)
    return (
        start >= source.start - first
        and text.startswith(source.text[first : source.end + _WIDE], start - (source.start - first))
        and (source.has_room or source.cuts_no_more(text, start))
    )


def find_verbatim(source: Source, new: Pieces, expected: int) -> int | None:
    """Return where the quotation is word for word; of several places, the one it had.

    The landmarks of the old text decide, then prefix and suffix, then the distance to `expected`.
    """
    text = new.text
    places = [at for at in _places(source, text, expected) if source.cuts_no_more(text, at)]
    if len(places) > 1:
        places = _between_landmarks(source, new, places)
    return max(
        places,
        key=lambda at: (sum(source.similarity(text, at, at + source.length)), -abs(at - expected)),
        default=None,
    )


def is_same_place(source: Source, new: Pieces, start: int) -> bool:
    """Whether words found at `start` are still in the text that they were in.

    They are beside a prefix or suffix similar to theirs, unless the old text shows that the
    paragraphs changed places; and they are between their nearest landmarks, whatever is directly
    beside them now.
    """
    is_beside_the_same = (
        max(source.similarity(new.text, start, start + source.length)) >= _LEAST_SIMILARITY
    )
    if source.whole is None:
        return is_beside_the_same
    if is_beside_the_same:
        first, last = _paragraphs(source)
    else:
        first, last = source.start, source.end
    if _is_same_before(source, new.text, start, max(0, first - _BEYOND)):
        return True
    before = next(landmarks_before(source.whole, first, new), None)
    after = next(landmarks_after(source.whole, last, new), None)
    if before is None and after is None:
        return is_beside_the_same
    return (before is None or before.new < start) and (after is None or start < after.new)


def _places(source: Source, text: str, expected: int) -> list[int]:
    """Return where the words are: everywhere, or near `expected` if they repeat endlessly."""
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
    while (at := text.rfind(words, 0, at + len(words) - 1)) >= 0:
        yield at


def _between_landmarks(source: Source, new: Pieces, places: list[int]) -> list[int]:
    """Return the places that the landmarks of the old text lead to; all, if they lead to none."""
    if source.whole is None:
        return places
    for stretch in stretches(source.whole, source.start, source.end, new):
        last = stretch.new_end - source.length
        inside = [at for at in places if stretch.new_start <= at <= last]
        if len(inside) == 1:
            return inside
        if inside:
            aligned = find_in_stretch(source, stretch, new.text)
            return [at for at in inside if aligned and at == aligned.start] or inside
    return places


def _paragraphs(source: Source) -> tuple[int, int]:
    first = source.text.rfind(_BORDER, 0, source.start)
    last = source.text.find(_BORDER, source.end)
    return max(first, 0), last if last >= 0 else len(source.text)


def _is_same_before(source: Source, text: str, start: int, first: int) -> bool:
    length = source.start - first
    if first == 0 and start != source.start:
        return False
    return start >= length and text[start - length : start] == source.text[first : source.start]
