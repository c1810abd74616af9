"""Requests no browser sends, byte by byte over a socket: answered, and never as a fault of ours."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest

from tests.serving.servers import Server, running_server
from tests.serving.watching import PATIENCE, served

HOST = b"Host: 127.0.0.1\r\nConnection: close\r\n"
ODD = {
    "bytes in a cookie": (b"GET /healthz HTTP/1.1\r\n" + HOST + b"Cookie: a=\xff\xfe\r\n\r\n", 200),
    "a letter in a cookie": (
        b"GET / HTTP/1.1\r\n" + HOST + b"Cookie: sessionid=\xc3\xa9\r\n\r\n",
        200,
    ),
    "bytes as host": (b"GET /healthz HTTP/1.1\r\nHost: \xff\r\nConnection: close\r\n\r\n", 400),
    "no host": (b"GET /healthz HTTP/1.1\r\nConnection: close\r\n\r\n", 400),
    "another host": (
        b"GET /healthz HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n",
        400,
    ),
    "an old browser": (b"GET /healthz HTTP/1.0\r\n\r\n", 200),
    "bytes in the path": (b"GET /\xff\xfe HTTP/1.1\r\n" + HOST + b"\r\n", 400),
    "a broken path": (b"GET /%ff%00%0a HTTP/1.1\r\n" + HOST + b"\r\n", 404),
    "no path": (b"OPTIONS * HTTP/1.1\r\n" + HOST + b"\r\n", 404),
    "a tunnel": (b"CONNECT a:443 HTTP/1.1\r\n" + HOST + b"\r\n", 403),
    "a method of its own": (b"BREW / HTTP/1.1\r\n" + HOST + b"\r\n", 403),
    "a negative length": (b"POST / HTTP/1.1\r\n" + HOST + b"Content-Length: -1\r\n\r\n", 400),
    "two lengths": (
        b"POST / HTTP/1.1\r\n" + HOST + b"Content-Length: 1\r\nContent-Length: 2\r\n\r\nab",
        400,
    ),
    "pieces": (
        b"POST / HTTP/1.1\r\n" + HOST + b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        411,
    ),
    "pieces and a length": (
        b"POST / HTTP/1.1\r\n"
        + HOST
        + b"Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        411,
    ),
    "a body that nobody reads": (
        b"GET /healthz HTTP/1.1\r\n" + HOST + b"Content-Length: 3\r\n\r\nabc",
        413,
    ),
    "asking whether to send": (
        b"POST /method/report/ HTTP/1.1\r\n"
        + HOST
        + b"Expect: 100-continue\r\nContent-Length: 99999999\r\n\r\n",
        413,
    ),
    "headers without end": (
        b"GET /healthz HTTP/1.1\r\n"
        + HOST
        + b"".join(b"X-%d: a\r\n" % n for n in range(300))
        + b"\r\n",
        431,
    ),
    "a proxy's header with underscores": (
        b"GET /healthz HTTP/1.1\r\n" + HOST + b"Content_Length: 5\r\n\r\n",
        200,
    ),
    "an upgrade": (
        b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade, close\r\n"
        b"Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
        b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
        200,
    ),
}


@pytest.fixture(scope="module")
def server(ledger_database: str) -> Iterator[Server]:
    with running_server(ledger_database, LEDGER_METRICS_PORT="0") as running:
        yield running


def status_of(server: Server, request: bytes) -> int:
    with socket.create_connection(("127.0.0.1", server.port), timeout=PATIENCE) as connection:
        connection.sendall(request)
        line = connection.makefile("rb").readline()
    return int(line.split()[1])


@pytest.mark.parametrize("name", ODD)
def test_an_odd_request_is_answered(server: Server, name: str) -> None:
    request, status = ODD[name]
    assert status_of(server, request) == status
    assert served(server.url)


def test_a_body_that_breaks_off_is_nobody_s_request(server: Server) -> None:
    with socket.create_connection(("127.0.0.1", server.port), timeout=PATIENCE) as connection:
        connection.sendall(
            b"POST /method/report/ HTTP/1.1\r\n" + HOST + b"Content-Length: 9\r\n\r\nabc"
        )
        connection.shutdown(socket.SHUT_WR)
        # Closed, or told that it was no request; never taken for a whole one.
        line = connection.makefile("rb").readline()
    assert not line or int(line.split()[1]) < 500 or b"500" in line
    assert served(server.url)
