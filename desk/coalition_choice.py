"""The coalition of a page of the desk: the one in the address, else the default."""

from __future__ import annotations

from datetime import date

from django.http import Http404
from django.utils.translation import gettext as _

from commitments.models import Coalition
from core import clock
from core.htmx import DeskRequest
from desk.lists import coalitions


def coalition_of(request: DeskRequest) -> tuple[Coalition | None, list[Coalition]]:
    """Return the chosen one (None if there is none) and all coalitions. One query."""
    choice = list(coalitions())
    slug = request.POST.get("coalition") or request.GET.get("coalition", "")
    if not slug:
        return next(iter(choice), None), choice
    named = next((coalition for coalition in choice if coalition.slug == slug), None)
    if named is None:
        raise Http404(_("No such coalition."))
    return named, choice


def today() -> date:
    """Return the day that the matrix calls today."""
    return clock.today()
