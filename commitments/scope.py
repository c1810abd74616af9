"""On which countries a person writes: an optional limit that a chief sets. Reading has none."""

from __future__ import annotations

from commitments.models import Country, CountryScope, Pledge
from core.errors import NotAllowed
from core.models import User
from core.wording import gettext_lazy

OUT_OF_SCOPE = gettext_lazy(
    "You write about other countries. Ask a chief, or an editor of this country."
)


def scope_of(user: User) -> frozenset[int] | None:
    """The countries this person writes about; None for all. One query, none for a chief."""
    if user.role == User.Role.CHIEF:
        return None
    rows = CountryScope.objects.filter(user=user).values_list("country", flat=True)
    return frozenset(rows) or None


def covers(user: User, country_id: int | None) -> bool:
    """Whether this person may write about this country; None is a collective claim."""
    scope = scope_of(user)
    return scope is None or country_id in scope


def require_scope(user: User, country: Country | None) -> None:
    """Refuse who writes about other countries. Raises NotAllowed."""
    if not covers(user, country.pk if country else None):
        raise NotAllowed(OUT_OF_SCOPE)


def require_scope_of_pledge(user: User, pledge: Pledge) -> None:
    """The same for a pledge that exists; a collective claim is nobody's country."""
    if not covers(user, pledge.country_id):
        raise NotAllowed(OUT_OF_SCOPE)
