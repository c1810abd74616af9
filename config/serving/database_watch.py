"""Keep the embedded database running while the site is served: restart it after a crash."""

from __future__ import annotations

import threading
from pathlib import Path

from config.embedded import server as embedded
from config.embedded.errors import DatabaseSetupError
from config.embedded.state import State, state_of
from config.serving.reports import say

_LOOKS_EVERY = 0.5
# A person who restarts the server by hand stops it first: wait this long before we start it.
_GRACE_SECONDS = 3.0


class DatabaseWatch:
    """Checks whether the server runs. One that was stopped on purpose (`make stop`) stays down."""

    def __init__(self, data_dir: Path) -> None:
        self._server = embedded.cluster(data_dir)
        self.socket_dir = embedded.ensure_running(self._server)
        self._is_over = threading.Event()
        # How many seconds the server has been away, and the last message about it.
        self._missing = 0.0
        self._said = ""
        self._thread = threading.Thread(target=self._run, name="database-watch", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._is_over.set()

    def _run(self) -> None:
        while not self._is_over.wait(_LOOKS_EVERY):
            try:
                word = self._look()
            except Exception as error:
                # No free file, a disk that hangs: this may pass, so the watch goes on.
                word = f"The database could not be looked after just now ({error})."
            if word and word != self._said:
                say("warning", word)
            self._said = word

    def _look(self) -> str:
        """Do what is needed; return what there is to report."""
        state = state_of(self._server)
        self._missing = 0.0 if state is State.RUNNING else self._missing + _LOOKS_EVERY
        if state is State.RUNNING:
            return ""
        if state is State.STOPPED:
            return "The database was stopped (make stop): readers get a 503 until it runs again."
        if state is State.AWAY and self._missing < _GRACE_SECONDS:
            return self._said
        try:
            embedded.ensure_running(self._server)
        except DatabaseSetupError as error:
            return str(error)
        return "The database had ended; it was started again."
