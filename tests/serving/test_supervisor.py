"""The server that `make demo` and production start stays up: killed, cut off, outlived.

Real processes on a real database; nothing is looked at from inside.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import signal
import socket
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from itertools import combinations
from pathlib import Path

import psutil
import psycopg
import pytest

from tests.serving.servers import ROOT, Server, environment, free_port, running_server
from tests.serving.watching import PATIENCE, answer, connected_sockets, served, status, until, webs

# What our server's connections are called: other servers of the tests use the same database.
OURS = f"survives-{os.getpid()}"
# By number and start: when each was last asked something, and what the time is.
Connections = dict[tuple[int, datetime], tuple[datetime, datetime]]


@pytest.fixture(scope="module")
def server(ledger_database: str) -> Iterator[Server]:
    """Three web processes whose connections are outlived after a second."""
    with running_server(
        ledger_database,
        *("--workers", "3"),
        LEDGER_CONNECTION_LIFE="1",
        LEDGER_METRICS_PORT="0",
        PGAPPNAME=OURS,
    ) as running:
        until(lambda: len(webs(running.process.pid)) == 3, what="three web processes")
        yield running


def read_at_once(server: Server, times: int = 60) -> Counter[int]:
    with ThreadPoolExecutor(12) as readers:
        return Counter(readers.map(status, [f"{server.url}/c/ukraine/"] * times))


def end_connections(database: str) -> int:
    with psycopg.connect(database, autocommit=True) as connection:
        row = connection.execute(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
            " WHERE application_name = %s",
            [OURS],
        ).fetchone()
    return int(row[0])


def test_every_web_process_has_sockets_of_its_own(server: Server) -> None:
    assert read_at_once(server) == {200: 60}
    pids = [web.pid for web in webs(server.process.pid)]
    held = {pid: connected_sockets(pid) for pid in [server.process.pid, *pids]}
    assert any(held[pid] for pid in pids)
    shared = [held[one] & held[other] for one, other in combinations(held, 2)]
    assert shared == [set()] * len(shared)


def test_readers_notice_nothing_when_connections_are_ended(
    server: Server, ledger_database: str
) -> None:
    read_at_once(server)
    for _ in range(3):
        assert end_connections(ledger_database) > 0
        assert read_at_once(server) == {200: 60}


def test_readers_notice_nothing_when_connections_are_ended_while_they_read(
    server: Server, ledger_database: str
) -> None:
    """The front asks again for them, on a new connection."""
    for _ in range(4):
        with ThreadPoolExecutor(12) as readers:
            asked = [readers.submit(status, f"{server.url}/c/ukraine/") for _ in range(40)]
            until(lambda: any(one.done() for one in asked), what="the first answer")  # noqa: B023
            assert end_connections(ledger_database) > 0
            assert Counter(one.result() for one in asked) == {200: 40}


def test_no_connection_is_used_after_its_life(server: Server, ledger_database: str) -> None:
    """A thread that has nothing to do keeps its old one, and replaces it before its next page."""

    def connections() -> Connections:
        with psycopg.connect(ledger_database) as connection:
            rows = connection.execute(
                "SELECT pid, backend_start, query_start, clock_timestamp()"
                " FROM pg_stat_activity WHERE application_name = %s",
                [OURS],
            )
            return {(pid, start): (asked, now) for pid, start, asked, now in rows}

    def left_open(known: Connections) -> Connections:
        """What readers leave open: no new one, if each thread's last request outlived its own."""
        for _ in range(20):
            assert read_at_once(server) == {200: 60}
            found = connections()
            if found.keys() - known.keys():
                return found
        pytest.fail("no thread kept a new connection")

    old = left_open({})
    # A second of life, and one for what was asked in it.
    over = max(now for _, now in old.values()) + timedelta(seconds=2)
    until(lambda: min(now for _, now in connections().values()) > over, what="the end of life")
    new = left_open(old)
    assert not [key for key in new.keys() & old.keys() if new[key][0] > over]


def test_a_killed_web_process_is_started_again(server: Server) -> None:
    before = {web.pid for web in webs(server.process.pid)}
    victim = min(before)
    os.kill(victim, signal.SIGKILL)

    def is_replaced() -> bool:
        now = {web.pid for web in webs(server.process.pid)}
        return len(now) == 3 and victim not in now

    until(is_replaced, what="a new web process")
    assert served(server.url)


def test_all_web_processes_killed_again_and_again_come_back(server: Server) -> None:
    # Somebody tidied up meanwhile: new processes find no folder to count into.
    [figures] = Path("/dev/shm").glob(f"ledger-figures-{server.process.pid}-*")
    shutil.rmtree(figures)
    for _ in range(3):
        victims = webs(server.process.pid)
        for web in victims:
            web.kill()
        psutil.wait_procs(victims, timeout=PATIENCE)
        # The port stays open: a reader waits for the next process instead of being turned away.
        assert served(server.url)
    until(lambda: len(webs(server.process.pid)) == 3, what="three web processes")
    assert figures.is_dir()


def test_renewing_replaces_every_process_and_loses_no_request(server: Server) -> None:
    before = {web.pid for web in webs(server.process.pid)}
    seen: Counter[int] = Counter()
    is_over = threading.Event()

    def read() -> None:
        while not is_over.is_set():
            seen[status(f"{server.url}/c/ukraine/")] += 1

    readers = [threading.Thread(target=read) for _ in range(4)]
    for reader in readers:
        reader.start()
    try:
        server.process.send_signal(signal.SIGHUP)

        def is_renewed() -> bool:
            now = {web.pid for web in webs(server.process.pid)}
            return len(now) == 3 and not now & before

        until(is_renewed, what="three new web processes")
        until(lambda: seen[200] > 20, what="readers who were served")
    finally:
        is_over.set()
        for reader in readers:
            reader.join()
    assert set(seen) == {200}


@pytest.fixture
def own_server(ledger_database: str) -> Iterator[Server]:
    """One that a test may end."""
    with running_server(ledger_database, "--workers", "2", LEDGER_METRICS_PORT="0") as running:
        yield running


def test_everything_ends_with_a_killed_main_process(own_server: Server) -> None:
    children = psutil.Process(own_server.process.pid).children(recursive=True)
    assert len(children) >= 2
    own_server.process.kill()
    own_server.process.wait()
    until(
        lambda: not any(child.is_running() for child in children),
        what="the end of every process",
    )
    with socket.socket() as free:
        free.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        free.bind(("127.0.0.1", own_server.port))


def test_what_was_taken_is_answered_when_the_server_is_told_to_end(own_server: Server) -> None:
    with ThreadPoolExecutor(30) as readers:
        asked = [readers.submit(status, f"{own_server.url}/c/ukraine/") for _ in range(30)]
        until(lambda: any(one.done() for one in asked), what="the first answer")
        own_server.process.send_signal(signal.SIGTERM)
        answers = Counter(one.result() for one in asked)
    assert answers == {200: 30}
    assert own_server.process.wait(timeout=60) == 0


def test_a_port_in_use_is_refused_in_a_sentence(server: Server, ledger_database: str) -> None:
    said = subprocess.run(
        [sys.executable, "manage.py", "serve", "--no-worker", f"--port={server.port}"],
        cwd=ROOT,
        env=environment(ledger_database),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert said.returncode == 1
    lines = said.stderr.strip().splitlines()
    assert len(lines) == 1
    assert f"Port {server.port} on 127.0.0.1 is in use" in lines[0]
    assert served(server.url)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--port=70000"], "between 1 and 65535"),
        (["--workers=0"], "Between 1 and 64"),
        (["--address=192.0.2.1"], "can't be served"),
        (["--address=nowhere.invalid"], "no address of this machine"),
    ],
)
def test_what_cannot_be_served_is_refused_in_a_sentence(
    ledger_database: str, arguments: list[str], says: str
) -> None:
    said = subprocess.run(
        [sys.executable, "manage.py", "serve", "--no-worker", *arguments],
        cwd=ROOT,
        env=environment(ledger_database),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert said.returncode in (1, 2)
    assert says in said.stderr
    assert len(said.stderr.strip().splitlines()) == 1


def test_a_database_that_never_answers_is_not_waited_for_by_everybody() -> None:
    """It takes the connection and says nothing, as one behind a broken network does."""
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        url = f"postgres://nobody@127.0.0.1:{silent.getsockname()[1]}/none"
        port = free_port()
        process = subprocess.Popen(
            [sys.executable, "manage.py", "serve", "--no-worker", f"--port={port}"],
            cwd=ROOT,
            env=environment(url, LEDGER_METRICS_PORT="0"),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            base = f"http://127.0.0.1:{port}"
            until(lambda: status(f"{base}/healthz") == 200, what="the web process")
            with ThreadPoolExecutor(40) as readers:
                answers = list(readers.map(answer, [f"{base}/c/ukraine/"] * 40))
            assert {one.status for one in answers} == {503}
            assert all(one.headers["Retry-After"] for one in answers)
            # Asked one after the other they would have waited three seconds each.
            assert status(f"{base}/readyz") == 503
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=60)


def test_figures_are_told_on_a_port_of_their_own(ledger_database: str) -> None:
    port = free_port()
    with running_server(
        ledger_database, "--workers", "2", LEDGER_METRICS_PORT=str(port)
    ) as running:
        assert served(running.url)
        assert status(f"{running.url}/metrics") == 404
        webs(running.process.pid)[0].kill()
        until(lambda: "ledger_restarts_total{" in _figures(port), what="the count of restarts")
        assert 'ledger_requests_total{method="GET",route="readers:matrix"' in _figures(port)
        assert 'ledger_memory_bytes{process="' in _figures(port)


def _figures(port: int) -> str:
    return answer(f"http://127.0.0.1:{port}/metrics").data.decode()


def test_logs_are_json_with_the_request_and_without_the_person(
    ledger_database: str, tmp_path: Path
) -> None:
    log = tmp_path / "log"
    port = free_port()
    with log.open("w") as written:
        process = subprocess.Popen(
            [sys.executable, "manage.py", "serve", "--no-worker", f"--port={port}"],
            cwd=ROOT,
            env=environment(ledger_database, LEDGER_METRICS_PORT="0", LEDGER_LOG_FORMAT="json"),
            stdout=subprocess.DEVNULL,
            stderr=written,
        )
    try:
        base = f"http://127.0.0.1:{port}"
        until(lambda: status(f"{base}/healthz") == 200, what="the web process")
        number = answer(f"{base}/search/?q=ann%40example.org").headers["X-Request-ID"]
        answer(f"{base}/account/password/reset/key/1-secret/")
        until(lambda: "readers:search" in log.read_text(), what="the line of the request")
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=60)
    lines = [json.loads(line) for line in log.read_text().splitlines()]
    [searched] = [line for line in lines if line.get("route") == "readers:search"]
    assert searched["request"] == number
    assert (searched["status"], searched["method"]) == (200, "GET")
    for secret in ("example.org", "1-secret", "127.0.0.1"):
        assert secret not in log.read_text()


def test_the_supervisor_loads_nothing_that_a_child_could_inherit() -> None:
    """Neither Django's settings, connections and apps, nor a pool, nor the web server."""
    names = ("django.conf", "django.db", "django.apps", "psycopg_pool", "granian")
    lines = "import sys, config.serving.__main__, config.serving.database_watch"
    told = subprocess.run(
        [sys.executable, "-c", f"{lines}; print([n for n in {names} if n in sys.modules])"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout.strip() == "[]"


def test_an_installation_that_cannot_serve_ends_with_a_sentence(ledger_database: str) -> None:
    said = subprocess.run(
        [sys.executable, "-m", "config.serving", "--no-worker", f"--port={free_port()}"],
        cwd=ROOT,
        env=environment(ledger_database, DJANGO_SETTINGS_MODULE="nowhere.settings"),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert said.returncode == 1
    assert "ended 3 times before it could serve" in said.stderr.splitlines()[-1]


def test_a_supervisor_without_a_free_file_goes_on_and_starts_what_died_later(
    own_server: Server,
) -> None:
    main = own_server.process.pid
    before = {web.pid for web in webs(main)}
    files = resource.prlimit(main, resource.RLIMIT_NOFILE)
    resource.prlimit(main, resource.RLIMIT_NOFILE, (3, files[1]))
    own_server.process.send_signal(signal.SIGHUP)
    os.kill(min(before), signal.SIGKILL)
    until(lambda: len(webs(main)) == 1, what="the end of a web process")
    assert served(own_server.url), "the other one serves"
    assert own_server.process.poll() is None
    resource.prlimit(main, resource.RLIMIT_NOFILE, files)
    until(lambda: len(webs(main)) == 2, what="a new web process")


def test_new_code_that_does_not_start_leaves_the_old_one_serving(
    ledger_database: str, tmp_path: Path
) -> None:
    code = tmp_path / "renewed.py"
    code.write_text("from config.settings import *\n")
    log = tmp_path / "log"
    port = free_port()
    where = {"DJANGO_SETTINGS_MODULE": "renewed", "PYTHONPATH": str(tmp_path)}
    with log.open("w") as written:
        process = subprocess.Popen(
            [sys.executable, "-m", "config.serving", "--no-worker", f"--port={port}"],
            cwd=ROOT,
            env=environment(ledger_database, **where),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=written,
        )
    try:
        url = f"http://127.0.0.1:{port}"
        until(lambda: served(url), what="the matrix")
        [web] = webs(process.pid)
        code.write_text("raise RuntimeError('broken')\n")
        process.send_signal(signal.SIGHUP)
        until(lambda: "the old one stays" in log.read_text(), what="the end of the renewal")
        assert served(url)
        assert [one.pid for one in webs(process.pid)] == [web.pid]
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=60)
