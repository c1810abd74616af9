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
# axe leaves these for a person to judge. A drawer that is closed has no content yet.
_MISSING_IDS = """() => {
  const names =
    ["aria-describedby", "aria-labelledby", "aria-controls", "aria-owns", "for", "form", "list"];
  return names.flatMap((name) => [...document.querySelectorAll(`[${name}]:not(dialog:not([open]))`)]
    .flatMap((node) => node.getAttribute(name).trim().split(/\\s+/)
      .filter((id) => !document.getElementById(id))
      .map((id) => `${name} names “${id}”, which is not there: ${node.outerHTML.slice(0, 160)}`)))
}"""
_RUN = "() => axe.run({resultTypes: ['violations']}).then((found) => found.violations)"


def violations(page: Page) -> list[str]:
    """What axe finds on the page as it is, one line each."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
    found: list[dict[str, Any]] = page.evaluate(_RUN)
    return [f"{v['id']}: {v['help']}: {v['nodes'][0]['html'][:160]}" for v in found]


def hidden_and_seen(page: Page) -> list[str]:
    """What has the attribute `hidden` and is laid out all the same."""
    found: list[str] = page.evaluate(_HIDDEN_AND_SEEN)
    return found


def missing_ids(page: Page) -> list[str]:
    """What points to an element by an id that no element has."""
    found: list[str] = page.evaluate(_MISSING_IDS)
    return found


def complaints(page: Page, path: str) -> list[str]:
    """What axe finds on the page at this path in each look, and what our own eyes would."""
    answer = page.goto(path)
    assert answer.status == REFUSED.get(path, 200), f"{path} answered {answer.status}"
    lines = []
    for look in LOOKS:
        wear(page, look)
        seen = [*violations(page), *hidden_and_seen(page), *missing_ids(page)]
        if too_wide(page):
            seen.append("scrolls sideways")
        lines += [f"{path}: {look[0]}: {line}" for line in seen]
    return lines


def wear(page: Page, look: tuple[str, dict[str, int]]) -> None:
    """Give an open page a theme and a width."""
    theme, viewport = look
    page.emulate_media(color_scheme=theme, reduced_motion="reduce")
    page.set_viewport_size(viewport)
