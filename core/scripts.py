"""What the scripts say: they call `t("…")` of words.js, and a page carries the translations.

An English page carries nothing. A reader's page carries what its own few modules say, the desk's
and the account's what all of them do.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils.translation import get_language, gettext

_SAID = re.compile(r'\bt\(\s*"((?:[^"\\]|\\.)*)"')
_IMPORTED = re.compile(r'^import "\./([\w-]+\.js)";', re.MULTILINE)
# The module of every page, and where others join it.
_EVERYWHERE = "ledger.js"
_ALL_MODULES = ("/desk/", "/account/")


def _folder() -> Path:
    return Path(settings.STATICFILES_DIRS[0]) / "js"


@cache
def said() -> tuple[tuple[str, str], ...]:
    """Every string that a script says, with its file."""
    return tuple(
        (f"static/js/{path.name}", text.replace('\\"', '"'))
        for path in sorted(_folder().glob("*.js"))
        for text in _SAID.findall(path.read_text())
    )


@cache
def _on_every_page() -> frozenset[str]:
    return frozenset(
        f"static/js/{name}" for name in _IMPORTED.findall((_folder() / _EVERYWHERE).read_text())
    )


def words_for(path: str) -> dict[str, str]:
    """The translations that the page at this path hands to its scripts; none in English."""
    language = get_language() or settings.LANGUAGE_CODE
    if language == settings.LANGUAGE_CODE:
        return {}
    return _words(language, path.startswith(_ALL_MODULES))


@cache
def _words(language: str, is_all: bool) -> dict[str, str]:
    return {text: gettext(text) for path, text in said() if is_all or path in _on_every_page()}
