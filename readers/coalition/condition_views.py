"""The page of a coalition's conditions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from commitments.matrix.state import BadParameter, parse_state
from commitments.models import Coalition
from core.numbers import whole_number
from readers.coalition.conditions import ConditionPage, WaitingPledge, read_conditions
from readers.errors import bad_address

PER_PAGE = 50
_MOST_PAGES = 1_000


@dataclass(frozen=True, slots=True)
class ConditionWithWaiters:
    """A condition with as many of the pledges that name it as one page shows."""

    page: ConditionPage
    waiting: Sequence[WaitingPledge]
    settled: Sequence[WaitingPledge]
    number: int
    pages: int


@login_not_required
@require_safe
def conditions(request: HttpRequest, coalition: str) -> HttpResponse:
    """Show each condition: what became of it, who waits for it, and what would follow."""
    chosen = get_object_or_404(Coalition, slug=coalition)
    try:
        state = parse_state(request.GET).without_filters()
        pages = read_conditions(chosen, state)
    except BadParameter as error:
        return bad_address(request, error.message)
    # `?of=` shows one condition alone, if more pledges name it than a page shows.
    of = request.GET.get("of", "")
    alone = [page for page in pages if page.slug == of]
    number = min(whole_number(request.GET.get("page", ""), digits=4) or 1, _MOST_PAGES)
    context = {
        "section": "conditions",
        "coalition": chosen,
        "state": state,
        "of": alone[0] if alone else None,
        "waited_for": [_some(p, number if alone else 1) for p in alone or pages if p.waiting],
        "others": [_some(p, number if alone else 1) for p in alone or pages if not p.waiting],
    }
    return render(request, "readers/coalition/conditions.html", context)


def _some(page: ConditionPage, number: int) -> ConditionWithWaiters:
    pages = max(1, -(-max(len(page.waiting), len(page.settled)) // PER_PAGE))
    number = min(max(number, 1), pages)
    here = slice((number - 1) * PER_PAGE, number * PER_PAGE)
    return ConditionWithWaiters(page, page.waiting[here], page.settled[here], number, pages)
