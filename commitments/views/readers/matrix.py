"""The matrix, whole or as the fragment that a filter swaps."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe
from django_htmx.http import push_url

from commitments import matrix as read_model
from commitments.cells import claims_html, heads_html, rows_html
from commitments.legend import ladder_html
from commitments.models import Coalition
from commitments.parameters import BadParameter, parse_state
from commitments.views.errors import bad_address
from commitments.views.readers.controls import MatrixControls
from core.htmx import HtmxRequest, wants_partial

_ROWS = mark_safe("<!-- the matrix's rows -->")


@login_not_required
@require_safe
def home(request: HtmxRequest) -> HttpResponse:
    """The default coalition's matrix, or a word of welcome on an empty ledger."""
    slug = settings.LEDGER_DEFAULT_COALITION
    if not Coalition.objects.filter(slug=slug).exists():
        return render(request, "commitments/welcome.html")
    return matrix(request, slug)


@login_not_required
@require_safe
def matrix(request: HtmxRequest, coalition: str) -> HttpResponse:
    """Country × role at the state that the address names."""
    chosen = get_object_or_404(Coalition, slug=coalition)
    try:
        state = parse_state(request.GET)
        built = read_model.build(chosen, state)
    except BadParameter as error:
        return bad_address(request, error.message)
    if wants_partial(request):
        # The form sends its empty fields too; the address that readers copy has none.
        response = HttpResponse(page_html(built, request, fragment="board"))
        return push_url(response, chosen.get_absolute_url() + state.address())
    return HttpResponse(page_html(built, request))


def page_html(matrix: read_model.Matrix, request: HttpRequest, *, fragment: str = "") -> str:
    """The page, or the named fragment of it.

    The rows are put in last: through the template, half a megabyte would be copied once for each
    node around them. No text can forge the place, since a template escapes its `<`.
    """
    template = "commitments/matrix.html"
    context = {
        "section": "matrix",
        "matrix": matrix,
        "state": matrix.state,
        "heads": heads_html(matrix),
        "rows": _ROWS if matrix.rows else "",
        "claims": claims_html(matrix),
        "controls": MatrixControls(matrix),
        "ladder": ladder_html(),
    }
    name = f"{template}#{fragment}" if fragment else template
    page: str = render_to_string(name, context, request)
    return page.replace(_ROWS, rows_html(matrix), 1)
