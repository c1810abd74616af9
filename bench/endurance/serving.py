"""Whether the site is served: asked from outside, on a new connection each time."""

from __future__ import annotations

import contextlib
import http.client
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import psycopg

from bench.endurance import sockets
from bench.endurance.servers import Server

# A page that needs the database, and little else.
PAGE = "/pledges/UKR-GBR-1/"
# After so long a site is not coming back by itself.
GIVES_UP = 120.0
# So many answers in a row make it served.
_ROW = 3


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


class Prober:
    """Somebody who opens a page again and again, from before a fault until after it."""

    def __init__(self, server: Server) -> None:
        self._server = server
        # When each page was asked for and came, and whether it came.
        self._pages: list[tuple[float, float, bool]] = []
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._run, name="prober", daemon=True)
        self._thread.start()

    def wait(self, since: float, *, patience: float = GIVES_UP) -> bool:
        """Wait until some pages in a row that were asked for after `since` came."""
        until = time.monotonic() + patience
        while time.monotonic() < until:
            later = [came for asked, _, came in self._pages if asked >= since]
            if len(later) >= _ROW and all(later[-_ROW:]):
                return True
            time.sleep(0.05)
        return False

    def away(self, since: float) -> float:
        """From `since` to the end of the first page after the last that did not come."""
        later = [page for page in self._pages if page[1] >= since]
        failures = [index for index, (_, _, came) in enumerate(later) if not came]
        first = failures[-1] + 1 if failures else 0
        if first >= len(later):
            return GIVES_UP
        if not failures:
            # One that was under way at the fault waited it out: it is what a reader noticed.
            return max(ended - max(asked, since) for asked, ended, _ in later)
        return later[first][1] - since

    def stop(self) -> None:
        self._is_over.set()
        self._thread.join(60)

    def _run(self) -> None:
        while not self._is_over.is_set():
            began = time.monotonic()
            came = ask(self._server.port) == 200
            self._pages.append((began, time.monotonic(), came))
            self._is_over.wait(0.05)


def is_served(server: Server, *, patience: float = GIVES_UP) -> bool:
    """Whether a page comes, sooner or later."""
    return wait_for(lambda: ask(server.port) == 200, patience)


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
    """Return what is wrong with sockets that several processes share."""
    processes = server.processes()
    holders = {name: sockets.inodes_of(pid) for name, pid in processes.items()}
    found = sockets.shared(holders, sockets.connected())
    to_database = sockets.database_inodes(server.pgdata)
    if to_database is not None:
        main = holders.get("main", set()) & to_database
        if main:
            found.append(f"the main process holds {len(main)} connections to the database")
    return found


def without_connection(server: Server, *, patience: float) -> list[str]:
    """The web processes that hold no connection of their own while many readers ask at once."""
    found: list[str] = []

    def all_have_one() -> bool:
        with ThreadPoolExecutor(16) as readers:
            list(readers.map(lambda _: ask(server.port), range(32)))
        to_database = sockets.database_inodes(server.pgdata)
        found[:] = [
            f"{name} has no connection of its own"
            for name, pid in server.processes().items()
            if name.startswith("web")
            and to_database is not None
            and not sockets.inodes_of(pid) & to_database
        ]
        return not found

    wait_for(all_have_one, patience)
    return found
