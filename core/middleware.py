"""Middleware of the house: answers that htmx understands, and history that knows the request."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, resolve_url
from django.utils.cache import patch_vary_headers
from django_htmx.http import HttpResponseClientRedirect
from pghistory.middleware import HistoryMiddleware as BaseHistoryMiddleware

from core.second_factor import must_set_up

# Where nobody works without the second factor that a chief asks of them.
GUARDED = ("/desk/", "/admin/")


class HtmxResponseMiddleware:
    """Vary on HX-Request, and turn a sign-in redirect into one for the whole window.

    Without the second, an expired session would land the sign-in page inside a fragment.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if getattr(request, "htmx", None):
            location = response.headers.get("Location", "")
            if response.status_code == 302 and location.startswith("/account/login/"):
                response = HttpResponseClientRedirect(location)
        if response.headers.get("Content-Type", "").startswith("text/html"):
            patch_vary_headers(response, ["HX-Request"])
        return response


# A page of the desk that can ask for a sign-in by itself names its person with every request.
PERSON_HEADER = "Ledger-Person"


class SamePersonMiddleware:
    """A page of the desk goes on as the person who opened it, or not at all.

    It names them in a header. Where nobody is signed in any more it gets a 401 instead of the
    sign-in page, and opens its own dialog; where somebody else is, a 409 before anything is
    written under the wrong name. Both tell htmx by an event. Others keep the redirect.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        person = request.headers.get(PERSON_HEADER)
        if person is None:
            return self.get_response(request)
        user = request.user
        if not user.is_authenticated:
            return self._tell(401, "ledger:signed-out", {"signed_out": True})
        if str(user.pk) != person:
            return self._tell(409, "ledger:other-person", {"other": str(user)})
        return self.get_response(request)

    @staticmethod
    def _tell(status: int, event: str, detail: dict[str, Any]) -> HttpResponse:
        response = JsonResponse(detail, status=status)
        response["HX-Trigger"] = json.dumps({event: detail})
        return response


class SecondFactorMiddleware:
    """Send who must have a second factor and has none to the page where one is set up.

    Their account, signing out and the readers' pages stay open. Costs who need have none nothing:
    the sign-in has read the person already.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(GUARDED) or not must_set_up(request.user):
            return self.get_response(request)
        if getattr(request, "htmx", None):
            return HttpResponseClientRedirect(resolve_url("mfa_index"))
        return redirect("mfa_index")


class HistoryMiddleware(BaseHistoryMiddleware):
    """Stamp every change of a request with one id, so that one act reads as one entry."""

    def get_context(self, request: HttpRequest) -> dict[str, Any]:
        return {**super().get_context(request), "request": uuid.uuid4().hex}
