"""What axe says about a page, in the looks a page can have."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.conftest import too_wide
from tests.browser.pages import ANSWERS

REFUSED = ANSWERS | {
    "/desk/log/?person=command&since=2026-02-01&until=2026-01-01": 422,
}

# Theme and width.
LOOKS = (("light", {"width": 1280, "height": 900}), ("dark", {"width": 390, "height": 844}))

_HIDDEN_AND_SEEN = """() => [...document.querySelectorAll("[hidden]")]
  .filter((node) => node.hidden !== "until-found" && node.getClientRects().length)
  .map((node) => "hidden, yet seen: " + node.outerHTML.slice(0, 160))"""
# Most cells of a matrix are alike but for their words and addresses; axe would spend most of its
# time on them. The first few of each kind stay, in rows of either shade.
_EMPTY_CELLS_LIKE_OTHERS = """() => {
  const counts = new Map();
  for (const cell of document.querySelectorAll("td")) {
    const kind = cell.outerHTML
      .replace(/>[^<]+</g, "><")
      .replace(/ (href|aria-label|data-role|title|datetime)="[^"]*"/g, "");
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
    if (counts.get(kind) > 4) cell.replaceChildren();
  }
}"""
_RUN = "() => axe.run({resultTypes: ['violations']}).then((found) => found.violations)"


def violations(page: Page) -> list[str]:
    """What axe finds on the page as it is, one line each."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
    found: list[dict[str, Any]] = page.evaluate(_RUN)
    return [f"{v['id']}: {v['help']}: {v['nodes'][0]['html'][:160]}" for v in found]


def complaints(page: Page, path: str) -> list[str]:
    """What axe finds on the page at this path in each look, and what our own eyes would."""
    answer = page.goto(path)
    assert answer.status == REFUSED.get(path, 200), f"{path} answered {answer.status}"
    lines = []
    for look in LOOKS:
        wear(page, look)
        if too_wide(page):
            lines.append("scrolls sideways")
        lines += page.evaluate(_HIDDEN_AND_SEEN)
    page.evaluate(_EMPTY_CELLS_LIKE_OTHERS)
    for look in LOOKS:
        wear(page, look)
        lines += [f"{look[0]}: {line}" for line in violations(page)]
    return [f"{path}: {line}" for line in lines]


def wear(page: Page, look: tuple[str, dict[str, int]]) -> None:
    """Give an open page a theme and a width."""
    theme, viewport = look
    page.emulate_media(color_scheme=theme, reduced_motion="reduce")
    page.set_viewport_size(viewport)
