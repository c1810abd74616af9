"""Countries, conditions, disputes, coverage, changes: read, narrowed, printed, without script."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage, too_wide

PHONE = {"width": 390, "height": 844}
NARROW = {"width": 320, "height": 640}
PAGES = (
    "/c/ukraine/GBR/",
    "/pledges/UKR-GBR-1/",
    "/c/ukraine/conditions/",
    "/c/ukraine/disputed/",
    "/c/ukraine/coverage/",
    "/c/ukraine/changes/",
)


def test_readers_use_the_pages(open_page: OpenPage, demonstration: None) -> None:
    """One ledger, several journeys: loading the demonstration is the slow part."""
    finds_out_what_poland_says_of_troops(open_page("/c/ukraine/", viewport=PHONE))
    narrows_the_changes_and_goes_back(open_page("/c/ukraine/changes/"))
    narrows_the_changes_without_javascript(
        open_page("/c/ukraine/changes/", java_script_enabled=False)
    )
    asks_what_is_new(open_page("/c/ukraine/changes/", viewport=PHONE))
    follows_a_condition_into_the_scenario(open_page("/c/ukraine/conditions/"))
    narrows_the_disputes(open_page("/c/ukraine/disputed/", java_script_enabled=False))
    reaches_the_board_by_keyboard(open_page("/c/ukraine/coverage/"))
    prints_a_brief_on_one_page(open_page("/c/ukraine/GBR/"))
    fits_a_narrow_phone(open_page("/c/ukraine/GBR/", viewport=NARROW))


def finds_out_what_poland_says_of_troops(page: Page) -> None:
    page.goto("/c/ukraine/POL/")
    row = page.get_by_role("row").filter(has=page.get_by_role("link", name="Land presence")).first
    expect(row).to_contain_text("Ruled out")
    expect(row).to_contain_text(re.compile(r"\d{1,2} \w{3} 202\d"))
    row.locator("small a").click()
    page.wait_for_url("**/pledges/UKR-POL-*/#s*")
    expect(page.locator("article:target")).to_contain_text("Said by")


def narrows_the_changes_and_goes_back(page: Page) -> None:
    form = page.get_by_role("form", name="Which changes")
    expect(page.locator(".change").first).to_be_visible()
    form.get_by_label("Country").select_option(label="Poland")
    page.wait_for_url("**/changes/?country=POL")
    expect(page.locator(".change .change-who").first).to_have_text(
        re.compile("Poland|For all|Collective claim")
    )
    form.get_by_role("checkbox", name="We corrected").check()
    page.wait_for_url("**/changes/?country=POL&kind=corrected")
    expect(page.get_by_text("No change matches this filter.")).to_be_visible()
    page.go_back()
    page.wait_for_url("**/changes/?country=POL")
    expect(page.get_by_role("banner")).to_be_visible()
    expect(page.locator(".change").first).to_be_visible()


def narrows_the_changes_without_javascript(page: Page) -> None:
    page.get_by_label("Since", exact=True).fill("2026-01-01")
    page.get_by_label("Role").select_option(label="Land presence")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_text("Since 1 Jan 2026, 00:00 (UTC).")).to_be_visible()
    feed = page.get_by_role("link", name="Atom feed of this choice").get_attribute("href")
    assert feed == "/c/ukraine/changes.atom?role=land-presence&since=2026-01-01"


def asks_what_is_new(page: Page) -> None:
    assert not page.context.cookies()
    page.get_by_text("Since my last visit").click()
    page.get_by_role("link", name="Remember this visit").click()
    expect(page.get_by_text("Nothing has changed here since then.")).to_be_visible()
    assert [c["name"] for c in page.context.cookies()] == ["changes-seen-ukraine"]
    page.get_by_role("link", name="Forget my visits").click()
    page.wait_for_url("**/changes/")
    assert not page.context.cookies()


def follows_a_condition_into_the_scenario(page: Page) -> None:
    ceasefire = page.get_by_role("region", name="Ceasefire Open")
    expect(ceasefire).to_contain_text("A scenario, not a report.")
    ceasefire.get_by_role("link", name="See the matrix under this assumption").click()
    page.wait_for_url("**/c/ukraine/?assume=ceasefire")


def narrows_the_disputes(page: Page) -> None:
    page.get_by_label("Country").select_option("LTU")
    page.get_by_role("button", name="Show").click()
    page.wait_for_url("**/disputed/?country=LTU*")
    expect(page.get_by_role("heading", level=2, name="Lithuania").first).to_be_visible()
    sides = page.locator(".dispute").first.get_by_role("article")
    expect(sides).to_have_count(2)


def reaches_the_board_by_keyboard(page: Page) -> None:
    board = page.get_by_role("region", name=re.compile("The day of the last look"))
    board.focus()
    page.keyboard.press("ArrowRight")
    link = board.get_by_role("link", name=re.compile("Land presence")).first
    link.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/land-presence/")


def prints_a_brief_on_one_page(page: Page) -> None:
    expect(page.get_by_text("Print this brief")).to_be_visible()
    paper = page.pdf(format="A4")
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 1
    page.emulate_media(media="print")
    expect(page.get_by_role("heading", name="At a glance")).to_be_visible()
    expect(page.get_by_text("Print this brief")).to_be_hidden()


def fits_a_narrow_phone(page: Page) -> None:
    for path in PAGES:
        page.goto(path)
        assert not too_wide(page), path
