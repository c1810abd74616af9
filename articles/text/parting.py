"""Divide a long text into parts, so that a page can show one at a time. Pure.

An ordinary article is one part. A part ends with a paragraph, so that all parts together are the
text; only a paragraph that is longer than a part is cut, between words.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass

from articles.text.characters import character_start

# How much a page shows at once: a long article's length.
PART_LENGTH = 60_000
PART_PARAGRAPHS = 400

BLANK_LINE = re.compile(r"\n\n+")
LINE_END = re.compile(r"\n+")
# How far before the end of a part a word may begin that is left for the next one.
_WORD_REACH = 200


@dataclass(frozen=True, slots=True)
class Part:
    """One of `count` parts: `text[start:end]`, in code points; `number` counts from 1."""

    number: int
    count: int
    start: int
    end: int

    @property
    def is_whole(self) -> bool:
        """Whether the text has no other part."""
        return self.count == 1


class Parts:
    """The parts of a text, in one pass over it."""

    def __init__(self, text: str) -> None:
        self._ends = _ends(text)

    def __len__(self) -> int:
        return len(self._ends)

    def part(self, number: int) -> Part:
        """Return the part of this number, or the nearest one."""
        number = min(max(number, 1), len(self._ends))
        start = self._ends[number - 2] if number > 1 else 0
        return Part(number, len(self._ends), start, self._ends[number - 1])

    def at(self, place: int) -> Part:
        """Return the part with the character at `place`."""
        return self.part(bisect_right(self._ends, place) + 1)


def border(text: str) -> re.Pattern[str]:
    """Return the pattern that separates paragraphs: blank lines; without any, ends of lines."""
    return BLANK_LINE if "\n\n" in text else LINE_END


def _ends(text: str) -> list[int]:
    ends: list[int] = []
    between = border(text)
    at = 0
    while at < len(text):
        at = _end(text, at, between)
        ends.append(at)
    return ends or [0]


def _end(text: str, start: int, between: re.Pattern[str]) -> int:
    last = start + PART_LENGTH
    found = None
    for count, gap in enumerate(between.finditer(text, start, last), start=1):
        found = gap
        if count == PART_PARAGRAPHS:
            break
    else:
        if last >= len(text):
            return len(text)
    if found is not None:
        # The whole gap, whose first character may be the last one looked at.
        whole = between.match(text, found.start())
        return whole.end() if whole else found.end()
    space = text.rfind(" ", last - _WORD_REACH, last)
    if space > start:
        return space + 1
    return max(character_start(text, last), start + 1)
