"""What the database did not do is told as such: by its own error codes, in the asker's form."""

from __future__ import annotations

import json
from collections.abc import Callable

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import path
from pytest_django.fixtures import Settings

from core.refusals import Reason, as_response, reason_of, refusal
from tests.databases import postgres


def error_of(state: str) -> DatabaseError:
    """The error that Django makes of PostgreSQL's, raised by the server itself."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"DO $$ BEGIN RAISE EXCEPTION 'no' USING ERRCODE = '{state}'; END $$")
    except DatabaseError as error:
        return error
    raise AssertionError("the server raised nothing")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("state", "reason"),
    [
        ("53100", Reason.STORAGE_FULL),  # disk full
        ("25006", Reason.STORAGE_FULL),  # read-only
        ("53200", Reason.DATABASE_AWAY),  # out of memory
        ("53300", Reason.DATABASE_AWAY),  # too many connections
        ("57P01", Reason.DATABASE_AWAY),  # ended by its administrator
        ("57P03", Reason.DATABASE_AWAY),  # starting up
        ("58030", Reason.DATABASE_AWAY),  # a fault of the disk
        ("08006", Reason.DATABASE_AWAY),
        ("40P01", Reason.TOOK_TOO_LONG),  # deadlock
        ("40001", Reason.TOOK_TOO_LONG),  # serialisation
        ("55P03", Reason.TOOK_TOO_LONG),  # lock not available
        ("57014", Reason.TOOK_TOO_LONG),  # statement timeout
        # Faults of ours stay faults.
        ("23505", None),
        ("23514", None),
        ("42P01", None),
        ("22021", None),
        ("54000", None),
        ("P0001", None),
    ],
)
def test_reason_is_read_from_the_servers_own_code(state: str, reason: Reason | None) -> None:
    assert reason_of(error_of(state)) is reason


def test_a_connection_lost_after_the_last_row_is_no_fault_of_ours(transactional_db: None) -> None:
    """Closing a cursor of the server, as `iterator()` does, raises psycopg's own error."""
    cursor = connection.chunked_cursor()
    cursor.execute("SELECT 1")
    with postgres() as server:
        backend = connection.connection.info.backend_pid
        server.execute("SELECT pg_terminate_backend(%s, 10000)", [backend])
    with pytest.raises(psycopg.OperationalError) as lost:
        cursor.close()
    assert reason_of(lost.value) is Reason.DATABASE_AWAY
    connection.close()
    cursor.close()


@pytest.mark.django_db
def test_reason_is_found_behind_what_came_of_it() -> None:
    later = ValueError("while rolling back")
    later.__context__ = error_of("57P01")
    assert reason_of(later) is Reason.DATABASE_AWAY
    assert reason_of(ValueError("a fault of ours")) is None
    assert reason_of(None) is None


def asked(where: str = "/", method: str = "GET", **headers: str) -> HttpRequest:
    return RequestFactory().generic(method, where, headers=headers)


@pytest.mark.parametrize("reason", list(Reason))
@pytest.mark.parametrize("language", ["en", "uk", "fr"])
def test_each_reason_has_a_page_that_says_what_to_do(reason: Reason, language: str) -> None:
    response = as_response(reason, asked(method="POST", **{"Accept-Language": language}))
    assert response.status_code in (400, 408, 411, 413, 503)
    assert f'<html lang="{language}">' in response.content.decode()
    assert response["Cache-Control"] == "no-store"
    assert (response.status_code == 503) == ("Retry-After" in response)
    # Sent once is sent once: the page does not do it again by itself.
    assert b"refresh" not in response.content


def test_a_reader_s_page_asks_again_by_itself() -> None:
    page = refusal(Reason.BUSY, asked()).content
    assert b'<meta http-equiv="refresh" content="2">' in page


def test_programs_get_a_problem() -> None:
    response = as_response(Reason.DATABASE_AWAY, asked("/api/v1/coalitions/"))
    assert response["Content-Type"] == "application/problem+json"
    problem = json.loads(response.content)
    assert (problem["status"], problem["reason"]) == (503, "database_away")
    assert problem["title"]


@pytest.mark.parametrize("header", ["HX-Request", "Ledger-Person"])
def test_a_page_that_asks_by_script_gets_words_to_show(header: str) -> None:
    response = as_response(Reason.BUSY, asked(**{header: "true", "Accept-Language": "fr"}))
    assert response["Content-Language"] == "fr"
    assert json.loads(response.content)["refusal"]


def failing(state: str) -> Callable[[HttpRequest], HttpResponse]:
    def view(request: HttpRequest) -> HttpResponse:
        with connection.cursor() as cursor:
            cursor.execute(f"DO $$ BEGIN RAISE EXCEPTION 'no' USING ERRCODE = '{state}'; END $$")
        return HttpResponse()

    view.login_required = False
    return view


urlpatterns = [
    path("full/", failing("53100")),
    path("api/deadlock/", failing("40P01")),
    path("ours/", failing("42P01")),
]
handler500 = "core.error_pages.server_error"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("where", "status", "kind"),
    [
        ("/full/", 503, "text/html; charset=utf-8"),
        ("/api/deadlock/", 503, "application/problem+json"),
        ("/ours/", 500, "text/html; charset=utf-8"),
    ],
)
def test_a_request_that_meets_it_is_answered_with_it(
    settings: Settings, where: str, status: int, kind: str
) -> None:
    settings.ROOT_URLCONF = __name__
    settings.MIDDLEWARE = ["core.request_log.RequestLogMiddleware"]
    response = Client(raise_request_exception=False).get(where)
    assert (response.status_code, response["Content-Type"]) == (status, kind)
    assert len(response["X-Request-ID"]) == 32
