"""One process under the supervisor: start it, restart it when it dies, end it with the rest."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass

from config.serving.pulse import PATIENCE, READY, START_PATIENCE

# A process that lived for long is restarted at once, one that died young after a growing pause: a
# lasting error must not overload the machine. We never stop trying.
_YOUNG_SECONDS = 5.0
_PAUSES = (0.0, 0.5, 1.0, 2.0, 5.0)

type Begin = Callable[[int], subprocess.Popen[bytes]]


@dataclass(slots=True)
class Supervised:
    """A process by its name; `begin` starts it, with the descriptor of its pulse."""

    name: str
    begin: Begin
    has_pulse: bool
    is_ready: bool = False
    process: subprocess.Popen[bytes] | None = None
    pulse: int | None = None
    _began: float = 0.0
    _beat: float = 0.0
    _deaths: int = 0
    _not_before: float = 0.0
    _failed_starts: int = 0

    @property
    def pid(self) -> int | None:
        return self.process.pid if self.process else None

    @property
    def failed_starts(self) -> int:
        """Return how often in a row it ended before it served: a broken installation."""
        return self._failed_starts

    def begin_if_due(self) -> bool:
        """Start it unless it runs or has to pause; return whether it was started."""
        if self.process is not None or time.monotonic() < self._not_before:
            return False
        read, write = os.pipe()
        try:
            self.process = self.begin(write)
        except BaseException:
            os.close(read)
            raise
        finally:
            os.close(write)
        os.set_blocking(read, False)
        self.pulse = read
        self._began = self._beat = time.monotonic()
        return True

    def reap(self) -> int | None:
        """Return the exit code if it has died; it is due again after its pause."""
        if self.process is None or (code := self.process.poll()) is None:
            return None
        is_failure = self.has_pulse and not self.is_ready and code > 0
        self._failed_starts = self._failed_starts + 1 if is_failure else 0
        self.forget()
        lived = time.monotonic() - self._began
        self._deaths = self._deaths + 1 if lived < _YOUNG_SECONDS else 1
        pause = _PAUSES[min(self._deaths, len(_PAUSES)) - 1]
        self._not_before = time.monotonic() + pause
        return code

    def pause(self) -> None:
        """Try again later."""
        self._not_before = time.monotonic() + _PAUSES[-1]

    def listen(self) -> None:
        """Read what the process sent over the pulse."""
        if self.pulse is None:
            return
        with contextlib.suppress(BlockingIOError):
            while said := os.read(self.pulse, 4096):
                self._beat = time.monotonic()
                if READY in said:
                    self.is_ready = True

    @property
    def hangs(self) -> bool:
        """Whether it has given no sign of life for long, or never started to serve."""
        patience = PATIENCE if self.is_ready else START_PATIENCE
        return self.has_pulse and self.pid is not None and time.monotonic() - self._beat > patience

    def tell(self, number: signal.Signals) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(number)

    def wait(self, until: float) -> None:
        """Wait for its end, and kill it when the time is over."""
        if self.process is None:
            return
        try:
            self.process.wait(timeout=max(0.05, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.forget()

    def forget(self) -> None:
        """Forget a process that has ended."""
        if self.pulse is not None:
            os.close(self.pulse)
        self.process = self.pulse = None
        self.is_ready = False
