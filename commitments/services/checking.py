"""Record checks: who searched which cells on which day and found nothing to quote."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils.translation import gettext

from commitments.models import Check, Coalition, CoalitionRole, Country, Role, Statement
from commitments.permissions import OUT_OF_SCOPE, covers
from commitments.services.moments import public_moment
from core import clock
from core.errors import DomainError, NotAllowed
from core.history import Act, act
from core.models import User

Cell = tuple[Country, Role]


def why_not_check(user: User, country: Country) -> str:
    """Why this person may not record checks of this country; "" if they may."""
    if not user.can_review:
        return gettext("A check is public at once, so an editor records it.")
    return "" if covers(user, country.pk) else OUT_OF_SCOPE


@transaction.atomic
def record_checks(
    *,
    coalition: Coalition,
    cells: Sequence[Cell],
    outcome: str,
    checked_on: date,
    note: str = "",
    recheck_on: date | None = None,
    by: User,
) -> list[Check]:
    """Record that somebody looked for these cells on a day, with one outcome, as one act.

    Raises NotAllowed for contributors and outside of the person's countries; DomainError without
    cells, for a role that the coalition does not have, for a day in the future, for a next look
    that is not later, and for "does not apply" where a statement is published. It changes no
    statement and no earlier check.
    """
    for country in {country.pk: country for country, _ in cells}.values():
        if refusal := why_not_check(by, country):
            raise NotAllowed(refusal)
    _require_sound(coalition, cells, outcome, checked_on, recheck_on)
    moment = public_moment()
    with act(Act.RECORD_CHECKS, by=by, reason=note):
        return Check.objects.bulk_create(
            Check(
                coalition=coalition,
                country=country,
                role=role,
                checked_on=checked_on,
                outcome=outcome,
                note=note.strip(),
                recheck_on=recheck_on,
                by=by,
                recorded_at=moment,
            )
            for country, role in dict.fromkeys(cells)
        )


def _require_sound(
    coalition: Coalition,
    cells: Sequence[Cell],
    outcome: str,
    checked_on: date,
    recheck_on: date | None,
) -> None:
    if not cells:
        raise DomainError(gettext("Tick at least one role."))
    if outcome not in Check.Outcome.values:
        raise DomainError(gettext("Pick an outcome from the list."))
    if checked_on > clock.today():
        raise DomainError(gettext("You cannot have looked on a day that is still to come."))
    if recheck_on is not None and recheck_on <= checked_on:
        raise DomainError(gettext("Plan the next look for a day after this one."))
    picked = set(CoalitionRole.objects.filter(coalition=coalition).values_list("role", flat=True))
    for _, role in cells:
        if role.pk not in picked:
            raise DomainError(
                gettext("“{role}” is no role of {coalition}.").format(
                    role=role.local_name, coalition=coalition.name
                )
            )
    if outcome == Check.Outcome.NOT_APPLICABLE:
        _refuse_beside_statements(coalition, cells)


def _refuse_beside_statements(coalition: Coalition, cells: Sequence[Cell]) -> None:
    stated = set(
        Statement.objects.published()
        .filter(pledge__coalition=coalition, pledge__country__in={c.pk for c, _ in cells})
        .values_list("pledge__country", "pledge__roles")
    )
    taken = [role.local_name for country, role in cells if (country.pk, role.pk) in stated]
    if taken:
        raise DomainError(
            gettext(
                "A statement is published about {taken}, so the role does apply. Choose another "
                "outcome, or leave it out."
            ).format(taken=", ".join(taken))
        )
