"""Readable pages for what went wrong."""

import sys

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import requires_csrf_token

from core import metrics
from core.refusals import Reason, as_response, reason_of


def bad_address(request: HttpRequest, message: str) -> HttpResponse:
    """400 for an address that asks for what does not exist, with a way back."""
    return render(request, "commitments/bad_address.html", {"message": message}, status=400)


@login_not_required
@requires_csrf_token
def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "400.html", status=400)


@login_not_required
@requires_csrf_token
def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "403.html", {"message": str(exception)}, status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form that does not prove it is ours: too old, or sent without cookies."""
    message = _(
        "This form is too old, or cookies are off. Go back, reload the page and send again."
    )
    return render(request, "403.html", {"message": message}, status=403)


@login_not_required
@requires_csrf_token
def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "404.html", status=404)


@login_not_required
@requires_csrf_token
def server_error(request: HttpRequest) -> HttpResponse:
    """503 where the database did not do its part, else 500. Renders without it.

    A connection that was lost may be a matter of this one: the server's front then asks again.
    """
    from django.template import loader

    reason = reason_of(sys.exception())
    if reason is not None:
        metrics.DATABASE_AWAY.labels(reason).inc()
        response = as_response(reason, request)
        response.may_be_asked_again = reason is Reason.DATABASE_AWAY  # type: ignore[attr-defined]
        return response
    return HttpResponse(loader.get_template("500.html").render({}), status=500)
