"""Slow, huge and countless requests on the server itself, without a proxy: what readers notice.

The same attacks through the proxy of compose are in test_attacks_on_the_proxy.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import psutil
import pytest

from bench.attack_kinds import KINDS, Plan
from bench.attacks import Outcome, run
from tests.serving.asking import ask
from tests.serving.servers import Server, running_server
from tests.serving.watching import status

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
    # More than the server has threads; many more would only measure how fast it makes pages.
    count = 12 if name == "slow-readers" else None
    outcome = run(server.url, name, connections=count, seconds=6, plan=plan)
    assert [seen for seen in outcome.noticed.values() if not seen.all_ok] == []
    assert outcome.recovered_seconds is not None
    return outcome


@pytest.mark.parametrize(
    ("name", "verb", "form"),
    [
        ("slow-bodies", "POST", "/method/report/"),
        ("slow-bodies", "POST", "/account/login/"),
        ("slow-bodies", "POST", "/desk/"),
        ("slow-bodies", "POST", "/healthz"),
        ("slow-bodies", "PUT", "/nowhere"),
        ("slow-bodies", "GET", "/c/ukraine/"),
        ("slow-chunked", "POST", "/method/report/"),
        ("slow-chunked", "GET", "/c/ukraine/"),
    ],
)
def test_slow_bodies_harm_nobody(server: Server, name: str, verb: str, form: str) -> None:
    hold(server, name, Plan(pace=0.5, verb=verb, form=form))


def test_a_crowd_at_the_health_check_makes_nobody_take_the_server_out(server: Server) -> None:
    assert hold(server, "idle-keepalive").statuses == {"200": KINDS["idle-keepalive"].connections}
    with ThreadPoolExecutor(60) as crowd:
        assert set(crowd.map(status, [f"{server.url}/readyz"] * 240)) == {200}


@pytest.mark.parametrize("name", ["half-headers", "drip-headers", "slow-readers", "pipelined"])
def test_connections_that_are_held_harm_nobody(server: Server, name: str) -> None:
    hold(server, name)


def test_half_sent_heads_beside_slow_bodies_harm_nobody(server: Server) -> None:
    """Both at once, as nobody attacks with one thing only."""
    with ThreadPoolExecutor(2) as attackers:
        both = list(attackers.map(lambda name: hold(server, name), ["slow-bodies", "half-headers"]))
    assert [outcome.held_at_most for outcome in both] == [40, 200]


def test_a_client_that_is_too_slow_is_ended(server: Server) -> None:
    """Whether it sends byte by byte or stops, in the head or in the body."""
    slow = [
        ("slow-bodies", Plan(pace=0.5)),
        ("slow-bodies", Plan(pace=3_600)),
        ("slow-chunked", Plan(pace=0.5)),
        ("half-headers", Plan()),
        ("drip-headers", Plan(pace=2)),
    ]

    def outlive(which: tuple[str, Plan]) -> Outcome:
        name, plan = which
        return run(server.url, name, connections=5, seconds=PATIENT, plan=plan, probes=())

    with ThreadPoolExecutor(len(slow)) as attackers:
        outcomes = list(attackers.map(outlive, slow))
    for outcome in outcomes:
        assert outcome.endings.keys() <= {"answered", "closed", "reset"}, outcome
        # Or it is told at once that a body needs a length.
        assert outcome.statuses.keys() <= {"408", "411"}, outcome


def test_a_huge_form_is_refused_and_not_read(server: Server) -> None:
    before = _memory(server)
    outcome = run(server.url, "big-post", seconds=60, probes=())
    assert outcome.statuses == {"413": 1}, outcome
    assert outcome.bytes_taken < MIB + SOCKETS
    assert _memory(server) < before + 32 * MIB


def test_a_form_without_an_end_is_cut(server: Server) -> None:
    outcome = run(server.url, "chunked-big-post", seconds=60, probes=())
    assert outcome.statuses in ({"411": 1}, {"413": 1}), outcome
    assert outcome.bytes_taken < MIB + SOCKETS


@pytest.mark.parametrize("path", ["/desk/", "/desk/articles/new/", "/admin/"])
def test_the_desk_takes_no_more_than_an_upload(server: Server, path: str) -> None:
    body = b"x" * (14 * MIB)
    assert ask(server.port, path, method="POST", body=body, headers=FORM).status == 413
    in_chunks = [b"x" * MIB] * 20
    cut = ask(server.port, path, method="POST", body=in_chunks, headers=FORM)
    assert cut.status in (411, 413)


@pytest.mark.parametrize(("name", "status"), [("many-headers", "431"), ("long-url", "414")])
def test_a_huge_head_is_refused(server: Server, name: str, status: str) -> None:
    outcome = run(server.url, name, seconds=60, probes=())
    assert outcome.statuses == {status: 10}, outcome


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
