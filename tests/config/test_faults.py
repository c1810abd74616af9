"""What a command says, in one sentence, where the machine or the database is not as it should be.

Real commands, in processes of their own: on real mounts where this machine lets us make some.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction

from core.faults import is_outage, migration_sentence, sentence_of
from tests.raw_sql import execute

ROOT = Path(__file__).parents[2]
COMMAND = (sys.executable, "manage.py")
# In a name space of its own: a mount ends with the command, however that ends.
MOUNTED = ("unshare", "--mount", "sh", "-ec")
TINY = 'mount -t tmpfs -o size=20m tmpfs "$0"; exec "$@"'
READ_ONLY = 'mount --bind "$0" "$0"; mount -o remount,bind,ro "$0"; exec "$@"'


def run(*command: str | Path, **environment: str) -> tuple[int, str, str]:
    """Exit code, output and errors of a command in this environment."""
    inherited = ("DATABASE_URL", "LEDGER_DATA_DIR", "LEDGER_TEST_DATABASE", "SECRET_KEY")
    kept = {name: value for name, value in os.environ.items() if name not in inherited}
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=kept | environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    return done.returncode, done.stdout, done.stderr


def require_one_sentence(answer: tuple[int, str, str], *words: str) -> None:
    code, out, err = answer
    assert (code, out) == (1, ""), err
    # Beside it root is told which folders it opened for the server's account.
    assert len([line for line in err.splitlines() if not line.startswith("Made ")]) == 1, err
    for word in words:
        assert word in err


def require_mounts(script: str, folder: Path) -> None:
    """Skip where nothing can be mounted, as in most containers."""
    if shutil.which("unshare") is None:
        pytest.skip("This machine has no unshare, so no mount of a test's own.")
    code, _, err = run(*MOUNTED, script, folder, "true")
    if code:
        pytest.skip(f"This machine lets us mount nothing: {err.strip()}")


# --- the data folder ----------------------------------------------------------------------------
@pytest.mark.parametrize("below", ["", "deeper/still"])
def test_a_file_where_the_folder_should_be(tmp_path: Path, below: str) -> None:
    (tmp_path / "file").touch()
    answer = run(*COMMAND, "integrity", LEDGER_DATA_DIR=str(tmp_path / "file" / below))
    require_one_sentence(answer, f"{tmp_path / 'file'} is a file", "LEDGER_DATA_DIR")


def test_a_folder_of_somebody_else(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o500)
    user: tuple[str, ...] = ()
    if os.geteuid() == 0:  # whom permissions bind only without these
        os.chown(closed, 12345, 12345)
        user = ("setpriv", "--bounding-set=-dac_override,-dac_read_search")
        if shutil.which("setpriv") is None:
            pytest.skip("Permissions do not bind root, and there is no setpriv.")
    answer = run(*user, *COMMAND, "integrity", "--json", LEDGER_DATA_DIR=str(closed))
    require_one_sentence(answer, str(closed), "Permission denied", "LEDGER_DATA_DIR")


def test_a_read_only_disk(tmp_path: Path) -> None:
    require_mounts(READ_ONLY, tmp_path)
    command = (*MOUNTED, READ_ONLY, tmp_path, *COMMAND)
    answer = run(*command, "integrity", LEDGER_DATA_DIR=str(tmp_path))
    require_one_sentence(answer, str(tmp_path), "read-only", "LEDGER_DATA_DIR")
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_at_the_start(tmp_path: Path) -> None:
    require_mounts(TINY, tmp_path)
    command = (*MOUNTED, TINY, tmp_path, *COMMAND)
    answer = run(*command, "load_vocabularies", LEDGER_DATA_DIR=str(tmp_path))
    require_one_sentence(answer, f"disk that holds {tmp_path} is full", "make room")


def test_a_full_disk_leaves_no_part_of_a_key(tmp_path: Path) -> None:
    script = 'mount -t tmpfs -o size=8k,nr_inodes=8 tmpfs "$0"; '
    full = script + 'head -c 9000 /dev/zero > "$0/fill" || true; "$@" || true; ls "$0"'
    require_mounts(script + 'exec "$@"', tmp_path)
    _, out, err = run(*MOUNTED, full, tmp_path, *COMMAND, "check", LEDGER_DATA_DIR=str(tmp_path))
    assert "is full: make room" in err
    assert "Traceback" not in err
    assert out.split() == ["fill"]


def test_an_empty_key_signs_nothing(tmp_path: Path) -> None:
    (tmp_path / "secret.key").touch()
    answer = run(*COMMAND, "check", LEDGER_DATA_DIR=str(tmp_path))
    require_one_sentence(answer, "secret.key is empty", "delete it")


def test_a_traceback_is_there_for_who_asks(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    command = (*COMMAND, "integrity", "--traceback")
    code, _, err = run(*command, LEDGER_DATA_DIR=str(tmp_path / "file"))
    assert code == 1
    assert "Traceback" in err


# --- the database -------------------------------------------------------------------------------
@pytest.fixture(scope="module")
def bare() -> Iterator[str]:
    """The address of a database without tables."""
    told = settings.DATABASES["default"]
    server = {"host": told["HOST"], "port": told["PORT"], "user": told["USER"]}
    name = f"bare_{os.getpid()}"
    with psycopg.connect(dbname="postgres", autocommit=True, **server) as admin:
        admin.execute(f"CREATE DATABASE {name}")
        try:
            yield f"postgresql://{told['USER']}@/{name}?host={told['HOST']}&port={told['PORT']}"
        finally:
            admin.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.mark.parametrize(
    "arguments",
    [
        ("integrity", "--json"),
        ("recheck_articles", "--json"),
        ("load_vocabularies",),
        ("import_article", "README.md", "--title=T", "--publisher=P", "--json"),
    ],
    ids=lambda arguments: arguments[0],
)
def test_a_database_without_tables(bare: str, arguments: tuple[str, ...]) -> None:
    answer = run(*COMMAND, *arguments, DATABASE_URL=bare, SECRET_KEY="for-tests")
    require_one_sentence(answer, "has no tables yet", "manage.py migrate")


def test_a_database_that_is_not_there(bare: str) -> None:
    address = bare.replace("/bare_", "/no_such_")
    answer = run(*COMMAND, "integrity", DATABASE_URL=address, SECRET_KEY="for-tests")
    require_one_sentence(answer, "has no database “no_such_", "DATABASE_URL")


def test_a_user_that_is_refused(bare: str) -> None:
    address = bare.replace("//ledger@", "//stranger:hidden@")
    answer = run(*COMMAND, "integrity", DATABASE_URL=address, SECRET_KEY="for-tests")
    require_one_sentence(answer, "refuses the user “stranger”", "DATABASE_URL")
    assert "hidden" not in answer[2]


def test_a_database_that_is_away() -> None:
    address = "postgres://ann:hidden@127.0.0.1:1/ledger"
    answer = run(*COMMAND, "recheck_articles", DATABASE_URL=address, SECRET_KEY="for-tests")
    require_one_sentence(answer, "127.0.0.1:1 does not answer", "Connection refused")
    assert "hidden" not in answer[2]


def test_a_missing_secret() -> None:
    answer = run(*COMMAND, "integrity", DATABASE_URL="postgres://ann@127.0.0.1:1/ledger")
    require_one_sentence(answer, "SECRET_KEY is missing")


@pytest.mark.django_db
def test_tables_of_another_version() -> None:
    assert migration_sentence() is None
    later = "INSERT INTO django_migrations (app, name, applied) VALUES (%s, %s, now())"
    execute(later, ["auth", "9999_renamed_upstream"])
    assert migration_sentence() is None
    execute("DELETE FROM django_migrations WHERE app = 'commitments' AND name LIKE '0003%'")
    assert "1 migrations more" in str(migration_sentence())
    execute(later, ["commitments", "0999_later"])
    assert "newer version of this project (commitments.0999_later)" in str(migration_sentence())


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("state", "words", "outage"),
    [
        ("53100", "disk of the database is full", True),
        ("25006", "takes no writes", True),
        ("42501", "run the command as the user that owns the tables", False),
        ("57P01", "does not answer", True),
    ],
)
def test_what_the_server_reports(state: str, words: str, outage: bool) -> None:
    report = f"DO $$ BEGIN RAISE EXCEPTION 'It is so.' USING ERRCODE = '{state}'; END $$"
    with pytest.raises(DatabaseError) as caught, transaction.atomic():
        execute(report)
    assert words in str(sentence_of(caught.value))
    assert is_outage(caught.value) is outage


@pytest.mark.django_db
def test_a_bug_keeps_its_traceback() -> None:
    with pytest.raises(DatabaseError) as caught, transaction.atomic():
        execute("SELECT 1 / 0")
    assert sentence_of(caught.value) is None
    assert not is_outage(caught.value)
    assert sentence_of(ValueError("What?")) is None
    assert connection.is_usable()
