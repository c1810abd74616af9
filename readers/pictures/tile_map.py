"""The tile map: a tile per country, with the highest stance of the chosen roles.

Pure: it reads a built matrix, without queries.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commitments.matrix.values import Cell, Matrix, Row
from commitments.rules.stances import NEGATIVE, PLACE_SHORT, Empty, Stance
from core.wording import listed
from readers.pictures.legend import LegendEntry, draw_keys
from readers.pictures.links import matrix_link, stance_link
from readers.pictures.parts import Entry, Heading, Table, joined
from readers.pictures.svg import Canvas, glyph, link, rect, tag, text, width_of
from readers.pictures.tiles import place

# On a phone more columns would make tiles smaller than a finger's target (24 px at 320).
_NARROW_COLUMNS = 10
_LARGEST = 84
# A smaller tile shows code and shape only.
_ROOM_FOR_WORDS = 52
# The empty state of a country without any statement: the first in this order that a cell has. "Not
# researched" comes before "nothing found": a check of one role is not a check of all.
_SILENCE = (Empty.WITHHELD, Empty.NOT_RESEARCHED, Empty.NOTHING_FOUND, Empty.NOT_APPLICABLE)


@dataclass(frozen=True, slots=True)
class Tile:
    """A country with its highest cell; without one, `state` says why."""

    row: Row
    cell: Cell | None
    state: str
    refused: int

    @property
    def kind(self) -> str:
        """Return the stance, or the empty state."""
        return self.cell.pledges[0].word.stance if self.cell else self.state

    @property
    def words(self) -> str:
        """Return that in words."""
        return str(Stance(self.kind).label if self.cell else Empty(self.kind).label)


class TileMap:
    """The coalition's countries by highest stance."""

    slug = "map"

    def __init__(self, matrix: Matrix) -> None:
        self._matrix = matrix
        self._roles = [column.slug for column in matrix.columns]

    @cached_property
    def tiles(self) -> list[Tile]:
        """Return one tile per row of the matrix, in its order."""
        return [_tile(row) for row in self._matrix.rows]

    @property
    def title(self) -> str:
        if not self._matrix.state.role:
            return _("Highest stance of each country")
        return _("Highest stance of each country: %(roles)s") % {
            "roles": listed(column.name for column in self._matrix.columns)
        }

    @property
    def summary(self) -> str:
        firm = [tile for tile in self.tiles if tile.cell and _rank(tile) >= _OFFER]
        silent = [tile for tile in self.tiles if not tile.cell]
        parts = [
            ngettext(
                "%(firm)s of %(count)s country has made an offer or gone further.",
                "%(firm)s of %(count)s countries have made an offer or gone further.",
                len(self.tiles),
            )
            % {"firm": len(firm), "count": len(self.tiles)}
        ]
        if silent:
            parts.append(
                ngettext(
                    "Of %(count)s no position is recorded, which is not a no.",
                    "Of %(count)s no position is recorded, which is not a no.",
                    len(silent),
                )
                % {"count": len(silent)}
            )
        return " ".join(parts)

    @property
    def reading(self) -> str:
        reading = _(
            "One tile per country, placed roughly as on a map. A dashed edge: it still waits for "
            "conditions. A small cross at the corner: the country also refuses a role."
        )
        if not self._matrix.state.is_scenario:
            return reading
        freed = _("A thick outline: in this scenario it would wait for nothing more.")
        return f"{reading} {freed}"

    @property
    def is_empty(self) -> bool:
        return not self.tiles

    @property
    def table(self) -> Table:
        headings = (
            Heading("country", _("Country")),
            Heading("iso3", _("Code")),
            Heading("stance", _("Highest stance")),
            Heading("role", _("In the role")),
            Heading("open_conditions", _("Waits for"), True),
            Heading("grade", _("Evidence")),
            Heading("said_on", _("Said on")),
            Heading("roles_refused", _("Roles refused"), True),
        )
        return Table(headings, [self._line(tile) for tile in self.tiles])

    def _line(self, tile: Tile) -> list[Entry]:
        row = tile.row
        country = Entry(row.name, href=self._href(row))
        refused = Entry(tile.refused)
        if not tile.cell:
            state = Entry(tile.state, tile.words)
            return [country, Entry(row.iso3), state, *[Entry(None)] * 4, refused]
        word = tile.cell.pledges[0].word
        return [
            country,
            Entry(row.iso3),
            Entry(word.stance, tile.words, stance=word.stance),
            Entry(tile.cell.column.slug, tile.cell.column.name),
            Entry(word.verdict.still_open),
            Entry(word.grade),
            Entry(word.said_on.isoformat(), date_format(word.said_on, "j M Y")),
            refused,
        ]

    def draw(self, width: int) -> Canvas:
        canvas = Canvas(width)
        places = place(
            (tile.row.iso3 for tile in self.tiles),
            at_most=_NARROW_COLUMNS if canvas.is_narrow else None,
        )
        across = max((x for x, _y in places.values()), default=0) + 1
        size = min(width / across, _LARGEST)
        left = (width - size * across) / 2
        # From the upper left, so that the keyboard follows the reading order.
        for tile in sorted(self.tiles, key=lambda t: places[t.row.iso3][::-1]):
            x, y = places[tile.row.iso3]
            canvas.add(self._draw_tile(tile, left + x * size, y * size, size))
        canvas.y = (max((y for _x, y in places.values()), default=0) + 1) * size + 14
        draw_keys(canvas, self._keys())
        return canvas

    def _href(self, row: Row) -> str:
        return matrix_link(self._matrix, country=(row.iso3,))

    def _draw_tile(self, tile: Tile, x: float, y: float, size: float) -> str:
        inset = max(1.0, size * 0.03)
        side = size - 2 * inset
        left, top, middle = x + inset, y + inset, x + size / 2
        is_small = size < _ROOM_FOR_WORDS
        parts = [rect(left, top, side, side, "drawing-fill", size * 0.08)]
        attributes: dict[str, str] = {}
        if tile.cell:
            attributes["data_stance"] = tile.kind
            verdict = tile.cell.pledges[0].word.verdict
            if verdict.still_open:
                edge = "drawing-waits-small" if is_small else "drawing-waits"
                parts.append(rect(left + 1, top + 1, side - 2, side - 2, edge, size * 0.07))
            elif verdict.freed_by:
                parts.append(
                    rect(left + 1, top + 1, side - 2, side - 2, "drawing-freed", size * 0.07)
                )
        else:
            attributes["data_empty"] = tile.kind
        code = 11 if is_small else 15
        parts.append(text(middle, y + size * (0.44 if is_small else 0.34), tile.row.iso3,
                          f"{_code(size)} drawing-on", "middle"))  # fmt: skip
        shape = size * (0.36 if is_small else 0.24)
        parts.append(glyph(tile.kind, middle - shape / 2, y + size * (0.52 if is_small else 0.43),
                           shape))  # fmt: skip
        if not is_small and width_of(tile.words, 11) <= side - 4:
            parts.append(
                text(middle, y + size * 0.84, tile.words, "drawing-word drawing-on", "middle")
            )
        if tile.refused and tile.kind not in NEGATIVE:
            cross = code * 0.7
            parts.append(glyph(Stance.RULED_OUT, left + side - cross - 1, top + 1, cross))
        mark = tag("g", "".join(parts), class_="drawing-mark", **attributes)
        return link(self._href(tile.row), self._label(tile), mark)

    def _label(self, tile: Tile) -> str:
        name = f"{tile.row.iso3}, {tile.row.name}"
        refused = ngettext(
            "also refuses %(count)s role", "also refuses %(count)s roles", tile.refused
        ) % {"count": tile.refused}
        also = refused if tile.refused and tile.kind not in NEGATIVE else ""
        if not tile.cell:
            return joined([name, tile.words])
        pledge = tile.cell.pledges[0]
        word = pledge.word
        waits = word.verdict.still_open
        held = ngettext(
            "waits for %(count)s condition", "waits for %(count)s conditions", waits
        ) % {"count": waits}
        freed = _("unconditional under the assumption") if word.verdict.freed_by else ""
        said = _("said %(day)s") % {"day": date_format(word.said_on, "j F Y")}
        where = PLACE_SHORT[pledge.place]
        return joined(
            [name, tile.words, tile.cell.column.name, str(where), held if waits else freed,
             _("grade %(grade)s") % {"grade": word.grade}, said, also]
        )  # fmt: skip

    def _keys(self) -> list[LegendEntry]:
        by_kind: dict[str, list[Tile]] = {}
        for tile in self.tiles:
            by_kind.setdefault(tile.kind, []).append(tile)
        order = [*(s.value for s in reversed(Stance)), *(e.value for e in _SILENCE)]
        keys = []
        for kind in order:
            if not (tiles := by_kind.get(kind)):
                continue
            rows = [tile.row for tile in tiles]
            if tiles[0].cell:
                href = stance_link(self._matrix, rows, (kind,), self._roles)
            else:
                href = matrix_link(self._matrix, country=tuple(sorted(r.iso3 for r in rows)))
            names = listed(row.name for row in rows)
            words = f"{tiles[0].words} {len(tiles)}"
            attribute = "data_stance" if tiles[0].cell else "data_empty"
            keys.append(LegendEntry(kind, words, names, href, attribute))
        return keys


_OFFER = list(Stance).index(Stance.OFFERED)


def _code(size: float) -> str:
    """Return the size of a tile's code."""
    if size >= _ROOM_FOR_WORDS:
        return "drawing-code"
    return "drawing-code-small" if size >= 28 else "drawing-code-tiny"


def _rank(tile: Tile) -> int:
    return tile.cell.pledges[0].word.rank if tile.cell else -1


def _tile(row: Row) -> Tile:
    stated = [cell for cell in row.cells.values() if cell.pledges]
    refused = sum(1 for cell in stated if cell.pledges[0].word.stance in NEGATIVE)
    if stated:
        top = max(stated, key=lambda c: (c.pledges[0].word.rank, c.pledges[0].word.said_on))
        return Tile(row, top, "", refused)
    states = {cell.state for cell in row.cells.values()}
    silent = next((s.value for s in _SILENCE if s in states), Empty.NOT_RESEARCHED.value)
    return Tile(row, None, silent, refused)
