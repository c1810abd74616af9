"""Where short pieces of one text stand in another: by reading it, or by an index once that pays.

A piece begins with a word, in either text, and has eight characters or more. Both ways give the
same places.
"""

import re
from itertools import islice

from articles.text.characters import UNSPACED

SHORTEST_PIECE = 8
# An index takes as long to make as the text takes to be read about so many times.
_READINGS = 300
# A beginning that stands in more places is none to go by.
_MOST_KNOWN = 500
# In a run of one letter a piece stands at every letter; so many places within words end the search.
_MOST_WITHIN_WORDS = 40
_WORD_REACH = 24
_WORD_START = re.compile(rf"[{UNSPACED}]|(?<![^\W{UNSPACED}])[^\W{UNSPACED}]")


class Pieces:
    """The places of pieces in one text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._readings = 0
        self._index: dict[str, list[int]] = {}

    def places(self, piece: str, *, most: int) -> list[int]:
        """Where the piece stands, in order; none at all if that is in more than `most` places."""
        if self._readings < _READINGS:
            self._readings += 1
            return self._read(piece, most)
        if not self._index:
            self._index = _make_index(self.text)
        known = self._index.get(piece[:SHORTEST_PIECE], [])
        if len(known) > _MOST_KNOWN:
            # Lines that are all alike begin alike everywhere: reading is faster than that list.
            return self._read(piece, most)
        found = list(islice((at for at in known if self.text.startswith(piece, at)), most + 1))
        return found if len(found) <= most else []

    def _read(self, piece: str, most: int) -> list[int]:
        places: list[int] = []
        at = self.text.find(piece)
        for _ in range(most + _MOST_WITHIN_WORDS):
            if at < 0:
                return places if len(places) <= most else []
            if _WORD_START.match(self.text, at):
                places.append(at)
            at = self.text.find(piece, at + 1)
        return []


def previous_word_start(text: str, at: int) -> int:
    """The nearest place at or before `at` where a word begins; `at` itself if none is near."""
    places = range(at, max(-1, at - _WORD_REACH), -1)
    return next((place for place in places if _WORD_START.match(text, place)), at)


def next_word_start(text: str, at: int) -> int:
    """The nearest place at or after `at` where a word begins; `at` itself if none is near."""
    found = _WORD_START.search(text, at, at + _WORD_REACH)
    return found.start() if found else at


def word_starts(text: str) -> list[int]:
    """Where words begin; in scripts without spaces every character is one."""
    return [match.start() for match in _WORD_START.finditer(text)]


def _make_index(text: str) -> dict[str, list[int]]:
    index: dict[str, list[int]] = {}
    for match in _WORD_START.finditer(text):
        at = match.start()
        index.setdefault(text[at : at + SHORTEST_PIECE], []).append(at)
    return index
