"""What a screen reader is told on the way from the matrix to a quotation."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.conftest import OpenPage

FRAME = """
- link "Skip to content"
- banner:
  - navigation "Main"
- main:
  - heading "Coalition for Ukraine" [level=1]
  - form "Date, conditions and filters"
  - complementary "Collective claims"
  - region "Matrix, scrolls sideways"
  - region "Headcounts given"
  - navigation "This coalition"
- contentinfo
"""
SAID = "Ruled out: Poland, Land presence, inside, grade B, 1 quotation, said 6 January 2026"
TABLE = f"""
- table /What each country has said about each role/:
  - caption
  - rowgroup:
    - row "Country Land presence Training":
      - columnheader "Country"
      - columnheader "Land presence"
      - columnheader "Training"
  - rowgroup:
    - row /^Poland last word 6 Jan 2026/:
      - rowheader /Poland/:
        - link "Poland"
      - cell:
        - 'link "{SAID}"'
      - cell:
        - 'link "Poland, Training: not researched"'
"""
DRAWER = """
- dialog "Poland · Land presence":
  - heading "Poland · Land presence" [level=1]
  - button "Close"
  - region "UKR-POL-1":
    - heading /UKR-POL-1/ [level=2]
    - paragraph: /Ruled out since 17 Feb 2025, last said on 6 Jan 2026 by Donald Tusk/
    - article:
      - blockquote:
        - paragraph:
          - mark
"""


def test_a_screen_reader_hears_the_way_to_a_quotation(
    open_page: OpenPage, demonstration: None
) -> None:
    page = open_page("/c/ukraine/?country=POL&role=land-presence,training")
    expect(page.locator("body")).to_match_aria_snapshot(FRAME)
    expect(page.get_by_role("table")).to_match_aria_snapshot(TABLE)
    cell = page.get_by_role("link", name="Ruled out: Poland, Land presence")
    cell.focus()
    page.keyboard.press("Enter")
    drawer = page.get_by_role("dialog")
    expect(drawer).to_be_focused()
    expect(page.locator("#cell-drawer")).to_match_aria_snapshot(DRAWER)
    page.keyboard.press("Escape")
    expect(cell).to_be_focused()


def test_languages_and_landmarks_are_told(open_page: OpenPage, demonstration: None) -> None:
    page = open_page("/c/ukraine/POL/?lang=uk")
    expect(page.locator("html")).to_have_attribute("lang", "uk")
    # Words of a source stay in its language, and say so.
    expect(page.locator("blockquote[lang=en]").first).to_be_attached()
    expect(page.get_by_role("main").get_by_role("heading", level=1)).to_have_count(1)
