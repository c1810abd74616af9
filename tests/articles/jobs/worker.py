"""`manage.py worker` as a process of its own, on the test's database."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

from django.conf import settings

from tests.browser.serving import environment


class Worker:
    """A worker that may fetch from this machine; it ends with the block."""

    def __init__(self, *arguments: str) -> None:
        self._arguments = arguments

    def __enter__(self) -> Worker:
        self._process = subprocess.Popen(
            [sys.executable, "manage.py", "worker", "--verbosity", "0", *self._arguments],
            cwd=Path(settings.BASE_DIR),
            env=environment() | {"LEDGER_FETCH_LOOPBACK": "true"},
            stdout=subprocess.DEVNULL,
            start_new_session=True,
        )
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()

    def kill(self) -> None:
        """No farewell."""
        if self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
