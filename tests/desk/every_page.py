"""Every page of the site, asked by a handler that notes what is read of each request."""

from __future__ import annotations

from contextlib import suppress
from itertools import count
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils.functional import cached_property

from commitments.models import Citation
from core.wsgi import Handler, Request
from tests.desk.addresses import addresses
from tests.strangers import Answer, Stranger

if TYPE_CHECKING:
    from tests.desk.conftest import Person

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
            "csp_report",
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
HTMX = {"HX-Request": "true", "HX-Current-URL": "http://testserver/c/ukraine/?lang=uk"}

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
        self.desk = {f"desk:{name}": path for name, path in addresses(citation).items()}
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
