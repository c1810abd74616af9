"""A server process is killed while somebody writes: what was typed is there when it is back."""

from __future__ import annotations

from playwright.sync_api import expect

from articles.models import Article
from commitments.models import Statement
from tests.browser.conftest import OpenPage, sign_in
from tests.browser.recording import begin, fill, passages_of
from tests.browser.serving import Server
from tests.browser.traffic import settle

GONE = "not reaching the ledger; kept in this browser"


def test_what_is_typed_outlives_the_server(
    open_page: OpenPage,
    article: Article,
    server: Server,
) -> None:
    page = sign_in(
        open_page(base_url=server.url, tolerate=("net::ERR_", "htmx:")),
        "contributor",
    )
    begin(page, article, passages_of(article)[0], "gbr train")
    fill(page, stance="Offered", summary="Written before it died.")
    server.kill()
    page.get_by_label("In one sentence").fill("Written while nobody listened.")
    expect(page.get_by_text(GONE)).to_be_visible()
    page.keyboard.press("Control+S")
    expect(page.get_by_role("alert").filter(has_text="not answer")).to_be_visible()
    assert not Statement.objects.exists()

    server.start()
    page.reload()
    page.get_by_role("link", name="United Kingdom · Training, new statement").click()
    expect(page.get_by_text("Restored")).to_be_visible()
    expect(page.get_by_label("In one sentence")).to_have_value("Written while nobody listened.")
    page.get_by_role("button", name="Save and next from this article").click()
    expect(page.get_by_role("heading", name="Recorded from this article 1")).to_be_visible()
    assert Statement.objects.get().summary == "Written while nobody listened."
    expect(page.get_by_text("Only in this browser")).to_be_hidden()
    settle(page)
