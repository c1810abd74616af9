"""The matrix's grid as plain values, so that other template engines can write the same cells."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import quote

from commitments.matrix.values import Cell, Matrix, Row
from commitments.rules.stances import PLACE_SHORT, Conditionality, Empty, Stance
from readers.matrix.html import age_in_words, summary_sentence

_GLYPH = {
    Empty.NOT_RESEARCHED.value: "–",
    Empty.NOTHING_FOUND.value: "∅",
    Empty.WITHHELD.value: "▮",
    Empty.NOT_APPLICABLE.value: "×",
}
_STANCE = dict(Stance.choices)


class StatedCell(NamedTuple):
    """What a template needs for a cell with pledges."""

    role: str
    href: str
    label: str
    stance: str
    stance_name: str
    is_waiting: bool
    is_failed: bool
    is_freed: bool
    grade: str
    quotations: int
    waits: int
    sub: str
    also: tuple[str, ...]
    is_disputed: bool
    is_stated: bool = True


class EmptyCell(NamedTuple):
    """What a template needs for a cell without."""

    role: str
    href: str
    label: str
    state: str
    glyph: str
    words: str
    is_stated: bool = False


type Grid = list[list[StatedCell | EmptyCell]]


def grid_values(matrix: Matrix) -> Grid:
    """Every row's cells, in the matrix's order."""
    return [
        [_values(matrix, row, row.cells[column.slug]) for column in matrix.columns]
        for row in matrix.rows
    ]


def _values(matrix: Matrix, row: Row, cell: Cell) -> StatedCell | EmptyCell:
    role = cell.column.short_name
    slug = quote(cell.column.slug)
    href = f"/c/{matrix.coalition.slug}/{row.iso3}/{slug}/{matrix.state.time_address}"
    if not cell.pledges:
        when = f" {cell.check.checked_on:%b %Y}" if cell.check else ""
        words = f"{cell.state_name}{when}"
        label = f"{row.name}, {cell.column.name}: {cell.state_name.lower()}{when}"
        return EmptyCell(role, href, label, cell.state, _GLYPH[cell.state], words)
    pledge = cell.pledges[0]
    word = pledge.word
    place, age = PLACE_SHORT[pledge.place], age_in_words(word.age_days)
    return StatedCell(
        role=role,
        href=href,
        label=summary_sentence(cell, row),
        stance=word.stance,
        stance_name=_STANCE[word.stance],
        is_waiting=word.verdict.conditionality == Conditionality.OPEN,
        is_failed=word.verdict.conditionality == Conditionality.FAILED,
        is_freed=bool(word.verdict.freed_by),
        grade=word.grade,
        quotations=word.quotations,
        waits=word.verdict.still_open,
        sub=f"{place} · {age}" if place else age,
        also=tuple(_also(cell)),
        is_disputed=cell.is_disputed,
    )


def _also(cell: Cell) -> list[str]:
    also = []
    if cell.differs:
        other = cell.pledges[-1]
        place = PLACE_SHORT[other.place]
        also.append(f"also {_STANCE[other.word.stance].lower()}{f' {place}' if place else ''}")
    elif len(cell.pledges) > 1:
        also.append(f"{len(cell.pledges)} pledges")
    if since := cell.pledges[0].reported_since:
        also.append(f"since reported: {_STANCE[since.stance].lower()}")
    return also
