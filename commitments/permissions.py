"""Who may write: the countries a person writes about, and who took part in a statement.

A chief may limit a person to countries; this never limits reading: the desk reads everything
(`desk/lists.py: readable`), readers what `commitments/statements/visibility.py` says. A person who
took part in a statement may not publish it: this is a condition for queries here, so that lists and
publishing use the same rule.
"""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q

from commitments.models import Citation, Country, CountryScope, Pledge, Statement
from core.errors import NotAllowed
from core.history import Act
from core.history_entries import events_about
from core.models import User
from core.wording import gettext_lazy

OUT_OF_SCOPE = gettext_lazy(
    "You write about other countries. Ask a chief, or an editor of this country."
)


def scope_of(user: User) -> frozenset[int] | None:
    """Return the countries this person writes about; None for all. One query, none for a chief."""
    if user.role == User.Role.CHIEF:
        return None
    rows = CountryScope.objects.filter(user=user).values_list("country", flat=True)
    return frozenset(rows) or None


def covers(user: User, country_id: int | None) -> bool:
    """Whether this person may write about this country; None is a collective claim."""
    scope = scope_of(user)
    return scope is None or country_id in scope


def require_scope(user: User, country: Country | None) -> None:
    """Raise NotAllowed if the person writes about other countries."""
    if not covers(user, country.pk if country else None):
        raise NotAllowed(OUT_OF_SCOPE)


def require_scope_of_pledge(user: User, pledge: Pledge) -> None:
    """Require scope for an existing pledge; a collective claim belongs to no country."""
    if not covers(user, pledge.country_id):
        raise NotAllowed(OUT_OF_SCOPE)


def took_part(user: User) -> Q:
    """Statements that this person wrote or revised, or whose quotations they chose or removed.

    The author stays the same whoever revises a draft: only history knows the others.
    """
    revisions = events_about(Statement).filter(
        _was(Act.REVISE_STATEMENT, user), pgh_obj=OuterRef("pk")
    )
    quotations = Citation.objects.filter(
        statement=OuterRef("pk"), added_by=user, published_at__isnull=True
    )
    removals = events_about(Citation).filter(
        _was(Act.REMOVE_CITATION, user), statement=OuterRef("pk")
    )
    return Q(author=user) | Q(Exists(quotations)) | Q(Exists(revisions)) | Q(Exists(removals))


def _was(act: Act, user: User) -> Q:
    """Entries of this act by this person, even if the same request did more."""
    return Q(pgh_context__metadata__acts__contains=[act.value], pgh_context__metadata__user=user.pk)
