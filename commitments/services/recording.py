"""Save the statement form: store the draft, submit it if asked, and delete the autosave.

All of it is one transaction and one entry of history.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from commitments.models import Pledge, Statement
from commitments.services.autosaving import forget_autosave
from commitments.services.drafting import draft_statement, revise_statement
from commitments.services.publishing import submit_statement
from commitments.statements.content import Evidence, StatementContent
from core.errors import DomainError
from core.models import User


@dataclass(frozen=True, slots=True)
class StatementInput:
    """All values of the form. Without `evidence` a draft keeps its quotations."""

    content: StatementContent
    evidence: Sequence[Evidence] | None = None
    answers: Mapping[str, str] = field(default_factory=dict)


@transaction.atomic
def record_statement(
    *, pledge: Pledge, statement_input: StatementInput, submits: bool, by: User
) -> Statement:
    """Save a new draft with its quotations and answers; submit it if `submits`.

    Raises what `draft_statement` and `submit_statement` raise, and DomainError if this person has
    one unpublished statement too many; then nothing is saved.
    """
    _require_room(by)
    statement = draft_statement(
        pledge=pledge,
        content=statement_input.content,
        evidence=statement_input.evidence or (),
        answers=statement_input.answers,
        by=by,
    )
    forget_autosave(about=pledge, by=by)
    return submit_statement(statement=statement, by=by) if submits else statement


@transaction.atomic
def record_revision(
    *, statement: Statement, statement_input: StatementInput, version: int, submits: bool, by: User
) -> Statement:
    """Save a changed draft; submit it if `submits`. Raises like `revise_statement`."""
    revised = revise_statement(
        statement=statement,
        content=statement_input.content,
        version=version,
        evidence=statement_input.evidence,
        answers=statement_input.answers,
        by=by,
    )
    forget_autosave(about=statement, by=by)
    return submit_statement(statement=revised, by=by) if submits else revised


def _require_room(by: User) -> None:
    """Limit a person's unpublished statements, so that lists and reviews stay usable for others."""
    most = settings.LEDGER_MAX_DRAFTS
    waiting = (Statement.State.DRAFT, Statement.State.RETURNED, Statement.State.SUBMITTED)
    if Statement.objects.filter(author=by, state__in=waiting).count() >= most:
        raise DomainError(
            _(
                "{most} of your statements are not published yet, as many as one person may have. "
                "Discard what is not needed, or wait until some are reviewed."
            ).format(most=most)
        )
