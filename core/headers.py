"""Headers that say what browsers may keep of an answer, what it may use, and who may embed it.

What a page may load is the content security policy, in settings.SECURE_CSP.
"""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, HttpResponse

from core.csp_reports import ENDPOINT

# Everything here is for one person: redirects, errors, fragments and files, too.
_PRIVATE = ("/desk", "/account", "/admin")
# Passkeys and copying a reference; nothing else of a device, by whatever script.
_PERMISSIONS = ", ".join(
    [
        *(f"{name}=(self)" for name in ("clipboard-write", "publickey-credentials-get")),
        *(
            f"{name}=()"
            for name in (
                "accelerometer", "autoplay", "camera", "clipboard-read", "display-capture",
                "encrypted-media", "fullscreen", "geolocation", "gyroscope", "magnetometer",
                "microphone", "midi", "payment", "picture-in-picture", "screen-wake-lock",
                "serial", "usb", "xr-spatial-tracking",
            )
        ),
    ]
)  # fmt: skip


class HeadersMiddleware:
    """Sets them on every answer; before whitenoise, which answers for static files."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        is_private = _is_private(request, response)
        if is_private and "no-store" not in response.headers.get("Cache-Control", ""):
            response.headers["Cache-Control"] = "no-store"
        is_usable = not is_private and _is_usable_elsewhere(response)
        response.headers["Cross-Origin-Resource-Policy"] = (
            "cross-origin" if is_usable else "same-origin"
        )
        response.headers["Permissions-Policy"] = _PERMISSIONS
        if "report-to" in settings.SECURE_CSP:
            response.headers["Reporting-Endpoints"] = ENDPOINT
        return response


def _is_private(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether the answer is for one person: theirs, or a reader's page that greets them."""
    # After an error the session may not be readable.
    if request.path.startswith(_PRIVATE) or response.status_code >= 500:
        return True
    session = getattr(request, "session", None)
    return session is not None and session.accessed and SESSION_KEY in session


def _is_usable_elsewhere(response: HttpResponse) -> bool:
    """Whether other sites may load it: what is no page (files, pictures, data), and embeds."""
    # An empty answer is none: a report of a page that another site framed gets one.
    is_page = response.status_code != 204 and response.headers.get("Content-Type", "").startswith(
        "text/html"
    )
    is_redirect = 300 <= response.status_code < 400
    return not is_page or is_redirect or getattr(response, "xframe_options_exempt", False)
