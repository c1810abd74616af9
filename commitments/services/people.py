"""People with the countries they write about, and what remains when an account is closed."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext as _

from articles.models import Article
from commitments.models import Autosave, Country, CountryScope, Presence, ReviewClaim
from core import people
from core.errors import DomainError
from core.history import Act, act
from core.models import User


@transaction.atomic
def invite(
    *, email: str, name: str, role: str, requires_mfa: bool, countries: Collection[int], by: User
) -> User:
    """Create an account and set the countries its owner will write about."""
    person = people.invite_person(
        email=email, name=name, role=role, requires_mfa=requires_mfa, by=by
    )
    _set_scope(person, countries, by=by)
    return person


@transaction.atomic
def revise(
    *,
    person: User,
    email: str,
    name: str,
    role: str,
    requires_mfa: bool,
    countries: Collection[int],
    by: User,
) -> User:
    """Change a person's account and the countries they write about, in one act."""
    revised = people.revise_person(
        person=person, email=email, name=name, role=role, requires_mfa=requires_mfa, by=by
    )
    _set_scope(revised, countries, by=by)
    return revised


@transaction.atomic
def close_account(*, person: User, by: User, reason: str = "") -> User:
    """Close an account, and release what the person was reviewing or typing.

    Their drafts stay, so that an editor can go on. Their name stays wherever it is recorded.
    """
    left = people.close_account(person=person, by=by, reason=reason)
    with act(Act.GIVE_BACK_ARTICLE, by=by):
        Article.objects.filter(reader=left).update(reader=None)
    ReviewClaim.objects.filter(by=left).delete()
    Presence.objects.filter(user=left).delete()
    Autosave.objects.filter(user=left).delete()
    return left


def _set_scope(person: User, countries: Collection[int], *, by: User) -> None:
    wanted = set(countries)
    if len(wanted) != Country.objects.filter(pk__in=wanted).count():
        raise DomainError(_("One of these countries is not in the ledger any more."))
    rows = CountryScope.objects.filter(user=person)
    present = set(rows.values_list("country", flat=True))
    if wanted == present:
        return
    with act(Act.SET_SCOPE, by=by):
        rows.exclude(country__in=wanted).delete()
        CountryScope.objects.bulk_create(
            CountryScope(user=person, country_id=pk) for pk in sorted(wanted - present)
        )
