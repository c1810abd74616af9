"""The search page: one field for everything public; results come while typing."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django_htmx.http import replace_url

from commitments.matrix.state import BadParameter
from core.htmx import HtmxRequest, wants_partial
from core.limits import is_too_often, retry_after
from core.numbers import whole_number
from readers.errors import bad_address
from readers.search.search import KIND_NAMES, LAST_PAGE, LONGEST_QUERY, FoundKind, search

TEMPLATE = "readers/search/search.html"


@login_not_required
@require_safe
def search_page(request: HtmxRequest) -> HttpResponse:
    """Show what `?q=` finds; `?in=` limits it to one kind, with pages."""
    try:
        query, only, page = _parse(request)
    except BadParameter as error:
        return bad_address(request, error.message)
    if query and is_too_often(request, "search"):
        refused = _answer(request, {"query": query, "is_limited": True}, status=429)
        refused["Retry-After"] = retry_after("search")
        return refused
    found = search(query, only, page)
    kinds = [(kind.value, str(name)) for kind, name in KIND_NAMES.items()]
    response = _answer(request, {"query": query, "found": found, "kinds": kinds, "only": only})
    if wants_partial(request):
        # The form also sends its empty fields; the address that readers copy has none.
        replace_url(response, _address(query, only, found.page))
    return response


def _parse(request: HtmxRequest) -> tuple[str, FoundKind | None, int]:
    query = " ".join(request.GET.get("q", "").replace("\x00", "").split())
    if len(query) > LONGEST_QUERY:
        raise BadParameter(
            _("A search has at most %(most)s characters; keep the words that matter.")
            % {"most": LONGEST_QUERY}
        )
    kind, asked = request.GET.get("in", ""), request.GET.get("page", "") or "1"
    if kind and kind not in list(FoundKind):
        raise BadParameter(
            _("“%(value)s” is nothing to search in (in). Choose from: %(choices)s.")
            % {"value": kind[:60], "choices": ", ".join(FoundKind)}
        )
    page = whole_number(asked)
    if page is None or not 1 <= page <= LAST_PAGE:
        raise BadParameter(
            _("“%(value)s” is no page of this search (page). Write a number from 1 to %(last)s.")
            % {"value": asked[:60], "last": LAST_PAGE}
        )
    return query, FoundKind(kind) if kind else None, page if kind else 1


def _answer(request: HtmxRequest, context: dict[str, object], status: int = 200) -> HttpResponse:
    is_part = wants_partial(request)
    # htmx also swaps this error, so that the reader sees it.
    return render(
        request,
        f"{TEMPLATE}#results" if is_part else TEMPLATE,
        {"section": "search", "is_part": is_part, **context},
        status=200 if is_part else status,
    )


def _address(query: str, only: FoundKind | None, page: int) -> str:
    pairs = {"q": query, "in": only.value if only else "", "page": page if page > 1 else ""}
    given = urlencode({name: value for name, value in pairs.items() if value})
    return reverse("readers:search") + (f"?{given}" if given else "")
