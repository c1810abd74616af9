"""Keeps the embedded database up while the site is served: begun again after a crash."""

from __future__ import annotations

import threading
from pathlib import Path

from config import embedded
from config.database import DatabaseSetupError
from config.embedded_state import State, state_of
from config.serving.reports import say

_LOOKS_EVERY = 0.5
# Whoever restarts the server by hand ends it first: so long it may be away before we start it.
_GRACE_SECONDS = 3.0


class DatabaseWatch:
    """Looks whether the server runs. One that was stopped on purpose (`make stop`) stays down."""

    def __init__(self, data_dir: Path) -> None:
        self._server = embedded.cluster(data_dir)
        self.socket_dir = embedded.ensure_running(self._server)
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._run, name="database-watch", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._is_over.set()

    def _run(self) -> None:
        said = ""
        missing = 0.0
        while not self._is_over.wait(_LOOKS_EVERY):
            state = state_of(self._server)
            missing = 0.0 if state is State.RUNNING else missing + _LOOKS_EVERY
            if state is State.RUNNING:
                said = ""
                continue
            if state is State.STOPPED:
                word = "The database was stopped (make stop): readers are told to come back."
            elif state is State.AWAY and missing < _GRACE_SECONDS:
                continue
            else:
                word = self._begin()
            if word != said:
                say("warning", word)
                said = word

    def _begin(self) -> str:
        try:
            embedded.ensure_running(self._server)
        except DatabaseSetupError as error:
            return f"{error}"
        return "The database had ended; it was started again."
