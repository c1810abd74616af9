"""The page that shows when each cell was last looked at."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from commitments.matrix.state import GROUPS, BadParameter, parse_state
from commitments.models import Coalition
from readers.coalition.coverage import count_lines, read_coverage
from readers.errors import bad_address


@login_not_required
@require_safe
def coverage(request: HttpRequest, coalition: str) -> HttpResponse:
    """Show the coverage; roles, countries and groups narrow it as they do the matrix."""
    chosen = get_object_or_404(Coalition, slug=coalition)
    try:
        state = parse_state(request.GET)
        board = read_coverage(chosen, state)
    except BadParameter as error:
        return bad_address(request, error.message)
    context = {
        "section": "coverage",
        "coalition": chosen,
        "state": state,
        "board": board,
        "counts": count_lines(board),
        "groups": GROUPS,
        "narrows": bool(state.country or state.role or state.group),
    }
    return render(request, "readers/coalition/coverage.html", context)
