"""Find texts that are nearly the same, such as a wire story on five sites, by shared words.

A text is taken as its shingles, every three words in a row. A sketch represents them in a few
numbers, so that the database finds texts that may be near copies; comparing the shingles themselves
decides whether they are. Nothing is stored here.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass

from rensa import RMinHash

from articles.text.characters import is_unspaced
from articles.text.folding import fold

# The version of the method: sketches of another version cannot be compared and are made again.
SKETCH_VERSION = 1

_SHINGLE_WORDS = 3
_SEED = 20251125
# Two texts that share a third of their shingles share a band with a chance of 99.9 %, unrelated
# ones (1 in 100) with less than 1 %.
_BANDS, _ROWS = 64, 2
_WORD = re.compile(r"\w+")
# A near copy has most of its words from the other, cut or extended by editors; with less, texts
# only share a quotation. A text of a few words does not show who wrote it first.
NEAR = 0.6
_LEAST_IN_COMMON = 0.25
_FEWEST_SHINGLES = 25


@dataclass(frozen=True, slots=True)
class TextOverlap:
    """How much two texts share, each from 0 to 1.

    `of_shorter`: of the shorter one's shingles; `of_both`: of all that are in either.
    """

    of_shorter: float
    of_both: float

    @property
    def is_near_copy(self) -> bool:
        """Whether one text repeats the other, give or take a paragraph."""
        return self.of_shorter >= NEAR and self.of_both >= _LEAST_IN_COMMON


def shingles(text: str) -> frozenset[str]:
    """Return every three words in a row, folded. Scripts without spaces count by character."""
    words = _words(text)
    if len(words) < _SHINGLE_WORDS:
        return frozenset([" ".join(words)] if words else [])
    runs = zip(*(words[start:] for start in range(_SHINGLE_WORDS)), strict=False)
    return frozenset(map(" ".join, runs))


def sketch(text: str) -> tuple[int, ...]:
    """Return the bands of a text, signed 64-bit integers; none for a text that is too short."""
    found = shingles(text)
    if len(found) < _FEWEST_SHINGLES:
        return ()
    machine = RMinHash(num_perm=_BANDS * _ROWS, seed=_SEED)
    machine.update(found)
    digest = tuple(machine.digest())
    return tuple(_band(digest, number) for number in range(_BANDS))


def text_overlap(first: frozenset[str], second: frozenset[str]) -> TextOverlap:
    """Return how much of two texts' shingles is the same, counted exactly."""
    if not first or not second:
        return TextOverlap(0.0, 0.0)
    shared = len(first & second)
    return TextOverlap(
        shared / min(len(first), len(second)), shared / (len(first) + len(second) - shared)
    )


def share_kept(before: str, after: str) -> float:
    """Return which share of an old text's shingles is still in a new one, 0 to 1."""
    old = shingles(before)
    return len(old & shingles(after)) / len(old) if old else 1.0


def _words(text: str) -> list[str]:
    words: list[str] = []
    # Composed again: folding separates letters and their accents.
    for word in _WORD.findall(unicodedata.normalize("NFC", fold(text))):
        if not word.isascii() and any(map(is_unspaced, word)):
            words.extend(word)
        else:
            words.append(word)
    return words


def _band(digest: tuple[int, ...], number: int) -> int:
    rows = digest[number * _ROWS : (number + 1) * _ROWS]
    data = number.to_bytes(2) + b"".join(row.to_bytes(8) for row in rows)
    return int.from_bytes(hashlib.blake2b(data, digest_size=8).digest(), signed=True)
