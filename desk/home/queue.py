"""The desk's home page: what waits for one person, then the articles by reading state.

Five queries whatever waits; several tables share one for their short lines.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import (
    Case,
    CharField,
    DateField,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
    When,
    Window,
)
from django.db.models.functions import Cast, Coalesce, Concat, NullIf, RowNumber
from django.urls import reverse

from articles.models import Article, Fetch
from articles.models.fetches import progress_word
from commitments.models import ReviewNote, SavedFilter, Statement
from commitments.rules.names import country_name, term_text
from core.models import User
from desk.articles import list_filters as filters
from desk.articles.fetches import unsettled_imports
from desk.articles.list_facets import (
    PAGE,
    FilterChip,
    chip_conditions,
    chips,
    counted_at_once,
    named_filters,
)
from desk.articles.list_filters import ArticleFilter
from desk.articles.list_rows import ArticleRow, article_rows, with_numbers
from desk.home.counts import (
    DeskCounts,
    due_by_coalition,
    due_checks,
    read_counts,
    reports,
    second_looks,
)
from desk.lists import TO_READ, StatementLine, readable, review_order, reviewable
from desk.passages.changed import changed_passages
from desk.statements.autosaves import AutosaveLine, autosaves_of

# This many lines of each kind; the rest is one click away.
SHOWN = 6
# Kinds of waiting things other than statements.
ITEM_KINDS = ("checks", "second_looks", "changed", "reports", "fetches")


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingStatement(StatementLine):
    """A statement that waits, with the comment it was returned with, if it was."""

    comment: str
    commented_by: str


@dataclass(frozen=True, slots=True)
class WaitingItem:
    """A cell, a pledge or a passage that waits, in a few words. `address` opens it."""

    title: str
    detail: str
    day: date | None
    address: str


@dataclass(frozen=True, slots=True)
class DueCells:
    """How many cells of a coalition are due for a check: each has its own board."""

    slug: str
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class StateCount:
    """A reading state with the number of its articles."""

    value: str
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Queue:
    """All of the home page."""

    counts: DeskCounts
    statements: Mapping[str, tuple[WaitingStatement, ...]]
    conflicts: tuple[AutosaveLine, ...]
    unsaved: tuple[AutosaveLine, ...]
    taken: tuple[ArticleRow, ...]
    checks: tuple[WaitingItem, ...]
    due: tuple[DueCells, ...]
    second_looks: tuple[WaitingItem, ...]
    changed: tuple[WaitingItem, ...]
    reports: tuple[WaitingItem, ...]
    fetches: tuple[WaitingItem, ...]
    states: tuple[StateCount, ...]
    chips: tuple[FilterChip, ...]
    new: tuple[ArticleRow, ...]
    second_reader: tuple[ArticleRow, ...]

    @property
    def has_articles(self) -> bool:
        """Whether the ledger has any articles."""
        return any(state.count for state in self.states)


def read_queue(user: User, *, today: date) -> Queue:
    """Read it in five queries."""
    pieces = _items(user, today)
    named = named_filters(pieces.pop("filter"))
    conditions = {f"state={state}": filters.state_condition(state) for state in filters.STATES}
    conditions |= chip_conditions(named, user, today)
    counts, row = read_counts(user, today, articles=counted_at_once(conditions))
    taken, new, second_reader = _articles(user, today)
    autosaves = autosaves_of(user)
    return Queue(
        counts=counts,
        statements=_statements(user, today),
        conflicts=tuple(line for line in autosaves if line.is_stale)[:SHOWN],
        unsaved=tuple(line for line in autosaves if not line.is_stale)[:SHOWN],
        states=tuple(
            StateCount(state, name, row["articles"][f"state={state}"])
            for state, name in filters.STATES.items()
            if state != filters.TO_BE_READ
        ),
        chips=chips(named, row["articles"], None),
        taken=taken,
        new=new,
        second_reader=second_reader,
        **pieces,
    )


def taken_filter() -> ArticleFilter:
    """Return the filter of the section's link: what the person took and should read."""
    return ArticleFilter(state=filters.TO_BE_READ, reader=filters.ME, sort="due")


# --- statements ---------------------------------------------------------------------------------
RETURNED, DRAFTS, REVIEW, SUBMITTED = "returned", "drafts", "review", "submitted"


def _statements(user: User, today: date) -> dict[str, tuple[WaitingStatement, ...]]:
    own = Q(author=user)
    kind = Case(
        When(own & Q(state=Statement.State.RETURNED), then=Value(RETURNED)),
        When(own & Q(state=Statement.State.DRAFT), then=Value(DRAFTS)),
        When(Q(pk__in=reviewable(user).values("pk")), then=Value(REVIEW)),
        When(own & Q(state=Statement.State.SUBMITTED), then=Value(SUBMITTED)),
        default=Value(""),
    )
    order = _order(today)
    rows = (
        waiting_statements(readable())
        .filter(
            own & Q(state__in=[Statement.State.DRAFT, Statement.State.RETURNED])
            | Q(state=Statement.State.SUBMITTED)
        )
        .annotate(kind=kind)
        .annotate(place=Window(RowNumber(), partition_by=[F("kind")], order_by=order))
        .filter(place__lte=SHOWN)
        .order_by("place")
    )
    # Statements that only others may publish have the kind "" and are not shown here.
    found: dict[str, list[WaitingStatement]] = {
        name: [] for name in (RETURNED, DRAFTS, REVIEW, SUBMITTED, "")
    }
    for row in rows:
        found[row.kind].append(statement_line(row, today))
    return {name: tuple(lines) for name, lines in found.items()}


def _order(today: date) -> list[Any]:
    """In review as in the review list, others newest first."""
    in_review = Q(state=Statement.State.SUBMITTED)
    return [
        *(Case(When(in_review, then=each)) for each in review_order(today)),
        F("added_at").desc(),
        F("pk").desc(),
    ]


def waiting_statements(statements: QuerySet[Statement]) -> QuerySet[Statement]:
    """Add names, the reviewer's claim, and the last comment it was returned with."""
    returns = ReviewNote.objects.filter(
        statement=OuterRef("pk"), kind=ReviewNote.Kind.RETURN
    ).order_by("-added_at", "-pk")
    return statements.select_related("pledge__country", "author", "claim__by").annotate(
        comment=Subquery(returns.values("body")[:1]),
        commented_by=Subquery(returns.values("author__name")[:1]),
    )


def statement_line(statement: Any, today: date) -> WaitingStatement:
    """Return a row of `waiting_statements` as a page shows it."""
    return WaitingStatement.of(
        statement,
        today,
        comment=statement.comment or "",
        commented_by=statement.commented_by or "",
    )


# --- articles -----------------------------------------------------------------------------------
def _articles(user: User, today: date) -> list[tuple[ArticleRow, ...]]:
    """Return what the person took, due first; then what waits, unassigned first. One query."""
    kind = Case(
        When(reader=user, then=Value("taken")), default=F("reading_state"), output_field=CharField()
    )
    order = [
        Case(When(kind="taken", then=F("due_on"))).asc(nulls_last=True),
        Case(When(reader__isnull=True, then=Value(0)), default=Value(1)),
        F("added_at").desc(),
        F("pk").desc(),
    ]
    waiting = Article.objects.filter(TO_READ).annotate(kind=kind)
    place = Window(RowNumber(), partition_by=[F("kind")], order_by=order)
    placed = waiting.annotate(place=place).filter(place__lte=SHOWN)
    # Choose first, so that only the shown rows are counted.
    shown = waiting.filter(pk__in=placed.values("pk")).order_by(*order)
    rows: list[Any] = list(with_numbers(shown))
    kinds = {article.pk: article.kind for article in rows}
    found: dict[str, list[ArticleRow]] = {"taken": [], "new": [], "second_reader": []}
    for line in article_rows(rows, user, today):
        found[kinds[line.pk]].append(line)
    return [tuple(lines) for lines in found.values()]


# --- everything else ----------------------------------------------------------------------------
def _items(user: User, today: date) -> dict[str, Any]:
    """Return what waits besides statements, and the person's filters. One query."""
    parts = [
        _part(
            "checks",
            due_checks(user, today).order_by("recheck_on", "pk"),
            title=_country_code("country"),
            detail=F("role__name"),
            day=F("recheck_on"),
            address=Concat(
                Cast("coalition__slug", TextField()),
                Value("/", output_field=TextField()),
                Cast("country__iso3", TextField()),
                Value("/", output_field=TextField()),
                Cast("role__slug", TextField()),
            ),
        ),
        _part(
            "second_looks",
            second_looks(user).order_by("pledge__country__name", "because", "pk"),
            title=_country_code("pledge__country"),
            detail=F("pledge__title"),
            day=F("because__since"),
            address=Cast("pk", TextField()),
        ),
        _part(
            "changed",
            changed_passages(user).order_by("pk"),
            title=F("passage__exact"),
            detail=F("snapshot__article__title"),
            day=Cast("snapshot__retrieved_at", DateField()),
            address=Cast("pk", TextField()),
        ),
        _part(
            "reports",
            reports(user),
            title=F("text"),
            detail=Coalesce(NullIf("page", Value("")), Value("–")),
            day=Cast("received_at", DateField()),
            address=Cast("pk", TextField()),
        ),
        _part(
            "fetches",
            unsettled_imports(user).order_by("-requested_at", "-pk"),
            title=F("address"),
            detail=Case(
                When(state=Fetch.State.FAILED, then=F("failure")),
                default=F("state"),
                output_field=TextField(),
            ),
            day=Cast("requested_at", DateField()),
            address=Cast("pk", TextField()),
        ),
        _part(
            "filter",
            SavedFilter.objects.filter(user=user, page=PAGE).order_by("name", "pk"),
            title=F("name"),
            detail=F("query"),
            day=Cast(Value(None), DateField()),
            address=Cast("pk", TextField()),
            most=None,
        ),
        _part(
            "due",
            due_by_coalition(user, today),
            title=F("coalition__name"),
            detail=F("number"),
            day=Cast(Value(None), DateField()),
            address=F("coalition__slug"),
            most=None,
        ),
    ]
    found: dict[str, Any] = {name: [] for name in (*ITEM_KINDS, "filter", "due")}
    for kind, title, detail, day, address in parts[0].union(*parts[1:], all=True):
        if kind == "filter":
            found[kind].append((int(address), title, detail))
        elif kind == "due":
            found[kind].append(DueCells(address, title, int(detail)))
        else:
            if kind in ("checks", "second_looks"):
                title = country_name(*title.split(":", 1)) if title else ""
            if kind == "checks":
                detail = term_text(detail)
            if kind == "fetches":
                detail = progress_word(detail)
            found[kind].append(WaitingItem(title or "", detail, day, _address(kind, address)))
    return {name: tuple(rows) for name, rows in found.items()}


def _country_code(path: str) -> Case:
    """Return code and stored name of a country, for `country_name`; NULL for a collective claim."""
    return Case(
        When(
            **{f"{path}__isnull": False},
            then=Concat(
                Cast(f"{path}__iso3", TextField()),
                Value(":", output_field=TextField()),
                Cast(f"{path}__name", TextField()),
            ),
        )
    )


def _part(kind: str, rows: QuerySet[Any], *, most: int | None = SHOWN, **columns: Any) -> Any:
    text = {name: Cast(columns[name], TextField()) for name in ("title", "detail", "address")}
    return rows.annotate(
        **{f"line_{name}": value for name, value in text.items()},
        line_kind=Value(kind, output_field=TextField()),
        line_day=columns["day"],
    ).values_list("line_kind", "line_title", "line_detail", "line_day", "line_address")[:most]


def _address(kind: str, rest: str) -> str:
    if kind == "checks":
        return f"{reverse('desk:check_board')}{rest}/"
    if kind == "second_looks":
        return f"{reverse('desk:second_looks')}#second-look-{rest}"
    if kind == "reports":
        return f"{reverse('desk:report_list')}#report-{rest}"
    if kind == "fetches":
        return reverse("desk:fetch_detail", args=[rest])
    return f"{reverse('desk:passage_changes')}#anchor-{rest}"
