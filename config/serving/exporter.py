"""Figures for Prometheus on a separate port: the sum of what every process counted."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from wsgiref.simple_server import WSGIServer

import psutil
from prometheus_client import CollectorRegistry, start_http_server
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector, mark_process_dead
from prometheus_client.registry import Collector

from config.serving.reports import say

_PREFIX = "ledger-figures-"
_KEPT_DEAD = 50


def _new_folder() -> Path:
    """Return a folder, in memory if possible, and delete those of killed supervisors.

    A process is killed when a file that it has mapped is on a disk that fills up.
    """
    home = Path("/dev/shm")  # noqa: S108
    if not os.access(home, os.W_OK):
        home = Path(tempfile.gettempdir())
    for left in home.glob(f"{_PREFIX}*"):
        number = left.name.removeprefix(_PREFIX).partition("-")[0]
        if number.isdecimal() and not psutil.pid_exists(int(number)):
            shutil.rmtree(left, ignore_errors=True)
    return Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-", dir=home))


class Exporter(Collector):
    """Collects the files that the processes write, and the supervisor's own figures."""

    def __init__(self, at: tuple[str, int] | None) -> None:
        self._at = at
        self.folder = _new_folder()
        self._dead: list[int] = []
        self._restarts: dict[str, int] = {}
        self._began = time.time()
        self._server: tuple[WSGIServer, Thread] | None = None

    @property
    def address(self) -> str | None:
        """Return where the figures are, if anywhere."""
        return "http://{}:{}/metrics".format(*self._at) if self._server and self._at else None

    def start(self) -> None:
        """Serve the figures; if the port is taken, the site runs without them."""
        if self._at is None:
            return
        address, port = self._at
        registry = CollectorRegistry()
        MultiProcessCollector(registry, path=str(self.folder))
        registry.register(self)
        try:
            self._server = start_http_server(port, address, registry)
        except OSError as error:
            say("warning", f"No figures for Prometheus: port {port}: {error.strerror}.")

    def forget(self, pid: int | None) -> None:
        """Forget a dead process: its present work no longer counts, its past work still does.

        Of very many dead processes only the last are kept: Prometheus sees a counter that
        restarted, and the folder does not grow for years.
        """
        if pid is None:
            return
        mark_process_dead(pid, path=str(self.folder))
        self._dead.append(pid)
        for forgotten in self._dead[:-_KEPT_DEAD]:
            for file in self.folder.glob(f"*_{forgotten}.db"):
                file.unlink(missing_ok=True)
        del self._dead[:-_KEPT_DEAD]

    def remove(self) -> None:
        """Delete the folder."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def restarted(self, name: str) -> None:
        self._restarts[name] = self._restarts.get(name, 0) + 1

    def collect(self) -> Iterator[Metric]:
        restarts = CounterMetricFamily(
            "ledger_restarts", "Processes started again after they died", labels=["process"]
        )
        for name, count in self._restarts.items():
            restarts.add_metric([name], count)
        yield restarts
        began = GaugeMetricFamily("ledger_started_seconds", "When the supervisor began, Unix time")
        began.add_metric([], self._began)
        yield began
        memory = GaugeMetricFamily(
            "ledger_memory_bytes", "Resident memory, by process", labels=["process"]
        )
        for process in psutil.Process().children():
            try:
                memory.add_metric([str(process.pid)], process.memory_info().rss)
            except psutil.Error:
                continue
        yield memory
