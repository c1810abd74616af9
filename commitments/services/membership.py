"""Members of a coalition and their standing. An entry is superseded, never changed.

Each act locks the coalition and writes one moment into the rows it supersedes and the rows that
replace them. Earlier rows stay, so the matrix at an earlier `known_at` is the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils.dateformat import format as format_date
from django.utils.translation import gettext as _

from articles.models import Article
from commitments.models import Coalition, Country, Membership
from commitments.services.moments import public_moment
from core import clock
from core.errors import DomainError, NotAllowed, StaleEdit
from core.history import Act, act
from core.models import User


@dataclass(frozen=True, slots=True)
class StandingContent:
    """A standing over a period: `joined_on` is None if unknown, `left_on` while it lasts."""

    standing: str
    joined_on: date | None = None
    left_on: date | None = None
    source: Article | None = None
    note: str = ""


@transaction.atomic
def record_member(
    *, coalition: Coalition, country: Country, content: StandingContent, by: User
) -> Membership:
    """Record that a country has a standing from a day on. Chiefs only.

    Raises DomainError for days in the wrong order or in the future, and if the country already has
    a standing in that period.
    """
    _lock(coalition, by)
    _require_sound(content)
    _refuse_overlap(coalition, country, content)
    with act(Act.RECORD_MEMBER, by=by, reason=content.note):
        return _insert(coalition, country, content, public_moment())


@transaction.atomic
def change_standing(
    *,
    membership: Membership,
    standing: str | None,
    on: date,
    source: Article | None = None,
    note: str = "",
    by: User,
) -> Membership | None:
    """End a standing on a day and start another; without `standing` the country leaves. Chiefs
    only.

    The old entry is superseded by a copy with its end, and the new one follows, in one act. Returns
    the new standing, None if the country leaves. Raises DomainError for a day in the future or
    before the standing began, for the same standing, or for one that has ended; StaleEdit if
    somebody else changed the entry first.
    """
    locked = _lock_entry(membership, by)
    if locked.left_on is not None:
        raise DomainError(
            _("This standing has ended already. Correct the entry if its end is wrong.")
        )
    if standing == locked.standing:
        raise DomainError(_("That is the standing it has already. Choose another."))
    if locked.joined_on is not None and on <= locked.joined_on:
        raise DomainError(
            _("It began on {day}: choose a later day, or correct the entry.").format(
                day=_day(locked.joined_on)
            )
        )
    content = StandingContent(standing or locked.standing, on, None, source, note)
    _require_sound(content)
    if standing is not None:
        _refuse_overlap(locked.coalition, locked.country, content, without=locked)
    ended = StandingContent(
        locked.standing,
        locked.joined_on,
        on,
        source if standing is None and source is not None else locked.source,
        "\n".join(part for part in (locked.note, note if standing is None else "") if part),
    )
    now = public_moment()
    with act(Act.CHANGE_STANDING if standing else Act.END_MEMBERSHIP, by=by, reason=note):
        _supersede(locked, now)
        _insert(locked.coalition, locked.country, ended, now)
        if standing is None:
            return None
        return _insert(locked.coalition, locked.country, content, now)


@transaction.atomic
def correct_member(
    *, membership: Membership, content: StandingContent | None, reason: str, by: User
) -> Membership | None:
    """Replace a wrong entry, or (without `content`) remove it, with a reason. Chiefs only.

    The wrong entry stays readable with the reason, and still counts at an earlier `known_at`.
    Raises DomainError without a reason, if nothing differs, for days in the wrong order or in the
    future and for an overlap; StaleEdit if somebody else changed the entry first.
    """
    locked = _lock_entry(membership, by)
    if not reason.strip():
        raise DomainError(_("Say what was wrong with the entry."))
    if content is not None:
        _require_sound(content)
        if content == _content_of(locked):
            raise DomainError(_("Nothing differs from the entry as it is."))
        _refuse_overlap(locked.coalition, locked.country, content, without=locked)
    now = public_moment()
    with act(Act.CORRECT_MEMBER, by=by, reason=reason):
        _supersede(locked, now, correction=reason.strip())
        if content is None:
            return None
        return _insert(locked.coalition, locked.country, content, now)


def _lock(coalition: Coalition, by: User) -> None:
    if not by.is_staff:
        raise NotAllowed(_("A chief keeps the members. Tell one of them what has changed."))
    Coalition.objects.select_for_update().get(pk=coalition.pk)


def _lock_entry(membership: Membership, by: User) -> Membership:
    _lock(membership.coalition, by)
    locked = Membership.objects.select_related("coalition", "country", "source").get(
        pk=membership.pk
    )
    if locked.superseded_at is not None:
        raise StaleEdit(_("Somebody has changed this entry meanwhile. Look at the list again."))
    return locked


def _require_sound(content: StandingContent) -> None:
    if content.standing not in Membership.Standing.values:
        raise DomainError(_("Standing is lead, member, partner or observer."))
    today = clock.today()
    for day in (content.joined_on, content.left_on):
        if day is not None and day > today:
            raise DomainError(
                _("{day} is still to come. Record it when it has happened.").format(day=_day(day))
            )
    if content.joined_on and content.left_on and content.left_on <= content.joined_on:
        raise DomainError(_("It ends before it begins: the end is the first day outside."))


def _refuse_overlap(
    coalition: Coalition,
    country: Country,
    content: StandingContent,
    *,
    without: Membership | None = None,
) -> None:
    others = Membership.objects.filter(
        coalition=coalition, country=country, superseded_at=None
    ).exclude(pk=without.pk if without else 0)
    if content.joined_on is not None:
        others = others.filter(Q(left_on=None) | Q(left_on__gt=content.joined_on))
    if content.left_on is not None:
        others = others.filter(Q(joined_on=None) | Q(joined_on__lt=content.left_on))
    other = others.order_by("joined_on").first()
    if other is not None:
        raise DomainError(
            _(
                "{country} is recorded as {standing} {period}, which overlaps. Change that "
                "standing from a day on, or choose other days."
            ).format(
                country=country.local_name,
                standing=other.get_standing_display().lower(),
                period=period_words(other.joined_on, other.left_on),
            )
        )


def period_words(joined_on: date | None, left_on: date | None) -> str:
    """Return a period in words, for the middle of a sentence."""
    start = _("from {day}").format(day=_day(joined_on)) if joined_on else _("from an unknown day")
    return (
        _("{start} until {day}").format(start=start, day=_day(left_on))
        if left_on
        else _("{start} on").format(start=start)
    )


def _content_of(row: Membership) -> StandingContent:
    return StandingContent(row.standing, row.joined_on, row.left_on, row.source, row.note)


def _supersede(row: Membership, at: datetime, *, correction: str = "") -> None:
    row.superseded_at = at
    row.correction = correction
    row.save(update_fields=["superseded_at", "correction"])


def _insert(
    coalition: Coalition, country: Country, content: StandingContent, at: datetime
) -> Membership:
    return Membership.objects.create(
        coalition=coalition,
        country=country,
        standing=content.standing,
        joined_on=content.joined_on,
        left_on=content.left_on,
        source=content.source,
        note=content.note.strip(),
        recorded_at=at,
    )


def _day(day: date) -> str:
    return format_date(day, "j F Y")
