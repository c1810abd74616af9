"""Which tables keep history, and which editorial object each of their rows belongs to.

A statement's limits and quotations are told with the statement, an article's passages with the
article. Only names of tables and columns are here; reading them is in `history` and `log`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.db import models
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
from core.history_entries import event_models
from core.models import SecondFactor, User
from core.wording import gettext_lazy, ngettext_noop


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of editorial object with a History tab. `slug` stands in its address."""

    slug: str
    model: type[models.Model]
    names: tuple[str, str]
    is_about_people: bool = False

    @property
    def noun(self) -> str:
        """What one is called."""
        return self.counted(1)

    def counted(self, number: int) -> str:
        """What so many are called, without the number."""
        return ngettext(*self.names, number)


KINDS: dict[str, Kind] = {
    kind.slug: kind
    for kind in (
        Kind("statement", Statement, ngettext_noop("statement", "statements")),
        Kind("pledge", Pledge, ngettext_noop("pledge", "pledges")),
        Kind("article", Article, ngettext_noop("article", "articles")),
        Kind("publisher", Publisher, ngettext_noop("outlet", "outlets")),
        Kind("check", Check, ngettext_noop("check", "checks")),
        Kind("condition-outcome", ConditionOutcome, ngettext_noop("outcome", "outcomes")),
        Kind("contradiction", Contradiction, ngettext_noop("contradiction", "contradictions")),
        Kind("membership", Membership, ngettext_noop("membership", "memberships")),
        Kind("role", Role, ngettext_noop("role", "roles")),
        Kind("limit", Limit, ngettext_noop("limit", "limits")),
        Kind("condition", Condition, ngettext_noop("condition", "conditions")),
        Kind("coalition", Coalition, ngettext_noop("coalition", "coalitions")),
        Kind("country", Country, ngettext_noop("country", "countries")),
        Kind("person", User, ngettext_noop("person", "people"), is_about_people=True),
    )
}


@dataclass(frozen=True, slots=True)
class Source:
    """One table of events. `root` is the SQL of the object's key; `noun` names a part of it."""

    model: type[models.Model]
    kind: str
    root: str = "e.pgh_obj_id"
    noun: str = ""
    # Columns by which a part that was deleted and written again is known to be the same.
    identity: tuple[str, ...] = ()

    @property
    def event(self) -> type[models.Model]:
        """The model pghistory made of the table."""
        return _events_by_model()[self.model]

    @property
    def table(self) -> str:
        """The event table's name."""
        return str(self.event._meta.db_table)


_BY_SNAPSHOT = "(SELECT s.article_id FROM articles_snapshot s WHERE s.id = e.snapshot_id)"
SOURCES: tuple[Source, ...] = (
    Source(Statement, "statement"),
    Source(Citation, "statement", "e.statement_id", gettext_lazy("Quotation"), ("passage_id",)),
    Source(StatementLimit, "statement", "e.statement_id", gettext_lazy("Limit"), ("limit_id",)),
    Source(
        StatementCondition,
        "statement",
        "e.statement_id",
        gettext_lazy("Waits for"),
        ("condition_id",),
    ),
    Source(Override, "statement", "e.statement_id", gettext_lazy("Answered warning"), ("warning",)),
    Source(ReviewNote, "statement", "e.statement_id", gettext_lazy("Review note")),
    Source(Pledge, "pledge"),
    Source(PledgeRole, "pledge", "e.pledge_id", gettext_lazy("Role"), ("role_id",)),
    Source(PledgeParty, "pledge", "e.pledge_id", gettext_lazy("Party"), ("country_id",)),
    Source(PledgeRecheck, "pledge", "e.pledge_id", gettext_lazy("Second look"), ("because_id",)),
    Source(Article, "article"),
    Source(Snapshot, "article", "e.article_id", gettext_lazy("Stored text")),
    Source(Capture, "article", "e.article_id", gettext_lazy("Stored answer")),
    Source(ArticleAddress, "article", "e.article_id", gettext_lazy("Address"), ("address",)),
    Source(Takedown, "article", "e.article_id", gettext_lazy("Takedown")),
    Source(Passage, "article", _BY_SNAPSHOT, gettext_lazy("Passage")),
    Source(Anchor, "article", _BY_SNAPSHOT, gettext_lazy("Passage in a later text")),
    Source(Publisher, "publisher"),
    Source(Check, "check"),
    Source(ConditionOutcome, "condition-outcome"),
    Source(Contradiction, "contradiction"),
    Source(Membership, "membership"),
    Source(Role, "role"),
    Source(Limit, "limit"),
    Source(Condition, "condition"),
    Source(
        ConditionImplication,
        "condition",
        "e.condition_id",
        gettext_lazy("Implies"),
        ("implied_id",),
    ),
    Source(Coalition, "coalition"),
    Source(CoalitionRole, "coalition", "e.coalition_id", gettext_lazy("Role"), ("role_id",)),
    Source(CoalitionLimit, "coalition", "e.coalition_id", gettext_lazy("Limit"), ("limit_id",)),
    Source(
        CoalitionCondition,
        "coalition",
        "e.coalition_id",
        gettext_lazy("Condition"),
        ("condition_id",),
    ),
    Source(Country, "country"),
    Source(GovernmentChange, "country", "e.country_id", gettext_lazy("Change of government")),
    Source(User, "person"),
    Source(SecondFactor, "person", "e.user_id", gettext_lazy("Second factor")),
    Source(CountryScope, "person", "e.user_id", gettext_lazy("Writes about"), ("country_id",)),
)

_ONE_ROW = "(SELECT {columns} FROM {table} x WHERE x.pgh_obj_id = %(pk)s LIMIT 1)"


def _siblings(columns: str, table: str) -> str:
    """Rows of the same cell, pair or condition: each answers the one before."""
    listed = columns.split(", ")
    mine = ", ".join(f"e.{name}" for name in listed)
    return f"({mine}) = {_ONE_ROW.format(columns=columns, table=table)}"


_TEXTS = "e.snapshot_id IN (SELECT s.id FROM articles_snapshot s WHERE s.article_id = %(pk)s)"
# Where an object's history is more than its own row and the parts that name it.
_WIDER: dict[tuple[str, type[models.Model]], str] = {
    ("article", Passage): _TEXTS,
    ("article", Anchor): _TEXTS,
    ("check", Check): _siblings("coalition_id, country_id, role_id", "commitments_checkevent"),
    ("condition-outcome", ConditionOutcome): _siblings(
        "coalition_id, condition_id", "commitments_conditionoutcomeevent"
    ),
    ("membership", Membership): _siblings(
        "coalition_id, country_id", "commitments_membershipevent"
    ),
}
# Tables of other objects that are told with an object too, as parts of it.
_BESIDE: dict[str, tuple[tuple[Source, str], ...]] = {
    "statement": (
        (
            Source(Contradiction, "contradiction", noun=gettext_lazy("Contradiction")),
            "(e.first_id = %(pk)s OR e.second_id = %(pk)s)",
        ),
    ),
    "article": (
        (
            Source(Publisher, "publisher", noun=gettext_lazy("Outlet")),
            "e.pgh_obj_id = (SELECT a.publisher_id FROM articles_article a WHERE a.id = %(pk)s)",
        ),
    ),
}


def sources_of(kind: str) -> list[tuple[Source, str]]:
    """The tables that tell of one object, each with the SQL that picks its events by `pk`."""
    own = [
        (source, _WIDER.get((kind, source.model)) or (f"{source.root} = %(pk)s"))
        for source in SOURCES
        if source.kind == kind
    ]
    return own + list(_BESIDE.get(kind, ()))


def visible_sources(*, with_people: bool) -> list[Source]:
    """The tables a person may read of in the log: chiefs all, others all but people."""
    return [s for s in SOURCES if with_people or not KINDS[s.kind].is_about_people]


def people_sources() -> list[Source]:
    """The tables about people."""
    return [source for source in SOURCES if KINDS[source.kind].is_about_people]


def union(branches: Iterable[str]) -> str:
    """One query of several."""
    return " UNION ALL ".join(branches)


@cache
def _events_by_model() -> dict[type[models.Model], type[models.Model]]:
    assert apps.models_ready
    events: list[Any] = list(event_models())
    return {event.pgh_tracked_model: event for event in events}
