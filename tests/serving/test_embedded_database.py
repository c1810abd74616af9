"""`make demo` keeps its own database running: back after a crash, down where that was wanted."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.embedded import server as embedded
from config.embedded.state import State, state_of
from tests.serving.servers import ROOT, Server, free_port
from tests.serving.watching import answer, processes, served, status, until, webs


def without_a_database(**more: str) -> dict[str, str]:
    """The environment of somebody who has just cloned the project."""
    left_out = ("DATABASE_URL", "LEDGER_TEST_DATABASE", "SECRET_KEY", "LEDGER_DATA_DIR")
    kept = {name: value for name, value in os.environ.items() if name not in left_out}
    return {**kept, "LEDGER_METRICS_PORT": "0", **more}


@pytest.fixture(scope="module")
def data_dir() -> Iterator[Path]:
    # Not pytest's tmp_path: the server's account, which is not ours as root, must get there.
    folder = Path(tempfile.mkdtemp(prefix="ledger-test-"))
    yield folder
    embedded.stop(embedded.cluster(folder))
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def server(data_dir: Path) -> Iterator[Server]:
    """`manage.py demo --empty`, as the README has it."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "manage.py", "demo", "--empty", f"--port={port}", "--workers=2"],
        cwd=ROOT,
        env=without_a_database(LEDGER_DATA_DIR=str(data_dir)),
        stdout=subprocess.DEVNULL,
        process_group=0,
    )
    running = Server(port, process)
    try:
        until(lambda: len(webs(process.pid)) == 2, what="two web processes")
        until(lambda: served(running.url), what="the matrix")
        yield running
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=60)


def postmaster(data_dir: Path) -> int:
    return int((data_dir / "postgres" / "postmaster.pid").read_text().split()[0])


def test_a_crashed_database_is_started_again_and_readers_are_told_to_wait(
    server: Server, data_dir: Path
) -> None:
    for _ in range(2):
        victim = postmaster(data_dir)
        os.kill(victim, signal.SIGKILL)
        until(lambda: served(server.url), what="the matrix after a crash")
        assert postmaster(data_dir) != victim
        assert status(f"{server.url}/readyz") == 200
    # They waited, and had no reason to end.
    assert len(webs(server.process.pid)) == 2


def test_a_database_that_was_stopped_stays_down_until_somebody_starts_it(
    server: Server, data_dir: Path
) -> None:
    cluster = embedded.cluster(data_dir)
    assert embedded.stop(cluster)
    assert state_of(cluster) is State.STOPPED

    page = answer(f"{server.url}/c/ukraine/")
    assert (page.status, page.headers["Retry-After"]) == (503, "5")
    assert b"not available at the moment" in page.data
    assert b'http-equiv="refresh"' in page.data

    problem = answer(f"{server.url}/api/v1/coalitions/ukraine/matrix")
    assert problem.status == 503
    assert problem.headers["Content-Type"] == "application/problem+json"
    assert problem.json()["reason"] == "database_away"

    assert status(f"{server.url}/healthz") == 200
    assert status(f"{server.url}/readyz") == 503
    # Several looks of the keeper later it is still down.
    for _ in range(30):
        assert status(f"{server.url}/c/ukraine/") == 503
    assert state_of(cluster) is State.STOPPED

    embedded.ensure_running(cluster)
    assert state_of(cluster) is State.RUNNING
    until(lambda: served(server.url), what="the matrix after the start")
    assert len(processes(server.process.pid, "worker")) == 1


def test_a_database_ended_by_another_hand_is_started_again(server: Server, data_dir: Path) -> None:
    """Whoever ends it without `make stop` did not mean the ledger to end."""
    os.kill(postmaster(data_dir), signal.SIGINT)
    cluster = embedded.cluster(data_dir)
    until(lambda: state_of(cluster) is not State.RUNNING, what="its end")
    until(lambda: served(server.url), what="the matrix")
