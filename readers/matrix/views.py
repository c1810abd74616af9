"""The matrix, as a page or as the fragment that a filter swaps."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django_htmx.http import push_url, replace_url

from commitments.matrix.build import build_matrix
from commitments.matrix.comparison import Comparison, compare_matrices, compared_state
from commitments.matrix.scenario import read_scenario
from commitments.matrix.state import BadParameter, parse_state
from commitments.matrix.values import Matrix
from commitments.models import Coalition
from core.htmx import HtmxRequest, wants_partial
from readers.errors import bad_address
from readers.machines import citing
from readers.machines.citing import Reference, pinned, reference
from readers.matrix.controls import MatrixControls
from readers.matrix.days import Slider, read_slider
from readers.matrix.html import claims_html, heads_html, rows_html
from readers.matrix.total_words import scenario_in_words, totals_in_words
from readers.method.legend import ladder_html

_ROWS = mark_safe("<!-- the matrix's rows -->")


@login_not_required
@require_safe
def home(request: HtmxRequest) -> HttpResponse:
    """Show the default coalition's matrix, or a welcome on an empty ledger."""
    slug = settings.LEDGER_DEFAULT_COALITION
    if not Coalition.objects.filter(slug=slug).exists():
        return render(request, "readers/matrix/welcome.html")
    return matrix(request, slug)


@login_not_required
@require_safe
def matrix(request: HtmxRequest, coalition: str) -> HttpResponse:
    """Show country × role at the state that the address names."""
    chosen = get_object_or_404(Coalition, slug=coalition)
    try:
        state = parse_state(request.GET)
        built = build_matrix(chosen, state)
        other = compared_state(state)
        comparison = compare_matrices(build_matrix(chosen, other), built) if other else None
    except BadParameter as error:
        return bad_address(request, error.message)
    slider = read_slider(chosen, state)
    if not wants_partial(request):
        return HttpResponse(page_html(built, request, slider=slider, comparison=comparison))
    board = page_html(built, request, fragment="board", slider=slider, comparison=comparison)
    # The form also sends its empty fields; the address that readers copy has none. Playing through
    # the days or typing a name is one step for Back, not one for each day or letter.
    address = push_url if request.headers.get("Ledger-Address") != "replace" else replace_url
    return address(HttpResponse(board), chosen.get_absolute_url() + state.address())


def page_html(
    matrix: Matrix,
    request: HttpRequest,
    *,
    fragment: str = "",
    slider: Slider | None = None,
    comparison: Comparison | None = None,
) -> str:
    """Render the page, or the named fragment of it.

    The rows are inserted last: through the template, half a megabyte would be copied once for each
    node around them. No text can imitate the placeholder, since a template escapes its `<`.
    """
    template = "readers/matrix/matrix.html"
    scenario = read_scenario(matrix)
    context = {
        "section": "matrix",
        "matrix": matrix,
        "state": matrix.state,
        "last_said_on": _last_said_on(matrix),
        "heads": heads_html(matrix),
        "rows": _ROWS if matrix.rows else "",
        "claims": claims_html(matrix),
        "controls": MatrixControls(matrix),
        "ladder": ladder_html(),
        "slider": slider,
        "comparison": comparison,
        "scenario": scenario,
        "scenario_measures": scenario_in_words(scenario.measures) if scenario else [],
        "totals": totals_in_words(matrix.totals),
        "reference": _reference(matrix, request),
    }
    name = f"{template}#{fragment}" if fragment else template
    page: str = render_to_string(name, context, request)
    changes = comparison.cells() if comparison else None
    return page.replace(_ROWS, rows_html(matrix, changes), 1)


def _last_said_on(matrix: Matrix) -> date | None:
    """Return the latest day in view; collective claims count if no filter is on."""
    if not matrix.state.has_filters:
        return matrix.last_said_on
    return max((row.last_said_on for row in matrix.rows if row.last_said_on), default=None)


def _reference(matrix: Matrix, request: HttpRequest) -> Reference:
    coalition, now = matrix.coalition, citing.this_moment()
    state = pinned(matrix.state, now=now)
    return reference(
        title=_("%(coalition)s, the matrix") % {"coalition": coalition.local_name},
        key=f"coalition-ledger-{coalition.slug}",
        path=coalition.get_absolute_url(),
        site=request.build_absolute_uri("/").rstrip("/"),
        state=state,
        on=now.date(),
    )
