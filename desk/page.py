"""What every page of the desk shares: its layout, its refusals, its links back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.db.models import Model, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

from core.errors import NotAllowed
from core.htmx import DeskRequest, wants_partial
from core.numbers import whole_number

PER_PAGE = 50


def desk_page(
    request: DeskRequest,
    template: str,
    context: dict[str, Any],
    *,
    section: str,
    status: int = 200,
) -> HttpResponse:
    """Render a page of the desk; `section` is its entry in the masthead."""
    context = {**context, "section": section}
    return render(request, f"desk/{template}.html", context, status=status)


def offer_undo(request: DeskRequest, done: str, address: str) -> None:
    """Say on the next page what was removed, with a button that restores it."""
    offer = {"done": done, "address": address}
    messages.success(request, render_to_string("desk/_undo.html", offer, request))


def leave(request: DeskRequest, address: str) -> HttpResponse:
    """Redirect the whole window; htmx would put the page inside this one."""
    return HttpResponseClientRedirect(address) if wants_partial(request) else redirect(address)


def require_reviewer(request: DeskRequest) -> None:
    """Answer 403 to people who may not review."""
    if not request.user.can_review:
        raise NotAllowed(_("Contributors draft; an editor reviews and publishes."))


def pk_or_404(value: str) -> int | None:
    """Return a primary key from the address, None for "". Anything else is not found."""
    if not value:
        return None
    if (pk := whole_number(value)) is None:
        raise Http404("Not a number.")
    return pk


def one_page[M: Model](queryset: QuerySet[M], number: str, per_page: int = PER_PAGE) -> Page[M]:
    """Return that page of a list; the nearest one if it does not exist."""
    return Paginator(queryset, per_page).get_page(number)
