"""The two queries of the log, put together from names of tables; readers' values are parameters."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from commitments.models import (
    Check,
    Citation,
    ConditionOutcome,
    Country,
    GovernmentChange,
    Membership,
    Override,
    Pledge,
    PledgeParty,
    PledgeRecheck,
    PledgeRole,
    ReviewNote,
    Statement,
    StatementCondition,
    StatementLimit,
)
from core.history_entries import KEY_SQL, context_of, minute_of
from core.numbers import whole_number
from desk.history.tables import SOURCES, Source, people_sources, union, visible_sources

# Of each kind of object an entry names this many, and counts the others.
OBJECTS_PER_KIND = 3

# Contexts hold the acts as a list since one request may do several; older ones name one.
_ACTS = (
    "CASE WHEN jsonb_typeof(c.metadata->'acts') = 'array' THEN c.metadata->'acts'"
    " WHEN c.metadata ? 'act' THEN jsonb_build_array(c.metadata->'act') ELSE '[]'::jsonb END"
)
CHOICES_SQL = f"""
    SELECT grp, value, words, n FROM (
        SELECT 'person' AS grp, u.id::text AS value,
            u.name || CASE WHEN u.is_active THEN '' ELSE ' (left)' END AS words, 0::bigint AS n
        FROM core_user u
        UNION ALL SELECT 'country', k.iso3, k.name, 0 FROM commitments_country k
        UNION ALL SELECT 'act', act, act, count(*) FROM pghistory_context c
            CROSS JOIN LATERAL jsonb_array_elements_text({_ACTS}) AS act GROUP BY act
    ) choice ORDER BY grp, lower(words), value"""

_COUNTRY = "(SELECT k.id FROM commitments_country k WHERE k.iso3 = %(country)s)"
_PLEDGES = f"(SELECT p.id FROM commitments_pledge p WHERE p.country_id = {_COUNTRY})"
_BY_PLEDGE = f"e.pledge_id IN {_PLEDGES}"
# Over the statements' own events, so that a discarded draft's quotations are found too.
_BY_STATEMENT = (
    "e.statement_id IN (SELECT s.pgh_obj_id FROM commitments_statementevent s"
    f" WHERE s.pledge_id IN {_PLEDGES})"
)
_BY_COUNTRY = f"e.country_id = {_COUNTRY}"
# Which events are about a country, table by table; tables that are about none are left out.
_ABOUT_COUNTRY: dict[type[Any], str] = {
    Statement: _BY_PLEDGE,
    PledgeRole: _BY_PLEDGE,
    PledgeRecheck: _BY_PLEDGE,
    Citation: _BY_STATEMENT,
    StatementLimit: _BY_STATEMENT,
    StatementCondition: _BY_STATEMENT,
    Override: _BY_STATEMENT,
    ReviewNote: _BY_STATEMENT,
    Pledge: _BY_COUNTRY,
    PledgeParty: _BY_COUNTRY,
    Check: _BY_COUNTRY,
    ConditionOutcome: _BY_COUNTRY,
    Membership: _BY_COUNTRY,
    GovernmentChange: _BY_COUNTRY,
    Country: f"e.pgh_obj_id = {_COUNTRY}",
}


@dataclass(frozen=True, slots=True)
class LogFilter:
    """What of the log is asked for; "" and None ask for all. Days are UTC."""

    person: int | None = None
    is_command: bool = False
    country: str = ""
    act: str = ""
    kind: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Cursor:
    """The place of one entry in the log: older ones come after it."""

    at: datetime
    first: datetime
    key: str

    def __str__(self) -> str:
        return f"{_stamp(self.at)}_{_stamp(self.first)}_{self.key}"

    @classmethod
    def from_text(cls, text: str) -> Cursor | None:
        """The cursor of an address; None where it is none."""
        parts = text.split("_")
        if len(parts) != 3 or not (context_of(parts[2]) or minute_of(parts[2])):
            return None
        try:
            at, first = (datetime.fromtimestamp(0, UTC) + _micros(part) for part in parts[:2])
        except (ValueError, OverflowError):
            return None
        return cls(at, first, parts[2])


def _stamp(moment: datetime) -> int:
    """Microseconds since 1970, whole: nothing is lost on the way through an address."""
    return (moment - datetime.fromtimestamp(0, UTC)) // timedelta(microseconds=1)


def _micros(text: str) -> timedelta:
    if (micros := whole_number(text)) is None:
        raise ValueError(text)
    return timedelta(microseconds=micros)


def entries_query(
    chosen: LogFilter, before: Cursor | None, *, with_people: bool, limit: int
) -> tuple[str, dict[str, Any]]:
    """Key, moment, moment of the first event and metadata of up to `limit` entries."""
    sources = visible_sources(with_people=with_people)
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
    first_events = union(
        f"SELECT e.pgh_context_id AS id, e.pgh_created_at AS at FROM {source.table} e"
        " WHERE e.pgh_context_id IN (SELECT id FROM candidate)"
        for source in sources
    )
    entries = f"""
        SELECT candidate.id::text AS key, candidate.created_at AS at, moment.first,
            candidate.metadata
        FROM candidate JOIN (SELECT id, min(at) AS first FROM ({first_events}) f GROUP BY id) moment
            USING (id)"""
    direct = _direct_entries(chosen, parameters, sources)
    if direct:
        entries += f" UNION ALL {direct}"
    sql = f"""
        WITH candidate AS MATERIALIZED ({candidates}),
        entry AS ({entries})
        SELECT key, at, first, metadata FROM entry WHERE {place}
        ORDER BY at DESC, first DESC, key DESC LIMIT %(limit)s"""
    return sql, parameters


def objects_query(keys: list[str], *, with_people: bool) -> tuple[str, dict[str, Any]]:
    """Of each entry and kind the first objects, their number, and the entry's number of events."""
    sources = visible_sources(with_people=with_people)
    contexts = [str(found) for key in keys if (found := context_of(key))]
    minutes = [minute for key in keys if (minute := minute_of(key))]
    picked = "e.pgh_context_id = ANY(%(contexts)s::uuid[])"
    branches = [_touched(source, picked) for source in sources]
    parameters: dict[str, Any] = {"contexts": contexts, "most": OBJECTS_PER_KIND}
    if minutes:
        picked = (
            "e.pgh_context_id IS NULL AND date_trunc('minute', e.pgh_created_at) = ANY(%(minutes)s)"
        )
        branches += [_touched(source, picked) for source in sources]
        parameters["minutes"] = minutes
    order = list(dict.fromkeys(source.kind for source in SOURCES))
    parameters["order"] = order
    sql = f"""
        SELECT key, kind, pk, of_kind, events FROM (
            SELECT key, kind, pk,
                row_number() OVER (PARTITION BY key, kind ORDER BY pk) AS place,
                count(*) OVER (PARTITION BY key, kind) AS of_kind,
                sum(rows) OVER (PARTITION BY key)::bigint AS events
            FROM (SELECT key, kind, pk, count(*) AS rows FROM ({union(branches)}) touched
                WHERE pk IS NOT NULL GROUP BY key, kind, pk) object
        ) ranked WHERE place <= %(most)s
        ORDER BY key, array_position(%(order)s::text[], kind), pk"""
    return sql, parameters


def _touched(source: Source, where: str) -> str:
    return (
        f"SELECT {KEY_SQL} AS key, '{source.kind}' AS kind, {source.root} AS pk"
        f" FROM {source.table} e WHERE {where}"
    )


def _conditions_on_contexts(
    chosen: LogFilter, parameters: dict[str, Any], *, with_people: bool
) -> str:
    """The filter as SQL over a context `c`; its values go into `parameters`."""
    found = ["TRUE"]
    if not with_people:
        # What is about people alone is hidden; only such entries are looked at for more.
        others = " OR ".join(
            f"EXISTS (SELECT 1 FROM {s.table} e WHERE e.pgh_context_id = c.id)"
            for s in visible_sources(with_people=False)
        )
        found.append(f"(c.id NOT IN ({_contexts_in(people_sources())}) OR {others})")
    if chosen.person is not None:
        found.append("c.metadata->'user' = to_jsonb(%(person)s::bigint)")
        parameters["person"] = chosen.person
    if chosen.is_command:
        found.append("COALESCE(jsonb_typeof(c.metadata->'user'), 'null') <> 'number'")
    if chosen.act:
        found.append(
            "(c.metadata->'acts' @> to_jsonb(%(act)s::text) OR c.metadata->>'act' = %(act)s)"
        )
        parameters["act"] = chosen.act
    if chosen.kind:
        tables = [s for s in visible_sources(with_people=with_people) if s.kind == chosen.kind]
        found.append(f"c.id IN ({_contexts_in(tables)})" if tables else "FALSE")
    if chosen.country:
        found.append(f"c.id IN ({union(_about_country())})")
        parameters["country"] = chosen.country
    found += _period("c.created_at", chosen, parameters)
    return " AND ".join(found)


def _contexts_in(sources: list[Source]) -> str:
    return union(
        f"SELECT e.pgh_context_id FROM {s.table} e WHERE e.pgh_context_id IS NOT NULL"
        for s in sources
    )


def _about_country() -> list[str]:
    return [
        f"SELECT e.pgh_context_id FROM {source.table} e"
        f" WHERE e.pgh_context_id IS NOT NULL AND {_ABOUT_COUNTRY[source.model]}"
        for source in SOURCES
        if source.model in _ABOUT_COUNTRY
    ]


def _period(column: str, chosen: LogFilter, parameters: dict[str, Any]) -> list[str]:
    found = []
    if chosen.since is not None:
        parameters["since"] = datetime.combine(chosen.since, time(), UTC)
        found.append(f"{column} >= %(since)s")
    if chosen.until is not None and chosen.until < date.max:
        parameters["until"] = datetime.combine(chosen.until + timedelta(days=1), time(), UTC)
        found.append(f"{column} < %(until)s")
    return found


def _direct_entries(chosen: LogFilter, parameters: dict[str, Any], sources: list[Source]) -> str:
    """Changes without a context, by the minute; "" where the filter asks for none such."""
    if chosen.person is not None or chosen.act:
        return ""
    branches = []
    for source in sources:
        if chosen.kind and source.kind != chosen.kind:
            continue
        if chosen.country and source.model not in _ABOUT_COUNTRY:
            continue
        where = ["e.pgh_context_id IS NULL", *_period("e.pgh_created_at", chosen, parameters)]
        if chosen.country:
            where.append(_ABOUT_COUNTRY[source.model])
        branches.append(
            f"SELECT {KEY_SQL} AS key, e.pgh_created_at AS at FROM {source.table} e"
            f" WHERE {' AND '.join(where)}"
        )
    if not branches:
        return ""
    return (
        "SELECT d.key, max(d.at) AS at, max(d.at) AS first, NULL::jsonb AS metadata"
        f" FROM ({union(branches)}) d GROUP BY d.key"
    )
