"""The choices of the article list's filter, each with the number of articles it leads to.

A number counts the choice together with all other facets as they are, so it is what a click shows.
Saved filters are counted in the same query as the fixed choices.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Count,
    JSONField,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Cast, JSONObject
from django.utils.translation import gettext

from articles.models import Article, Publisher
from commitments.models import SavedFilter
from core.models import User
from desk.articles import list_filters as filters
from desk.articles.list_filters import ArticleFilter
from desk.lists import CountSubquery

PAGE = "articles"
# How many outlets and languages are offered; the search finds all others.
MOST_CHOICES = 60


@dataclass(frozen=True, slots=True)
class Option:
    """A choice of a facet and how many articles it leads to."""

    value: str
    label: str
    count: int
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """A facet with its choices; the first one filters nothing."""

    name: str
    label: str
    options: tuple[Option, ...]

    @property
    def is_narrowed(self) -> bool:
        """Whether something other than the first choice is chosen."""
        return not self.options[0].is_chosen


@dataclass(frozen=True, slots=True)
class FilterChip:
    """A filter with a name; `pk` only for a saved one."""

    name: str
    query: str
    count: int
    is_current: bool
    pk: int | None = None


@dataclass(frozen=True, slots=True)
class Facets:
    """All that is above the list, and who can be assigned."""

    total: int
    state: Facet
    others: tuple[Facet, ...]
    chips: tuple[FilterChip, ...]
    people: tuple[tuple[int, str], ...]

    @property
    def kept(self) -> list[FilterChip]:
        """Return the filters that the person has saved."""
        return [chip for chip in self.chips if chip.pk is not None]


Named = Sequence[tuple[int | None, str, ArticleFilter]]


def saved_filters(user: User) -> list[tuple[int, str, str]]:
    """Return key, name and address of the person's own filters by name. One query."""
    own = SavedFilter.objects.filter(user=user, page=PAGE).order_by("name", "pk")
    return list(own.values_list("pk", "name", "query"))


def named_filters(saved: Iterable[tuple[int, str, str]]) -> Named:
    """Return everybody's named filters, then the person's own."""
    own = [(pk, name, filters.filter_of(query)) for pk, name, query in saved]
    return [*((None, name, offered) for name, offered in filters.OFFERED), *own]


def read_facets(asked: ArticleFilter, user: User, today: date) -> Facets:
    """Read the facets in three queries, whatever the number of articles, outlets and filters."""
    named = named_filters(saved_filters(user))
    conditions = _fixed(asked, user, today) | chip_conditions(named, user, today)
    counted = Article.objects.aggregate(
        **{key: Count("pk", filter=condition) for key, condition in conditions.items()}
    )
    open_choices = _open_choices(asked, user, today)
    people = open_choices["person"]
    readers = [
        (filters.ME, "Me", counted["reader=me"]),
        (filters.NOBODY, gettext("Nobody"), counted["reader=nobody"]),
        *((key, name, n) for key, name, n in people + open_choices["former"] if n),
    ]
    own_key = str(user.pk)
    return Facets(
        total=counted["total"],
        state=_facet("state", gettext("Reading"), asked, counted, filters.STATES),
        others=(
            _open(
                "reader",
                gettext("Taken by"),
                asked,
                counted,
                [r for r in readers if r[0] != own_key],
            ),
            _facet("due", gettext("Due"), asked, counted, filters.DUE),
            _open("outlet", gettext("Outlet"), asked, counted, open_choices["outlet"]),
            _open("language", gettext("Language"), asked, counted, open_choices["language"]),
            _facet("added", gettext("Added"), asked, counted, filters.ADDED),
        ),
        chips=chips(named, counted, asked),
        people=tuple((int(key), name) for key, name, _ in people),
    )


# --- named filters ------------------------------------------------------------------------------
def chip_conditions(named: Named, user: User, today: date) -> dict[str, Q]:
    """Return what to count for each of them."""
    return {
        f"chip={number}": found.condition(user, today) for number, (_, _, found) in enumerate(named)
    }


def chips(
    named: Named, counted: Mapping[str, int], current: ArticleFilter | None
) -> tuple[FilterChip, ...]:
    """Return the named filters with their counts; `current` is what the page shows."""
    return tuple(
        FilterChip(name, found.query, counted[f"chip={number}"], found == current, pk)
        for number, (pk, name, found) in enumerate(named)
    )


def counted_at_once(conditions: Mapping[str, Q]) -> Subquery:
    """Return all these numbers of articles as one value, for a query about something else."""
    numbers = JSONObject(**{key: Count("pk", filter=q) for key, q in conditions.items()})
    whole = Article.objects.order_by().annotate(one=Value(1)).values("one")
    return Subquery(whole.annotate(numbers=numbers).values("numbers"), output_field=JSONField())


# --- facets -------------------------------------------------------------------------------------
def _fixed(asked: ArticleFilter, user: User, today: date) -> dict[str, Q]:
    """Return what one pass over the articles counts: fixed choices, and each facet's "all"."""

    def rest(name: str) -> Q:
        return asked.condition(user, today, without=name)

    found = {"total": asked.condition(user, today)}
    for name in ("state", "reader", "due", "outlet", "language", "added"):
        found[f"{name}="] = rest(name)
    for state in filters.STATES:
        found[f"state={state}"] = rest("state") & filters.state_condition(state)
    for reader in (filters.ME, filters.NOBODY):
        found[f"reader={reader}"] = rest("reader") & filters.reader_condition(reader, user)
    for due in filters.DUE:
        found[f"due={due}"] = rest("due") & filters.due_condition(due, today)
    for added in filters.ADDED:
        found[f"added={added}"] = rest("added") & filters.added_condition(added, today)
    return found


_Choices = list[tuple[str, str, int]]


def _open_choices(asked: ArticleFilter, user: User, today: date) -> dict[str, _Choices]:
    """Return outlets, languages and people as value, label, count. One query."""
    text: CharField[str, str] = CharField()
    columns = ("kind", "value", "label", "n")

    def grouped(kind: str, value: str, label: str) -> Any:
        articles = Article.objects.filter(asked.condition(user, today, without=kind))
        return (
            articles.order_by()
            .annotate(kind=Value(kind), value=Cast(value, text), label=Cast(label, text))
            .values("kind", "value", "label")
            .annotate(n=Count("pk"))
            .order_by("-n", "label")
            .values_list(*columns)[:MOST_CHOICES]
        )

    taken = Article.objects.filter(
        asked.condition(user, today, without="reader"), reader=OuterRef("pk")
    )
    kind = Case(When(is_active=True, then=Value("person")), default=Value("former"))
    people = User.objects.annotate(
        kind=kind, value=Cast("pk", text), label=Cast("name", text), n=CountSubquery(taken)
    ).values_list(*columns)
    # A chosen outlet keeps its name even if it leads to nothing. (`kind` is a column of outlets, so
    # the query uses another name.)
    chosen = Publisher.objects.filter(pk=int(asked.outlet or 0)).annotate(
        facet=Value("outlet"), value=Cast("pk", text), label=Cast("name", text), n=Value(0)
    )
    rows = people.union(
        grouped("outlet", "publisher_id", "publisher__name"),
        grouped("language", "language", "language"),
        chosen.values_list("facet", *columns[1:]),
        all=True,
    )
    found: dict[str, dict[str, tuple[str, int]]] = {
        name: {} for name in ("outlet", "language", "person", "former")
    }
    for name, value, label, number in rows:
        known = found[name].get(value)
        found[name][value] = (label, max(number, known[1] if known else 0))
    return {
        name: sorted(
            ((value, label, number) for value, (label, number) in choices.items()),
            key=lambda choice: choice[1].casefold(),
        )
        for name, choices in found.items()
    }


def _facet(
    name: str,
    label: str,
    asked: ArticleFilter,
    counted: Mapping[str, int],
    choices: Mapping[str, str],
) -> Facet:
    return _open(
        name,
        label,
        asked,
        counted,
        [(value, text, counted[f"{name}={value}"]) for value, text in choices.items()],
    )


def _open(
    name: str, label: str, asked: ArticleFilter, counted: Mapping[str, int], choices: _Choices
) -> Facet:
    chosen = getattr(asked, name)
    options = [Option("", gettext("All"), counted[f"{name}="], not chosen)]
    options += [Option(value, text, n, value == chosen) for value, text, n in choices]
    if not any(option.is_chosen for option in options):
        # Shown even if it leads to nothing, so that it can be removed.
        options.append(Option(chosen, gettext("Not among these"), counted["total"], True))
    return Facet(name, label, tuple(options))
