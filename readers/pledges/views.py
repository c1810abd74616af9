"""A pledge with all its statements and quotations."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from commitments.matrix.state import BadParameter, parse_state
from commitments.matrix.vocabulary import read_vocabulary
from commitments.models import Pledge
from commitments.statements.public import public_pledges
from readers.errors import bad_address
from readers.pledges.histories import mark_changes, pledge_histories


@login_not_required
@require_safe
def pledge_detail(request: HttpRequest, reference: str) -> HttpResponse:
    """Show all statements newest first; corrections and retractions stay visible as such."""
    pledge = get_object_or_404(public_pledges().select_related("coalition"), reference=reference)
    try:
        state = parse_state(request.GET).without_filters()
        vocabulary = read_vocabulary(pledge.coalition, state)
    except BadParameter as error:
        return bad_address(request, error.message)
    (history,) = pledge_histories(
        Pledge.objects.filter(pk=pledge.pk), vocabulary, state, with_retracted=True
    )
    mark_changes(history)
    context = {"section": "matrix", "pledge": pledge, "history": history, "state": state}
    return render(request, "readers/pledges/pledge_detail.html", context)
