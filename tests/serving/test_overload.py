"""More readers than the server can take: the surplus is told so at once, nobody else notices."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from config.serving.lanes import RULES
from tests.serving.servers import Server, running_server
from tests.serving.watching import answer, until

READERS = next(rules for rules in RULES if rules.name == "readers")
# As many again as one web process takes.
FLOOD = 2 * (READERS.threads + READERS.waiting)


@pytest.fixture(scope="module")
def server(ledger_database: str) -> Iterator[Server]:
    with running_server(ledger_database, LEDGER_METRICS_PORT="0") as running:
        yield running


def test_the_surplus_of_a_flood_is_refused_and_the_rest_is_served(server: Server) -> None:
    with ThreadPoolExecutor(FLOOD) as readers:
        asked = [readers.submit(answer, f"{server.url}/c/ukraine/") for _ in range(FLOOD)]
        until(lambda: any(one.done() for one in asked), what="the first answer")
        # None of these waits behind the readers: their lanes are others.
        beside = {
            where: answer(f"{server.url}{where}").status
            for where in (
                "/healthz",
                "/readyz",
                "/account/login/",
                "/desk/",
                "/static/css/base.css",
            )
        }
        seen = [one.result() for one in asked]
    assert beside == {
        "/healthz": 200,
        "/readyz": 200,
        "/account/login/": 200,
        "/desk/": 302,  # to the sign-in page
        "/static/css/base.css": 200,
    }
    counts = Counter(one.status for one in seen)
    assert set(counts) == {200, 503}
    assert counts[200] >= READERS.threads + READERS.waiting
    refused = [one for one in seen if one.status == 503]
    assert all(one.headers["Retry-After"] == "2" for one in refused)
    assert all(b"Too many people" in one.data for one in refused)
    # What was refused is over: the next reader is served.
    assert answer(f"{server.url}/c/ukraine/").status == 200


def test_readers_who_left_are_not_worked_for(server: Server) -> None:
    """Their requests are taken out of the queue when their connections end."""
    import socket

    left = []
    for _ in range(READERS.threads + READERS.waiting):
        one = socket.create_connection(("127.0.0.1", server.port))
        one.sendall(b"GET /c/ukraine/?as_of=2026-01-01 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        left.append(one)
    for one in left:
        one.close()
    # One who comes now would else be refused, or wait for all of them.
    until(lambda: answer(f"{server.url}/c/ukraine/").status == 200, what="an answer")
