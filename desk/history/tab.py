"""The History tab of one editorial object: who changed what, when and why, newest first.

The queries do not grow with the history: its entries are counted, one page of them is read with
all their rows, and everything they name is named at once.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db import connection
from django.utils.translation import gettext as _

from commitments.models import Statement, StatementCondition, StatementLimit
from commitments.statements.content import StatementContent
from core.history_entries import KEY_SQL, is_direct
from core.models import User
from desk.history.names import Name, Ref, name_of_object, names_of, object_url
from desk.history.tables import KINDS, Kind, Source, sources_of, union
from desk.history.words import (
    FieldChange,
    Row,
    acts_in_words,
    changes_of,
    refs_of,
    told_to,
    user_of,
)

PER_PAGE = 20
# Of one entry: a load of reference data may touch hundreds of rows of one object.
MOST_ROWS = 200
_CONTENT_COLUMNS: list[Any] = [
    field.column
    for field in Statement._meta.concrete_fields
    if field.name in {f.name for f in fields(StatementContent)}
]


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """All changes that one request made to the object."""

    key: str
    at: datetime
    person: str
    acts: tuple[str, ...]
    reason: str
    changes: tuple[FieldChange, ...]
    rows_left_out: int
    touches_content: bool


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """An object's past, one page of it."""

    kind: Kind
    pk: int
    name: Name
    url: str
    total: int
    page: Page[int]
    entries: tuple[HistoryEntry, ...]


@dataclass(frozen=True, slots=True)
class _Event:
    """One event as the database tells it."""

    source: Source
    obj: int
    label: str
    key: str
    at: datetime
    data: Row
    before: Row | None
    metadata: Row | None
    rows_of_entry: int


def read_history(
    kind: str, pk: int, number: str = "", *, with_people: bool = False
) -> HistoryPage | None:
    """The object's entries; None where history knows nothing of it. Three queries.

    Only `with_people` tells of acts about people that touched the object too.
    """
    sources = sources_of(kind)
    total = _count(sources, pk)
    if not total:
        return None
    page = Paginator(range(total), PER_PAGE).get_page(number)
    events = _events(sources, pk, offset=page.start_index() - 1)
    names = names_of(_refs(KINDS[kind], pk, events))
    name = name_of_object(kind, pk, names)
    return HistoryPage(
        kind=KINDS[kind],
        pk=pk,
        name=name,
        url=object_url(kind, pk, name),
        total=total,
        page=page,
        entries=tuple(_entry(group, names, with_people=with_people) for group in _by_entry(events)),
    )


def _branches(sources: Sequence[tuple[Source, str]], columns: str) -> str:
    return union(
        f"SELECT {columns.format(number=number)} FROM {source.table} e WHERE {where}"
        for number, (source, where) in enumerate(sources)
    )


def _count(sources: Sequence[tuple[Source, str]], pk: int) -> int:
    sql = f"SELECT count(DISTINCT key) FROM ({_branches(sources, KEY_SQL + ' AS key')}) event"
    with connection.cursor() as cursor:
        cursor.execute(sql, {"pk": pk})
        return int(cursor.fetchone()[0])


def _events(sources: Sequence[tuple[Source, str]], pk: int, *, offset: int) -> list[_Event]:
    columns = (
        "{number} AS source, e.pgh_id, e.pgh_obj_id AS obj, e.pgh_label AS label,"
        " e.pgh_context_id AS context, e.pgh_created_at AS at, "
        + KEY_SQL
        + " AS key, to_jsonb(e) AS data,"
        " lag(to_jsonb(e)) OVER (PARTITION BY e.pgh_obj_id ORDER BY e.pgh_id) AS before"
    )
    sql = f"""
        SELECT page.source, page.obj, page.label, page.key, page.at, page.data, page.before,
            c.metadata, page.rows
        FROM (
            WITH event AS ({_branches(sources, columns)}),
            entry AS (
                SELECT key, max(at) AS newest, count(*) AS rows FROM event
                GROUP BY key ORDER BY newest DESC, key LIMIT %(limit)s OFFSET %(offset)s
            )
            SELECT event.*, entry.newest, entry.rows,
                row_number() OVER (PARTITION BY key ORDER BY source, pgh_id) AS place
            FROM entry JOIN event USING (key)
        ) page LEFT JOIN pghistory_context c ON c.id = page.context
        WHERE page.place <= %(most)s
        ORDER BY page.newest DESC, page.key, page.source, page.pgh_id"""
    parameters = {"pk": pk, "limit": PER_PAGE, "offset": offset, "most": MOST_ROWS}
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return [
            _Event(
                source=sources[row[0]][0],
                obj=row[1],
                label=row[2],
                key=row[3],
                at=row[4],
                data=as_json(row[5]),
                before=as_json(row[6]),
                metadata=as_json(row[7]),
                rows_of_entry=row[8],
            )
            for row in cursor.fetchall()
        ]


def as_json(value: Any) -> Any:
    """What a raw cursor gives for jsonb: Django leaves it a text there."""
    return json.loads(value) if isinstance(value, str) else value


def _refs(kind: Kind, pk: int, events: Sequence[_Event]) -> Iterator[Ref]:
    yield kind.model, pk
    for event in events:
        yield from refs_of(event.source, (event.data, event.before))
        if user := user_of(event.metadata):
            yield User, user


def _by_entry(events: Sequence[_Event]) -> list[list[_Event]]:
    groups: dict[str, list[_Event]] = {}
    for event in events:
        groups.setdefault(event.key, []).append(event)
    return list(groups.values())


def _entry(events: Sequence[_Event], names: dict[Ref, Name], *, with_people: bool) -> HistoryEntry:
    first = events[0]
    metadata = told_to(first.metadata, with_people=with_people)
    told = [
        (source, before, after, changes_of(source, before, after, names))
        for source, before, after in _rows(events)
    ]
    return HistoryEntry(
        key=first.key,
        at=max(event.at for event in events),
        person=person_name(metadata, names),
        acts=acts_in_words(metadata),
        reason=str((metadata or {}).get("reason") or ""),
        changes=tuple(change for *_, changes in told for change in changes),
        rows_left_out=max(0, first.rows_of_entry - len(events)),
        touches_content=any(
            _is_content(source, before, after) for source, before, after, changes in told if changes
        ),
    )


def _is_content(source: Source, before: Row | None, after: Row | None) -> bool:
    """Whether a statement says something else afterwards: not a step of review, nor a quotation."""
    if source.model is not Statement:
        return source.model in (StatementLimit, StatementCondition)
    was, now = before or {}, after or {}
    return any(was.get(column) != now.get(column) for column in _CONTENT_COLUMNS)


def person_name(metadata: Row | None, names: dict[Ref, Name]) -> str:
    """Who it was; "" for a command. Whoever left keeps their name."""
    user = user_of(metadata)
    if user is None:
        return ""
    named = names.get((User, user))
    return named.text if named else _("Person {number}").format(number=user)


def _rows(events: Sequence[_Event]) -> list[tuple[Source, Row | None, Row | None]]:
    """What became of each row over the whole entry: several steps of one request are one change.

    A part that was deleted and written again (a save rewrites all limits) is the same part.
    """
    rows: dict[tuple[object, ...], tuple[Source, Row | None, Row | None]] = {}
    direct: list[tuple[Source, Row | None, Row | None]] = []
    for event in events:
        key: tuple[object, ...] = (event.source.model, event.obj)
        before = None if event.label == "insert" else event.before
        if event.label == "delete" and before is None:
            before = event.data
        after = None if event.label == "delete" else event.data
        if is_direct(event.key):
            # Nobody said that these belong together: each is told, also what was undone at once.
            direct.append((event.source, before, after))
            continue
        if key in rows:
            before = rows[key][1]
        rows[key] = (event.source, before, after)
    same: dict[tuple[object, ...], tuple[Source, Row | None, Row | None]] = {}
    for row_key, (source, before, after) in rows.items():
        row = after or before or {}
        identity = tuple(row.get(column) for column in source.identity)
        key = (source.model, identity) if source.identity else row_key
        if key in same:
            earlier = same[key]
            before, after = earlier[1] or before, after or earlier[2]
        same[key] = (source, before, after)
    return direct + list(same.values())
