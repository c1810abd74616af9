"""Browsers report what our content security policy stopped: on a page, a fault or an attack.

Anybody can send anything here. A report is counted, and a line is logged for each new kind of it,
so many an hour: the directive, the name of the page, the host of what was stopped. No address of a
visitor, no path, no query, no words of a report.
"""

from __future__ import annotations

import hashlib
import json
import logging
import re
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from core import metrics
from core.limits import is_too_often, retry_after
from core.numbers import whole_number
from core.outside import split_address

PATH = "/csp-report/"
NAME = "csp"
ENDPOINT = f'{NAME}="{PATH}"'

_MOST_BYTES = 16_384
# Of one request: a browser sends several together.
_MOST_REPORTS = 10
_ONE_LINE_EVERY = 3600
_TYPES = ("application/csp-report", "application/reports+json", "application/json")
_DIRECTIVES = frozenset(
    f"{kind}-src{part}"
    for kind, parts in {
        "script": ("", "-elem", "-attr"),
        "style": ("", "-elem", "-attr"),
        **dict.fromkeys(
            ("default", "img", "font", "connect", "manifest", "media", "object", "frame", "child",
             "worker"),
            ("",),
        ),
    }.items()
    for part in parts
) | {"form-action", "base-uri", "frame-ancestors"}  # fmt: skip
# What is blocked is one of these words, or an address.
_WORDS = ("inline", "eval", "wasm-eval", "self", "data", "blob", "filesystem", "about")
_HOST = re.compile(r"[a-z0-9.-]{1,100}")
logger = logging.getLogger("ledger.csp")


@csrf_exempt
@login_not_required
@require_POST
def csp_report(request: HttpRequest) -> HttpResponse:
    """Take reports of browsers. An answer has no body: nobody reads it."""
    if is_too_often(request, "csp_report"):
        return HttpResponse(status=429, headers={"Retry-After": retry_after("csp_report")})
    if request.content_type not in _TYPES:
        return HttpResponse(status=415)
    if (whole_number(request.META.get("CONTENT_LENGTH") or "0") or 0) > _MOST_BYTES:
        return HttpResponse(status=413)
    reports = _reports_of(request.body)
    if not reports:
        return HttpResponse(status=400)
    for report in reports[:_MOST_REPORTS]:
        _note(report)
    return HttpResponse(status=204)


def _reports_of(body: bytes) -> list[dict[str, Any]]:
    """Return the violations in a body, of report-uri (one) or report-to (a list); [] for none."""
    try:
        told = json.loads(body)
    except (ValueError, RecursionError):
        return []
    if isinstance(told, dict):
        found = [told.get("csp-report")]
    elif isinstance(told, list):
        violations = [e for e in told if isinstance(e, dict) and e.get("type") == "csp-violation"]
        found = [each.get("body") for each in violations]
    else:
        found = []
    return [each for each in found if isinstance(each, dict)]


def _note(report: dict[str, Any]) -> None:
    directive = _text(report, "effective-directive", "effectiveDirective", "violated-directive")
    directive = directive.partition(" ")[0]
    directive = directive if directive in _DIRECTIVES else "another directive"
    metrics.CSP_REPORTS.labels(directive).inc()
    figures = {
        "directive": directive,
        "page": _page(_text(report, "document-uri", "documentURL")),
        "blocked": _blocked(_text(report, "blocked-uri", "blockedURL")),
    }
    kind = hashlib.sha256(json.dumps(figures).encode()).hexdigest()[:32]
    if not cache.add(f"csp:{kind}", True, _ONE_LINE_EVERY) or is_too_often(None, "csp_line"):
        return
    logger.warning(
        "The content security policy stopped %s (%s) on %s",
        figures["blocked"],
        directive,
        figures["page"],
        extra={"figures": figures},
    )


def _text(report: dict[str, Any], *names: str) -> str:
    """Return the first of these that is a text; "" if there is none."""
    return next((value for name in names if isinstance(value := report.get(name), str)), "")


def _page(address: str) -> str:
    """Return the name of one of our pages, since a path may be a secret link."""
    parts = split_address(address)
    try:
        return resolve(parts.path).view_name if parts else "unknown"
    except Resolver404:
        return "unknown"


def _blocked(what: str) -> str:
    """Return the word or the host that was stopped, of characters that a log can hold."""
    if what in _WORDS:
        return what
    parts = split_address(what)
    host = (parts.hostname or "") if parts else ""
    return host if _HOST.fullmatch(host) else "something else"
