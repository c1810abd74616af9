"""Find a quotation in a stored text: all places where it is, or the most similar one.

The editor types or pastes; `folding` ignores differences of typography; results are always cut from
the text itself. Whether a quotation may be used (its length, its rights) is not checked here.
`nearest` chooses the most similar place.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from articles.text.characters import (
    QUOTE_MARKS,
    UNSPACED,
    VARIATION_SELECTORS,
    character_end,
    is_unspaced,
    splits_character,
    splits_word,
)
from articles.text.folding import Folded, fold
from articles.text.nearest import Difference, Nearest, find_nearest
from articles.text.normalising import normalise
from articles.text.surroundings import affixes, context

__all__ = [
    "Difference",
    "Finding",
    "Nearest",
    "Place",
    "context",
    "find_quote",
    "place_at",
    "whole_words",
]

# The beginning of a word in a folded text, for scripts with spaces.
_WORD_START = re.compile(rf"(?<![^\W_{UNSPACED}])[^\W_]")
_NO_WORD_GOES_ON = rf"(?![^\W_{UNSPACED}])"
# What people put around a quotation, or at its end, that need not be in the text.
_AROUND = QUOTE_MARKS + " \n"
_ELLIPSES = re.compile(r"^(?:[\[(]?(?:\.\.\.|…)[\])]?\s*)+|(?:\s*[\[(]?(?:\.\.\.|…)[\])]?)+$")
_CLOSING_SIGNS = ".,;:!?"
# In a text of "a-a-a-…" every letter is tried and refused as part of a word; this many refusals end
# the search for this form of the quotation.
_MOST_REFUSALS = 10_000
# A selection is extended to words of at most this length; longer ones are no words.
_LONGEST_WORD = 1_000


@dataclass(frozen=True, slots=True)
class Place:
    """Where a quotation is: `text[start:end] == exact`, in code points."""

    start: int
    end: int
    exact: str
    prefix: str
    suffix: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Finding:
    """The result: all places, or, without any, the most similar one.

    `is_cut` says that there are more places than were asked for.
    """

    places: tuple[Place, ...]
    nearest: Nearest | None = None
    is_cut: bool = False


def find_quote(text: str, quote: str, *, limit: int = 20) -> Finding:
    """Find every place of `quote` in the stored `text`, in order, at most `limit`.

    It tries the quotation as given; then without quotation marks around it; then also without
    ellipses at its ends and its final sign, which house styles move. The first form found wins.

    A place never begins or ends inside a word, a grouped number or a combined character, whatever
    the length of the quotation: part of a word is not what was said ("combat" of "non-combat", "30"
    of "30,000", "can" of "can't"), and the nearest place then shows the whole word.
    """
    quote = normalise(quote)
    folded = Folded(text)
    for form in _forms(quote):
        places: list[Place] = []
        for start, end in _spans(folded, form):
            if len(places) == limit:
                return Finding(tuple(places), is_cut=True)
            places.append(place_at(text, start, end))
        if places:
            return Finding(tuple(places))
    return Finding((), find_nearest(folded, quote))


def place_at(text: str, start: int, end: int) -> Place:
    """Return the place of a known span."""
    prefix, suffix = affixes(text, start, end)
    before, after = context(text, start, end)
    return Place(start, end, text[start:end], prefix, suffix, before, after)


def whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span without outer spaces, extended to whole words, numbers and characters.

    A person's selection may begin or end anywhere; part of a word is not what was said.
    """
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        first, last = start - _LONGEST_WORD, end + _LONGEST_WORD
        while start > first and not _may_be_cut(text, start):
            start -= 1
        while end < last and not _may_be_cut(text, end):
            end += 1
    return start, end


def _forms(quote: str) -> Iterator[str]:
    """Yield the folded forms to search for, most faithful first, none empty, none twice."""
    unmarked = quote.strip(_AROUND)
    bare = _ELLIPSES.sub("", unmarked).strip(_AROUND)
    unclosed = bare.rstrip(_CLOSING_SIGNS + _AROUND)
    seen = set()
    for candidate in (quote, unmarked, bare, unclosed):
        form = fold(candidate).strip()
        if form and form not in seen:
            seen.add(form)
            yield form


def _spans(folded: Folded, form: str) -> Iterator[tuple[int, int]]:
    """Yield spans of the original, in order, also overlapping ("ha ha" is twice in "ha ha ha").

    Linear for every text: a refused start jumps to the next word, and the expression itself refuses
    an end inside a word and reads no character twice.
    """
    begins_with_word, ends_with_word = _is_spaced_letter(form[0]), _is_spaced_letter(form[-1])
    wanted = re.compile(re.escape(form) + (_NO_WORD_GOES_ON if ends_with_word else ""))
    found = wanted.search(folded.text)
    refusals = 0
    while found and refusals < _MOST_REFUSALS:
        at = found.start()
        span = folded.span(at, at + len(form))
        if span is not None:
            start, end = span
            # Selectors fold to nothing, but belong to the emoji before them.
            if folded.original[end : end + 1] in VARIATION_SELECTORS:
                end = character_end(folded.original, end)
            if _may_be_cut(folded.original, start) and _may_be_cut(folded.original, end):
                yield start, end
            else:
                refusals += 1
        else:
            refusals += 1
        following = at + 1
        if begins_with_word:
            word = _WORD_START.search(folded.text, following)
            if word is None:
                return
            following = word.start()
        found = wanted.search(folded.text, following)


def _is_spaced_letter(character: str) -> bool:
    return character.isalnum() and not is_unspaced(character)


def _may_be_cut(text: str, at: int) -> bool:
    return not splits_character(text, at) and not splits_word(text, at)
