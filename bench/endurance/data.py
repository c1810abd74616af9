"""The data folders: the demonstration loaded once, and a copy of it for each server."""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HOME = ROOT / ".cache" / "endurance"
_TEMPLATE = HOME / "template"


def environment(folder: Path, **more: str) -> dict[str, str]:
    """What a command on this data folder is told; nothing of the developer's own settings."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("LEDGER_", "DATABASE_", "SECRET_", "DJANGO_", "GRANIAN_"))
    }
    return {**kept, "LEDGER_DATA_DIR": str(folder), "PYTHONUNBUFFERED": "1", **more}


def embedded(folder: Path, act: str) -> str:
    """`python -m config.embedded start|stop|url|bin`: what it says."""
    done = subprocess.run(
        [sys.executable, "-m", "config.embedded", act],
        cwd=ROOT,
        env=environment(folder),
        capture_output=True,
        text=True,
        check=True,
        timeout=240,
    )
    return done.stdout.strip()


def fresh(name: str) -> Path:
    """A data folder that holds the demonstration and nothing else; its database is stopped."""
    folder = HOME / name
    discard(folder)
    HOME.mkdir(parents=True, exist_ok=True)
    # One run at a time loads it; another one beside it waits for that.
    with (HOME / "template.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        subprocess.run(["cp", "-a", str(_template()), str(folder)], check=True)
    return folder


def discard(folder: Path) -> None:
    """Stop the database of a folder and forget it."""
    if folder.exists():
        embedded(folder, "stop")
        shutil.rmtree(folder)


def _template() -> Path:
    """The demonstration, loaded anew only when what it is made of has changed."""
    mark = _TEMPLATE / "recipe"
    recipe = _recipe()
    if mark.exists() and mark.read_text() == recipe:
        embedded(_TEMPLATE, "stop")
        return _TEMPLATE
    discard(_TEMPLATE)
    _TEMPLATE.mkdir(parents=True)
    print("Loading the demonstration, once.", flush=True)
    subprocess.run(
        [sys.executable, "manage.py", "demo", "--no-serve"],
        cwd=ROOT,
        env=environment(_TEMPLATE),
        stdout=subprocess.DEVNULL,
        check=True,
    )
    embedded(_TEMPLATE, "stop")
    mark.write_text(recipe)
    return _TEMPLATE


def _recipe() -> str:
    """What the demonstration depends on: its facts, the schema, and how it is loaded."""
    parts = [ROOT / "commitments" / "services" / "demonstration.py"]
    for app in ("core", "articles", "commitments"):
        parts += sorted((ROOT / app / "migrations").glob("*.py"))
    parts += sorted((ROOT / "commitments" / "data").rglob("*.*"))
    digest = hashlib.sha256()
    for path in parts:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
