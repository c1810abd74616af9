"""A statement as its reviewer reads it: each fact beside the quotations that prove it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import F, Value, prefetch_related_objects
from django.db.models.functions import Greatest, Least, Substr
from django.utils.translation import gettext as _

from articles.models import Article
from articles.text.surroundings import context
from commitments.models import Citation, Fact, ReviewNote, Statement
from commitments.services.previous import previous_statement
from commitments.services.warnings import StatementWarning, warnings_of_statement
from commitments.statements.anchors import CurrentAnchor, anchors_of, source_url
from commitments.statements.facts import Difference, FactLine, differences, facts_of_statement
from core.wording import gettext_lazy
from desk.lists import who_pledges
from desk.statements.notes import notes_by_fact, notes_of
from desk.statements.page import with_parts

# At most this much of a paragraph is read on either side of a quotation; a cut is marked.
_PARAGRAPH_REACH = 2000
# Labels of facts that the statement does not give.
_NOT_GIVEN = {
    Fact.CONDITIONS: gettext_lazy("Waits for"),
    Fact.SPEAKER: gettext_lazy("Said by"),
    Fact.DATE: gettext_lazy("Said on"),
}


@dataclass(frozen=True, slots=True)
class QuotationInContext:
    """A quotation with its context, and the paragraph it is in."""

    pk: int
    number: int
    function: str
    function_name: str
    proves: tuple[str, ...]
    before: str
    exact: str
    after: str
    paragraph_before: str
    paragraph_after: str
    passage: int
    article: Article
    source_url: str
    anchor: CurrentAnchor | None
    added_by: str


@dataclass(frozen=True, slots=True)
class ReviewedFact:
    """A fact with its quotations, how it differs from what is published, and its notes.

    `line.values` is empty if the statement does not give the fact, so that a reviewer notices.
    """

    line: FactLine
    quotations: tuple[QuotationInContext, ...]
    difference: Difference | None
    notes: tuple[ReviewNote, ...]

    @property
    def is_unproven(self) -> bool:
        """Whether it is stated but no quotation proves it."""
        return bool(self.line.values) and not self.quotations


@dataclass(frozen=True, slots=True)
class FactGroup:
    """Facts with exactly the same quotations, which are then shown once."""

    facts: tuple[ReviewedFact, ...]
    quotations: tuple[QuotationInContext, ...]

    @property
    def is_unproven(self) -> bool:
        """Whether some of its facts are stated but no quotation proves them."""
        return self.facts[0].is_unproven


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """Everything a reviewer needs on one screen, except the matrix.

    `against` is what is published: the statement it corrects, or the one said before it.
    """

    statement: Statement
    who: str
    groups: tuple[FactGroup, ...]
    others: tuple[FactLine, ...]
    loose: tuple[QuotationInContext, ...]
    quotations: int
    against: Statement | None
    changes: tuple[Difference, ...]
    warnings: Sequence[StatementWarning]
    notes: tuple[ReviewNote, ...]

    @property
    def is_correction(self) -> bool:
        """Whether publishing it retracts another."""
        return self.statement.corrects_id is not None

    @property
    def unproven(self) -> list[str]:
        """Return the facts without a quotation, in words."""
        facts = (fact for group in self.groups for fact in group.facts)
        return [fact.line.label.lower() for fact in facts if fact.is_unproven]


def read_review_page(statement: Statement) -> ReviewPage:
    """Read a statement of `statements_for_desk` with its evidence. Sixteen queries at most."""
    with_parts(statement)
    against = _against(statement)
    now = facts_of_statement(statement)
    cited = list(_citations(statement))
    anchors = anchors_of(citation.passage_id for citation in cited)
    quotations = [
        _quotation(number, citation, anchors.get(citation.passage_id))
        for number, citation in enumerate(cited, start=1)
    ]
    changes = differences(facts_of_statement(against), now) if against else ()
    if statement.corrects_id and against:
        changes += _changed_quotations(against, quotations)
    by_fact = notes_by_fact(notes_of(statement))
    changed = {change.label: change for change in changes}
    facts = [
        ReviewedFact(
            line=line,
            quotations=tuple(q for q in quotations if line.fact in q.proves),
            difference=changed.get(line.label),
            notes=tuple(by_fact.get(line.fact, ())),
        )
        for line in _asked(now)
    ]
    return ReviewPage(
        statement=statement,
        who=who_pledges(statement.pledge),
        groups=_groups(facts),
        others=tuple(line for line in now if not line.fact),
        loose=tuple(q for q in quotations if not q.proves),
        quotations=len(quotations),
        against=against,
        changes=changes,
        warnings=warnings_of_statement(statement),
        notes=tuple(by_fact.get("", ())),
    )


def _against(statement: Statement) -> Statement | None:
    wrong = statement.corrects
    if wrong is None:
        return previous_statement(statement.pledge, statement.said_on, without=statement)
    wrong.pledge = statement.pledge
    prefetch_related_objects(
        [wrong], "statement_limits__limit", "statement_conditions__condition", "citations__passage"
    )
    return wrong


def _changed_quotations(
    wrong: Statement, quotations: Sequence[QuotationInContext]
) -> tuple[Difference, ...]:
    was = {citation.passage_id: citation.passage.exact for citation in wrong.citations.all()}
    now = {quotation.passage: quotation.exact for quotation in quotations}
    if set(was) == set(now):
        return ()
    return (
        Difference(
            label=_("Quotations"),
            removed=tuple(f"“{words}”" for pk, words in was.items() if pk not in now),
            added=tuple(f"“{words}”" for pk, words in now.items() if pk not in was),
            kept=tuple(f"“{words}”" for pk, words in now.items() if pk in was),
        ),
    )


def _groups(facts: Sequence[ReviewedFact]) -> tuple[FactGroup, ...]:
    """Group facts by their quotations, in the order of the page; facts not given come last."""
    alike: dict[tuple[object, ...], list[ReviewedFact]] = {}
    for fact in facts:
        key = tuple(q.pk for q in fact.quotations) or ("unproven", fact.is_unproven)
        alike.setdefault(key, []).append(fact)
    return tuple(FactGroup(tuple(members), members[0].quotations) for members in alike.values())


def _asked(lines: Sequence[FactLine]) -> list[FactLine]:
    """Return every fact that a quotation can prove; those not given come last."""
    given = [line for line in lines if line.fact]
    known = {line.fact for line in given}
    missing = [
        FactLine(fact.value, _NOT_GIVEN.get(fact, str(fact.label)), (), fact)
        for fact in Fact
        if fact not in known
    ]
    return [*given, *missing]


def _citations(statement: Statement) -> Iterable[Citation]:
    """Return all quotations with as much text around as a paragraph may have. One query."""
    start, end = F("passage__start"), F("passage__end")
    return (
        statement.citations.with_source()
        .select_related("passage__snapshot__article__publisher", "added_by")
        .annotate(
            text_before=Substr(
                "passage__snapshot__text",
                Greatest(start - _PARAGRAPH_REACH, Value(0)) + 1,
                Least(start, Value(_PARAGRAPH_REACH)),
            ),
            text_after=Substr("passage__snapshot__text", end + 1, _PARAGRAPH_REACH),
        )
        .order_by("added_at", "pk")
    )


def _quotation(number: int, citation: Citation, anchor: CurrentAnchor | None) -> QuotationInContext:
    passage, article = citation.passage, citation.passage.snapshot.article
    before: str = citation.text_before  # type: ignore[attr-defined]
    after: str = citation.text_after  # type: ignore[attr-defined]
    piece = before + passage.exact + after
    near_before, near_after = context(piece, len(before), len(before) + len(passage.exact))
    # Split as the article's page does: at blank lines, or at lines if there are none.
    gap = "\n\n" if "\n\n" in piece else "\n"
    return QuotationInContext(
        pk=citation.pk,
        number=number,
        function=citation.function,
        function_name=citation.get_function_display(),
        proves=tuple(citation.proves),
        before=near_before,
        exact=passage.exact,
        after=near_after,
        paragraph_before=_cut(before.rpartition(gap)[2], before, is_before=True),
        paragraph_after=_cut(after.partition(gap)[0], after, is_before=False),
        passage=passage.pk,
        article=article,
        source_url=source_url(article, passage, anchor),
        anchor=anchor,
        added_by=citation.added_by.name,
    )


def _cut(part: str, read: str, *, is_before: bool) -> str:
    if len(read) < _PARAGRAPH_REACH or part != read:
        return part
    return f"…{part}" if is_before else f"{part}…"
