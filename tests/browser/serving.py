"""The ledger as `make run` serves it, in a process of its own on the test's database."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

import urllib3
from django.conf import settings
from django.db import connection


def environment() -> dict[str, str]:
    """For a process that is to use the test's database."""
    database = connection.settings_dict
    place = quote(str(database["HOST"]), safe="")
    return os.environ | {
        "DATABASE_URL": f"postgres://{database['USER']}@{place}:{database['PORT']}"
        f"/{database['NAME']}",
        # A session belongs to the key it was made with.
        "SECRET_KEY": settings.SECRET_KEY,
    }


class Server:
    """`manage.py serve` on the test's database, as a process group of its own."""

    def __init__(self) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it and wait until it answers."""
        self._process = subprocess.Popen(
            [sys.executable, "manage.py", "serve", "--port", str(self.port), "--no-worker"],
            cwd=Path(settings.BASE_DIR),
            env=environment(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        # A minute in all.
        patient = urllib3.Retry(total=640, backoff_factor=0.05, backoff_max=0.1)
        answer = urllib3.request("GET", f"{self.url}/readyz", retries=patient)
        assert answer.status == 200

    def kill(self) -> None:
        """No farewell: the process and its workers end at once."""
        if self._process is None:
            return
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        self._process = None
