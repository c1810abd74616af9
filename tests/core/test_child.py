"""A child process lives as long as its parent: begun again when it dies, ended with it."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import psutil
import pytest

from core import child
from core.child import Child

# Stands in for manage.py: tells its number, then waits to be ended.
SCRIPT = """
import os, sys, time
with open(sys.argv[1], "w") as told:
    told.write(f"{os.getpid()}\\n")
time.sleep(60)
"""


@pytest.fixture
def told(tmp_path: Path) -> Path:
    (tmp_path / "manage.py").write_text(SCRIPT)
    pipe = tmp_path / "told"
    os.mkfifo(pipe)
    return pipe


def next_pid(told: Path) -> int:
    """Waits until a child says its number."""
    return int(told.read_text())


def test_a_child_that_dies_is_begun_again_and_ends_with_the_block(
    told: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(child, "_PAUSES", (0.01,))
    with Child(str(told), directory=told.parent) as running:
        first = next_pid(told)
        assert running.pid == first
        # Ctrl+C in the terminal goes to the server's group alone.
        assert os.getpgid(first) == first
        os.kill(first, signal.SIGKILL)
        second = next_pid(told)
        assert second != first
    assert not psutil.pid_exists(second)


def test_a_child_that_does_not_listen_is_ended_all_the_same(
    told: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    deaf = "import signal\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
    (told.parent / "manage.py").write_text(deaf + SCRIPT)
    monkeypatch.setattr(child, "_FAREWELL_SECONDS", 0.1)
    with Child(str(told), directory=told.parent):
        pid = next_pid(told)
    assert not psutil.pid_exists(pid)
