"""The matrix through time: slider, comparison, search, arrows and citing, on any screen."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage, too_wide

PHONE = {"width": 390, "height": 844}
TROOPS = re.compile("^Ruled out: Poland, Land presence")


def label(page: Page) -> str:
    found: str = page.evaluate(
        "document.activeElement.getAttribute('aria-label') || document.activeElement.textContent"
    )
    return found


def test_readers_travel_through_the_matrix(open_page: OpenPage, demonstration: None) -> None:
    """One ledger, several journeys: loading the demonstration is the slow part."""
    moves_between_cells_with_arrows(open_page("/"))
    steps_and_plays_through_the_days(open_page("/"))
    finds_a_country_while_typing(open_page("/"))
    sorts_by_a_heading_and_goes_back(open_page("/"))
    compares_two_days(open_page("/"))
    learns_whether_poland_sends_troops(open_page("/", viewport=PHONE, has_touch=True))
    compares_without_javascript(open_page("/", viewport=PHONE, java_script_enabled=False))


def moves_between_cells_with_arrows(page: Page) -> None:
    cells = page.locator("[data-roving] tbody a[href]")
    expect(page.locator('[data-roving] tbody a[tabindex="0"]')).to_have_count(1)
    page.get_by_role("link", name=TROOPS).focus()
    expect(page.locator('[data-roving] tbody a[tabindex="0"]')).to_have_count(1)
    page.keyboard.press("ArrowRight")
    assert "Poland, Training" in label(page)
    page.keyboard.press("Home")
    assert label(page) == "Poland"
    page.keyboard.press("ArrowLeft")
    assert label(page) == "Poland", "the row ends here"
    page.keyboard.press("End")
    assert "Poland, Political support" in label(page)
    page.keyboard.press("Control+ArrowUp")
    assert "Political support" in label(page)
    assert "Poland" not in label(page)
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    assert "Political support" in label(page)
    assert cells.count() > 100


def steps_and_plays_through_the_days(page: Page) -> None:
    slider = page.get_by_role("slider")
    expect(slider).to_have_attribute("aria-valuetext", "today")
    page.get_by_role("button", name="A day with news earlier").click()
    page.wait_for_url("**?as_of=2026-05-18")
    expect(slider).to_have_attribute("aria-valuetext", "18 May 2026")
    slider.focus()
    page.keyboard.press("Home")
    page.wait_for_url("**?as_of=2025-0*")
    expect(slider).to_be_focused()
    expect(page.get_by_role("button", name="Play")).to_be_hidden()  # less motion is asked for
    page.emulate_media(reduced_motion="no-preference")
    entries = page.evaluate("history.length")
    first = page.url
    page.get_by_role("button", name="Play").click()
    page.wait_for_url(lambda url: url != first)
    second = page.url
    page.wait_for_url(lambda url: url != second)
    page.get_by_role("button", name="Stop").click()
    expect(page.get_by_role("button", name="Play")).to_be_visible()
    assert page.evaluate("history.length") == entries, "playing is one step for Back"
    page.get_by_role("link", name="Remove: said up to").click()
    expect(page.get_by_role("slider")).to_have_attribute("aria-valuetext", "today")


def finds_a_country_while_typing(page: Page) -> None:
    search = page.get_by_role("searchbox", name="Find a country")
    search.press_sequentially("turk", delay=30)
    page.wait_for_url("**?q=turk")
    expect(page.locator("tbody tr")).to_have_count(1)
    expect(search).to_be_focused()
    search.press_sequentially("i")
    page.wait_for_url("**?q=turki")
    expect(search).to_have_value("turki")
    page.get_by_role("link", name="Remove: country named").click()
    expect(page.get_by_role("rowheader", name="Poland")).to_be_visible()
    expect(search).to_have_value("")


def sorts_by_a_heading_and_goes_back(page: Page) -> None:
    page.get_by_role("link", name="Country", exact=True).click()
    page.wait_for_url("**?sort=country")
    expect(page.get_by_role("columnheader", name="Country")).to_have_attribute(
        "aria-sort", "ascending"
    )
    expect(page.locator("tbody th").first).to_contain_text("Australia")
    page.get_by_label("Group by").select_option("organisation")
    page.wait_for_url("**?sort=country&by=organisation")
    expect(page.get_by_role("rowheader", name="In NATO and the EU")).to_be_visible()
    page.go_back()
    expect(page.get_by_label("Group by")).to_have_value("")
    expect(page.get_by_role("rowheader", name="In NATO and the EU")).to_have_count(0)


def compares_two_days(page: Page) -> None:
    page.get_by_label("Compare with", exact=True).fill("2026-01-05")
    page.wait_for_url("**?compare=2026-01-05")
    expect(page.get_by_role("heading", name="What changed from 5 Jan 2026")).to_be_visible()
    expect(page.get_by_role("link", name=re.compile("rose, was considering")).first).to_be_visible()
    page.get_by_role("link", name="End the comparison").click()
    page.wait_for_url(lambda url: "compare" not in url)
    expect(page.locator("[data-change]")).to_have_count(0)


def learns_whether_poland_sends_troops(page: Page) -> None:
    """Whether, since when, who said it, and a citation: what a reader on a phone came for."""
    page.get_by_role("searchbox", name="Find a country").fill("pol")
    page.wait_for_url("**?q=pol")
    assert not too_wide(page)
    page.get_by_role("link", name=TROOPS).tap()
    drawer = page.get_by_role("dialog")
    expect(drawer).to_contain_text(
        "Ruled out since 17 Feb 2025, last said on 6 Jan 2026 by Donald Tusk, Prime Minister."
    )
    drawer.get_by_role("link", name="Cite").tap()
    cited = drawer.locator("#cell-cite-text")
    expect(cited).to_be_visible()
    expect(cited).to_contain_text("Poland, Land presence, in Coalition for Ukraine: what had been")
    assert not too_wide(page)


def compares_without_javascript(page: Page) -> None:
    expect(page.get_by_role("slider")).to_be_hidden()
    page.get_by_text("Date, what if, filters").click()
    page.get_by_label("Compare with", exact=True).fill("2026-01-05")
    page.get_by_label("Find a country").fill("poland")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_role("heading", name="What changed from 5 Jan 2026")).to_be_visible()
    expect(
        page.get_by_role("link", name="Poland, Logistics and transit", exact=True)
    ).to_be_visible()
    assert not too_wide(page)
    page.get_by_role("link", name="Back to today, everything").click()
    expect(page.get_by_role("rowheader", name="United Kingdom")).to_be_visible()
