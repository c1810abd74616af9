"""A process that another one started ends with it, also where that one was killed."""

from __future__ import annotations

import os
import signal
import threading

_LOOKS_EVERY = 0.25
# What it is doing may be brought to its end, not more.
_FAREWELL_SECONDS = 10.0


def end_with(parent: int) -> None:
    """End this process in order (SIGTERM) once process `parent` is gone, and soon in any case."""
    threading.Thread(target=_watch, args=[parent], name="lifeline", daemon=True).start()


def _watch(parent: int) -> None:
    pause = threading.Event()
    # An orphan is given to another process at once, so the number can't be one used again.
    while os.getppid() == parent:
        pause.wait(_LOOKS_EVERY)
    os.kill(os.getpid(), signal.SIGTERM)
    pause.wait(_FAREWELL_SECONDS)
    os._exit(1)
