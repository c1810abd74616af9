"""From a real article to the matrix, as a contributor and an editor do it in the browser.

The quotations are taken out of the article by their first and last words, so that no sentence of
it is copied here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Locator, Page, expect

from articles.models import Passage
from tests.browser.conftest import OpenPage, sign_in

DAY = "2025-08-20"


@dataclass(frozen=True)
class Quote:
    """Words of the article from `first` to `last`, and the facts they prove."""

    first: str
    last: str
    proves: Sequence[str]

    def out_of(self, text: str) -> str:
        start = text.index(self.first)
        return text[start : text.index(self.last, start) + len(self.last)]


@dataclass(frozen=True)
class Record:
    """One statement as the walkthrough enters it."""

    who: str
    roles: Sequence[str]
    stance: str
    summary: str
    capacity: str
    quotes: Sequence[Quote]
    said_on: str = DAY
    speaker: str = ""
    office: str = ""
    limits: Sequence[str] = ()
    conditions: Sequence[str] = ()
    title: str = ""
    headcount: dict[str, str] = field(default_factory=dict)
    change: str = ""
    reason: str = ""


READY = Quote("Radakin is expected", "near Russian forces", ["Stance", "Roles", "Limits"])
FRONT = Quote("it will not commit", "to the frontline", ["Limits"])
SKIES = Quote("Britain is prepared to send", "skies and ports", ["Stance", "Roles", "Place"])
DEAL = Quote("focusing on non-combat", "event of a peace deal", ["Conditions", "Limits"])
BACKED = Quote("Prime Minister Keir Starmer", "US-led security guarantees", ["Conditions"])
NO_TROOPS = Quote("Trump reiterated on Tuesday", "deployed to Ukraine", ["Stance", "Roles"])
FIGURE = Quote("Initial discussions had", "some European allies", ["Stance", "Headcount"])

RECORDS = (
    Record(
        who="United Kingdom",
        roles=["Training", "Logistics and transit"],
        stance="Offered",
        summary="Military officials say Britain is willing to train and to run logistics there.",
        capacity="Unnamed official",
        office="UK military officials",
        limits=["Not on the front line", "No combat"],
        conditions=["Peace agreement"],
        quotes=[READY, FRONT, DEAL],
    ),
    Record(
        who="United Kingdom",
        roles=["Air policing", "Maritime security"],
        stance="Offered",
        summary="Military officials say Britain would help to defend skies and ports after a deal.",
        capacity="Unnamed official",
        office="UK military officials",
        limits=["Not on the front line", "No combat"],
        conditions=["Peace agreement", "US backstop"],
        quotes=[SKIES, DEAL, BACKED],
    ),
    Record(
        who="United States",
        roles=["Land presence"],
        stance="Ruled out",
        summary="The president says that no American troops will be deployed.",
        said_on="2025-08-19",
        capacity="Head of state or government",
        speaker="Donald Trump",
        office="President",
        quotes=[NO_TROOPS],
    ),
    Record(
        who="Collective claim",
        roles=["Land presence"],
        stance="Floated",
        summary="Early talks had floated a force of up to 30,000 troops.",
        capacity="The outlet's inference",
        title="Up to 30,000 troops, once floated",
        headcount={"At most": "30000", "As worded": "up to 30,000 troops"},
        quotes=[FIGURE],
    ),
    Record(
        who="Collective claim",
        roles=["Land presence"],
        stance="Floated",
        summary="The figure of 30,000 has been reduced since, after concerns of some allies.",
        capacity="The outlet's inference",
        title="Up to 30,000 troops, once floated",
        headcount={"At most": "", "As worded": "fewer than the 30,000 once floated"},
        change="Reduced",
        reason="The article says the figure has been reduced since.",
        quotes=[FIGURE],
    ),
)


def labelled(page: Page, label: str) -> Locator:
    """The field whose label starts with these words; "required" may follow."""
    start = re.compile(rf"^{re.escape(label)}( required)?$")
    roles = page.get_by_role("textbox", name=start).or_(page.get_by_role("combobox", name=start))
    dates = page.locator("input[type=date], input[type=number]").and_(page.get_by_label(start))
    return roles.or_(dates)


def add_article(page: Page, text: str) -> None:
    page.goto("/desk/articles/add/")
    labelled(page, "Text or HTML").fill(text)
    labelled(page, "Outlet").fill("Outlet not named")
    labelled(page, "Title").fill("Britain prepared to send troops, not to the front")
    labelled(page, "Published on").fill(DAY)
    page.get_by_role("button", name="Add the article").click()
    page.wait_for_url(re.compile(r"/desk/articles/\d+/$"))


def quote(page: Page, words: str) -> None:
    """Find words in the article that is open, and quote them."""
    page.get_by_role("textbox", name="Quotation").fill(words)
    page.get_by_role("button", name="Find it in the text").click()
    page.get_by_role("button", name="Quote these words").click()


def prove(page: Page, facts: Sequence[str]) -> None:
    """Tick exactly these facts as proved by the quotation at hand."""
    proved = page.get_by_role("group", name="Facts it proves")
    expect(proved).to_be_visible()
    for box in proved.get_by_role("checkbox").all():
        box.uncheck()
    for fact in facts:
        proved.get_by_role("checkbox", name=fact).check()


def record(page: Page, article: str, text: str, entry: Record) -> None:
    """Quote the first words, open the pledge, fill the statement in, link the rest, submit."""
    first, *others = entry.quotes
    page.goto(article)
    quote(page, first.out_of(text))
    passage = page.get_by_role("listitem").filter(has_text=first.out_of(text))
    # On pages of their own, as without a script; beside the text it is in `test_recording`.
    link = passage.get_by_role("link", name="New statement from this")
    page.goto((link.get_attribute("href") or "").split("&article")[0])
    labelled(page, "Who").select_option(label=entry.who)
    for role in entry.roles:
        page.get_by_role("checkbox", name=re.compile(f"^{role}")).check()
    page.get_by_role("radio", name="Inside the host country").check()
    labelled(page, "Title").fill(entry.title)
    page.get_by_role("button", name="Go to the statement").click()
    fill_statement(page, entry)
    prove(page, first.proves)
    page.get_by_role("button", name="Save the draft").click()
    page.wait_for_url(re.compile(r"/desk/statements/\d+/"))
    statement = page.url
    for other in others:
        page.goto(article)
        quote(page, other.out_of(text))
        page.goto(statement)
        page.get_by_role("link", name="Add a quotation").click()
        page.get_by_role("radio", name=re.compile(re.escape(other.out_of(text)[:40]))).check()
        prove(page, other.proves)
        page.get_by_role("button", name=re.compile("^Add")).click()
        page.wait_for_url(re.compile(r"/desk/statements/\d+/"))
    page.get_by_role("button", name="Submit for review").click()
    expect(page.get_by_text("In review since")).to_be_visible()


def fill_statement(page: Page, entry: Record) -> None:
    page.get_by_role("radio", name=re.compile(f"^{entry.stance}")).check()
    if entry.change:
        labelled(page, "Against the statement before").select_option(label=entry.change)
        labelled(page, "Why it differs").fill(entry.reason)
    labelled(page, "Said on").fill(entry.said_on)
    labelled(page, "In one sentence").fill(entry.summary)
    labelled(page, "Speaker").fill(entry.speaker)
    labelled(page, "Office").fill(entry.office)
    labelled(page, "In what capacity").select_option(label=entry.capacity)
    for heading, terms in (("Limits:", entry.limits), ("Conditions:", entry.conditions)):
        if terms:
            page.get_by_text(heading).click()
        for term in terms:
            page.get_by_role("checkbox", name=re.compile(f"^{term}")).check()
    if entry.headcount:
        part = page.get_by_role("group").filter(has=page.get_by_text("Headcount and equipment"))
        if not labelled(page, "At most").is_visible():
            part.get_by_text("Headcount and equipment").click()
        for label, value in entry.headcount.items():
            labelled(page, label).fill(value)


def publish_all(page: Page) -> None:
    """Read and publish whatever waits for review."""
    while True:
        page.goto("/desk/review/")
        waiting = page.get_by_role("main").get_by_role("link", name=re.compile(" · "))
        if not waiting.count():
            return
        waiting.first.click()
        page.get_by_role("button", name="Publish").click()
        expect(page.get_by_role("main").get_by_text(re.compile("^Published[.,]"))).to_be_visible()


def cell(page: Page, who: str, role: str) -> str:
    """The cell's sentence, as a screen reader says it."""
    row = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name=who))
    link = row.get_by_role("link", name=re.compile(f"{who}, {role}"))
    return link.get_attribute("aria-label") or ""


def test_a_real_article_becomes_quoted_cells_of_the_matrix(
    open_page: OpenPage, empty_ledger: None, real_article: str
) -> None:
    contributor = sign_in(open_page(), "contributor")
    add_article(contributor, real_article)
    article = contributor.url
    editor = sign_in(open_page(), "editor")
    for entry in RECORDS:
        if entry.change:
            publish_all(editor)  # what it changes must be public first
        record(contributor, article, real_article, entry)
    publish_all(editor)

    reader = open_page("/c/ukraine/")
    for role in ("Training", "Logistics and transit", "Air policing", "Maritime security"):
        sentence = cell(reader, "United Kingdom", role)
        assert sentence.startswith("Offered"), sentence
        assert "waits for" in sentence
        assert "grade C" in sentence
    assert cell(reader, "United States", "Land presence").startswith("Ruled out")
    assert "grade B" in cell(reader, "United States", "Land presence")
    claims = reader.get_by_role("complementary", name="Collective claims")
    expect(claims.get_by_role("link", name=re.compile("Up to 30,000 troops"))).to_be_visible()
    expect(claims).to_contain_text("fewer than the 30,000 once floated")

    reader.get_by_role("link", name=re.compile("^Offered: United Kingdom, Training")).click()
    drawer = reader.get_by_role("dialog")
    expect(drawer).to_contain_text(READY.out_of(real_article))
    expect(drawer).to_contain_text("Not on the front line · No combat")
    expect(drawer).to_contain_text("Peace agreement")

    reader.goto("/c/ukraine/?assume=peace-agreement,us-backstop")
    expect(reader.get_by_text("A scenario, not a report.")).to_be_visible()
    for role in ("Training", "Air policing"):
        assert "unconditional under the assumption" in cell(reader, "United Kingdom", role)
    reader.goto("/c/ukraine/?as_of=2025-08-01")
    for role in ("Training", "Air policing", "Maritime security"):
        assert "not researched" in cell(reader, "United Kingdom", role)

    normalised = " ".join(real_article.split())
    for passage in Passage.objects.all():
        assert " ".join(passage.exact.split()) in normalised


def test_a_quotation_is_found_and_kept_by_keyboard_alone_without_javascript(
    open_page: OpenPage, empty_ledger: None, real_article: str
) -> None:
    page = sign_in(open_page(java_script_enabled=False), "contributor")
    add_article(page, real_article)
    words = FRONT.out_of(real_article)

    tab_to(page, "Quotation")
    page.keyboard.type(words.upper())
    tab_to(page, "Find it in the text")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/quote/"))
    tab_to(page, "Quote these words")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="New statement from this")).to_be_visible()

    assert Passage.objects.get().exact == words


def tab_to(page: Page, name: str) -> None:
    """Press Tab until the element of this accessible name has the focus."""
    wanted = page.get_by_role("textbox", name=name).or_(page.get_by_role("button", name=name))
    for _ in range(80):
        page.keyboard.press("Tab")
        if wanted.evaluate("element => element === document.activeElement"):
            return
    pytest.fail(f"Tab never reaches “{name}”")
