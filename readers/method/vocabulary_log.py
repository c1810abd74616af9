"""How the vocabularies came to be what they are: every change of a term, from the event tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.apps import apps
from django.utils.translation import gettext_lazy as _

# Table of events, what one of its terms is called, and the fields that readers see.
_TERMS = (
    ("RoleEvent", _("Role"), ("name", "short_name", "definition")),
    ("LimitEvent", _("Limit"), ("name", "definition")),
    ("ConditionEvent", _("Condition"), ("name", "definition")),
)
_FIELDS = {"name": _("name"), "short_name": _("short name"), "definition": _("definition")}
# Terms that came together are one entry: a vocabulary is loaded, not typed in.
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
    """What happened to a term on a day. Without a term, `added` of them came together."""

    on: date
    kind: str
    term: str
    label: str
    fields: tuple[FieldChange, ...] = ()
    added: int = 0


def vocabulary_log(most: int = SHOWN) -> list[VocabularyChange]:
    """The latest changes of roles, limits and conditions, newest first. Three queries."""
    changes: list[VocabularyChange] = []
    for table, kind, fields in _TERMS:
        rows = (
            apps.get_model("commitments", table)
            .objects.order_by("pgh_obj_id", "pgh_id")
            .values("pgh_obj_id", "pgh_label", "pgh_created_at", *fields)
        )
        changes += _changes(str(kind), rows, fields)
    changes.sort(key=lambda change: (change.on, change.kind, change.term), reverse=True)
    return _gathered(changes)[:most]


def _changes(
    kind: str, rows: Iterable[dict[str, Any]], fields: Sequence[str]
) -> Iterable[VocabularyChange]:
    for _term, events in groupby(rows, key=lambda row: row["pgh_obj_id"]):
        before: dict[str, Any] | None = None
        for row in events:
            on, label = row["pgh_created_at"].date(), row["pgh_label"]
            if label == "update" and before is not None:
                differing = tuple(
                    FieldChange(str(_FIELDS[name]), before[name], row[name])
                    for name in fields
                    if before[name] != row[name]
                )
                if differing:
                    yield VocabularyChange(on, kind, row["name"], label, differing)
            else:
                yield VocabularyChange(on, kind, row["name"], label)
            before = row


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
