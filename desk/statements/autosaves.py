"""Read unsaved work: for the desk's home page, and for the form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from commitments.models import Autosave, Pledge, Statement
from core.models import User
from desk.lists import who_pledges


@dataclass(frozen=True, slots=True)
class AutosaveLine:
    """Unsaved work; `address` opens the form with it. `is_stale`: the draft was saved since."""

    title: str
    saved_at: datetime
    address: str
    is_stale: bool
    article: int | None


@dataclass(frozen=True, slots=True)
class AutosavedForm:
    """The autosave that a form is restored from."""

    fields: Mapping[str, Sequence[str]]
    saved_at: datetime
    article: int | None
    article_title: str
    is_stale: bool


def autosaves_of(user: User) -> tuple[AutosaveLine, ...]:
    """Return this person's unsaved work, newest first, without what was typed. One query."""
    rows = _of(user).defer("data").order_by("-saved_at", "-pk")
    return tuple(_line(autosave) for autosave in rows)


def autosave_for(user: User, about: Statement | Pledge) -> AutosavedForm | None:
    """Return what this person typed about a draft or a pledge's new statement. One query."""
    place = {"statement" if isinstance(about, Statement) else "pledge": about}
    found = _of(user).filter(**place).first()
    if found is None:
        return None
    return AutosavedForm(
        fields=found.data,
        saved_at=found.saved_at,
        article=found.article_id,
        article_title=found.article.title if found.article else "",
        is_stale=_is_stale(found),
    )


def _of(user: User) -> QuerySet[Autosave]:
    return Autosave.objects.filter(user=user).select_related(
        "statement__pledge__country", "pledge__country", "article"
    )


def _is_stale(autosave: Autosave) -> bool:
    return autosave.statement is not None and autosave.statement.version > autosave.version


def _line(autosave: Autosave) -> AutosaveLine:
    pledge = autosave.statement.pledge if autosave.statement else autosave.pledge
    assert pledge is not None  # CHECK autosave_belongs_to_draft_or_pledge
    what = _("draft") if autosave.statement else _("new statement")
    return AutosaveLine(
        title=f"{who_pledges(pledge)} · {pledge.title}, {what}",
        saved_at=autosave.saved_at,
        address=_address(autosave, pledge),
        is_stale=_is_stale(autosave),
        article=autosave.article_id,
    )


def _address(autosave: Autosave, pledge: Pledge) -> str:
    """Return the form's address, beside the article it was written from if the desk can show it."""
    if autosave.statement is not None:
        form = reverse("desk:statement_edit", args=[autosave.statement.pk])
    else:
        form = reverse("desk:statement_draft", args=[pledge.reference])
    if autosave.article_id is None:
        return form
    return f"{form}?{urlencode({'article': autosave.article_id})}"
