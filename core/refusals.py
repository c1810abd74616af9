"""Responses without a database: what cannot be done now, and when to try again.

The server's front sends them before Django is called, and the error page if the database failed.
Programs under /api/ get a problem (RFC 9457), people a page.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

import psycopg
from django.conf import settings
from django.db import InterfaceError, InternalError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.faults import chain

# Django's errors, and psycopg's own: Django hands those on from a cursor of the server.
OPERATIONAL_ERRORS = (OperationalError, psycopg.OperationalError)
INTERFACE_ERRORS = (InterfaceError, psycopg.InterfaceError)
FOR_PROGRAMS = ("/api/", "/healthz", "/readyz")


class Reason(StrEnum):
    """Why a request could not be answered normally."""

    BUSY = "busy"
    DATABASE_AWAY = "database_away"
    STORAGE_FULL = "storage_full"
    TOOK_TOO_LONG = "took_too_long"
    SENT_TOO_SLOWLY = "sent_too_slowly"
    TOO_LARGE = "too_large"
    NO_LENGTH = "no_length"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class _Wording:
    status: int
    title: Promise | str
    text: Promise | str
    # Seconds until a new attempt makes sense; None if it never does.
    again_after: int | None = None


_AGAIN = _(
    "Either everything you sent was saved, or nothing. Wait a moment, check, and "
    "if needed send it again."
)
_LOOK_AGAIN = _("Nothing is lost. Try again in a few seconds.")
_WORDINGS = {
    Reason.BUSY: _Wording(503, _("Too many people are asking at once"), _AGAIN, 2),
    Reason.DATABASE_AWAY: _Wording(503, _("The ledger is not available at the moment"), _AGAIN, 5),
    Reason.STORAGE_FULL: _Wording(
        503,
        _("The ledger can store nothing at the moment"),
        _(
            "Reading still works, and nothing was saved in part. Tell the people who run "
            "this ledger."
        ),
        60,
    ),
    Reason.TOOK_TOO_LONG: _Wording(503, _("This took too long"), _AGAIN, 5),
    Reason.SENT_TOO_SLOWLY: _Wording(
        408,
        _("What you sent did not arrive in time"),
        _("The connection is too slow or was interrupted. Nothing was saved; send it again."),
    ),
    Reason.TOO_LARGE: _Wording(
        413,
        _("What you sent is too large"),
        _("Nothing was saved. Send less at once: a text or file may have about 12 MB."),
    ),
    Reason.NO_LENGTH: _Wording(
        411,
        _("The length of what you sent is missing"),
        _("Send a Content-Length with the request."),
    ),
    Reason.UNREADABLE: _Wording(
        400, _("This request cannot be read"), _("Go back, load the page again and repeat it.")
    ),
}


@dataclass(frozen=True, slots=True)
class Refusal:
    """A complete response."""

    status: int
    headers: tuple[tuple[str, str], ...]
    content: bytes


def refusal(reason: Reason, request: HttpRequest) -> Refusal:
    """Return the response in the form and the language that this request needs."""
    if request.path.startswith(FOR_PROGRAMS):
        return _problem(reason)
    language = translation.get_language_from_request(request)
    known = language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    is_reading = request.method in ("GET", "HEAD")
    if "HX-Request" in request.headers or "Ledger-Person" in request.headers:
        return _for_script(reason, known, is_reading)
    return _page(reason, known, is_reading)


def as_response(reason: Reason, request: HttpRequest) -> HttpResponse:
    """Return it as a Django response."""
    answer = refusal(reason, request)
    return HttpResponse(answer.content, status=answer.status, headers=dict(answer.headers))


def reason_of(error: BaseException | None) -> Reason | None:
    """Return why the database failed; None if `error` is a bug of ours."""
    for one in chain(error):
        if isinstance(one, INTERFACE_ERRORS):
            return Reason.DATABASE_AWAY
        if not isinstance(one, (*OPERATIONAL_ERRORS, InternalError, psycopg.InternalError)):
            continue
        state = getattr(one, "sqlstate", None) or getattr(one.__cause__, "sqlstate", None) or ""
        found = _reason_of_state(state)
        if found is not None:
            return found
        # A connection that failed or was lost has no SQLSTATE.
        if isinstance(one, OPERATIONAL_ERRORS) and not state:
            return Reason.DATABASE_AWAY
    return None


def _reason_of_state(state: str) -> Reason | None:
    """Return the reason for a PostgreSQL error code (appendix A of its manual)."""
    if state in ("53100", "25006"):  # disk full; read-only, as a standby is
        return Reason.STORAGE_FULL
    if state.startswith(
        ("40", "55P03", "57014")
    ):  # rolled back for another transaction, timed out, cancelled
        return Reason.TOOK_TOO_LONG
    if state.startswith(("08", "53", "57P", "58")):  # connection, resources, shutdown, system
        return Reason.DATABASE_AWAY
    return None


@lru_cache
def _problem(reason: Reason) -> Refusal:
    wording = _WORDINGS[reason]
    with translation.override(settings.LANGUAGE_CODE):
        problem = {
            "type": "about:blank",
            "title": str(wording.title),
            "status": wording.status,
            "detail": str(wording.text),
            "reason": reason.value,
        }
    content = json.dumps(problem).encode()
    return _answer(wording, content, "application/problem+json")


@lru_cache
def _for_script(reason: Reason, language: str, is_reading: bool) -> Refusal:
    """A short text: a page that asked by script stays and shows it (static/js/failure.js)."""
    wording = _WORDINGS[reason]
    with translation.override(language):
        text = _LOOK_AGAIN if is_reading and wording.again_after else wording.text
        content = json.dumps({"refusal": f"{wording.title}. {text}"}).encode()
    return _answer(wording, content, "application/json", ("Content-Language", language))


@lru_cache
def _page(reason: Reason, language: str, is_reading: bool) -> Refusal:
    wording = _WORDINGS[reason]
    with translation.override(language):
        again_after = wording.again_after if is_reading else None
        context = {"title": wording.title, "text": wording.text, "again_after": again_after}
        content = render_to_string("refusal.html", context).encode()
    return _answer(wording, content, "text/html; charset=utf-8", ("Content-Language", language))


def _answer(
    wording: _Wording, content: bytes, content_type: str, *more: tuple[str, str]
) -> Refusal:
    again = [("Retry-After", str(wording.again_after))] if wording.again_after else []
    headers = (
        ("Content-Type", content_type),
        ("Content-Length", str(len(content))),
        ("Cache-Control", "no-store"),
        # The front answers without the middleware that sets these headers on Django's pages.
        (
            "Content-Security-Policy",
            "default-src 'none'; style-src 'self'; img-src 'self'; frame-ancestors 'none'",
        ),
        ("X-Content-Type-Options", "nosniff"),
        *again,
        *more,
    )
    return Refusal(wording.status, headers, content)
