"""The attacks of `bench.attacks` on the proxy before a real server: what readers notice.

The same attacks on the server without a proxy are in test_slow_clients.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from bench.attack_kinds import Plan
from bench.attacks import Outcome, run
from tests.serving.asking import VISITOR, ask
from tests.serving.conftest import Upstream
from tests.serving.proxies import Proxy, running_proxy
from tests.serving.servers import running_server

# Bytes often enough that no pause of a body is too long; long enough for every limit of time.
SECONDS = 6.0
PLAN = Plan(pace=0.5)
GET_PLAN = Plan(pace=0.5, verb="GET")


@pytest.fixture(scope="module")
def site(ledger_database: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxy]:
    """The proxy before a real server that believes it, as in compose."""
    with (
        running_server(ledger_database, LEDGER_PROXIES="1") as server,
        running_proxy(tmp_path_factory.mktemp("proxy"), server.port) as proxy,
    ):
        yield proxy


def attack(proxy: Proxy, name: str, plan: Plan = PLAN) -> Outcome:
    """While it holds, nobody is turned away: a reader, and who watches over the site."""
    # More than the server has threads; many more would only measure how fast it makes pages.
    count = 12 if name == "slow-readers" else None
    outcome = run(proxy.url, name, connections=count, seconds=SECONDS, plan=plan)
    assert [seen for seen in outcome.noticed.values() if not seen.all_ok] == []
    assert outcome.recovered_seconds is not None
    return outcome


@pytest.mark.parametrize("plan", [PLAN, GET_PLAN], ids=["POST", "GET"])
@pytest.mark.parametrize("name", ["slow-bodies", "slow-chunked"])
def test_slow_bodies_harm_nobody(site: Proxy, name: str, plan: Plan) -> None:
    outcome = attack(site, name, plan)
    assert outcome.held_at_most == 40
    # One address may send twenty bodies at a time; the rest is told to come back.
    assert outcome.statuses == {"429": 20}


@pytest.mark.parametrize("name", ["half-headers", "drip-headers"])
def test_heads_that_do_not_end_are_ended(site: Proxy, name: str) -> None:
    outcome = attack(site, name)
    assert outcome.held_at_most == 200
    assert outcome.endings.keys() <= {"answered", "closed", "reset"}
    assert outcome.statuses.keys() <= {"408"}


@pytest.mark.parametrize("name", ["slow-readers", "pipelined", "idle-keepalive"])
def test_connections_that_are_held_harm_nobody(site: Proxy, name: str) -> None:
    attack(site, name)


def test_a_huge_body_is_refused_and_kept_nowhere(proxy: Proxy, upstream: Upstream) -> None:
    before = _memory(proxy)
    outcome = run(proxy.url, "big-post", seconds=60, probes=())
    assert outcome.statuses == {"413": 1}
    assert upstream.asked == []
    assert _kept(proxy) == 0
    assert _memory(proxy) < before + 8_000_000


def test_a_body_without_an_end_is_cut(proxy: Proxy, upstream: Upstream) -> None:
    outcome = run(proxy.url, "chunked-big-post", seconds=60, probes=())
    assert outcome.statuses == {"413": 1}
    assert outcome.bytes_taken < 20_000_000
    assert upstream.asked == []
    assert _kept(proxy) == 0


@pytest.mark.parametrize(("name", "status"), [("many-headers", "431"), ("long-url", "414")])
def test_a_huge_head_is_refused(proxy: Proxy, upstream: Upstream, name: str, status: str) -> None:
    outcome = run(proxy.url, name, seconds=60, probes=())
    assert outcome.statuses == {status: 10}
    assert upstream.asked == []


def test_nothing_of_a_slow_body_reaches_the_web_server(proxy: Proxy, upstream: Upstream) -> None:
    run(proxy.url, "slow-bodies", seconds=2, plan=PLAN, probes=())
    assert upstream.asked == []


def test_a_body_that_stops_is_ended(proxy: Proxy, upstream: Upstream) -> None:
    stopped = Plan(pace=60)
    outcome = run(proxy.url, "slow-bodies", connections=10, seconds=30, plan=stopped, probes=())
    assert outcome.endings.keys() <= {"answered", "closed", "reset"}
    assert outcome.statuses.keys() <= {"408"}
    assert upstream.asked == []


def test_limits_by_address_count_the_visitor_and_not_the_proxy(site: Proxy) -> None:
    # Five reports an hour; eleven are too many though an hour begins between them.
    got = [_report(site, VISITOR, says=f"203.0.113.{number}") for number in range(11)]
    assert 429 in got
    assert _report(site, "127.0.0.77", says="203.0.113.1") == 302


def _report(proxy: Proxy, by: str, *, says: str) -> int:
    """Sent as by a program, which is thanked, and of which nothing is kept."""
    token = "a" * 32
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "Cookie": f"csrftoken={token}",
        "X-CSRFToken": token,
        "X-Forwarded-For": says,
    }
    form = b"text=wrong&website=http://a.example"
    report = "/method/report/"
    return ask(proxy.port, report, by=by, method="POST", body=form, headers=headers).status


def _memory(proxy: Proxy) -> int:
    """Resident bytes of nginx and its workers."""
    main = psutil.Process(proxy.process.pid)
    return sum(one.memory_info().rss for one in [main, *main.children()])


def _kept(proxy: Proxy) -> int:
    """Bytes of bodies on disk."""
    return sum(file.stat().st_size for file in Path(proxy.folder / "body").rglob("*"))
