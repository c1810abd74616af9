"""Who else has a draft open, and whether it was saved since the page was opened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps

from commitments.models import Presence, Statement
from commitments.services.presence import LASTS
from core import clock
from core.models import User


@dataclass(frozen=True, slots=True)
class OtherEditor:
    """Another person with the same draft open."""

    pk: int
    name: str
    seconds: int


@dataclass(frozen=True, slots=True)
class DraftSave:
    """A save of the draft: by whom ("" for a command), when, and its version."""

    person: str
    at: datetime
    version: int


def others_present(statement: Statement, user: User) -> tuple[OtherEditor, ...]:
    """Return who else has the draft open, by name. One query."""
    now = clock.now()
    rows = (
        Presence.objects.filter(statement=statement, seen_at__range=clock.around(LASTS))
        .exclude(user=user)
        .select_related("user")
        .order_by("user__name", "user")
    )
    return tuple(
        OtherEditor(row.user_id, row.user.name, max(0, round((now - row.seen_at).total_seconds())))
        for row in rows
    )


def saves_since(statement: Statement, version: int) -> tuple[DraftSave, ...]:
    """Return every save of the draft after this version, newest first. Two queries at most."""
    if statement.version <= version:
        return ()
    events: Any = apps.get_model("commitments", "StatementEvent")._default_manager
    rows = (
        events.filter(pgh_obj=statement.pk, version__gt=version)
        .order_by("-version", "pgh_id")
        .distinct("version")
        .values_list("version", "pgh_created_at", "pgh_context__metadata__user")[:20]
    )
    found = list(rows)
    names = {
        person.pk: person.name
        for person in User.objects.filter(pk__in={user for _, _, user in found if user})
    }
    return tuple(DraftSave(names.get(user, ""), at, number) for number, at, user in found)
