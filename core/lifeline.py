"""End a child process when its parent has ended, even if the parent was killed."""

from __future__ import annotations

import os
import signal
import threading

_LOOKS_EVERY = 0.25
# The present work may finish in this time.
_STOP_SECONDS = 10.0


def end_with(parent: int) -> None:
    """End this process in order (SIGTERM) once process `parent` is gone, and soon in any case."""
    threading.Thread(target=_watch, args=[parent], name="lifeline", daemon=True).start()


def _watch(parent: int) -> None:
    pause = threading.Event()
    # An orphan gets another parent at once, so this cannot be a reused number.
    while os.getppid() == parent:
        pause.wait(_LOOKS_EVERY)
    os.kill(os.getpid(), signal.SIGTERM)
    pause.wait(_STOP_SECONDS)
    os._exit(1)
