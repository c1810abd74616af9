"""Slow, huge and countless requests on the server itself, without a proxy: what readers notice.

The same attacks through the proxy of compose are in test_attacks_on_the_proxy.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import psutil
import pytest

from bench.attack_kinds import Plan
from bench.attacks import Outcome, run
from tests.serving.asking import ask
from tests.serving.servers import Server, running_server

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
MIB = 1024 * 1024
# What lies in the sockets of both sides when the server stops reading.
SOCKETS = 8 * MIB
# Longer than every limit of time that the server has for a client.
PATIENT = 90.0


@pytest.fixture(scope="module")
def server(ledger_database: str) -> Iterator[Server]:
    """One worker: with more, each has to be stopped by itself."""
    with running_server(ledger_database) as running:
        yield running


def hold(server: Server, name: str, plan: Plan = Plan(pace=0.5)) -> Outcome:  # noqa: B008
    """While it holds, nobody is turned away: a reader, and who watches over the site."""
    outcome = run(server.url, name, seconds=5, plan=plan)
    assert all(seen.all_ok for seen in outcome.noticed.values()), outcome
    assert outcome.recovered_seconds is not None
    return outcome


@pytest.mark.parametrize("name", ["slow-bodies", "slow-chunked"])
@pytest.mark.parametrize(
    ("verb", "form"),
    [
        ("POST", "/method/report/"),
        ("POST", "/account/login/"),
        ("POST", "/desk/"),
        ("POST", "/c/ukraine/"),
        ("POST", "/healthz"),
        ("PUT", "/nowhere"),
        ("GET", "/c/ukraine/"),
    ],
)
def test_slow_bodies_harm_nobody(server: Server, name: str, verb: str, form: str) -> None:
    hold(server, name, Plan(pace=0.5, verb=verb, form=form))


@pytest.mark.parametrize(
    "name", ["half-headers", "drip-headers", "slow-readers", "pipelined", "idle-keepalive"]
)
def test_connections_that_are_held_harm_nobody(server: Server, name: str) -> None:
    hold(server, name)


def test_half_sent_heads_beside_slow_bodies_harm_nobody(server: Server) -> None:
    """Both at once, as nobody attacks with one thing only."""
    with ThreadPoolExecutor(2) as attackers:
        both = list(attackers.map(lambda name: hold(server, name), ["slow-bodies", "half-headers"]))
    assert [outcome.held_at_most for outcome in both] == [40, 200]


@pytest.mark.parametrize("pace", [0.5, 60.0])
def test_a_slow_body_is_ended(server: Server, pace: float) -> None:
    """Whether it comes byte by byte or stops."""
    plan = Plan(pace=pace)
    outcome = run(server.url, "slow-bodies", connections=10, seconds=PATIENT, plan=plan, probes=())
    assert outcome.endings.keys() <= {"answered", "closed", "reset"}, outcome
    assert outcome.statuses.keys() <= {"408"}
    assert outcome.longest_seconds < PATIENT


def test_half_a_head_is_ended(server: Server) -> None:
    plan = Plan(pace=2)
    for name in ("half-headers", "drip-headers"):
        outcome = run(server.url, name, seconds=PATIENT, plan=plan, probes=())
        assert outcome.endings.keys() <= {"answered", "closed", "reset"}, outcome
        assert outcome.statuses.keys() <= {"408"}


def test_a_huge_form_is_refused_and_not_read(server: Server) -> None:
    before = _memory(server)
    outcome = run(server.url, "big-post", seconds=60, probes=())
    assert outcome.statuses == {"413": 1}, outcome
    assert outcome.bytes_taken < MIB + SOCKETS
    assert _memory(server) < before + 32 * MIB


def test_a_form_without_an_end_is_cut(server: Server) -> None:
    outcome = run(server.url, "chunked-big-post", seconds=60, probes=())
    assert outcome.statuses == {"413": 1}, outcome
    assert outcome.bytes_taken < MIB + SOCKETS


@pytest.mark.parametrize("path", ["/desk/", "/desk/articles/new/", "/admin/"])
def test_the_desk_takes_no_more_than_an_upload(server: Server, path: str) -> None:
    body = b"x" * (14 * MIB)
    assert ask(server.port, path, method="POST", body=body, headers=FORM).status == 413
    in_chunks = [b"x" * MIB] * 20
    assert ask(server.port, path, method="POST", body=in_chunks, headers=FORM).status == 413


@pytest.mark.parametrize(("name", "status"), [("many-headers", "431"), ("long-url", "414")])
def test_a_huge_head_is_refused(server: Server, name: str, status: str) -> None:
    outcome = run(server.url, name, seconds=60, probes=())
    assert outcome.statuses == {status: 10}, outcome


def test_a_body_on_an_address_that_takes_none_is_not_waited_for(server: Server) -> None:
    """A GET that promises a body is a slow one too."""
    got = ask(server.port, "/healthz", body=b"x" * 1_000, headers=FORM)
    assert got.status in (200, 400, 413)
    big = ask(server.port, "/healthz", body=b"x" * (20 * MIB), headers=FORM)
    assert big.status in (400, 413)


def test_readers_are_served_again_after_a_flood(server: Server) -> None:
    outcome = run(server.url, "flood", seconds=10)
    assert outcome.statuses.keys() <= {"200", "503"}, outcome
    assert outcome.noticed["/healthz"].all_ok
    assert outcome.noticed["/readyz"].all_ok
    assert outcome.recovered_seconds is not None


def _memory(server: Server) -> int:
    """Resident bytes of the server and its workers."""
    main = psutil.Process(server.process.pid)
    return sum(one.memory_info().rss for one in [main, *main.children(recursive=True)])
