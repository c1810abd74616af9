"""What is observed all the time: memory and files of each process, health, readiness, figures."""

from __future__ import annotations

import contextlib
import http.client
import threading
import time
from dataclasses import dataclass, field

import psutil

from bench.endurance.servers import Server

_SAMPLES_EVERY = 5.0
_ASKS_EVERY = 1.0
# A new process takes its time to be connected to; so often is tried in one round.
_TRIES = 12


@dataclass(frozen=True, slots=True)
class Sample:
    """A process at a moment. `name` is its part, `born` tells one from its successor."""

    at: float
    name: str
    pid: int
    born: float
    resident: int
    files: int


@dataclass(frozen=True, slots=True)
class ProbeAnswer:
    """An answer of /healthz, /readyz or /metrics; status 0 and a name where none came."""

    at: float
    seconds: float
    what: str
    status: int
    error: str
    pid: int = 0
    # Whether the process that was asked lived on afterwards.
    lives: bool = True


@dataclass(slots=True)
class Watch:
    """The watching threads of one server."""

    server: Server
    samples: list[Sample] = field(default_factory=list)
    told: list[ProbeAnswer] = field(default_factory=list)
    _is_over: threading.Event = field(default_factory=threading.Event)
    _threads: list[threading.Thread] = field(default_factory=list)
    _lines: dict[int, http.client.HTTPConnection] = field(default_factory=dict)

    def start(self) -> None:
        for work in (self._sample, self._ask_ready, self._ask_health):
            thread = threading.Thread(target=work, daemon=True, name=work.__name__)
            self._threads.append(thread)
            thread.start()

    def stop(self) -> None:
        self._is_over.set()
        for thread in self._threads:
            thread.join(30)
        for line in self._lines.values():
            line.close()

    # --- memory and files -------------------------------------------------------------------
    def _sample(self) -> None:
        while not self._is_over.wait(_SAMPLES_EVERY):
            now = time.monotonic()
            for name, pid in self.server.processes().items():
                part = "web" if name.startswith("web") else name
                with contextlib.suppress(psutil.Error):
                    process = psutil.Process(pid)
                    with process.oneshot():
                        resident = process.memory_info().rss
                        born = process.create_time()
                        files = process.num_fds()
                    self.samples.append(Sample(now, part, pid, born, resident, files))

    # --- readiness and figures ----------------------------------------------------------------
    def _ask_ready(self) -> None:
        while not self._is_over.wait(_ASKS_EVERY):
            self._ask_once("ready", self.server.port, "/readyz")
            if self.server.kind != "granian":
                self._ask_once("figures", self.server.metrics_port, "/metrics")

    def _ask_once(self, what: str, port: int, path: str) -> None:
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=15)
        began = time.monotonic()
        try:
            line.request("GET", path, headers={"X-Forwarded-For": "10.8.0.1"})
            answer = line.getresponse()
            answer.read()
            said = ProbeAnswer(began, time.monotonic() - began, what, answer.status, "")
        except (OSError, http.client.HTTPException) as error:
            said = ProbeAnswer(began, time.monotonic() - began, what, 0, type(error).__name__)
        finally:
            line.close()
        self.told.append(said)

    # --- health of each process ---------------------------------------------------------------
    def _ask_health(self) -> None:
        """Ask every web process on a connection of its own: all of them share the address."""
        while not self._is_over.wait(_ASKS_EVERY):
            pids = self.server.web_pids()
            for pid in [pid for pid in self._lines if pid not in pids]:
                self._lines.pop(pid).close()
            self._find(pids)
            for pid, line in list(self._lines.items()):
                self._ask_process(pid, line)

    def _ask_process(self, pid: int, line: http.client.HTTPConnection) -> None:
        began = time.monotonic()
        status, error = _healthz(line)
        # A connection that was idle is closed now and then; the next one is found anew.
        if error:
            self._lines.pop(pid).close()
        self.told.append(
            ProbeAnswer(began, time.monotonic() - began, "health", status, error, pid, _lives(pid))
        )

    def _find(self, pids: list[int]) -> None:
        """Connections to processes that have none yet."""
        for _ in range(_TRIES):
            missing = [pid for pid in pids if pid not in self._lines]
            if not missing:
                return
            line = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=15)
            _, error = _healthz(line)
            owner = None if error else _owner(line, missing)
            if owner is None:
                line.close()
            else:
                self._lines[owner] = line

    def known_pids(self) -> set[int]:
        """The processes that have answered and have a line."""
        return set(self._lines)


def _healthz(line: http.client.HTTPConnection) -> tuple[int, str]:
    try:
        line.request("GET", "/healthz", headers={"X-Forwarded-For": "10.8.0.2"})
        answer = line.getresponse()
        answer.read()
    except (OSError, http.client.HTTPException) as error:
        return 0, type(error).__name__
    return answer.status, ""


def _owner(line: http.client.HTTPConnection, pids: list[int]) -> int | None:
    """Which of the processes holds the other end of a connection."""
    if line.sock is None:
        return None
    port = line.sock.getsockname()[1]
    return next((pid for pid in pids if port in ports_of(pid)), None)


def ports_of(pid: int) -> set[int]:
    """The client's ports of the connections that a process serves."""
    try:
        connections = psutil.Process(pid).net_connections("tcp")
    except psutil.Error:
        return set()
    return {one.raddr.port for one in connections if one.raddr}


def _lives(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() not in (psutil.STATUS_ZOMBIE, psutil.STATUS_DEAD)
    except psutil.Error:
        return False
