"""The log as a file: CSV for spreadsheets, JSON for programs. Pure; written line by line."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.conf import settings
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from core.wording import grouped
from desk.history.log import LogGroup, LogLine

# A spreadsheet takes a cell that starts with one of these for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class _Echo:
    """What `csv` writes to: it returns each line."""

    def write(self, text: str) -> str:
        return text


def harmless(text: str) -> str:
    """Return a text that no spreadsheet runs, with an apostrophe before a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def in_readers_language(pieces: Iterator[str]) -> Iterator[str]:
    """Keep the reader's language: a file is written after its view, when none is active."""
    language = get_language() or settings.LANGUAGE_CODE

    def spoken() -> Iterator[str]:
        while True:
            with override(language):
                piece = next(pieces, None)
            if piece is None:
                return
            yield piece

    return spoken()


def as_csv(lines: Iterable[LogLine], most: int) -> Iterator[str]:
    """Yield one row per entry; a last row says so if there are more than `most`."""
    writer = csv.writer(_Echo())
    yield writer.writerow(_COLUMNS)
    for number, line in enumerate(lines):
        if number == most:
            yield writer.writerow([_cut(most)])
            return
        yield writer.writerow([harmless(read(line)) for read in _COLUMNS.values()])


def as_json(lines: Iterable[LogLine], most: int) -> Iterator[str]:
    """Yield one object with all entries; `truncated` says whether there are more than `most`."""
    is_cut = False
    yield '{"entries": ['
    for number, line in enumerate(lines):
        if number == most:
            is_cut = True
            break
        yield (",\n" if number else "\n") + json.dumps(_as_object(line), ensure_ascii=False)
    end: dict[str, Any] = {"truncated": is_cut, "note": _cut(most) if is_cut else ""}
    yield "\n], " + json.dumps(end)[1:] + "\n"


def _cut(most: int) -> str:
    return _("Cut after {most} entries: there are more. Choose a shorter period.").format(
        most=grouped(most)
    )


def _group_in_words(group: LogGroup) -> str:
    names = ", ".join(found.name for found in group.objects)
    if group.more:
        names += " " + _("and %(more)s more") % {"more": group.more}
    return f"{group.count} {group.noun}: {names}"


# The columns of the CSV, by name.
_COLUMNS: dict[str, Callable[[LogLine], str]] = {
    "time": lambda line: line.at.isoformat(),
    "person": lambda line: line.person or _("a command"),
    "acts": lambda line: "; ".join(line.acts),
    "reason": lambda line: line.reason,
    "objects": lambda line: "; ".join(_group_in_words(group) for group in line.groups),
    "changes": lambda line: str(line.changes),
    "entry": lambda line: line.key,
}


def _as_object(line: LogLine) -> dict[str, Any]:
    return {
        "entry": line.key,
        "time": line.at.isoformat(),
        "person": line.person or None,
        "acts": line.acts,
        "reason": line.reason,
        "changes": line.changes,
        "objects": [
            {
                "kind": group.kind,
                "count": group.count,
                "first": [{"id": found.pk, "name": found.name} for found in group.objects],
            }
            for group in line.groups
        ],
    }
