"""Every journey of a reader: with scripts on a desk's screen, without on a phone.

With scripts on a phone go the journeys through what is laid out anew there, the matrix and the
pictures. Nothing else depends on both at once: that no page scrolls sideways at any width is asked
of every page in `test_readers_everywhere` and `test_accessibility`, and that a page is the same
with and without htmx in the views' own tests.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage, too_wide

WIDE = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
# Enter overtakes the search that typing began: htmx tells of the one it gave up.
GIVEN_UP = ("htmx:sendAbort", "htmx:afterRequest")


def test_every_journey_with_scripts(open_page: OpenPage, demonstration: None) -> None:
    page = open_page("/", tolerate=GIVEN_UP, viewport=WIDE)
    go(page, *EVERY_JOURNEY)


def test_every_journey_on_a_phone_without_scripts(open_page: OpenPage, demonstration: None) -> None:
    go(open_page("/", viewport=PHONE, java_script_enabled=False), *EVERY_JOURNEY)


def test_journeys_laid_out_anew_on_a_phone(open_page: OpenPage, demonstration: None) -> None:
    page = open_page("/", tolerate=GIVEN_UP, viewport=PHONE)
    go(
        page,
        finds_a_country_and_what_it_says,
        supposes_that_a_condition_is_met,
        sees_where_nobody_has_looked,
        looks_at_a_picture,
        takes_a_row_along,
    )


def go(page: Page, *journeys: Callable[[Page], None]) -> None:
    for journey in journeys:
        journey(page)
        assert not too_wide(page), (journey.__name__, page.url)


def finds_a_country_and_what_it_says(page: Page) -> None:
    search = page.get_by_role("searchbox", name="Find a country")
    search.fill("pol")
    search.press("Enter")
    page.wait_for_url("**q=pol*")
    page.get_by_role("link", name=re.compile("^Ruled out: Poland, Land presence")).click()
    expect(page.get_by_role("heading", name="Poland · Land presence")).to_be_visible()
    expect(page.get_by_text(re.compile("^Ruled out since 17 Feb 2025"))).to_be_visible()


def reads_the_country_and_its_pledge(page: Page) -> None:
    # In the drawer, or above the cell's own page.
    page.get_by_role("link", name=re.compile("^(All about )?Poland$")).last.click()
    expect(page.get_by_role("heading", level=1, name="Poland")).to_be_visible()
    row = page.get_by_role("row").filter(has=page.get_by_role("link", name="Land presence")).first
    row.locator("small a").click()
    page.wait_for_url("**/pledges/UKR-POL-*/#s*")
    expect(page.get_by_text("Said by").first).to_be_visible()


def supposes_that_a_condition_is_met(page: Page) -> None:
    to(page, "Conditions")
    ceasefire = page.get_by_role("region", name="Ceasefire Open")
    ceasefire.get_by_role("link", name="See the matrix under this assumption").click()
    page.wait_for_url("**?assume=ceasefire")
    expect(page.get_by_text("A scenario, not a report.").first).to_be_visible()
    page.get_by_role("link", name="Back to today, everything").click()
    page.wait_for_url(lambda url: "assume" not in url)
    expect(page.get_by_text("A scenario, not a report.")).to_have_count(0)


def reads_where_sources_disagree(page: Page) -> None:
    page.get_by_role("link", name="Where sources disagree").click()
    page.get_by_role("combobox", name=re.compile("^Country")).select_option("LTU")
    page.get_by_role("button", name="Show").click()
    page.wait_for_url("**/disputed/?country=LTU*")
    expect(page.locator(".dispute").first.get_by_role("article")).to_have_count(2)


def sees_where_nobody_has_looked(page: Page) -> None:
    page.get_by_role("link", name="When each cell was last looked at").click()
    page.get_by_role("combobox", name=re.compile("^Country")).select_option("AUT")
    page.get_by_role("button", name="Show").click()
    page.wait_for_url("**/coverage/?*country=AUT*")
    expect(page.get_by_role("rowheader")).to_have_count(1)


def reads_what_has_changed(page: Page) -> None:
    to(page, "Changes")
    page.get_by_role("combobox", name=re.compile("^Country")).select_option("POL")
    page.get_by_role("button", name="Show").click()
    page.wait_for_url("**/changes/?*country=POL*")
    expect(page.locator(".change").first).to_be_visible()


def looks_at_a_picture(page: Page) -> None:
    to(page, "Pictures")
    page.get_by_role("link", name="Map", exact=True).click()
    page.wait_for_url("**/pictures/map/*")
    page.get_by_role("combobox", name="Role").select_option(label="Medical")
    page.get_by_role("button", name="Show").click()
    page.wait_for_url("**role=medical*")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Medical")
    expect(page.get_by_role("link", name=re.compile("^PNG"))).to_be_visible()


def follows_a_source(page: Page) -> None:
    to(page, "Sources")
    link = page.get_by_role("main").get_by_role("link", name=re.compile("^Report on")).first
    title = link.inner_text()
    link.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(title)
    expect(page.locator("blockquote").first).to_be_visible()


def searches_with_a_slip(page: Page) -> None:
    to(page, "Search")
    page.get_by_role("searchbox").fill("macorn")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_role("link", name="Emmanuel Macron", exact=True)).to_be_visible()


def reads_how_and_in_which_language(page: Page) -> None:
    to(page, "Method")
    expect(page.get_by_role("heading", name="The ladder")).to_be_visible()
    page.get_by_role("link", name="Українська").click()
    expect(page.locator("html")).to_have_attribute("lang", "uk")
    page.get_by_role("link", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")


def takes_a_row_along(page: Page) -> None:
    page.goto("/c/ukraine/GBR/")
    page.get_by_text("Embed this").click()
    code = page.get_by_label("Code to paste").input_value()
    assert "/embed/ukraine/GBR/" in code
    page.get_by_role("link", name="See how it looks").click()
    page.wait_for_url("**/embed/ukraine/GBR/")
    expect(page.get_by_role("link", name=re.compile("United Kingdom")).first).to_be_visible()


EVERY_JOURNEY = (
    finds_a_country_and_what_it_says,
    reads_the_country_and_its_pledge,
    supposes_that_a_condition_is_met,
    reads_where_sources_disagree,
    sees_where_nobody_has_looked,
    reads_what_has_changed,
    looks_at_a_picture,
    follows_a_source,
    searches_with_a_slip,
    reads_how_and_in_which_language,
    takes_a_row_along,
)


def to(page: Page, name: str) -> None:
    """By the masthead, from wherever one is."""
    page.get_by_role("navigation", name="Main").get_by_role("link", name=name, exact=True).click()
