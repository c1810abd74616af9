"""The pages of a country of a coalition, and of a cell of the matrix."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commitments.matrix.build import build_matrix
from commitments.matrix.country_sentence import country_sentence
from commitments.matrix.state import BadParameter, MatrixState, parse_state
from commitments.matrix.values import Matrix
from commitments.matrix.vocabulary import Column
from commitments.models import Coalition, Country
from core.htmx import HtmxRequest, wants_partial
from readers.countries.glance import country_checks, glance, quoted_sources, stance_since
from readers.countries.timeline import BAR_WIDTH, headcount_lines, role_tracks
from readers.errors import bad_address
from readers.machines import citing
from readers.machines.citing import Reference, pinned, reference
from readers.pledges.histories import (
    PledgeHistory,
    collective_mentions,
    country_pledges,
    pledge_histories,
)


@login_not_required
@require_safe
def country_detail(request: HtmxRequest, coalition: str, iso3: str) -> HttpResponse:
    """Show a country's pledges, their history, and the checks that found nothing."""
    chosen = get_object_or_404(Coalition, slug=coalition)
    country = get_object_or_404(Country, iso3=iso3)
    try:
        built, state = _build_one(request, chosen, country)
    except BadParameter as error:
        return bad_address(request, error.message)
    histories = [
        history
        for history in pledge_histories(country_pledges(chosen, country), built.vocabulary, state)
        if history.statements
    ]
    row = built.rows[0] if built.rows else None
    permanent = request.path + pinned(state, now=citing.this_moment()).address()
    tracks = role_tracks(histories, until=state.as_of)
    context = {
        "section": "matrix",
        "coalition": chosen,
        "country": country,
        "state": state,
        "row": row,
        "histories": histories,
        "glance": glance(row, histories, tracks, built.vocabulary) if row else (),
        "tracks": tracks,
        "headcounts": headcount_lines(histories),
        "bar_width": BAR_WIDTH,
        "empty_cells": [cell for cell in row.cells.values() if not cell.pledges] if row else [],
        "checks": country_checks(chosen, country, state),
        "sources": quoted_sources(histories),
        "sentence": country_sentence(row, built.vocabulary) if row else "",
        "mentions": collective_mentions(country, chosen, state),
        "permanent_path": permanent,
        "permanent": request.build_absolute_uri(permanent),
    }
    return render(request, "readers/countries/country_detail.html", context)


@login_not_required
@require_safe
def cell_detail(request: HtmxRequest, coalition: str, iso3: str, role: str) -> HttpResponse:
    """Show a cell's statements and quotations; htmx gets them without the page around."""
    chosen = get_object_or_404(Coalition, slug=coalition)
    country = get_object_or_404(Country, iso3=iso3)
    try:
        built, state = _build_one(request, chosen, country)
    except BadParameter as error:
        return bad_address(request, error.message)
    column = next((c for c in built.all_columns if c.slug == role), None)
    if column is None:
        raise Http404(_("This coalition has no such role."))
    pledges = country_pledges(chosen, country).filter(roles__slug=role)
    histories = pledge_histories(pledges, built.vocabulary, state)
    with_statements = _firmest_first([h for h in histories if h.statements])
    context = {
        "section": "matrix",
        "coalition": chosen,
        "country": country,
        "column": column,
        "state": state,
        "cell": built.rows[0].cells.get(role) if built.rows else None,
        "histories": [(history, stance_since(history)) for history in with_statements],
        "reference": _reference(request, chosen, country, column, state),
    }
    template = "readers/countries/cell_detail.html"
    return render(request, f"{template}#cell" if wants_partial(request) else template, context)


def _reference(
    request: HtmxRequest, coalition: Coalition, country: Country, column: Column, state: MatrixState
) -> Reference:
    now = citing.this_moment()
    state = pinned(state, now=now)
    path = reverse("readers:cell_detail", args=[coalition.slug, country.iso3, column.slug])
    names = {
        "country": country.local_name,
        "role": column.name,
        "coalition": coalition.local_name,
    }
    return reference(
        title=_("%(country)s, %(role)s, in %(coalition)s") % names,
        key=f"coalition-ledger-{coalition.slug}-{country.iso3}-{column.slug}",
        path=path,
        site=request.build_absolute_uri("/").rstrip("/"),
        state=state,
        on=now.date(),
    )


def _build_one(
    request: HtmxRequest, coalition: Coalition, country: Country
) -> tuple[Matrix, MatrixState]:
    """Build the matrix of one country at the address's times and assumptions, without filters."""
    state = parse_state(request.GET).without_filters()
    return build_matrix(coalition, state.only(country.iso3)), state


def _firmest_first(histories: list[PledgeHistory]) -> list[PledgeHistory]:
    def firmness(history: PledgeHistory) -> int:
        return history.heading.statement.stance_rank if history.heading else -1

    return sorted(histories, key=firmness, reverse=True)
