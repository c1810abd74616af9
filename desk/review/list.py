"""The review list, filtered by the address, with a count on each link."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from commitments.models import Statement
from commitments.rules.names import country_name
from core import clock
from core.models import User
from desk.lists import StatementLine, live_claim, readable, review_order, reviewable

MINE, OTHERS, ALL = "mine", "others", "all"
# The code of a collective claim in the filter by country.
COLLECTIVE = "ALL"


@dataclass(frozen=True, slots=True)
class ReviewFilter:
    """The filters of the list. `priority` and `country` are "" for any."""

    whose: str = MINE
    is_overdue: bool = False
    priority: str = ""
    country: str = ""

    @property
    def address(self) -> str:
        """Return the query string; "" for the list as it opens."""
        pairs = {
            "whose": "" if self.whose == MINE else self.whose,
            "overdue": "1" if self.is_overdue else "",
            "priority": self.priority,
            "country": self.country,
        }
        query = urlencode({name: value for name, value in pairs.items() if value})
        return f"?{query}" if query else "?"


@dataclass(frozen=True, slots=True)
class FilterLink:
    """A link that narrows or widens the list, and how many lines it shows."""

    label: str
    count: int
    address: str
    is_current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewLine(StatementLine):
    """A statement in review."""

    is_correction: bool
    is_looked_at_by_me: bool


@dataclass(frozen=True, slots=True)
class ReviewFilters:
    """The links above the list, each group with the others applied."""

    whose: tuple[FilterLink, ...]
    urgency: tuple[FilterLink, ...]
    countries: tuple[FilterLink, ...]

    @property
    def current(self) -> list[FilterLink]:
        """Return the filters that are on, beyond whose it is."""
        return [link for link in (*self.urgency, *self.countries) if link.is_current]


def statements_in_review(user: User, wanted: ReviewFilter) -> QuerySet[Statement]:
    """Return the most urgent first, then overdue, then longest waiting. No query by itself."""
    return (
        _in_review(user)
        .filter(_whose(wanted), _overdue(wanted), _priority(wanted), _country(wanted))
        .select_related("pledge__country", "author", "claim__by")
        .order_by(*review_order(_today()), "pk")
    )


def review_lines(statements: QuerySet[Statement] | list[Statement], user: User) -> list[ReviewLine]:
    """Return the lines of one page. One query if given a queryset."""
    today = _today()
    return [_line(statement, user, today) for statement in statements]


def review_filters(user: User, wanted: ReviewFilter) -> ReviewFilters:
    """Return every link of the list with its count. Two queries."""
    whose, overdue = _whose(wanted), _overdue(wanted)
    priority, country = _priority(wanted), _country(wanted)
    within = overdue & priority & country
    levels = [level for level in reversed(Statement.Priority) if level]
    counted = _in_review(user).aggregate(
        mine=Count("pk", filter=within & Q(is_mine=True)),
        others=Count("pk", filter=within & Q(is_mine=False)),
        all=Count("pk", filter=within),
        overdue=Count("pk", filter=whose & priority & country & _is_overdue()),
        **{
            level.name: Count("pk", filter=whose & overdue & country & Q(priority=level))
            for level in levels
        },
    )
    names = (
        (MINE, _("For you to review")),
        (OTHERS, _("For somebody else")),
        (ALL, _("All in review")),
    )
    urgency = [_toggle(_("Overdue"), counted["overdue"], wanted, is_overdue=not wanted.is_overdue)]
    urgency += [
        _toggle(str(level.label), counted[level.name], wanted, priority=_or_none(level, wanted))
        for level in levels
    ]
    return ReviewFilters(
        whose=tuple(
            FilterLink(label, counted[key], replace(wanted, whose=key).address, wanted.whose == key)
            for key, label in names
        ),
        urgency=tuple(link for link in urgency if link.count or link.is_current),
        countries=_countries(_in_review(user).filter(whose, overdue, priority), wanted),
    )


def _countries(statements: QuerySet[Statement], wanted: ReviewFilter) -> tuple[FilterLink, ...]:
    rows = (
        statements.values("pledge__country__iso3", "pledge__country__name")
        .annotate(n=Count("pk"))
        .order_by("pledge__country__name")
    )
    found = {
        row["pledge__country__iso3"] or COLLECTIVE: (
            country_name(row["pledge__country__iso3"], row["pledge__country__name"])
            if row["pledge__country__iso3"]
            else _("Collective claims"),
            row["n"],
        )
        for row in rows
    }
    if wanted.country:
        # Shown even if it leads to nothing, so that it can be removed.
        found.setdefault(wanted.country, (wanted.country, 0))
    return tuple(
        _toggle(name, count, wanted, country="" if code == wanted.country else code)
        for code, (name, count) in found.items()
    )


def _toggle(label: str, count: int, wanted: ReviewFilter, **change: object) -> FilterLink:
    is_current = not any(change.values())
    return FilterLink(
        label,
        count,
        replace(wanted, **change).address,  # type: ignore[arg-type]
        is_current,
    )


def _or_none(level: Statement.Priority, wanted: ReviewFilter) -> str:
    return "" if wanted.priority == level.name.lower() else level.name.lower()


def _in_review(user: User) -> QuerySet[Statement]:
    mine = reviewable(user).filter(pk=OuterRef("pk"))
    return readable().filter(state=Statement.State.SUBMITTED).annotate(is_mine=Exists(mine))


def _whose(wanted: ReviewFilter) -> Q:
    return Q() if wanted.whose == ALL else Q(is_mine=wanted.whose == MINE)


def _overdue(wanted: ReviewFilter) -> Q:
    return _is_overdue() if wanted.is_overdue else Q()


def _is_overdue() -> Q:
    return Q(due_on__lt=_today())


def _priority(wanted: ReviewFilter) -> Q:
    if not wanted.priority:
        return Q()
    return Q(priority=Statement.Priority[wanted.priority.upper()])


def _country(wanted: ReviewFilter) -> Q:
    if not wanted.country:
        return Q()
    if wanted.country == COLLECTIVE:
        return Q(pledge__country__isnull=True)
    return Q(pledge__country__iso3=wanted.country)


def _today() -> date:
    return clock.today()


def _line(statement: Statement, user: User, today: date) -> ReviewLine:
    claim = live_claim(statement)
    return ReviewLine.of(
        statement,
        today,
        is_correction=statement.corrects_id is not None,
        is_looked_at_by_me=claim is not None and claim.by_id == user.pk,
    )
