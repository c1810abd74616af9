"""A text cut into paragraphs and pieces, so that a page can mark passages in it.

Pure: spans in, pieces out. What the marks look like, and how they are told, is the template's.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph in pieces; `start` is where it begins in the text, in code points."""

    start: int
    pieces: tuple[Piece, ...]


def marked_paragraphs(text: str, spans: Sequence[Marked]) -> list[Paragraph]:
    """The paragraphs of `text`, each in pieces; their words together are those of the text.

    Blank lines part paragraphs; in a text that has none, every line is one. One pass over text
    and spans, however many there are of either.
    """
    waiting = sorted(spans, key=lambda span: (span.start, -span.end))[::-1]
    paragraphs: list[Paragraph] = []
    open_spans: list[Marked] = []
    opened: set[int] = set()
    for start, end, after in _paragraphs(text):
        pieces: list[Piece] = []
        at = start
        while at < end:
            while waiting and waiting[-1].start <= at:
                open_spans.append(waiting.pop())
            open_spans = [span for span in open_spans if span.end > at]
            borders = [span.end for span in open_spans]
            if waiting:
                borders.append(waiting[-1].start)
            last = min([end, *borders])
            keys = tuple(span.key for span in open_spans)
            opens = tuple(key for key in keys if key not in opened)
            opened.update(opens)
            pieces.append(
                Piece(
                    text=text[at:last],
                    keys=keys,
                    opens=opens,
                    # A mark that runs into the next paragraph closes only there.
                    closes=tuple(
                        span.key
                        for span in open_spans
                        if span.end <= (after if last == end else last)
                    ),
                )
            )
            at = last
        paragraphs.append(Paragraph(start, tuple(pieces)))
    return paragraphs


def layers(spans: Sequence[Marked]) -> dict[int, int]:
    """For each key a layer, counted from 0: spans that overlap never share one.

    A mark keeps its layer from end to end, so that the eye can follow its line.
    """
    found: dict[int, int] = {}
    ends: list[int] = []
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        free = next((layer for layer, end in enumerate(ends) if end <= span.start), len(ends))
        ends[free : free + 1] = [span.end]
        found[span.key] = free
    return found


def _paragraphs(text: str) -> Iterator[tuple[int, int, int]]:
    """Of each paragraph start and end, and where the next one starts."""
    between = _BLANK_LINE if "\n\n" in text else _LINE_END
    start = 0
    for gap in between.finditer(text):
        if gap.start() > start:
            yield start, gap.start(), gap.end()
        start = gap.end()
    if start < len(text):
        yield start, len(text), len(text)
