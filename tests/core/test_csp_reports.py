"""Reports of the content security policy: counted, logged without anything personal, bounded."""

import json
import logging
from typing import Any

import pytest
from django.test import Client
from prometheus_client import REGISTRY

from core import csp_reports
from core.csp_reports import PATH

pytestmark = pytest.mark.django_db
REPORT = {
    "document-uri": "http://testserver/account/password/reset/key/3-secret-key/?q=words",
    "effective-directive": "script-src-elem",
    "blocked-uri": "https://evil.example/path?user=carla",
    "source-file": "http://testserver/search/?q=carla@example.org",
    "script-sample": "alert('carla@example.org')",
}


def send(
    told: Any, *, kind: str = "application/csp-report", address: str = "192.0.2.1", **more: Any
) -> int:
    body = told if isinstance(told, bytes | str) else json.dumps(told)
    client = Client(enforce_csrf_checks=True)
    return client.post(PATH, body, content_type=kind, REMOTE_ADDR=address, **more).status_code


def counted(directive: str = "script-src-elem") -> float:
    return REGISTRY.get_sample_value("ledger_csp_reports_total", {"directive": directive}) or 0


@pytest.fixture
def lines(caplog: pytest.LogCaptureFixture) -> Any:
    caplog.set_level(logging.INFO)
    return lambda: [r.getMessage() for r in caplog.records if r.name == "ledger.csp"]


def test_a_report_is_counted_and_logged_without_anything_personal(lines: Any) -> None:
    before = counted()
    assert send({"csp-report": REPORT}) == 204
    assert counted() == before + 1
    assert lines() == [
        "The content security policy stopped evil.example (script-src-elem) on"
        " account_reset_password_from_key"
    ]


def test_reports_of_the_reporting_api_come_several_together(lines: Any) -> None:
    body = {"documentURL": "http://testserver/desk/", "effectiveDirective": "style-src-attr"}
    told = [
        {"type": "csp-violation", "body": body | {"blockedURL": "inline"}},
        {"type": "deprecation", "body": {"id": "x"}},
        {"type": "csp-violation", "body": body | {"blockedURL": "data"}},
    ]
    assert send(told, kind="application/reports+json") == 204
    assert lines() == [
        "The content security policy stopped inline (style-src-attr) on desk:home",
        "The content security policy stopped data (style-src-attr) on desk:home",
    ]


@pytest.mark.parametrize(
    "told",
    [
        b"{", b"\xff\xfe", "[" * 15_000, "null", "1", '"x"', "{}", "[]", '{"csp-report": 1}',
        '[{"type": "csp-violation", "body": []}]', "[1, null]",
    ],
)  # fmt: skip
def test_what_is_no_report_is_refused(told: bytes | str, lines: Any) -> None:
    assert send(told) == 400
    assert lines() == []


@pytest.mark.parametrize(
    "changes",
    [
        {"effective-directive": "x\ny"},
        {"effective-directive": ["script-src"]},
        {"document-uri": "http://["},
        {"document-uri": "http://evil.example/desk/\x00"},
        {"blocked-uri": "http://evil.example\r\nForged: line/"},
        {"blocked-uri": "http://" + "a" * 5_000},
        {"blocked-uri": "carla@example.org"},
        {"blocked-uri": {"deep": ["x"]}},
    ],
)
def test_no_words_of_a_report_come_into_the_log(changes: dict[str, Any], lines: Any) -> None:
    assert send({"csp-report": REPORT | changes}) == 204
    [line] = lines()
    assert len(line) < 200
    for words in ("\n", "\r", "\x00", "Forged", "carla", "x\ny", "aaa"):
        assert words not in line


@pytest.mark.parametrize(
    ("kind", "size", "status"),
    [
        ("application/csp-report", 16_385, 413),
        ("application/csp-report", 5_000_000, 413),
        ("text/plain", 10, 415),
        ("application/x-www-form-urlencoded", 10, 415),
    ],
)
def test_what_is_huge_or_of_another_type_is_not_read(kind: str, size: int, status: int) -> None:
    assert send(b"x" * size, kind=kind) == status


def test_one_address_sends_so_many_a_minute() -> None:
    statuses = [send({"csp-report": REPORT}) for _ in range(31)]
    assert statuses == [204] * 30 + [429]
    assert send({"csp-report": REPORT}, address="192.0.2.2") == 204


def test_the_same_is_logged_once_an_hour_and_everything_counted(lines: Any) -> None:
    before = counted()
    for number in range(20):
        send({"csp-report": REPORT}, address=f"192.0.2.{number}")
    assert counted() == before + 20
    assert len(lines()) == 1


def test_nobody_fills_the_log(lines: Any) -> None:
    for number in range(200):
        report = REPORT | {"blocked-uri": f"https://host{number}.example/"}
        assert send({"csp-report": report}, address=f"192.0.2.{number}") == 204
    assert len(lines()) == 30


def test_so_many_reports_of_one_request_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    before = counted("img-src")
    told = [{"type": "csp-violation", "body": {"effectiveDirective": "img-src"}}] * 100
    assert send(told, kind="application/reports+json") == 204
    assert counted("img-src") == before + csp_reports._MOST_REPORTS


def test_pages_name_the_endpoint_in_the_way_that_works(settings: Any) -> None:
    answer = Client().get("/method/")
    assert answer["Content-Security-Policy"].endswith(f"report-uri {PATH}")
    assert "Reporting-Endpoints" not in answer
    settings.SECURE_CSP = settings.SECURE_CSP | {"report-to": ["csp"]}  # as with TLS
    answer = Client().get("/method/")
    assert answer["Reporting-Endpoints"] == f'csp="{PATH}"'
    assert answer["Content-Security-Policy"].endswith(f"report-uri {PATH}; report-to csp")
    assert Client().get(PATH).status_code == 405
