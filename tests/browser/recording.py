"""Recording beside a text, as the page's own script and a person do it."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from articles.models import Article


def begin(page: Page, article: Article, passage: int, sought: str) -> None:
    """As the text's bar does it: quote for a new statement, then pick the pledge by keyboard."""
    if f"/desk/articles/{article.pk}/" not in page.url:
        page.goto(f"/desk/articles/{article.pk}/")
    announce(page, passage, "new")
    search = page.get_by_role("searchbox", name="Find a pledge")
    expect(search).to_be_focused()
    search.fill(sought)
    expect(page.get_by_role("heading", name="Found")).to_be_visible()
    expect(page.locator(".pledge-choice-list li")).to_have_count(1)
    search.press("Enter")
    expect(page.get_by_role("group", name=re.compile("^Stance"))).to_be_visible()


def announce(page: Page, passage: int, intent: str) -> None:
    page.evaluate(
        "detail => document.dispatchEvent(new CustomEvent('ledger:passage', {detail}))",
        {"passage": passage, "intent": intent, "exact": ""},
    )


def fill(page: Page, *, stance: str, summary: str, capacity: str = "Minister") -> None:
    page.get_by_role("radio", name=stance).check()
    page.get_by_label("In one sentence").fill(summary)
    page.get_by_label("Said on").fill("2025-08-20")
    page.get_by_label("In what capacity").select_option(label=capacity)


def passages_of(article: Article) -> list[int]:
    passages = article.snapshots.get().passages.order_by("start")
    return list(passages.values_list("pk", flat=True))
