"""The language of a page, and how a reader changes it.

`?lang=` in the address comes first, then the cookie that the footer's switch sets, then the
browser's setting. Addresses for programs always answer in English.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlencode, urlunsplit

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe

from core.outside import split_address

PARAMETER = "lang"
# Programs get the same text whoever asks.
FOR_PROGRAMS = ("/api/", "/healthz", "/readyz")
# Other sites' pages embed these; we promise that they neither set nor read a cookie.
IN_OTHER_PAGES = "/embed/"
# Each in its own language, as its speakers look for it.
OWN_NAMES = {"en": "English", "uk": "Українська", "fr": "Français"}
_A_YEAR = 365 * 24 * 60 * 60


@dataclass(frozen=True, slots=True)
class Choice:
    """One language of the switch; `href` leads back to the page in it."""

    code: str
    name: str
    href: str
    is_current: bool


class LanguageMiddleware:
    """Activate the reader's language for the request, and name it in the response."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith(FOR_PROGRAMS):
            with translation.override(settings.LANGUAGE_CODE):
                return self.get_response(request)
        named = _in_address(request)
        with translation.override(named or asked_for(request)):
            request.LANGUAGE_CODE = translation.get_language()
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", translation.get_language() or "")
        if request.path.startswith(IN_OTHER_PAGES):
            patch_vary_headers(response, ["Accept-Language"])
            return response
        patch_vary_headers(response, ["Accept-Language", "Cookie"])
        if named and settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
            # The next pages use it too, until the browser is closed or the switch is used.
            _remember(response, named, max_age=None)
        return response


@login_not_required
@require_safe
def choose(request: HttpRequest, code: str) -> HttpResponse:
    """Remember a language for a year and go back to the page, without a language in its address."""
    if code not in dict(settings.LANGUAGES):
        raise Http404
    to = request.GET.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(
        to, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    # `redirect` would take a word for the name of a page; a relative path would start from here.
    is_whole = to.startswith("/") or "://" in to
    response = HttpResponseRedirect(_without_language(to) if is_ours and is_whole else "/")
    _remember(response, code, max_age=_A_YEAR)
    return response


def choices(request: HttpRequest) -> list[Choice]:
    """Return the switch: every language, each under its own name."""
    current = translation.get_language()
    # A form's address may have no page to come back to.
    back = _without_language(request.get_full_path()) if request.method in ("GET", "HEAD") else "/"
    return [
        Choice(
            code=code,
            name=OWN_NAMES[code],
            href=f"{reverse('language_choose', args=[code])}?{urlencode({'next': back})}",
            is_current=code == current,
        )
        for code, _ in settings.LANGUAGES
    ]


def _in_address(request: HttpRequest) -> str | None:
    """Return the language in the address; a fragment has the language of its page."""
    named = request.GET.get(PARAMETER)
    if named is None and (around := request.headers.get("HX-Current-URL")):
        page = split_address(around)
        named = parse_qs(page.query).get(PARAMETER, [None])[0] if page else None
    return named if named in dict(settings.LANGUAGES) else None


def asked_for(request: HttpRequest) -> str:
    """Return the language of the cookie, or the browser's first language that we have."""
    asking = request
    if request.path.startswith(IN_OTHER_PAGES):
        asking = HttpRequest()  # the same without its cookies
        asking.META = request.META
    language = translation.get_language_from_request(asking)
    return language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def _without_language(address: str) -> str:
    parts = split_address(address)
    if parts is None:
        return "/"
    kept = [part for part in parts.query.split("&") if not part.startswith(f"{PARAMETER}=")]
    return urlunsplit(parts._replace(query="&".join(kept)))


def _remember(response: HttpResponse, code: str, *, max_age: int | None) -> None:
    options: dict[str, Any] = {
        "max_age": max_age,
        "secure": settings.SESSION_COOKIE_SECURE,
        "httponly": True,
        "samesite": "Lax",
    }
    response.set_cookie(settings.LANGUAGE_COOKIE_NAME, code, **options)
