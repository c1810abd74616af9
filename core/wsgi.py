"""The WSGI application, which can make a request out of whatever a stranger sends.

Django reads the Content-Type while it creates the request, before anything could answer: a
malformed one would leave the visitor without any response.
"""

from __future__ import annotations

import codecs
from typing import Any

import django
from django.core.exceptions import BadRequest
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from core.outside import UnreadableRequest


class Request(WSGIRequest):
    """A request that is always created; `has_readable_form` tells whether its body may be read."""

    has_readable_form = True

    def _set_content_type_params(self, meta: dict[str, Any]) -> None:
        try:
            super()._set_content_type_params(meta)  # type: ignore[misc]
            charset = self.content_params.get("charset") if self.content_params else None
            is_utf8 = charset is None or codecs.lookup(charset).name in ("utf-8", "ascii")
        except (BadRequest, LookupError, ValueError, TypeError):
            is_utf8 = False
        # UTF-8 includes ASCII, and has more names than Django knows for forms.
        self._encoding = None
        if not is_utf8:
            self.content_type, self.content_params = "", {}
            self.has_readable_form = False

    @cached_property
    def COOKIES(self) -> dict[str, str]:  # type: ignore[override]  # noqa: N802
        """Cookies without those that contain characters the database cannot store."""
        found = super().COOKIES
        return {name: value for name, value in found.items() if "\x00" not in name + value}


def require_readable_form(request: HttpRequest) -> None:
    """Refuse a form that would seem empty only because its type or encoding is unknown."""
    if request.method == "POST" and not getattr(request, "has_readable_form", True):
        raise UnreadableRequest(
            _("Its Content-Type cannot be read. Send a form in UTF-8, as browsers do.")
        )


class Handler(WSGIHandler):
    """Django's handler, with our requests."""

    request_class = Request

    def get_response(self, request: HttpRequest) -> HttpResponseBase:
        """Return the response; once it is sent, clear what was read and created for the request.

        User, session and others refer back to the request. Left to the garbage collector, bodies
        and pages of many requests would stay in memory together.
        """
        response = super().get_response(request)
        response._resource_closers.append(vars(request).clear)  # type: ignore[attr-defined]
        return response


def get_application() -> Handler:
    """Return what a server calls for each request. Sets Django up."""
    django.setup(set_prefix=False)
    return Handler()
