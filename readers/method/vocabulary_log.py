"""The history of the vocabularies: every change of a term, from the event tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.db import connection
from django.utils.translation import gettext_lazy as _

from core.history_entries import KEY_SQL

NOUNS = {"role": _("Role"), "limit": _("Limit"), "condition": _("Condition")}
# What readers see of a term; only roles have a short name.
_FIELDS = {"name": _("name"), "short_name": _("short name"), "definition": _("definition")}
# Each change of a term, as SQL: its words after and before.
TERM_EVENTS = " UNION ALL ".join(
    f"""
    SELECT '{noun}' AS noun, {KEY_SQL} AS key, e.pgh_id AS id, e.pgh_created_at AS at,
        e.pgh_label AS label, e.pgh_obj_id AS term, e.name, {short_name} AS short_name,
        e.definition, lag(e.name) OVER w AS old_name, lag({short_name}) OVER w AS old_short_name,
        lag(e.definition) OVER w AS old_definition
    FROM commitments_{noun}event e WINDOW w AS (PARTITION BY e.pgh_obj_id ORDER BY e.pgh_id)"""
    for noun in NOUNS
    for short_name in ["e.short_name" if noun == "role" else "''::text"]
)
# This many terms added together are one entry: a vocabulary was loaded, not typed in.
_TOGETHER = 4
SHOWN = 40


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field of a term, before and after."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class VocabularyChange:
    """A change of a term on a day. Without a term, `added` terms came together."""

    on: date
    kind: str
    term: str
    label: str
    fields: tuple[FieldChange, ...] = ()
    added: int = 0


def vocabulary_log(most: int = SHOWN) -> list[VocabularyChange]:
    """Return the latest changes of roles, limits and conditions, newest first. One query."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT at, noun, label, name, short_name, definition, old_name, old_short_name,"
            f" old_definition FROM ({TERM_EVENTS}) t ORDER BY noun, term, id"
        )
        changes = [
            VocabularyChange(at.date(), str(NOUNS[noun]), words[0], label, _differing(words))
            for at, noun, label, *words in cursor.fetchall()
        ]
    shown = [change for change in changes if change.label != "update" or change.fields]
    shown.sort(key=lambda change: (change.on, change.kind, change.term), reverse=True)
    return _gathered(shown)[:most]


def _differing(words: Sequence[str | None]) -> tuple[FieldChange, ...]:
    """Return the fields that differ before and after a change; none for a new term."""
    after, before = words[:3], words[3:]
    return tuple(
        FieldChange(str(label), was, now)
        for label, was, now in zip(_FIELDS.values(), before, after, strict=True)
        if was is not None and now is not None and was != now
    )


def _gathered(changes: Sequence[VocabularyChange]) -> list[VocabularyChange]:
    found: list[VocabularyChange] = []
    for (on, kind), group in groupby(changes, key=lambda change: (change.on, change.kind)):
        lines = list(group)
        added = [line for line in lines if line.label == "insert"]
        if len(added) >= _TOGETHER:
            found.append(VocabularyChange(on, kind, "", "insert", added=len(added)))
            lines = [line for line in lines if line.label != "insert"]
        found += lines
    return found
