"""The History tab of one editorial object: who changed what, when and why, newest first.

The number of queries does not grow with the history: entries are counted, one page of them is read
with all their rows, and everything they name is named at once.

pghistory's own `Events` does not work here: `references(article)` misses passages, which point to a
text of it; `references(country)` finds all that anybody said about the country; it has neither
entries without a context nor the row before, which is needed to show a change; and it took 37
seconds to compare the first 200 of 1,001 events, where a page here takes 0.3.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext as _

from commitments.models import Statement, StatementCondition, StatementLimit
from commitments.statements.content import StatementContent
from core.history_entries import KEY_SQL, is_direct
from core.models import User
from desk.history.names import Name, Ref, name_of_object, names_of, object_url
from desk.history.tables import KINDS, Table, events_of, fetch, tables_of
from desk.history.words import (
    FieldChange,
    Row,
    acts_in_words,
    changes_of,
    readable_by,
    refs_of,
    user_of,
)

PER_PAGE = 20
# In one entry: a load of reference data may change hundreds of rows of one object.
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

    kind: Table
    pk: int
    name: Name
    url: str
    total: int
    page: Page[int]
    entries: tuple[HistoryEntry, ...]


@dataclass(frozen=True, slots=True)
class _Event:
    """One event from the database, with the row before it."""

    table: Table
    obj: int
    label: str
    key: str
    at: datetime
    data: Row
    before: Row | None
    metadata: Row | None
    rows_of_entry: int


# A table's row before and after.
_Changed = tuple[Table, Row | None, Row | None]


def read_history(
    kind: str, pk: int, number: str = "", *, with_people: bool = False
) -> HistoryPage | None:
    """Read the object's entries; None if history does not know it. Three queries.

    Acts about people that changed the object are included only `with_people`.
    """
    tables = tables_of(kind)
    of_object = events_of(tables, f"{KEY_SQL} AS key", "{table.is_of_object}")
    [(total,)] = fetch(f"SELECT count(DISTINCT key) FROM ({of_object}) event", {"pk": pk})
    if not total:
        return None
    page = Paginator(range(total), PER_PAGE).get_page(number)
    events = _events(tables, pk, offset=page.start_index() - 1)
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


def _events(tables: Sequence[Table], pk: int, *, offset: int) -> list[_Event]:
    columns = (
        "{number} AS place, e.pgh_id, e.pgh_obj_id AS obj, e.pgh_label AS label,"
        " e.pgh_context_id AS context, e.pgh_created_at AS at, "
        + KEY_SQL
        + " AS key, to_jsonb(e) AS data,"
        " lag(to_jsonb(e)) OVER (PARTITION BY e.pgh_obj_id ORDER BY e.pgh_id) AS before"
    )
    sql = f"""
        SELECT page.place, page.obj, page.label, page.key, page.at, page.data, page.before,
            c.metadata, page.rows
        FROM (
            WITH event AS ({events_of(tables, columns, "{table.is_of_object}")}),
            entry AS (
                SELECT key, max(at) AS newest, count(*) AS rows FROM event
                GROUP BY key ORDER BY newest DESC, key LIMIT %(limit)s OFFSET %(offset)s
            )
            SELECT event.*, entry.newest, entry.rows,
                row_number() OVER (PARTITION BY key ORDER BY place, pgh_id) AS number
            FROM entry JOIN event USING (key)
        ) page LEFT JOIN pghistory_context c ON c.id = page.context
        WHERE page.number <= %(most)s
        ORDER BY page.newest DESC, page.key, page.place, page.pgh_id"""
    parameters = {"pk": pk, "limit": PER_PAGE, "offset": offset, "most": MOST_ROWS}
    return [_Event(tables[place], *row) for place, *row in fetch(sql, parameters)]


def _refs(kind: Table, pk: int, events: Sequence[_Event]) -> Iterator[Ref]:
    yield kind.model, pk
    for event in events:
        yield from refs_of(event.table, (event.data, event.before))
        if user := user_of(event.metadata):
            yield User, user


def _by_entry(events: Sequence[_Event]) -> list[list[_Event]]:
    groups: dict[str, list[_Event]] = {}
    for event in events:
        groups.setdefault(event.key, []).append(event)
    return list(groups.values())


def _entry(events: Sequence[_Event], names: dict[Ref, Name], *, with_people: bool) -> HistoryEntry:
    first = events[0]
    metadata = readable_by(first.metadata, with_people=with_people)
    shown = [
        (table, before, after, changes_of(table, before, after, names))
        for table, before, after in _rows(events)
    ]
    return HistoryEntry(
        key=first.key,
        at=max(event.at for event in events),
        person=person_name(metadata, names),
        acts=acts_in_words(metadata),
        reason=str((metadata or {}).get("reason") or ""),
        changes=tuple(change for *_, changes in shown for change in changes),
        rows_left_out=max(0, first.rows_of_entry - len(events)),
        touches_content=any(
            _is_content(table, before, after) for table, before, after, changes in shown if changes
        ),
    )


def _is_content(table: Table, before: Row | None, after: Row | None) -> bool:
    """Whether the statement's content differs: not a step of review, nor a quotation."""
    if table.model is not Statement:
        return table.model in (StatementLimit, StatementCondition)
    was, now = before or {}, after or {}
    return any(was.get(column) != now.get(column) for column in _CONTENT_COLUMNS)


def person_name(metadata: Row | None, names: dict[Ref, Name]) -> str:
    """Return the person's name; "" for a command. People who left keep their name."""
    user = user_of(metadata)
    if user is None:
        return ""
    named = names.get((User, user))
    return named.text if named else _("Person {number}").format(number=user)


def _rows(events: Sequence[_Event]) -> list[_Changed]:
    """Return each row's change over the whole entry: several steps of one request are one change.

    A part that was deleted and written again (a save rewrites all limits) is the same part.
    """
    if is_direct(events[0].key):
        # Nothing says that these belong together, so each is shown, even if it was undone at once.
        return [_step(event) for event in events]
    rows: dict[tuple[object, ...], _Changed] = {}
    for event in events:
        table, before, after = _step(event)
        key: tuple[object, ...] = (table.model, event.obj)
        rows[key] = (table, rows[key][1] if key in rows else before, after)
    same: dict[tuple[object, ...], _Changed] = {}
    for key, (table, before, after) in rows.items():
        if table.same:
            key = (table.model, "same", (after or before or {}).get(table.same))
        if key in same:
            earlier = same[key]
            before, after = earlier[1] or before, after or earlier[2]
        same[key] = (table, before, after)
    return list(same.values())


def _step(event: _Event) -> _Changed:
    if event.label == "insert":
        return event.table, None, event.data
    if event.label == "delete":
        return event.table, event.before or event.data, None
    return event.table, event.before, event.data
