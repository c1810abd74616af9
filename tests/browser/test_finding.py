"""Finding: search as one types and without a script, a report from a phone, a row in a frame."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from commitments.models import ErrorReport
from tests.browser.conftest import OpenPage, sign_in

pytestmark = pytest.mark.browser

PHONE = {"viewport": {"width": 390, "height": 844}}


def no_sideways(page: Page) -> bool:
    wide: bool = page.evaluate(
        "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    )
    return not wide


def test_results_come_as_one_types_and_keep_an_address(
    open_page: OpenPage, demonstration: None
) -> None:
    page = open_page("/search/", **PHONE)
    field = page.get_by_role("searchbox")
    expect(field).to_be_focused()
    field.press_sequentially("polnd logi")
    expect(page.get_by_role("link", name="Poland", exact=True)).to_be_visible()
    expect(page.get_by_text("similar name")).to_be_visible()
    expect(page).to_have_url(re.compile(r"/search/\?q=polnd\+logi$"))
    expect(page.get_by_role("status").filter(has_text="things found")).to_be_visible()
    expect(field).to_be_focused()
    assert no_sideways(page)
    # A result opens at its statement; Back is the search again.
    page.get_by_role("link", name="Poland: Supply hub and transport").first.click()
    expect(page).to_have_url(re.compile(r"/pledges/UKR-POL-\d+/#s\d+$"))
    page.go_back()
    expect(page.get_by_role("searchbox")).to_have_value("polnd logi")
    expect(page.get_by_role("link", name="Poland", exact=True)).to_be_visible()


def test_search_works_without_a_script(open_page: OpenPage, demonstration: None) -> None:
    page = open_page("/search/", java_script_enabled=False)
    page.get_by_role("searchbox").fill("macorn")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name="Emmanuel Macron", exact=True).click()
    expect(page.get_by_role("heading", name="Statements")).to_be_visible()
    page.get_by_label("What to search in").get_by_role("link", name="Quoted passages").click()
    expect(page).to_have_url(re.compile("in=passages"))


@pytest.mark.parametrize("scripts", [True, False])
def test_error_is_reported_and_settled(
    open_page: OpenPage, demonstration: None, scripts: bool
) -> None:
    page = open_page("/method/", java_script_enabled=scripts, **PHONE)
    page.get_by_role("main").get_by_role("link", name="Report an error").last.click()
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("alert")).to_contain_text("Say what is wrong.")
    page.get_by_label("What is wrong?").fill("The date is a day late.")
    page.get_by_label("Your email").fill("reader@example.org")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("Your report is with the desk.")).to_be_visible()
    assert no_sideways(page)

    desk = sign_in(open_page("/", java_script_enabled=scripts), "editor")
    desk.get_by_role("link", name="Reports from readers").click()
    line = desk.get_by_role("listitem").filter(has_text="The date is a day late.")
    line.get_by_label("What became of it").select_option(label="No error found")
    line.get_by_role("button", name="Settle").click()
    expect(desk.get_by_text("Settled. The reader's email is deleted.")).to_be_visible()
    assert ErrorReport.objects.get().email == ""


def test_row_stands_in_a_frame_and_pages_do_not(open_page: OpenPage, demonstration: None) -> None:
    # The console tells that the second frame is refused.
    page = open_page("/robots.txt", tolerate=("frame-ancestors", "X-Frame-Options", "frame"))
    base = page.url.removesuffix("/robots.txt")
    other = base.replace("localhost", "127.0.0.1") if "localhost" in base else base
    page.set_content(
        f'<iframe title="row" src="{other}/embed/ukraine/GBR/"></iframe>'
        f'<iframe title="page" src="{other}/c/ukraine/GBR/"></iframe>'
    )
    row = page.frame_locator("iframe[title=row]")
    expect(row.get_by_role("link", name="Land presence")).to_be_visible()
    expect(row.get_by_role("table")).to_contain_text("Preparing")
    with page.expect_popup() as opened:
        row.get_by_role("link", name="Land presence").click()
    expect(opened.value).to_have_url(re.compile(r"/c/ukraine/GBR/land-presence/$"))
    refused = page.frame_locator("iframe[title=page]")
    expect(refused.get_by_role("heading", name="United Kingdom")).to_have_count(0)
