"""Rows of history in words: acts, fields and values as editors name them. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext

from articles.text.word_diff import WordStep, is_worth_words, word_steps
from commitments.models import StatementCondition
from core.history import ACTS_ABOUT_PEOPLE, Act
from core.wording import grouped, long_day, long_moment
from desk.history.names import Name, Ref
from desk.history.tables import Table

Row = Mapping[str, Any]
_PAST = dict(Act.choices)

# Nearly every condition is of this kind, so it is not shown.
_NO_SPECIAL_KIND = (StatementCondition, StatementCondition.Kind.STATED.value)


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One fact before and after; "" if there was nothing. Long texts come word by word."""

    label: str
    before: str
    after: str
    steps: tuple[WordStep, ...] = ()


def readable_by(metadata: Row | None, *, with_people: bool) -> Row | None:
    """Return an entry's context as this viewer may read it: a person's act may change more."""
    acts = _acts_of(metadata)
    if metadata is None or with_people or ACTS_ABOUT_PEOPLE.isdisjoint(acts):
        return metadata
    return {**metadata, "acts": [a for a in acts if a not in ACTS_ABOUT_PEOPLE], "reason": ""}


def acts_in_words(metadata: Row | None) -> tuple[str, ...]:
    """Return all acts of an entry, in their order."""
    return tuple(act_in_words(act) for act in _acts_of(metadata))


def act_in_words(act: str) -> str:
    """Return the act in words; an act that this version does not know stays as it is stored."""
    return str(_PAST.get(act, act))


def _acts_of(metadata: Row | None) -> list[str]:
    return list((metadata or {}).get("acts", ()))


def user_of(metadata: Row | None) -> int | None:
    """Return whose entry it is; None for a command."""
    user = (metadata or {}).get("user")
    return user if isinstance(user, int) else None


def refs_of(table: Table, rows: Iterable[Row | None]) -> Iterator[Ref]:
    """Yield the other rows whose names are needed to describe these."""
    for field in table.fields:
        if not isinstance(field, models.ForeignKey):
            continue
        for row in rows:
            if row is not None and row.get(field.column) is not None:
                yield field.related_model, row[field.column]


def changes_of(
    table: Table, before: Row | None, after: Row | None, names: Mapping[Ref, Name]
) -> tuple[FieldChange, ...]:
    """Return how one row changed: field by field, or as one text if it is a part of something."""
    if table.part:
        was, now = (_as_one_text(table, row, names) for row in (before, after))
        if was == now:
            return ()
        if not was:
            label = gettext("{part}, added").format(part=table.part)
        elif not now:
            label = gettext("{part}, removed").format(part=table.part)
        else:
            label = str(table.part)
        return (_change(label, was, now),)
    found = []
    for field in table.fields:
        if before is not None and after is not None:
            if before.get(field.column) == after.get(field.column):
                continue
        elif _is_default(field, after or before or {}):
            continue
        was, now = (_words(table, field, row, names) for row in (before, after))
        if was != now:
            found.append(_change(_label(field), was, now))
    return tuple(found)


def _is_default(field: Any, row: Row) -> bool:
    """Whether a new row has only the default here: not urgent, not inferred."""
    is_plain = isinstance(field, models.BooleanField | models.IntegerField)
    return is_plain and field.has_default() and row.get(field.column) == field.default


def _change(label: str, was: str, now: str) -> FieldChange:
    steps = word_steps(was, now) if was and now and is_worth_words(was, now) else ()
    return FieldChange(label, was, now, steps)


def _as_one_text(table: Table, row: Row | None, names: Mapping[Ref, Name]) -> str:
    if row is None:
        return ""
    parts = []
    for field in table.fields:
        words = _words(table, field, row, names)
        if isinstance(field, models.BooleanField):
            words = _label(field).lower() if row.get(str(field.column)) else ""
        elif (field.model, row.get(field.column)) == _NO_SPECIAL_KIND:
            words = ""
        elif words and not isinstance(field, models.ForeignKey) and _needs_label(field):
            words = f"{_label(field).lower()} {words}"
        parts.append(words)
    return " · ".join(part for part in parts if part)


def _needs_label(field: Any) -> bool:
    """Whether a value needs the name of its field to be understood."""
    if isinstance(field, models.BooleanField | models.DateField):
        return True
    if isinstance(field, models.IntegerField | models.FloatField):
        return True
    return field.name in ("proves", "finding", "kind", "extractor")


def _label(field: Any) -> str:
    return str(capfirst(field.verbose_name))


def _words(table: Table, field: Any, row: Row | None, names: Mapping[Ref, Name]) -> str:
    value = row.get(field.column) if row is not None else None
    if value is None or value in ("", [], {}):
        return ""
    if isinstance(field, models.ForeignKey):
        named = names.get((field.related_model, value))
        return named.text if named else gettext("no. {value}").format(value=value)
    if field.name in table.labels:
        return str(table.labels[field.name].get(value, value))
    return value_in_words(field, value)


def value_in_words(field: Any, value: Any) -> str:
    """Return a stored value in an editor's words."""
    if isinstance(field, models.BooleanField):
        return gettext("yes") if value else gettext("no")
    if isinstance(field, models.DateTimeField):
        moment = field.to_python(value)
        return moment_in_words(moment) if isinstance(moment, datetime) else str(value)
    if isinstance(field, models.DateField):
        day = field.to_python(value)
        return long_day(day) if isinstance(day, date) else str(value)
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, list):
        choices = dict(getattr(getattr(field, "base_field", None), "flatchoices", None) or ())
        return ", ".join(str(choices.get(item, item)) for item in value)
    if isinstance(value, dict):
        return ", ".join(f"{key}: {item}" for key, item in sorted(value.items()))
    if isinstance(value, int):
        return grouped(value)
    return str(value)


def moment_in_words(moment: datetime) -> str:
    """Return a moment to the minute, in the ledger's own time."""
    return long_moment(moment.astimezone(UTC))
