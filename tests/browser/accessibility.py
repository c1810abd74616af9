"""What axe says about a page, in the looks a page can have."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.conftest import too_wide
from tests.browser.pages import ANSWERS

REFUSED = ANSWERS | {
    "/desk/log/?person=command&since=2026-02-01&until=2026-01-01": 422,
}


LOOKS = (
    {"color_scheme": "light", "viewport": {"width": 1280, "height": 900}},
    {"color_scheme": "dark", "viewport": {"width": 390, "height": 844}},
)


def complaints(page: Page, path: str) -> list[str]:
    """What axe finds on the page at this path, one line each, and whether it scrolls sideways."""
    answer = page.goto(path)
    assert answer.status == REFUSED.get(path, 200), f"{path} answered {answer.status}"
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    lines = [f"{path}: {v['id']}: {v['help']}: {v['nodes'][0]['html'][:160]}" for v in found]
    return [*lines, f"{path}: scrolls sideways"] if too_wide(page) else lines
