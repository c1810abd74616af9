"""Sources as readers see them: outlets, quoted articles, and the origins of each statement.

It covers only what a public citation quotes, and of an article only the quoted words. Each function
says its number of queries; none of them grows with the number of rows.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlencode

from django.db.models import Count, Exists, F, Max, Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from articles.models import Article, Passage, Publisher, Snapshot
from commitments.matrix.state import BadParameter, QueryParameters, unknown
from commitments.models import Citation, Country
from commitments.statements.anchors import CurrentAnchor, anchors_of, source_url


def _quoting(path: str) -> QuerySet[Citation]:
    """Return the public citations of the outer row, through this lookup; no query by itself."""
    return Citation.objects.public().filter(**{path: OuterRef("pk")})


_ARTICLE, _OUTLET = "passage__snapshot__article", "passage__snapshot__article__publisher"


# --- the list -----------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class SourceFilter:
    """The filters of the list of sources, as in the address."""

    kind: str = ""
    language: str = ""
    controlled: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether everything is shown."""
        return self == SourceFilter()

    def address(self, **changes: str) -> str:
        """Return the query string with these changes; "" for no filter."""
        state = replace(self, **changes)
        pairs = [(name, getattr(state, name)) for name in ("kind", "language", "controlled")]
        query = urlencode([(name, value) for name, value in pairs if value])
        return f"?{query}" if query else ""

    @property
    def condition(self) -> Q:
        """Return the condition for a queryset of articles."""
        condition = Q()
        if self.kind:
            condition &= Q(publisher__kind=self.kind)
        if self.language:
            condition &= Q(language=self.language)
        if self.controlled:
            condition &= Q(publisher__is_state_controlled=self.controlled == "yes")
        return condition


def parse_source_filter(parameters: QueryParameters) -> SourceFilter:
    """Read the filter from the address. Raises BadParameter for a value that does not exist."""
    given = {
        name: str((parameters.getlist(name) or [""])[-1]).strip()
        for name in ("kind", "language", "controlled")
    }
    if given["kind"] and given["kind"] not in Publisher.Kind.values:
        raise unknown("kind", given["kind"], _("kind of outlet"), Publisher.Kind.values)
    if given["controlled"] not in ("", "yes", "no"):
        raise unknown("controlled", given["controlled"], _("answer"), ("yes", "no"))
    if len(given["language"]) > 35 or "\x00" in given["language"]:
        raise BadParameter(_("A language is a short code such as en or fr (language)."))
    return SourceFilter(**given)


def quoted_articles(chosen: SourceFilter | None = None) -> QuerySet[Article]:
    """Articles that a public citation quotes, newest first, with their quotations counted."""
    return (
        Article.objects.with_publisher()
        .filter((chosen or SourceFilter()).condition, Exists(_quoting(_ARTICLE)))
        .annotate(
            quotations=Count(
                "snapshots__passages",
                filter=Q(snapshots__passages__in=Citation.objects.public().values("passage")),
                distinct=True,
            )
        )
        .order_by(F("published_on").desc(nulls_last=True), "-pk")
    )


@dataclass(frozen=True, slots=True)
class SourceFacet:
    """A value of a filter with the number of articles it would show."""

    value: str
    name: str
    count: int
    address: str
    is_chosen: bool


def source_facets(chosen: SourceFilter) -> dict[str, list[SourceFacet]]:
    """Return the filters' values, each counted under the other filters. One query."""
    rows = (
        Article.objects.filter(Exists(_quoting(_ARTICLE)))
        .values_list("publisher__kind", "language", "publisher__is_state_controlled")
        .annotate(count=Count("pk"))
    )
    counted: dict[str, dict[str, int]] = {"kind": {}, "language": {}, "controlled": {}}
    for kind, language, is_controlled, count in rows:
        values = {"kind": kind, "language": language, "controlled": _answer(is_controlled)}
        for name, value in values.items():
            others = (getattr(chosen, n) in ("", v) for n, v in values.items() if n != name)
            counts = counted[name]
            counts[value] = counts.get(value, 0) + (count if all(others) else 0)
    names = dict(Publisher.Kind.choices)
    return {
        name: [
            SourceFacet(
                value,
                str(names.get(value, value)),
                count,
                chosen.address(**{name: "" if getattr(chosen, name) == value else value}),
                getattr(chosen, name) == value,
            )
            for value, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
            if count or getattr(chosen, name) == value
        ]
        for name, counts in counted.items()
    }


def _answer(is_controlled: bool) -> str:
    return "yes" if is_controlled else "no"


# --- outlets ------------------------------------------------------------------------------------
def quoted_publishers() -> QuerySet[Publisher]:
    """Return outlets with quoted articles: how many, and from when to when. No query by itself."""
    quoted = Article.objects.filter(Exists(_quoting(_ARTICLE)))
    is_quoted = Q(articles__in=quoted)
    return (
        Publisher.objects.annotate(
            quoted_articles=Count("articles", filter=is_quoted, distinct=True),
            last_on=Max("articles__published_on", filter=is_quoted),
            first_on=Min("articles__published_on", filter=is_quoted),
            country_name=Subquery(
                Country.objects.filter(iso3=OuterRef("country")).values("name")[:1]
            ),
        )
        .filter(quoted_articles__gt=0)
        .order_by("-quoted_articles", "name")
    )


def publisher_articles(publisher: Publisher) -> QuerySet[Article]:
    """Return an outlet's quoted articles, newest first."""
    return quoted_articles().filter(publisher=publisher)


# --- one source ---------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class SupportedStatement:
    """A statement that a passage supports; `origins` support it in all."""

    citation: Citation
    origins: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class QuotedPassage:
    """A passage of a source with the public statements that cite it."""

    passage: Passage
    source_url: str
    anchor: CurrentAnchor | None
    supported: tuple[SupportedStatement, ...]

    @property
    def function(self) -> str:
        """Return its function for the first of its statements."""
        return self.supported[0].citation.function


@dataclass(frozen=True, slots=True)
class SourcePage:
    """All that readers see of one article."""

    passages: tuple[QuotedPassage, ...]
    texts: int
    first_retrieved_at: datetime | None
    last_retrieved_at: datetime | None
    quoted_relatives: frozenset[int]
    is_taken_down: bool = False

    @property
    def unreachable_since(self) -> datetime | None:
        """Return since when the article cannot be reached; None if it can."""
        anchors = (passage.anchor for passage in self.passages)
        return next((anchor.unreachable_since for anchor in anchors if anchor), None)

    @property
    def statements(self) -> int:
        """Return how many statements cite it."""
        return len({s.citation.statement_id for p in self.passages for s in p.supported})


def read_source(article: Article) -> SourcePage:
    """Read the publicly cited passages in the order of the text, and their statements. Five
    queries.

    Without citations `passages` is empty, and it needs only one query.
    """
    citations = list(
        Citation.objects.public()
        .filter(passage__snapshot__article=article)
        .select_related("statement__pledge__country", "passage__snapshot")
        .defer(
            "passage__snapshot__text",
            "passage__snapshot__raw",
            "passage__snapshot__search",
            "passage__search",
        )
        .order_by("passage__snapshot__number", "passage__start", "passage__end", "pk")
    )
    if not citations:
        return SourcePage((), 0, None, None, frozenset())
    origins = origins_of({citation.statement_id for citation in citations})
    anchors = anchors_of(citation.passage_id for citation in citations)
    quoted: dict[int, list[Citation]] = {}
    for citation in citations:
        quoted.setdefault(citation.passage_id, []).append(citation)
    seen = Snapshot.objects.filter(article=article).aggregate(
        texts=Count("pk"),
        first=Min("retrieved_at"),
        last=Max("retrieved_at"),
        erased=Count("erased_at"),
    )
    family = Article.objects.filter(Q(relays=article) | Q(pk=article.relays_id))
    return SourcePage(
        passages=tuple(
            QuotedPassage(
                passage=group[0].passage,
                source_url=source_url(article, group[0].passage, anchors.get(pk)),
                anchor=anchors.get(pk),
                supported=tuple(
                    SupportedStatement(c, origins.get(c.statement_id, ())) for c in group
                ),
            )
            for pk, group in quoted.items()
        ),
        texts=seen["texts"],
        first_retrieved_at=seen["first"],
        last_retrieved_at=seen["last"],
        quoted_relatives=frozenset(
            family.filter(Exists(_quoting(_ARTICLE))).values_list("pk", flat=True)
        ),
        is_taken_down=seen["erased"] > 0,
    )


def origins_of(statements: Iterable[int]) -> dict[int, tuple[str, ...]]:
    """Return for each statement the outlets that support it independently. One query.

    Articles that relay one another are one origin, named by the outlet that was first.
    """
    rows = (
        Citation.objects.public()
        .filter(statement__in=list(statements), function=Citation.Function.SUPPORTS)
        .annotate(
            origin=Coalesce(f"{_ARTICLE}__relays", _ARTICLE),
            outlet=Coalesce(f"{_ARTICLE}__relays__publisher__name", f"{_OUTLET}__name"),
        )
        .values_list("statement", "origin", "outlet")
        .order_by("statement", "outlet", "origin")
        .distinct()
    )
    found: dict[int, list[str]] = {}
    for statement, _origin, outlet in rows:
        found.setdefault(statement, []).append(outlet)
    return {statement: tuple(outlets) for statement, outlets in found.items()}
