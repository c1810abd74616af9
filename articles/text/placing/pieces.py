"""Find short pieces of one text in another: by reading it, or by an index once that pays.

A piece begins with a word, in either text, and has eight characters or more. Both ways give the
same places.
"""

import re
from itertools import islice

from articles.text.characters import UNSPACED

SHORTEST_PIECE = 8
# Building an index takes about as long as reading the text this many times.
_READINGS = 300
# A beginning that is in more places is not used.
_MOST_KNOWN = 500
# In a run of one letter a piece is at every letter; this many places within words end the search.
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
        """Return where the piece is, in order; nothing if it is in more than `most` places."""
        if self._readings < _READINGS:
            self._readings += 1
            return self._read(piece, most)
        if not self._index:
            self._index = _make_index(self.text)
        known = self._index.get(piece[:SHORTEST_PIECE], [])
        if len(known) > _MOST_KNOWN:
            # Equal lines begin equally everywhere: reading is faster than that list.
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
    """Return the nearest word start at or before `at`; `at` itself if none is near."""
    places = range(at, max(-1, at - _WORD_REACH), -1)
    return next((place for place in places if _WORD_START.match(text, place)), at)


def next_word_start(text: str, at: int) -> int:
    """Return the nearest word start at or after `at`; `at` itself if none is near."""
    found = _WORD_START.search(text, at, at + _WORD_REACH)
    return found.start() if found else at


def word_starts(text: str) -> list[int]:
    """Return where words begin; in scripts without spaces every character is one."""
    return [match.start() for match in _WORD_START.finditer(text)]


def _make_index(text: str) -> dict[str, list[int]]:
    index: dict[str, list[int]] = {}
    for match in _WORD_START.finditer(text):
        at = match.start()
        index.setdefault(text[at : at + SHORTEST_PIECE], []).append(at)
    return index
