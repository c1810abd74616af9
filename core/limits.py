"""How much one address, or one person at the desk, may ask for: by number, and by what it costs.

Counted in the cache, by the clock's windows. allauth limits its own pages; its limits do not count
GET, which a search is.
"""

from __future__ import annotations

import hashlib
import ipaddress
import math
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.urls import URLPattern, URLResolver
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.htmx import wants_partial

_MINUTE = 60
# What only reads can be asked for again. What somebody typed is refused only where no person could
# have sent it: after so many times the work.
_READS = ("GET", "HEAD")
_FOR_WHAT_IS_SENT = 3


# --- by number ----------------------------------------------------------------------------------
def is_too_often(request: HttpRequest, act: str) -> bool:
    """Count this request; whether it goes beyond what settings.LEDGER_LIMITS allows of `act`."""
    amount, seconds = settings.LEDGER_LIMITS[act]
    return _add(_key(act, _who(request), seconds), 1, seconds) > amount


def retry_after(act: str) -> str:
    """What the header of this name says: in how many seconds `act` may be asked for again."""
    return str(_left(settings.LEDGER_LIMITS[act][1]))


# --- by cost ------------------------------------------------------------------------------------
def limited_by_cost(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A view whose work is charged to who asks, and which answers 429 once that is too much.

    What a request took is known only afterwards, so the one that goes beyond is still answered.
    What is sent (POST) is refused far later: nothing that somebody typed may be lost.
    """

    @wraps(view)
    def limited(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        most = float(settings.LEDGER_WORK_SECONDS) * 1_000
        if most <= 0:
            return view(request, *args, **kwargs)
        key = _key("work", _who(request), _MINUTE)
        if request.method not in _READS:
            most *= _FOR_WHAT_IS_SENT
        if cache.get(key, 0) >= most:
            return _too_much(request)
        with _measured() as work:
            answer = view(request, *args, **kwargs)
        _add(key, math.ceil(work.seconds * 1_000), _MINUTE)
        return answer

    limited.is_limited_by_cost = True  # type: ignore[attr-defined]
    return limited


def limit_by_cost(patterns: Iterable[URLPattern | URLResolver]) -> None:
    """Limit every view of these addresses."""
    for pattern in patterns:
        if isinstance(pattern, URLPattern) and pattern.callback is not None:
            pattern.callback = limited_by_cost(pattern.callback)


class _Work:
    """CPU of this thread, and the time that the database took besides."""

    seconds = 0.0


@contextmanager
def _measured() -> Iterator[_Work]:
    work = _Work()
    began = time.thread_time()

    def ask(execute: Callable[..., Any], *args: Any) -> Any:
        wall, own = time.perf_counter(), time.thread_time()
        try:
            return execute(*args)
        finally:
            waited = time.perf_counter() - wall - (time.thread_time() - own)
            work.seconds += max(0.0, waited)

    with connection.execute_wrapper(ask):
        yield work
    work.seconds += time.thread_time() - began


def _too_much(request: HttpRequest) -> HttpResponseBase:
    """A page, or JSON for who asked for that: too much for now, and when to come back."""
    seconds = _left(_MINUTE)
    headers = {"Retry-After": str(seconds), "Cache-Control": "no-store"}
    wait = ngettext(
        "Try again in {seconds} second.", "Try again in {seconds} seconds.", seconds
    ).format(seconds=seconds)
    why = _("You, or somebody in your network, asked for more work than one may in a minute.")
    told = f"{why} {wait}"
    if request.path.startswith("/api/"):
        problem = {"type": "about:blank", "title": "Too many requests", "status": 429}
        return JsonResponse(
            {**problem, "detail": told},
            status=429,
            headers=headers,
            content_type="application/problem+json",
        )
    is_data = wants_partial(request)
    if is_data or request.get_preferred_type(["text/html", "application/json"]) == (
        "application/json"
    ):
        return JsonResponse({"refusal": told}, status=429, headers=headers)
    answer = render(request, "429.html", {"told": told}, status=429)
    for name, value in headers.items():
        answer[name] = value
    return answer


# --- who, and how much so far -------------------------------------------------------------------
def _who(request: HttpRequest) -> str:
    """The person who is signed in, so that nobody at the desk is held up by others; or where from.

    `user` is asked of the session only where there is a cookie of one.
    """
    user = getattr(request, "user", None)
    if settings.SESSION_COOKIE_NAME in request.COOKIES and user and user.is_authenticated:
        return f"person {user.pk}"
    return _address(request)


def _address(request: HttpRequest) -> str:
    """Where a request comes from; all of a network of IPv6, which one person has to themselves."""
    try:
        address = get_adapter(request).get_client_ip(request)
    except PermissionDenied:
        return ""  # Unknown: they share one count.
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return str(address)
    if found.version == 6 and found.ipv4_mapped is None:
        return str(ipaddress.ip_network((found, 64), strict=False))
    return str(found)


def _key(act: str, who: str, seconds: int) -> str:
    """Of who asks only a keyed digest is kept, in the cache, until the window ends."""
    window = int(time.time()) // seconds
    digest = hashlib.sha256(f"{settings.SECRET_KEY}:{who}".encode()).hexdigest()[:32]
    return f"limit:{act}:{window}:{digest}"


def _add(key: str, amount: int, seconds: int) -> int:
    """Add to what is counted in this window; what it is by now."""
    if cache.add(key, amount, seconds):
        return amount
    try:
        return int(cache.incr(key, amount))
    except ValueError:  # It ended between the two.
        return amount


def _left(seconds: int) -> int:
    """How long the window that is open now still goes on."""
    return seconds - int(time.time()) % seconds
