"""Looking at pictures: with the keyboard, through the form and Back, on a phone, as a file."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage, too_wide

PICTURES = "/c/ukraine/pictures/"
PHONE = {"width": 390, "height": 844}
BRITISH = re.compile("^GBR, United Kingdom, Deployed")


def paper(page: Page) -> str:
    """The colour behind a picture that was opened as a file."""
    colour: str = page.evaluate("getComputedStyle(document.querySelector('.drawing-paper')).fill")
    return colour


def test_readers_find_their_way_about_the_pictures(
    open_page: OpenPage, demonstration: None
) -> None:
    """One ledger, several journeys: loading the demonstration is the slow part."""
    opens_the_matrix_from_a_tile_by_keyboard(open_page(PICTURES))
    passes_the_marks_to_the_table(open_page(f"{PICTURES}map/"))
    chooses_a_role_and_goes_back(open_page(f"{PICTURES}map/"))
    looks_on_a_phone_without_javascript(
        open_page(f"{PICTURES}map/", viewport=PHONE, java_script_enabled=False)
    )
    is_usable_at_320_pixels(open_page(PICTURES, viewport={"width": 320, "height": 640}))
    opens_as_a_file_in_the_colours_of_the_reader(open_page)


def opens_the_matrix_from_a_tile_by_keyboard(page: Page) -> None:
    picture = page.get_by_role("region", name="Highest stance of each country", exact=True)
    expect(picture.get_by_role("group", name="Highest stance of each country")).to_have_count(1)
    picture.get_by_role("link", name=BRITISH).focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/c/ukraine/?country=GBR")
    expect(page.locator("table.matrix tbody tr")).to_have_count(1)


def passes_the_marks_to_the_table(page: Page) -> None:
    page.get_by_role("link", name="Skip the picture").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    inside = "document.activeElement.closest('details')?.id"
    assert page.evaluate(inside) == "numbers-map"
    row = page.get_by_role("row", name=re.compile("^United Kingdom GBR Deployed"))
    expect(row).to_be_visible()


def chooses_a_role_and_goes_back(page: Page) -> None:
    heading = page.get_by_role("heading", level=1)
    page.get_by_role("combobox", name="Role").select_option(label="Medical")
    page.wait_for_url("**/pictures/map/?role=medical")
    expect(heading).to_have_text("Highest stance of each country: Medical")
    page.go_back()
    expect(heading).to_have_text("Highest stance of each country")
    expect(page.get_by_role("banner")).to_be_visible()


def looks_on_a_phone_without_javascript(page: Page) -> None:
    expect(page.get_by_role("link", name=BRITISH)).to_have_count(1)
    page.get_by_role("combobox", name="Role").select_option(label="Training")
    page.get_by_text("What if a condition were met?").first.click()
    page.get_by_role("checkbox", name=re.compile("^Ceasefire")).check()
    page.get_by_role("button", name="Show").click()
    page.wait_for_url(re.compile(r"role=training.*assume=ceasefire"))
    expect(page.get_by_text("A scenario, not a report.")).to_be_visible()
    page.get_by_role("link", name=re.compile("^Offered")).last.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Coalition for Ukraine")


def is_usable_at_320_pixels(page: Page) -> None:
    assert not too_wide(page)
    expect(page.locator(".drawing:visible")).to_have_count(4)
    tile = page.get_by_role("link", name=BRITISH).bounding_box()
    assert min(tile["width"], tile["height"]) >= 24, "a finger's aim"


def opens_as_a_file_in_the_colours_of_the_reader(open_page: OpenPage) -> None:
    # A complaint of the policy about its style would fail the test.
    papers = [paper(open_page(f"{PICTURES}map.svg", color_scheme=s)) for s in ("light", "dark")]
    assert papers == ["rgb(251, 250, 247)", "rgb(20, 22, 26)"]
