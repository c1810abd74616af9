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
from typing import Any
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
    """The address of a database with the demonstration; the workers of one test run share it."""
    run = os.environ["LEDGER_TEST_RUN"]
    name = f"serving_{run}"
    with _postgres() as connection:
        # Whoever comes first loads it, the others wait here.
        connection.execute("SELECT pg_advisory_lock(hashtext('serving'))")
        if name not in (there := _databases(connection)):
            for left in there:
                if not _is_running(left.split("_")[1]):
                    _drop(connection, left)
            _drop(connection, f"{name}_loading")
            _do(connection, "CREATE DATABASE {}", f"{name}_loading")
            subprocess.run(
                [sys.executable, "manage.py", "demo", "--no-serve"],
                cwd=ROOT,
                env=environment(_address(f"{name}_loading")),
                stdout=subprocess.DEVNULL,
                check=True,
            )
            _do(connection, "ALTER DATABASE {} RENAME TO {}", f"{name}_loading", name)
    try:
        yield _address(name)
    finally:
        if "PYTEST_XDIST_WORKER" not in os.environ:
            with _postgres() as connection:
                _drop(connection, name)


def _postgres() -> psycopg.Connection[tuple[Any, ...]]:
    place = settings.DATABASES["default"]
    address = {"host": place["HOST"], "port": place["PORT"], "user": place["USER"]}
    return psycopg.connect(dbname="postgres", autocommit=True, **address)


def _address(name: str) -> str:
    place = settings.DATABASES["default"]
    host = quote(str(place["HOST"]), safe="")
    return f"postgres://{place['USER']}@{host}:{place['PORT']}/{name}"


def _databases(connection: psycopg.Connection[tuple[Any, ...]]) -> list[str]:
    """Those of this kind, of earlier runs too."""
    rows = connection.execute(r"SELECT datname FROM pg_database WHERE datname LIKE 'serving\_%'")
    return [row[0] for row in rows]


def _is_running(run: str) -> bool:
    """A test run is named by its main process, unless somebody named it."""
    return not run.isdigit() or psutil.pid_exists(int(run))


def _drop(connection: psycopg.Connection[tuple[Any, ...]], name: str) -> None:
    _do(connection, "DROP DATABASE IF EXISTS {} WITH (FORCE)", name)


def _do(connection: psycopg.Connection[tuple[Any, ...]], statement: str, *names: str) -> None:
    connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


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
        # Each try waits twice as long as the one before, a minute in all.
        patient = urllib3.Retry(total=9, backoff_factor=0.125, status_forcelist=[503])
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
