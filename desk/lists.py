"""The desk's lists and choices: what is in review, which articles, which pledges, which terms.

Several pages share these. `desk.home` reads what waits, `desk.articles.list` the inbox of articles.
Each function says its number of queries; none of them grows with the number of rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Self

from django.conf import settings
from django.db.models import (
    Case,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Article, Passage, Publisher, Snapshot
from commitments.models import (
    Coalition,
    CoalitionCondition,
    CoalitionLimit,
    CoalitionRole,
    Condition,
    Country,
    CountryScope,
    Limit,
    Membership,
    Pledge,
    ReviewClaim,
    Role,
    Statement,
)
from commitments.permissions import took_part
from commitments.rules.stances import Stance
from commitments.services.reviewing import is_live
from core.models import User


@dataclass(frozen=True, slots=True)
class PledgeLine:
    """A pledge in the desk's list: the latest published statement's stance and day, its drafts.

    `stance` is "" if nothing is published; a draft is its key and its state in words.
    """

    pledge: Pledge
    who: str
    stance: str
    stance_name: str
    said_on: date | None
    drafts: tuple[tuple[int, str], ...]


# --- statements ---------------------------------------------------------------------------------
def readable() -> QuerySet[Statement]:
    """Return what all of the desk may read: every statement, others' drafts too.

    Pages and lists of statements ask here; history, and numbers of drafts beside a pledge, show
    all as well. Services say who may change a statement.
    """
    return Statement.objects.all()


def statements_for_desk() -> QuerySet[Statement]:
    """Return the same with the names that a statement's page shows."""
    return readable().select_related(
        "pledge__coalition",
        "pledge__country",
        "author",
        "reviewer",
        "relayed_by",
        "corrects",
    )


def reviewable(user: User) -> QuerySet[Statement]:
    """Return what this person could publish: `publishing.why_not_publish` as a query."""
    if not user.can_review:
        return Statement.objects.none()
    waiting = readable().filter(state=Statement.State.SUBMITTED)
    waiting = waiting.filter(in_scope(user, "pledge__country"))
    if settings.LEDGER_FOUR_EYES:
        waiting = waiting.exclude(took_part(user))
    return waiting


def review_order(today: date) -> list[Combinable]:
    """Order statements in review: the most urgent first, then overdue, then longest waiting."""
    overdue_first = Case(When(due_on__lt=today, then=Value(0)), default=Value(1))
    return [-F("priority"), overdue_first, F("submitted_at")]


def who_pledges(pledge: Pledge) -> str:
    """Return the country's name, or the words for a collective claim."""
    return pledge.country.local_name if pledge.country else _("Collective claim")


# --- articles -----------------------------------------------------------------------------------
def outlet_names() -> list[str]:
    """Return known outlets, to choose from while typing. One query."""
    return list(Publisher.objects.order_by(Lower("name")).values_list("name", flat=True)[:500])


def passages_for_desk() -> QuerySet[Passage]:
    """Return passages with article and outlet."""
    return Passage.objects.with_article()


# --- pledges and terms --------------------------------------------------------------------------
def pledges_for_desk(words: str = "") -> QuerySet[Pledge]:
    """Return pledges whose reference, title, country or role contains each of the words."""
    pledges = Pledge.objects.select_related("country", "coalition")
    for word in words.split():
        pledges = pledges.filter(
            Q(reference__icontains=word)
            | Q(title__icontains=word)
            | Q(country__name__icontains=word)
            | Q(country__iso3__iexact=word)
            | Q(pk__in=Pledge.objects.filter(roles__name__icontains=word).values("pk"))
        )
    latest = Statement.objects.published().filter(pledge=OuterRef("pk")).newest_first()
    return pledges.annotate(
        latest_stance=Subquery(latest.values("stance")[:1]),
        latest_said_on=Subquery(latest.values("said_on")[:1]),
    ).order_by("country__name", "pk")


def pledge_lines(pledges: Sequence[Pledge]) -> tuple[PledgeLine, ...]:
    """Return the lines of one page of `pledges_for_desk`. One query."""
    drafts: dict[int, list[tuple[int, str]]] = {}
    unpublished = readable().filter(
        pledge__in=pledges,
        state__in=[Statement.State.DRAFT, Statement.State.RETURNED, Statement.State.SUBMITTED],
    )
    for statement in unpublished.order_by("pk"):
        drafts.setdefault(statement.pledge_id, []).append(
            (statement.pk, statement.get_state_display())
        )
    lines = []
    for pledge in pledges:
        stance = pledge.latest_stance  # type: ignore[attr-defined]
        lines.append(
            PledgeLine(
                pledge=pledge,
                who=who_pledges(pledge),
                stance=stance or "",
                stance_name=str(Stance(stance).label) if stance else "",
                said_on=pledge.latest_said_on,  # type: ignore[attr-defined]
                drafts=tuple(drafts.get(pledge.pk, ())),
            )
        )
    return tuple(lines)


def coalitions() -> QuerySet[Coalition]:
    """Return all coalitions, the ledger's default first. One query."""
    is_other = Case(When(slug=settings.LEDGER_DEFAULT_COALITION, then=Value(0)), default=Value(1))
    return Coalition.objects.select_related("host").order_by(is_other, "name")


def countries_by_standing(coalition: Coalition) -> tuple[list[Country], list[Country]]:
    """Return the coalition's countries, also past ones, and all others; by name. Two queries."""
    memberships = Membership.objects.filter(coalition=coalition, superseded_at=None)
    members = set(memberships.values_list("country", flat=True))
    countries = list(Country.objects.order_by("name"))
    return (
        [country for country in countries if country.pk in members],
        [country for country in countries if country.pk not in members],
    )


def roles_of(coalition: Coalition) -> list[Role]:
    """Return the coalition's roles in its order. One query."""
    picks = CoalitionRole.objects.filter(coalition=coalition).select_related("role")
    return [pick.role for pick in picks.order_by("position", "pk")]


def limits_of(coalition: Coalition) -> list[Limit]:
    """Return the coalition's limits in its order. One query."""
    picks = CoalitionLimit.objects.filter(coalition=coalition).select_related("limit")
    return [pick.limit for pick in picks.order_by("position", "pk")]


def conditions_of(coalition: Coalition) -> list[Condition]:
    """Return the coalition's conditions in its order. One query."""
    picks = CoalitionCondition.objects.filter(coalition=coalition).select_related("condition")
    return [pick.condition for pick in picks.order_by("position", "pk")]


def articles_for_desk() -> QuerySet[Article]:
    """Return articles with outlet and the person who added them."""
    return Article.objects.select_related("publisher", "added_by", "reader")


def newest_snapshot(article: Article) -> Snapshot:
    """Return the text that the desk reads and quotes from. One query."""
    return article.snapshots.defer("raw", "search").order_by("-number")[0]


# Articles that somebody should read.
TO_READ = Q(
    reading_state__in=[Article.ReadingState.NEW, Article.ReadingState.SECOND_READER],
    withdrawn_at__isnull=True,
)


class CountSubquery(Subquery):
    """The number of rows of a queryset, as one value of another query."""

    template = "(SELECT count(*) FROM (%(subquery)s) counted)"
    output_field = IntegerField()
    empty_result_set_value = 0

    def __init__(self, queryset: QuerySet[Any]) -> None:
        super().__init__(queryset.order_by().values("pk"))


def in_scope(user: User, country: str) -> Q:
    """Return rows whose `country` (a lookup) the person writes about: `covers` as a query."""
    if user.role == User.Role.CHIEF:
        return Q()
    scope = CountryScope.objects.filter(user=user)
    return ~Exists(scope) | Q(**{f"{country}__in": scope.values("country")})


def since_midnight(day: date) -> datetime:
    """Return when a day begins, to compare with moments."""
    return timezone.make_aware(datetime.combine(day, datetime.min.time()))


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementLine:
    """A statement in a list; `reviewed_by` is "" unless somebody is reviewing it now."""

    statement: Statement
    who: str
    is_overdue: bool
    reviewed_by: str

    @classmethod
    def of(cls, statement: Statement, today: date, **more: Any) -> Self:
        """Return the line of a statement read with its pledge, country, author and claim."""
        claim = live_claim(statement)
        return cls(
            statement=statement,
            who=who_pledges(statement.pledge),
            is_overdue=statement.due_on is not None and statement.due_on < today,
            reviewed_by=claim.by.name if claim else "",
            **more,
        )


def live_claim(statement: Statement) -> ReviewClaim | None:
    """Return the claim of the person who reviews it now, if there is one."""
    claim: ReviewClaim | None = getattr(statement, "claim", None)
    return claim if claim is not None and is_live(claim) else None
