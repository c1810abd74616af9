"""What must happen first: the conditions of a coalition."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from commitments.condition_pages import read_conditions
from commitments.models import Coalition
from commitments.parameters import BadParameter, parse_state
from commitments.views.errors import bad_address


@login_not_required
@require_safe
def conditions(request: HttpRequest, coalition: str) -> HttpResponse:
    """Each condition: what became of it, who waits for it, and what would follow."""
    chosen = get_object_or_404(Coalition, slug=coalition)
    try:
        state = parse_state(request.GET).without_filters()
        pages = read_conditions(chosen, state)
    except BadParameter as error:
        return bad_address(request, error.message)
    context = {
        "section": "conditions",
        "coalition": chosen,
        "state": state,
        "waited_for": [page for page in pages if page.waiting],
        "others": [page for page in pages if not page.waiting],
    }
    return render(request, "commitments/conditions.html", context)
