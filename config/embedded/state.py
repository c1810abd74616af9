"""An embedded server's data folder, and its state according to its files.

Not here: starting and stopping it (``config.embedded.server``).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from config.embedded import machine


@dataclass(frozen=True, slots=True)
class Cluster:
    """One server's data folder, and whether its data must be durable."""

    home: Path
    name: str
    is_durable: bool

    @property
    def pgdata(self) -> Path:
        return self.home / self.name

    @property
    def log(self) -> Path:
        return self.pgdata / "server.log"


@dataclass(frozen=True, slots=True)
class PidFile:
    """What the server wrote into `postmaster.pid`; parts are missing while it starts."""

    pid: int | None
    socket_dir: Path | None


class State(Enum):
    """Whether a server runs; and if not, how it ended."""

    RUNNING = "running"
    STOPPED = "stopped on purpose"
    CRASHED = "crashed"
    AWAY = "away"


def state_of(server: Cluster) -> State:
    """Return the server's state without asking it: cheap enough for twice a second."""
    written = read_pid_file(server)
    if written is not None and written.pid is not None:
        is_running = machine.is_alive(written.pid) and machine.is_server(written.pid)
        return State.RUNNING if is_running else State.CRASHED
    return State.STOPPED if stop_mark(server).exists() else State.AWAY


def read_pid_file(server: Cluster) -> PidFile | None:
    try:
        lines = (server.pgdata / "postmaster.pid").read_text(errors="replace").splitlines()
    except FileNotFoundError:
        return None
    number = lines[0].strip() if lines else ""
    socket_dir = lines[4].strip() if len(lines) > 4 else ""
    return PidFile(
        pid=int(number) if number.isascii() and number.isdigit() and int(number) > 0 else None,
        socket_dir=Path(socket_dir) if socket_dir else None,
    )


def stop_mark(server: Cluster) -> Path:
    """Return the file that exists from `make stop` to the next start."""
    return server.home / f"{server.name}.stopped"
