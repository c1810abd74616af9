"""The page of the evidence's state."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from commitments.integrity.health import read_health, unsupported_lines, unsupported_statements
from core.htmx import DeskRequest
from desk.page import desk_page, one_page, require_reviewer


@require_safe
def evidence(request: DeskRequest) -> HttpResponse:
    """Show passages by state, texts by hash, unreachable articles, unsupported statements."""
    require_reviewer(request)
    statements = (
        unsupported_statements().select_related("pledge__country").order_by("-said_on", "-pk")
    )
    page = one_page(statements, request.GET.get("page", ""))
    context = {
        "page": page,
        "lines": unsupported_lines(list(page.object_list)),
        "health": read_health(),
    }
    return desk_page(request, "articles/evidence", context, section="evidence")
