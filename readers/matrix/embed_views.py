"""A row or a cell of the matrix for other sites' pages: read-only, the only pages that may be
framed.

No script, no cookie; links open a new tab.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_safe

from commitments.matrix.build import build_matrix
from commitments.matrix.state import BadParameter, parse_state
from commitments.models import Coalition, Country

# Only our own style sheets are loaded.
_POLICY = {
    "default-src": ["'none'"],
    "style-src": ["'self'"],
    "img-src": ["'self'", "data:"],
    "base-uri": ["'none'"],
    "form-action": ["'none'"],
    "frame-ancestors": ["*"],
}


def _framed(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Wrap a view: no sign-in, GET only, any site may frame it."""
    framed: Callable[..., HttpResponse] = login_not_required(
        require_safe(xframe_options_exempt(csp_override(_POLICY)(view)))
    )
    return framed


@_framed
def embed_row(request: HttpRequest, coalition: str, iso3: str) -> HttpResponse:
    """Show a country's positions, role by role."""
    return _embed(request, coalition, iso3, None)


@_framed
def embed_cell(request: HttpRequest, coalition: str, iso3: str, role: str) -> HttpResponse:
    """Show a country's position on one role."""
    return _embed(request, coalition, iso3, role)


def _embed(request: HttpRequest, coalition: str, iso3: str, role: str | None) -> HttpResponse:
    chosen = get_object_or_404(Coalition, slug=coalition)
    country = get_object_or_404(Country, iso3=iso3)
    try:
        state = parse_state(request.GET).without_filters()
        built = build_matrix(chosen, state.only(iso3))
    except BadParameter as error:
        return _refused(request, error.message, 400)
    if not built.rows:
        return _refused(request, _("This country is not in this coalition."), 404)
    row = built.rows[0]
    context: dict[str, Any] = {
        "coalition": chosen,
        "country": country,
        "state": state,
        "row": row,
    }
    if role is not None:
        cell = row.cells.get(role)
        if cell is None:
            return _refused(request, _("This coalition has no such role."), 404)
        context["cells"] = [cell]
        context["cell"] = cell
    else:
        context["cells"] = [cell for cell in row.cells.values() if cell.pledges]
        context["without"] = sum(1 for cell in row.cells.values() if not cell.pledges)
    response = render(request, "readers/matrix/embed.html", context)
    response["X-Robots-Tag"] = "noindex"
    return response


def _refused(request: HttpRequest, message: str, status: int) -> HttpResponse:
    """Show inside the frame what is wrong with the address."""
    return render(request, "readers/matrix/embed_refused.html", {"message": message}, status=status)
