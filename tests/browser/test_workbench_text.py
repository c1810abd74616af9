"""The workbench's text: words selected with mouse, finger and keys become passages, word for word.

The text has what breaks counting: characters outside the first plane, flags, joined emoji,
combining marks, a paragraph from right to left, and passages that overlap and cross its borders.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from articles.models import Passage, Snapshot
from tests.browser.conftest import OpenPage, sign_in_again, signed_in, too_wide
from tests.browser.points import EVERY_POINT, POINT
from tests.factories.articles import PassageFactory, SnapshotFactory

TEXT = (
    "🇺🇦 The café minister 👩🏽\u200d🚀 said on Wednesday that she stands ready to send "
    "instructors. None of them 🛡\ufe0f would serve near the front.\n\n"
    "وقال الوزير إن القوات لن تنتشر قرب الجبهة. وأضاف أن البرلمان سيصوت.\n\n"
    "Z\u0308alg\u0303o reported 30,000 troops 𝟑 times, an old idea 💥 dropped after objections. "
    "It ended there."
)
FIRST = "ready to send instructors. None of them 🛡\ufe0f would"
SECOND = "them 🛡\ufe0f would serve near the front.\n\nوقال الوزير"
PHONE = {"width": 390, "height": 844}

LISTEN = """() => {
  window.heard = [];
  window.kept = document.querySelector("#text p");
  document.addEventListener("ledger:passage", (event) =>
    window.heard.push(["ledger:passage", event.detail]));
}"""
ADD_LIGHTS = """([one, two]) => document.querySelector("#record").insertAdjacentHTML("beforeend",
  `<button data-lights="${one} ${two}">both</button><button data-lights="${two}">one</button>`)"""
LIT = """(marks) => [...new Set(marks.filter((mark) => mark.hasAttribute("data-lit"))
  .map((mark) => Number(mark.dataset.passages)))]"""


@pytest.fixture
def snapshot(empty_ledger: None) -> Snapshot:
    found = SnapshotFactory(text=TEXT)
    PassageFactory(snapshot=found, quote=FIRST)
    PassageFactory(snapshot=found, quote=SECOND)
    return found


def workbench(page: Page, snapshot: Snapshot) -> Page:
    signed_in(page, "contributor")
    page.goto(f"/desk/articles/{snapshot.article_id}/")
    page.evaluate(LISTEN)
    return page


def words(first: str, last: str) -> str:
    start = TEXT.index(first)
    return TEXT[start : TEXT.index(last, start) + len(last)]


def drag(page: Page, first: str, last: str) -> None:
    page.mouse.move(*page.evaluate(POINT, [first, False]))
    page.mouse.down()
    page.mouse.move(*page.evaluate(POINT, [last, True]), steps=5)
    page.mouse.up()


def newest(count: int) -> Passage:
    assert Passage.objects.count() == count
    return Passage.objects.latest("pk")


def number(page: Page, n: int) -> None:
    """Wait for the number of the n-th passage."""
    expect(page.locator("#text").get_by_role("link", name=f"Passage {n},")).to_be_visible()


def marked(page: Page, passage: Passage) -> str:
    found: list[str] = page.evaluate(
        "(key) => [...document.querySelectorAll(`#text mark[data-passages='${key}']`)]"
        ".map((mark) => mark.textContent)",
        passage.pk,
    )
    return "".join(found)


def test_every_code_point_is_found_and_counted_alike(
    open_page: OpenPage, snapshot: Snapshot
) -> None:
    page = workbench(open_page("/"), snapshot)
    gaps = {i for i, c in enumerate(TEXT) if c == "\n"}
    spans = [(i, i + 1) for i in range(len(TEXT)) if i not in gaps]
    spans += [(i, len(TEXT) - i) for i in range(len(TEXT) // 2) if not gaps & {i, len(TEXT) - i}]
    for (start, end), found in zip(spans, page.evaluate(EVERY_POINT, spans), strict=True):
        if end - 1 not in gaps:
            assert found[:2] == [start, end]
        assert found[2].split() == TEXT[start:end].split()


def test_mouse_quotes_across_paragraphs_and_passages(
    open_page: OpenPage, snapshot: Snapshot
) -> None:
    page = workbench(open_page("/"), snapshot)
    drag(page, "stands", "القوات")
    bar = page.get_by_role("toolbar", name="Selected words")
    expect(bar).to_be_visible()
    box, record = bar.bounding_box(), page.locator("#record").bounding_box()
    assert box["x"] + box["width"] <= record["x"], "the bar never covers the record"
    bar.get_by_role("button", name="Quote for new statement").click()
    number(page, 3)
    passage = newest(3)
    assert passage.exact == words("stands", "القوات")
    assert "".join(marked(page, passage).split()) == "".join(passage.exact.split())
    assert page.evaluate("window.heard") == [
        ["ledger:passage", {"passage": passage.pk, "intent": "new", "exact": passage.exact}]
    ]
    expect(bar).to_be_hidden()
    expect(page.get_by_role("searchbox", name="Find a pledge")).to_be_focused()
    # The text was not rendered anew: it is marked where it stands, and counts as before.
    assert page.evaluate("window.kept === document.querySelector('#text p')")
    assert page.evaluate(EVERY_POINT, [[0, 1], [60, 70]])[1][2] == TEXT[60:70]
    # A second one over the first, cut in the middle of a number: words stay whole.
    drag(page, ",000 troops", "old idea")
    page.get_by_role("button", name="Add to open statement").click()
    number(page, 4)
    assert newest(4).exact == words("30,000", "old idea")
    assert page.evaluate("window.heard").pop()[1]["intent"] == "add"
    fresh = open_page(
        f"/desk/articles/{snapshot.article_id}/", storage_state=page.context.storage_state()
    )
    ours, theirs = (
        each.locator("#text sup a").evaluate_all("(all) => all.map((a) => a.dataset.number)")
        for each in (page, fresh)
    )
    assert sorted(ours) == sorted(theirs)


def test_selection_may_begin_in_a_number_and_end_outside(
    open_page: OpenPage, snapshot: Snapshot
) -> None:
    page = workbench(open_page("/"), snapshot)
    page.evaluate(
        "() => { const a = document.querySelector('#text sup a');"
        " const last = document.querySelector('#record');"
        " getSelection().setBaseAndExtent(a, 0, last, 0); }"
    )
    page.get_by_role("button", name="Quote for new statement").click()
    number(page, 3)
    assert newest(3).exact == TEXT[TEXT.index(FIRST) + len(FIRST) :].strip()


def pasted(page: Page) -> str:
    """What was copied, pasted into a field of another site: ours may not read the clipboard."""
    other = page.context.new_page()
    other.route("**/*", lambda route: route.fulfill(content_type="text/html", body="<textarea>"))
    other.goto("https://elsewhere.example/")
    field = other.get_by_role("textbox")
    field.press("Control+V")
    text = field.input_value()
    other.close()
    return text


def test_keys_alone_quote_link_and_leave(open_page: OpenPage, snapshot: Snapshot) -> None:
    page = workbench(open_page("/", permissions=["clipboard-read", "clipboard-write"]), snapshot)
    text = page.get_by_role("article", name="Text of the article")
    said = page.locator("[data-announce]")
    for _ in range(40):
        page.keyboard.press("Tab")
        if text.evaluate("(node) => node === document.activeElement"):
            break
    expect(text).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(said).to_contain_text("said on Wednesday")
    page.keyboard.press("ArrowRight")
    expect(said).to_contain_text("None of them")
    # Into the Arabic paragraph, where the left arrow goes on.
    for key in ("Shift+ArrowDown", "Shift+ArrowLeft", "Shift+ArrowLeft", "Shift+ArrowRight"):
        page.keyboard.press(key)
    page.keyboard.press("Control+Shift+ArrowRight")
    page.keyboard.press("c")
    expect(page.get_by_role("button", name="Link copied")).to_be_visible()
    link = pasted(page)
    assert "outlet.example" in link
    assert "#:~:text=" in link
    assert Passage.objects.count() == 2, "a link needs no stored passage"
    page.keyboard.press("Enter")
    number(page, 3)
    assert newest(3).exact == words("of them 🛡", "وأضاف")
    # The choice of a pledge has the focus now; F6 leads back, to go on from there.
    expect(page.get_by_role("searchbox", name="Find a pledge")).to_be_focused()
    expect(page.locator(".htmx-request, .htmx-settling, .htmx-swapping")).to_have_count(0)
    page.keyboard.press("F6")
    expect(text).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(said).to_contain_text("30,000 troops")
    page.keyboard.press("Escape")
    expect(page.get_by_role("toolbar", name="Selected words")).to_be_hidden()
    page.keyboard.press("[")
    expect(page.get_by_role("link", name="Passage 3, not used yet")).to_be_focused()
    page.keyboard.press("p")
    expect(page.get_by_role("link", name="Passage 2, not used yet")).to_be_focused()
    page.keyboard.press("n")
    page.keyboard.press("a")
    expect(said).to_contain_text("Quoted as passage 3")
    assert Passage.objects.count() == 3, "the same words are kept once"
    page.keyboard.press("p")
    page.keyboard.press("Enter")
    expect(page.locator("#record li[data-chosen]")).to_be_focused()
    page.keyboard.press("F6")
    expect(text).to_be_focused()
    page.keyboard.press("F6")
    expect(page.locator("#record li[data-chosen]")).to_be_focused()
    page.keyboard.press("F6")
    expect(text).to_be_focused()
    page.keyboard.press("?")
    keys = page.get_by_role("dialog", name="Keys")
    expect(keys).to_be_visible()
    page.keyboard.press("Escape")
    expect(keys).to_be_hidden()
    page.get_by_role("textbox", name="Quotation").fill("")
    page.keyboard.press("?")
    expect(keys).to_be_hidden()
    expect(page.get_by_role("textbox", name="Quotation")).to_have_value("?")


def test_a_finger_quotes_on_a_phone(open_page: OpenPage, snapshot: Snapshot) -> None:
    page = workbench(open_page("/", viewport=PHONE, has_touch=True, is_mobile=True), snapshot)
    page.get_by_role("navigation", name="Text and record").get_by_role("link", name="Text").tap()
    page.locator("#text").tap(position={"x": 20, "y": 10})
    # Long presses cannot be emulated: the selection is set as the handles would set it.
    page.evaluate(
        "() => { const [first, second] = document.querySelectorAll('#text p');"
        " getSelection().setBaseAndExtent(first.firstChild, 5, second.firstChild.firstChild, 4); }"
    )
    bar = page.get_by_role("toolbar", name="Selected words")
    expect(bar).to_be_visible()
    box = bar.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= PHONE["width"]
    button = bar.get_by_role("button", name="Quote for new statement")
    target = button.bounding_box()
    assert target["height"] >= 44
    button.tap()
    number(page, 3)
    assert newest(3).exact == words("The café", "وقال")
    assert not too_wide(page)
    switch = page.get_by_role("navigation", name="Text and record")
    expect(switch).to_be_in_viewport()
    switch.get_by_role("link", name="Record").tap()
    expect(page.get_by_role("heading", name="New statement")).to_be_in_viewport()


def test_refusals_and_an_ended_session_lose_nothing(
    open_page: OpenPage, snapshot: Snapshot
) -> None:
    page = workbench(open_page("/"), snapshot)
    failure = page.get_by_role("alert")
    drag(page, "Wednesday", "she stands")
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="Quote for new statement").click()
    sign_in_again(page, "contributor")
    expect(page.get_by_role("dialog", name="Sign in again")).to_be_hidden()
    number(page, 3)
    expect(page.get_by_role("searchbox", name="Find a pledge")).to_be_focused()
    expect(failure).to_be_hidden()
    assert newest(3).exact == words("Wednesday", "she stands")
    page.evaluate("document.querySelectorAll('#text p')[2].dataset.start = 3")
    drag(page, "troops", "times")
    page.get_by_role("button", name="Quote for new statement").click()
    expect(failure).to_contain_text("are not at that place")
    assert Passage.objects.count() == 3


def test_words_and_record_light_each_other(open_page: OpenPage, snapshot: Snapshot) -> None:
    page = workbench(open_page("/"), snapshot)
    first, second = Passage.objects.order_by("pk")
    page.evaluate(ADD_LIGHTS, [first.pk, second.pk])
    marks = page.locator("#text mark")
    page.get_by_role("button", name="both").hover()
    assert sorted(marks.evaluate_all(LIT)) == [first.pk, second.pk]
    page.mouse.move(5, 5)
    page.get_by_role("button", name="one", exact=True).focus()
    assert marks.evaluate_all(LIT) == [second.pk]
    page.mouse.move(*page.evaluate(POINT, ["ready to send", False]))
    expect(page.get_by_role("button", name="both")).to_have_attribute("data-lit", "")
    expect(page.get_by_role("button", name="one", exact=True)).not_to_have_attribute("data-lit", "")


def test_a_passages_own_address_leads_to_what_is_recorded_from_it(
    open_page: OpenPage, snapshot: Snapshot
) -> None:
    page = workbench(open_page("/"), snapshot)
    passage = Passage.objects.earliest("pk")
    page.goto(f"/desk/articles/{snapshot.article_id}/?passage={passage.pk}#quoted-{passage.pk}")
    expect(page.locator("#record li[data-chosen]")).to_be_focused()
