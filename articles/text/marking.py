"""Cut a text into paragraphs and segments, so that a page can highlight passages in it.

Pure: spans in, segments out. Templates decide what the highlights look like.
"""

import heapq
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from articles.text.parting import Part, border

# At most this many highlights overlap at one word. A page shows further passages by number only, so
# it stays linear in its passages however they overlap.
MOST_MARKS = 6


@dataclass(frozen=True, slots=True)
class Marked:
    """A span to highlight, under the key by which the page knows it."""

    key: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Segment:
    """Words with the same highlights; `opens` and `closes` name those that begin or end.

    `closes` may name a span that is not in `keys`: it has no highlight where too many overlap.
    """

    text: str
    keys: tuple[int, ...]
    opens: tuple[int, ...]
    closes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph in segments; `start` is where it begins in the text, in code points."""

    start: int
    segments: tuple[Segment, ...]


def marked_paragraphs(
    text: str, spans: Sequence[Marked], part: Part | None = None
) -> list[Paragraph]:
    """Return the paragraphs of `text`, or of one part of it, each in segments.

    Their words together are those of the text. Blank lines separate paragraphs; in a text without
    any, every line is one. One pass over text and spans, however many there are. A highlight opens
    in the part where its span begins, and closes in the part where that ends.
    """
    first, last = (part.start, part.end) if part else (0, len(text))
    marks = _Marks(spans, first, last)
    return [
        Paragraph(start, tuple(marks.segments(text, start, end, after)))
        for start, end, after in _paragraphs(text, first, last)
    ]


class _Marks:
    """The spans at the present position, from a text's beginning to its end."""

    def __init__(self, spans: Sequence[Marked], first: int, last: int) -> None:
        here = [span for span in spans if span.start < last and span.end > first]
        self._waiting = sorted(here, key=lambda span: (span.start, -span.end))[::-1]
        # Those that began in an earlier part were opened there.
        self._opened = {span.key for span in here if span.start < first}
        self._open: list[Marked] = []
        self._unmarked: list[tuple[int, int]] = []  # a heap of their ends, with their keys

    def segments(self, text: str, start: int, end: int, after: int) -> Iterator[Segment]:
        """Yield a paragraph's segments from `start` to `end`; the next one begins `after` it."""
        at = start
        while at < end:
            self._go_on(at)
            borders = [span.end for span in self._open]
            if self._unmarked:
                borders.append(self._unmarked[0][0])
            if self._waiting:
                borders.append(self._waiting[-1].start)
            last = min([end, *borders])
            # A highlight that continues in the next paragraph closes only there.
            until = after if last == end else last
            keys = tuple(span.key for span in self._open)
            opens = tuple(key for key in keys if key not in self._opened)
            self._opened.update(opens)
            closes = [span.key for span in self._open if span.end <= until]
            while self._unmarked and self._unmarked[0][0] <= until:
                closes.append(heapq.heappop(self._unmarked)[1])
            yield Segment(text[at:last], keys, opens, tuple(closes))
            at = last

    def _go_on(self, at: int) -> None:
        """Drop the spans that ended before `at`, and add those that begin there."""
        self._open = [span for span in self._open if span.end > at]
        while self._waiting and self._waiting[-1].start <= at:
            span = self._waiting.pop()
            if len(self._open) < MOST_MARKS:
                self._open.append(span)
            else:
                heapq.heappush(self._unmarked, (span.end, span.key))


def layers(spans: Sequence[Marked]) -> dict[int, int]:
    """Return a layer for each key, from 0: spans that overlap never share one.

    A highlight keeps its layer from end to end, so that the eye can follow its line.
    """
    found: dict[int, int] = {}
    busy: list[tuple[int, int]] = []  # heaps: layers by where they end, and those that are free
    free: list[int] = []
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        while busy and busy[0][0] <= span.start:
            heapq.heappush(free, heapq.heappop(busy)[1])
        layer = heapq.heappop(free) if free else len(busy)
        heapq.heappush(busy, (span.end, layer))
        found[span.key] = layer
    return found


def _paragraphs(text: str, first: int, last: int) -> Iterator[tuple[int, int, int]]:
    start = first
    for gap in border(text).finditer(text, first, last):
        if gap.start() > start:
            yield start, gap.start(), gap.end()
        start = gap.end()
    if start < last:
        yield start, last, last
