"""The ladder per role: how many countries are on each rung, refusals to the left.

Pure: it reads a built matrix. A country counts once in a role, by its highest stance.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commitments.matrix.values import Matrix, Row
from commitments.matrix.vocabulary import Column
from commitments.rules.stances import NEGATIVE, Stance
from core.wording import listed
from readers.pictures.legend import LegendEntry, draw_keys
from readers.pictures.links import matrix_link, stance_link
from readers.pictures.parts import Entry, Heading, Table
from readers.pictures.svg import Canvas, glyph, line, link, rect, tag, text, width_of, wrap

# From the middle to the right the firmest first, so that firm rungs start on one line.
_RIGHT = [s.value for s in reversed(Stance) if s not in NEGATIVE]
_LEFT = [Stance.RULED_OUT.value, Stance.WITHDRAWN.value, Stance.LAPSED.value]
_LABELS = 190
_BAR = 24
_TALLY = 64


@dataclass(frozen=True, slots=True)
class Bar:
    """A role with the countries on each rung, and those without a position."""

    column: Column
    by_stance: dict[str, list[Row]]
    silent: int

    @property
    def spoke(self) -> int:
        """Return how many countries have a position."""
        return sum(map(len, self.by_stance.values()))

    def width(self, stances: list[str]) -> int:
        """Return how many countries are on these rungs."""
        return sum(len(self.by_stance.get(stance, ())) for stance in stances)


class Ladder:
    """The stance ladder of every role."""

    slug = "ladder"

    def __init__(self, matrix: Matrix) -> None:
        self._matrix = matrix

    @cached_property
    def bars(self) -> list[Bar]:
        """Return one bar per role, in the coalition's order."""
        return [_bar(self._matrix, column) for column in self._matrix.columns]

    @property
    def title(self) -> str:
        return _("How far countries have gone in each role")

    @property
    def summary(self) -> str:
        spoken = [bar for bar in self.bars if bar.spoke]
        if not spoken:
            return _("No country has a position in these roles.")
        most = max(spoken, key=lambda bar: bar.width(_FIRM))
        count = most.width(_FIRM)
        if not count:
            return _("No country has made an offer or gone further in these roles.")
        return ngettext(
            "Most offers or more: %(role)s, from %(count)s country.",
            "Most offers or more: %(role)s, from %(count)s countries.",
            count,
        ) % {"role": most.column.name, "count": count}

    @property
    def reading(self) -> str:
        return _(
            "Each country counts once in a role, by its highest stance. Right of the line: "
            "firmest first. Left of it: refused, withdrawn or lapsed. Countries without a "
            "recorded position are in no bar; that is not a no. The number at the end says how "
            "many have one."
        )

    @property
    def is_empty(self) -> bool:
        return not any(bar.spoke for bar in self.bars)

    @cached_property
    def _used(self) -> list[str]:
        return [
            s for s in [*_LEFT[::-1], *_RIGHT[::-1]] if any(s in b.by_stance for b in self.bars)
        ]

    @property
    def table(self) -> Table:
        headings = [Heading("role", _("Role"))]
        headings += [Heading(stance, str(Stance(stance).label), True) for stance in self._used]
        headings.append(Heading("no_position", _("No position recorded"), True))
        return Table(headings, [self._line(bar) for bar in self.bars])

    def _line(self, bar: Bar) -> list[Entry]:
        href = matrix_link(self._matrix, role=(bar.column.slug,))
        line = [Entry(bar.column.slug, bar.column.name, href)]
        for stance in self._used:
            rows = bar.by_stance.get(stance, [])
            line.append(Entry(len(rows), href=self._href(bar, stance) if rows else ""))
        return [*line, Entry(bar.silent)]

    def _href(self, bar: Bar, stance: str) -> str:
        return stance_link(self._matrix, bar.by_stance[stance], (stance,), [bar.column.slug])

    def draw(self, width: int) -> Canvas:
        canvas = Canvas(width)
        labels = 0 if canvas.is_narrow else _LABELS
        left = max((bar.width(_LEFT) for bar in self.bars), default=0)
        right = max((bar.width(_RIGHT) for bar in self.bars), default=0)
        unit = min((width - labels - _TALLY) / max(left + right, 1), 46)
        zero = labels + left * unit
        top = canvas.y
        for bar in self.bars:
            self._draw_bar(canvas, bar, zero, unit)
        if not canvas.is_narrow:
            # Drawn behind the bars; on a phone it would cross the names between them.
            canvas.parts.insert(0, line(zero, top, zero, canvas.y - 6, "drawing-axis"))
        canvas.y += 8
        draw_keys(canvas, self._keys())
        return canvas

    def _draw_bar(self, canvas: Canvas, bar: Bar, zero: float, unit: float) -> None:
        href = matrix_link(self._matrix, role=(bar.column.slug,))
        name = bar.column.name
        if canvas.is_narrow:
            label = text(0, canvas.y + 14, name, "drawing-label")
            canvas.y += 20
        else:
            lines = wrap(name, _LABELS - 14, 13.5)[:2]
            start = canvas.y + _BAR / 2 + 5 - 7.5 * (len(lines) - 1)
            label = "".join(
                text(_LABELS - 12, start + 15 * n, words, "drawing-label", "end")
                for n, words in enumerate(lines)
            )
        canvas.add(link(href, name, label))
        if canvas.is_narrow:
            canvas.add(line(zero, canvas.y - 2, zero, canvas.y + _BAR + 2, "drawing-axis"))
        self._draw_parts(canvas, bar, zero, unit)

    def _draw_parts(self, canvas: Canvas, bar: Bar, zero: float, unit: float) -> None:
        """Draw the rungs side by side; a sign that is wider than its rung is drawn below it."""
        order = [*_LEFT[::-1], *_RIGHT]
        at = beneath = start = zero - unit * bar.width(_LEFT)
        for stance in (each for each in order if each in bar.by_stance):
            rows = bar.by_stance[stance]
            width = len(rows) * unit
            sign = _inside(stance, len(rows), at, canvas.y, width)
            if not sign:
                sign = _pair(stance, len(rows), beneath, canvas.y + _BAR + 12, "drawing-small")
                sign = tag("g", sign, class_="drawing-beneath")
                beneath += _pair_width(len(rows)) + 10
            box = rect(
                at + 0.5, canvas.y + 0.5, width - 1, _BAR - 1, "drawing-fill", min(3, width / 4)
            )
            canvas.add(self._part(bar, stance, box + sign))
            at += width
        words = str(bar.spoke) if bar.spoke else _("none")
        canvas.add(text(max(at, zero) + 8, canvas.y + _BAR / 2 + 4.5, words, "drawing-small"))
        canvas.y += _BAR + (12 if canvas.is_narrow else 8) + (20 if beneath > start else 0)

    def _part(self, bar: Bar, stance: str, content: str) -> str:
        """Return one rung of one role, as a link to the countries on it."""
        rows = bar.by_stance[stance]
        mark = tag("g", content, class_="drawing-mark", data_stance=stance)
        label = f"{len(rows)} {Stance(stance).label}, {bar.column.name}: {_names(rows)}"
        return link(self._href(bar, stance), label, mark)

    def _keys(self) -> list[LegendEntry]:
        keys = []
        for stance in self._used[::-1]:
            found = {r.iso3: r for bar in self.bars for r in bar.by_stance.get(stance, ())}
            label = ngettext("%(count)s country", "%(count)s countries", len(found)) % {
                "count": len(found)
            }
            href = matrix_link(self._matrix, stance=(stance,))
            keys.append(LegendEntry(stance, str(Stance(stance).label), label, href))
        return keys


_FIRM = _RIGHT[: _RIGHT.index(Stance.OFFERED) + 1]


def _pair_width(count: int) -> float:
    return 16 + width_of(str(count), 12.5, is_bold=True)


def _pair(stance: str, count: int, x: float, middle: float, class_: str) -> str:
    """Return a stance's shape and a number."""
    return glyph(stance, x, middle - 6.5, 13) + text(x + 16, middle + 4.5, str(count), class_)


def _inside(stance: str, count: int, x: float, y: float, width: float) -> str:
    """What fits into part of a bar: shape and number, the shape for one country, or nothing."""
    middle = y + _BAR / 2
    both = _pair_width(count)
    if width >= both + 5:
        return _pair(stance, count, x + (width - both) / 2, middle, "drawing-count drawing-on")
    if count == 1 and width >= 15:
        return glyph(stance, x + (width - 13) / 2, middle - 6.5, 13)
    return ""


def _names(rows: list[Row]) -> str:
    return listed(row.name for row in rows)


def _bar(matrix: Matrix, column: Column) -> Bar:
    by_stance: dict[str, list[Row]] = {}
    silent = 0
    for row in matrix.rows:
        cell = row.cells.get(column.slug)
        if cell and cell.pledges:
            by_stance.setdefault(cell.pledges[0].word.stance, []).append(row)
        else:
            silent += 1
    return Bar(column, by_stance, silent)
