"""How large and of what shape a text may be: what is stored is shown, searched and compared.

Every way in asks here: pasted, uploaded, fetched, read again, by hand or by a command.
"""

from __future__ import annotations

import unicodedata

from django.conf import settings
from django.utils.translation import gettext as _

from core.wording import grouped

# Accents on one letter: no script has more than a few; fonts and browsers stall on thousands.
_MOST_MARKS = 30


def why_not_store(text: str) -> str:
    """Why a normalised text is not stored, and what to do; "" where it may be."""
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


def too_long(length: int) -> str:
    """What is said of a text, or of its source, with more characters than an article may have."""
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
