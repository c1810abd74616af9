"""How much waits for one person: the masthead's numbers, and the querysets that are counted.

What is about a country is limited to the countries that the person writes about.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import (
    Count,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
)

from articles.models import Article
from commitments.integrity.health import unsupported_statements
from commitments.models import (
    Autosave,
    Check,
    CoalitionRole,
    ErrorReport,
    PledgeRecheck,
    Statement,
)
from core import clock
from core.models import User
from desk.articles.fetches import unsettled_imports
from desk.lists import TO_READ, CountSubquery, in_scope, reviewable
from desk.passages.changed import changed_passages
from desk.reports.reports import waiting_reports


@dataclass(frozen=True, slots=True)
class DeskCounts:
    """How many things wait for this person; each number is what its link shows."""

    returned: int
    conflicts: int
    unsaved: int
    review: int
    drafts: int
    submitted: int
    taken: int
    checks: int
    second_looks: int
    changed: int
    reports: int
    unsupported: int
    fetches: int

    @property
    def queue(self) -> int:
        """Return all that waits on the home page, without what others are reading meanwhile.

        Statements without support do not count: their old texts prove them until somebody decides.
        """
        return (
            self.returned
            + self.conflicts
            + self.unsaved
            + self.review
            + self.drafts
            + self.taken
            + self.checks
            + self.second_looks
            + self.changed
            + self.reports
            + self.fetches
        )


def desk_counts(user: User, *, today: date | None = None) -> DeskCounts:
    """Count everything in one query."""
    return read_counts(user, today or clock.today())[0]


def read_counts(user: User, today: date, **more: Subquery) -> tuple[DeskCounts, dict[str, Any]]:
    """Return the counts and other values, all in one query."""
    waiting: dict[str, QuerySet[Any]] = {
        "returned": own_statements(user, Statement.State.RETURNED),
        "conflicts": conflicts(user),
        "unsaved": unsaved(user),
        "review": reviewable(user),
        "drafts": own_statements(user, Statement.State.DRAFT),
        "submitted": submitted(user),
        "taken": Article.objects.filter(TO_READ, reader=user),
        "checks": due_checks(user, today),
        "second_looks": second_looks(user),
        "changed": changed_passages(user),
        "reports": reports(user),
        "unsupported": unsupported(user),
        "fetches": unsettled_imports(user),
    }
    columns: dict[str, Any] = {name: CountSubquery(rows) for name, rows in waiting.items()} | more
    row: dict[str, Any] = dict(User.objects.filter(pk=user.pk).values(**columns).get())
    return DeskCounts(**{name: row.pop(name) for name in waiting}), row


# --- statements and unsaved work ----------------------------------------------------------------
def own_statements(user: User, *states: str) -> QuerySet[Statement]:
    """Return the person's own statements in these states."""
    return Statement.objects.filter(author=user, state__in=states)


def submitted(user: User) -> QuerySet[Statement]:
    """Return own statements that somebody else reviews; none in a one-person ledger."""
    own = own_statements(user, Statement.State.SUBMITTED)
    return own.exclude(pk__in=reviewable(user).values("pk"))


def conflicts(user: User) -> QuerySet[Autosave]:
    """Return the person's unsaved changes to drafts that somebody else has saved since."""
    return Autosave.objects.filter(user=user, statement__version__gt=F("version"))


def unsaved(user: User) -> QuerySet[Autosave]:
    """Return the person's unsaved changes to drafts that nobody else has saved since."""
    return Autosave.objects.filter(
        Q(statement__isnull=True) | Q(statement__version__lte=F("version")), user=user
    )


# --- countries ----------------------------------------------------------------------------------


def due_by_coalition(user: User, today: date) -> QuerySet[Any]:
    """Return the number of due cells of each coalition."""
    return (
        due_checks(user, today)
        .values("coalition__slug", "coalition__name")
        .annotate(number=Count("pk"))
        .order_by("coalition__name")
    )


def due_checks(user: User, today: date) -> QuerySet[Check]:
    """Return cells that are due for a check, unless a publication since that day settles them.

    The latest check of each cell counts. None for contributors, who record no checks.
    """
    if not user.can_review:
        return Check.objects.none()
    cell = {name: OuterRef(name) for name in ("coalition", "country", "role")}
    is_later = Q(checked_on__gt=OuterRef("checked_on")) | Q(checked_on=OuterRef("checked_on")) & (
        Q(recorded_at__gt=OuterRef("recorded_at"))
        | Q(recorded_at=OuterRef("recorded_at"), pk__gt=OuterRef("pk"))
    )
    again = OuterRef("recheck_on")
    answers = Statement.objects.published().filter(
        Q(said_on__gte=again) | Q(published_at__date__gte=again),
        pledge__coalition=cell["coalition"],
        pledge__country=cell["country"],
        pledge__pledge_roles__role=cell["role"],
    )
    columns = CoalitionRole.objects.filter(coalition=cell["coalition"], role=cell["role"])
    return Check.objects.filter(
        ~Exists(Check.objects.filter(is_later, **cell)),
        ~Exists(answers),
        Exists(columns),
        in_scope(user, "country"),
        recheck_on__lte=today,
    )


def second_looks(user: User) -> QuerySet[PledgeRecheck]:
    """Return pledges to check after a change of government; none for contributors."""
    if not user.can_review:
        return PledgeRecheck.objects.none()
    return PledgeRecheck.objects.filter(in_scope(user, "pledge__country"), done_at__isnull=True)


def reports(user: User) -> QuerySet[ErrorReport]:
    """Return readers' reports that nobody has settled; none for contributors."""
    return waiting_reports() if user.can_review else ErrorReport.objects.none()


def unsupported(user: User) -> QuerySet[Statement]:
    """Return published statements whose every source is lost; none for contributors."""
    return unsupported_statements() if user.can_review else Statement.objects.none()
