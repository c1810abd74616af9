"""A text as words: where each is, and a key that ignores typography.

Fast and tolerant, to align two texts word by word; `folding` compares thoroughly.
"""

import re
from dataclasses import dataclass

from articles.text.characters import DASHES, QUOTE_MARKS, UNSPACED

# A word, a character of a script without spaces, or a sign.
_WORD = re.compile(rf"[{UNSPACED}]|[^\W{UNSPACED}]+|[^\w\s]")
# One character for another, so that offsets stay those of the text.
_LEVEL = str.maketrans(dict.fromkeys(QUOTE_MARKS, "'") | dict.fromkeys(DASHES, "-"))


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text in order: `keys[i]` is at `spans[i]`, in code points."""

    spans: list[tuple[int, int]]
    keys: list[str]


def read_words(text: str) -> Words:
    """Cut a text into words and single signs, without white space."""
    found = list(_WORD.finditer(level(text)))
    return Words([match.span() for match in found], [match[0] for match in found])


def level(text: str) -> str:
    """Return the text in lower case with plain quotation marks and dashes, in the same length."""
    lower = text.lower()
    # A few capitals become two characters ("İ"); such a text keeps its case.
    return (lower if len(lower) == len(text) else text).translate(_LEVEL)
