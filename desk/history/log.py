"""The desk's log: one line per entry of history, whatever tables it changed, newest first.

An entry is one request. Its line comes from two sources: the context row, which has the person and
the reason, and the events, which have the changes. Changes by plain SQL have no context; they are
shown too, grouped by the minute. A very large entry (a load of reference data) shows counts and its
first objects.

A page starts after the last line of the one before, so that late pages cost as much as the first.
Contexts of one transaction have the same moment: then the moment of their first event decides. The
queries are built from names of tables; readers' values are parameters.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.urls import reverse

from core.history import ACTS_ABOUT_PEOPLE
from core.history_entries import KEY_SQL, context_of, minute_of
from core.models import User
from desk.history.log_filter import Cursor, LogChoices, LogFilter
from desk.history.names import Name, Ref, name_of_object, names_of
from desk.history.tab import person_name
from desk.history.tables import KINDS, TABLES, Table, events_of, fetch, visible_tables
from desk.history.words import Row, act_in_words, acts_in_words, readable_by, user_of

PER_PAGE = 50
# An entry names this many objects of each kind, and counts the others.
OBJECTS_PER_KIND = 3

_CHOICES = """
    SELECT grp, value, words, n FROM (
        SELECT 'person' AS grp, u.id::text AS value,
            u.name || CASE WHEN u.is_active THEN '' ELSE ' (left)' END AS words, 0::bigint AS n
        FROM core_user u
        UNION ALL SELECT 'country', k.iso3, k.name, 0 FROM commitments_country k
        UNION ALL SELECT 'act', act, act, count(*) FROM pghistory_context c
            CROSS JOIN LATERAL jsonb_array_elements_text(c.metadata->'acts') AS act GROUP BY act
    ) choice ORDER BY grp, lower(words), value"""


@dataclass(frozen=True, slots=True)
class LogObject:
    """An editorial object that an entry changed."""

    pk: int
    name: str
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
        """Return how many are not listed."""
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
    groups: tuple[LogGroup, ...]


@dataclass(frozen=True, slots=True)
class LogPage:
    """A page of the log; `older` is the cursor of the next one, "" at the end."""

    lines: tuple[LogLine, ...]
    older: str


@dataclass(frozen=True, slots=True)
class _Entry:
    key: str
    at: datetime
    metadata: Row | None
    cursor: Cursor


def read_log(
    chosen: LogFilter, *, before: Cursor | None = None, with_people: bool, size: int = PER_PAGE
) -> LogPage:
    """Read a page of matching entries, newest first. Three queries."""
    found = _entries(chosen, before, with_people=with_people, limit=size + 1)
    shown = found[:size]
    older = str(shown[-1].cursor) if len(found) > size else ""
    return LogPage(lines=_lines(shown, with_people=with_people), older=older)


def all_lines(
    chosen: LogFilter, *, with_people: bool, most: int, at_once: int = 500
) -> Iterator[LogLine]:
    """Yield up to `most` matching entries, for an export. Three queries for each `at_once`."""
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
    """Read the filter's people, countries and acts. One query.

    People are all who ever signed in, also if they left since; an act comes with its number of
    entries. Acts about people are only for readers who may see them.
    """
    found: dict[str, list[tuple[str, str]]] = {"person": [], "country": [], "act": []}
    for group, value, words, count in fetch(_CHOICES):
        if group == "act":
            if value in ACTS_ABOUT_PEOPLE and not with_people:
                continue
            words = f"{act_in_words(value).capitalize()} ({count})"
        found[group].append((value, words))
    return LogChoices(*(tuple(found[group]) for group in ("person", "country", "act")))


def _lines(entries: Sequence[_Entry], *, with_people: bool) -> tuple[LogLine, ...]:
    if not entries:
        return ()
    rows = _objects([entry.key for entry in entries], with_people=with_people)
    names = names_of(_refs(entries, rows))
    objects: dict[str, dict[str, tuple[int, list[int]]]] = {entry.key: {} for entry in entries}
    changes: dict[str, int] = {}
    for key, kind, pk, of_kind, events in rows:
        objects[key].setdefault(kind, (of_kind, []))[1].append(pk)
        changes[key] = events
    return tuple(
        LogLine(
            key=entry.key,
            at=entry.at,
            person=person_name(entry.metadata, names),
            acts=acts_in_words(context),
            reason=str((context or {}).get("reason") or ""),
            changes=changes.get(entry.key, 0),
            groups=tuple(
                LogGroup(kind, KINDS[kind].counted(count), count, tuple(_named(kind, keys, names)))
                for kind, (count, keys) in objects[entry.key].items()
            ),
        )
        for entry in entries
        for context in [readable_by(entry.metadata, with_people=with_people)]
    )


def _refs(entries: Sequence[_Entry], rows: Sequence[tuple[Any, ...]]) -> Iterator[Ref]:
    for entry in entries:
        if user := user_of(entry.metadata):
            yield User, user
    for _, kind, pk, *_ in rows:
        yield KINDS[kind].model, pk


def _named(kind: str, keys: Sequence[int], names: dict[Ref, Name]) -> Iterator[LogObject]:
    for pk in keys:
        name = name_of_object(kind, pk, names)
        yield LogObject(pk, name.text, reverse("desk:history", args=[kind, pk]), name.is_gone)


def _entries(
    chosen: LogFilter, before: Cursor | None, *, with_people: bool, limit: int
) -> list[_Entry]:
    """Return up to `limit` matching entries, older than `before`. One query."""
    tables = visible_tables(with_people=with_people)
    parameters: dict[str, Any] = {"limit": limit}
    where = _conditions_on_contexts(chosen, parameters, with_people=with_people)
    contexts = f"SELECT c.id, c.created_at, c.metadata FROM pghistory_context c WHERE {where}"
    order = " ORDER BY c.created_at DESC FETCH FIRST %(limit)s ROWS WITH TIES"
    if before is None:
        candidates, place = f"({contexts}{order})", "TRUE"
    else:
        parameters |= {"at": before.at, "first": before.first, "key": before.key}
        candidates = (
            f"({contexts} AND c.created_at = %(at)s)"
            f" UNION ALL ({contexts} AND c.created_at < %(at)s{order})"
        )
        place = "(entry.at, entry.first, entry.key) < (%(at)s, %(first)s, %(key)s)"
    first_events = events_of(
        tables,
        "e.pgh_context_id AS id, e.pgh_created_at AS at",
        "e.pgh_context_id IN (SELECT id FROM candidate)",
    )
    entries = f"""
        SELECT candidate.id::text AS key, candidate.created_at AS at, moment.first,
            candidate.metadata
        FROM candidate JOIN (SELECT id, min(at) AS first FROM ({first_events}) f GROUP BY id) moment
            USING (id)"""
    direct = _direct_entries(chosen, parameters, tables)
    if direct:
        entries += f" UNION ALL {direct}"
    sql = f"""
        WITH candidate AS MATERIALIZED ({candidates}),
        entry AS ({entries})
        SELECT key, at, first, metadata FROM entry WHERE {place}
        ORDER BY at DESC, first DESC, key DESC LIMIT %(limit)s"""
    return [
        _Entry(key, first, metadata, Cursor(at, first, key))
        for key, at, first, metadata in fetch(sql, parameters)
    ]


def _objects(keys: Sequence[str], *, with_people: bool) -> list[tuple[Any, ...]]:
    """Return for each entry and kind its first objects, their number, and the number of events.

    One query.
    """
    tables = visible_tables(with_people=with_people)
    contexts = [str(found) for key in keys if (found := context_of(key))]
    minutes = [minute for key in keys if (minute := minute_of(key))]
    columns = f"{KEY_SQL} AS key, '{{table.kind}}' AS kind, {{table.object_key}} AS pk"
    objects = events_of(tables, columns, "e.pgh_context_id = ANY(%(contexts)s::uuid[])")
    if minutes:
        objects += " UNION ALL " + events_of(
            tables,
            columns,
            "e.pgh_context_id IS NULL"
            " AND date_trunc('minute', e.pgh_created_at) = ANY(%(minutes)s)",
        )
    parameters = {
        "contexts": contexts,
        "minutes": minutes,
        "most": OBJECTS_PER_KIND,
        "order": list(KINDS),
    }
    sql = f"""
        SELECT key, kind, pk, of_kind, events FROM (
            SELECT key, kind, pk,
                row_number() OVER (PARTITION BY key, kind ORDER BY pk) AS place,
                count(*) OVER (PARTITION BY key, kind) AS of_kind,
                sum(rows) OVER (PARTITION BY key)::bigint AS events
            FROM (SELECT key, kind, pk, count(*) AS rows FROM ({objects}) touched
                WHERE pk IS NOT NULL GROUP BY key, kind, pk) object
        ) ranked WHERE place <= %(most)s
        ORDER BY key, array_position(%(order)s::text[], kind), pk"""
    return fetch(sql, parameters)


def _conditions_on_contexts(
    chosen: LogFilter, parameters: dict[str, Any], *, with_people: bool
) -> str:
    """Return the filter as SQL over a context `c`; its values are added to `parameters`."""
    found = ["TRUE"]
    if not with_people:
        # Entries about people alone are hidden; only entries with such changes need the second
        # test.
        about_people = _contexts_in([table for table in TABLES if table.is_about_people])
        others = " OR ".join(
            f"EXISTS (SELECT 1 FROM {table.event_table} e WHERE e.pgh_context_id = c.id)"
            for table in visible_tables(with_people=False)
        )
        found.append(f"(c.id NOT IN ({about_people}) OR {others})")
    if chosen.person is not None:
        found.append("c.metadata->'user' = to_jsonb(%(person)s::bigint)")
        parameters["person"] = chosen.person
    if chosen.is_command:
        found.append("COALESCE(jsonb_typeof(c.metadata->'user'), 'null') <> 'number'")
    if chosen.act:
        found.append("c.metadata->'acts' @> to_jsonb(%(act)s::text)")
        parameters["act"] = chosen.act
    if chosen.kind:
        found.append(f"c.id IN ({_contexts_in([t for t in TABLES if t.kind == chosen.kind])})")
    if chosen.country:
        about_country = [table for table in TABLES if table.country]
        found.append(f"c.id IN ({_contexts_in(about_country, '{table.country}')})")
        parameters["country"] = chosen.country
    found += _period("c.created_at", chosen, parameters)
    return " AND ".join(found)


def _contexts_in(tables: Sequence[Table], where: str = "TRUE") -> str:
    return events_of(tables, "e.pgh_context_id", f"e.pgh_context_id IS NOT NULL AND {where}")


def _period(column: str, chosen: LogFilter, parameters: dict[str, Any]) -> list[str]:
    found = []
    if chosen.since is not None:
        parameters["since"] = datetime.combine(chosen.since, time(), UTC)
        found.append(f"{column} >= %(since)s")
    if chosen.until is not None and chosen.until < date.max:
        parameters["until"] = datetime.combine(chosen.until + timedelta(days=1), time(), UTC)
        found.append(f"{column} < %(until)s")
    return found


def _direct_entries(chosen: LogFilter, parameters: dict[str, Any], tables: list[Table]) -> str:
    """Return changes without a context, by the minute; "" if the filter excludes them."""
    asked = [
        table
        for table in tables
        if chosen.kind in ("", table.kind) and (table.country or not chosen.country)
    ]
    if chosen.person is not None or chosen.act or not asked:
        return ""
    where = ["e.pgh_context_id IS NULL", *_period("e.pgh_created_at", chosen, parameters)]
    if chosen.country:
        where.append("{table.country}")
    direct = events_of(asked, f"{KEY_SQL} AS key, e.pgh_created_at AS at", " AND ".join(where))
    return (
        "SELECT d.key, max(d.at) AS at, max(d.at) AS first, NULL::jsonb AS metadata"
        f" FROM ({direct}) d GROUP BY d.key"
    )
