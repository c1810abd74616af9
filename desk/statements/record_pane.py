"""What is recorded from an article: statements with their facts, and uncited passages.

The text itself is in `desk.articles.page`; this is the pane beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from django.db.models import Max, Prefetch, Q, QuerySet

from articles.models import Article, Passage
from commitments.models import Citation, Pledge, Statement, StatementCondition, StatementLimit
from commitments.statements.facts import facts_of_statement
from core.models import User
from desk.lists import PledgeLine, pledge_lines, pledges_for_desk, readable, who_pledges
from desk.passages.marked_text import passage_line, places_in_text
from desk.statements.autosaves import AutosaveLine, autosaves_of

_RECENT = 6
_FOUND = 12


@dataclass(frozen=True, slots=True)
class PassageHere:
    """A passage of the article, by its number in the text."""

    pk: int
    number: int
    exact: str
    words: int
    is_in_this_text: bool
    state_words: str
    is_cited: bool


@dataclass(frozen=True, slots=True)
class RecordedFact:
    """A fact of a statement; `passages` of this article prove it, `elsewhere` counts others."""

    label: str
    values: tuple[str, ...]
    passages: tuple[PassageHere, ...]
    elsewhere: int
    is_missing: bool

    @property
    def highlighted(self) -> str:
        """Return the passages that the page highlights with this fact, as an attribute."""
        return " ".join(str(passage.pk) for passage in self.passages)


@dataclass(frozen=True, slots=True)
class RecordedStatement:
    """A statement that cites the article."""

    pk: int
    stance: str
    stance_name: str
    state: str
    state_name: str
    said_on: date
    summary: str
    is_editable: bool
    facts: tuple[RecordedFact, ...]
    passages: tuple[int, ...]
    highlighted: str

    @property
    def missing(self) -> list[str]:
        """Return the facts that no quotation proves yet, in words."""
        return [fact.label.lower() for fact in self.facts if fact.is_missing]


@dataclass(frozen=True, slots=True)
class RecordedPledge:
    """A pledge with its statements from this article, in the order of recording."""

    reference: str
    who: str
    title: str
    statements: tuple[RecordedStatement, ...]


@dataclass(frozen=True, slots=True)
class RecordPane:
    """The pane beside the text. `unsaved`: this person's autosaves from this article."""

    article: Article
    pledges: tuple[RecordedPledge, ...]
    passages: tuple[PassageHere, ...]
    unsaved: tuple[AutosaveLine, ...]

    @property
    def statements(self) -> int:
        """Return how many statements cite the article."""
        return sum(len(pledge.statements) for pledge in self.pledges)

    @property
    def uncited(self) -> list[PassageHere]:
        """Return the passages that no statement cites yet."""
        here = (passage for passage in self.passages if passage.is_in_this_text)
        return [passage for passage in here if not passage.is_cited]

    @property
    def cited(self) -> list[PassageHere]:
        """Return the passages that a statement cites."""
        return [
            passage for passage in self.passages if passage.is_cited and passage.is_in_this_text
        ]

    @property
    def lost(self) -> list[PassageHere]:
        """Return the passages that were in an earlier text and are not in this one."""
        return [passage for passage in self.passages if not passage.is_in_this_text]


class _Line(Protocol):
    """What the article's page already knows of a passage."""

    @property
    def pk(self) -> int: ...
    @property
    def number(self) -> int: ...
    @property
    def exact(self) -> str: ...
    @property
    def words(self) -> int: ...
    @property
    def is_in_this_text(self) -> bool: ...
    @property
    def state_words(self) -> str: ...


def read_record_pane(
    article: Article, user: User, *, lines: Sequence[_Line] | None = None
) -> RecordPane:
    """Read the pane. Six queries if the passages' `lines` are already read, else nine."""
    found = _passages_of(article) if lines is None else lines
    statements = list(_statements_citing([line.pk for line in found]))
    cited = {c.passage_id for statement in statements for c in statement.citations.all()}
    passages = tuple(
        PassageHere(
            p.pk, p.number, p.exact, p.words, p.is_in_this_text, p.state_words, p.pk in cited
        )
        for p in found
    )
    by_pk = {passage.pk: passage for passage in passages}
    pledges: dict[int, tuple[Pledge, list[RecordedStatement]]] = {}
    for statement in statements:
        _, recorded = pledges.setdefault(statement.pledge_id, (statement.pledge, []))
        recorded.append(_recorded(statement, by_pk, user))
    unsaved = [line for line in autosaves_of(user) if line.article == article.pk]
    return RecordPane(
        article=article,
        pledges=tuple(
            RecordedPledge(pledge.reference, who_pledges(pledge), pledge.title, tuple(recorded))
            for pledge, recorded in pledges.values()
        ),
        passages=passages,
        unsaved=tuple(unsaved),
    )


def _passages_of(article: Article) -> list[PassageHere]:
    """Return passages numbered in the order of quoting. Three queries, and no text."""
    rows = list(
        Passage.objects.filter(snapshot__article=article).order_by(
            "-snapshot__number", "start", "end"
        )
    )
    newest = article.snapshots.only("pk", "number").order_by("-number").first()
    places = places_in_text(rows, newest) if newest is not None else {}
    numbers = {pk: number for number, pk in enumerate(sorted(row.pk for row in rows), start=1)}
    return [
        PassageHere(
            pk=line.pk,
            number=line.number,
            exact=line.exact,
            words=line.words,
            is_in_this_text=line.is_in_this_text,
            state_words=line.state_words,
            is_cited=False,
        )
        for row in rows
        for line in [passage_line(row, [], number=numbers[row.pk], in_text=places.get(row.pk))]
    ]


def _statements_citing(passages: Sequence[int]) -> QuerySet[Statement]:
    citing = Citation.objects.filter(passage__in=passages).values("statement")
    return (
        readable()
        .filter(pk__in=citing)
        .select_related("pledge__country")
        .prefetch_related(
            Prefetch("citations", Citation.objects.order_by("added_at", "pk")),
            "pledge__roles",
            Prefetch("statement_limits", StatementLimit.objects.select_related("limit")),
            Prefetch(
                "statement_conditions", StatementCondition.objects.select_related("condition")
            ),
        )
        .order_by("pledge__country__name", "pledge", "said_on", "pk")
    )


def _recorded(
    statement: Statement, passages: dict[int, PassageHere], user: User
) -> RecordedStatement:
    citations = list(statement.citations.all())
    here = [passages[c.passage_id] for c in citations if c.passage_id in passages]
    facts = []
    for line in facts_of_statement(statement):
        if not line.fact:
            continue
        proofs = [citation for citation in citations if line.fact in citation.proves]
        near = tuple(passages[c.passage_id] for c in proofs if c.passage_id in passages)
        facts.append(
            RecordedFact(line.label, line.values, near, len(proofs) - len(near), not proofs)
        )
    return RecordedStatement(
        pk=statement.pk,
        stance=statement.stance,
        stance_name=statement.get_stance_display(),
        state=statement.state,
        state_name=statement.get_state_display(),
        said_on=statement.said_on,
        summary=statement.summary,
        # Scope is checked when the form opens: this is a hint, and costs no query for each.
        is_editable=statement.is_editable and (user.can_review or statement.author_id == user.pk),
        facts=tuple(facts),
        passages=tuple(citation.passage_id for citation in citations),
        highlighted=" ".join(str(passage.pk) for passage in here),
    )


# --- for the form beside the text ---------------------------------------------------------------
def passages_by_pk(pks: Iterable[int]) -> list[Passage]:
    """Return these passages with their articles, in this order; unknown ones are left out."""
    asked = list(dict.fromkeys(pks))
    found = {p.pk: p for p in Passage.objects.with_article().filter(pk__in=asked)} if asked else {}
    return [found[pk] for pk in asked if pk in found]


def last_recorded_from(article: Article) -> Statement | None:
    """The last statement recorded from this article, whose speaker often recurs. One query."""
    return (
        readable()
        .filter(citations__passage__snapshot__article=article)
        .order_by("-added_at", "-pk")
        .first()
    )


def recent_pledges(user: User, article: Article | None) -> tuple[PledgeLine, ...]:
    """Return pledges of this article, and those this person wrote about last. Three queries."""
    mine = Q(author=user)
    if article is not None:
        mine |= Q(citations__passage__snapshot__article=article)
    newest = (
        Pledge.objects.filter(statements__in=readable().filter(mine))
        .annotate(last_used=Max("statements__added_at"))
        .order_by("-last_used")
    )
    recent = list(newest.values_list("pk", flat=True)[:_RECENT])
    pledges = list(pledges_for_desk().filter(pk__in=recent)) if recent else []
    pledges.sort(key=lambda pledge: recent.index(pledge.pk))
    return pledge_lines(pledges) if pledges else ()


def found_pledges(sought: str) -> tuple[PledgeLine, ...]:
    """Return the first pledges with all these words. Two queries."""
    pledges = list(pledges_for_desk(sought)[:_FOUND])
    return pledge_lines(pledges) if pledges else ()
