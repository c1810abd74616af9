"""The style sheet of a picture that leaves the site: the site's own, with its colours inserted.

Two sources, no copy: static/css/drawing.css says which mark has which colour,
static/css/tokens.css what that colour is in the light and the dark theme. Programs that draw SVG
know plain rules only.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from django.contrib.staticfiles import finders

_TOKEN = re.compile(r"--([\w-]+):\s*([^;]+);")
_BOTH = re.compile(r"light-dark\(([^,]+),([^)]+)\)")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_FONT = "system-ui, 'Noto Sans', sans-serif"


@cache
def light() -> str:
    """Return the rules in the colours of the light theme."""
    return _written(0)


@cache
def light_and_dark() -> str:
    """Return the rules in light colours, and in dark ones for readers who prefer them."""
    return f"{_written(0)}\n@media (prefers-color-scheme: dark) {{\n{_written(1)}\n}}"


def _written(theme: int) -> str:
    colours = _tokens(theme)
    rules = re.sub(r"var\(--([\w-]+)\)", lambda found: colours[found[1]], _rules())
    return f"text {{ font-family: {_FONT} }}\n{rules}"


def _rules() -> str:
    """Return the first layer of drawing.css: flat rules, which every program knows."""
    sheet = _COMMENT.sub("", _read("css/drawing.css"))
    return sheet[sheet.index("{") + 1 : sheet.index("\n}")].strip()


def _tokens(theme: int) -> dict[str, str]:
    sheet = _read("css/tokens.css").split("@media")[0]
    return {
        name: pair[theme + 1].strip() if (pair := _BOTH.fullmatch(value)) else value
        for name, value in _TOKEN.findall(sheet)
    }


def _read(name: str) -> str:
    found = finders.find(name)
    if not isinstance(found, str):
        raise FileNotFoundError(name)
    return Path(found).read_text()
