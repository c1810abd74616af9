"""The real server on real data: `manage.py serve` in a process of its own, as production has it.

Its database is one of the tests' embedded server with the demonstration loaded; unlike in tests
inside this process the connection pool is on.
"""

from __future__ import annotations

import os
import secrets
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
from psycopg import sql

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
    """The address of a database with the demonstration, gone when the block ends."""
    place = settings.DATABASES["default"]
    name = f"serving_{os.getpid()}_{secrets.token_hex(4)}"
    address = {"host": place["HOST"], "port": place["PORT"], "user": place["USER"]}
    with psycopg.connect(dbname="postgres", autocommit=True, **address) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    host = quote(str(place["HOST"]), safe="")
    url = f"postgres://{place['USER']}@{host}:{place['PORT']}/{name}"
    try:
        subprocess.run(
            [sys.executable, "manage.py", "demo", "--no-serve"],
            cwd=ROOT,
            env=environment(url),
            stdout=subprocess.DEVNULL,
            check=True,
        )
        yield url
    finally:
        with psycopg.connect(dbname="postgres", autocommit=True, **address) as connection:
            drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
            connection.execute(drop.format(sql.Identifier(name)))


def environment(database_url: str, **more: str) -> dict[str, str]:
    """For a process that is to serve that database as a real one: with its pool."""
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
        # Each try waits twice as long as the one before, a minute in all.
        patient = urllib3.Retry(total=9, backoff_factor=0.125, status_forcelist=[503])
        answer = urllib3.request("GET", f"http://127.0.0.1:{port}/readyz", retries=patient)
        assert answer.status == 200
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
