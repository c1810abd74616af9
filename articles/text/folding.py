"""Fold texts that read the same to the same loose form, in which quotations are compared.

Folding removes differences of case, quotation marks and dashes, ellipses, white space, ligatures
and invisible characters; letters, accents and digits stay. A `Folded` text knows where each of its
characters came from, so that results are cut from the original. `finding` does the search.
"""

import re
import unicodedata
from bisect import bisect_right

from articles.text.characters import DASHES, INVISIBLE, QUOTE_MARKS

# Dashes with or without spaces around them are one sign ("skies—and", "skies -- and"). Quotation
# marks lose the spaces beside them, because French sets them inside the marks and German, with the
# same marks turned round, outside. White space is matched possessively: a long run of it must not
# be tried from each of its characters.
_GLUED = re.compile(
    rf"\s++(?:[{DASHES}][{DASHES}\s]*+|[{QUOTE_MARKS}]\s*+)?"
    rf"|[{DASHES}][{DASHES}\s]*+"
    rf"|[{QUOTE_MARKS}]\s*+"
)
# Between these characters, which are never part of one sign, a text may be folded in chunks.
_SEAM = re.compile(rf"(?<=[^{DASHES}{QUOTE_MARKS}\s])(?=[^{DASHES}{QUOTE_MARKS}\s])")
_CHUNK = 2_000
# Presentation forms are folded; "m²" stays different from "m2", since 10² is not 102.
_SAME_LETTER = frozenset(
    ("<compat>", "<wide>", "<narrow>", "<font>", "<initial>", "<medial>", "<final>", "<isolated>")
)
# Turkish has two letters i; the capitals of both fold to the plain one.
_OWN_FOLDS = {"\u0130": "i", "\u0131": "i"}


class _FoldTable(dict[int, str]):
    """What each character folds to, computed on first use."""

    def __missing__(self, code: int) -> str:
        folded = _fold_character(chr(code))
        self[code] = folded
        return folded


def _fold_character(character: str) -> str:
    if character in INVISIBLE:
        return ""
    if character in _OWN_FOLDS:
        return _OWN_FOLDS[character]
    plain = character
    if unicodedata.decomposition(character).partition(" ")[0] in _SAME_LETTER:
        compatible = unicodedata.normalize("NFKC", character)
        # Spacing accents would fold to a space and an accent; they stay as they are.
        plain = character if " " in compatible else compatible
    # Decomposed, so that folding one character at a time equals folding the whole.
    return unicodedata.normalize("NFD", plain.casefold())


_FOLDS = _FoldTable()


def _fold_glued(match: re.Match[str]) -> str:
    found = match[0]
    if found.isspace():
        return " "
    return "'" if found.strip() in QUOTE_MARKS else "-"


def fold(text: str) -> str:
    """Return the loose form of a text, for comparing."""
    return _GLUED.sub(_fold_glued, text).translate(_FOLDS)


class Folded:
    """A text in its loose form, with the way back to the original.

    The text is folded in chunks in C; the map of a chunk is computed only when a match is in it,
    which keeps a million characters cheap.
    """

    def __init__(self, original: str) -> None:
        self.original = original
        self._original_starts = _chunk_starts(original)
        ends = [*self._original_starts[1:], len(original)]
        self._chunks = list(zip(self._original_starts, ends, strict=True))
        pieces = [fold(original[start:end]) for start, end in self._chunks]
        self._folded_starts: list[int] = []
        length = 0
        for piece in pieces:
            self._folded_starts.append(length)
            length += len(piece)
        self.text = "".join(pieces)
        self._maps: dict[int, tuple[list[int], list[int]]] = {}

    def span(self, start: int, end: int) -> tuple[int, int] | None:
        """Return the span of the original for `text[start:end]`.

        None if an end is inside one original character ("f" of the ligature "ﬁ").
        """
        if not 0 <= start < end <= len(self.text):
            return None
        if self._is_inside_character(start) or self._is_inside_character(end):
            return None
        return self._origin(start)[0], self._origin(end - 1)[1]

    def wide_span(self, start: int, end: int) -> tuple[int, int]:
        """Like `span`, but extended to whole original characters instead of refused."""
        return self._origin(start)[0], self._origin(end - 1)[1]

    def _is_inside_character(self, at: int) -> bool:
        return 0 < at < len(self.text) and self._origin(at - 1) == self._origin(at)

    def _origin(self, at: int) -> tuple[int, int]:
        chunk = bisect_right(self._folded_starts, at) - 1
        if chunk not in self._maps:
            start, end = self._chunks[chunk]
            self._maps[chunk] = _map_chunk(self.original[start:end])
        starts, ends = self._maps[chunk]
        within, base = at - self._folded_starts[chunk], self._original_starts[chunk]
        return base + starts[within], base + ends[within]


def _chunk_starts(text: str) -> list[int]:
    starts = [0]
    while seam := _SEAM.search(text, starts[-1] + _CHUNK):
        starts.append(seam.start())
    return starts


def _map_chunk(chunk: str) -> tuple[list[int], list[int]]:
    starts: list[int] = []
    ends: list[int] = []

    def add(start: int, end: int, times: int) -> None:
        starts.extend([start] * times)
        ends.extend([end] * times)

    def add_singly(start: int, end: int) -> None:
        for at in range(start, end):
            add(at, at + 1, len(_FOLDS[ord(chunk[at])]))

    done = 0
    for match in _GLUED.finditer(chunk):
        add_singly(done, match.start())
        found = match[0]
        # The sign itself, without adjacent spaces; a run of spaces represents itself.
        sign = found.strip() or found
        sign_start = match.start() + found.index(sign)
        add(sign_start, sign_start + len(sign), 1)
        done = match.end()
    add_singly(done, len(chunk))
    return starts, ends
