"""Finding: search as one types and without a script, a report from a phone, a row in a frame."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from playwright.sync_api import expect

from commitments.models import ErrorReport
from tests.browser.conftest import OpenPage, signed_in, too_wide

PHONE = {"viewport": {"width": 390, "height": 844}}


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
    assert not too_wide(page)
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
    assert not too_wide(page)

    desk = signed_in(open_page(java_script_enabled=scripts), "editor")
    desk.get_by_role("link", name="Reports from readers").click()
    line = desk.get_by_role("listitem").filter(has_text="The date is a day late.")
    line.get_by_label("What became of it").select_option(label="No error found")
    line.get_by_role("button", name="Settle").click()
    expect(desk.get_by_text("Settled. The reader's email is deleted.")).to_be_visible()
    assert ErrorReport.objects.get().email == ""


class Elsewhere(BaseHTTPRequestHandler):
    """Somebody else's page on this machine, with two of ours in frames."""

    ours = ""

    def do_GET(self) -> None:
        """The same page for every path."""
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        for title, path in (("row", "/embed/ukraine/GBR/"), ("page", "/c/ukraine/GBR/")):
            self.wfile.write(f'<iframe title="{title}" src="{self.ours}{path}"></iframe>'.encode())

    def log_message(self, *_: object) -> None:
        """Nobody reads it."""


@pytest.fixture
def elsewhere(live_server: Any) -> Iterator[str]:
    """The address of that page."""
    Elsewhere.ours = live_server.url
    server = ThreadingHTTPServer(("127.0.0.1", 0), Elsewhere)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def test_row_stands_in_a_frame_and_pages_do_not(
    open_page: OpenPage, demonstration: None, elsewhere: str
) -> None:
    # The console tells that the second frame is refused.
    page = open_page(elsewhere, tolerate=("frame-ancestors", "X-Frame-Options", "frame"))
    row = page.frame_locator("iframe[title=row]")
    expect(row.get_by_role("link", name="Land presence")).to_be_visible()
    expect(row.get_by_role("table")).to_contain_text("Preparing")
    with page.expect_popup() as opened:
        row.get_by_role("link", name="Land presence").click()
    expect(opened.value).to_have_url(re.compile(r"/c/ukraine/GBR/land-presence/$"))
    refused = page.frame_locator("iframe[title=page]")
    expect(refused.locator("body")).to_have_count(1)
    expect(refused.get_by_role("heading", name="United Kingdom")).to_have_count(0)
