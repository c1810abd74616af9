"""Changing the language: in the footer, without script, and for what the scripts say."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage, sign_in, too_wide

PHONE = {"width": 390, "height": 844}


def spoken(page: Page) -> str | None:
    return page.locator("html").get_attribute("lang")


def test_readers_and_editors_change_the_language(open_page: OpenPage, empty_ledger: None) -> None:
    """One ledger, two journeys."""
    reader_switches_and_comes_back_to_the_page(
        open_page("/c/ukraine/?as_of=2026-01-06", viewport=PHONE, java_script_enabled=False)
    )
    desk_speaks_ukrainian_scripts_too(open_page("/"))


def reader_switches_and_comes_back_to_the_page(page: Page) -> None:
    page.get_by_role("navigation", name="Language").get_by_role("link", name="Українська").click()
    assert spoken(page) == "uk"
    assert page.url.endswith("/c/ukraine/?as_of=2026-01-06")
    expect(page.get_by_role("navigation", name="Головна")).to_contain_text("Матриця")
    assert not too_wide(page)
    page.goto("/sources/?lang=fr")
    assert spoken(page) == "fr"
    page.goto("/sources/")
    assert spoken(page) == "uk"
    page.get_by_role("navigation", name="Мова").get_by_role("link", name="English").click()
    assert spoken(page) == "en"


def desk_speaks_ukrainian_scripts_too(page: Page) -> None:
    sign_in(page, "editor")
    page.goto("/desk/?lang=uk")
    expect(page.get_by_role("heading", name="Що на вас чекає")).to_be_visible()
    page.context.set_offline(True)
    page.evaluate(
        "document.body.dispatchEvent(new CustomEvent('htmx:sendError',"
        " {bubbles: true, detail: {elt: document.body}}))"
    )
    expect(page.get_by_role("alert")).to_contain_text("Реєстр не відповідає")
    page.context.set_offline(False)
