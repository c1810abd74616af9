"""What chiefs see of people, and what everybody sees of their own account."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from allauth.usersessions.models import UserSession
from django.apps import apps
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from commitments.models import Country, CountryScope, Membership, Pledge
from commitments.rules.names import country_name
from core.models import User
from core.second_factor import Factors, read_factors, with_second_factor
from core.wording import gettext_lazy

NEWEST = 30
# The acts on people as the person page words them.
ACTS = {
    "invite person": gettext_lazy("invited"),
    "send link": gettext_lazy("sent a link"),
    "revise person": gettext_lazy("changed"),
    "set scope": gettext_lazy("countries set"),
    "require second factor": gettext_lazy("second factor required"),
    "waive second factor": gettext_lazy("second factor no longer required"),
    "close account": gettext_lazy("account closed"),
    "open account": gettext_lazy("account opened again"),
    "remove second factor": gettext_lazy("second factor removed"),
}
LABELS = {"insert": "added", "update": gettext_lazy("changed"), "delete": "removed"}
FACTORS = {
    "totp": gettext_lazy("authenticator app"),
    "webauthn": gettext_lazy("passkey"),
    "recovery_codes": gettext_lazy("recovery codes"),
}


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One person in the list."""

    pk: int
    name: str
    email: str
    role: str
    countries: tuple[str, ...]
    has_second_factor: bool
    requires_mfa: bool
    last_login: datetime | None
    link_sent_at: datetime | None
    is_invited: bool
    is_active: bool


@dataclass(frozen=True, slots=True)
class People:
    """Everybody who has or had an account."""

    active: tuple[PersonLine, ...]
    left: tuple[PersonLine, ...]

    @property
    def missing(self) -> int:
        """How many must have a second factor and have none."""
        return sum(line.requires_mfa and not line.has_second_factor for line in self.active)


@dataclass(frozen=True, slots=True)
class PersonEntry:
    """One entry of a person's history."""

    at: datetime
    by: str
    what: str
    details: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class CountryChoice:
    """A country that somebody may be limited to; `is_near` where the ledger has to do with it."""

    pk: int
    name: str
    is_near: bool


def read_people() -> People:
    """Everybody, by name. Three queries."""
    everybody = list(User.objects.order_by(Lower("name"), "pk"))
    countries = _scopes(everybody)
    secured = with_second_factor(user.pk for user in everybody)
    lines = [
        PersonLine(
            pk=user.pk,
            name=user.name,
            email=user.email,
            role=user.get_role_display(),
            countries=countries[user.pk] if user.role != User.Role.CHIEF else (),
            has_second_factor=user.pk in secured,
            requires_mfa=user.requires_mfa,
            last_login=user.last_login,
            link_sent_at=user.link_sent_at,
            is_invited=user.is_invited,
            is_active=user.is_active,
        )
        for user in everybody
    ]
    return People(
        active=tuple(line for line in lines if line.is_active),
        left=tuple(line for line in lines if not line.is_active),
    )


def everybody_requires_mfa() -> bool:
    """Whether all must have a second factor, so that new people start with it. One query."""
    flags = set(User.objects.filter(is_active=True).values_list("requires_mfa", flat=True))
    return flags == {True}


def scope_names(user: User) -> tuple[str, ...]:
    """The countries a person writes about, by name; none means all. One query."""
    return _scopes([user])[user.pk]


def scope_keys(user: User) -> list[int]:
    """The same as primary keys. One query."""
    return list(CountryScope.objects.filter(user=user).values_list("country", flat=True))


def country_choices() -> list[CountryChoice]:
    """Every country, those of a coalition or with a pledge marked as near. One query."""
    near = Q(pk__in=Membership.objects.values("country")) | Q(
        pk__in=Pledge.objects.values("country")
    )
    countries = Country.objects.annotate(is_near=near).order_by("name")
    return [CountryChoice(c.pk, c.name, c.is_near) for c in countries]


def read_sessions(user: User) -> int:
    """How many sessions of this person are open. One query."""
    return UserSession.objects.filter(user_id=user.pk).count()


def read_own_factors(user: User) -> Factors:
    """A person's second factors. One query."""
    return read_factors(user)


def read_person_history(person: User) -> list[PersonEntry]:
    """The newest entries about a person, newest first. Four queries, one more for names."""
    events: list[Any] = []
    for label, lookup in (
        ("core.UserEvent", "pgh_obj_id"),
        ("core.SecondFactorEvent", "user_id"),
        ("commitments.CountryScopeEvent", "user_id"),
    ):
        rows = apps.get_model(label).objects.filter(**{lookup: person.pk})
        events += rows.select_related("pgh_context").order_by("-pgh_id")[: NEWEST * 2]
    before = _states_before(events)
    events.sort(key=lambda event: event.pgh_created_at, reverse=True)
    countries = dict(
        Country.objects.filter(
            pk__in={e.country_id for e in events if hasattr(e, "country_id")}
        ).values_list("pk", "name")
    )
    actors: set[int] = {_metadata(e)["user"] for e in events if _metadata(e).get("user")}
    names = dict(User.objects.filter(pk__in=actors).values_list("pk", "name"))
    grouped: dict[Any, list[Any]] = defaultdict(list)
    for event in events:
        grouped[event.pgh_context_id or event].append(event)
    return [
        _entry(group, names=names, countries=countries, before=before)
        for group in list(grouped.values())[:NEWEST]
    ]


def _entry(
    group: Sequence[Any],
    *,
    names: dict[int, str],
    countries: dict[int, str],
    before: dict[Any, Any],
) -> PersonEntry:
    metadata = _metadata(group[0])
    acts = [str(ACTS[act]) for act in metadata.get("acts", ()) if act in ACTS]
    details: list[str] = []
    for event in group:
        if hasattr(event, "country_id"):
            details.append(f"{countries.get(event.country_id, '?')}: {LABELS[event.pgh_label]}")
        elif hasattr(event, "type"):
            details.append(f"{FACTORS[event.type]}: {LABELS[event.pgh_label]}")
        else:
            details += _differences(before.get(event.pgh_id), event)
    return PersonEntry(
        at=group[0].pgh_created_at,
        by=names.get(metadata.get("user", 0), _("A command")),
        what=", ".join(acts) or (_("account made") if _is_first(group) else _("changed")),
        details=tuple(details),
        reason=str(metadata.get("reason", "")),
    )


def _is_first(group: Sequence[Any]) -> bool:
    return any(hasattr(event, "email") and event.pgh_label == "insert" for event in group)


def _differences(before: Any, after: Any) -> list[str]:
    """What changed of a person, in words: name, address, role."""
    if before is None:
        return []
    found = [
        f"{word}: {_shown(before, name)} → {_shown(after, name)}"
        for word, name in (
            (_("name"), "name"),
            (_("address"), "email"),
            (_("role"), "role"),
        )
        if getattr(before, name) != getattr(after, name)
    ]
    if before.requires_mfa != after.requires_mfa:
        found.append(
            _("second factor required") if after.requires_mfa else _("second factor not required")
        )
    return found


def _shown(event: Any, name: str) -> str:
    value = getattr(event, name)
    return str(User.Role(value).label).lower() if name == "role" else str(value)


def _states_before(events: Iterable[Any]) -> dict[Any, Any]:
    """For each event of the person's own row the one before it; they come newest first."""
    own = [event for event in events if hasattr(event, "email")]
    return {
        after.pgh_id: before for after, before in zip(own, [*own[1:], None], strict=True) if before
    }


def _metadata(event: Any) -> dict[str, Any]:
    return event.pgh_context.metadata if event.pgh_context else {}


def _scopes(people: Iterable[User]) -> defaultdict[int, tuple[str, ...]]:
    """The names of the countries of each of these people."""
    rows = (
        CountryScope.objects.filter(user__in=[person.pk for person in people])
        .order_by("country__name")
        .values_list("user_id", "country__iso3", "country__name")
    )
    found: defaultdict[int, tuple[str, ...]] = defaultdict(tuple)
    for user, iso3, name in rows:
        found[user] += (country_name(iso3, name),)
    return found
