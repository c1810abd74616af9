"""A text cut into paragraphs and pieces, so that a page can mark passages in it.

Pure: spans in, pieces out. What the marks look like, and how they are told, is the template's.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

_BLANK_LINE = re.compile(r"\n\n+")
_LINE_END = re.compile(r"\n+")


@dataclass(frozen=True, slots=True)
class Marked:
    """A span to be marked, under the key by which the page knows it."""

    key: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Piece:
    """Words with the same marks throughout; `opens` and `closes` name marks that begin or end."""

    text: str
    keys: tuple[int, ...]
    opens: tuple[int, ...]
    closes: tuple[int, ...]


def marked_paragraphs(text: str, spans: Sequence[Marked]) -> list[list[Piece]]:
    """The paragraphs of `text`, each in pieces; their words together are those of the text.

    Blank lines part paragraphs; in a text that has none, every line is one.
    """
    cuts = sorted({at for span in spans for at in (span.start, span.end)})
    return [list(_pieces(text, start, end, cuts, spans)) for start, end in _paragraphs(text)]


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    between = _BLANK_LINE if "\n\n" in text else _LINE_END
    start = 0
    for gap in between.finditer(text):
        if gap.start() > start:
            yield start, gap.start()
        start = gap.end()
    if start < len(text):
        yield start, len(text)


def _pieces(
    text: str, start: int, end: int, cuts: Sequence[int], spans: Sequence[Marked]
) -> Iterator[Piece]:
    inside = cuts[bisect_left(cuts, start + 1) : bisect_left(cuts, end)]
    borders = [start, *inside, end]
    here = [span for span in spans if span.start < end and span.end > start]
    for first, last in pairwise(borders):
        over = [span for span in here if span.start < last and span.end > first]
        yield Piece(
            text=text[first:last],
            keys=tuple(span.key for span in over),
            opens=tuple(span.key for span in over if span.start == first),
            # A mark that runs into the next paragraph closes only there.
            closes=tuple(span.key for span in over if span.end == last),
        )
