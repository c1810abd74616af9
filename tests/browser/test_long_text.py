"""A text in parts at the workbench: read on by scrolling, by keys, and by links alone."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from articles.models import Passage, Snapshot
from tests.browser.conftest import OpenPage, signed_in
from tests.browser.points import EVERY_POINT, POINT
from tests.factories.articles import PassageFactory, SnapshotFactory

TEXT = "\n\n".join(
    f"Paragraph {n} 💥 is here. Minister number {n} said that she stands ready to send instructors."
    for n in range(1_000)
)
STARTS = "() => document.querySelectorAll('#text [data-start]').length"


@pytest.fixture
def snapshot(empty_ledger: None) -> Snapshot:
    found = SnapshotFactory(text=TEXT)
    for n in (10, 395, 990):
        PassageFactory(snapshot=found, quote=f"Minister number {n} said")
    return found


def workbench(page: Page, snapshot: Snapshot, query: str = "") -> Page:
    signed_in(page, "contributor")
    page.goto(f"/desk/articles/{snapshot.article_id}/{query}")
    return page


def shown(page: Page, count: int) -> None:
    page.wait_for_function(f"() => ({STARTS})() === {count}")


def test_scrolling_brings_the_next_part_and_places_are_counted_alike(
    open_page: OpenPage, snapshot: Snapshot
) -> None:
    page = workbench(open_page("/"), snapshot)
    shown(page, 400)
    page.get_by_role("link", name="The next part: 2 of 3").scroll_into_view_if_needed()
    shown(page, 800)
    expect(page.get_by_role("link", name="The next part: 3 of 3")).to_have_count(1)
    edge = TEXT.index("Paragraph 400")
    spans = [(edge - 30, edge + 40), (edge, edge + 13), (0, 20)]
    for (start, end), found in zip(spans, page.evaluate(EVERY_POINT, spans), strict=True):
        assert found[:2] == [start, end]
        assert found[2].split() == TEXT[start:end].split()
    # Across the border of the two parts, by mouse.
    page.mouse.move(*page.evaluate(POINT, ["send instructors.", False]))
    first, last = "Paragraph 400 💥", "Minister number 400 said"
    page.evaluate(POINT, [last, True])
    page.evaluate(
        "([first, last]) => {"
        " const all = [...document.querySelectorAll('#text [data-start]')];"
        " getSelection().setBaseAndExtent(all[399].firstChild, 0, all[400].firstChild, 20); }",
        [first, last],
    )
    page.get_by_role("button", name="Quote for new statement").click()
    expect(page.locator("#text").get_by_role("link", name="Passage 4,")).to_be_visible()
    passage = Passage.objects.latest("pk")
    assert passage.exact.startswith("Paragraph 399 💥 is here.")
    assert passage.exact.endswith("Paragraph 400 💥 is")


def test_words_selected_around_the_ways_are_those_of_the_text_alone(
    open_page: OpenPage, snapshot: Snapshot
) -> None:
    page = workbench(open_page("/"), snapshot, "?part=2")
    page.evaluate(
        "() => { const [way] = document.querySelectorAll('#text [data-way]');"
        " const first = document.querySelector('#text [data-start]');"
        " const link = way.querySelector('a');"
        " getSelection().setBaseAndExtent(link.firstChild, 3, first.firstChild, 13); }"
    )
    page.get_by_role("button", name="Quote for new statement").click()
    expect(page.locator("#text").get_by_role("link", name="Passage 4,")).to_be_visible()
    assert Passage.objects.latest("pk").exact == "Paragraph 400"


def test_keys_go_on_in_the_parts_before_and_after(open_page: OpenPage, snapshot: Snapshot) -> None:
    page = workbench(open_page("/"), snapshot, "?part=2")
    said = page.locator("[data-announce]")
    page.locator("#text").focus()
    page.keyboard.press("ArrowDown")
    expect(said).to_contain_text("Paragraph 400 💥 is here.")
    page.keyboard.press("ArrowUp")
    expect(said).to_contain_text("Minister number 399 said")
    shown(page, 800)
    page.keyboard.press("p")
    expect(said).to_contain_text("Passage 2, not used yet")
    page.keyboard.press("p")
    # In a part that is loaded by now: the one before was whole.
    expect(said).to_contain_text("Passage 1, not used yet")
    page.keyboard.press("n")
    page.keyboard.press("n")
    page.wait_for_url("**/?passage=*")
    expect(page.locator("#text").get_by_role("link", name="Passage 3,")).to_be_visible()
    page.locator("#text").focus()
    page.keyboard.press("End")
    expect(said).to_contain_text("Minister number 999 said")
    page.keyboard.press("Home")
    page.wait_for_url("**/?part=1*")


def test_what_is_recorded_leads_to_the_part_of_its_words(
    open_page: OpenPage, snapshot: Snapshot
) -> None:
    page = workbench(open_page("/"), snapshot)
    page.locator("#record").get_by_role("link", name="Minister number 990 said").click()
    page.wait_for_url("**#passage-*")
    expect(page.get_by_text("A long text: part 3 of 3.")).to_be_visible()
    expect(page.locator("#text mark")).to_be_in_viewport()


def test_parts_are_links_without_scripts(open_page: OpenPage, snapshot: Snapshot) -> None:
    page = workbench(open_page("/"), snapshot)
    bare = open_page(
        f"/desk/articles/{snapshot.article_id}/",
        java_script_enabled=False,
        viewport={"width": 390, "height": 844},
        storage_state=page.context.storage_state(),
    )
    bare.get_by_role("link", name="The next part: 2 of 3").click()
    expect(bare.get_by_text("Paragraph 400 ", exact=False).first).to_be_visible()
    bare.get_by_role("link", name="The part before: 1 of 3").click()
    expect(bare.get_by_text("Paragraph 0 ", exact=False).first).to_be_visible()
    bare.locator("#record").get_by_role("link", name="Minister number 990 said").click()
    expect(bare.get_by_text("A long text: part 3 of 3.")).to_be_visible()
