"""The page of disputes: where sources disagree."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from commitments.matrix.state import BadParameter, parse_state
from commitments.matrix.vocabulary import read_vocabulary
from commitments.models import Coalition
from readers.coalition.disputes import read_disputes
from readers.errors import bad_address

PER_PAGE = 40


@login_not_required
@require_safe
def disputed(request: HttpRequest, coalition: str) -> HttpResponse:
    """Show statements that contradict each other, side by side with their grades and words."""
    chosen = get_object_or_404(Coalition, slug=coalition)
    try:
        state = parse_state(request.GET)
        page = read_disputes(chosen, state, read_vocabulary(chosen, state))
    except BadParameter as error:
        return bad_address(request, error.message)
    context = {
        "section": "disputed",
        "coalition": chosen,
        "state": state,
        "page": page,
        "shown": Paginator(page.disputes, PER_PAGE).get_page(request.GET.get("page")),
        "narrows": bool(state.country or state.role),
    }
    return render(request, "readers/coalition/disputed.html", context)
