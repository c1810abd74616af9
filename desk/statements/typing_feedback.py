"""What an editor sees beside the form: what would change, and warnings.

For what is typed so far, complete or not; nothing here is saved.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import prefetch_related_objects

from commitments.models import Pledge, Statement
from commitments.services.warnings import (
    Answer,
    Quoted,
    StatementWarning,
    neighbours_of,
    warnings_about,
)
from commitments.statements.content import StatementContent
from commitments.statements.facts import (
    Difference,
    differences,
    facts_of,
    facts_of_statement,
    lasting,
)


@dataclass(frozen=True, slots=True)
class TypingFeedback:
    """Changes against the last published statement, and the warnings that apply."""

    previous: Statement | None
    changes: tuple[Difference, ...]
    warnings: tuple[StatementWarning, ...]


def typing_feedback(
    pledge: Pledge,
    content: StatementContent,
    *,
    previous: Statement | None,
    quoted: Sequence[Quoted],
    answers: Mapping[str, str],
    edited: Statement | None = None,
) -> TypingFeedback:
    """Compute both. Two queries: the pledge's roles, and its other statements that may conflict."""
    prefetch_related_objects([pledge], "roles")
    corrects = edited.corrects_id if edited else None
    changes: tuple[Difference, ...] = ()
    if previous:
        before, now = facts_of_statement(previous), facts_of(content, pledge)
        changes = differences(lasting(before), lasting(now))
    return TypingFeedback(
        previous=previous,
        changes=changes,
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
