"""Finding a country by part of its name, whatever its accents and case. Pure values."""

from __future__ import annotations

import unicodedata
from functools import lru_cache


def finds(query: str, name: str, iso3: str) -> bool:
    """Whether a country is meant: every word of `query` in its name, or its code as a whole."""
    folded = fold(query)
    if folded == iso3.casefold():
        return True
    return all(word in fold(name) for word in folded.split())


@lru_cache(maxsize=1024)
def fold(text: str) -> str:
    """Lower case and without accents: "Türkiye" is found by "turkiye"."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(part for part in parts if not unicodedata.combining(part)).replace("ı", "i")
