"""Read changes of government, and the pledges that wait for a second look because of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from commitments.models import GovernmentChange, PledgeRecheck, Statement
from commitments.rules.stances import Stance
from core.wording import long_day


@dataclass(frozen=True, slots=True)
class SecondLookLine:
    """A pledge that waits for a second look, or has had it."""

    pk: int
    reference: str
    title: str
    country: str
    since: date
    why: str
    stance: str
    stance_name: str
    said_on: date | None
    drafts: int
    finding: str
    done_at: datetime | None
    done_by: str
    may_finish: bool

    @property
    def is_answered(self) -> bool:
        """Whether something was said since the government changed."""
        return self.said_on is not None and self.said_on >= self.since

    @property
    def suggestion(self) -> str:
        """Return a suggested finding if something was said since."""
        if not self.is_answered or self.said_on is None:
            return ""
        return _("The new government: {stance_name}, {said_on}.").format(
            stance_name=self.stance_name.lower(), said_on=long_day(self.said_on)
        )


@dataclass(frozen=True, slots=True)
class CountrySecondLooks:
    """A country's open second looks."""

    country: str
    lines: tuple[SecondLookLine, ...]


def open_second_looks() -> QuerySet[PledgeRecheck]:
    """Return what waits, by country, then by day of the change."""
    return _with_pledges().filter(done_at=None).order_by("pledge__country__name", "because", "pk")


def done_second_looks() -> QuerySet[PledgeRecheck]:
    """Return what was looked at, newest first."""
    return _with_pledges().exclude(done_at=None).order_by("-done_at", "-pk")


def page_with(rows: QuerySet[PledgeRecheck], pk: object, per_page: int) -> str:
    """Return the number of the page on which a row is, else of the first. One query."""
    keys = list(rows.values_list("pk", flat=True))
    return str(keys.index(pk) // per_page + 1) if pk in keys else "1"


def second_look(pk: int) -> PledgeRecheck:
    """Return one second look. One query."""
    return _with_pledges().get(pk=pk)


def by_country(
    rows: Sequence[PledgeRecheck], scope: frozenset[int] | None
) -> list[CountrySecondLooks]:
    """Return the lines of some open looks, grouped. No query."""
    groups: dict[str, list[SecondLookLine]] = {}
    for row in rows:
        line = second_look_line(row, scope)
        groups.setdefault(line.country, []).append(line)
    return [CountrySecondLooks(country, tuple(lines)) for country, lines in groups.items()]


def government_changes() -> QuerySet[GovernmentChange]:
    """Return changes of government, newest first, with the number of queued and waiting looks."""
    return (
        GovernmentChange.objects.select_related(
            "country", "recorded_by", "passage__snapshot__article__publisher"
        )
        .defer("passage__snapshot__text", "passage__snapshot__raw", "passage__snapshot__search")
        .annotate(
            queued=Count("rechecks"), waiting=Count("rechecks", filter=Q(rechecks__done_at=None))
        )
        .order_by("-since", "-pk")
    )


def _with_pledges() -> QuerySet[PledgeRecheck]:
    latest = Statement.objects.published().filter(pledge=OuterRef("pledge")).newest_first()
    unpublished = Q(pledge__statements__state__in=["draft", "returned", "submitted"])
    return PledgeRecheck.objects.select_related("pledge__country", "because", "done_by").annotate(
        latest_stance=Subquery(latest.values("stance")[:1]),
        latest_said_on=Subquery(latest.values("said_on")[:1]),
        drafts=Count("pledge__statements", filter=unpublished),
        since=F("because__since"),
    )


def second_look_line(row: PledgeRecheck, scope: frozenset[int] | None) -> SecondLookLine:
    """Return one line; `scope` as in `scope_of`, empty if the person may finish none."""
    stance = row.latest_stance  # type: ignore[attr-defined]
    return SecondLookLine(
        pk=row.pk,
        reference=row.pledge.reference,
        title=row.pledge.title,
        country=row.pledge.country.local_name if row.pledge.country else "",
        since=row.because.since,
        why=row.because.note,
        stance=stance or "",
        stance_name=str(Stance(stance).label) if stance else "",
        said_on=row.latest_said_on,  # type: ignore[attr-defined]
        drafts=row.drafts,  # type: ignore[attr-defined]
        finding=row.finding,
        done_at=row.done_at,
        done_by=row.done_by.name if row.done_by else "",
        may_finish=row.done_at is None and (scope is None or row.pledge.country_id in scope),
    )
