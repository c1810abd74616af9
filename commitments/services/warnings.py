"""Warnings about a statement: never errors, but some must be answered before review.

`warning_kinds.py` names the kinds with their reasons; this module decides when one applies:
`warnings_about` for content that is still typed, `warnings_of_statement` for a stored statement. A
correction is not compared with what it replaces: it says that we were wrong, not that the country
changed its mind.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from commitments.models import Citation, Fact, Pledge, Statement
from commitments.rules.stances import NEGATIVE, RANK, Capacity, Stance
from commitments.rules.warning_kinds import MUST_ANSWER, WHY, WarningKind
from commitments.services.previous import previous_statement
from commitments.statements.content import StatementContent
from core.errors import DomainError
from core.wording import grouped

# Words that set an upper bound and no lower one.
_UPPER_BOUND = re.compile(
    r"\b(up to|as many as|at most|no more than|not more than|a maximum of|fewer than|less than)\b",
    re.IGNORECASE,
)
# A headcount that differs from the last one by more than this factor causes a warning.
_FAR = 2


@dataclass(frozen=True, slots=True)
class Quoted:
    """The parts of a cited passage that warnings need."""

    passage: int
    exact: str
    function: str
    proves: Sequence[str]


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another statement of the same pledge that a warning mentions."""

    pk: int
    stance_name: str
    said_on: date
    state_name: str
    is_same_day: bool
    shares_quotation: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """Why a warning does not apply here, and who said so."""

    reason: str
    by: str


@dataclass(frozen=True, slots=True)
class StatementWarning:
    """A warning that applies: why, what it was compared with, and its answer if there is one."""

    kind: str
    override: Answer | None = None
    detail: str = ""
    neighbours: tuple[Neighbour, ...] = ()

    @property
    def label(self) -> str:
        """Return its name in a few words."""
        return str(WarningKind(self.kind).label)

    @property
    def why(self) -> str:
        """Return the rule behind it."""
        return WHY[self.kind]

    @property
    def must_answer(self) -> bool:
        """Whether it needs an answer before review."""
        return self.kind in MUST_ANSWER

    @property
    def is_open(self) -> bool:
        """Whether it still prevents submitting."""
        return self.must_answer and self.override is None


# Stored or still being typed: both have these columns.
type _Said = StatementContent | Statement


def warnings_about(
    said: _Said,
    *,
    pledge: Pledge,
    previous: Statement | None,
    quoted: Sequence[Quoted] = (),
    neighbours: Sequence[Neighbour] = (),
    answers: Mapping[str, Answer] | None = None,
    is_correction: bool = False,
) -> tuple[StatementWarning, ...]:
    """Return every warning that applies to this content, in the order of the kinds. No query."""
    against = None if is_correction else previous
    found = {
        kind: (detail, others)
        for kind, detail, others in (
            *_about_speaker(said, pledge),
            *_about_headcount(said, quoted, against),
            *_about_stance(said, against),
            *_about_neighbours(neighbours),
        )
    }
    given = answers or {}
    return tuple(
        StatementWarning(kind, given.get(kind), *found[kind])
        for kind in WarningKind.values
        if kind in found
    )


_Found = Iterator[tuple[str, str, tuple[Neighbour, ...]]]


def _about_speaker(said: _Said, pledge: Pledge) -> _Found:
    if RANK[said.stance] <= RANK[Stance.FLOATED]:
        return
    if said.relayed_by is not None or said.capacity == Capacity.OTHER_GOVERNMENT:
        yield WarningKind.RELAYED_ABOVE_FLOATED, "", ()
    if said.capacity == Capacity.OPPOSITION_OR_PARTY and not pledge.is_collective:
        yield WarningKind.PARTY_FOR_THE_STATE, "", ()


def _about_headcount(said: _Said, quoted: Sequence[Quoted], previous: Statement | None) -> _Found:
    if said.headcount_min is not None:
        words = [q.exact for q in quoted if Fact.HEADCOUNT in q.proves]
        bound = next(filter(None, map(_UPPER_BOUND.search, [said.headcount_wording, *words])), None)
        if bound is not None:
            yield (
                WarningKind.UP_TO_WITH_MINIMUM,
                _("The words say “{group}”, and “at least” is {headcount_min}.").format(
                    group=bound.group().lower(), headcount_min=grouped(said.headcount_min)
                ),
                (),
            )
    now, before = _figure(said), _figure(previous) if previous else None
    if now is not None and before is not None and (now > _FAR * before or _FAR * now < before):
        yield (
            WarningKind.HEADCOUNT_FAR_FROM_LAST,
            _("Before: {before}. Now: {now}.").format(before=grouped(before), now=grouped(now)),
            (),
        )


def _figure(said: _Said) -> int | None:
    return said.headcount_max if said.headcount_max is not None else said.headcount_min


def _about_stance(said: _Said, previous: Statement | None) -> _Found:
    if previous is None or said.stance in NEGATIVE or not _is_own_word(said):
        return
    if RANK[said.stance] < RANK[previous.stance]:
        yield (
            WarningKind.LOWER_WITHOUT_WITHDRAWAL,
            _("Before: {stance}. Now: {stance2}.").format(
                stance=previous.get_stance_display().lower(),
                stance2=str(Stance(said.stance).label).lower(),
            ),
            (),
        )


def _is_own_word(said: _Said) -> bool:
    """Whether the country itself says it; other people's claims cannot lower a stance."""
    return said.relayed_by is None and said.capacity not in (
        Capacity.OTHER_GOVERNMENT,
        Capacity.OPPOSITION_OR_PARTY,
        Capacity.OUTLET_INFERENCE,
    )


def _about_neighbours(neighbours: Sequence[Neighbour]) -> _Found:
    if same_day := tuple(other for other in neighbours if other.is_same_day):
        yield WarningKind.SAME_DAY, "", same_day
    if sharing := tuple(other for other in neighbours if other.shares_quotation):
        yield WarningKind.QUOTE_USED, "", sharing


def neighbours_of(
    pledge: Pledge,
    said_on: date,
    quoted: Sequence[Quoted],
    *,
    without: Sequence[int | None] = (),
) -> tuple[Neighbour, ...]:
    """The pledge's other statements of that day or supported by the same words. One query."""
    supporting = [q.passage for q in quoted if q.function == Citation.Function.SUPPORTS]
    shared = Citation.objects.filter(
        statement=OuterRef("pk"), passage__in=supporting, function=Citation.Function.SUPPORTS
    )
    others = (
        pledge.statements.exclude(state=Statement.State.RETRACTED)
        .exclude(pk__in=[pk for pk in without if pk])
        .annotate(shares_quotation=Exists(shared))
        .filter(Q(said_on=said_on) | Q(shares_quotation=True))
        .order_by("-said_on", "-pk")
    )
    return tuple(
        Neighbour(
            pk=other.pk,
            stance_name=other.get_stance_display(),
            said_on=other.said_on,
            state_name=other.get_state_display(),
            is_same_day=other.said_on == said_on,
            shares_quotation=other.shares_quotation,  # type: ignore[attr-defined]
        )
        for other in others
    )


def warnings_of_statement(statement: Statement) -> tuple[StatementWarning, ...]:
    """Return the warnings that apply to a stored statement, with their answers.

    Four queries, six if something was published before; one more each if pledge and `relayed_by`
    are not fetched yet.
    """
    quoted = [
        Quoted(citation.passage_id, citation.passage.exact, citation.function, citation.proves)
        for citation in statement.citations.select_related("passage")
    ]
    answers = {
        override.warning: Answer(override.reason, override.by.name)
        for override in statement.overrides.select_related("by")
    }
    return warnings_about(
        statement,
        pledge=statement.pledge,
        previous=previous_statement(statement.pledge, statement.said_on, without=statement),
        quoted=quoted,
        neighbours=neighbours_of(
            statement.pledge,
            statement.said_on,
            quoted,
            without=[statement.pk, statement.corrects_id],
        ),
        answers=answers,
        is_correction=statement.corrects_id is not None,
    )


def require_answers(warnings: Sequence[StatementWarning]) -> None:
    """Raise Unanswered while a warning that needs an answer has none, naming all of them."""
    if unanswered := [warning for warning in warnings if warning.is_open]:
        raise Unanswered(unanswered)


class Unanswered(DomainError):
    """Some warnings still prevent submitting; each needs a reason, or a change."""

    def __init__(self, warnings: Sequence[StatementWarning]) -> None:
        names = "; ".join(warning.label for warning in warnings)
        super().__init__(
            _(
                "Before review, say why the record is right despite these warnings, or change "
                "it: {names}."
            ).format(names=names)
        )
        self.warnings = tuple(warnings)
