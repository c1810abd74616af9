"""What an editor sees beside the form: what would change, and what deserves a second look.

For content that is typed by now, complete or not; nothing here is saved.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import prefetch_related_objects

from commitments.models import Pledge, Statement
from commitments.services.drafting import StatementContent
from commitments.services.warnings import (
    Answer,
    Quoted,
    StatementWarning,
    neighbours_of,
    warnings_about,
)
from commitments.statements.facts import (
    ConditionTold,
    Difference,
    FactLine,
    LimitTold,
    differences,
    facts_of,
    facts_of_statement,
)

# What is compared while typing: speaker, day and sentence are another one's every time.
_COMPARED = ("stance", "headcount", "unit", "equipment", "limits", "conditions", "effective_on")


@dataclass(frozen=True, slots=True)
class WhileTyping:
    """What would change against the last published statement, and the warnings that hold."""

    previous: Statement | None
    changes: tuple[Difference, ...]
    warnings: tuple[StatementWarning, ...]


def while_typing(
    pledge: Pledge,
    content: StatementContent,
    *,
    previous: Statement | None,
    quoted: Sequence[Quoted],
    answers: Mapping[str, str],
    edited: Statement | None = None,
) -> WhileTyping:
    """Two queries: the pledge's roles, and its other statements of that day or those words."""
    prefetch_related_objects([pledge], "roles")
    corrects = edited.corrects_id if edited else None
    before = _compared(facts_of_statement(previous)) if previous else []
    return WhileTyping(
        previous=previous,
        changes=differences(before, _compared(facts_of_content(pledge, content)))
        if previous
        else (),
        warnings=warnings_about(
            content,
            pledge=pledge,
            previous=previous,
            quoted=quoted,
            neighbours=neighbours_of(
                pledge, content.said_on, quoted, without=[edited.pk if edited else None, corrects]
            ),
            answers={kind: Answer(reason, "") for kind, reason in answers.items() if reason},
            is_correction=corrects is not None,
        ),
    )


def _compared(facts: Sequence[FactLine]) -> list[FactLine]:
    return [line for line in facts if line.name in _COMPARED]


def facts_of_content(pledge: Pledge, content: StatementContent) -> tuple[FactLine, ...]:
    """Content told fact by fact, as a stored statement is."""
    return facts_of(
        content,
        pledge=pledge,
        limits=[LimitTold(item.limit.local_name, item.detail) for item in content.limits],
        conditions=[
            ConditionTold(item.condition.local_name, item.detail, item.kind, item.group)
            for item in content.conditions
        ],
    )
