"""A process under the supervisor: when it counts as hanging, without a server around it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator

import pytest

from config.serving import process
from config.serving.process import Supervised
from config.serving.pulse import READY
from tests.serving.watching import until

# Says on its pulse what it is given, and then nothing any more.
_SILENT = "import os, sys, time; os.write(int(sys.argv[1]), sys.argv[2].encode()); time.sleep(600)"


@pytest.fixture
def begun(request: pytest.FixtureRequest) -> Iterator[Supervised]:
    """A process that has said `request.param` and falls silent."""

    def begin(pulse: int) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-c", _SILENT, str(pulse), request.param.decode()]
        return subprocess.Popen(command, pass_fds=(pulse,))

    one = Supervised("web", begin, has_pulse=True)
    assert one.begin_if_due()
    yield one
    one.tell(signal.SIGKILL)
    one.wait(0)


@pytest.mark.parametrize("begun", [READY], indirect=True)
def test_a_process_that_served_and_falls_silent_hangs(
    begun: Supervised, monkeypatch: pytest.MonkeyPatch
) -> None:
    def is_ready() -> bool:
        begun.listen()
        return begun.is_ready

    until(is_ready, what="readiness")
    assert not begun.hangs
    monkeypatch.setattr(process, "PATIENCE", 0.0)
    assert begun.hangs


@pytest.mark.parametrize("begun", [b""], indirect=True)
def test_a_process_that_never_comes_to_serve_hangs(
    begun: Supervised, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(process, "PATIENCE", 0.0)
    begun.listen()
    assert not begun.hangs, "it may take longer to start than to beat"
    monkeypatch.setattr(process, "START_PATIENCE", 0.0)
    assert begun.hangs


@pytest.mark.parametrize("begun", [READY], indirect=True)
def test_a_process_that_died_does_not_hang(
    begun: Supervised, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert begun.pid
    os.kill(begun.pid, signal.SIGKILL)
    until(lambda: begun.reap() is not None, what="the end of the process")
    monkeypatch.setattr(process, "START_PATIENCE", 0.0)
    assert not begun.hangs
