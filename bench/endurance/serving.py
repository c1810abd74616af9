"""Whether the site is served: asked from outside, on a new connection each time."""

from __future__ import annotations

import contextlib
import http.client
import time
from collections.abc import Callable
from dataclasses import dataclass

import psycopg

from bench.endurance import sockets, started
from bench.endurance.servers import Server

# A page that needs the database, and little else.
PAGE = "/pledges/UKR-GBR-1/"
# After so long a site is not coming back by itself.
GIVES_UP = 120.0
# So many answers in a row make it served.
_ROW = 3


@dataclass(frozen=True, slots=True)
class Back:
    """How long it was away: 0 where nobody noticed. `is_back` is False where it stayed away."""

    seconds: float
    is_back: bool
    why: str = ""


def ask(port: int, path: str = PAGE, timeout: float = 30.0) -> int:
    """The status of one answer; 0 where none came."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=timeout)
    try:
        line.request("GET", path, headers={"X-Forwarded-For": "10.8.0.3"})
        answer = line.getresponse()
        answer.read()
    except (OSError, http.client.HTTPException):
        return 0
    finally:
        line.close()
    return answer.status


def wait_served(server: Server, since: float, *, patience: float = GIVES_UP) -> Back:
    """Ask until it answers some times in a row; the first of these is when it was back."""
    row, first, failed = 0, since, False
    until = time.monotonic() + patience
    while time.monotonic() < until:
        status = ask(server.port)
        if status == 200:
            first = time.monotonic() if row == 0 else first
            row += 1
            if row >= _ROW and time.monotonic() - since > 0.5:
                return Back(first - since if failed else 0.0, True)
        else:
            row, failed = 0, True
        time.sleep(0.05)
    return Back(patience, False, "the site was not served again")


def wait_whole(server: Server, *, patience: float = GIVES_UP) -> str:
    """Wait until every process is there and the database answers; what is missing, or ""."""
    missing = ""
    until = time.monotonic() + patience
    while time.monotonic() < until:
        missing = _missing(server)
        if not missing:
            return ""
        time.sleep(0.2)
    return missing


def _missing(server: Server) -> str:
    if server.main_pid() is None:
        return "the main process is missing"
    if (count := len(server.web_pids())) != server.workers:
        return f"{count} of {server.workers} web processes are there"
    if server.worker_pid() is None:
        return "the worker is missing"
    with contextlib.suppress(psycopg.OperationalError), server.connect():
        return ""
    return "the database does not answer"


def wait_for(holds: Callable[[], bool], seconds: float) -> bool:
    """Wait until something holds; whether it did in time."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if holds():
            return True
        time.sleep(0.1)
    return holds()


def start_again(server: Server) -> int:
    """Start a server whose main process was killed, as a person would; how often it took."""
    tries = 0
    while tries < 20:
        tries += 1
        server.begin_main()
        wait_for(lambda: server.main_pid() is not None or not _runs(server), 30)
        # One that finds the port taken ends after some seconds.
        if wait_for(lambda: ask(server.port, "/healthz", 2) == 200 or not _runs(server), 90):
            if _runs(server):
                return tries
        elif _runs(server):
            return tries
        time.sleep(0.5)
    return tries


def _runs(server: Server) -> bool:
    return server.main is not None and server.main.poll() is None


def inherited(server: Server) -> list[str]:
    """What is amiss with whose connections are whose."""
    processes = server.processes()
    holders = {name: sockets.inodes_of(pid) for name, pid in processes.items()}
    found = sockets.shared(holders, sockets.connected())
    to_database = sockets.database_inodes(server.pgdata)
    if to_database is not None:
        main = holders.get("main", set()) & to_database
        if main:
            found.append(f"the main process holds {len(main)} connections to the database")
    return found


def without_connection(server: Server) -> list[str]:
    """The web processes that hold no connection of their own, asked after they served readers."""
    to_database = sockets.database_inodes(server.pgdata)
    if to_database is None:
        return []
    return [
        f"{name} has no connection of its own"
        for name, pid in server.processes().items()
        if name.startswith("web") and not sockets.inodes_of(pid) & to_database
        if started.is_living(pid)
    ]
