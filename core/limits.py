"""Limits for one address, or one person at the desk: by number of requests and by their cost.

Counted in the cache, by the clock's windows. allauth limits its own pages, but its limits do not
count GET requests, and a search is one.
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
# A read can be repeated. A form that somebody typed is refused only beyond many times the work that
# a person could cause.
_READS = ("GET", "HEAD")
_FOR_WHAT_IS_SENT = 3


# --- by number ----------------------------------------------------------------------------------
def is_too_often(request: HttpRequest | None, act: str) -> bool:
    """Count this request; whether it exceeds what settings.LEDGER_LIMITS allows of `act`.

    Without a request everybody counts together.
    """
    amount, seconds = settings.LEDGER_LIMITS[act]
    who = _who(request) if request else "everybody"
    return _add(_key(act, who, seconds), 1, seconds) > amount


def retry_after(act: str) -> str:
    """Return the Retry-After header: the seconds until `act` is allowed again."""
    return str(_left(settings.LEDGER_LIMITS[act][1]))


# --- by cost ------------------------------------------------------------------------------------
def limited_by_cost(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Wrap a view: charge its work to the visitor, and answer 429 once that is too much.

    A request's cost is known only afterwards, so the one that exceeds the limit is still answered.
    POST has a far higher limit: nothing that somebody typed may be lost.
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
    """This thread's CPU time plus the time that the database took."""

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
    """Answer too much for now and when to come back, as a page or as JSON."""
    seconds = _left(_MINUTE)
    headers = {"Retry-After": str(seconds), "Cache-Control": "no-store"}
    wait = ngettext(
        "Try again in {seconds} second.", "Try again in {seconds} seconds.", seconds
    ).format(seconds=seconds)
    why = _("You or somebody in your network sent too many requests within a minute.")
    sentence = f"{why} {wait}"
    if request.path.startswith("/api/"):
        problem = {"type": "about:blank", "title": "Too many requests", "status": 429}
        return JsonResponse(
            {**problem, "detail": sentence},
            status=429,
            headers=headers,
            content_type="application/problem+json",
        )
    is_data = wants_partial(request)
    if is_data or request.get_preferred_type(["text/html", "application/json"]) == (
        "application/json"
    ):
        return JsonResponse({"refusal": sentence}, status=429, headers=headers)
    answer = render(request, "429.html", {"sentence": sentence}, status=429)
    for name, value in headers.items():
        answer[name] = value
    return answer


# --- the visitor's account ----------------------------------------------------------------------
def _who(request: HttpRequest) -> str:
    """Return the signed-in person, so that nobody at the desk slows others, or else the address.

    `user` is read only if there is a session cookie.
    """
    user = getattr(request, "user", None)
    if settings.SESSION_COOKIE_NAME in request.COOKIES and user and user.is_authenticated:
        return f"person {user.pk}"
    return address_of(request)


def address_of(request: HttpRequest) -> str:
    """Return where a request comes from; for IPv6 the whole network, which one person controls."""
    try:
        address = get_adapter(request).get_client_ip(request)
    except PermissionDenied:
        return ""  # unknown addresses share one count
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return str(address)
    if found.version == 6 and found.ipv4_mapped is None:
        return str(ipaddress.ip_network((found, 64), strict=False))
    return str(found)


def _key(act: str, who: str, seconds: int) -> str:
    """Return a keyed digest of the visitor: only that is stored, until the window ends."""
    window = int(time.time()) // seconds
    digest = hashlib.sha256(f"{settings.SECRET_KEY}:{who}".encode()).hexdigest()[:32]
    return f"limit:{act}:{window}:{digest}"


def _add(key: str, amount: int, seconds: int) -> int:
    if cache.add(key, amount, seconds):
        return amount
    try:
        return int(cache.incr(key, amount))
    except ValueError:  # it expired between the two calls
        return amount


def _left(seconds: int) -> int:
    return seconds - int(time.time()) % seconds
