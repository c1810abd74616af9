"""Middleware: responses for htmx, sign-in and second factor, history that knows the request."""

from __future__ import annotations

import json
import logging
import uuid
from collections.abc import Callable
from typing import Any
from urllib.parse import urlunsplit

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.core.handlers.exception import response_for_exception
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, resolve_url
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect
from pghistory.middleware import HistoryMiddleware as BaseHistoryMiddleware

from core.outside import UnreadableRequest, is_unstorable, split_address
from core.second_factor import must_set_up
from core.wsgi import require_readable_form

logger = logging.getLogger(__name__)

# Nobody may work here without the second factor that a chief requires.
GUARDED = ("/desk/", "/admin/")
SAFE = ("GET", "HEAD", "OPTIONS")


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


# A page of the desk with the sign-in dialog names its person with every request.
PERSON_HEADER = "Ledger-Person"


class SamePersonMiddleware:
    """Refuse a request from a page of the desk that another person opened.

    The page names its person in a header. If nobody is signed in any more, it gets a 401 instead of
    the sign-in page, and opens its own dialog; if somebody else is, a 409 before anything is
    written under the wrong name (an event tells htmx, which has other 409s too). Pages without the
    header get the redirect.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        person = request.headers.get(PERSON_HEADER)
        if person is None:
            return self.get_response(request)
        user = request.user
        if not user.is_authenticated:
            return JsonResponse({"signed_out": True}, status=401)
        if str(user.pk) != person:
            other = {"other": str(user)}
            response = JsonResponse(other, status=409)
            response["HX-Trigger"] = json.dumps({"ledger:other-person": other})
            return response
        return self.get_response(request)


class SignInMiddleware(LoginRequiredMiddleware):
    """Return to the page of a button after signing in, not to the button's own address.

    That address may accept POST only, and the form is gone by then.
    """

    def handle_no_permission(
        self, request: HttpRequest, view_func: Callable[..., Any]
    ) -> HttpResponseRedirect:
        if request.method in SAFE:
            return super().handle_no_permission(request, view_func)
        came_from = split_address(request.headers.get("Referer", ""))
        path = urlunsplit(("", "", came_from.path, came_from.query, "")) if came_from else ""
        is_ours = came_from is not None and came_from.netloc == request.get_host()
        return redirect_to_login(
            path if is_ours and path.startswith(GUARDED) else GUARDED[0],
            resolve_url(self.get_login_url(view_func)),
            self.get_redirect_field_name(view_func),
        )


class SecondFactorMiddleware:
    """Send a person who lacks a required second factor to the page where one is set up.

    A script's request from a page of the desk gets a message instead, so that the page keeps what
    was typed. The account, signing out and the readers' pages stay open. No query for others:
    sign-in has already read the person.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(GUARDED) or not must_set_up(request.user):
            return self.get_response(request)
        if PERSON_HEADER in request.headers:
            refusal = _(
                "A chief asks for a second factor of you. Set it up on your account page, in "
                "another tab; what you typed stays here."
            )
            return JsonResponse({"refusal": refusal}, status=403)
        if getattr(request, "htmx", None):
            return HttpResponseClientRedirect(resolve_url("mfa_index"))
        return redirect("mfa_index")


class UnstorableMiddleware:
    """Answer 400 to what PostgreSQL cannot store, wherever in a request it was.

    A page that expects such input says so itself; this is for input that no page expected. Nothing
    of the request is stored: services write in transactions.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(
        self, request: HttpRequest, exception: Exception
    ) -> HttpResponseBase | None:
        if not is_unstorable(exception):
            return None
        logger.warning("The database cannot hold what was sent", exc_info=exception)
        message = _("It holds a character or a number that cannot be stored. Leave it out.")
        return response_for_exception(request, UnreadableRequest(message))


class HistoryMiddleware(BaseHistoryMiddleware):
    """Give every change of a request one id, so that history shows one act as one entry."""

    def get_context(self, request: HttpRequest) -> dict[str, Any]:
        return {**super().get_context(request), "request": uuid.uuid4().hex}

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # Do this before pghistory changes the request's class, and ours is lost.
        require_readable_form(request)
        response: HttpResponse = super().__call__(request)  # type: ignore[no-untyped-call]
        return response
