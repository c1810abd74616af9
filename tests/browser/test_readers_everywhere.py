"""What holds on every page for readers: any width, any contrast, no weight, no third party."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import OpenPage, too_wide
from tests.browser.pages import READERS, fill_in
from tests.browser.serving import Server

# 320 px is also 1280 px at 400 %; 640 px is 1280 px at 200 %.
WIDTHS = (320, 640)
# Bytes over the wire, compressed.
MOST_OF_A_FIRST_LOAD = 150_000
MOST_OF_OUR_SCRIPT = 30_000


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_scrolls_sideways(open_page: OpenPage, demonstration: None, width: int) -> None:
    page = open_page("/method/", viewport={"width": width, "height": 720}, forced_colors="active")
    wide = []
    for path in fill_in(READERS):
        page.goto(path)
        if too_wide(page):
            wide.append(path)
    assert not wide


def test_the_first_load_is_light_and_asks_nobody_else(
    open_page: OpenPage, demonstration: None, server: Server
) -> None:
    page = open_page(base_url=server.url)
    sizes = weigh(page, "/")
    own = urlsplit(page.url).netloc
    assert {urlsplit(address).netloc for address in sizes} == {own}
    assert all(sizes.values()), sizes
    assert sum(sizes.values()) < MOST_OF_A_FIRST_LOAD, sizes


def test_our_script_is_small(open_page: OpenPage, demonstration: None) -> None:
    page = open_page()
    scripts = [address for address in weigh(page, "/") if "/static/js/" in address]
    assert any(re.search(r"/js/ledger[.]", address) for address in scripts)
    total = sum(len(page.request.get(address).body()) for address in scripts)
    assert total < MOST_OF_OUR_SCRIPT, (total, scripts)


def weigh(page: Page, path: str) -> dict[str, int]:
    """Bytes that came over the wire for each address, with an empty cache."""
    page.goto(path)
    return page.evaluate(
        "Object.fromEntries(['navigation', 'resource']"
        ".flatMap((kind) => performance.getEntriesByType(kind))"
        ".map(({ name, transferSize }) => [name, transferSize]))"
    )
