"""The desk's log: one line per entry of history, whatever tables it touched, newest first.

An entry is one request. Its line is made of two things: the context row, which knows who and why,
and the events, which know what. What was changed past the app has no context and stands here all
the same, taken together by the minute. A giant entry (a load of reference data) is told by counts
and its first objects.

Pages follow each other by the last line of the one before, so that a late page costs what the
first does. Contexts of one transaction share a moment: then the time of their first event decides.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import connection

from core.history import ACTS_ABOUT_PEOPLE
from core.models import User
from desk.history.log_sql import CHOICES_SQL, Cursor, LogFilter, entries_query, objects_query
from desk.history.names import Name, Ref, history_url, name_of_object, names_of, object_url
from desk.history.tab import as_json, person_name
from desk.history.tables import KINDS
from desk.history.words import Row, act_in_words, acts_in_words, told_to, user_of

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class LogObject:
    """An editorial object that an entry touched."""

    kind: str
    noun: str
    pk: int
    name: str
    url: str
    history_url: str
    is_gone: bool


@dataclass(frozen=True, slots=True)
class LogGroup:
    """The objects of one kind in an entry: the first few, and how many there are."""

    kind: str
    noun: str
    count: int
    objects: tuple[LogObject, ...]

    @property
    def more(self) -> int:
        """How many are not listed."""
        return self.count - len(self.objects)


@dataclass(frozen=True, slots=True)
class LogLine:
    """One entry: who did what when, to which objects, and why."""

    key: str
    at: datetime
    person: str
    acts: tuple[str, ...]
    reason: str
    changes: int
    groups: tuple[LogGroup, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class LogPage:
    """A page of the log; `older` is the cursor of the next one, "" at the end."""

    lines: tuple[LogLine, ...]
    older: str


@dataclass(frozen=True, slots=True)
class LogChoices:
    """What the log can be filtered by: value and words, for people, countries and acts."""

    people: tuple[tuple[str, str], ...]
    countries: tuple[tuple[str, str], ...]
    acts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class _Entry:
    key: str
    at: datetime
    metadata: Row | None
    cursor: Cursor


def read_log(
    chosen: LogFilter, *, before: Cursor | None = None, with_people: bool, size: int = PER_PAGE
) -> LogPage:
    """A page of entries that match, newest first. Three queries."""
    found = _entries(chosen, before, with_people=with_people, limit=size + 1)
    shown = found[:size]
    older = str(shown[-1].cursor) if len(found) > size else ""
    return LogPage(lines=_lines(shown, with_people=with_people), older=older)


def all_lines(
    chosen: LogFilter, *, with_people: bool, most: int, at_once: int = 500
) -> Iterator[LogLine]:
    """Up to `most` matching entries, for an export. Three queries for each `at_once` of them."""
    before: Cursor | None = None
    left = most
    while left > 0:
        found = _entries(chosen, before, with_people=with_people, limit=min(at_once, left))
        yield from _lines(found, with_people=with_people)
        if len(found) < min(at_once, left):
            return
        before = found[-1].cursor
        left -= len(found)


def read_choices(*, with_people: bool) -> LogChoices:
    """Everybody who ever signed in here, every country, and every act history knows. One query.

    Acts about people are for who may read of them.
    Who left stays in the list: their entries do. An act comes with its number of entries.
    """
    found: dict[str, list[tuple[str, str]]] = {"person": [], "country": [], "act": []}
    with connection.cursor() as cursor:
        cursor.execute(CHOICES_SQL)
        for group, value, words, count in cursor.fetchall():
            if group == "act":
                if value in ACTS_ABOUT_PEOPLE and not with_people:
                    continue
                words = f"{act_in_words(value).capitalize()} ({count})"
            found[group].append((value, words))
    return LogChoices(*(tuple(found[group]) for group in ("person", "country", "act")))


def _entries(
    chosen: LogFilter, before: Cursor | None, *, with_people: bool, limit: int
) -> list[_Entry]:
    sql, parameters = entries_query(chosen, before, with_people=with_people, limit=limit)
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return [
            _Entry(key, first, as_json(metadata), Cursor(at, first, key))
            for key, at, first, metadata in cursor.fetchall()
        ]


def _lines(entries: Sequence[_Entry], *, with_people: bool) -> tuple[LogLine, ...]:
    if not entries:
        return ()
    sql, parameters = objects_query([e.key for e in entries], with_people=with_people)
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        rows = cursor.fetchall()
    names = names_of(_refs(entries, rows))
    told = {e.key: told_to(e.metadata, with_people=with_people) for e in entries}
    touched: dict[str, dict[str, tuple[int, list[int]]]] = {}
    changes: dict[str, int] = {}
    for key, kind, pk, of_kind, events in rows:
        touched.setdefault(key, {}).setdefault(kind, (of_kind, []))[1].append(pk)
        changes[key] = events
    return tuple(
        LogLine(
            key=entry.key,
            at=entry.at,
            person=person_name(entry.metadata, names),
            acts=acts_in_words(told[entry.key]),
            reason=str((told[entry.key] or {}).get("reason") or ""),
            changes=changes.get(entry.key, 0),
            groups=tuple(
                _group(kind, count, keys, names)
                for kind, (count, keys) in touched.get(entry.key, {}).items()
            ),
        )
        for entry in entries
    )


def _refs(
    entries: Sequence[_Entry], rows: Sequence[tuple[str, str, int, int, int]]
) -> Iterator[Ref]:
    for entry in entries:
        if user := user_of(entry.metadata):
            yield User, user
    for _, kind, pk, _, _ in rows:
        yield KINDS[kind].model, pk


def _group(kind: str, count: int, keys: Sequence[int], names: dict[Ref, Name]) -> LogGroup:
    return LogGroup(
        kind, KINDS[kind].counted(count), count, tuple(_object(kind, pk, names) for pk in keys)
    )


def _object(kind: str, pk: int, names: dict[Ref, Name]) -> LogObject:
    name = name_of_object(kind, pk, names)
    return LogObject(
        kind=kind,
        noun=KINDS[kind].noun,
        pk=pk,
        name=name.text,
        url=object_url(kind, pk, name),
        history_url=history_url(kind, pk),
        is_gone=name.is_gone,
    )
