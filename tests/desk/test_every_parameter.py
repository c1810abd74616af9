"""Every parameter, header and cookie × every page × values known to hurt: never an answer of 5xx.

Which parameters a page reads is not written down but seen: the pages are asked once each by a
handler whose requests note what is read of them. A new page must be given an address in
`ADDRESSES`, a new parameter of an address a value that means something in `MEANT`; else the tests
here fail. Fields of forms need none.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import suppress
from itertools import count
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils.functional import cached_property

from commitments.models import Citation
from core.wsgi import Handler, Request
from tests.desk.conftest import Person
from tests.desk.nasty import COOKIES, HEADERS, MEANT, NASTY
from tests.desk.test_permissions import TABLE, address, citation
from tests.strangers import Answer, Stranger, escaped

__all__ = ["citation"]  # a fixture

# What the address of each page is made of, beside the desk's, which test_permissions knows.
# Arguments are the records of the `citation` that the tests ask about.
_COALITION = ("ukraine",)
_COUNTRY = ("ukraine", "GBR")
_CELL = ("ukraine", "GBR", "training")
ADDRESSES: dict[str, tuple[str, ...]] = {
    "readers:matrix": _COALITION,
    "readers:conditions": _COALITION,
    "readers:disputed": _COALITION,
    "readers:coverage": _COALITION,
    "readers:changes": _COALITION,
    "readers:changes_atom": _COALITION,
    "readers:country_detail": _COUNTRY,
    "readers:embed_row": _COUNTRY,
    "readers:cell_detail": _CELL,
    "readers:embed_cell": _CELL,
    "readers:pictures": _COALITION,
    "readers:picture": ("ukraine", "timeline"),
    "readers:picture_file": ("ukraine", "map", "svg"),
    "readers:pledge_detail": ("{reference}",),
    "readers:source_detail": ("{article}",),
    "readers:publisher_detail": ("{publisher}",),
    "api-1:matrix": _COALITION,
    "language_choose": ("uk",),
    "session_end": ("1",),
    "mfa_remove_webauthn": ("1",),
    "mfa_edit_webauthn": ("1",),
    "account_confirm_email": ("a:b",),
    "account_reset_password_from_key": ("1", "set-password"),
    **dict.fromkeys(
        (
            "readers:home", "readers:source_list", "readers:publisher_list", "readers:search",
            "readers:method", "readers:report_error", "readers:sitemap", "readers:robots",
            "api-1:openapi-json", "api-1:coalitions", "api-1:api-root", "healthz", "readyz",
            "account", "account_login", "account_logout", "account_inactive", "account_signup",
            "account_reauthenticate", "account_email", "account_email_verification_sent",
            "account_change_password", "account_set_password", "account_reset_password",
            "account_confirm_login_code", "account_reset_password_from_key_done",
            "account_reset_password_done", "mfa_index", "mfa_authenticate", "mfa_reauthenticate",
            "mfa_activate_totp", "mfa_deactivate_totp", "mfa_view_recovery_codes",
            "mfa_generate_recovery_codes", "mfa_download_recovery_codes", "mfa_list_webauthn",
            "mfa_add_webauthn", "mfa_reauthenticate_webauthn", "mfa_login_webauthn",
            "usersessions_list",
        ),
        (),
    ),
}  # fmt: skip
# Django's own pages, for the few who look after the tables: the bench's fuzzing asks them.
NOT_OURS = ("admin:",)
HTMX = {"HX-Request": "true", "HX-Current-URL": "http://testserver/c/ukraine/?lang=uk"}
# How many values known to hurt each parameter of each page gets: others on the next page.
HURTS, HURTS_HEADERS = 2, 2


def names_of_all_addresses() -> set[str]:
    def within(patterns: list[URLPattern | URLResolver], space: str) -> Iterator[str]:
        for pattern in patterns:
            if isinstance(pattern, URLResolver):
                inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
                yield from within(pattern.url_patterns, inner)
            elif pattern.name:
                yield f"{space}{pattern.name}"

    return set(within(get_resolver().url_patterns, ""))


def test_every_address_is_in_the_table() -> None:
    ours = {name for name in names_of_all_addresses() if not name.startswith(NOT_OURS)}
    assert ours == {*ADDRESSES, *(f"desk:{name}" for name in TABLE)}


# --- what pages read ------------------------------------------------------------------------------
READ: set[str] = set()


class Noted(QueryDict):
    """Parameters that note which of them are asked for."""

    def __getitem__(self, key: str) -> Any:
        READ.add(key)
        return super().__getitem__(key)

    def __contains__(self, key: object) -> bool:
        READ.add(str(key))
        return super().__contains__(key)

    def get(self, key: str, default: Any = None) -> Any:
        READ.add(key)
        return super().get(key, default)

    def getlist(self, key: str, default: Any = None) -> Any:
        READ.add(key)
        return super().getlist(key, default)


class NotingRequest(Request):
    """A request that notes what is read of its address and its form."""

    @cached_property
    def GET(self) -> Any:  # noqa: N802
        return Noted(self.META["QUERY_STRING"])


class NotingHandler(Handler):
    request_class = NotingRequest

    def get_response(self, request: HttpRequest) -> HttpResponse:
        # At once: later the request is of pghistory's class. What cannot be read fails as ever.
        if request.method == "POST":
            with suppress(Exception):
                request.POST = Noted(request.POST.urlencode())
        return super().get_response(request)


class Pages:
    """Every page, and who asks: nobody and a chief, each with and without htmx."""

    def __init__(self, citation: Citation, chief: Person) -> None:
        self.visitors = [Stranger(handler=NotingHandler), Stranger(chief.client, NotingHandler)]
        self.chief = self.visitors[1]
        source = citation.passage.snapshot.article
        known = {
            "reference": citation.statement.pledge.reference,
            "article": source.pk,
            "publisher": source.publisher_id,
        }
        self.readers = {
            name: reverse(name, args=[part.format(**known) for part in parts])
            for name, parts in ADDRESSES.items()
        }
        self.desk = {f"desk:{name}": address(name, citation) for name in TABLE}
        self.faults: list[str] = []
        self._turn = count()

    def reads(self, path: str, visitor: Stranger, **options: Any) -> list[str]:
        """What is read when nothing is given, in order."""
        READ.clear()
        self.look(visitor, path, **options)
        self.look(visitor, path, headers=HTMX, **options)
        return sorted(name for name in READ if name)

    def asked(self, path: str, query: str, headers: dict[str, str] | None = None) -> None:
        """Asked by the next visitor in turn, with and without htmx."""
        turn = next(self._turn)
        htmx = HTMX if turn // 2 % 2 else {}
        visitor = self.visitors[turn % len(self.visitors)]
        self.look(visitor, path, query=query, headers={**htmx, **(headers or {})})

    def look(self, visitor: Stranger, path: str, *, query: str = "", **options: Any) -> None:
        ask = visitor.post if "values" in options else visitor.ask
        answer: Answer = ask(path, query=query, **options)
        error = answer.unhandled or answer.unforeseen
        if answer.status >= 500 or error:
            self.faults.append(f"{path}?{query[:300]} {options}: {error!r}")


@pytest.fixture
def pages(
    citation: Citation, chief: Person, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> Pages:
    monkeypatch.setattr(logging.getLogger("django.request"), "disabled", True)
    settings.LEDGER_LIMITS = dict.fromkeys(settings.LEDGER_LIMITS, (10**9, 60))
    settings.ACCOUNT_RATE_LIMITS = False
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    return Pages(citation, chief)


def some(values: list[str], turn: int, most: int) -> list[str]:
    """The next `most` of the values: all come round, each page and name gets others."""
    start = turn * most
    return [values[(start + step) % len(values)] for step in range(most)]


# --- addresses ------------------------------------------------------------------------------------
def ask_about_all(pages: Pages, paths: dict[str, str], visitor: Stranger) -> set[str]:
    """Each parameter of each page with what it means and what hurts; the names of all."""
    turn, everywhere = count(), "&".join(f"{n}={escaped(v[0])}" for n, v in MEANT.items() if v)
    known: set[str] = set()
    for path in paths.values():
        names = pages.reads(path, visitor)
        known |= set(names)
        for name in names:
            if name == "lang" and path != pages.readers["readers:method"]:
                continue  # Read on the way to every page.
            for value in [*MEANT.get(name, []), *some(NASTY, next(turn), HURTS)]:
                pages.asked(path, f"{name}={escaped(value)}")
        # What another page would understand.
        pages.asked(path, everywhere)
        pages.asked(path, "&".join(f"{name}={escaped(NASTY[next(turn) % len(NASTY)])}"
                                   for name in MEANT))  # fmt: skip
    return known


def test_readers_pages_answer_any_parameter(pages: Pages) -> None:
    known = ask_about_all(pages, pages.readers, pages.visitors[0])
    assert pages.faults == []
    assert sorted(known - set(MEANT)) == []  # say there what these mean


def test_desk_pages_answer_any_parameter(pages: Pages) -> None:
    pages.visitors = [pages.chief]
    known = ask_about_all(pages, pages.desk, pages.chief)
    assert pages.faults == []
    assert sorted(known - set(MEANT)) == []  # say there what these mean


# --- headers and cookies --------------------------------------------------------------------------
def test_pages_answer_any_header_and_cookie(pages: Pages) -> None:
    told = [(name, value) for name, values in HEADERS.items() for value in values]
    baked = [f"{name}={value}" for name in COOKIES for value in COOKIES[name]]
    turn = count()
    for path in [*pages.readers.values(), *pages.desk.values()]:
        for _ in range(HURTS_HEADERS):
            name, value = told[next(turn) % len(told)]
            pages.asked(path, "", {name: value})
        pages.asked(path, "", {"Cookie": baked[next(turn) % len(baked)]})
    # Whatever reads a header or a cookie reads it on the way to any page.
    for name, value in told:
        pages.asked("/method/", "", {name: value})
    for cookie in baked:
        pages.asked("/c/ukraine/changes/", "since=last-visit", {"Cookie": cookie})
    assert pages.faults == []


# --- forms ----------------------------------------------------------------------------------------
def test_pages_answer_any_form(pages: Pages) -> None:
    """Each field that a page reads, alone with what hurts, beside fields that mean something."""
    turn = count()
    meant = {name: values[0] for name, values in MEANT.items()}
    takes_forms = [*pages.desk.values(), pages.readers["readers:report_error"]]
    takes_forms += [path for name, path in pages.readers.items() if name.startswith(("acc", "mfa"))]
    for path in takes_forms:
        fields = pages.reads(path, pages.chief, values={})
        for field in fields:
            number = next(turn)
            # An odd number of values: each comes alone and beside others in the end.
            beside = meant if number % 2 else {}
            value = NASTY[number % len(NASTY)]
            pages.look(pages.chief, path, values={**beside, field: value})
    assert pages.faults == []
