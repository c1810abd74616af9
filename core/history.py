"""History: every write of one act shares one context row that says who, what and why."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Any

import pghistory
from pghistory.runtime import _tracker

from core.models import User


def act(name: str, *, by: User | None, reason: str = "") -> AbstractContextManager[Any]:
    """Label the changes made inside with the act, the person (None: a command) and the reason.

    One request is one entry. `acts` lists all acts of it in order, `act` is the last: what is
    saved and submitted by one press of a button is a revision all the same.
    """
    context: AbstractContextManager[Any] = pghistory.context(
        user=by.pk if by else None,
        act=name,
        acts=[*(earlier for earlier in _acts_so_far() if earlier != name), name],
        reason=reason or _reason_so_far(),
    )
    return context


def _metadata() -> dict[str, Any]:
    """What is known of the entry that is being written; empty outside of one."""
    current = getattr(_tracker, "value", None)
    return current.metadata if current is not None else {}


def _acts_so_far() -> list[str]:
    return list(_metadata().get("acts", ()))


def _reason_so_far() -> str:
    return str(_metadata().get("reason", ""))
