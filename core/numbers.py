"""Numbers in addresses and forms, where anybody may write anything."""

from __future__ import annotations


def whole_number(text: str, *, digits: int = 18) -> int | None:
    """Return the number that at most so many ASCII digits write, else None.

    The limit keeps it within a PostgreSQL bigint and below Python's limit for parsing integers.
    """
    return int(text) if text.isascii() and text.isdigit() and len(text) <= digits else None
