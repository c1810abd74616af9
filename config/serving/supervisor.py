"""The supervisor: own the port, keep the processes and the embedded database running."""

from __future__ import annotations

import contextlib
import errno
import os
import selectors
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from config.serving.database_watch import DatabaseWatch
from config.serving.exporter import Exporter
from config.serving.process import Supervised
from config.serving.reports import say

ROOT = Path(__file__).resolve().parents[2]
# The time in which a process may finish its work after being told to end.
STOP_SECONDS = 30.0
# Seconds between two checks, if no signal and no pulse wakes us.
_TICK = 0.5
# A process that failed to start this often in a row will always fail.
_HOPELESS = 3
_BACKLOG = 1024


class CannotServe(Exception):
    """Nothing can be served; the message says in one sentence why, and what to do."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be served, and where."""

    address: str
    port: int
    workers: int
    has_worker: bool
    figures_at: tuple[str, int] | None


class Supervisor:
    """All processes of a ledger on this machine, for as long as this one lives."""

    def __init__(self, plan: Plan, listener: socket.socket, watch: DatabaseWatch | None) -> None:
        self._plan = plan
        self._listener = listener
        self._watch = watch
        self._is_ending = False
        self._is_renewing = False
        self._has_greeted = False
        self._exporter = Exporter(plan.figures_at)
        self._processes = [
            Supervised(f"web-{number}", self._begin_web, has_pulse=True)
            for number in range(1, plan.workers + 1)
        ]
        if plan.has_worker:
            self._processes.append(Supervised("worker", self._begin_worker, has_pulse=False))

    def run(self) -> int:
        """Serve until told to end; return the exit code."""
        with selectors.DefaultSelector() as selector, contextlib.ExitStack() as stack:
            stack.callback(self._exporter.remove)
            selector.register(_signals_as_bytes(self._on_signal), selectors.EVENT_READ)
            self._exporter.start()
            if self._watch:
                self._watch.start()
            try:
                while not self._is_ending:
                    self._look()
                    for key, _ in selector.select(_TICK):
                        os.read(key.fd, 4096)
            except CannotServe as error:
                say("error", str(error))
                return 1
            finally:
                self._listener.close()
                self._end_all()
        return 0

    def _on_signal(self, number: int) -> None:
        # Closing a terminal sends it too, and then nobody needs the server any more.
        if number == signal.SIGHUP and not (sys.stdin and sys.stdin.isatty()):
            self._is_renewing = True
        elif number != signal.SIGCHLD:
            self._is_ending = True

    def _look(self) -> None:
        """Start what is due, notice what died, hangs or has become ready."""
        for one in self._processes:
            one.listen()
            pid = one.pid
            if (code := one.reap()) is not None:
                self._exporter.forget(pid)
                self._exporter.restarted(one.name)
                say("error", f"{one.name} (process {pid}) {_ended(code)}; it is started again.")
                if one.failed_starts >= _HOPELESS and not self._has_greeted:
                    raise CannotServe(
                        f"The web process ended {_HOPELESS} times before it could serve: what it"
                        " said above tells why."
                    )
            if one.hangs:
                say("error", f"{one.name} (process {one.pid}) shows no sign of life; it is ended.")
                one.tell(signal.SIGKILL)
            _begin_if_due(one)
        if self._is_renewing:
            self._is_renewing = False
            self._renew()
        webs = [one for one in self._processes if one.has_pulse]
        if not self._has_greeted and all(one.is_ready for one in webs):
            self._has_greeted = True
            self._greet()

    def _greet(self) -> None:
        host = f"[{self._plan.address}]" if ":" in self._plan.address else self._plan.address
        home = f"http://{host}:{self._plan.port}/"
        figures = self._exporter.address
        more = f", figures for Prometheus on {figures}" if figures else ""
        with contextlib.suppress(OSError):  # the reader of our output may have gone
            print(f"Coalition Ledger on {home} (Ctrl+C stops it){more}", flush=True)  # noqa: T201

    def _renew(self) -> None:
        """SIGHUP: replace every process, one after the other, each once its successor serves.

        If a successor does not get that far (its new code is broken, say), the renewal ends, and
        the running processes stay.
        """
        for place, old in enumerate(self._processes):
            if self._is_ending:
                return
            fresh = Supervised(old.name, old.begin, has_pulse=old.has_pulse)
            if not self._comes_to_serve(fresh):
                say("error", f"A new {old.name} did not come to serve: the old one stays.")
                fresh.tell(signal.SIGKILL)
                fresh.wait(time.monotonic())
                return
            self._processes[place] = fresh
            old.tell(signal.SIGTERM)
            old.wait(time.monotonic() + STOP_SECONDS)

    def _comes_to_serve(self, fresh: Supervised) -> bool:
        if not _begin_if_due(fresh):
            return False
        while fresh.has_pulse and not fresh.is_ready:
            if self._is_ending or fresh.reap() is not None or fresh.hangs:
                return False
            time.sleep(0.05)
            fresh.listen()
        return True

    def _end_all(self) -> None:
        if self._watch:
            self._watch.stop()
        for one in self._processes:
            one.tell(signal.SIGTERM)
        until = time.monotonic() + STOP_SECONDS
        for one in self._processes:
            one.wait(until)

    def _begin_web(self, pulse: int) -> subprocess.Popen[bytes]:
        descriptor = self._listener.fileno()
        given = {"--socket": descriptor, "--pulse": pulse, "--parent": os.getpid()}
        options = [str(part) for pair in given.items() for part in pair]
        return self._begin(["-m", "config.serving.web", *options], (descriptor, pulse))

    def _begin_worker(self, pulse: int) -> subprocess.Popen[bytes]:
        options = ["--parent", str(os.getpid()), "--verbosity", "0"]
        return self._begin(["manage.py", "worker", *options], ())

    def _begin(self, arguments: list[str], descriptors: tuple[int, ...]) -> subprocess.Popen[bytes]:
        # The memory's folder may have been removed (systemd does so at a log-out).
        self._exporter.folder.mkdir(mode=0o700, exist_ok=True)
        environment = {**os.environ, "PROMETHEUS_MULTIPROC_DIR": str(self._exporter.folder)}
        if self._watch:
            environment["LEDGER_DATABASE_SOCKET"] = str(self._watch.socket_dir)
        # A separate process group: Ctrl+C in the terminal reaches only us, and we end it in order.
        return subprocess.Popen(  # noqa: S603
            [sys.executable, *arguments],
            cwd=ROOT,
            env=environment,
            pass_fds=descriptors,
            process_group=0,
        )


def _begin_if_due(one: Supervised) -> bool:
    """Start it; return whether that worked. If memory, files or processes are short, try later."""
    try:
        return one.begin_if_due()
    except OSError as error:
        say("error", f"{one.name} can't be started now ({error.strerror}).")
        one.pause()
        return False


def listen(address: str, port: int) -> socket.socket:
    """Return the port, for this process alone; raises CannotServe if it is taken.

    Without SO_REUSEPORT, so that two servers never share one by mistake. Children of a supervisor
    that was just killed may hold it for a moment longer.
    """
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    until = time.monotonic() + 5.0
    while True:
        listener = socket.socket(family, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((address, port))
            listener.listen(_BACKLOG)
        except OSError as error:
            listener.close()
            if isinstance(error, socket.gaierror) or error.errno is None:
                raise CannotServe(
                    f"{address} is no address of this machine: give another."
                ) from None
            if error.errno == errno.EADDRINUSE and time.monotonic() < until:
                time.sleep(0.1)
                continue
            raise CannotServe(_why_not(address, port, error)) from None
        else:
            listener.set_inheritable(False)
            return listener


def _why_not(address: str, port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return (
            f"Port {port} on {address} is in use by another program, perhaps a ledger that already"
            f" runs: end that one, or choose another port (--port, or PORT={port + 1} with make)."
        )
    if error.errno in (errno.EACCES, errno.EPERM):
        return f"Port {port} may not be used by this user: choose one above 1023."
    return f"{address}:{port} can't be served ({error.strerror}): choose another address or port."


def _signals_as_bytes(on_signal: object) -> int:
    """Pass signals to `on_signal`, and wake a select on the returned descriptor."""
    read, write = os.pipe()
    for end in (read, write):
        os.set_blocking(end, False)

    def handle(number: int, frame: object) -> None:
        on_signal(number)  # type: ignore[operator]

    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGCHLD):
        signal.signal(number, handle)
    signal.set_wakeup_fd(write, warn_on_full_buffer=False)
    return read


def _ended(code: int) -> str:
    if code < 0:
        with contextlib.suppress(ValueError):
            return f"was ended by {signal.Signals(-code).name}"
    return f"ended with code {code}"
