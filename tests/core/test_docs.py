"""What the docs name is there: a file that moved, or went, is found by its old name here."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
PAGES = [path.relative_to(ROOT) for path in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]]
NOT_OURS = {"staticfiles", "node_modules", "__pycache__", "test-results"}
# Examples of what a reader will write.
EXAMPLES = re.compile(r"limit|formats/pl$|noun_|page\.html|PAIRS|robots\.txt|django\.po")
_CODE = re.compile(r"`([^`\n]+)`")
_FILE = re.compile(r"\w[\w./-]*\.(?:py|html|css|js|sh|txt|md|json|csv|toml|yml|svg)")
_FOLDER = re.compile(r"[a-z]\w*/[\w./-]*")
_LINK = re.compile(r"\]\((?!https?:|#)([^)#\s]+)")


def everything() -> set[str]:
    """All files and folders, each as a path from the root with a slash before it."""
    found = set()
    for folder, folders, names in ROOT.walk():
        folders[:] = [name for name in folders if name not in NOT_OURS and name[0] != "."]
        found |= {f"/{(folder / name).relative_to(ROOT)}" for name in [*folders, *names]}
    return found


def missing(text: str, there: set[str]) -> Iterator[str]:
    """Files and folders that a page names and nobody has; a path may lack its beginning."""
    for code in _CODE.findall(text):
        for word in code.split():
            name = word.split(":")[0].split("#")[0].rstrip(",/")
            if not (_FILE.fullmatch(name) or _FOLDER.fullmatch(name)) or EXAMPLES.search(name):
                continue
            if not any(path.endswith(f"/{name}") for path in there):
                yield code


def test_files_that_the_docs_name_are_there() -> None:
    there = everything()
    found = {str(page): list(missing((ROOT / page).read_text(), there)) for page in PAGES}
    assert {page: names for page, names in found.items() if names} == {}


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_links_lead_somewhere(page: Path) -> None:
    place = (ROOT / page).parent
    gone = [to for to in _LINK.findall((ROOT / page).read_text()) if not (place / to).exists()]
    assert gone == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("`readers/gone.py: show`", ["readers/gone.py: show"]),
        ("`gone.py` and `desk/nowhere/`", ["gone.py", "desk/nowhere/"]),
        ("`core/clock.py`, `clock.py`, `desk/review/`, `manage.py demo --port 1`", []),
        ("`/c/<coalition>/`, `/api/v1/openapi.json`, `POST`, `?lang=`, `.data/postgres`", []),
    ],
)
def test_a_name_without_a_file_would_be_seen(text: str, names: list[str]) -> None:
    assert list(missing(text, everything())) == names
