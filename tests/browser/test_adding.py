"""Adding an article by its address: the progress in the page, with scripts and without."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from articles.models import Article, Fetch
from articles.services.running import run_fetch
from tests.articles.fetching.conftest import site
from tests.articles.fetching.site import LocalSite
from tests.articles.jobs.pages import page as article_page
from tests.articles.jobs.pages import prose
from tests.browser.conftest import OpenPage, signed_in

__all__ = ["site"]

PATH = "/news/watched-on-its-way"


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_an_article_is_added_by_its_address(
    open_page: OpenPage, empty_ledger: None, site: LocalSite, scripts: bool
) -> None:
    # Leaving the page gives up the question that was on its way.
    given_up = ("htmx:sendAbort", "htmx:afterRequest", "htmx:sendError")
    page = signed_in(open_page(tolerate=given_up, java_script_enabled=scripts), "editor")
    page.get_by_role("link", name="Add an article").click()
    ask(page, site.url(PATH))
    progress = page.get_by_role("heading", name="It waits for its turn")
    expect(progress).to_be_visible()

    # A worker takes it up; the page is not there.
    run_fetch(Fetch.objects.get().pk, rules=site.rules())
    if not scripts:
        page.get_by_role("link", name="Look again").click()
    expect(page.get_by_role("heading", name="Page not found")).to_be_visible()
    expect(page.get_by_role("link", name="Paste the text instead")).to_be_visible()

    # It appears; asked for once more, it is added.
    site.put(PATH, article_page(prose(70), title="Watched on its way"))
    page.get_by_role("button", name="Try again").click()
    expect(progress).to_be_visible()
    run_fetch(Fetch.objects.latest("pk").pk, rules=site.rules())
    if not scripts:
        page.get_by_role("link", name="Look again").click()
    expect(page.get_by_role("heading", name="The article is in the ledger")).to_be_visible()
    page.get_by_role("link", name="Read it").click()
    expect(page.get_by_role("heading", name="Watched on its way")).to_be_visible()
    expect(page.get_by_role("article", name="Text of the article")).to_contain_text(prose(70)[1])
    assert Article.objects.count() == 1


@pytest.mark.parametrize("width", [390, 1280])
def test_what_was_done_is_told_in_front_of_the_workbench(
    open_page: OpenPage, empty_ledger: None, width: int
) -> None:
    page = signed_in(open_page(viewport={"width": width, "height": 800}), "editor")
    page.get_by_role("link", name="Add an article").click()
    page.get_by_label("Text or HTML").fill("\n\n".join(prose(70)))
    page.get_by_label("Outlet").fill("The Daily")
    page.get_by_label("Title").fill("Pasted by hand")
    page.get_by_role("button", name="Add the article").click()
    expect(page.get_by_role("heading", name="Pasted by hand")).to_be_visible()
    # A click would reach it: nothing lies over the words.
    page.get_by_text("The article is in the ledger.").click(trial=True)


def ask(page: Page, address: str) -> None:
    """One field, one key."""
    field = page.get_by_role("textbox", name="Address of the article")
    expect(field).to_be_focused()
    field.fill(address)
    field.press("Enter")
