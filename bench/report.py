"""The report: tables that read well in a terminal and paste as Markdown. It measures nothing."""

from __future__ import annotations

import os
import platform
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from bench.timing import Sample

if TYPE_CHECKING:
    from bench.ledger import Data


@dataclass(frozen=True, slots=True)
class Section:
    """A titled table with lines of verdicts and remarks below it."""

    title: str
    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    notes: Sequence[str] = field(default=())


def show(section: Section) -> str:
    """The section as text."""
    widths = [
        max(len(row[i]) for row in (section.head, *section.rows)) for i in range(len(section.head))
    ]

    def line(cells: Sequence[str]) -> str:
        # Names to the left, figures to the right.
        first, *rest = zip(cells, widths, strict=True)
        cells = [first[0].ljust(first[1]), *(cell.rjust(width) for cell, width in rest)]
        return f"| {' | '.join(cells)} |"

    rule = "|".join(["", f"-{'-' * widths[0]}-", *(f"-{'-' * width}:" for width in widths[1:]), ""])
    notes = [f"- {note}" for note in section.notes]
    table = [line(section.head), rule, *map(line, section.rows)]
    return "\n".join([f"### {section.title}", "", *table, *([""] if notes else []), *notes])


def timed_rows(samples: dict[str, Sample], *, base: str) -> list[list[str]]:
    """Name, median, quartiles, and how many times as long as the base."""
    return [
        [
            name,
            f"{sample.median:.2f}",
            f"{sample.spread[0]:.2f}–{sample.spread[1]:.2f}",
            f"{sample.times_as_long_as(samples[base]):.2f}",
        ]
        for name, sample in samples.items()
    ]


def goal(what: str, measured: float, limit: float, unit: str = "×") -> str:
    """One line that says whether a goal is met."""
    verdict = "met" if measured <= limit else "MISSED"
    return f"goal {verdict}: {what}: {measured:.2f}{unit} (at most {limit:g}{unit})"


def goal_at_least(what: str, measured: float, limit: float, unit: str = " %") -> str:
    """The same for what should be large."""
    verdict = "met" if measured >= limit else "MISSED"
    return f"goal {verdict}: {what}: {measured:.1f}{unit} (at least {limit:g}{unit})"


def environment(data: Data) -> str:
    """Machine, day, versions and data, for whoever compares two reports."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        server = cursor.fetchone()[0]
    held = ", ".join(f"{count:,} {what}" for what, count in data.counts.items())
    packages = ", ".join(
        f"{name} {version(name)}" for name in ("django", "psycopg", "jinja2", "granian")
    )
    return "\n".join(
        [
            f"- {datetime.now(UTC):%Y-%m-%d %H:%M} UTC; {os.cpu_count()} CPUs"
            f" ({_processor()}), {_memory()}; load {os.getloadavg()[0]:.1f} at the start",
            f"- Python {platform.python_version()}, PostgreSQL {server}, {packages}",
            f"- data, made in {data.seconds:.0f} s: {held}",
        ]
    )


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.machine()
    names = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def _memory() -> str:
    total = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return f"{total / 2**30:.0f} GiB"
