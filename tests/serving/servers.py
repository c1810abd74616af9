"""The real server on real data: `manage.py serve` in a process of its own, as production has it.

Its database is one of the tests' embedded server with the demonstration loaded.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psutil
import psycopg
import urllib3
from django.conf import settings

from tests.databases import copy, drop, left_behind
from tests.ledgers import demonstration

ROOT = Path(settings.BASE_DIR)
# What a process that is told to end may still finish.
_FAREWELL_SECONDS = 15


@dataclass(frozen=True, slots=True)
class Server:
    """A running server: where it answers, and its main process."""

    port: int
    process: subprocess.Popen[bytes]

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


@contextmanager
def demonstration_database() -> Iterator[str]:
    """The address of a database with the demonstration; each test process has its own."""
    for left in left_behind("serving"):
        drop(left)
    run, worker = os.environ["LEDGER_TEST_RUN"], os.environ.get("PYTEST_XDIST_WORKER", "alone")
    name = f"serving_{run}_{worker}"
    copy(demonstration(), name)
    with psycopg.connect(_address(name)) as connection:
        connection.execute("ANALYZE")  # as `manage.py demo` does
    try:
        yield _address(name)
    finally:
        drop(name)


def _address(name: str) -> str:
    place = settings.DATABASES["default"]
    host = quote(str(place["HOST"]), safe="")
    return f"postgres://{place['USER']}@{host}:{place['PORT']}/{name}"


def environment(database_url: str, **more: str) -> dict[str, str]:
    """For a process that is to serve that database as a real one."""
    given = {**os.environ, "DATABASE_URL": database_url, "SECRET_KEY": settings.SECRET_KEY, **more}
    given.pop("LEDGER_TEST_DATABASE", None)
    return given


@contextmanager
def running_server(database_url: str, *arguments: str, **more: str) -> Iterator[Server]:
    """`manage.py serve` with these arguments and variables, ready, until the block ends."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "manage.py", "serve", "--port", str(port), "--no-worker", *arguments],
        cwd=ROOT,
        env=environment(database_url, **more),
        stdout=subprocess.DEVNULL,
        process_group=0,
    )
    try:
        # A minute in all.
        patient = urllib3.Retry(
            total=640, backoff_factor=0.05, backoff_max=0.1, status_forcelist=[503]
        )
        answer = urllib3.request("GET", f"http://127.0.0.1:{port}/readyz", retries=patient)
        assert answer.status == 200, answer.data
        yield Server(port, process)
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """Ask it to end, then make sure, children included: each by its own number."""
    try:
        family = psutil.Process(process.pid).children(recursive=True)
    except psutil.NoSuchProcess:
        family = []
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(timeout=_FAREWELL_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    for child in family:
        if child.is_running():
            child.kill()
