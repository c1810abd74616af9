"""Requests that cannot be read: 400 with a plain page that says what to do, on every address."""

import json
from datetime import datetime
from typing import Any

import pytest
from django.db import DataError, connection, transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from core.middleware import UnstorableMiddleware
from core.models import User
from tests.factories.people import UserFactory
from tests.strangers import TOKEN, Stranger, escaped

pytestmark = pytest.mark.django_db
ADDRESSES = [
    "/healthz",
    "/readyz",
    "/method/",
    "/desk/",
    "/api/v1/coalitions",
    "/robots.txt",
    "/no",
]
MANY = "&".join(f"p{number}=1" for number in range(1001))


@pytest.fixture
def stranger(db: None) -> Stranger:
    return Stranger()


@pytest.mark.parametrize("path", ADDRESSES)
@pytest.mark.parametrize("host", ["evil.example", "testserver.evil.example", "", "[", "a b", "é"])
def test_another_host_is_refused(stranger: Stranger, path: str, host: str) -> None:
    answer = stranger.ask(path, headers={"Host": host})
    assert (answer.status, answer.unhandled) == (400, None)
    assert "not served under the name in the address" in answer.text


def test_too_many_fields_of_an_address_are_refused(stranger: Stranger) -> None:
    answer = stranger.ask("/method/", MANY)
    assert (answer.status, answer.unhandled) == (400, None)
    assert "more than 1000 fields" in answer.text


def test_too_many_fields_of_a_form_are_refused(stranger: Stranger) -> None:
    form = {f"p{number}": "1" for number in range(1001)}
    answer = stranger.post("/method/report/", form)
    assert (answer.status, answer.unhandled) == (400, None)
    assert "more than 1000 fields" in answer.text


@pytest.mark.parametrize("language", ["uk", "fr"])
def test_refusal_is_in_the_readers_language(stranger: Stranger, language: str) -> None:
    for asked in (
        {"Accept-Language": language, "Host": "evil.example"},
        {"Cookie": f"ledger_language={language}", "Host": "evil.example"},
    ):
        answer = stranger.ask("/method/", headers=asked)
        assert f'<html lang="{language}"' in answer.text
        assert answer.headers["Content-Language"] == language
    assert (
        f'<html lang="{language}"'
        in stranger.ask("/method/", MANY, headers={"Accept-Language": language}).text
    )


# --- content types --------------------------------------------------------------------------------
KINDS = [
    "text/html; charset*=no-such''%41",
    "application/x-www-form-urlencoded; charset=utf-16",
    "multipart/form-data; boundary=x; charset=utf-7",
    "multipart/form-data; boundary=x; charset=unicode_escape",
    "multipart/form-data; boundary=x; charset=hex",
    "multipart/form-data; boundary=x; charset=a\x00b",
    "x; " + "a" * 20_000,
]


@pytest.mark.parametrize("kind", KINDS)
def test_unknown_content_type_is_a_400_for_a_form_and_nothing_to_a_page(
    stranger: Stranger, kind: str
) -> None:
    asked = {"Content-Type": kind, "X-CSRFToken": TOKEN}
    answer = stranger.ask("/method/report/", method="POST", headers=asked, body=b"--x\r\n\r\n")
    assert (answer.status, answer.unhandled) == (400, None)
    assert "Content-Type cannot be read" in answer.text
    assert stranger.ask("/method/", "lang=%2B2AA-", headers=asked).status == 200


@pytest.mark.parametrize("charset", ["utf-8", "UTF8", '"utf-8"', "us-ascii"])
def test_utf8_by_any_name_is_read(stranger: Stranger, charset: str) -> None:
    token = f'name="csrfmiddlewaretoken"\r\n\r\n{TOKEN}\r\n'
    page = 'name="page"\r\n\r\n/é/\r\n'
    parts = "".join(f"--x\r\nContent-Disposition: form-data; {part}" for part in (token, page))
    for kind, body in (
        ("multipart/form-data; boundary=x", f"{parts}--x--"),
        ("application/x-www-form-urlencoded", f"csrfmiddlewaretoken={TOKEN}&page=/%C3%A9/"),
    ):
        asked = {"Content-Type": f"{kind}; charset={charset}"}
        answer = stranger.ask("/method/report/", method="POST", headers=asked, body=body.encode())
        assert answer.status == 422  # The form was read, and its text is missing.
        assert 'value="/é/"' in answer.text


@pytest.mark.parametrize(
    "body",
    [b"", b"--x", b"--x\r\nContent-Disposition: form-data\r\n\r\n", b"\x00" * 300, b"--x--\r\n"],
)
def test_malformed_multipart_is_refused(stranger: Stranger, body: bytes) -> None:
    kind = {"Content-Type": "multipart/form-data; boundary=x"}
    answer = stranger.ask("/method/report/", method="POST", headers=kind, body=body)
    assert answer.status in (400, 403)
    assert answer.unhandled is None


# --- cookies --------------------------------------------------------------------------------------
@pytest.mark.parametrize("path", ["/method/", "/desk/"])
def test_cookie_with_a_nul_is_no_cookie(stranger: Stranger, path: str) -> None:
    # Written as an octal escape, which Django undoes.
    cookie = r'sessionid="\000abcdefgh"; ledger_language="\000"; messages="\000"'
    answer = stranger.ask(path, headers={"Cookie": cookie})
    assert answer.status in (200, 302)
    assert answer.unhandled is None


# --- addresses in headers -------------------------------------------------------------------------
BROKEN = ["http://[", "http://]/", "http://a\u2100.example/", "//[::1", "http://a:x/"]


@pytest.mark.parametrize("address", BROKEN)
def test_window_of_htmx_that_is_no_address_is_not_asked(stranger: Stranger, address: str) -> None:
    for path in ("/method/", "/healthz", "/desk/"):
        answer = stranger.ask(path, headers={"HX-Current-URL": address, "HX-Request": "true"})
        assert answer.status == 200
        assert answer.unhandled is None


@pytest.mark.parametrize("address", BROKEN)
def test_form_sent_from_no_address_leads_to_the_sign_in(stranger: Stranger, address: str) -> None:
    answer = stranger.post("/desk/articles/add/", {}, headers={"Referer": address})
    assert answer.status == 302
    assert answer.headers["Location"] == "/account/login/?next=/desk/"


@pytest.mark.parametrize(
    "to",
    ["x", "home", "readers:home", "httpx", "desk:home", "./x", "?a", "#a", "http://[", "/\x00"],
)
def test_switch_of_language_takes_no_word_for_a_page(client: Client, to: str) -> None:
    answer = client.get("/language/uk/", {"next": to})
    assert answer.status_code == 302
    assert answer["Location"] in ("/", "/%00")


def test_switch_of_language_goes_back_by_a_whole_address(client: Client) -> None:
    answer = client.get("/language/uk/", {"next": "http://testserver/method/?lang=fr&a=1"})
    assert answer["Location"] == "http://testserver/method/?a=1"


@pytest.mark.parametrize(
    "path", ["account/login", "admin/login", "account/logout", "account/signup"]
)
@pytest.mark.parametrize("to", BROKEN)
def test_sign_in_leads_to_no_broken_address(
    stranger: Stranger, client: Client, path: str, to: str
) -> None:
    client.force_login(UserFactory())
    for asking in (stranger, Stranger(client)):
        answer = asking.ask(f"/{path}/", f"next={escaped(to)}")
        assert answer.status in (200, 302, 403)
        assert to not in answer.headers.get("Location", "")
        assert asking.post(f"/{path}/", {"next": to}).unhandled is None


# --- programs -------------------------------------------------------------------------------------
def test_programs_are_refused_in_json(stranger: Stranger) -> None:
    answer = stranger.ask("/api/v1/coalitions", headers={"Host": "x", "Accept-Language": "uk"})
    assert answer.status == 400
    assert json.loads(answer.body)["detail"].startswith("This site is not served")
    for name in ("\x00", "a b", "é", "a" * 9_000, "no-such"):
        answer = stranger.ask(f"/api/v1/coalitions/{name}/matrix")
        assert answer.status == 404
        assert "detail" in json.loads(answer.body)


# --- numbers in paths -----------------------------------------------------------------------------
@pytest.mark.parametrize("number", ["9" * 19, "9" * 5000, "٣", "0" * 5000 + "1", "²", "1_0", "+1"])
def test_no_number_in_a_path_breaks_a_page(stranger: Stranger, number: str) -> None:
    for path in (
        f"/sources/{number}/",
        f"/sources/publishers/{number}/",
        f"/pledges/UKR-GBR-{number}/",
    ):
        answer = stranger.ask(path)
        assert (answer.status, answer.unhandled, answer.unforeseen) == (404, None, None)


# --- what PostgreSQL cannot hold ------------------------------------------------------------------
@pytest.mark.parametrize("value", ["a\x00b", "\ud800", 2**63, datetime.max])
def test_what_cannot_be_stored_is_a_400(value: Any) -> None:
    """A page that forgot to look is played by a middleware's inside."""

    def page(request: HttpRequest) -> HttpResponse:
        with connection.cursor() as cursor:
            cursor.execute("SELECT %s::text, %s::bigint", [str(value), value])
        return HttpResponse()

    def shift(request: HttpRequest) -> HttpResponse:
        with connection.cursor() as cursor:
            cursor.execute("SELECT %s + interval '300000 years'", [value])
        return HttpResponse()

    request = RequestFactory().get("/method/")
    failing = shift if isinstance(value, datetime) else page
    middleware = UnstorableMiddleware(failing)
    with pytest.raises((DataError, UnicodeEncodeError)) as caught, transaction.atomic():
        middleware(request)
    answer = middleware.process_exception(request, caught.value)
    assert answer.status_code == 400
    assert "cannot be stored" in answer.content.decode()


def test_other_errors_stay_errors() -> None:
    with pytest.raises(DataError) as caught, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT 1 / 0")
    middleware = UnstorableMiddleware(lambda _: HttpResponse())
    assert middleware.process_exception(RequestFactory().get("/"), caught.value) is None
    assert middleware.process_exception(RequestFactory().get("/"), KeyError("x")) is None


# --- whoever asks ---------------------------------------------------------------------------------
def test_a_refused_request_leaves_the_session_as_it_was(client: Client) -> None:
    person: User = UserFactory()
    client.force_login(person)
    signed_in = Stranger(client)
    assert signed_in.ask("/desk/", MANY).status == 400
    assert signed_in.ask("/desk/").status == 200


@pytest.mark.django_db
@pytest.mark.parametrize("field", ["+", "coalitions", "coalition", "nothing", "id", "pk", "a\x00"])
def test_the_admin_takes_no_relation_for_a_field(client: Client, field: str) -> None:
    """Found by the fuzz: a chief's list with `_to_field=+`."""
    client.force_login(UserFactory(role=User.Role.CHIEF))
    for model in ("role", "limit", "condition", "country", "coalition"):
        answer = client.get(f"/admin/commitments/{model}/", {"_to_field": field, "_popup": "1"})
        assert answer.status_code in (200, 400)
