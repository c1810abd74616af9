"""Record a change of government, and the second look that each pledge then needs.

No pledge lapses automatically: it stays as it is until somebody has looked and decided.
"""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.dateformat import format as format_date
from django.utils.translation import gettext as _

from articles.models import Passage
from commitments.models import Country, GovernmentChange, PledgeRecheck
from commitments.permissions import OUT_OF_SCOPE, covers
from commitments.statements.public import public_pledges
from core import clock
from core.errors import DomainError, NotAllowed, StaleEdit
from core.history import Act, act
from core.models import User


def why_not_look(user: User, country_id: int | None) -> str:
    """Why this person may not record governments and second looks here; "" if they may."""
    if not user.can_review:
        return _("An editor records changes of government and second looks.")
    return "" if covers(user, country_id) else OUT_OF_SCOPE


@transaction.atomic
def record_government_change(
    *, country: Country, since: date, note: str, passage: Passage | None = None, by: User
) -> GovernmentChange:
    """Record a country's new government, and queue each of its public pledges for a second look.

    Later statements are not queued: the new government was known when they were made. Raises
    NotAllowed for contributors and outside of the person's countries, DomainError without a note,
    for a day in the future or one already recorded. Locks the country.
    """
    if refusal := why_not_look(by, country.pk):
        raise NotAllowed(refusal)
    if not note.strip():
        raise DomainError(_("Say in a sentence what happened."))
    if since > clock.today():
        raise DomainError(_("That day is still to come. Record it when it has happened."))
    Country.objects.select_for_update().get(pk=country.pk)
    if GovernmentChange.objects.filter(country=country, since=since).exists():
        raise DomainError(
            _(
                "A change of government of {country} on {day} is recorded already, and its "
                "pledges were queued then."
            ).format(country=country.local_name, day=format_date(since, "j F Y"))
        )
    with act(Act.RECORD_CHANGE_OF_GOVERNMENT, by=by, reason=note):
        change = GovernmentChange.objects.create(
            country=country, since=since, note=note.strip(), passage=passage, recorded_by=by
        )
        PledgeRecheck.objects.bulk_create(
            PledgeRecheck(pledge=pledge, because=change)
            for pledge in public_pledges().filter(country=country).order_by("pk")
        )
    return change


@transaction.atomic
def finish_second_look(*, recheck: PledgeRecheck, finding: str, by: User) -> PledgeRecheck:
    """Record what a second look at a pledge found; the pledge then no longer waits.

    Raises NotAllowed for contributors and outside of the person's countries, DomainError without a
    finding, StaleEdit if somebody else was first. Locks the entry.
    """
    locked = (
        PledgeRecheck.objects.select_for_update(of=("self",))
        .select_related("pledge__country", "done_by", "because")
        .get(pk=recheck.pk)
    )
    if refusal := why_not_look(by, locked.pledge.country_id):
        raise NotAllowed(refusal)
    if locked.done_at is not None:
        who = locked.done_by.name if locked.done_by else _("Somebody")
        raise StaleEdit(
            _("{who} has looked already and wrote: “{finding}”").format(
                who=who, finding=locked.finding
            )
        )
    if not finding.strip():
        raise DomainError(_("Say what the second look found."))
    with act(Act.FINISH_SECOND_LOOK, by=by, reason=finding):
        locked.done_at = clock.moment_after(locked.because.recorded_at)
        locked.done_by = by
        locked.finding = finding.strip()
        locked.save(update_fields=["done_at", "done_by", "finding"])
    return locked
