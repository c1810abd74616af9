"""Where the PostgreSQL of the tests keeps its data: in memory, if there is room.

Every test that commits gets a copy of a database, which is hundreds of files: 0.06 s in memory,
0.4 to 1 s on a disk. Needs neither Django nor a database.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from contextlib import suppress
from pathlib import Path

_MEMORY = Path("/dev/shm")
# Of copies, templates and write-ahead log there may be half as much.
_ROOM = 3_000_000_000
_PREFIX = f"ledger-tests-{os.getuid()}-"
# In a folder in memory: which checkout it belongs to.
_OWNER = "checkout"


def data_folder(checkout: Path, memory: Path = _MEMORY) -> Path:
    """Return the folder `.cache/tests` of a checkout; a link into memory, made where there is none.

    A disk is used if memory has too little room. Folders of checkouts that are gone are removed.
    """
    folder = checkout / ".cache" / "tests"
    folder.parent.mkdir(exist_ok=True)
    if not os.access(memory, os.W_OK):
        return folder
    _remove_orphans(memory)
    target = memory / (_PREFIX + hashlib.sha256(str(checkout).encode()).hexdigest()[:12])
    if folder.is_dir() and not folder.is_symlink():
        if _is_in_use(folder):
            return folder
        shutil.rmtree(folder)
    if not target.exists():
        folder.unlink(missing_ok=True)
        if shutil.disk_usage(memory).free < _ROOM:
            return folder
        # Readable, because root runs PostgreSQL as another user.
        target.mkdir(mode=0o755, exist_ok=True)
        (target / _OWNER).write_text(str(checkout))
    if target.stat().st_uid == os.getuid():
        with suppress(FileExistsError):  # another test run may begin at the same moment
            folder.symlink_to(target)
    return folder


def _remove_orphans(memory: Path) -> None:
    for folder in memory.glob(f"{_PREFIX}*"):
        owner = folder / _OWNER
        is_ours = owner.exists() and owner.stat().st_uid == os.getuid()
        if is_ours and not Path(owner.read_text()).exists() and not _is_in_use(folder):
            shutil.rmtree(folder, ignore_errors=True)


def _is_in_use(folder: Path) -> bool:
    return any(folder.glob("*/postmaster.pid"))
