"""What the docs name is there: a file that moved or went is named so no more."""

import re
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

ROOT = Path(settings.BASE_DIR)
PAGES = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
OURS = {"templates", "tests", "scripts", "docs", "static", "bench", "deploy", "locale"} | {
    app for app in ("config", "core", "articles", "commitments", "desk", "readers")
}
# Files that a reader of the docs is told to write, or that are made.
TO_BE_WRITTEN = re.compile(r"[<…*]|\bnew_|django\.(po|mo)|\.env$")
_CODE = re.compile(r"`([^`\n]+)`")
_FILE = re.compile(r"[\w./-]+\.(?:py|html|css|js|sh|txt|md|json|csv|toml|yml)")
_FOLDER = re.compile(r"(\w+)/[\w/.-]*")
_LINK = re.compile(r"\]\((?!https?:)([^)#\s]+)")


def missing(page: Path) -> Iterator[str]:
    for code in _CODE.findall(page.read_text()):
        name = code.split(":")[0].split("#")[0].strip()
        if TO_BE_WRITTEN.search(name):
            continue
        is_file = bool(_FILE.fullmatch(name))
        folder = _FOLDER.fullmatch(name)
        if is_file and not any(ROOT.rglob(name)) or folder and folder[1] in OURS and not (
            is_file or (ROOT / name).exists()
        ):
            yield code
    for target in _LINK.findall(page.read_text()):
        if not (page.parent / target).exists():
            yield target
