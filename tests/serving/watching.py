"""Looking at a running server from outside: its processes, their sockets, what readers get."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import urllib3

# Until a server that was hurt serves again; generous, since the machine may be busy.
PATIENCE = 240.0
_readers = urllib3.PoolManager(maxsize=512, retries=False, timeout=PATIENCE)


def until[T](look: Callable[[], T], *, what: str) -> T:
    """Look again until there is something to be seen; fails with `what` when it never comes."""
    deadline = time.monotonic() + PATIENCE
    while not (seen := look()):
        assert time.monotonic() < deadline, f"{what} did not come about in {PATIENCE:.0f} s"
        time.sleep(0.05)
    return seen


def processes(main: int, kind: str) -> list[psutil.Process]:
    """The living children of the supervisor whose command line has `kind` in it."""
    try:
        children = psutil.Process(main).children()
    except psutil.NoSuchProcess:
        return []
    found = []
    for child in children:
        try:
            if kind in child.cmdline() and child.status() != psutil.STATUS_ZOMBIE:
                found.append(child)
        except psutil.NoSuchProcess:
            continue
    return found


def webs(main: int) -> list[psutil.Process]:
    return processes(main, "config.serving.web")


def connected_sockets(pid: int) -> set[str]:
    """What the kernel calls the sockets a process holds; one shared by two processes shows in both.

    Listening sockets are left out: those the web processes share on purpose.
    """
    listening = {
        line.split()[9]
        for table in ("tcp", "tcp6")
        for line in Path(f"/proc/net/{table}").read_text().splitlines()[1:]
        if line.split()[3] == "0A"
    }
    found = set()
    for entry in Path(f"/proc/{pid}/fd").iterdir():
        try:
            name = os.readlink(entry)
        except FileNotFoundError:
            continue
        if name.startswith("socket:[") and name[8:-1] not in listening:
            found.add(name)
    return found


def answer(url: str) -> urllib3.BaseHTTPResponse:
    """What a reader gets."""
    return _readers.request("GET", url)


def status(url: str) -> int:
    """Its status; 0 for no answer."""
    try:
        return answer(url).status
    except urllib3.exceptions.HTTPError:
        return 0


def served(url: str) -> bool:
    return status(f"{url}/c/ukraine/") == 200
