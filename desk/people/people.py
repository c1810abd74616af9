"""People as chiefs see them, and one's own account."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from allauth.usersessions.models import UserSession
from django.db.models import Q
from django.db.models.functions import Lower

from commitments.models import Country, CountryScope, Membership, Pledge
from commitments.rules.names import country_name
from core.models import User
from core.second_factor import Factors, read_factors, with_second_factor


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One person in the list; no country means all of them."""

    person: User
    countries: tuple[str, ...]
    has_second_factor: bool


@dataclass(frozen=True, slots=True)
class People:
    """Everybody who has or had an account."""

    active: tuple[PersonLine, ...]
    left: tuple[PersonLine, ...]

    @property
    def missing(self) -> int:
        """Return how many must have a second factor and have none."""
        return sum(line.person.requires_mfa and not line.has_second_factor for line in self.active)


@dataclass(frozen=True, slots=True)
class CountryChoice:
    """A country that somebody may be limited to; `is_near` if it is in the ledger."""

    pk: int
    name: str
    is_near: bool


def read_people() -> People:
    """Read everybody, by name. Three queries."""
    everybody = list(User.objects.order_by(Lower("name"), "pk"))
    countries = _scopes(everybody)
    secured = with_second_factor(user.pk for user in everybody)
    lines = [
        PersonLine(
            person=user,
            countries=countries[user.pk] if user.role != User.Role.CHIEF else (),
            has_second_factor=user.pk in secured,
        )
        for user in everybody
    ]
    return People(
        active=tuple(line for line in lines if line.person.is_active),
        left=tuple(line for line in lines if not line.person.is_active),
    )


def everybody_requires_mfa() -> bool:
    """Whether everybody must have a second factor, so that new people start with it. One query."""
    flags = set(User.objects.filter(is_active=True).values_list("requires_mfa", flat=True))
    return flags == {True}


def scope_names(user: User) -> tuple[str, ...]:
    """Return the countries a person writes about, by name; none means all. One query."""
    return _scopes([user])[user.pk]


def scope_keys(user: User) -> list[int]:
    """Return them as primary keys. One query."""
    return list(CountryScope.objects.filter(user=user).values_list("country", flat=True))


def country_choices() -> list[CountryChoice]:
    """Return every country; those of a coalition or with a pledge are near. One query."""
    near = Q(pk__in=Membership.objects.values("country")) | Q(
        pk__in=Pledge.objects.values("country")
    )
    countries = Country.objects.annotate(is_near=near).order_by("name")
    return [CountryChoice(c.pk, c.name, c.is_near) for c in countries]


def read_sessions(user: User) -> int:
    """Return how many sessions of this person are open. One query."""
    return UserSession.objects.filter(user_id=user.pk).count()


def read_own_factors(user: User) -> Factors:
    """Return a person's second factors. One query."""
    return read_factors(user)


def _scopes(people: Iterable[User]) -> defaultdict[int, tuple[str, ...]]:
    rows = (
        CountryScope.objects.filter(user__in=[person.pk for person in people])
        .order_by("country__name")
        .values_list("user_id", "country__iso3", "country__name")
    )
    found: defaultdict[int, tuple[str, ...]] = defaultdict(tuple)
    for user, iso3, name in rows:
        found[user] += (country_name(iso3, name),)
    return found
