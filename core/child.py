"""A child process that lives as long as this one: begun, begun again if it dies, ended with it."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path
from types import TracebackType
from typing import Self

# A child that dies at once is not begun again in a loop that burns the machine.
_PAUSES = (1, 2, 5, 15, 30)
# What a child that is told to end may still finish.
_FAREWELL_SECONDS = 10


class Child:
    """`manage.py` with these arguments, in a process group of its own, watched by a thread."""

    def __init__(self, *arguments: str, directory: Path) -> None:
        self._command = [sys.executable, "manage.py", *arguments]
        self._directory = directory
        self._is_over = threading.Event()
        self._turn = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._watcher = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Self:
        self._begin()
        self._watcher.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with self._turn:
            self._is_over.set()
            process = self._process
        if process is None:
            return
        process.terminate()
        try:
            process.wait(timeout=_FAREWELL_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    @property
    def pid(self) -> int | None:
        """Of the process that runs now."""
        return self._process.pid if self._process else None

    def _begin(self) -> None:
        with self._turn:
            if self._is_over.is_set():
                return
            # A group of its own: Ctrl+C in the terminal reaches us alone, and we end it in order.
            self._process = subprocess.Popen(  # noqa: S603
                self._command, cwd=self._directory, process_group=0
            )

    def _watch(self) -> None:
        deaths = 0
        while not self._is_over.is_set():
            assert self._process is not None
            self._process.wait()
            pause = _PAUSES[min(deaths, len(_PAUSES) - 1)]
            deaths += 1
            if not self._is_over.wait(pause):
                self._begin()
