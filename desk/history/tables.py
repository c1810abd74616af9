"""Every table that has history, declared once, for the tab, the log, its filters and names.

Each table belongs to one kind of editorial object: a statement's limits and quotations are shown
with the statement, an article's passages with the article. A test fails for a table with history
that is not declared. (`manage.py integrity` needs no declaration: pghistory lists all tables.)
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from django.db import connection, models
from django.utils.translation import ngettext

from articles.models import (
    Anchor,
    Article,
    ArticleAddress,
    Capture,
    Passage,
    Publisher,
    Snapshot,
    Takedown,
)
from commitments.models import (
    Check,
    Citation,
    Coalition,
    CoalitionCondition,
    CoalitionLimit,
    CoalitionRole,
    Condition,
    ConditionImplication,
    ConditionOutcome,
    Contradiction,
    Country,
    CountryScope,
    GovernmentChange,
    Limit,
    Membership,
    Override,
    Pledge,
    PledgeParty,
    PledgeRecheck,
    PledgeRole,
    ReviewNote,
    Role,
    Statement,
    StatementCondition,
    StatementLimit,
)
from core.history_entries import event_model
from core.models import SecondFactor, User
from core.wording import gettext_lazy as _
from core.wording import ngettext_noop

PEOPLE = "person"
# Columns that tell an editor nothing beyond what the entry itself says.
_NEVER = {"id", "version", "added_at", "added_by", "recorded_at", "recorded_by"}


@dataclass(frozen=True)
class Table:
    """One table with history. All SQL is over one of its events, `e`.

    `kind` is the object that a row is shown with, as in the address of its History tab. The
    object's own table has `nouns`, its name in singular and plural; a part has `part`, the name of
    its rows.
    """

    model: type[models.Model]
    kind: str
    part: str = ""
    nouns: tuple[str, str] = ("", "")
    # A part's field that leads to the object, and the object's key if that is another one.
    owner: str = ""
    root: str = ""
    # Which events are shown with the object `pk`, if there are more than its own.
    others: str = ""
    # The column that shows that a part is the same after it was deleted and written again.
    same: str = ""
    # Which events are about `country`; "" for a table that is about none.
    country: str = ""
    # A row's name: the SQL of each part of the name, and the sentence they make.
    name: Mapping[str, str] = field(default_factory=dict)
    sentence: str = ""
    # Fields that are not shown, and names of values where the field has no good words.
    hidden: str = ""
    labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def noun(self) -> str:
        """Return the name of one object of this kind."""
        return self.counted(1)

    def counted(self, number: int) -> str:
        """Return the name for so many objects, without the number."""
        return ngettext(*self.nouns, number)

    @property
    def is_about_people(self) -> bool:
        """Whether only chiefs may see it."""
        return self.kind == PEOPLE

    @property
    def event_table(self) -> str:
        """Return the name of the event table."""
        return str(event_model(self.model)._meta.db_table)

    @property
    def object_key(self) -> str:
        """Return the SQL of the key of an event's object."""
        return self.root or (f"e.{self.owner}_id" if self.owner else "e.pgh_obj_id")

    @property
    def is_of_object(self) -> str:
        """Return the SQL condition for the events of the object `pk`."""
        return self.others or f"{self.object_key} = %(pk)s"

    @cached_property
    def fields(self) -> list[Any]:
        """The fields that history shows. Untyped: Django's stubs allow one without a column."""
        recorded = {column.name for column in event_model(self.model)._meta.concrete_fields}
        shown = recorded - _NEVER - {self.owner, *self.hidden.split()}
        return [column for column in self.model._meta.concrete_fields if column.name in shown]

    def named(self, parts: Mapping[str, str | None]) -> str:
        """Return the name that these parts make, in the reader's language."""
        choices = {column.name: dict(column.flatchoices) for column in self.fields}
        known = {
            key: str(choices.get(key, {}).get(value, value))
            for key, value in parts.items()
            if value
        }
        if self.sentence and len(known) == len(parts):
            return str(self.sentence).format(**known)
        return " · ".join(known.values())


def _siblings(table: str, columns: str) -> str:
    """Return rows of the same cell, pair or condition: each supersedes the one before."""
    mine = ", ".join(f"e.{name}" for name in columns.split(", "))
    return f"({mine}) = (SELECT {columns} FROM {table} x WHERE x.pgh_obj_id = %(pk)s LIMIT 1)"


def _name_of(table: str, key: str) -> str:
    return f"(SELECT n.name FROM {table} n WHERE n.id = e.{key})"


def _reference_of_statement(key: str) -> str:
    return (
        "(SELECT p.reference || ', ' || x.said_on FROM commitments_statement x"
        f" JOIN commitments_pledge p ON p.id = x.pledge_id WHERE x.id = e.{key})"
    )


_ARTICLE_OF_TEXT = "(SELECT s.article_id FROM articles_snapshot s WHERE s.id = e.snapshot_id)"
_TEXTS = "e.snapshot_id IN (SELECT s.id FROM articles_snapshot s WHERE s.article_id = %(pk)s)"
_REFERENCE = "(SELECT p.reference FROM commitments_pledge p WHERE p.id = e.pledge_id)"
_COUNTRY_NAME = _name_of("commitments_country", "country_id")
_FIRST_WORDS = "'“' || left(e.exact, 200) || CASE WHEN length(e.exact) > 200 THEN '…”' ELSE '”' END"
_OWN_NAME = {"name": "e.name"}

_COUNTRY = "(SELECT k.id FROM commitments_country k WHERE k.iso3 = %(country)s)"
_PLEDGES = f"(SELECT p.id FROM commitments_pledge p WHERE p.country_id = {_COUNTRY})"
_BY_COUNTRY = f"e.country_id = {_COUNTRY}"
_BY_PLEDGE = f"e.pledge_id IN {_PLEDGES}"
# Over the statements' own events, so that a discarded draft's quotations are found too.
_BY_STATEMENT = (
    "e.statement_id IN (SELECT s.pgh_obj_id FROM commitments_statementevent s"
    f" WHERE s.pledge_id IN {_PLEDGES})"
)


def _part(model: type[models.Model], kind: str, part: str, **more: Any) -> Table:
    """Declare a part, whose owner and country are by default those of its object."""
    return Table(model, kind, part, **{"owner": kind, "country": _COUNTRY_OF.get(kind, "")} | more)


_COUNTRY_OF = {"statement": _BY_STATEMENT, "pledge": _BY_PLEDGE}
_OF_TEXT: dict[str, Any] = {"owner": "snapshot", "root": _ARTICLE_OF_TEXT, "others": _TEXTS}

# In the order in which an entry lists its objects.
TABLES: tuple[Table, ...] = (
    Table(
        Statement,
        "statement",
        nouns=ngettext_noop("statement", "statements"),
        name={"reference": _REFERENCE, "summary": "e.summary"},
        country=_BY_PLEDGE,
    ),
    _part(
        Citation,
        "statement",
        _("Quotation"),
        same="passage_id",
        hidden="reviewer is_self_reviewed",
    ),
    _part(StatementLimit, "statement", _("Limit"), same="limit_id"),
    _part(StatementCondition, "statement", _("Waits for"), same="condition_id"),
    _part(Override, "statement", _("Answered warning"), same="warning", hidden="by at"),
    _part(ReviewNote, "statement", _("Review note"), hidden="author"),
    Table(
        Pledge,
        "pledge",
        nouns=ngettext_noop("pledge", "pledges"),
        name={"reference": "e.reference", "title": "e.title"},
        country=_BY_COUNTRY,
    ),
    _part(PledgeRole, "pledge", _("Role"), same="role_id"),
    _part(PledgeParty, "pledge", _("Party"), same="country_id", country=_BY_COUNTRY),
    _part(PledgeRecheck, "pledge", _("Second look"), same="because_id"),
    Table(
        Article,
        "article",
        nouns=ngettext_noop("article", "articles"),
        name={"title": "e.title"},
    ),
    _part(
        Snapshot,
        "article",
        _("Stored text"),
        name={"number": "e.number::text"},
        sentence=_("text {number}"),
        hidden="text_sha256 raw_sha256 normaliser_version language capture",
    ),
    _part(Capture, "article", _("Stored answer")),
    _part(ArticleAddress, "article", _("Address"), same="address"),
    _part(Takedown, "article", _("Takedown"), hidden="by at"),
    _part(
        Passage,
        "article",
        _("Passage"),
        name={"words": _FIRST_WORDS},
        hidden="start end prefix suffix",
        **_OF_TEXT,
    ),
    _part(Anchor, "article", _("Passage in a later text"), hidden="start end", **_OF_TEXT),
    Table(Publisher, "publisher", nouns=ngettext_noop("outlet", "outlets"), name=_OWN_NAME),
    Table(
        Check,
        "check",
        nouns=ngettext_noop("check", "checks"),
        others=_siblings("commitments_checkevent", "coalition_id, country_id, role_id"),
        name={"country": _COUNTRY_NAME, "role": _name_of("commitments_role", "role_id")},
        country=_BY_COUNTRY,
    ),
    Table(
        ConditionOutcome,
        "condition-outcome",
        nouns=ngettext_noop("outcome", "outcomes"),
        others=_siblings("commitments_conditionoutcomeevent", "coalition_id, condition_id"),
        name={
            "condition": _name_of("commitments_condition", "condition_id"),
            "outcome": "e.outcome",
            "since": "e.since::text",
        },
        sentence=_("{condition}: {outcome} since {since}"),
        country=_BY_COUNTRY,
    ),
    Table(
        Contradiction,
        "contradiction",
        nouns=ngettext_noop("contradiction", "contradictions"),
        name={key: _reference_of_statement(f"{key}_id") for key in ("first", "second")},
        sentence=_("{first} against {second}"),
    ),
    Table(
        Membership,
        "membership",
        nouns=ngettext_noop("membership", "memberships"),
        others=_siblings("commitments_membershipevent", "coalition_id, country_id"),
        name={
            "country": _COUNTRY_NAME,
            "coalition": _name_of("commitments_coalition", "coalition_id"),
        },
        sentence=_("{country} in {coalition}"),
        country=_BY_COUNTRY,
    ),
    Table(Role, "role", nouns=ngettext_noop("role", "roles"), name=_OWN_NAME),
    Table(Limit, "limit", nouns=ngettext_noop("limit", "limits"), name=_OWN_NAME),
    Table(Condition, "condition", nouns=ngettext_noop("condition", "conditions"), name=_OWN_NAME),
    _part(ConditionImplication, "condition", _("Implies"), same="implied_id"),
    Table(Coalition, "coalition", nouns=ngettext_noop("coalition", "coalitions"), name=_OWN_NAME),
    _part(CoalitionRole, "coalition", _("Role"), same="role_id"),
    _part(CoalitionLimit, "coalition", _("Limit"), same="limit_id"),
    _part(CoalitionCondition, "coalition", _("Condition"), same="condition_id"),
    Table(
        Country,
        "country",
        nouns=ngettext_noop("country", "countries"),
        name=_OWN_NAME,
        country=f"e.pgh_obj_id = {_COUNTRY}",
    ),
    _part(
        GovernmentChange,
        "country",
        _("Change of government"),
        name={"country": _COUNTRY_NAME, "since": "e.since::text"},
        sentence="{country}, {since}",
        country=_BY_COUNTRY,
    ),
    Table(
        User,
        PEOPLE,
        nouns=ngettext_noop("person", "people"),
        name=_OWN_NAME,
        hidden="joined_at",
    ),
    _part(
        SecondFactor,
        PEOPLE,
        _("Second factor"),
        owner="user",
        hidden="created_at",
        labels={
            "type": {
                "totp": _("authenticator app"),
                "webauthn": _("passkey"),
                "recovery_codes": _("recovery codes"),
            }
        },
    ),
    _part(CountryScope, PEOPLE, _("Writes about"), owner="user", same="country_id"),
)
TABLE_OF = {table.model: table for table in TABLES}
# Each kind of editorial object, by its own table.
KINDS: dict[str, Table] = {table.kind: table for table in TABLES if not table.part}
# What is not part of an object, but is shown with it.
_BESIDE = {
    "statement": replace(
        TABLE_OF[Contradiction],
        part=_("Contradiction"),
        others="(e.first_id = %(pk)s OR e.second_id = %(pk)s)",
    ),
    "article": replace(
        TABLE_OF[Publisher],
        part=_("Outlet"),
        others="e.pgh_obj_id = (SELECT a.publisher_id FROM articles_article a WHERE a.id = %(pk)s)",
    ),
}


def tables_of(kind: str) -> list[Table]:
    """Return the tables of one object, in the order in which they are shown."""
    own = [table for table in TABLES if table.kind == kind]
    return [*own, _BESIDE[kind]] if kind in _BESIDE else own


def visible_tables(*, with_people: bool) -> list[Table]:
    """Return the tables a person may see in the log: chiefs all, others all but people."""
    return [table for table in TABLES if with_people or not table.is_about_people]


def events_of(tables: Iterable[Table], columns: str, where: str = "TRUE") -> str:
    """Return SQL over the events `e` of several tables; `columns` and `where` may use `{table}`."""
    return " UNION ALL ".join(
        f"SELECT {columns} FROM {{table.event_table}} e WHERE {where}".format(
            table=table, number=number
        )
        for number, table in enumerate(tables)
    )


def fetch(sql: str, parameters: Mapping[str, Any] | Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """Return the rows of a query, with jsonb parsed, which Django does not do for own queries."""
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters or None)
        is_json = [column.type_code == _JSONB for column in cursor.description]
        return [
            tuple(
                json.loads(value) if as_json and isinstance(value, str) else value
                for value, as_json in zip(row, is_json, strict=True)
            )
            for row in cursor.fetchall()
        ]


_JSONB = 3802  # the type's number in PostgreSQL
