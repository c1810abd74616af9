"""The pages for errors."""

import sys

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import (
    DisallowedHost,
    RequestDataTooBig,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import requires_csrf_token

from core import metrics
from core.language import asked_for
from core.outside import UnreadableRequest
from core.refusals import Reason, as_response, reason_of

# Programs get their errors as JSON, too.
_API = "/api/"


@login_not_required
def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 400. Renders without the request, whose Host or parameters may be what is wrong."""
    if request.path.startswith(_API):
        with translation.override(settings.LANGUAGE_CODE):
            return JsonResponse({"detail": _why_not_read(exception)}, status=400)
    language = getattr(request, "LANGUAGE_CODE", None) or asked_for(request)
    with translation.override(language):
        message = _why_not_read(exception)
        page = render_to_string("400.html", {"message": message})
    return HttpResponse(page, status=400, headers={"Content-Language": language})


def _why_not_read(exception: Exception) -> str:
    """Return what is wrong with a request and what to do, without repeating any of it."""
    if isinstance(exception, DisallowedHost):
        return _("This site is not served under the name in the address. Check the address.")
    if isinstance(exception, TooManyFieldsSent | TooManyFilesSent):
        return _("It has more than %(most)d fields. Send fewer.") % {
            "most": settings.DATA_UPLOAD_MAX_NUMBER_FIELDS
        }
    if isinstance(exception, RequestDataTooBig):
        return _("It is too large. Send less of it at once.")
    if isinstance(exception, UnreadableRequest):
        return str(exception)
    return _("Something in it is malformed. Go back and try once more.")


@login_not_required
@requires_csrf_token
def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "403.html", {"message": str(exception)}, status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer 403 to a form without a valid CSRF token: too old, or sent without cookies."""
    message = _(
        "This form is too old, or cookies are off. Go back, reload the page and send again."
    )
    return render(request, "403.html", {"message": message}, status=403)


@login_not_required
@requires_csrf_token
def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    if request.path.startswith(_API):
        return JsonResponse({"detail": "Not Found"}, status=404)
    return render(request, "404.html", status=404)


@login_not_required
@requires_csrf_token
def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 503 if the database failed, else 500. Renders without the database.

    A lost connection may affect only this request: the server's front then retries it.
    """
    from django.template import loader

    reason = reason_of(sys.exception())
    if reason is not None:
        metrics.DATABASE_AWAY.labels(reason).inc()
        response = as_response(reason, request)
        response.may_be_asked_again = reason is Reason.DATABASE_AWAY  # type: ignore[attr-defined]
        return response
    return HttpResponse(loader.get_template("500.html").render({}), status=500)
