"""The inbox of articles in a browser: filters and Back, acts by keyboard, without script."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from articles.models import Article
from core.models import User
from tests.browser.conftest import OpenPage, signed_in, too_wide
from tests.factories.articles import SnapshotFactory


@pytest.fixture
def articles(empty_ledger: None) -> list[Article]:
    """Three new articles, one in French, one read."""
    made = [
        SnapshotFactory(article__title=title, article__language=language).article
        for title, language in (("Alpha", "en"), ("Beta", "en"), ("Gamma", "en"), ("Delta", "fr"))
    ]
    read = SnapshotFactory(article__title="Omega", article__reading_state="extracted").article
    return [*made, read]


def test_editors_work_off_their_inbox(open_page: OpenPage, articles: list[Article]) -> None:
    """One ledger, several journeys, each leaving the articles as the next expects them."""
    page = signed_in(open_page(), "editor")
    filters_and_goes_back(page)
    takes_several_by_keyboard(page)
    keeps_ticks_where_an_act_is_refused(page)
    keeps_a_filter(page)
    takes_beside_others_on_a_phone(open_page)
    works_without_script(open_page)


def filters_and_goes_back(page: Page) -> None:
    page.goto("/desk/articles/")
    rows = page.locator("[data-row]")
    expect(rows).to_have_count(5)
    page.get_by_role("radio", name="New 4").check()
    page.wait_for_url("**/desk/articles/?state=new")
    expect(rows).to_have_count(4)
    page.get_by_role("combobox", name="Language").focus()
    page.get_by_role("combobox", name="Language").select_option("fr (1)")
    page.wait_for_url("**/desk/articles/?state=new&language=fr")
    expect(rows).to_have_count(1)
    expect(page.get_by_role("combobox", name="Language")).to_be_focused()
    page.go_back()
    expect(rows).to_have_count(4)
    expect(page.get_by_role("banner")).to_be_visible()
    expect(page.get_by_role("combobox", name="Language")).to_have_value("")
    page.get_by_label("Title or outlet").fill("gam")
    page.keyboard.press("Enter")
    page.wait_for_url("**/desk/articles/?q=gam&state=new")
    expect(rows).to_have_count(1)


def takes_several_by_keyboard(page: Page) -> None:
    page.goto("/desk/articles/?state=new")
    page.get_by_role("link", name="Alpha").focus()
    page.keyboard.press("x")
    expect(page.get_by_text("1 ticked")).to_be_visible()
    page.get_by_role("checkbox", name="Tick “Beta”").focus()
    page.keyboard.press("Space")
    expect(page.get_by_text("2 ticked")).to_be_visible()
    page.get_by_label("With these").focus()
    page.keyboard.press("I")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Do it")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_text("You read 2 articles.")).to_be_visible()
    taken = Article.objects.filter(reader__isnull=False).values_list("title", flat=True)
    assert sorted(taken) == ["Alpha", "Beta"]


def keeps_ticks_where_an_act_is_refused(page: Page) -> None:
    page.goto("/desk/articles/")
    page.get_by_role("checkbox", name="All 5 on this page").check()
    expect(page.get_by_text("5 ticked")).to_be_visible()
    page.get_by_role("checkbox", name="Tick “Omega”").uncheck()
    page.get_by_label("With these").select_option("Set due date …")
    page.get_by_role("button", name="Do it").click()
    expect(page.get_by_role("alert")).to_contain_text("Give the day.")
    expect(page.get_by_text("4 ticked")).to_be_visible()
    page.get_by_label("Due date").fill("2030-01-02")
    page.get_by_role("button", name="Do it").click()
    expect(page.get_by_text("4 articles: due on 2 January 2030.")).to_be_visible()
    expect(page.get_by_text("due 2 Jan 2030")).to_have_count(4)


def keeps_a_filter(page: Page) -> None:
    page.get_by_label("Taken by").select_option("Me (2)")
    page.wait_for_url("**/desk/articles/?reader=me")
    page.get_by_text("Keep this filter").click()
    page.get_by_label("Name", exact=True).fill("What I took")
    page.get_by_role("button", name="Keep").click()
    page.goto("/desk/")
    page.get_by_role("link", name="What I took 2").click()
    expect(page.locator("[data-row]")).to_have_count(2)


def takes_beside_others_on_a_phone(open_page: OpenPage) -> None:
    page = open_page("/account/login/", viewport={"width": 390, "height": 844}, has_touch=True)
    signed_in(page, "contributor")
    page.goto("/desk/articles/?reader=nobody")
    assert not too_wide(page)
    page.get_by_role("button", name="I take this “Gamma”").tap()
    expect(page.get_by_text("reads it, due on 2 January 2030.")).to_be_visible()
    expect(page.get_by_role("link", name="Gamma")).to_have_count(0)
    page.goto("/desk/")
    assert not too_wide(page)
    expect(page.get_by_role("heading", name="Articles you took 1")).to_be_visible()


def works_without_script(open_page: OpenPage) -> None:
    page = signed_in(open_page(java_script_enabled=False), "editor")
    page.goto("/desk/articles/")
    page.get_by_role("combobox", name="Language").select_option("fr (1)")
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.locator("[data-row]")).to_have_count(1)
    page.get_by_role("checkbox", name="Tick “Delta”").check()
    page.get_by_label("With these").select_option("Set reading state …")
    page.get_by_label("Reading state").select_option("Read, nothing found")
    page.get_by_role("button", name="Do it").click()
    expect(page.get_by_text("1 article: read, nothing found.")).to_be_visible()
    page.get_by_role("button", name="I take this “Delta”").click()
    expect(page.get_by_role("button", name="Give back “Delta”")).to_be_visible()
    reader = User.objects.get(email="editor@example.org")
    assert Article.objects.get(title="Delta").reader == reader
