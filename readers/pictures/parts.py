"""What every picture has: a table of its numbers and a drawing of any width. Pure values."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import StringIO
from typing import Protocol

from django.utils.safestring import SafeString

from commitments.matrix.state import MatrixState
from readers.pictures.svg import Canvas

# Each page contains two layouts and CSS shows one. Downloads have the first.
WIDE, NARROW = 960, 340
# A table with more lines has its own page.
_SHORT = 100
# A spreadsheet would take these for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Heading:
    """A column: its name in files, which never changes, and its name on the page."""

    key: str
    name: str
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """One cell of a table: the value for files, the words for the page."""

    value: str | int | None
    text: str = ""
    href: str = ""
    stance: str = ""

    @property
    def shown(self) -> str:
        """Return the words, or the value if it needs none."""
        if self.text or self.value is None:
            return self.text
        return str(self.value)


@dataclass(frozen=True, slots=True)
class Table:
    """The numbers of a picture. A row's first entry is its heading and links to the matrix."""

    headings: Sequence[Heading]
    rows: Sequence[Sequence[Entry]]

    @property
    def is_short(self) -> bool:
        """Whether it is short enough for a page with others."""
        return len(self.rows) <= _SHORT

    @property
    def lines(self) -> list[tuple[Entry, list[tuple[Heading, Entry]]]]:
        """Return each row as its heading and the entries with their columns, for a template."""
        return [(row[0], list(zip(self.headings[1:], row[1:], strict=True))) for row in self.rows]


class Picture(Protocol):
    """A picture at one state of the matrix."""

    @property
    def slug(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def summary(self) -> str:
        """Say what it shows, in a sentence or two."""

    @property
    def reading(self) -> str:
        """Say how to read its marks."""

    @property
    def is_empty(self) -> bool: ...
    @property
    def table(self) -> Table: ...
    def draw(self, width: int) -> Canvas:
        """Draw it at a width in pixels."""


@dataclass(frozen=True, slots=True)
class RenderedPicture:
    """A picture ready for a page."""

    picture: Picture
    table: Table
    wide: SafeString
    narrow: SafeString
    files: Sequence[tuple[str, str]]
    address: str


def write_csv(table: Table, state: MatrixState, site: str) -> str:
    """Return the table as CSV. Each line names the state, so that it can be used alone."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([*(h.key for h in table.headings), "as_of", "known_at", "assume", "url"])
    moment = state.known_when.isoformat(timespec="seconds")
    when = (state.as_of.isoformat(), moment, ",".join(state.assume))
    for row in table.rows:
        href = next((entry.href for entry in row if entry.href), "")
        writer.writerow([*map(_plain, row), *when, f"{site}{href}" if href else ""])
    return out.getvalue()


def _plain(entry: Entry) -> str | int:
    value = "" if entry.value is None else entry.value
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def joined(parts: Iterable[str]) -> str:
    """Join the parts of a label that are not empty."""
    return ", ".join(part for part in parts if part)
