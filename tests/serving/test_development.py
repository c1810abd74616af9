"""`make dev`: Django's development server and the worker, which end together."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import psutil
import pytest
from django.core.management import CommandError, call_command

from tests.serving.servers import ROOT, environment, free_port
from tests.serving.watching import served, status, until


def test_development_server_shows_errors_and_ends_with_its_worker(ledger_database: str) -> None:
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "manage.py", "dev", "--port", str(port)],
        cwd=ROOT,
        env=environment(ledger_database, DEBUG="true"),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        process_group=0,
        # Tests that a script started in the background ignore Ctrl+C, and so would their children.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    url = f"http://127.0.0.1:{port}"
    try:
        until(lambda: served(url), what="the matrix")
        assert status(f"{url}/static/css/tokens.css") == 200
        assert status(f"{url}/nowhere/") == 404
        family = psutil.Process(process.pid).children(recursive=True)
        assert [one for one in family if "worker" in one.cmdline()]
        # As Ctrl+C does, which goes to all of a terminal's processes.
        os.killpg(process.pid, signal.SIGINT)
        process.wait(timeout=60)
        assert psutil.wait_procs(family, timeout=60)[1] == []
    finally:
        process.kill()


@pytest.mark.parametrize(("is_public", "is_debug"), [(True, True), (False, False)])
def test_development_server_is_for_nothing_else(
    settings: object, is_public: bool, is_debug: bool
) -> None:
    settings.IS_PUBLIC_SITE = is_public  # type: ignore[attr-defined]
    settings.DEBUG = is_debug  # type: ignore[attr-defined]
    with pytest.raises(CommandError, match="for development") as refusal:
        call_command("dev")
    assert refusal.value.returncode == 2
