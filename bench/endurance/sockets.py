"""Whose connections are whose: no process may hold a socket of another one's.

A socket that was opened before a fork is in two processes under one inode. The port that all web
processes listen on is the only one they share.
"""

from __future__ import annotations

import contextlib
import os
import re
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path

_ESTABLISHED, _CONNECTED = "01", "03"


def inodes_of(pid: int) -> set[int]:
    """The inodes of all sockets of a process."""
    found = set()
    with contextlib.suppress(OSError):
        for entry in os.scandir(f"/proc/{pid}/fd"):
            with contextlib.suppress(OSError):
                if named := re.fullmatch(r"socket:\[(\d+)\]", os.readlink(entry.path)):
                    found.add(int(named[1]))
    return found


def connected() -> set[int]:
    """The inodes of sockets that lead to somebody: not those that listen."""
    found = set()
    for name, place, state, wanted in (
        ("unix", 6, 5, _CONNECTED),
        ("tcp", 9, 3, _ESTABLISHED),
        ("tcp6", 9, 3, _ESTABLISHED),
    ):
        with contextlib.suppress(OSError):
            for line in Path(f"/proc/net/{name}").read_text().splitlines()[1:]:
                words = line.split()
                if len(words) > place and words[state] == wanted:
                    found.add(int(words[place]))
    return found


def shared(holders: Mapping[str, Iterable[int]], leading: Iterable[int]) -> list[str]:
    """Which connected sockets more than one process holds, in words."""
    by_inode: dict[int, list[str]] = {}
    for name, inodes in holders.items():
        for inode in inodes:
            by_inode.setdefault(inode, []).append(name)
    known = set(leading)
    return [
        f"socket {inode} is held by {' and '.join(sorted(names))}"
        for inode, names in sorted(by_inode.items())
        if len(names) > 1 and inode in known
    ]


def database_inodes(pgdata: Path) -> set[int] | None:
    """The clients' ends of all connections to the database; None where `ss` is not here."""
    try:
        said = subprocess.run(
            ["ss", "-xnH", "state", "established"], capture_output=True, text=True, check=True
        ).stdout
    except (OSError, subprocess.CalledProcessError):
        return None
    return peers(said.splitlines(), f"{pgdata}/.s.PGSQL.")


def peers(lines: Iterable[str], path: str) -> set[int]:
    """From the lines of `ss -x`: the other ends of the sockets at a path."""
    found = set()
    for line in lines:
        words = line.split()
        for place, word in enumerate(words):
            if word.startswith(path):
                found.add(int(words[-1]) if words[-1].isdigit() else int(words[place + 3]))
                break
    return found
