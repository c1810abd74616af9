"""The ways the ledger is served, each with its processes, and who brings back what was killed.

`make demo` has nobody but its own supervisor. The production commands have what compose's restart
policies or systemd do: here a `Keeper` plays that part, and does nothing else.
"""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import psycopg

from bench.endurance import data, started

# What a restart policy waits before it starts a process again.
_RESTARTS_AFTER = 0.5


def free_port() -> int:
    """A port that nobody has at the moment."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


@dataclass(slots=True)
class Server:
    """One way of serving, on a data folder of its own. `kind` is demo, serve or granian."""

    kind: str
    workers: int
    life: int | None = None
    port: int = field(default_factory=free_port)
    metrics_port: int = field(default_factory=free_port)
    folder: Path = field(init=False)
    url: str = field(init=False, default="")
    main: subprocess.Popen[bytes] | None = field(init=False, default=None)
    beside: subprocess.Popen[bytes] | None = field(init=False, default=None)
    keeper: Keeper = field(init=False)
    is_stopped: bool = field(init=False, default=False)

    def __post_init__(self) -> None:
        self.folder = data.HOME / self.name
        self.keeper = Keeper(self)

    @property
    def name(self) -> str:
        return f"{self.kind}-{self.workers}"

    @property
    def home(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> Path:
        return data.HOME / f"{self.name}.log"

    @property
    def is_helped(self) -> bool:
        """Whether somebody beside the ledger starts things again."""
        return self.kind != "demo"

    # --- life ---------------------------------------------------------------------------------
    def prepare(self) -> None:
        """Data, and for production a database that is another service."""
        data.fresh(self.name)
        self.log.unlink(missing_ok=True)
        self.url = data.embedded(self.folder, "url")

    def start(self) -> None:
        self.begin_main()
        if self.is_helped:
            self.begin_worker()
            self.keeper.start()

    def begin_main(self) -> None:
        self.main = started.begin(self._command(), self.environment(), self.log)

    def begin_worker(self) -> None:
        command = [sys.executable, "manage.py", "worker", "--verbosity", "0"]
        self.beside = started.begin(command, self.environment(), self.log)

    def end(self) -> None:
        """End everything of it, the database too."""
        self.keeper.stop()
        started.end(self.main)
        started.end(self.beside)
        for pid in self._left_behind():
            started.kill(pid)
        data.embedded(self.folder, "stop")

    def _left_behind(self) -> list[int]:
        """Orphans of a main process that was killed, told by the folder in their environment."""
        found = []
        for process in psutil.process_iter(["cmdline"]):
            with contextlib.suppress(psutil.Error):
                words = " ".join(process.info["cmdline"] or ())
                if "config.serving" not in words and "manage.py worker" not in words:
                    continue
                if process.environ().get("LEDGER_DATA_DIR") == str(self.folder):
                    found.append(process.pid)
        return found

    def environment(self) -> dict[str, str]:
        more = {
            # Each reader has an address of its own, as behind a proxy.
            "LEDGER_PROXIES": "1",
            "LEDGER_FETCH_LOOPBACK": "true",
            "LEDGER_METRICS_PORT": str(self.metrics_port),
        }
        if self.life is not None:
            more["LEDGER_CONNECTION_LIFE"] = str(self.life)
        if self.is_helped:
            more |= {"DATABASE_URL": self.url, "SECRET_KEY": "endurance-" + "k" * 50}
        return data.environment(self.folder, **more)

    def _command(self) -> list[str]:
        port, workers = str(self.port), str(self.workers)
        if self.kind == "demo":
            return ["make", "--no-print-directory", "demo", f"PORT={port}", f"WORKERS={workers}"]
        if self.kind == "serve":
            options = ["--port", port, "--workers", workers, "--no-worker"]
            return [sys.executable, "manage.py", "serve", *options]
        granian = str(Path(sys.executable).with_name("granian"))
        options = ["--port", port, "--workers", workers, "--http", "1"]
        # At SIGHUP it does not look whether a new worker serves before it ends the old one.
        options += ["--respawn-failed-workers", "--respawn-interval", "20"]
        options += ["config.rsgi:application"]
        return [granian, "--interface", "rsgi", *options]

    # --- its processes --------------------------------------------------------------------------
    def main_pid(self) -> int | None:
        """The process that holds the others: our supervisor, or granian's main process."""
        for process in started.family(self.main.pid if self.main else None):
            with contextlib.suppress(psutil.Error):
                words = process.cmdline()
                if self.kind == "granian" or words[1:3] == ["-m", "config.serving"]:
                    return int(process.pid)
        return None

    def web_pids(self) -> list[int]:
        """The processes that answer requests."""
        main = self.main_pid()
        found = []
        for process in started.family(main)[1:]:
            with contextlib.suppress(psutil.Error):
                words = process.cmdline()
                is_ours = "config.serving.web" in words
                # Forked: a child looks as its parent does.
                is_granian = self.kind == "granian" and "config.rsgi:application" in words
                if is_ours or is_granian:
                    found.append(process.pid)
        return found

    def worker_pid(self) -> int | None:
        """The process that does background work."""
        if self.is_helped:
            is_there = self.beside is not None and self.beside.poll() is None
            return self.beside.pid if self.beside and is_there else None
        for process in started.family(self.main_pid())[1:]:
            with contextlib.suppress(psutil.Error):
                if process.cmdline()[1:3] == ["manage.py", "worker"]:
                    return int(process.pid)
        return None

    def processes(self) -> dict[str, int]:
        """All of them by name, for figures."""
        found = {f"web {n}": pid for n, pid in enumerate(sorted(self.web_pids()), start=1)}
        if (main := self.main_pid()) is not None:
            found["main"] = main
        if (worker := self.worker_pid()) is not None:
            found["worker"] = worker
        return found

    # --- its database -------------------------------------------------------------------------
    @property
    def pgdata(self) -> Path:
        return self.folder / "postgres"

    def postmaster_pid(self) -> int | None:
        try:
            number = (self.pgdata / "postmaster.pid").read_text().splitlines()[0]
        except (OSError, IndexError):
            return None
        pid = int(number) if number.strip().isdigit() else 0
        return pid if pid > 0 and started.is_living(pid) else None

    def connect(self) -> psycopg.Connection:
        """A connection of ours, named so that no fault meets it by mistake."""
        return psycopg.connect(
            self.url, autocommit=True, application_name="endurance", connect_timeout=5
        )

    def pg_ctl(self, *words: str) -> None:
        """PostgreSQL's own programme on this folder, as an administrator would."""
        owner = self.pgdata.stat()
        programme = Path(data.embedded(self.folder, "bin")) / "pg_ctl"
        subprocess.run(
            [str(programme), *words, "-D", str(self.pgdata), "-w", "-t", "60"],
            cwd=self.pgdata,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            user=owner.st_uid,
            group=owner.st_gid,
            extra_groups=[],
            check=False,
            timeout=90,
        )

    def signal_main(self, number: signal.Signals) -> None:
        if (pid := self.main_pid()) is not None:
            os.kill(pid, number)


class Keeper:
    """Starts again what died, as a restart policy does: main process, worker, database."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._is_over = threading.Event()
        self._thread: threading.Thread | None = None
        self.is_paused = False
        self.starts: dict[str, int] = {"main": 0, "worker": 0, "database": 0}

    def start(self) -> None:
        self._thread = threading.Thread(target=self._run, name="keeper", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._is_over.set()
        if self._thread is not None:
            self._thread.join(60)

    def _run(self) -> None:
        while not self._is_over.wait(0.2):
            if self.is_paused:
                continue
            with contextlib.suppress(OSError, subprocess.SubprocessError):
                self._look()

    def _look(self) -> None:
        server = self._server
        for name, process, begin in (
            ("main", server.main, server.begin_main),
            ("worker", server.beside, server.begin_worker),
        ):
            if process is not None and process.poll() is not None:
                time.sleep(_RESTARTS_AFTER)
                if self._is_over.is_set() or self.is_paused:
                    return
                self.starts[name] += 1
                begin()
        if server.postmaster_pid() is None and not server.is_stopped:
            time.sleep(_RESTARTS_AFTER)
            if server.postmaster_pid() is None and not server.is_stopped:
                self.starts["database"] += 1
                data.embedded(server.folder, "start")
