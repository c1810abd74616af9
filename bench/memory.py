"""What a real server process holds after readers have asked for the large matrix."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from bench.ledger import ROOT
from bench.report import Section, goal
from bench.sizes import LARGE

MOST_MEGABYTES = 250.0
REQUESTS = 50
READERS = 8  # at a time, as many as a worker has threads
_PATIENCE = 30.0


def run() -> list[Section]:
    """`manage.py serve` on a free port, asked again and again, then looked at through /proc."""
    if not Path("/proc/self/status").exists():
        return [Section("Memory", ["", ""], [], ["not measured: this system has no /proc"])]
    with _server() as (process, port):
        address = f"http://127.0.0.1:{port}/c/{LARGE}/"
        began = time.perf_counter()
        with ThreadPoolExecutor(READERS) as readers:
            sizes = list(readers.map(_visit, [address] * REQUESTS))
        seconds = time.perf_counter() - began
        if len(set(sizes)) != 1:
            raise RuntimeError(f"The same page came in different sizes: {sorted(set(sizes))}")
        pids = [process.pid, *_descendants(process.pid)]
        held = {pid: _memory_of(pid) for pid in pids}
    names = ["main process", *(f"worker {number}" for number in range(1, len(pids)))]
    rows = [
        [name, f"{held[pid]['VmHWM']:.0f}", f"{held[pid]['VmRSS']:.0f}"]
        for name, pid in zip(names, pids, strict=True)
    ]
    rows.append(
        ["together", *(f"{sum(m[key] for m in held.values()):.0f}" for key in ("VmHWM", "VmRSS"))]
    )
    highest = max(memory["VmHWM"] for memory in held.values())
    return [
        Section(
            f"A server process after {REQUESTS} requests",
            ["", "peak MB", "MB at the end"],
            rows,
            [
                goal("peak of the largest process", highest, MOST_MEGABYTES, " MB"),
                f"{REQUESTS / seconds:.1f} requests a second, {READERS} at a time",
                "pages that processes share are counted in each of them",
            ],
        )
    ]


def _visit(address: str) -> int:
    with urllib.request.urlopen(address, timeout=_PATIENCE) as response:
        return len(response.read())


@contextmanager
def _server() -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "manage.py", "serve", "--port", str(port), "--no-worker"],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
    )
    try:
        _wait_until_it_answers(process, port)
        yield process, port
    finally:
        children = _descendants(process.pid)
        process.terminate()
        try:
            process.wait(timeout=_PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            for child in children:
                os.kill(child, signal.SIGKILL)


def _wait_until_it_answers(process: subprocess.Popen[bytes], port: int) -> None:
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"manage.py serve ended with {process.returncode}")
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=1):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise RuntimeError(f"manage.py serve has not answered for {_PATIENCE:.0f} s")


def _descendants(pid: int) -> list[int]:
    """Children of a process and theirs, through /proc."""
    found = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in map(int, task.read_text().split()):
            found += [child, *_descendants(child)]
    return found


def _memory_of(pid: int) -> dict[str, float]:
    """Peak and present resident memory in megabytes (of 1,000,000 bytes)."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    fields = dict(line.split(":", 1) for line in lines if ":" in line)
    return {key: int(fields[key].split()[0]) * 1024 / 1e6 for key in ("VmHWM", "VmRSS")}
