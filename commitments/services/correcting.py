"""Start the correction of a published statement: a new draft with the content of the wrong one.

It is reviewed like any draft; publishing it retracts the wrong statement (`publishing.py`).
"""

from __future__ import annotations

from dataclasses import replace

from django.db import transaction
from django.utils.translation import gettext as _

from commitments.models import Citation, Override, Statement
from commitments.permissions import require_scope_of_pledge
from commitments.services.drafting import require_sound, write_parts
from commitments.services.locking import lock_statement
from commitments.statements.content import content_of
from core.errors import DomainError
from core.history import Act, act
from core.models import User


class CorrectionExists(DomainError):
    """Somebody is already correcting this statement; `correction` is their draft."""

    def __init__(self, correction: Statement) -> None:
        super().__init__(
            _(
                "{author} is correcting it already. Work on that correction, or discard it first."
            ).format(author=correction.author.name)
        )
        self.correction = correction


def open_correction(statement: Statement) -> Statement | None:
    """Return this statement's unpublished correction, if there is one. One query."""
    corrections = statement.corrected_by.select_related("author").exclude(
        state__in=[Statement.State.PUBLISHED, Statement.State.RETRACTED]
    )
    return corrections.order_by("pk").first()


@transaction.atomic
def start_correction(*, statement: Statement, by: User) -> Statement:
    """Draft a correction with content, quotations and answers of a published statement.

    Its reason stays empty: without one it cannot be submitted. Raises CorrectionExists, DomainError
    if the statement is not public, NotAllowed outside of the person's countries.
    """
    require_scope_of_pledge(by, statement.pledge)
    # The lock prevents a second correction from starting at the same time.
    wrong = lock_statement(statement)
    if wrong.state != Statement.State.PUBLISHED:
        raise DomainError(_("Only a published statement is corrected. A draft is simply edited."))
    if existing := open_correction(wrong):
        raise CorrectionExists(existing)
    content = replace(content_of(wrong), reason="")
    require_sound(content, wrong.pledge, corrects=wrong)
    with act(Act.START_CORRECTION, by=by):
        correction = Statement.objects.create(
            pledge=wrong.pledge, author=by, corrects=wrong, **content.columns()
        )
        write_parts(correction, content)
        Citation.objects.bulk_create(
            Citation(
                statement=correction,
                passage_id=citation.passage_id,
                function=citation.function,
                proves=citation.proves,
                added_by=by,
            )
            for citation in wrong.citations.public().order_by("added_at", "pk")
        )
        # Answers to warnings are copied with the person who gave them.
        Override.objects.bulk_create(
            Override(
                statement=correction,
                warning=answered.warning,
                reason=answered.reason,
                by_id=answered.by_id,
            )
            for answered in wrong.overrides.order_by("pk")
        )
    return correction
