"""Find names in a search, even if mistyped: "Polnd", "Macorn", "allemagne".

Compared in Python with rapidfuzz: this database has no trigrams. Pure, no database.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from readers.search.words import MOST_WORDS, plain_form

# One or two typing errors in a name with the same first letter; lower, "land" would be Poland.
_LIKENESS = 82
_SHORTEST_WORD = 4
_SHORTEST_BEGINNING = 3
_WIDEST = 4
EXACT, PART = 100.0, 95.0


@dataclass(frozen=True, slots=True)
class NameMatch[K]:
    """A name that matches, how closely, and which words of the search match it."""

    key: K
    similarity: float
    words: frozenset[str]

    @property
    def is_guess(self) -> bool:
        """Whether it was spelt differently."""
        return self.similarity < PART


def match_names[K](words: Sequence[str], names: Iterable[tuple[K, str]]) -> list[NameMatch[K]]:
    """Return whose names these words contain, closest first; for one key the best match.

    A key may have several names. If words are exactly a name, or begin one, merely similar names do
    not count for these words.
    """
    words = words[:MOST_WORDS]
    known: dict[str, list[K]] = {}
    for key, name in names:
        if form := plain_form(name):
            known.setdefault(form, []).append(key)
    best: dict[K, NameMatch[K]] = {}
    settled: set[str] = set()
    windows = [
        words[start : start + width]
        for width in range(min(_WIDEST, len(words)), 0, -1)
        for start in range(len(words) - width + 1)
    ]
    wide = [window for window in windows if len(window) > 1]
    for judge, tried in ((_equal, windows), (_alike, wide), (_part, windows), (_alike, windows)):
        found: set[str] = set()
        for window in tried:
            if settled.intersection(window):
                continue
            is_last = window[-1] == words[-1]
            for form, similarity in judge(plain_form(" ".join(window)), known, is_last):
                found.update(window)
                for key in known[form]:
                    if key not in best or similarity > best[key].similarity:
                        best[key] = NameMatch(key, similarity, frozenset(window))
        settled |= found
    return sorted(best.values(), key=lambda match: -match.similarity)


def _equal(typed: str, known: Collection[str], is_last: bool) -> list[tuple[str, float]]:
    return [(typed, EXACT)] if typed in known else []


def _part(typed: str, known: Collection[str], is_last: bool) -> list[tuple[str, float]]:
    """Return names of which this is a whole word or, at the end of the search, the beginning."""
    if len(typed) < (_SHORTEST_BEGINNING if is_last else _SHORTEST_WORD):
        return []
    part = f" {typed}" if is_last else f" {typed} "
    return [(form, PART) for form in known if part in f" {form} "]


def _alike(typed: str, known: Collection[str], is_last: bool) -> list[tuple[str, float]]:
    if len(typed) < _SHORTEST_WORD:
        return []
    # Codes and abbreviations are short and must match exactly.
    near = [form for form in known if form[0] == typed[0] and len(form) >= _SHORTEST_WORD]
    scored = process.extract(typed, near, scorer=fuzz.ratio, score_cutoff=_LIKENESS, limit=5)
    top = scored[0][1] if scored else 0
    return [(form, float(score)) for form, score, _ in scored if score >= top - 5]
