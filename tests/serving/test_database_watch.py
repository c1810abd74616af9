"""The keeper of the embedded database outlives whatever it meets. Its real work: see
`test_embedded_database`."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from config.embedded import server as embedded
from config.embedded.state import State
from config.serving import database_watch
from config.serving.database_watch import DatabaseWatch
from tests.serving.watching import until


@pytest.mark.parametrize(
    "met", [OSError(24, "Too many open files"), subprocess.TimeoutExpired("pg_ctl", 90)]
)
def test_a_watch_that_could_not_look_looks_again(
    met: Exception,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    begun: list[object] = []
    monkeypatch.setattr(embedded, "ensure_running", begun.append)
    monkeypatch.setattr(database_watch, "_LOOKS_EVERY", 0.01)
    looks = iter([met, met])

    def state_of(server: object) -> State:
        if (error := next(looks, None)) is not None:
            raise error
        return State.CRASHED

    monkeypatch.setattr(database_watch, "state_of", state_of)
    watch = DatabaseWatch(tmp_path)
    watch.start()
    until(lambda: len(begun) > 2, what="a start of the database")
    watch.stop()
    watch._thread.join()
    said = capsys.readouterr().err.splitlines()
    assert [str(met) in line for line in said] == [True, False]
    assert "started again" in said[1]
