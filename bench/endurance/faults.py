"""The failures caused while people use a server, and what they may notice of each.

A fault has a window, from its beginning until the site is served again. `allows` says what may be
seen inside of it, and nowhere else.
"""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from bench.endurance import data, serving, started
from bench.endurance.servers import Server
from bench.endurance.watching import ports_of

# What a window may let readers see; a POST may get a 503 during any fault.
AWAY = "503"
REFUSED = "refused"
# A connection that the kernel had accepted and no process yet.
RESET = "reset"
# Connections that a killed process held are reset: named by their ports, not by the time.
_SLACK = 3.0


@dataclass(slots=True)
class Window:
    """A fault that was done, when, and what came of it."""

    fault: str
    began: float
    allows: frozenset[str] = frozenset()
    # Where a fault lasts on purpose: when it was over.
    since: float = 0.0
    ended: float = 0.0
    away: float = 0.0
    problems: list[str] = field(default_factory=list)
    # Client's ports of connections that were ended by force, and of those that must be answered.
    ports: set[int] = field(default_factory=set)
    taken: set[int] = field(default_factory=set)
    notes: list[str] = field(default_factory=list)

    def covers(self, began: float, ended: float) -> bool:
        """Whether a request was under way at some time of it."""
        return began <= self.ended + _SLACK and ended >= self.began


type Fault = Callable[[Server, Window], None]


def do(name: str, server: Server) -> Window:
    """Cause a fault, and wait until the site works again."""
    fault, allows = FAULTS[name]
    if server.kind == "granian":
        allows = (*allows, *_GRANIANS.get(name, ()))
    prober = serving.Prober(server)
    try:
        window = Window(name, time.monotonic(), frozenset(allows))
        fault(server, window)
        since = window.since or window.began
        if not prober.wait(time.monotonic()):
            window.problems.append("the site was not served again")
        elif missing := serving.wait_whole(server):
            window.problems.append(missing)
        window.away = prober.away(since)
        window.ended = time.monotonic()
    finally:
        prober.stop()
    return window


# --- the database ---------------------------------------------------------------------------------
def _end_connections(server: Server, window: Window) -> None:
    with server.connect() as db:
        row = db.execute(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
            " WHERE datname = 'ledger' AND pid <> pg_backend_pid()"
            " AND application_name <> 'endurance'"
        ).fetchone()
    window.notes.append(f"{row[0] if row else 0} connections ended")


def _restart_database(server: Server, window: Window) -> None:
    server.pg_ctl("restart", "-m", "fast", "-l", str(server.pgdata / "server.log"))


def _stop_on_purpose(server: Server, window: Window) -> None:
    """It stays down until it is started again; meanwhile readers are told at once."""
    server.is_stopped = True
    data.embedded(server.folder, "stop")
    slowest = 0.0
    until = time.monotonic() + 5.0
    while time.monotonic() < until:
        began = time.monotonic()
        status = serving.ask(server.port)
        slowest = max(slowest, time.monotonic() - began)
        if status != 503:
            window.problems.append(f"a page answered {status} while the database was stopped")
        if (ready := serving.ask(server.port, "/readyz")) != 503:
            window.problems.append(f"/readyz answered {ready} while the database was stopped")
        time.sleep(0.2)
    window.notes.append(f"slowest 503 {slowest:.2f} s")
    if server.postmaster_pid() is not None:
        window.problems.append("a database that was stopped on purpose was started again")
    window.since = time.monotonic()
    data.embedded(server.folder, "start")
    server.is_stopped = False


def _kill_postmaster(server: Server, window: Window) -> None:
    if (pid := server.postmaster_pid()) is not None:
        started.kill(pid)


def _kill_backend(server: Server, window: Window) -> None:
    if (pid := backend_pid(server)) is not None:
        started.kill(pid)


def _freeze_postmaster(server: Server, window: Window) -> None:
    """Nobody gets a new connection for some seconds; those that are there go on."""
    pid = server.postmaster_pid()
    if pid is None:
        return
    os.kill(pid, signal.SIGSTOP)
    try:
        time.sleep(6.0)
    finally:
        window.since = time.monotonic()
        os.kill(pid, signal.SIGCONT)


def backend_pid(server: Server) -> int | None:
    """A process of the database that works for the site; one that is writing before others."""
    with server.connect() as db:
        row = db.execute(
            "SELECT pid FROM pg_stat_activity WHERE datname = 'ledger'"
            " AND backend_type = 'client backend' AND application_name <> 'endurance'"
            " ORDER BY backend_xid IS NULL, state = 'idle', random() LIMIT 1"
        ).fetchone()
    return int(row[0]) if row else None


# --- processes ------------------------------------------------------------------------------------
def _kill_web(server: Server, window: Window) -> None:
    pids = server.web_pids()
    if pids:
        kill_with_ports(pids[int(time.monotonic()) % len(pids)], window)
        serving.wait_for(lambda: not set(pids) <= set(server.web_pids()), 5)


def _kill_main(server: Server, window: Window) -> None:
    """Its children end with it; somebody starts it again: a policy, or for `make demo` a person."""
    pid = server.main_pid()
    webs = server.web_pids()
    if pid is None:
        return
    for web in webs:
        window.ports |= ports_of(web)
    started.kill(pid)
    if left := started.wait_gone(webs, 20):
        window.problems.append(f"{len(left)} web processes outlived their main process by 20 s")
    if not server.is_helped:
        tries = serving.start_again(server)
        if tries > 1:
            window.notes.append(f"started after {tries} tries")


def _kill_worker(server: Server, window: Window) -> None:
    pid = server.worker_pid()
    if pid is None:
        return
    started.kill(pid)
    if not serving.wait_for(lambda: server.worker_pid() not in (None, pid), 60):
        window.problems.append("the worker was not started again")


def kill_with_ports(pid: int, window: Window) -> None:
    """Stop a process, note whose connections it holds, kill it: these are the ones it takes."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGSTOP)
        window.ports |= ports_of(pid)
        os.kill(pid, signal.SIGKILL)


def _renew(server: Server, window: Window) -> None:
    """SIGHUP: every process is started anew, and nobody notices."""
    before = set(server.web_pids())
    for pid in before:
        window.taken |= ports_of(pid)
    server.signal_main(signal.SIGHUP)
    done = serving.wait_for(
        lambda: len(now := set(server.web_pids())) == server.workers and not now & before, 120
    )
    if not done:
        window.problems.append("not every process was renewed")


def _end_and_start(server: Server, window: Window) -> None:
    """SIGTERM, then a start: what was taken is answered, what comes meanwhile is refused."""
    server.keeper.is_paused = True
    try:
        process = server.main
        for pid in server.web_pids():
            window.taken |= ports_of(pid)
        server.signal_main(signal.SIGTERM)
        assert process is not None
        try:
            code = process.wait(60)
        except subprocess.TimeoutExpired:
            window.problems.append("SIGTERM did not end it within 60 s")
            started.end(process)
        else:
            window.notes.append(f"ended after {time.monotonic() - window.began:.1f} s, code {code}")
        serving.start_again(server)
    finally:
        server.keeper.is_paused = False


# --- slow clients ---------------------------------------------------------------------------------
def _slow_clients(server: Server, window: Window) -> None:
    """40 bodies that come a byte a second, and 200 requests whose headers never end."""
    body = (
        f"POST /method/report/ HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\n"
        "X-Forwarded-For: 10.8.1.1\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        "Content-Length: 1000\r\n\r\na"
    ).encode()
    header = f"GET / HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\nX-Half:".encode()
    with contextlib.ExitStack() as held:
        lines = [held.enter_context(_line(server.port, body)) for _ in range(40)]
        for _ in range(200):
            held.enter_context(_line(server.port, header))
        until = time.monotonic() + 12
        while time.monotonic() < until:
            for line in lines:
                with contextlib.suppress(OSError):
                    line.send(b"a")
            time.sleep(1)
            if (status := serving.ask(server.port, "/healthz", 10)) != 200:
                window.problems.append(f"/healthz answered {status} behind slow clients")


@contextlib.contextmanager
def _line(port: int, said: bytes) -> Iterator[socket.socket]:
    with socket.create_connection(("127.0.0.1", port), timeout=10) as line:
        line.sendall(said)
        yield line


FAULTS: dict[str, tuple[Fault, tuple[str, ...]]] = {
    "end all connections": (_end_connections, ()),
    "kill the worker": (_kill_worker, ()),
    "slow clients": (_slow_clients, ()),
    "restart the database": (_restart_database, (AWAY,)),
    "kill a web process": (_kill_web, ()),
    "kill a database process": (_kill_backend, (AWAY,)),
    "stop the database on purpose": (_stop_on_purpose, (AWAY,)),
    "renew all processes": (_renew, ()),
    "kill the database": (_kill_postmaster, (AWAY,)),
    "freeze the database": (_freeze_postmaster, (AWAY,)),
    "end and start again": (_end_and_start, (REFUSED,)),
    "kill the main process": (_kill_main, (REFUSED,)),
}

# Under granian's own main process each worker listens by itself: with one that ends, the
# connections end that waited for it. Under our supervisor they wait for the others.
_GRANIANS = {"kill a web process": (RESET,), "renew all processes": (RESET,)}
