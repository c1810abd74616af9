"""What rows of the past are called: their last known name, also where they are gone since."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection, models
from django.urls import reverse

from articles.models import Article, Passage, Publisher, Snapshot
from commitments.models import (
    Check,
    Coalition,
    Condition,
    ConditionOutcome,
    Contradiction,
    Country,
    GovernmentChange,
    Limit,
    Membership,
    Pledge,
    Role,
    Statement,
)
from core.models import User
from desk.history.tables import KINDS, SOURCES, union

# A row to be named: its table's model, and its key.
Ref = tuple[type[models.Model], int]


@dataclass(frozen=True, slots=True)
class Name:
    """What a row is called; `is_gone` where it was deleted since."""

    text: str
    is_gone: bool = False


def _name_of(table: str, key: str) -> str:
    return f"(SELECT n.name FROM {table} n WHERE n.id = e.{key})"


def _reference(key: str) -> str:
    return f"(SELECT p.reference FROM commitments_pledge p WHERE p.id = {key})"


def _reference_of_statement(key: str) -> str:
    return (
        "(SELECT p.reference || ', ' || x.said_on FROM commitments_statement x"
        f" JOIN commitments_pledge p ON p.id = x.pledge_id WHERE x.id = e.{key})"
    )


_COUNTRY = _name_of("commitments_country", "country_id")
# The name of a row as SQL over its last event `e`.
_NAMES: dict[type[models.Model], str] = {
    User: "e.name",
    Country: "e.name",
    Role: "e.name",
    Limit: "e.name",
    Condition: "e.name",
    Coalition: "e.name",
    Publisher: "e.name",
    Article: "e.title",
    Snapshot: "'text ' || e.number",
    Passage: "'“' || left(e.exact, 200) || CASE WHEN length(e.exact) > 200 THEN '…”' ELSE '”' END",
    Pledge: "e.reference || ' · ' || e.title",
    Statement: f"COALESCE({_reference('e.pledge_id')} || ' · ', '') || e.summary",
    Check: f"{_COUNTRY} || ' · ' || {_name_of('commitments_role', 'role_id')}",
    ConditionOutcome: (
        f"{_name_of('commitments_condition', 'condition_id')} || ': ' || e.outcome || ' since '"
        " || e.since"
    ),
    Membership: f"{_COUNTRY} || ' in ' || {_name_of('commitments_coalition', 'coalition_id')}",
    GovernmentChange: f"{_COUNTRY} || ', ' || e.since",
    Contradiction: (
        f"{_reference_of_statement('first_id')} || ' against '"
        f" || {_reference_of_statement('second_id')}"
    ),
}


def names_of(wanted: Iterable[Ref]) -> dict[Ref, Name]:
    """The names of these rows, whatever their tables. One query; none where nothing is asked."""
    keys: dict[type[models.Model], set[int]] = {}
    for model, pk in wanted:
        if model in _NAMES:
            keys.setdefault(model, set()).add(pk)
    if not keys:
        return {}
    order = list(keys)
    branches, parameters = [], []
    for number, model in enumerate(order):
        table = _TABLES[model]
        branches.append(
            f"(SELECT DISTINCT ON (e.pgh_obj_id) {number}, e.pgh_obj_id, {_NAMES[model]},"
            f" e.pgh_label = 'delete' FROM {table} e WHERE e.pgh_obj_id = ANY(%s)"
            " ORDER BY e.pgh_obj_id, e.pgh_id DESC)"
        )
        parameters.append(sorted(keys[model]))
    with connection.cursor() as cursor:
        cursor.execute(union(branches), parameters)
        return {
            (order[number], pk): Name(text or "", is_gone)
            for number, pk, text, is_gone in cursor.fetchall()
        }


def object_url(kind: str, pk: int, name: Name) -> str:
    """The object's own page on the desk; "" where it has none, or is gone."""
    if name.is_gone:
        return ""
    if kind == "statement":
        return reverse("desk:statement_detail", args=[pk])
    if kind == "article":
        return reverse("desk:article_detail", args=[pk])
    if kind == "pledge":
        return f"{reverse('desk:pledge_list')}?q={name.text.split(' · ')[0]}"
    return ""


def history_url(kind: str, pk: int) -> str:
    """The object's History tab."""
    return reverse("desk:history", args=[kind, pk])


def name_of_object(kind: str, pk: int, names: dict[Ref, Name]) -> Name:
    """The name of an editorial object, or its kind and number where nothing is known of it."""
    found = names.get((KINDS[kind].model, pk))
    return (
        found if found and found.text else Name(f"{str(KINDS[kind].noun).capitalize()} {pk}", True)
    )


_TABLES = {source.model: source.table for source in SOURCES if source.model in _NAMES}
