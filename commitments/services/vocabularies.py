"""Load reference data: countries, vocabularies, coalitions. Idempotent; never deletes.

Names and codes come from pycountry and Babel; short names, demonyms, capitals and groups from our
own `data/countries.csv`. A chief's change to a term's wording is reset to the file's: the files are
the codebook, and history keeps both.

`Country.names` are what searches compare with; pages are named by `commitments.rules.names`.
"""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pycountry
from babel import Locale
from django.conf import settings
from django.db import models, transaction

from commitments.models import (
    Coalition,
    CoalitionCondition,
    CoalitionLimit,
    CoalitionRole,
    Condition,
    ConditionImplication,
    Country,
    Limit,
    Role,
)
from commitments.rules.names import NATO

DATA = Path(__file__).resolve().parent.parent / "data"
# Organisations that pledge in their own name: Babel names the EU, we name NATO.
_ORGANISATIONS = {"EUE": "EU", "NAT": ""}


@dataclass(frozen=True, slots=True)
class LoadCounts:
    """How many entries each table holds after loading."""

    countries: int
    roles: int
    limits: int
    conditions: int
    coalitions: int


@transaction.atomic
def load_vocabularies() -> LoadCounts:
    """Update countries, vocabularies and coalitions from the files in `commitments/data`."""
    _load_countries()
    terms = _json("vocabularies.json")
    _load_terms(Role, terms["roles"], ("name", "short_name", "definition"))
    _load_terms(Limit, terms["limits"], ("name", "definition"))
    _load_terms(Condition, terms["conditions"], ("name", "definition"))
    conditions = {condition.slug: condition for condition in Condition.objects.all()}
    for term in terms["conditions"]:
        for slug in term.get("implies", ()):
            ConditionImplication.objects.get_or_create(
                condition=conditions[term["slug"]], implied=conditions[slug]
            )
    for path in sorted((DATA / "coalitions").glob("*.json")):
        _load_coalition(json.loads(path.read_text()))
    return LoadCounts(
        countries=Country.objects.count(),
        roles=Role.objects.count(),
        limits=Limit.objects.count(),
        conditions=Condition.objects.count(),
        coalitions=Coalition.objects.count(),
    )


def _load_countries() -> None:
    with (DATA / "countries.csv").open(newline="") as file:
        own = {row["iso3"]: row for row in csv.DictReader(file)}
    codes = {country.alpha_3: country.alpha_2 for country in pycountry.countries} | _ORGANISATIONS
    wanted = []
    for iso3, iso2 in codes.items():
        row = own.get(iso3, {})
        names = _names(iso2)
        wanted.append(
            Country(
                iso3=iso3,
                iso2=iso2,
                name=row.get("short_name") or names["en"],
                names=names,
                demonym=row.get("demonym") or "",
                capital=row.get("capital") or "",
                groups=[group for group in (row.get("groups") or "").split(";") if group],
                is_organisation=iso3 in _ORGANISATIONS,
            )
        )
    _upsert(Country, wanted, key="iso3")


def _names(iso2: str) -> dict[str, str]:
    if not iso2:
        return dict(NATO)
    return {language: _territories(language).get(iso2, iso2) for language, _ in settings.LANGUAGES}


@cache
def _territories(language: str) -> dict[str, str]:
    return dict(Locale(language).territories)


def _load_terms(
    model: type[models.Model], entries: list[dict[str, Any]], names: tuple[str, ...]
) -> None:
    wanted = [
        model(slug=entry["slug"], position=position, **{name: entry[name] for name in names})
        for position, entry in enumerate(entries, start=1)
    ]
    _upsert(model, wanted, key="slug")


def _upsert(model: type[models.Model], wanted: list[Any], *, key: str) -> None:
    """Create missing rows and update different ones only, so that a second run leaves no events."""
    manager: models.Manager[Any] = model._default_manager
    names = [
        field.attname
        for field in model._meta.concrete_fields
        if not field.primary_key and field.attname != key
    ]
    known = {getattr(row, key): row for row in manager.all()}
    for row in wanted:
        old = known.get(getattr(row, key))
        if old is None:
            row.save()
        elif any(getattr(old, name) != getattr(row, name) for name in names):
            row.pk = old.pk
            row.save()


def _load_coalition(entry: dict[str, Any]) -> None:
    coalition, _ = Coalition.objects.get_or_create(
        slug=entry["slug"],
        defaults={
            "code": entry["code"],
            "name": entry["name"],
            "tagline": entry["tagline"],
            "host": Country.objects.get(iso3=entry["host"]),
        },
    )
    picks: tuple[tuple[type[models.Model], type[models.Model], str, str], ...] = (
        (CoalitionRole, Role, "role", "roles"),
        (CoalitionLimit, Limit, "limit", "limits"),
        (CoalitionCondition, Condition, "condition", "conditions"),
    )
    for pick, term, name, plural in picks:
        by_slug = {row.slug: row for row in term._default_manager.all()}  # type: ignore[attr-defined]
        for position, slug in enumerate(entry[plural], start=1):
            pick._default_manager.get_or_create(
                coalition=coalition, **{name: by_slug[slug]}, defaults={"position": position}
            )


def _json(name: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((DATA / name).read_text())
    return content
