"""Where a quotation that is no longer there word for word stands in other words, if it does.

The landmarks of the old text lead to its place; where they lead nowhere, or to little of it, shared
pieces of the words lead to others. What is left there decides.
"""

from collections.abc import Iterable, Iterator

from articles.text.characters import character_end, character_start
from articles.text.finding import whole_words
from articles.text.landmarks import Stretch, stretches
from articles.text.seeking import seek
from articles.text.sources import Source
from articles.text.survival import Survivor, find_survivor

# The share of a quotation's letters that must survive. Measured on the development pairs of real
# revisions: of removed quotations at most 0.23 "survived" between the landmarks of their old place
# and 0.51 anywhere; of edited ones 0.59 or more.
LEAST_SHARE_IN_PLACE = 0.4
LEAST_SHARE_ELSEWHERE = 0.5
# With this much left where the landmarks lead to, nothing is looked for elsewhere …
_CLEAR_SHARE = 0.75
# … and with less, another place must keep so much more.
_CLEARLY_MORE = 0.1
# Surroundings compared together with the words, for where they end.
_AROUND = 32


def find_rewording(source: Source, text: str) -> tuple[int, int] | None:
    """The span of `text` that says in other words what was quoted; None if none does."""
    in_place = _best(source, text, _stretches_in_place(source, text))
    if in_place is not None and in_place.share >= _CLEAR_SHARE:
        return _tidy(in_place, source, text)
    elsewhere = _best(source, text, _stretches_elsewhere(source, text))
    share = in_place.share if in_place is not None else 0.0
    if elsewhere is not None and elsewhere.share >= max(
        LEAST_SHARE_ELSEWHERE, share + _CLEARLY_MORE
    ):
        return _tidy(elsewhere, source, text)
    if in_place is not None and share >= LEAST_SHARE_IN_PLACE:
        return _tidy(in_place, source, text)
    return None


def _stretches_in_place(source: Source, text: str) -> Iterator[Stretch]:
    if source.is_whole:
        yield from stretches(source.text, source.start, source.end, text)


def _stretches_elsewhere(source: Source, text: str) -> Iterator[Stretch]:
    first, last = max(0, source.start - _AROUND), min(len(source.text), source.end + _AROUND)
    for spot in seek(source.words, text):
        yield Stretch(
            first, last, max(0, spot.start - _AROUND), min(len(text), spot.end + _AROUND)
        )


def _best(source: Source, text: str, stretches: Iterable[Stretch]) -> Survivor | None:
    """What is left of the quotation in the stretch that kept most; the first that kept it clearly."""
    best: Survivor | None = None
    for stretch in stretches:
        found = find_survivor(
            source.text[stretch.old_start : stretch.old_end],
            source.start - stretch.old_start,
            source.end - stretch.old_start,
            text[stretch.new_start : stretch.new_end],
        )
        if found is not None and (best is None or found.share > best.share):
            best = found._replace(
                start=found.start + stretch.new_start, end=found.end + stretch.new_start
            )
            if best.share >= _CLEAR_SHARE:
                break
    return best


def _tidy(survivor: Survivor, source: Source, text: str) -> tuple[int, int]:
    """Its span, widened to whole words where the quotation had whole ones."""
    start, end = whole_words(text, survivor.start, survivor.end)
    if source.cuts_start:
        start = character_start(text, survivor.start)
    if source.cuts_end:
        end = character_end(text, survivor.end)
    return start, end
