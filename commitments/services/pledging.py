"""Open a pledge: who would contribute which roles, and where."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from commitments.models import Coalition, Country, Pledge, PledgeParty, PledgeRole, Role
from commitments.permissions import require_scope
from commitments.rules.stances import Place
from core.errors import DomainError
from core.history import Act, act
from core.models import User

# The reference of a collective claim has this in place of a country's code. Not an ISO code.
COLLECTIVE_CODE = "ALL"


class PledgeExists(DomainError):
    """A pledge of the same country, roles and place already exists."""

    def __init__(self, pledge: Pledge) -> None:
        super().__init__(
            _(
                "{reference} covers these roles at this place already. Add the statement to "
                "that pledge."
            ).format(reference=pledge.reference)
        )
        self.pledge = pledge


@transaction.atomic
def open_pledge(
    *,
    coalition: Coalition,
    country: Country | None,
    parties: Sequence[Country] = (),
    roles: Sequence[Role],
    place: str = Place.UNSPECIFIED,
    title: str = "",
    is_separate: bool = False,
    by: User,
) -> Pledge:
    """Open a pledge, so that statements can be recorded about it. Locks the coalition.

    Without `country` it is a collective claim of `parties` (which may be empty: "26 countries").
    `is_separate` opens a second package of the same roles at the same place on purpose, where a
    country speaks of two forces: it refuses a deterrent one and offers peacekeepers. Raises
    PledgeExists for a country's second pledge of the same roles and place (for a collective claim
    also of the same title and parties), DomainError without roles or with both a country and
    parties, NotAllowed outside of the person's countries.
    """
    if not roles:
        raise DomainError(
            _("Pick at least one role: roles decide in which columns the pledge appears.")
        )
    if country is not None and parties:
        raise DomainError(
            _("Only a collective claim has parties; leave the country empty for one.")
        )
    require_scope(by, country)
    Coalition.objects.select_for_update().get(pk=coalition.pk)
    title = title.strip() or ", ".join(role.name for role in roles)[:160]
    if not is_separate:
        _refuse_twin(coalition, country, parties, roles, place, title)
    with act(Act.OPEN_PLEDGE, by=by):
        pledge = Pledge.objects.create(
            coalition=coalition,
            country=country,
            place=place,
            reference=_next_reference(coalition, country),
            title=title,
            added_by=by,
        )
        PledgeRole.objects.bulk_create(PledgeRole(pledge=pledge, role=role) for role in roles)
        PledgeParty.objects.bulk_create(
            PledgeParty(pledge=pledge, country=party) for party in parties
        )
    return pledge


def _refuse_twin(
    coalition: Coalition,
    country: Country | None,
    parties: Sequence[Country],
    roles: Sequence[Role],
    place: str,
    title: str,
) -> None:
    twins = Pledge.objects.filter(coalition=coalition, country=country, place=place)
    if country is None:
        # Several claims may be made of many countries at once; their titles distinguish them.
        twins = twins.filter(title__iexact=title)
    wanted = ({role.pk for role in roles}, {party.pk for party in parties})
    for twin in twins.prefetch_related("pledge_roles", "pledge_parties"):
        found = (
            {link.role_id for link in twin.pledge_roles.all()},
            {link.country_id for link in twin.pledge_parties.all()},
        )
        if found == wanted:
            raise PledgeExists(twin)


def _next_reference(coalition: Coalition, country: Country | None) -> str:
    """Return the number after the highest one ever given, so that none is given twice."""
    stem = f"{coalition.code}-{country.iso3 if country else COLLECTIVE_CODE}-"
    taken = Pledge.objects.filter(reference__startswith=stem).values_list("reference", flat=True)
    return f"{stem}{max((int(ref.rsplit('-', 1)[1]) for ref in taken), default=0) + 1}"
