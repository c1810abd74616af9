"""A statement as readers see it: its quotations, conditions, grade, and what speaks against it.

Pages of every kind are made of these views. Functions say their number of queries.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch, Q

from articles.models import Article, Passage
from commitments.matrix.state import MatrixState
from commitments.matrix.vocabulary import Vocabulary
from commitments.models import (
    Citation,
    ConditionOutcome,
    Contradiction,
    Fact,
    Statement,
    StatementQuerySet,
)
from commitments.rules.conditionality import Verdict
from commitments.rules.grades import evidence_grade
from commitments.rules.headcounts import Headcount
from commitments.rules.stances import GRADES, OWN_WORD, Conditionality
from commitments.statements.anchors import AnchorView, anchors_of, source_url
from commitments.statements.facts import FactLine, own_facts
from commitments.statements.visibility import visible_at
from readers.pledges.field_changes import ChangeNote

_FACT_NAMES = dict(Fact.choices)
# What a card says in its first lines, and not once more in its list of facts.
_IN_THE_HEAD = ("stance", "said_on", "change", "summary")


@dataclass(frozen=True, slots=True)
class Quotation:
    """A citation as readers see it: the words, their surroundings, and where they stand."""

    passage: Passage
    article: Article
    function: str
    function_name: str
    proves: Sequence[str]
    added_later_at: datetime | None
    facts: Sequence[str] = ()
    anchor: AnchorView | None = None

    @property
    def exact(self) -> str:
        """The words themselves; none are left where they were taken down."""
        return self.passage.exact

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
    def language(self) -> str:
        """The language of the words; a digest is in ours."""
        return "en" if self.article.is_digest else self.article.language

    @property
    def source_url(self) -> str:
        """The source's address, with a text fragment where its own words are quoted."""
        return source_url(self.article, self.passage, self.anchor)


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

    @property
    def outcome_name(self) -> str:
        """The outcome in words."""
        return str(ConditionOutcome.Outcome(self.outcome).label)


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
    # As known at the page's moment: taken back by then, and replaced by what was public by then.
    is_retracted: bool = False
    corrections: Sequence[Statement] = ()
    changes: ChangeNote | None = None

    @property
    def facts(self) -> list[FactLine]:
        """What the card lists, in the order of the registry; a headcount also where none is given.

        What the conditions came to is in `waits`.
        """
        lines = [line for line in own_facts(self.statement) if line.name not in _IN_THE_HEAD]
        if not self.headcount.as_text:
            lines.insert(0, FactLine("headcount", _FACT_NAMES[Fact.HEADCOUNT], ()))
        return lines

    @property
    def is_retracted_since(self) -> bool:
        """Whether it still stood at the moment the page tells of, and was taken back later."""
        return self.statement.retracted_at is not None and not self.is_retracted

    @property
    def is_disputed(self) -> bool:
        """Whether another statement or a quotation speaks against it."""
        return bool(self.contradicted_by) or any(
            quotation.function == Citation.Function.CONTRADICTS for quotation in self.quotations
        )

    @property
    def grade_words(self) -> str:
        """What the evidence grade means."""
        return str(GRADES[self.grade])

    @property
    def verdict_words(self) -> str:
        """Whether it waits, in words."""
        return str(Conditionality(self.verdict.conditionality).label)

    @property
    def is_own_word(self) -> bool:
        """Whether the country itself spoke (or, for a collective claim, the coalition)."""
        return self.statement.base_grade in OWN_WORD


def visible_statements(state: MatrixState, *, with_retracted: bool = False) -> StatementQuerySet:
    """Statements that readers see at `state`; no query by itself."""
    return Statement.objects.filter(
        visible_at(state.as_of, state.known_until, with_retracted=with_retracted)
    )


def with_card_parts(statements: StatementQuerySet, state: MatrixState) -> StatementQuerySet:
    """With all that a view of them is made of: five queries beside their own."""
    return (
        statements.newest_first()
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


def view_statements(
    statements: Iterable[Statement], vocabulary: Vocabulary, state: MatrixState
) -> list[StatementView]:
    """Views of statements read `with_card_parts`, in their order. Two queries.

    Their pledges and the pledges' countries should be there already.
    """
    found = list(statements)
    against = _contradictions(found, state)
    anchors = anchors_of(
        citation.passage_id
        for statement in found
        for citation in statement.seen_citations  # type: ignore[attr-defined]
    )
    return [_view(statement, against, anchors, vocabulary, state) for statement in found]


def _view(
    statement: Statement,
    against: dict[int, list[Statement]],
    anchors: dict[int, AnchorView],
    vocabulary: Vocabulary,
    state: MatrixState,
) -> StatementView:
    pledge = statement.pledge
    country = pledge.country.iso3 if pledge.country else None
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
        outcome, is_assumed = vocabulary.outcomes.status(link.condition.slug, country)
        waits.append(
            Wait(
                link.condition.local_name,
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
        verdict=vocabulary.outcomes.verdict([(w.slug, w.group) for w in waits], country),
        waits=waits,
        quotations=[
            _quotation(citation, statement, anchors.get(citation.passage_id))
            for citation in citations
        ],
        origins=len(origins),
        contradicted_by=against.get(statement.pk, []),
        reference=pledge.reference,
        is_retracted=statement.retracted_at is not None
        and statement.retracted_at <= state.known_until,
        corrections=sorted(
            (
                new
                for new in statement.corrected_by.all()
                if new.published_at and new.published_at <= state.known_until
            ),
            key=lambda new: new.pk,
        ),
    )


def _quotation(citation: Citation, statement: Statement, anchor: AnchorView | None) -> Quotation:
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
        facts=citation.proves,
        anchor=anchor,
    )


def _contradictions(
    statements: Sequence[Statement], state: MatrixState
) -> dict[int, list[Statement]]:
    """For each statement, those it is linked to as contradicting, visible at `state`."""
    ids = {statement.pk for statement in statements}
    links = Contradiction.objects.filter(
        Q(first__in=ids) | Q(second__in=ids),
        visible_at(state.as_of, state.known_until, of="first__"),
        visible_at(state.as_of, state.known_until, of="second__"),
        recorded_at__lte=state.known_until,
    ).select_related("first__pledge", "second__pledge")
    against: dict[int, list[Statement]] = {}
    for link in links:
        against.setdefault(link.first_id, []).append(link.second)
        against.setdefault(link.second_id, []).append(link.first)
    return against
