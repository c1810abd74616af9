"""Write SVG: shapes, text that fits, links. Colours are classes; the style sheet gives them.

There are no style attributes: the site's policy forbids them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from html import escape

from django.utils.safestring import SafeString, mark_safe

from readers.pictures.glyphs import GLYPHS

_NARROW = frozenset("iljtfrI.,:;|'’!()[]-· ії")
_BROAD = frozenset("mwMWшщжюфШЩЖЮФ–…%@")


# Characters that XML cannot contain.
_CONTROLS = {code: None for code in range(32) if chr(code) not in "\t\n\r"}


def clean(words: str) -> str:
    """Return words that are safe in SVG, also in an attribute."""
    return escape(words.translate(_CONTROLS))


def number(value: float) -> str:
    """Return a coordinate, without unneeded digits."""
    return f"{value:.1f}".removesuffix(".0")


def tag(name: str, content: str = "", **attributes: str | float | None) -> str:
    """Return an element; `class_` is class, data_x is data-x, and content is trusted."""
    written = "".join(
        f" {key.rstrip('_').replace('_', '-')}="
        f'"{clean(value) if isinstance(value, str) else number(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{written}>{content}</{name}>" if content else f"<{name}{written}/>"


def rect(x: float, y: float, width: float, height: float, class_: str, radius: float = 0) -> str:
    """Return a rectangle."""
    return tag(
        "rect", x=x, y=y, width=max(width, 0), height=height, rx=radius or None, class_=class_
    )


def line(x1: float, y1: float, x2: float, y2: float, class_: str) -> str:
    """Return a straight line."""
    return tag("line", x1=x1, y1=y1, x2=x2, y2=y2, class_=class_)


def text(x: float, y: float, words: str, class_: str = "drawing-label", anchor: str = "") -> str:
    """Return words with their baseline at y."""
    return tag("text", clean(words), x=x, y=y, class_=class_, text_anchor=anchor or None)


def glyph(name: str, x: float, y: float, size: float) -> str:
    """A stance's or state's shape in the colour of the mark around it; x, y is its corner."""
    scale = f"translate({number(x)} {number(y)}) scale({size / 16:.3f})"
    return tag("g", GLYPHS[name], transform=scale)


def link(href: str, label: str, content: str) -> str:
    """Return a mark with a link; the label says what it shows."""
    return f'<a href="{escape(href)}" aria-label="{clean(label)}">{content}</a>'


def width_of(words: str, size: float, *, is_bold: bool = False) -> float:
    """Estimate how wide these words are, a little too wide on purpose: no font is measured."""
    ems = 0.0
    for letter in words:
        if letter in _NARROW:
            ems += 0.34
        elif letter in _BROAD:
            ems += 0.9
        else:
            ems += 0.68 if letter.isupper() else 0.57
    return ems * size * (1.07 if is_bold else 1)


def wrap(words: str, width: float, size: float) -> list[str]:
    """Break words into lines; a long address may break after one of its signs."""
    lines: list[str] = []
    current = ""
    for piece in _pieces(words):
        if current and width_of((current + piece).rstrip(), size) > width:
            lines.append(current.rstrip())
            current = ""
        current += piece
    return [*lines, current.rstrip()] if current.strip() else lines


def _pieces(words: str) -> Iterable[str]:
    piece = ""
    for letter in words:
        piece += letter
        if letter in " /?&,":
            yield piece
            piece = ""
    if piece:
        yield piece


@dataclass(slots=True)
class Canvas:
    """A drawing that grows downwards: `y` is where the next part begins."""

    width: float
    y: float = 0
    parts: list[str] = field(default_factory=list)

    @property
    def is_narrow(self) -> bool:
        """Whether it is drawn for a phone."""
        return self.width < 600

    def add(self, *parts: str) -> None:
        """Add parts above the existing ones."""
        self.parts += parts

    def paragraph(self, words: str, class_: str = "drawing-small", size: float = 12) -> None:
        """Write words over as many lines as they need."""
        for each in wrap(words, self.width, size * (1.07 if class_ == "drawing-strong" else 1)):
            self.add(text(0, self.y + size, each, class_))
            self.y += size * 1.4

    def svg(self, key: str, title: str, description: str) -> SafeString:
        """Return the SVG for a page: a labelled group of links, as wide as its container."""
        head = tag("title", clean(title), id=f"{key}-title") + tag(
            "desc", clean(description), id=f"{key}-desc"
        )
        return mark_safe(  # noqa: S308 - every text in it was escaped by `tag`
            f'<svg viewBox="0 0 {number(self.width)} {number(self.y)}" class="drawing" '
            f'role="group" aria-labelledby="{key}-title" aria-describedby="{key}-desc">'
            f"{head}{''.join(self.parts)}</svg>"
        )
