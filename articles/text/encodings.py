"""Guess the old encoding of a text that is not UTF-8 and may declare a wrong one.

Each candidate is decoded, and the one whose words are words of some language wins. The declared
encoding is kept unless another is clearly better.
"""

import re
from functools import cache

from charset_normalizer import from_bytes

from articles.text.languages import common_words_of_all

# Encodings of pages in the languages that we distinguish. If two are equally good, the earlier
# wins: Windows' encodings are far more frequent than their ISO relatives.
_LIKELY = (
    "cp1252", "cp1251", "cp1250", "cp1253", "cp1254", "cp1257", "cp1255", "cp1256", "koi8-u",
    "iso8859-2", "iso8859-5", "iso8859-7", "cp866",
)  # fmt: skip
# From the beginning of a word, so that each byte is read once.
_FOREIGN_BYTES = re.compile(rb"(?<![^<>\s])[^<>\s\x80-\xff]{0,40}+[\x80-\xff][^<>]{0,200}")
_SAMPLE = 20_000
_WORD = re.compile(r"[^\W\d_]+")
# What no language writes: Latin and other letters in one word, a capital after a small Cyrillic
# letter, four accented Latin letters in a row, a sign or a control character inside a word.
_ODD = re.compile(
    "[A-Za-z\u00c0-\u024f][\u0370-\u052f]|[\u0370-\u052f][A-Za-z\u00c0-\u024f]"
    "|[\u0430-\u044f][\u0410-\u042f]|[\u00c0-\u024f]{4}"
    "|[\x80-\x9f\u2500-\u259f\ufffd]|[^\\W\\d_][\u00a1-\u00ac\u00ae-\u00b3\u00b5\u00b6\u00b8-\u00bf\u00d7\u00f7\u2020-\u2030]+[^\\W\\d_]"
)
# How much better than the declared encoding another must be.
_CLEARLY = 0.1


def sure_encoding(data: bytes, declared: tuple[str, ...]) -> str | None:
    """Return the encoding of these bytes; None if no known encoding reads them.

    `declared` are names that Python knows, the most trusted first.
    """
    sample = b" ".join(_FOREIGN_BYTES.findall(data))[:_SAMPLE]
    guess = from_bytes(sample).best()
    candidates = [*declared, *_LIKELY, *([guess.encoding] if guess else [])]
    scores = {
        encoding: score
        for encoding in dict.fromkeys(candidates)
        if (score := _score(data, sample, encoding)) is not None
    }
    if not scores:
        return None
    # The first of equals.
    best = max(scores, key=lambda encoding: scores[encoding])
    trusted = next((encoding for encoding in declared if encoding in scores), best)
    return best if scores[best] > scores[trusted] + _CLEARLY else trusted


def _score(data: bytes, sample: bytes, encoding: str) -> float | None:
    """Return how many non-ASCII words a language has or could have, minus impossible ones."""
    try:
        data.decode(encoding)
        text = sample.decode(encoding, "replace")
    except (UnicodeError, LookupError):
        return None
    words = [word.lower() for word in _WORD.findall(text) if not word.isascii()]
    if not words:
        return -1.0
    known = max(
        sum((word in list_) + alphabet.issuperset(word) for word in words) / 2
        for list_, alphabet in _spellings()
    )
    return (known - len(_ODD.findall(text))) / len(words)


@cache
def _spellings() -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    return tuple(
        (words, frozenset("".join(words).lower())) for words in common_words_of_all().values()
    )
