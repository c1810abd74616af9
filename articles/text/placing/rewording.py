"""Find a quotation that was reworded.

The landmarks of the old text lead to its place; if they lead nowhere, or to little of it, shared
pieces of the words lead to others. What is left there decides.
"""

from articles.text.characters import character_end, character_start
from articles.text.finding import whole_words
from articles.text.placing.candidates import seek
from articles.text.placing.landmarks import Stretch, stretches
from articles.text.placing.pieces import Pieces
from articles.text.placing.survival import Survivor, find_in_stretch
from articles.text.sources import Source

# Comparing takes time that grows with the square. Longer quotations are found verbatim or lost.
LONGEST = 20_000
# The share of a quotation's letters that must survive. Measured on the development pairs of real
# revisions: of removed quotations at most 0.23 "survived" between the landmarks of their old place
# and 0.51 anywhere; of edited ones 0.6 or more.
LEAST_SHARE_IN_PLACE = 0.4
LEAST_SHARE_ELSEWHERE = 0.5
# With this much left at the landmarks, other places are not searched …
_CLEAR_SHARE = 0.75
# … and with less, another place must keep this much more.
_CLEARLY_MORE = 0.1
# The weight of prefix and suffix compared with the words, if there are several places.
_WEIGHT_OF_SURROUNDINGS = 0.1
# Context compared together with the words, to find where they end.
_AROUND = 32


def find_rewording(source: Source, new: Pieces) -> tuple[int, int] | None:
    """Return the span of the text that rewords the quotation; None if there is none."""
    if source.length > LONGEST:
        return None
    in_place = _find_in_place(source, new)
    share = in_place.share if in_place is not None else 0.0
    if share < _CLEAR_SHARE:
        elsewhere = _find_elsewhere(source, new)
        least = max(LEAST_SHARE_ELSEWHERE, share + _CLEARLY_MORE)
        if elsewhere is not None and elsewhere.share >= least:
            return _tidy(elsewhere, source, new.text)
    if in_place is not None and share >= LEAST_SHARE_IN_PLACE:
        return _tidy(in_place, source, new.text)
    return None


def _find_in_place(source: Source, new: Pieces) -> Survivor | None:
    """Return what is left at the landmarks: the nearest of them, if it is clear."""
    best: Survivor | None = None
    if source.whole is not None:
        for stretch in stretches(source.whole, source.start, source.end, new):
            found = find_in_stretch(source, stretch, new.text)
            if found is not None and (best is None or found.share > best.share):
                best = found
                if best.share >= _CLEAR_SHARE:
                    break
    return best


def _find_elsewhere(source: Source, new: Pieces) -> Survivor | None:
    """What is left anywhere: most of the words, and among equals the most similar context."""
    first, last = max(0, source.start - _AROUND), min(len(source.text), source.end + _AROUND)
    found = []
    for spot in seek(source.words, new):
        stretch = Stretch(
            first, last, max(0, spot.start - _AROUND), min(len(new.text), spot.end + _AROUND)
        )
        survivor = find_in_stretch(source, stretch, new.text)
        if survivor is not None:
            found.append(survivor)
    return max(
        found,
        key=lambda survivor: (
            survivor.share
            + _WEIGHT_OF_SURROUNDINGS
            * sum(source.similarity(new.text, survivor.start, survivor.end))
        ),
        default=None,
    )


def _tidy(survivor: Survivor, source: Source, text: str) -> tuple[int, int]:
    """Return its span, extended to whole words if the quotation had whole ones."""
    start, end = whole_words(text, survivor.start, survivor.end)
    if source.cuts_start:
        start = character_start(text, survivor.start)
    if source.cuts_end:
        end = character_end(text, survivor.end)
    return start, end
