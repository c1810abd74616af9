"""Work is charged to who asks: too much of it is refused for a while, and says so."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver

from core import limits
from tests.factories.people import UserFactory

# Their cost is bounded by others: allauth's own limits, a chief's eyes, nothing to be worked out.
NOT_LIMITED = ("account/", "admin/", "language/", "healthz", "readyz", "csp-report/")

pytestmark = pytest.mark.django_db


@pytest.fixture
def one_second(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second of work a minute, in a minute that does not end while the test runs."""
    settings.LEDGER_WORK_SECONDS = 1.0
    monkeypatch.setattr(limits.time, "time", lambda: 1_000_000_000.0)


def charge(client: Client, milliseconds: int, **who: Any) -> None:
    """Let who asks have worked this long already in the present minute."""
    request = RequestFactory().get("/", **who)
    limits._add(limits._key("work", limits._who(request), 60), milliseconds, 60)


def test_who_asked_for_too_much_is_told_to_wait_and_how_long(
    client: Client, one_second: None
) -> None:
    assert client.get("/method/").status_code == 200
    charge(client, 1_000)
    answer = client.get("/method/")
    assert answer.status_code == 429
    assert answer["Retry-After"] == "20"  # of the minute that began at 999,999,960
    assert answer["Cache-Control"] == "no-store"
    page = answer.content.decode()
    assert "Too much at once" in page
    assert "Try again in 20 seconds." in page


@pytest.mark.parametrize(
    ("address", "headers", "kind", "word"),
    [
        ("/api/v1/coalitions", {}, "application/problem+json", "detail"),
        ("/method/", {"HX-Request": "true"}, "application/json", "refusal"),
        ("/method/", {"Accept": "application/json"}, "application/json", "refusal"),
    ],
)
def test_programs_and_scripts_get_json(
    client: Client, one_second: None, address: str, headers: dict[str, str], kind: str, word: str
) -> None:
    charge(client, 1_000)
    answer = client.get(address, headers=headers)
    assert answer.status_code == 429
    assert answer["Retry-After"] == "20"
    assert answer["Content-Type"] == kind
    assert "Try again in 20 seconds." in answer.json()[word]


def test_a_page_charges_what_it_took(client: Client, one_second: None) -> None:
    key = limits._key("work", "127.0.0.1", 60)
    client.get("/method/")
    first = cache.get(key)
    assert first > 0
    client.get("/method/")
    assert cache.get(key) > first


def test_what_is_sent_is_refused_far_later(client: Client, one_second: None) -> None:
    charge(client, 1_000)
    assert client.post("/method/report/", {"text": "A wrong day."}).status_code == 302
    charge(client, 2_000)
    assert client.post("/method/report/", {"text": "A wrong day."}).status_code == 429


def test_nobody_at_the_desk_is_held_up_by_others(client: Client, one_second: None) -> None:
    charge(client, 1_000)
    person = UserFactory()
    client.force_login(person)
    assert client.get("/desk/").status_code == 200
    limits._add(limits._key("work", f"person {person.pk}", 60), 1_000, 60)
    assert client.get("/desk/").status_code == 429
    assert Client().get("/method/", REMOTE_ADDR="192.0.2.7").status_code == 200


def test_without_a_limit_nothing_is_counted(client: Client, settings: Any) -> None:
    settings.LEDGER_WORK_SECONDS = 0
    charge(client, 10**9)
    assert client.get("/method/").status_code == 200


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("192.0.2.1", "192.0.2.2", False),
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("::ffff:192.0.2.1", "::ffff:192.0.2.2", False),
        ("no address", "no address", True),
    ],
)
def test_a_network_of_ipv6_counts_as_one_address(one: str, other: str, is_same: bool) -> None:
    found = [
        limits.address_of(RequestFactory().get("/", REMOTE_ADDR=each)) for each in (one, other)
    ]
    assert (found[0] == found[1]) is is_same


def test_what_the_database_takes_is_charged_too() -> None:
    with limits._measured() as work:
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_sleep(0.05)")
    assert work.seconds >= 0.04


def patterns(resolver: URLResolver, prefix: str = "") -> list[tuple[str, URLPattern]]:
    found: list[tuple[str, URLPattern]] = []
    for each in resolver.url_patterns:
        path = prefix + str(each.pattern)
        if isinstance(each, URLResolver):
            found += patterns(each, path)
        else:
            found.append((path, each))
    return found


def test_every_page_is_limited_by_its_cost() -> None:
    free = {
        path
        for path, pattern in patterns(get_resolver())
        if not getattr(pattern.callback, "is_limited_by_cost", False)
    }
    assert {path for path in free if not path.startswith(NOT_LIMITED)} == set()


def test_the_view_stays_what_it_was() -> None:
    def view(request: HttpRequest) -> HttpResponse:
        """What it does."""
        return HttpResponse("here")

    view.login_required = False
    found = limits.limited_by_cost(view)
    assert (found.__name__, found.__doc__, found.login_required) == (
        "view", "What it does.", False,
    )  # fmt: skip
    assert re.match("here", found(RequestFactory().get("/")).content.decode())
