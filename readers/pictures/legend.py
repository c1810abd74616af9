"""The key under a picture: only the marks it shows, each with its number and a link. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from readers.pictures.svg import Canvas, glyph, link, rect, tag, text, width_of

_SIZE = 12.5
_BOX = 20


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """One entry: its glyph, what its mark means, its words, and where it leads."""

    kind: str
    words: str
    label: str = ""
    href: str = ""
    # The mark's attribute that decides its colour: a stance, an empty state, an outcome.
    attribute: str = "data_stance"


def draw_keys(canvas: Canvas, keys: Sequence[LegendEntry]) -> None:
    """Arrange the entries in lines that fit the width."""
    x = 0.0
    for key in keys:
        width = _BOX + 6 + width_of(key.words, _SIZE, is_bold=True) + 14
        if x and x + width > canvas.width:
            x = 0
            canvas.y += _BOX + 10
        canvas.add(_key(key, x, canvas.y))
        x += width
    if keys:
        canvas.y += _BOX + 8


def _key(key: LegendEntry, x: float, y: float) -> str:
    box = rect(x + 0.5, y + 0.5, _BOX - 1, _BOX - 1, "drawing-fill", 4)
    mark = tag(
        "g",
        box + glyph(key.kind, x + 3, y + 3, _BOX - 6),
        class_="drawing-mark",
        **{key.attribute: key.kind},
    )
    content = mark + text(x + _BOX + 6, y + 14.5, key.words, "drawing-key")
    if not key.href:
        return content
    return link(key.href, f"{key.words}: {key.label}" if key.label else key.words, content)
