"""What the tests of servers share: one loaded database, and an upstream that says what it got."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from pytest_django import DjangoDbBlocker

from tests.serving.proxies import Proxy, running_proxy
from tests.serving.servers import demonstration_database


@pytest.fixture(scope="session")
def ledger_database(django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """The address of a database with the demonstration."""
    # Whoever is first loads it, in this process.
    with django_db_blocker.unblock(), demonstration_database() as url:
        yield url


@dataclass
class Upstream:
    """A web server that answers with the request it got; a stuck one when it is released."""

    port: int
    asked: list[str] = field(default_factory=list)
    is_stuck: threading.Event = field(default_factory=threading.Event)
    release: threading.Event = field(default_factory=threading.Event)


class _Echo(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 256
    upstream: Upstream

    def handle_error(self, request: object, client_address: object) -> None:
        """An attacker that goes away is no error."""


class _Handler(BaseHTTPRequestHandler):
    server: _Echo
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    # An idle connection must not keep the thread after the test.
    timeout = 30

    def _answer(self) -> None:
        upstream = self.server.upstream
        upstream.asked.append(f"{self.command} {self.path}")
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if upstream.is_stuck.is_set():
            upstream.release.wait()
        got: dict[str, Any] = {
            "method": self.command,
            "path": self.path,
            "headers": [[name.lower(), value] for name, value in self.headers.items()],
            "body": len(body),
        }
        data = json.dumps(got).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    do_GET = do_POST = _answer  # noqa: N815

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: the test reads what it needs."""


@contextmanager
def running_upstream(port: int = 0) -> Iterator[Upstream]:
    """A web server that tells what reached it, until the block ends."""
    server = _Echo(("127.0.0.1", port), _Handler)
    server.upstream = Upstream(server.server_address[1])
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield server.upstream
    finally:
        server.upstream.release.set()
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def upstream() -> Iterator[Upstream]:
    with running_upstream() as running:
        yield running


@pytest.fixture
def proxy(upstream: Upstream, tmp_path: Path) -> Iterator[Proxy]:
    """The proxy before that web server."""
    with running_proxy(tmp_path / "proxy", upstream.port) as running:
        yield running
