"""The read-only JSON API, version 1. It uses the same read model as the pages.

What the answers look like is in `matrix_json.py`.
"""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import NinjaAPI, Query, Schema

from commitments.matrix.build import build_matrix
from commitments.matrix.state import BadParameter, parse_state
from commitments.models import Coalition
from core.limits import limit_by_cost
from readers.machines.matrix_json import matrix_json

api = NinjaAPI(
    title="Coalition Ledger",
    version="1",
    description="What each country of a coalition has said it will, might and will not contribute. "
    "Read-only; every pledge links to the quotations behind it.",
    urls_namespace="api-1",
    docs_url=None,
)


class Problem(Schema):
    """Why a request was refused, and what to do."""

    detail: str


class MatrixParameters(Schema):
    """The state of the matrix, as in the page's address. Lists are comma-separated."""

    as_of: str = ""
    known_at: str = ""
    assume: str = ""
    role: str = ""
    stance: str = ""
    country: str = ""
    group: str = ""
    place: str = ""
    grade: str = ""
    conditionality: str = ""
    disputed: str = ""
    age: str = ""
    q: str = ""
    sort: str = ""


@api.exception_handler(BadParameter)
def bad_parameter(request: HttpRequest, error: BadParameter) -> HttpResponse:
    """Answer 400 with the same sentence as the page."""
    return api.create_response(request, {"detail": error.message}, status=400)


@api.get("/coalitions", summary="All coalitions", url_name="coalitions")
def coalitions(request: HttpRequest) -> list[dict[str, str]]:
    """Return slug, name and address of every coalition."""
    return [
        {"slug": c.slug, "name": c.name, "url": request.build_absolute_uri(c.get_absolute_url())}
        for c in Coalition.objects.order_by("name")
    ]


@api.get(
    "/coalitions/{slug:coalition}/matrix",
    response={200: dict[str, Any], 400: Problem, 404: Problem, 429: Problem},
    summary="The matrix at two times, under assumptions and filters",
    url_name="matrix",
)
def matrix(
    request: HttpRequest, coalition: str, parameters: Query[MatrixParameters]
) -> dict[str, Any]:
    """Return country × role. `parameters` documents what `parse_state` reads from the address."""
    chosen = get_object_or_404(Coalition, slug=coalition)
    built = build_matrix(chosen, parse_state(request.GET))
    return matrix_json(built, request.build_absolute_uri)


# Ninja gives Django one view per path; each is public, as every reader's page must say.
urls = api.urls
for pattern in urls[0]:
    if pattern.callback is not None:
        login_not_required(pattern.callback)
limit_by_cost(urls[0])
