"""The matrix's heads and cells as HTML: one prepared safe string.

A template with seven variables per cell takes seven times as long (docs/measurements.md).
`commitments.matrix` decides what a cell says; this module only renders it, in the words of
`words.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from typing import NamedTuple
from urllib.parse import quote

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from commitments.matrix.comparison import CellChange
from commitments.matrix.row_order import row_groups
from commitments.matrix.values import Cell, Matrix, Row, ShownPledge
from commitments.matrix.vocabulary import Column
from commitments.rules.stances import Conditionality, Empty
from readers.matrix import words as cell_words
from readers.matrix.total_words import total_in_words
from readers.matrix.words import CellWords, age_in_words, short_date

__all__ = ["age_in_words", "claims_html", "heads_html", "rows_html", "summary_sentence"]

Changes = Mapping[tuple[str, str], CellChange]

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


@dataclass(frozen=True, slots=True)
class _Page:
    """What every row repeats."""

    matrix: Matrix
    home: str
    query: str
    texts: CellWords
    changes: Changes


def rows_html(matrix: Matrix, changes: Changes | None = None) -> SafeString:
    """Render all rows in their groups. Safe: all text in it is escaped or our own."""
    page = _Page(
        matrix,
        matrix.coalition.get_absolute_url(),
        escape(matrix.state.time_address),
        cell_words.words(),
        changes or {},
    )
    bodies = []
    for group in row_groups(matrix):
        head = ""
        if group.heading:
            head = (
                '<tr role="row" class="matrix-group"><th scope="rowgroup" role="rowheader"'
                f' colspan="{len(matrix.columns) + 1}">{escape(group.heading)}'
                f" <small>{len(group.rows)}</small></th></tr>\n"
            )
        rows = "\n".join(_row(page, row) for row in group.rows)
        bodies.append(f'<tbody role="rowgroup">\n{head}{rows}\n</tbody>')
    return mark_safe("\n".join(bodies))  # noqa: S308


def heads_html(matrix: Matrix) -> SafeString:
    """Render the column heads, each a link that sorts by it. Safe for the same reason."""
    heads = [_sorting_head(matrix, "country", _("Country"), "", "ascending")]
    heads += [
        _sorting_head(matrix, column.slug, column.short_name, column.definition, "descending")
        for column in matrix.columns
    ]
    return mark_safe("".join(heads))  # noqa: S308


def _sorting_head(matrix: Matrix, key: str, name: str, title: str, direction: str) -> str:
    is_sorted = matrix.state.sort == key
    address = matrix.state.address(sort="" if is_sorted else key)
    href = f"{matrix.coalition.get_absolute_url()}{escape(address)}"
    sort = f' aria-sort="{direction}"' if is_sorted else ""
    hint = f' title="{escape(title)}"' if title else ""
    return (
        f'<th scope="col" role="columnheader"{hint}{sort}>'
        f'<a href="{href}" hx-get="{href}" id="sort-{escape(key)}">{escape(name)}</a></th>'
    )


def claims_html(matrix: Matrix) -> SafeString:
    """Render the collective claims as list items. Safe for the same reason."""
    query = escape(matrix.state.time_address)
    texts = cell_words.words()
    return mark_safe(  # noqa: S308
        "\n".join(_claim(pledge, query, texts) for pledge in matrix.collective)
    )


def _claim(pledge: ShownPledge, query: str, texts: CellWords) -> str:
    word = pledge.word
    figure = f" · {escape(word.headcount.as_text)}" if word.headcount.as_text else ""
    return (
        f'<li><a href="/pledges/{pledge.reference}/{query}">'
        f'<span class="stance" data-stance="{word.stance}">{texts.stance[word.stance]}</span> '
        f"{escape(pledge.title)}</a>{figure} <small>{short_date(word.said_on, texts.language)} · "
        f'<i class="grade">{word.grade}</i> '
        f'<span class="quotation-count">{word.quotations}</span></small></li>'
    )


def _row(page: _Page, row: Row) -> str:
    texts = page.texts
    base = f"{page.home}{row.iso3}/"
    country = escape(row.name)
    said = ""
    if row.last_said_on:
        said = (
            f'<small><span class="visually-hidden">{texts.last_word} </span>'
            f"{short_date(row.last_said_on, texts.language)}</small>"
        )
    figures = "".join(
        f'<small class="matrix-figure">{escape(total_in_words(measure, total))}</small>'
        for measure, total in row.totals.items()
        if total.has_figure
    )
    # The phone's list leaves most cells without a position out.
    empty = sum(1 for cell in row.cells.values() if not cell.pledges)
    left_out = cell_words.without_position(empty, texts.language)
    parts = [
        f'<tr role="row"><th scope="row" role="rowheader"><a href="{base}{page.query}">{country}'
        f'</a>{said}{figures}<small class="matrix-empties">{left_out}</small></th>'
    ]
    hidden = (
        '<td role="cell" class="matrix-hidden">'
        f'<span class="visually-hidden">{texts.hidden}</span></td>'
    )
    for column in page.matrix.columns:
        cell = row.cells.get(column.slug)
        if cell is None:
            parts.append(hidden)
            continue
        head = _head(column)
        change = page.changes.get((row.iso3, column.slug)) if page.changes else None
        write = _stated if cell.pledges else _empty
        parts.append(
            write(cell, country, head, f"{base}{head.address}/{page.query}", texts, change)
        )
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


def _stated(
    cell: Cell, country: str, head: _Head, href: str, texts: CellWords, change: CellChange | None
) -> str:
    pledge = cell.pledges[0]
    word = pledge.word
    verdict = word.verdict
    waits = verdict.still_open
    differs, is_disputed = cell.differs, cell.is_disputed
    is_unblocked = verdict.freed_by and word.is_unblocked
    flags = _flags(cell, pledge, texts, differs, is_disputed)
    sentence = cell_words.sentence(
        cell, country, head.name, texts, differs=differs, is_disputed=is_disputed
    )
    mark = ""
    if is_unblocked:
        flags = f'<span class="cell-also">{texts.freed}</span>{flags}'
    if change:
        text = escape(cell_words.changed(change))
        mark = f' data-change="{change.kind}"'
        flags = f'<span class="cell-also cell-moved">{text}</span>{flags}'
        sentence = f"{sentence}, {text}"
    place = texts.place[pledge.place]
    age = cell_words.age(word.age_days, texts.language)
    conditional = _CONDITIONAL.get(verdict.conditionality, "")
    freed = ' data-freed=""' if is_unblocked else ""
    wait_mark = f'<span class="cell-waits">{waits}</span>' if waits else ""
    sub = f"{place} · {age}" if place else age
    return (
        f'<td role="cell" data-role="{head.short_name}">'
        f'<a class="cell" href="{href}" data-stance="{word.stance}"{conditional}{freed}{mark}'
        f' aria-label="{sentence}">'
        f"<b>{texts.stance[word.stance]}</b>"
        f'<span class="cell-meta"><i class="grade">{word.grade}</i> '
        f'<span class="quotation-count">{word.quotations}</span>{wait_mark}</span>'
        f'<span class="cell-sub">{sub}</span>{flags}</a></td>'
    )


def _flags(
    cell: Cell, pledge: ShownPledge, texts: CellWords, differs: bool, is_disputed: bool
) -> str:
    """Render what the headline alone would hide: other pledges, later reports, disputes."""
    flags = ""
    if differs:
        flags += f'<span class="cell-also">{texts.also(cell.pledges[-1])}</span>'
    elif len(cell.pledges) > 1:
        many = cell_words.pledges(len(cell.pledges), texts.language)
        flags += f'<span class="cell-also">{many}</span>'
    if pledge.reported_since:
        said = texts.said[pledge.reported_since.stance]
        flags += f'<span class="cell-also">{cell_words.since_reported(said, texts.language)}</span>'
    if is_disputed:
        flags += f'<span class="cell-also cell-disputed">{texts.disputed}</span>'
    return flags


def _empty(
    cell: Cell, country: str, head: _Head, href: str, texts: CellWords, change: CellChange | None
) -> str:
    label = texts.empty[cell.state]
    when = f" {cell_words.month(cell.check.checked_on, texts.language)}" if cell.check else ""
    name = f"{country}, {head.name}: {label.lower()}{when}"
    flag = mark = ""
    if change:
        text = escape(cell_words.changed(change))
        name += f", {text}"
        mark = f' data-change="{change.kind}"'
        flag = f'<span class="cell-also cell-moved">{text}</span>'
    return (
        f'<td role="cell" class="matrix-empty" data-role="{head.short_name}">'
        f'<a class="cell-none" href="{href}" data-empty="{cell.state}"{mark} aria-label="{name}">'
        f"<span>{_GLYPH[cell.state]}</span> <small>{label}{when}</small>{flag}</a></td>"
    )


def summary_sentence(cell: Cell, row: Row) -> str:
    """Return the cell in one sentence for screen readers, starting with the visible word."""
    return cell_words.sentence(
        cell,
        row.name,
        cell.column.name,
        cell_words.words(),
        differs=cell.differs,
        is_disputed=cell.is_disputed,
    )
