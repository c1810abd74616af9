"""What restoring an earlier version of a draft would change, for the page that asks first."""

from __future__ import annotations

from django.utils.translation import gettext as _

from commitments.models import Statement
from commitments.services.drafting import may_edit
from commitments.services.restoring import Version
from commitments.statements.facts import Difference, FactLine, differences, facts_of_statement
from core.models import User
from desk.statements.while_typing import facts_of_content


def changes_to(statement: Statement, version: Version) -> tuple[Difference, ...]:
    """From what the draft says now to what the version said. Its parts should be prefetched."""
    now = (*facts_of_statement(statement), *_why(statement.reason))
    then = (*facts_of_content(statement.pledge, version.content), *_why(version.content.reason))
    return differences(now, then)


def may_restore(pk: int, user: User) -> bool:
    """Whether this person may save an earlier version of this statement. Two queries at most."""
    statement = Statement.objects.select_related("pledge").filter(pk=pk).first()
    return statement is not None and may_edit(statement, user)


def _why(reason: str) -> tuple[FactLine, ...]:
    return (FactLine("reason", _("Why it differs"), (reason,)),) if reason else ()
