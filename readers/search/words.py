"""Turn what a reader typed into queries for the database's text search; never the raw text.

Only letters and digits are kept, so no operator of `to_tsquery` gets in. Pure, no database.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from articles.text.folding import fold

# More words do not improve the search, they only slow it down.
MOST_WORDS = 12
LONGEST_WORD = 40
_PART = re.compile(r'"([^"]*)"?|([^"]+)')
_WORD = re.compile(r"[^\W_]+")
_LOOSE = re.compile(r"[^\w\s]|_")


@dataclass(frozen=True, slots=True)
class Term:
    """A word, or words in quotation marks that must follow each other."""

    words: tuple[str, ...]
    is_phrase: bool = False


@dataclass(frozen=True, slots=True)
class SearchWords:
    """The terms of a search; all of them must be found."""

    terms: tuple[Term, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.terms)

    @property
    def words(self) -> tuple[str, ...]:
        """Return all words in order."""
        return tuple(word for term in self.terms for word in term.words)

    @property
    def stems(self) -> str:
        """Return a query for `to_tsquery` in a language: word stems; the last may be a beginning.

        Empty if a phrase is in quotation marks: stems would lose words such as "to".
        """
        if any(term.is_phrase for term in self.terms):
            return ""
        last = len(self.terms) - 1
        return " & ".join(
            _word(term.words[0], number == last) for number, term in enumerate(self.terms)
        )

    @property
    def beginnings(self) -> str:
        """A query for `to_tsquery('simple', …)`: each word exactly, or the beginning of one."""
        return " & ".join(
            _phrase(term.words) if term.is_phrase else _word(term.words[0], True)
            for term in self.terms
        )

    @property
    def pattern(self) -> re.Pattern[str] | None:
        """A pattern that finds what `beginnings` finds, to mark it; it does not know stems."""
        parts = [
            r"\W+".join(term.words) + r"\b" if term.is_phrase else term.words[0] + r"\w*"
            for term in self.terms
            if term.is_phrase or len(term.words[0]) > 1
        ]
        return re.compile(rf"\b(?:{'|'.join(parts)})", re.IGNORECASE) if parts else None

    def without(self, words: set[str]) -> SearchWords:
        """Return the terms without these words, and without single short words."""
        return SearchWords(
            tuple(
                term
                for term in self.terms
                if not words.intersection(term.words) and (term.is_phrase or len(term.words[0]) > 2)
            )
        )


def parse_words(text: str) -> SearchWords:
    """Parse what was typed. Nothing is refused; signs are left out."""
    terms: list[Term] = []
    for quoted, plain in _PART.findall(unicodedata.normalize("NFC", text)):
        found = [word[:LONGEST_WORD] for word in _WORD.findall((quoted or plain).lower())]
        if quoted and len(found) > 1:
            terms.append(Term(tuple(found[:MOST_WORDS]), is_phrase=True))
        else:
            terms += [Term((word,)) for word in found]
    return SearchWords(tuple(terms[:MOST_WORDS]))


def plain_form(name: str) -> str:
    """Return a name without case, accents and signs: "Côte d'Ivoire" → "cote d ivoire"."""
    folded = fold(name)
    bare = "".join(sign for sign in folded if not unicodedata.combining(sign))
    return " ".join(_LOOSE.sub(" ", bare).split())


def _word(word: str, is_beginning: bool) -> str:
    # A single letter is the beginning of too many words.
    return f"'{word}':*" if is_beginning and len(word) > 1 else f"'{word}'"


def _phrase(words: tuple[str, ...]) -> str:
    return "(" + " <-> ".join(f"'{word}'" for word in words) + ")"
