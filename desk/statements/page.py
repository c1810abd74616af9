"""One statement at the desk, with everything its page shows.

Texts of articles are private: only the desk reads them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, QuerySet, Value, prefetch_related_objects
from django.db.models.functions import Greatest, Least, Substr

from articles.models import Article, Passage
from articles.text.surroundings import CONTEXT_LENGTH, context
from commitments.models import Citation, Fact, ReviewNote, Statement
from commitments.statements.anchors import CurrentAnchor, anchors_of, source_url
from commitments.statements.facts import FactLine, facts_of_statement
from desk.lists import who_pledges
from desk.statements.notes import notes_of

# Read this much more than is shown, so that the cut can be between words.
_REACH = CONTEXT_LENGTH + 80


@dataclass(frozen=True, slots=True)
class CitationInContext:
    """A quotation of a statement with its context."""

    pk: int
    number: int
    function: str
    function_name: str
    proves: tuple[str, ...]
    before: str
    exact: str
    after: str
    passage: int
    article: Article
    source_url: str
    anchor: CurrentAnchor | None
    added_by: str

    @property
    def proves_names(self) -> list[str]:
        """Return the proven facts in words."""
        return [str(Fact(fact).label).lower() for fact in self.proves]


@dataclass(frozen=True, slots=True)
class ProvenFact:
    """A fact with the numbers of the quotations that prove it, and the reviewers' notes on it."""

    line: FactLine
    numbers: tuple[int, ...]
    notes: tuple[ReviewNote, ...] = ()

    @property
    def is_missing(self) -> bool:
        """Whether it needs a quotation and has none."""
        return bool(self.line.fact) and not self.numbers


@dataclass(frozen=True, slots=True)
class StatementPage:
    """A statement with its quotations in context, and which facts they cover.

    `notes` are those on the whole statement or on a fact that is not shown. `returned` are the
    notes of the last return, on whatever fact.
    """

    statement: Statement
    who: str
    facts: tuple[ProvenFact, ...]
    citations: tuple[CitationInContext, ...]
    notes: tuple[ReviewNote, ...]
    returned: tuple[ReviewNote, ...]

    @property
    def missing(self) -> list[str]:
        """Return the facts without a quotation, in words."""
        return [fact.line.label.lower() for fact in self.facts if fact.is_missing]

    @property
    def has_support(self) -> bool:
        """Whether it has a supporting quotation, so that it could be submitted."""
        return any(c.function == Citation.Function.SUPPORTS for c in self.citations)


# --- an article ---------------------------------------------------------------------------------


def passage_in_context(pk: int) -> Passage | None:
    """Return a passage with its article, and the context as `before_it`, `after_it`. One query.

    The database cuts the context out, since a text may be a megabyte.
    """
    passage = _with_surroundings(Passage.objects.with_article(), "").filter(pk=pk).first()
    if passage is not None:
        passage.before_it, passage.after_it = _shown(passage, passage.exact)
    return passage


def _with_surroundings(rows: QuerySet[Any], path: str) -> QuerySet[Any]:
    """Annotate the text before and after the passage at `path`, more of it than will be shown."""
    text, start, end = f"{path}snapshot__text", F(f"{path}start"), F(f"{path}end")
    found: QuerySet[Any] = rows.annotate(
        raw_before=Substr(
            text, Greatest(start - _REACH, Value(0)) + 1, Least(start, Value(_REACH))
        ),
        raw_after=Substr(text, end + 1, _REACH),
    )
    return found


def _shown(row: Any, exact: str) -> tuple[str, str]:
    piece = row.raw_before + exact + row.raw_after
    return context(piece, len(row.raw_before), len(row.raw_before) + len(exact))


# --- a statement --------------------------------------------------------------------------------
def read_statement_page(statement: Statement) -> StatementPage:
    """Read a statement of `statements_for_desk` with all its parts. Eight queries."""
    with_parts(statement)
    cited = list(_citations_in_context(statement))
    anchors = anchors_of(citation.passage_id for citation in cited)
    citations = tuple(
        _citation_in_context(number, citation, anchors.get(citation.passage_id))
        for number, citation in enumerate(cited, start=1)
    )
    lines = facts_of_statement(statement)
    notes = notes_of(statement)
    shown = {line.fact for line in lines if line.fact}
    return StatementPage(
        statement=statement,
        who=who_pledges(statement.pledge),
        facts=tuple(_proven(line, citations, notes) for line in lines),
        citations=citations,
        notes=tuple(note for note in notes if note.fact not in shown),
        returned=_returned(statement, notes),
    )


def _returned(statement: Statement, notes: Sequence[ReviewNote]) -> tuple[ReviewNote, ...]:
    since = statement.submitted_at
    if statement.state != Statement.State.RETURNED or since is None:
        return ()
    return tuple(n for n in notes if n.kind == ReviewNote.Kind.RETURN and n.added_at >= since)


def with_parts(statement: Statement) -> Statement:
    """Prefetch roles, limits and conditions of a statement in their order. Three queries."""
    prefetch_related_objects(
        [statement],
        "pledge__roles",
        "statement_limits__limit",
        "statement_conditions__condition",
    )
    return statement


def _proven(
    line: FactLine, citations: Sequence[CitationInContext], notes: Sequence[ReviewNote]
) -> ProvenFact:
    numbers = [c.number for c in citations if line.fact and line.fact in c.proves]
    pinned = tuple(note for note in notes if line.fact and note.fact == line.fact)
    return ProvenFact(line, tuple(numbers), pinned)


def _citations_in_context(statement: Statement) -> QuerySet[Citation]:
    citations = statement.citations.with_source().select_related(
        "passage__snapshot__article__publisher", "added_by"
    )
    return _with_surroundings(citations, "passage__").order_by("added_at", "pk")


def _citation_in_context(
    number: int, citation: Citation, anchor: CurrentAnchor | None
) -> CitationInContext:
    passage, article = citation.passage, citation.passage.snapshot.article
    before, after = _shown(citation, passage.exact)
    return CitationInContext(
        pk=citation.pk,
        number=number,
        function=citation.function,
        function_name=citation.get_function_display(),
        proves=tuple(citation.proves),
        before=before,
        exact=passage.exact,
        after=after,
        passage=passage.pk,
        article=article,
        source_url=source_url(article, passage, anchor),
        anchor=anchor,
        added_by=citation.added_by.name,
    )


# --- choosing a quotation -----------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class PassageChoice:
    """A passage that a statement may cite."""

    pk: int
    exact: str
    article: int
    article_title: str
    publisher: str
    published_on: date | None
    is_same_article: bool


CHOICES = 20


def passage_choices(
    statement: Statement, *, words_sought: str = "", first: int | None = None
) -> tuple[PassageChoice, ...]:
    """Return passages it does not cite: `first`, then of articles it cites, then the newest.

    At most `CHOICES`. Four queries.
    """
    cited = list(
        statement.citations.values_list("passage", "passage__snapshot__article").order_by("pk")
    )
    articles = {article for _, article in cited}
    uncited = Passage.objects.with_article().exclude(pk__in=[passage for passage, _ in cited])
    passages = uncited
    for word in words_sought.split():
        passages = passages.filter(exact__icontains=word)
    rows = sorted(
        {
            *uncited.filter(pk__in=[] if first is None else [first]),
            *passages.filter(snapshot__article__in=articles).order_by("pk")[:CHOICES],
            *passages.order_by("-pk")[:CHOICES],
        },
        key=lambda p: (p.pk != first, p.snapshot.article_id not in articles, -p.pk),
    )
    return tuple(
        PassageChoice(
            pk=passage.pk,
            exact=passage.exact,
            article=passage.snapshot.article_id,
            article_title=passage.snapshot.article.title,
            publisher=passage.snapshot.article.publisher.name,
            published_on=passage.snapshot.article.published_on,
            is_same_article=passage.snapshot.article_id in articles,
        )
        for passage in rows[:CHOICES]
    )
