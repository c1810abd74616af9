"""Keep what somebody types into a statement's form, complete or not, until it is saved.

An autosave is not part of the record: nobody else sees it, and it has no history.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from articles.models import Article
from commitments.models import Autosave, Pledge, Statement
from commitments.permissions import require_scope_of_pledge
from commitments.services.drafting import why_not_edit
from core import clock
from core.errors import DomainError, NotAllowed
from core.models import User

# A statement with ten long quotations is far smaller.
MOST_BYTES = 200_000

Fields = Mapping[str, Sequence[str]]


@transaction.atomic
def autosave(
    *,
    about: Statement | Pledge,
    article: Article | None,
    data: Fields,
    version: int,
    by: User,
) -> None:
    """Keep the form's fields for this person, in place of the earlier autosave.

    Raises NotAllowed if the person could not save the form itself, DomainError if it is too long.
    """
    if len(json.dumps(data)) > MOST_BYTES:
        raise DomainError(_("This is too long to be kept. Shorten the longest field, and save."))
    if isinstance(about, Statement):
        if refusal := why_not_edit(about, by):
            raise NotAllowed(refusal)
        place: dict[str, Any] = {"statement": about}
    else:
        require_scope_of_pledge(by, about)
        place = {"pledge": about}
    _require_room(Autosave.objects.filter(user=by), place)
    Autosave.objects.update_or_create(
        user=by,
        **place,
        defaults={
            "article": article,
            "data": data,
            "version": version,
            "saved_at": clock.now(),
        },
    )


def _require_room(own: QuerySet[Autosave], place: Mapping[str, Any]) -> None:
    """Raise DomainError if this person would have one unsaved form too many."""
    most = settings.LEDGER_MAX_AUTOSAVES
    if own.count() >= most and not own.filter(**place).exists():
        raise DomainError(
            _(
                "You have {most} forms that are not saved. Save or drop some of them at the desk; "
                "what you type here is kept in this browser only."
            ).format(most=most)
        )


@transaction.atomic
def forget_autosave(*, about: Statement | Pledge, by: User) -> None:
    """Delete the autosave: the form was saved, or the person discards it."""
    kept = Autosave.objects.filter(user=by)
    if isinstance(about, Statement):
        kept.filter(statement=about).delete()
    else:
        kept.filter(pledge=about).delete()
