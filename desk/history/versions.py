"""What restoring an earlier version of a draft would change, for the page that asks first."""

from __future__ import annotations

from commitments.models import Statement
from commitments.services.drafting import may_edit
from commitments.services.restoring import Version
from commitments.statements.content import content_of
from commitments.statements.facts import Difference, differences, facts_of
from core.models import User


def changes_to(statement: Statement, version: Version) -> tuple[Difference, ...]:
    """Return the changes from the draft now to the version. Prefetch its parts."""
    now, then = (
        facts_of(content, statement.pledge, with_process=True)
        for content in (content_of(statement), version.content)
    )
    return differences(now, then)


def may_restore(pk: int, user: User) -> bool:
    """Whether this person may restore an earlier version of it. Two queries at most."""
    statement = Statement.objects.select_related("pledge").filter(pk=pk).first()
    return statement is not None and may_edit(statement, user)
