"""Processes this run started: known by number and birth, so that no other is ever ended."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import psutil

from bench.endurance.data import HOME, ROOT

_NOTE = HOME / f"started-{os.getpid()}.json"
_lock = threading.Lock()
_started: dict[int, float] = {}


def begin(
    command: Sequence[str], environment: Mapping[str, str], log: Path
) -> subprocess.Popen[bytes]:
    """Start a process in a session of its own: Ctrl+C reaches us alone, and we end it."""
    with log.open("ab") as file:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    remember(process.pid)
    return process


def remember(pid: int) -> None:
    """Note a process, so that it is ended even where this run is killed: by the next one."""
    with contextlib.suppress(psutil.Error), _lock:
        _started[pid] = psutil.Process(pid).create_time()
        _NOTE.parent.mkdir(parents=True, exist_ok=True)
        _NOTE.write_text(json.dumps(_started))


def family(pid: int | None) -> list[psutil.Process]:
    """A process and all below it, parents first."""
    if pid is None:
        return []
    try:
        process = psutil.Process(pid)
        return [process, *process.children(recursive=True)]
    except psutil.Error:
        return []


def end(process: subprocess.Popen[bytes] | None, *, patience: float = 40.0) -> None:
    """End a process and what it started: asked first, then by force."""
    if process is None:
        return
    members = family(process.pid)
    if process.poll() is None:
        process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(patience)
    _, left = psutil.wait_procs(members, timeout=10)
    for one in left:
        with contextlib.suppress(psutil.Error):
            one.kill()
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(10)


def end_left_over() -> None:
    """What runs before this one were killed at: only processes of the same number and birth."""
    for note in HOME.glob("started-*.json"):
        owner = note.stem.partition("-")[2]
        if is_living(int(owner)) and int(owner) != os.getpid():
            continue
        for number, born in json.loads(note.read_text() or "{}").items():
            _end_if_same(int(number), born)
        note.unlink()


def forget_all() -> None:
    """Everything has ended: nothing is left for the next run."""
    _NOTE.unlink(missing_ok=True)


def _end_if_same(pid: int, born: float) -> None:
    with contextlib.suppress(psutil.Error):
        process = psutil.Process(pid)
        if abs(process.create_time() - born) < 0.5:
            for one in [*process.children(recursive=True), process]:
                with contextlib.suppress(psutil.Error):
                    one.kill()


def kill(pid: int) -> bool:
    """kill -9; False where it was gone already."""
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return False
    return True


def wait_gone(pids: Sequence[int], seconds: float) -> list[int]:
    """Wait for processes to end; those that did not."""
    until = time.monotonic() + seconds
    left = list(pids)
    while left and time.monotonic() < until:
        left = [pid for pid in left if is_living(pid)]
        time.sleep(0.05)
    return left


def is_living(pid: int) -> bool:
    """Whether it runs; a corpse that nobody fetched does not."""
    try:
        return bool(psutil.Process(pid).status() != psutil.STATUS_ZOMBIE)
    except psutil.Error:
        return False
