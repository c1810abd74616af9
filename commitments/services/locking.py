"""Locking a statement before it is changed."""

from __future__ import annotations

from django.utils.translation import gettext as _

from commitments.models import Statement
from core.errors import DomainError


def lock_statement(statement: Statement) -> Statement:
    """The statement as it is now, locked. Raises DomainError if it was discarded meanwhile."""
    try:
        return Statement.objects.select_for_update().get(pk=statement.pk)
    except Statement.DoesNotExist as error:
        raise DomainError(
            _("Somebody discarded this draft meanwhile. An editor or its author can bring it back.")
        ) from error
