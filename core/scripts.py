"""Translations for scripts, which call `t("…")` of words.js; a page carries the translations.

An English page needs none. A reader's page carries those of its own few modules, a page of the desk
or the account those of all modules.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils.translation import get_language, gettext

_SAID = re.compile(r'\bt\(\s*"((?:[^"\\]|\\.)*)"')
_IMPORTED = re.compile(r'^import "\./([\w-]+\.js)";', re.MULTILINE)
# The module of every page, and where others join it.
_EVERYWHERE = "ledger.js"
_ALL_MODULES = ("/desk/", "/account/")


def sentences(source: str) -> Iterator[str]:
    """Yield every string that a module passes to `t`."""
    return (text.replace('\\"', '"') for text in _SAID.findall(source))


def words_for(path: str) -> dict[str, str]:
    """Return the translations for the scripts of the page at this path; none in English."""
    language = get_language() or settings.LANGUAGE_CODE
    if language == settings.LANGUAGE_CODE:
        return {}
    return _words(language, path.startswith(_ALL_MODULES))


@cache
def _words(language: str, is_all: bool) -> dict[str, str]:
    folder = Path(settings.STATICFILES_DIRS[0]) / "js"
    modules = {path.name: path.read_text() for path in sorted(folder.glob("*.js"))}
    spoken = modules if is_all else set(_IMPORTED.findall(modules[_EVERYWHERE]))
    return {
        text: gettext(text)
        for name, source in modules.items()
        if name in spoken
        for text in sentences(source)
    }
