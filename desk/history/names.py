"""Names of rows in history: the last known name, also of deleted rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import models
from django.urls import reverse
from django.utils.text import capfirst

from desk.history.tables import KINDS, TABLES, fetch

# A row to name: its table's model, and its key.
Ref = tuple[type[models.Model], int]


@dataclass(frozen=True, slots=True)
class Name:
    """A row's name; `is_gone` if it was deleted."""

    text: str
    is_gone: bool = False


def names_of(wanted: Iterable[Ref]) -> dict[Ref, Name]:
    """Return the names of these rows, of any tables. One query; none without rows."""
    wanted = set(wanted)
    keys = {
        number: sorted(pk for model, pk in wanted if model is table.model)
        for number, table in enumerate(TABLES)
        if table.name
    }
    branches = [
        f"(SELECT DISTINCT ON (e.pgh_obj_id) {number}, e.pgh_obj_id,"
        f" ARRAY[{', '.join(TABLES[number].name.values())}]::text[], e.pgh_label = 'delete'"
        f" FROM {TABLES[number].event_table} e WHERE e.pgh_obj_id = ANY(%s)"
        " ORDER BY e.pgh_obj_id, e.pgh_id DESC)"
        for number, pks in keys.items()
        if pks
    ]
    if not branches:
        return {}
    found = {}
    for number, pk, parts, is_gone in fetch(
        " UNION ALL ".join(branches), [pks for pks in keys.values() if pks]
    ):
        table = TABLES[number]
        text = table.named(dict(zip(table.name, parts, strict=True)))
        found[table.model, pk] = Name(text, is_gone)
    return found


def object_url(kind: str, pk: int, name: Name) -> str:
    """Return the object's own page on the desk; "" if it has none, or is deleted."""
    if name.is_gone:
        return ""
    if kind == "pledge":
        return f"{reverse('desk:pledge_list')}?q={name.text.split(' · ')[0]}"
    page = {"statement": "statement_detail", "article": "article_detail"}.get(kind)
    return reverse(f"desk:{page}", args=[pk]) if page else ""


def name_of_object(kind: str, pk: int, names: dict[Ref, Name]) -> Name:
    """Return the object's name, or its kind and number if the name is unknown."""
    found = names.get((KINDS[kind].model, pk))
    return found if found and found.text else Name(f"{capfirst(KINDS[kind].noun)} {pk}", True)
