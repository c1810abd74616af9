"""What a statement changed against the one before it, field by field, for readers. Pure.

The country's own word is compared with its own earlier word, a report with the word it is reported
beside, a correction with the record it replaces. The day and the sentence differ in nearly every
statement and are shown for corrections only.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass

from articles.text.word_diff import WordStep, is_worth_words, word_steps
from commitments.models import Statement
from commitments.rules.grades import OWN_WORD
from commitments.statements.facts import (
    Difference,
    FactLine,
    differences,
    facts_of_statement,
    lasting,
)


@dataclass(frozen=True, slots=True)
class FactChange:
    """One field before and after; `steps` show a longer text's changes word by word."""

    label: str
    removed: tuple[str, ...]
    added: tuple[str, ...]
    kept: tuple[str, ...]
    steps: tuple[WordStep, ...] = ()


@dataclass(frozen=True, slots=True)
class ChangeNote:
    """The fields in which a statement differs from `against`.

    A report does not change what the country said: it only differs from it.
    """

    against: Statement
    is_correction: bool
    is_report: bool
    fields: tuple[FactChange, ...]


def note_changes(
    statements: Sequence[Statement], *, retracted: Container[int] = ()
) -> dict[int, ChangeNote]:
    """Return notes by statement, for the statements of one pledge, newest first. No query.

    Terms, pledge and roles should be prefetched. Later statements are not compared with one of
    `retracted`; only its own correction is.
    """
    facts = {statement.pk: facts_of_statement(statement) for statement in statements}
    by_id = {statement.pk: statement for statement in statements}
    notes: dict[int, ChangeNote] = {}
    for place, statement in enumerate(statements):
        wrong = by_id.get(statement.corrects_id or 0)
        before = wrong or _word_before(
            statement, [s for s in statements[place + 1 :] if s.pk not in retracted]
        )
        if before is not None:
            changes = _fields(facts[before.pk], facts[statement.pk], whole=wrong is not None)
            notes[statement.pk] = ChangeNote(
                before, wrong is not None, statement.base_grade not in OWN_WORD, changes
            )
    return notes


def note_change(before: Statement, after: Statement, *, is_correction: bool) -> ChangeNote:
    """Return what one statement changed against one other. No query, as above."""
    facts = facts_of_statement(before), facts_of_statement(after)
    is_report = after.base_grade not in OWN_WORD
    return ChangeNote(before, is_correction, is_report, _fields(*facts, whole=is_correction))


def _word_before(statement: Statement, earlier: Sequence[Statement]) -> Statement | None:
    """Return what it is compared with: an earlier own word; without one, a report with a report."""
    own = next((s for s in earlier if s.base_grade in OWN_WORD), None)
    if own is not None or statement.base_grade in OWN_WORD:
        return own
    return next(iter(earlier), None)


def _fields(
    before: Sequence[FactLine], after: Sequence[FactLine], *, whole: bool
) -> tuple[FactChange, ...]:
    if not whole:
        before, after = lasting(before), lasting(after)
    return tuple(_field(difference) for difference in differences(before, after))


def _field(difference: Difference) -> FactChange:
    steps: tuple[WordStep, ...] = ()
    if len(difference.removed) == len(difference.added) == 1:
        was, now = difference.removed[0], difference.added[0]
        if is_worth_words(was, now):
            steps = word_steps(was, now)
    return FactChange(
        difference.label, difference.removed, difference.added, difference.kept, steps
    )
