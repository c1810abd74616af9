"""A statement as readers see it: its quotations, conditions, grade, and what contradicts it.

Every page with statements uses these. Functions say their number of queries.
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
from commitments.rules.grades import GRADES, OWN_WORD, evidence_grade
from commitments.rules.headcounts import Headcount
from commitments.rules.stances import Conditionality
from commitments.statements.anchors import CurrentAnchor, anchors_of, source_url
from commitments.statements.facts import FactLine, own_facts
from commitments.statements.visibility import visible_at
from readers.pledges.field_changes import ChangeNote

_FACT_NAMES = dict(Fact.choices)
# The head of a card shows these, so its list of facts does not repeat them.
_IN_THE_HEAD = ("stance", "said_on", "change", "summary")


@dataclass(frozen=True, slots=True)
class Quotation:
    """A citation as readers see it: the words, their context, and where they are in the source."""

    passage: Passage
    article: Article
    function: str
    function_name: str
    proves: Sequence[str]
    added_later_at: datetime | None
    facts: Sequence[str] = ()
    anchor: CurrentAnchor | None = None

    @property
    def exact(self) -> str:
        """Return the words themselves; "" if they were taken down."""
        return self.passage.exact

    @property
    def before(self) -> str:
        """Return the words just before it; the stored prefix may begin in the middle of a word."""
        prefix = self.passage.prefix
        return prefix if self.passage.start == len(prefix) else prefix.partition(" ")[2]

    @property
    def after(self) -> str:
        """Return the words just after it, without a cut-off word."""
        suffix = self.passage.suffix
        return suffix if " " not in suffix else suffix.rpartition(" ")[0]

    @property
    def language(self) -> str:
        """Return the language of the words; a digest is in ours."""
        return "en" if self.article.is_digest else self.article.language

    @property
    def source_url(self) -> str:
        """The source's address, with a text fragment if the source's own words are quoted."""
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
        """Return the outcome in words."""
        return str(ConditionOutcome.Outcome(self.outcome).label)


@dataclass(slots=True)
class StatementCard:
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
    # As known at the page's moment: retracted by then, and replaced by what was public by then.
    is_retracted: bool = False
    corrections: Sequence[Statement] = ()
    changes: ChangeNote | None = None

    @property
    def facts(self) -> list[FactLine]:
        """Return the facts that the card lists; a headcount also if none is given.

        The outcomes of conditions are in `waits`.
        """
        lines = [line for line in own_facts(self.statement) if line.name not in _IN_THE_HEAD]
        if not self.headcount.as_text:
            lines.insert(0, FactLine("headcount", _FACT_NAMES[Fact.HEADCOUNT], ()))
        return lines

    @property
    def is_retracted_since(self) -> bool:
        """Whether it was retracted only after the page's moment."""
        return self.statement.retracted_at is not None and not self.is_retracted

    @property
    def is_disputed(self) -> bool:
        """Whether another statement or a quotation contradicts it."""
        return bool(self.contradicted_by) or any(
            quotation.function == Citation.Function.CONTRADICTS for quotation in self.quotations
        )

    @property
    def grade_words(self) -> str:
        """Return what the evidence grade means."""
        return str(GRADES[self.grade])

    @property
    def verdict_words(self) -> str:
        """Return in words whether it waits."""
        return str(Conditionality(self.verdict.conditionality).label)

    @property
    def is_own_word(self) -> bool:
        """Whether the country itself spoke (or, for a collective claim, the coalition)."""
        return self.statement.base_grade in OWN_WORD


def visible_statements(state: MatrixState, *, with_retracted: bool = False) -> StatementQuerySet:
    """Return statements that readers see at `state`; does not run a query."""
    return Statement.objects.filter(
        visible_at(state.as_of, state.known_until, with_retracted=with_retracted)
    )


def with_card_parts(statements: StatementQuerySet, state: MatrixState) -> StatementQuerySet:
    """Prefetch all that a card needs: five queries beside their own."""
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


def read_cards(
    statements: Iterable[Statement], vocabulary: Vocabulary, state: MatrixState
) -> list[StatementCard]:
    """Return cards for statements read `with_card_parts`, in their order. Two queries.

    Prefetch their pledges and the pledges' countries.
    """
    found = list(statements)
    against = _contradictions(found, state)
    anchors = anchors_of(
        citation.passage_id
        for statement in found
        for citation in statement.seen_citations  # type: ignore[attr-defined]
    )
    return [_card(statement, against, anchors, vocabulary, state) for statement in found]


def _card(
    statement: Statement,
    against: dict[int, list[Statement]],
    anchors: dict[int, CurrentAnchor],
    vocabulary: Vocabulary,
    state: MatrixState,
) -> StatementCard:
    pledge = statement.pledge
    country = pledge.country.iso3 if pledge.country else None
    citations: list[Citation] = statement.seen_citations  # type: ignore[attr-defined]
    origins = {
        citation.passage.snapshot.article.relays_id or citation.passage.snapshot.article_id
        for citation in citations
        if citation.function == Citation.Function.SUPPORTS
    }
    # Keep alternatives together, so that "or" reads between them.
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
    return StatementCard(
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


def _quotation(citation: Citation, statement: Statement, anchor: CurrentAnchor | None) -> Quotation:
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
    """Return for each statement those it is linked to as contradicting, visible at `state`."""
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
