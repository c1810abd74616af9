"""Limits for texts, because a stored text is shown, searched and compared.

Every way of storing a text checks them: pasted, uploaded, fetched or extracted again.
"""

from __future__ import annotations

import unicodedata

from django.conf import settings
from django.utils.translation import gettext as _

from articles.text.stripping import strip_non_text
from core.wording import grouped

# For a page read while a person waits: finding the article takes time that grows with the square of
# its elements, 20,000 about a second and 70,000 seven. The worker reads larger ones, in a separate
# process that can be stopped.
_MOST_TAGS = 20_000
# Accents on one letter: no script has more than a few; fonts and browsers hang on thousands.
_MOST_MARKS = 30


def why_not_store(text: str) -> str:
    """Why a normalised text is not stored, and what to do; "" if it may be."""
    if len(text) > settings.LEDGER_MAX_TEXT_CHARS:
        return too_long(len(text))
    lines = text.count("\n") + 1
    if lines > settings.LEDGER_MAX_TEXT_LINES:
        return _(
            "The text has {lines} lines; an article may have {limit}. Paste only the part that "
            "concerns the coalition, without tables and lists around it."
        ).format(lines=grouped(lines), limit=grouped(settings.LEDGER_MAX_TEXT_LINES))
    if _has_piled_marks(text):
        return _(
            "A letter of the text carries more than {limit} accents, so it is no readable text. "
            "Copy the article again from its page."
        ).format(limit=_MOST_MARKS)
    return ""


def why_not_read(source: str, *, is_html: bool) -> str:
    """Why a submitted source is not searched for its article; "" if it is."""
    if len(source) > settings.LEDGER_MAX_TEXT_CHARS * 5:
        return too_long(len(source))
    if is_html and source.count("<") > _MOST_TAGS:
        tags = strip_non_text(source).count("<")
        if tags > _MOST_TAGS:
            return _(
                "This page has {tags} tags; up to {limit} are read. Copy the article itself and "
                "paste it as text, or add it by its address."
            ).format(tags=grouped(tags), limit=grouped(_MOST_TAGS))
    return ""


def too_long(length: int) -> str:
    """Return the error for a text or source with more characters than an article may have."""
    limit = settings.LEDGER_MAX_TEXT_CHARS
    return _(
        "The text has {length} characters; an article may have {limit}. Paste only the "
        "part that concerns the coalition."
    ).format(length=grouped(length), limit=grouped(limit))


def _has_piled_marks(text: str) -> bool:
    if text.isascii():
        return False
    marks = bytes(kind[0] == "M" for kind in map(unicodedata.category, text))
    return bytes([1]) * (_MOST_MARKS + 1) in marks
