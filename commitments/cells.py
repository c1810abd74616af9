"""The matrix's rows as HTML: one prepared safe string.

A template with seven variables per cell costs seven times as much (docs/measurements.md).
Nothing is decided here: `matrix.py` has decided, this only writes it down.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from html import escape
from typing import NamedTuple
from urllib.parse import quote

from django.utils.safestring import SafeString, mark_safe

from commitments.matrix import Cell, Matrix, PledgeView, Row
from commitments.stances import PLACE_SHORT, Conditionality, Empty, Stance
from commitments.vocabulary import Column

_STANCE = dict(Stance.choices)
_SAID = {stance: str(name).lower() for stance, name in Stance.choices}
_EMPTY = dict(Empty.choices)
_CONDITIONAL = {
    Conditionality.OPEN.value: ' data-waits=""',
    Conditionality.FAILED.value: ' data-failed=""',
}
_GLYPH = {
    Empty.NOT_RESEARCHED.value: "–",
    Empty.NOTHING_FOUND.value: "∅",
    Empty.WITHHELD.value: "▮",
    Empty.NOT_APPLICABLE.value: "×",
}


def age_in_words(days: int) -> str:
    """How long ago something was said, short: "today", "12 d", "5 mo", "2 y"."""
    if days < 1:
        return "today"
    if days < 45:
        return f"{days} d"
    return f"{round(days / 30.4)} mo" if days < 700 else f"{days / 365.25:.1f} y"


def rows_html(matrix: Matrix) -> SafeString:
    """All rows, joined. Safe: every piece of text in it is escaped or ours."""
    home = matrix.coalition.get_absolute_url()
    query = escape(matrix.state.time_address)
    return mark_safe("\n".join(_row(matrix, row, home, query) for row in matrix.rows))  # noqa: S308


def heads_html(matrix: Matrix) -> SafeString:
    """The columns' heads. Safe for the same reason."""
    heads = (
        f'<th scope="col" role="columnheader" title="{escape(column.definition)}">'
        f"{escape(column.short_name)}</th>"
        for column in matrix.columns
    )
    return mark_safe("".join(heads))  # noqa: S308


def claims_html(matrix: Matrix) -> SafeString:
    """The collective claims as list items. Safe for the same reason."""
    query = escape(matrix.state.time_address)
    return mark_safe("\n".join(_claim(pledge, query) for pledge in matrix.collective))  # noqa: S308


def _claim(pledge: PledgeView, query: str) -> str:
    word = pledge.word
    figure = f" · {escape(word.headcount.as_text)}" if word.headcount.as_text else ""
    return (
        f'<li><a href="/pledges/{pledge.reference}/{query}">'
        f'<span class="stance" data-stance="{word.stance}">{_STANCE[word.stance]}</span> '
        f"{escape(pledge.title)}</a>{figure} <small>{_short_date(word.said_on)} · "
        f'<i class="grade">{word.grade}</i> <span class="q">{word.quotations}</span></small></li>'
    )


def _row(matrix: Matrix, row: Row, home: str, query: str) -> str:
    base = f"{home}{row.iso3}/"
    country = escape(row.name)
    said = ""
    if row.last_said_on:
        said = (
            '<small><span class="visually-hidden">last word </span>'
            f"{_short_date(row.last_said_on)}</small>"
        )
    # For the phone's list, which leaves most cells without a position out.
    empty = sum(1 for cell in row.cells.values() if not cell.pledges)
    parts = [
        f'<tr role="row"><th scope="row" role="rowheader"><a href="{base}{query}">{country}</a>'
        f"{said}"
        f'<small class="empties">{empty} without a position</small></th>'
    ]
    for column in matrix.columns:
        cell = row.cells.get(column.slug)
        if cell is None:
            parts.append(_HIDDEN)
            continue
        head = _head(column)
        write = _stated if cell.pledges else _empty
        parts.append(write(cell, country, head, f"{base}{head.address}/{query}"))
    parts.append("</tr>")
    return "".join(parts)


class _Head(NamedTuple):
    """What every cell of a column repeats, escaped once and not in each of them."""

    name: str
    short_name: str
    address: str


@lru_cache(maxsize=256)
def _head(column: Column) -> _Head:
    return _Head(escape(column.name), escape(column.short_name), quote(column.slug))


@lru_cache(maxsize=4096)
def _short_date(day: date) -> str:
    return f"{day:%-d %b %Y}"


_HIDDEN = (
    '<td role="cell" class="hidden-by-filter">'
    '<span class="visually-hidden">hidden by a filter</span></td>'
)


def _stated(cell: Cell, country: str, head: _Head, href: str) -> str:
    pledge = cell.pledges[0]
    word = pledge.word
    verdict = word.verdict
    waits = verdict.still_open
    differs, is_disputed = cell.differs, cell.is_disputed
    flags = _flags(cell, pledge, differs, is_disputed)
    sentence = _sentence(cell, country, head.name, differs, is_disputed)
    place = PLACE_SHORT[pledge.place]
    age = age_in_words(word.age_days)
    conditional = _CONDITIONAL.get(verdict.conditionality, "")
    # Outlined only where nothing is left to wait for: that is what the scenario shows.
    is_freed = verdict.freed_by and not waits
    freed = ' data-freed=""' if is_freed else ""
    wait_mark = f'<span class="w">{waits}</span>' if waits else ""
    sub = f"{place} · {age}" if place else age
    return (
        f'<td role="cell" data-role="{head.short_name}">'
        f'<a class="cell" href="{href}" data-stance="{word.stance}"{conditional}{freed}'
        f' aria-label="{sentence}">'
        f"<b>{_STANCE[word.stance]}</b>"
        f'<span class="meta"><i class="grade">{word.grade}</i> '
        f'<span class="q">{word.quotations}</span>{wait_mark}</span>'
        f'<span class="sub">{sub}</span>{flags}</a></td>'
    )


def _flags(cell: Cell, pledge: PledgeView, differs: bool, is_disputed: bool) -> str:
    """What the headline alone would hide: other pledges, later reports, disputes."""
    flags = ""
    if differs:
        other = cell.pledges[-1]
        place = PLACE_SHORT[other.place]
        said = _SAID[other.word.stance]
        flags += f'<span class="also">also {said}{f" {place}" if place else ""}</span>'
    elif len(cell.pledges) > 1:
        flags += f'<span class="also">{len(cell.pledges)} pledges</span>'
    if pledge.reported_since:
        flags += f'<span class="also">since reported: {_SAID[pledge.reported_since.stance]}</span>'
    if is_disputed:
        flags += '<span class="also disputed">disputed</span>'
    return flags


def _empty(cell: Cell, country: str, head: _Head, href: str) -> str:
    label = _EMPTY[cell.state]
    when = f" {cell.check.checked_on:%b %Y}" if cell.check else ""
    name = f"{country}, {head.name}: {label.lower()}{when}"
    return (
        f'<td role="cell" class="empty" data-role="{head.short_name}">'
        f'<a class="none" href="{href}" data-empty="{cell.state}" aria-label="{name}">'
        f"<span>{_GLYPH[cell.state]}</span> <small>{label}{when}</small></a></td>"
    )


def summary_sentence(cell: Cell, row: Row) -> str:
    """The cell in one sentence, for a screen reader; opens with the word that is visible."""
    return _sentence(cell, row.name, cell.column.name, cell.differs, cell.is_disputed)


def _sentence(cell: Cell, country: str, role: str, differs: bool, is_disputed: bool) -> str:
    """That sentence around two names as they are given, escaped or not; the rest is ours."""
    pledge = cell.pledges[0]
    word = pledge.word
    verdict = word.verdict
    waits = verdict.still_open
    place = PLACE_SHORT[pledge.place]
    where = f", {place}" if place else ""
    if waits:
        held = f", waits for {waits} condition{'s' if waits > 1 else ''}"
    elif verdict.freed_by:
        held = ", unconditional under the assumption"
    elif verdict.failed_conditions:
        held = ", a condition failed"
    else:
        held = ""
    also = f", also {_SAID[cell.pledges[-1].word.stance]}" if differs else ""
    return (
        f"{_STANCE[word.stance]}: {country}, {role}{where}{held}"
        f", {_evidence(word.grade, word.quotations, word.said_on)}{also}"
        f"{', disputed' if is_disputed else ''}"
    )


@lru_cache(maxsize=8192)
def _evidence(grade: str, quotations: int, said_on: date) -> str:
    many = "" if quotations == 1 else "s"
    return f"grade {grade}, {quotations} quotation{many}, said {said_on:%-d %B %Y}"
