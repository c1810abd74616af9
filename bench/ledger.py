"""The ledger that is measured: an embedded server of the benchmarks' own, filled once and kept.

Not here: what it is filled with (`bench.generate`). Nothing of Django may be imported before
`prepared` has chosen the data folder, because the settings start the database.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DATA_DIR = ROOT / ".cache" / "bench"
# What is fuzzed is changed by it, and thrown away.
FUZZED_DIR = ROOT / ".cache" / "fuzz"
MARKER = DATA_DIR / "generated.json"


@dataclass(frozen=True, slots=True)
class Data:
    """What the ledger holds, and how long it took to make it on this machine."""

    recipe: str
    seconds: float
    counts: dict[str, int]


@contextmanager
def prepared() -> Iterator[Data]:
    """A migrated and filled ledger with Django set up; its server is stopped at the end."""
    recipe = _recipe()
    known = _known()
    is_made = known is not None and known.recipe == recipe
    with _running(DATA_DIR, is_kept=is_made):
        data = known if is_made and known is not None else _make(recipe)
        yield data


@contextmanager
def demonstrated() -> Iterator[Data]:
    """A ledger that holds the demonstration and what waits at its desk, made anew each time."""
    with _running(FUZZED_DIR, is_kept=False):
        from django.core.management import call_command

        from bench.fuzz_ledger import fill

        began = time.monotonic()
        call_command("migrate", verbosity=0)
        counts = fill()
        yield Data("demonstration", round(time.monotonic() - began, 1), counts)


@contextmanager
def _running(folder: Path, *, is_kept: bool) -> Iterator[None]:
    os.environ.pop("DATABASE_URL", None)
    os.environ.pop("LEDGER_TEST_DATABASE", None)
    os.environ["LEDGER_DATA_DIR"] = str(folder)
    # One address asks as fast as it can; it is to be answered, also by a server of its own.
    os.environ["LEDGER_WORK_SECONDS"] = "0"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    if not is_kept:
        _clear(folder)

    import django

    django.setup()
    try:
        from config.collector import settle  # as config/wsgi.py does

        settle()
        yield
    finally:
        from django.db import connections

        from config import database

        for connection in connections.all():
            connection.close()
        database.stop(folder)


def _recipe() -> str:
    """What the data depend on: the generator, the schema and the vocabularies."""
    parts = [ROOT / "bench" / f"{name}.py" for name in ("generate", "prose", "sizes")]
    for app in ("core", "articles", "commitments"):
        parts += sorted((ROOT / app / "migrations").glob("*.py"))
    parts += sorted((ROOT / "commitments" / "data").glob("*.*"))
    digest = hashlib.sha256()
    for path in parts:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _known() -> Data | None:
    try:
        return Data(**json.loads(MARKER.read_text()))
    except (FileNotFoundError, ValueError, TypeError):
        return None


def _clear(folder: Path) -> None:
    """Drop data of another recipe or of an interrupted run; published rows cannot be deleted."""
    from config import database

    database.stop(folder)
    shutil.rmtree(folder, ignore_errors=True)


def _make(recipe: str) -> Data:
    from django.core.management import call_command

    from bench.generate import fill

    print("Making the data, once; this takes a minute or two.", flush=True)
    began = time.monotonic()
    call_command("migrate", verbosity=0)
    counts = fill()
    data = Data(recipe, round(time.monotonic() - began, 1), counts)
    MARKER.write_text(json.dumps(asdict(data)))
    return data
