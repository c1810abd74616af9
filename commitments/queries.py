"""What the readers' pages of a country, a cell, a pledge and a source show.

Each function says its number of queries; none of them grows with the number of rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import pairwise

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet

from articles.models import Article, Passage
from articles.text.fragments import text_fragment_url
from commitments.conditionality import Verdict
from commitments.grading import evidence_grade
from commitments.headcounts import Headcount
from commitments.models import (
    Citation,
    Coalition,
    Contradiction,
    Country,
    Fact,
    Pledge,
    Role,
    Statement,
    StatementQuerySet,
)
from commitments.parameters import MatrixState
from commitments.stances import OWN_WORD
from commitments.vocabulary import Vocabulary

_FACT_NAMES = dict(Fact.choices)


@dataclass(frozen=True, slots=True)
class Quotation:
    """A citation as readers see it: the words, their surroundings, and where they stand."""

    passage: Passage
    article: Article
    function: str
    function_name: str
    proves: Sequence[str]
    added_later_at: datetime | None

    @property
    def before(self) -> str:
        """The words just before it; the prefix as stored may begin in the middle of one."""
        prefix = self.passage.prefix
        return prefix if self.passage.start == len(prefix) else prefix.partition(" ")[2]

    @property
    def after(self) -> str:
        """The words just after it, without a word cut in the middle."""
        suffix = self.passage.suffix
        return suffix if " " not in suffix else suffix.rpartition(" ")[0]

    @property
    def source_url(self) -> str:
        """The source's address, with a text fragment where its own words are quoted."""
        url = self.article.canonical_url or ""
        if not url or self.article.is_digest:
            return url
        passage = self.passage
        return text_fragment_url(url, passage.exact, passage.prefix, passage.suffix)


@dataclass(frozen=True, slots=True)
class Wait:
    """A condition of a statement and what became of it. Equal `group`: alternatives."""

    name: str
    slug: str
    detail: str
    kind: str
    group: int | None
    outcome: str
    is_assumed: bool
    is_alternative: bool = False


@dataclass(slots=True)
class StatementView:
    """A statement with everything its page says of it."""

    statement: Statement
    grade: str
    headcount: Headcount
    verdict: Verdict
    waits: list[Wait]
    quotations: list[Quotation]
    origins: int
    contradicted_by: list[Statement]
    is_overtaken_same_day: bool = False
    is_reported_since: bool = False
    reference: str = ""

    @property
    def corrections(self) -> list[Statement]:
        """The public statements that replace it; those still on the desk are none."""
        found = [new for new in self.statement.corrected_by.all() if new.published_at]
        return sorted(found, key=lambda new: new.pk)

    @property
    def is_disputed(self) -> bool:
        """Whether another statement or a quotation speaks against it."""
        return bool(self.contradicted_by) or any(
            quotation.function == Citation.Function.CONTRADICTS for quotation in self.quotations
        )

    @property
    def is_own_word(self) -> bool:
        """Whether the country itself spoke (or, for a collective claim, the coalition)."""
        return self.statement.base_grade in OWN_WORD


@dataclass(slots=True)
class PledgeHistory:
    """A pledge and its statements, newest first. `heading` is the one that sets its stance."""

    pledge: Pledge
    roles: list[Role]
    statements: list[StatementView] = field(default_factory=list)
    heading: StatementView | None = None

    @property
    def earlier(self) -> list[StatementView]:
        """Every statement but the heading one."""
        return [view for view in self.statements if view is not self.heading]


def pledge_histories(
    pledges: QuerySet[Pledge],
    vocabulary: Vocabulary,
    state: MatrixState,
    *,
    with_retracted: bool = False,
) -> list[PledgeHistory]:
    """Histories of these pledges as readers could see them at `state`. Seven queries.

    With `with_retracted` statements taken back by then stay in, marked by their own state.
    """
    rows = list(pledges.select_related("country", "coalition").prefetch_related("roles", "parties"))
    statements = (
        visible_statements(state, with_retracted=with_retracted)
        .filter(pledge__in=rows)
        .newest_first()
        .select_related("relayed_by", "corrects")
        .prefetch_related(
            "statement_limits__limit",
            "statement_conditions__condition",
            "corrected_by",
            Prefetch(
                "citations",
                Citation.objects.filter(published_at__lte=state.known_until)
                .with_source()
                .order_by("published_at", "id"),
                to_attr="seen_citations",
            ),
        )
    )
    found = list(statements)
    against = _contradictions(found, state)
    by_pledge: dict[int, list[Statement]] = {}
    for statement in found:
        by_pledge.setdefault(statement.pledge_id, []).append(statement)
    return [
        _history(pledge, by_pledge.get(pledge.pk, []), against, vocabulary, state)
        for pledge in rows
    ]


def visible_statements(state: MatrixState, *, with_retracted: bool = False) -> StatementQuerySet:
    """Statements said by `as_of` and public at `known_at`; no query by itself."""
    known = state.known_until
    visible = Statement.objects.public().filter(said_on__lte=state.as_of, published_at__lte=known)
    if with_retracted:
        return visible
    return visible.filter(Q(retracted_at__isnull=True) | Q(retracted_at__gt=known))


def _history(
    pledge: Pledge,
    statements: Iterable[Statement],
    against: dict[int, list[Statement]],
    vocabulary: Vocabulary,
    state: MatrixState,
) -> PledgeHistory:
    country = pledge.country.iso3 if pledge.country else None
    history = PledgeHistory(pledge, list(pledge.roles.all()))
    for statement in statements:
        view = _view(statement, country, against, vocabulary)
        view.reference = pledge.reference
        history.statements.append(view)
    # As of then: what was taken back only later still stood, and headed its pledge.
    standing = [view for view in history.statements if _is_visible(view.statement, state)]
    standing = standing or history.statements
    own = [view for view in standing if view.is_own_word]
    for newer, older in pairwise(own):
        older.is_overtaken_same_day = newer.statement.said_on == older.statement.said_on
    history.heading = next(iter(own or standing), None)
    if own:
        for view in standing:
            view.is_reported_since = (
                not view.is_own_word and view.statement.said_on > own[0].statement.said_on
            )
    return history


def _view(
    statement: Statement,
    country: str | None,
    against: dict[int, list[Statement]],
    vocabulary: Vocabulary,
) -> StatementView:
    citations: list[Citation] = statement.seen_citations  # type: ignore[attr-defined]
    origins = {
        citation.passage.snapshot.article.relays_id or citation.passage.snapshot.article_id
        for citation in citations
        if citation.function == Citation.Function.SUPPORTS
    }
    # Alternatives stand next to each other, so that "or" reads between them.
    links = sorted(
        statement.statement_conditions.all(), key=lambda link: (link.group is None, link.group or 0)
    )
    waits: list[Wait] = []
    for link in links:
        outcome, is_assumed = vocabulary.judge.status(link.condition.slug, country)
        waits.append(
            Wait(
                link.condition.name,
                link.condition.slug,
                link.detail,
                link.get_kind_display(),
                link.group,
                outcome,
                is_assumed,
                bool(waits) and link.group is not None and waits[-1].group == link.group,
            )
        )
    return StatementView(
        statement=statement,
        grade=evidence_grade(statement.base_grade, len(origins)),
        headcount=Headcount(
            statement.headcount_min,
            statement.headcount_max,
            statement.headcount_wording,
            statement.headcount_withheld,
        ),
        verdict=vocabulary.judge.verdict([(w.slug, w.group) for w in waits], country),
        waits=waits,
        quotations=[_quotation(citation, statement) for citation in citations],
        origins=len(origins),
        contradicted_by=against.get(statement.pk, []),
    )


def _quotation(citation: Citation, statement: Statement) -> Quotation:
    published_at = citation.published_at
    is_later = (
        published_at is not None
        and statement.published_at is not None
        and published_at > statement.published_at
    )
    return Quotation(
        passage=citation.passage,
        article=citation.passage.snapshot.article,
        function=citation.function,
        function_name=citation.get_function_display(),
        proves=[_FACT_NAMES[fact] for fact in citation.proves],
        added_later_at=published_at if is_later else None,
    )


def _contradictions(
    statements: Sequence[Statement], state: MatrixState
) -> dict[int, list[Statement]]:
    """For each statement, those it is linked to as contradicting, visible at `state`."""
    ids = {statement.pk for statement in statements}
    links = Contradiction.objects.filter(
        Q(first__in=ids) | Q(second__in=ids), recorded_at__lte=state.known_until
    ).select_related("first__pledge", "second__pledge")
    against: dict[int, list[Statement]] = {}
    for link in links:
        if _is_visible(link.first, state) and _is_visible(link.second, state):
            against.setdefault(link.first_id, []).append(link.second)
            against.setdefault(link.second_id, []).append(link.first)
    return against


def _is_visible(statement: Statement, state: MatrixState) -> bool:
    known = state.known_until
    return (
        statement.said_on <= state.as_of
        and statement.published_at is not None
        and statement.published_at <= known
        and (statement.retracted_at is None or statement.retracted_at > known)
    )


@dataclass(frozen=True, slots=True)
class CollectiveMention:
    """A collective claim that names a country."""

    pledge: Pledge
    summary: str
    said_on: date


def country_pledges(coalition: Coalition, country: Country) -> QuerySet[Pledge]:
    """A country's pledges in a coalition, as they were opened."""
    return Pledge.objects.filter(coalition=coalition, country=country).order_by("pk")


def collective_mentions(
    country: Country, coalition: Coalition, state: MatrixState
) -> list[CollectiveMention]:
    """Collective claims that named this country by `state`, newest first. One query."""
    statements = (
        visible_statements(state)
        .filter(pledge__coalition=coalition, pledge__parties=country)
        .newest_first()
        .select_related("pledge")
    )
    return [CollectiveMention(s.pledge, s.summary, s.said_on) for s in statements]


def source_list() -> QuerySet[Article]:
    """Articles that a public citation quotes, newest first, with their number of quotations."""
    return (
        Article.objects.with_publisher()
        .annotate(
            quotations=Count(
                "snapshots__passages",
                filter=Q(snapshots__passages__in=Citation.objects.public().values("passage")),
                distinct=True,
            )
        )
        .filter(quotations__gt=0)
        .order_by(F("published_on").desc(nulls_last=True), "-pk")
    )


@dataclass(slots=True)
class QuotedPassage:
    """A passage of a source with the public statements that cite it."""

    passage: Passage
    citations: list[Citation]


def quoted_passages(article: Article) -> list[QuotedPassage]:
    """The article's publicly cited passages in the order of the text. Two queries."""
    citations = (
        Citation.objects.public()
        .filter(passage__snapshot__article=article)
        .select_related("statement__pledge__country", "passage__snapshot")
        .defer("passage__snapshot__text", "passage__snapshot__raw", "passage__snapshot__search")
        .order_by("passage__snapshot__number", "passage__start", "passage__end", "pk")
    )
    quoted: dict[int, QuotedPassage] = {}
    for citation in citations:
        quoted.setdefault(
            citation.passage_id, QuotedPassage(citation.passage, [])
        ).citations.append(citation)
    return list(quoted.values())


def public_pledges() -> QuerySet[Pledge]:
    """Pledges about which something was ever published."""
    return Pledge.objects.filter(Exists(Statement.objects.public().filter(pledge=OuterRef("pk"))))


def self_reviewed_statements() -> int:
    """How many public statements nobody but their author has read. One query."""
    return Statement.objects.public().filter(is_self_reviewed=True).count()
