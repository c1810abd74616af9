"""The state of the evidence: passages, stored texts, articles, and unsupported statements."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import (
    Count,
    Exists,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
)
from django.utils.translation import gettext as _

from articles.link_health import UNREACHABLE_SINCE_SQL
from articles.models import Anchor, Article, Fetch, Snapshot, Takedown
from articles.models.fetches import progress_word
from commitments.models import Citation, Statement
from core import clock
from core.wording import gettext_lazy, long_day

# How many rows the page shows of a list that may be long.
SHOWN = 50
# Only failures this recent are shown; older ones are in the list of fetches.
RECENT = timedelta(days=30)

_BY_STATE = """
WITH newest AS (
  SELECT DISTINCT ON (article_id) article_id, id FROM articles_snapshot
  ORDER BY article_id, number DESC
)
SELECT CASE
    WHEN quoted.erased_at IS NOT NULL THEN 'taken_down'
    WHEN quoted.id = newest.id THEN 'quoted'
    WHEN a.id IS NULL THEN 'not_compared'
    WHEN a.state = 'changed' AND a.confirmed_at IS NOT NULL THEN 'confirmed'
    ELSE a.state END AS now, count(*)
FROM articles_passage p
  JOIN articles_snapshot quoted ON quoted.id = p.snapshot_id
  JOIN newest ON newest.article_id = quoted.article_id
  LEFT JOIN articles_anchor a ON a.passage_id = p.id AND a.snapshot_id = newest.id
GROUP BY now"""
_STATES: dict[str, str] = {
    "quoted": gettext_lazy("As quoted"),
    "exact": gettext_lazy("Unchanged in the newest text"),
    "moved": gettext_lazy("Moved within the article"),
    "confirmed": gettext_lazy("Reworded, confirmed by an editor"),
    "changed": gettext_lazy("Reworded, not decided"),
    "lost": gettext_lazy("No longer in the article"),
    "not_compared": gettext_lazy("Not compared with the newest text"),
    "taken_down": gettext_lazy("Taken down with their article"),
}


@dataclass(frozen=True, slots=True)
class StateCount:
    """How many passages have this state."""

    state: str
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class UnreachableArticle:
    """An article that cannot be reached: since when, and how it failed last."""

    article: int
    title: str
    outlet: str
    since: datetime
    failure: str


@dataclass(frozen=True, slots=True)
class HashMismatch:
    """A stored text that does not match the hash stored with it. There must be none."""

    snapshot: int
    article: int
    title: str


@dataclass(frozen=True, slots=True)
class EvidenceHealth:
    """What the page of evidence shows."""

    states: tuple[StateCount, ...]
    texts: int
    mismatches: tuple[HashMismatch, ...]
    unreachable: tuple[UnreachableArticle, ...]
    unreachable_count: int
    failed: int
    takedowns: tuple[Takedown, ...]

    @property
    def passages(self) -> int:
        """All of them."""
        return sum(state.count for state in self.states)


def read_health() -> EvidenceHealth:
    """Read all of it in six queries. One of them hashes every stored text again."""
    unreachable, unreachable_count = _unreachable()
    return EvidenceHealth(
        states=_passages_by_state(),
        texts=Snapshot.objects.filter(erased_at__isnull=True).count(),
        mismatches=_mismatches(),
        unreachable=unreachable,
        unreachable_count=unreachable_count,
        failed=Fetch.objects.filter(
            state=Fetch.State.FAILED, finished_at__gte=clock.now() - RECENT
        ).count(),
        takedowns=tuple(
            Takedown.objects.select_related("article__publisher", "by").order_by("-at")[:SHOWN]
        ),
    )


# --- passages -----------------------------------------------------------------------------------
def _newest_anchor(passage: str) -> QuerySet[Anchor]:
    return Anchor.objects.filter(passage=OuterRef(passage)).order_by("-snapshot__number")


def _passages_by_state() -> tuple[StateCount, ...]:
    with connection.cursor() as cursor:
        cursor.execute(_BY_STATE)
        counts: dict[str, int] = dict(cursor.fetchall())
    return tuple(
        StateCount(state, str(name), counts[state])
        for state, name in _STATES.items()
        if state in counts
    )


# --- texts --------------------------------------------------------------------------------------
def _mismatches() -> tuple[HashMismatch, ...]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT s.id, a.id, a.title FROM articles_snapshot s"
            " JOIN articles_article a ON a.id = s.article_id WHERE s.erased_at IS NULL"
            " AND s.text_sha256 <> encode(sha256(convert_to(s.text, 'UTF8')), 'hex')"
            " ORDER BY s.id LIMIT %s",
            [SHOWN],
        )
        return tuple(HashMismatch(*row) for row in cursor.fetchall())


# --- articles -----------------------------------------------------------------------------------
_UNREACHABLE = f"""
SELECT a.id, a.title, o.name, found.since, found.failure, count(*) OVER ()
FROM articles_article a JOIN articles_publisher o ON o.id = a.publisher_id
CROSS JOIN LATERAL (
  SELECT {UNREACHABLE_SINCE_SQL} AS since,
    (SELECT f.failure FROM articles_fetch f WHERE f.article_id = a.id AND f.kind = 'recheck'
     AND f.state = 'failed' ORDER BY f.finished_at DESC LIMIT 1) AS failure
) found
WHERE found.since IS NOT NULL AND a.withdrawn_at IS NULL
ORDER BY found.since, a.id LIMIT %s"""


def _unreachable() -> tuple[tuple[UnreachableArticle, ...], int]:
    with connection.cursor() as cursor:
        cursor.execute(_UNREACHABLE, [SHOWN])
        rows = cursor.fetchall()
    silent = tuple(
        UnreachableArticle(article, title, outlet, since, progress_word(failure))
        for article, title, outlet, since, failure, _count in rows
    )
    return silent, rows[0][-1] if rows else 0


# --- statements ---------------------------------------------------------------------------------
def unsupported_statements() -> QuerySet[Statement]:
    """Published statements of whose supporting quotations none is still in its source.

    The old text still proves them: a person decides, nothing is unpublished automatically.
    """
    supports = Citation.objects.public().filter(function=Citation.Function.SUPPORTS)
    has_support = (
        supports.filter(
            statement=OuterRef("pk"), passage__snapshot__article__withdrawn_at__isnull=True
        )
        .annotate(now=Subquery(_newest_anchor("passage").values("state")[:1]))
        .filter(Q(now__isnull=True) | ~Q(now=Anchor.State.LOST))
    )
    # Every page of the desk counts these, so the rest is checked only where something was lost.
    shaken = supports.filter(passage__anchors__state=Anchor.State.LOST).values("statement")
    withdrawn = supports.filter(passage__snapshot__article__withdrawn_at__isnull=False)
    return Statement.objects.published().filter(
        ~Exists(has_support), pk__in=shaken.union(withdrawn.values("statement"))
    )


@dataclass(frozen=True, slots=True)
class UnsupportedStatement:
    """A statement without support, with the state of each of its quotations."""

    statement: Statement
    reasons: tuple[str, ...]


def unsupported_lines(statements: list[Statement]) -> tuple[UnsupportedStatement, ...]:
    """Return for each why it has no support left. One query."""
    citations: Any = (
        Citation.objects.public()
        .filter(statement__in=statements, function=Citation.Function.SUPPORTS)
        .select_related("passage__snapshot__article__publisher")
        .defer(*(f"passage__snapshot__{long}" for long in ("text", "raw", "search")))
        .annotate(lost_at=Subquery(_newest_anchor("passage").values("snapshot__retrieved_at")[:1]))
        .order_by("pk")
    )
    reasons: dict[int, list[str]] = {}
    for citation in citations:
        article = citation.passage.snapshot.article
        day = article.withdrawn_at or citation.lost_at
        words = (
            _("%(outlet)s: taken down on %(day)s")
            if article.withdrawn_at
            else _("%(outlet)s: no longer in the article as of %(day)s")
        )
        reason = words % {"outlet": article.publisher.name, "day": long_day(day)}
        if reason not in reasons.setdefault(citation.statement_id, []):
            reasons[citation.statement_id].append(reason)
    return tuple(UnsupportedStatement(one, tuple(reasons.get(one.pk, ()))) for one in statements)


@dataclass(frozen=True, slots=True)
class TakedownImpact:
    """What a takedown of an article would affect."""

    texts: int
    captures: int
    passages: int
    statements: int
    left_alone: tuple[Statement, ...]


def read_takedown_impact(article: Article) -> TakedownImpact:
    """Return what depends on the article, and which published statements have no other support.

    Three queries.
    """
    counted = Article.objects.filter(pk=article.pk).aggregate(
        texts=Count("snapshots", distinct=True),
        captures=Count("captures", distinct=True),
        passages=Count("snapshots__passages", distinct=True),
    )
    cited = (
        Statement.objects.published()
        .filter(
            citations__passage__snapshot__article=article, citations__published_at__isnull=False
        )
        .distinct()
    )
    elsewhere = (
        Citation.objects.public()
        .filter(
            statement=OuterRef("pk"),
            function=Citation.Function.SUPPORTS,
            passage__snapshot__article__withdrawn_at__isnull=True,
        )
        .exclude(passage__snapshot__article=article)
    )
    alone = cited.filter(~Exists(elsewhere)).select_related("pledge__country").order_by("pk")
    return TakedownImpact(**counted, statements=cited.count(), left_alone=tuple(alone))


def takedown_of(article: Article) -> Takedown | None:
    """Return the article's takedown, if there was one."""
    return Takedown.objects.select_related("by").filter(article=article).first()
