"""Reading the matrix: with the keyboard, through filters and Back, on a phone, without script."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage, too_wide

PHONE = {"width": 390, "height": 844}
TRAINING = re.compile("^Committed: United Kingdom, Training")


def focused(page: Page) -> str:
    """The accessible label of what has the focus."""
    label: str = page.evaluate("document.activeElement.getAttribute('aria-label') || ''")
    return label


def test_readers_find_their_way_about_the_matrix(open_page: OpenPage, demonstration: None) -> None:
    """One ledger, several journeys: loading the demonstration is the slow part."""
    opens_a_cell_by_keyboard_and_returns_to_it(open_page("/"))
    goes_back_after_a_filter(open_page("/"))
    keeps_a_list_of_filters_open_and_in_focus(open_page("/"))
    shows_a_scenario_as_one(open_page("/"))
    reads_it_on_a_phone(open_page("/", viewport=PHONE, has_touch=True))
    reads_it_without_javascript(open_page("/", java_script_enabled=False))
    is_usable_at_320_pixels(open_page("/", viewport={"width": 320, "height": 640}))


def opens_a_cell_by_keyboard_and_returns_to_it(page: Page) -> None:
    page.get_by_role("link", name=TRAINING).focus()
    page.keyboard.press("Enter")
    drawer = page.get_by_role("dialog")
    expect(drawer.get_by_role("heading", name="United Kingdom · Training")).to_be_visible()
    expect(drawer).to_contain_text("demonstration digest, our words")
    assert page.url.endswith("/"), "the drawer opens in place"
    page.keyboard.press("Escape")
    expect(drawer).to_be_hidden()
    assert TRAINING.match(focused(page))


def goes_back_after_a_filter(page: Page) -> None:
    rows = page.locator("tbody tr")
    all_rows = rows.count()
    page.get_by_role("checkbox", name="G7 members").check()
    page.wait_for_url("**/c/ukraine/?group=G7")
    expect(rows).not_to_have_count(all_rows)
    assert 0 < rows.count() <= 7
    page.go_back()
    expect(rows).to_have_count(all_rows)
    expect(page.get_by_role("banner")).to_be_visible()
    expect(page.get_by_role("checkbox", name="G7 members")).not_to_be_checked()
    page.go_forward()
    expect(page.get_by_role("checkbox", name="G7 members")).to_be_checked()


def keeps_a_list_of_filters_open_and_in_focus(page: Page) -> None:
    page.get_by_text("Stance", exact=True).click()
    page.get_by_role("checkbox", name="Ruled out").focus()
    page.keyboard.press("Space")
    page.wait_for_url("**/c/ukraine/?stance=ruled_out")
    expect(page.get_by_role("checkbox", name="Ruled out")).to_be_focused()
    expect(page.get_by_role("checkbox", name="Floated")).to_be_visible()


def shows_a_scenario_as_one(page: Page) -> None:
    page.get_by_role("checkbox", name=re.compile("^Ceasefire")).check()
    expect(page.get_by_text("A scenario, not a report.")).to_be_visible()
    freed = page.get_by_role("link", name=re.compile("unconditional under the assumption"))
    expect(freed.first).to_be_visible()
    page.get_by_role("link", name="Back to today, everything").click()
    page.wait_for_url(lambda url: "assume" not in url)
    expect(page.get_by_text("A scenario, not a report.")).to_have_count(0)


def reads_it_on_a_phone(page: Page) -> None:
    assert not too_wide(page)
    page.get_by_role("link", name=TRAINING).tap()
    expect(page.get_by_role("dialog")).to_be_visible()
    assert not too_wide(page)
    page.get_by_role("button", name="Close").tap()
    expect(page.get_by_role("dialog")).to_be_hidden()
    # As a list it is still a table to a screen reader.
    expect(page.get_by_role("rowheader", name="United Kingdom")).to_be_visible()


def reads_it_without_javascript(page: Page) -> None:
    page.get_by_role("checkbox", name="EU members").check()
    page.get_by_role("button", name="Show").click()
    page.wait_for_url("**group=EU*")
    expect(page.get_by_role("rowheader", name="France")).to_be_visible()
    expect(page.get_by_role("rowheader", name="United Kingdom")).to_have_count(0)
    page.get_by_role("link", name=re.compile("France, Land presence")).click()
    expect(page.get_by_role("heading", name="France · Land presence")).to_be_visible()
    page.get_by_role("link", name="Coalition for Ukraine").click()
    expect(page.get_by_role("rowheader", name="France")).to_be_visible()


def is_usable_at_320_pixels(page: Page) -> None:
    assert not too_wide(page)
    page.get_by_text("Date, what if, filters").click()
    assert not too_wide(page)
