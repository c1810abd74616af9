"""History: every write of one act shares one context row that says who, what and why."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Any

import pghistory

from core.models import User


def act(name: str, *, by: User | None, reason: str = "") -> AbstractContextManager[Any]:
    """Label the changes made inside with the act, the person (None: a command) and the reason."""
    context: AbstractContextManager[Any] = pghistory.context(
        user=by.pk if by else None, act=name, reason=reason
    )
    return context
