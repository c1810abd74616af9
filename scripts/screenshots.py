"""Take pictures of every kind of page into docs/screens/.

Usage: `.venv/bin/python scripts/screenshots.py URL`, where URL is a ledger with demonstration data,
as `make demo` serves it.
"""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

FOLDER = Path(__file__).parent.parent / "docs" / "screens"
READERS = (
    ("/", "The matrix"),
    ("/c/ukraine/?assume=ceasefire", "What if there were a ceasefire"),
    ("/c/ukraine/?as_of=2026-01-06&compare=2025-06-01", "Two days compared"),
    ("/c/ukraine/GBR/", "A country"),
    ("/c/ukraine/GBR/land-presence/", "A cell"),
    ("/pledges/UKR-GBR-1/", "A pledge"),
    ("/c/ukraine/conditions/", "What must happen first"),
    ("/c/ukraine/disputed/", "Where sources disagree"),
    ("/c/ukraine/coverage/", "When each cell was last looked at"),
    ("/c/ukraine/changes/", "What changed"),
    ("/c/ukraine/pictures/", "In pictures"),
    ("/sources/", "Sources"),
    ("/search/?q=training", "Search"),
    ("/method/", "Method"),
)
DESK = (
    ("/desk/", "What waits"),
    ("/desk/articles/", "Articles"),
    ("/desk/articles/add/", "An article by its address"),
    ("/desk/articles/1/", "Text and record"),
    ("/desk/articles/1/texts/", "Stored texts"),
    ("/desk/evidence/", "Evidence"),
    ("/desk/review/", "Review"),
    ("/desk/checks/", "Coverage"),
    ("/desk/log/", "Log"),
)
LOOKS = ((1280, 900, "light"), (390, 844, "dark"))
ACCOUNT, PASSWORD = "editor@example.org", "coalition-ledger-demo"


def main(url: str) -> None:
    """Take every picture, and write the page that shows them."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("LEDGER_CHROMIUM", "/usr/bin/chromium"),
            args=["--no-sandbox", "--disable-gpu"],
        )
        for width, height, scheme in LOOKS:
            take(browser, url, width, height, scheme)
        browser.close()
    (FOLDER / "README.md").write_text(page())


def take(browser: Browser, url: str, width: int, height: int, scheme: str) -> None:
    """Take all pages in one size and theme; sign in for those of the desk."""
    context = browser.new_context(
        base_url=url,
        viewport={"width": width, "height": height},
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
        locale="en-GB",
    )
    tab = context.new_page()
    for path, _ in READERS:
        tab.goto(path)
        tab.screenshot(path=FOLDER / f"{name(path)}-{width}.jpg", type="jpeg", quality=60)
    tab.goto("/account/login/")
    tab.get_by_label("Email").fill(ACCOUNT)
    tab.get_by_label("Password").fill(PASSWORD)
    tab.get_by_role("button", name="Sign in").click()
    tab.wait_for_url("**/desk/")
    for path, _ in DESK:
        tab.goto(path)
        tab.screenshot(path=FOLDER / f"{name(path)}-{width}.jpg", type="jpeg", quality=60)
    context.close()


def name(path: str) -> str:
    """Return a file's name for a page."""
    return re.sub(r"[^a-z0-9]+", "-", path.lower()).strip("-") or "home"


def page() -> str:
    """Return the list of pictures, in Markdown."""
    lines = ["# What it looks like", "", "Made by `scripts/screenshots.py` from the demonstration."]
    for heading, pages in (("Readers", READERS), ("The desk", DESK)):
        lines += ["", f"## {heading}"]
        for path, title in pages:
            lines += ["", f"### {title}", "", f"`{path}`", ""]
            lines += [
                f"![{title}, {width} px, {scheme}]({name(path)}-{width}.jpg)"
                for width, _, scheme in LOOKS
            ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main(sys.argv[1])
