"""Entries of history: all changes of one request, named by a key for addresses.

pghistory gives the changes of a request one context. Changes by plain SQL have no context; they are
grouped by the minute, because the log must show them as well.
"""

from __future__ import annotations

import re
import uuid
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Q

_DIRECT = re.compile(r"direct-([0-9]{12})")
_MINUTE = "%Y%m%d%H%M"
_A_MINUTE = timedelta(minutes=1)

# The key of an event `e`, as SQL. No reader's value is ever part of it.
KEY_SQL = (
    "COALESCE(e.pgh_context_id::text,"
    " 'direct-' || to_char(e.pgh_created_at AT TIME ZONE 'UTC', 'YYYYMMDDHH24MI'))"
)


def context_of(key: str) -> uuid.UUID | None:
    """Return the context a key names; None for changes without one, and for an invalid key."""
    try:
        return uuid.UUID(key)
    except ValueError:
        return None


def is_direct(key: str) -> bool:
    """Whether the entry holds changes without a context."""
    return key.startswith("direct-")


def minute_of(key: str) -> datetime | None:
    """Return the minute of changes without a context; None for every other key."""
    found = _DIRECT.fullmatch(key)
    if found is None:
        return None
    try:
        minute = datetime.strptime(found[1], _MINUTE).replace(tzinfo=UTC)
        minute + _A_MINUTE  # the calendar's last minute has no end, and nothing happened in it
    except (ValueError, OverflowError):
        return None
    return minute


def events_of(key: str) -> Q | None:
    """Return the events of an entry as a condition on any event table; None for an invalid key."""
    if context := context_of(key):
        return Q(pgh_context=context)
    if minute := minute_of(key):
        span = (minute, minute + _A_MINUTE)
        return Q(pgh_context__isnull=True, pgh_created_at__gte=span[0], pgh_created_at__lt=span[1])
    return None


def event_models() -> list[type[models.Model]]:
    """Return the event table of every table whose changes are recorded."""
    return [model for model in apps.get_models() if hasattr(model, "pgh_tracked_model")]


@cache
def event_model(model: type[models.Model]) -> type[models.Model]:
    """Return the event table of one table. pghistory creates it; there is no name to import."""
    events: list[Any] = list(event_models())
    found: type[models.Model] = next(e for e in events if e.pgh_tracked_model is model)
    return found


def events_about(model: type[models.Model]) -> models.QuerySet[Any]:
    """Return all events of one table's rows."""
    return event_model(model)._default_manager.all()
