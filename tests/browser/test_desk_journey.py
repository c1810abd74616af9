"""One article worked through from sign-in to publication by two people, by keys and by mouse."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Page, expect

from articles.models import Article, Passage
from articles.services.ingest import ArticleContent, add_article
from commitments.models import Citation, Coalition, Country, Role, Statement
from commitments.services.demonstration import PASSWORD, make_accounts
from commitments.services.pledging import open_pledge
from tests.browser.conftest import OpenPage, signed_in

# Our own words; an emoji first, so that every offset after it differs in the browser.
WORDS = (
    "🪖 The minister said on Wednesday that Britain stands ready to send instructors.\n\n"
    "None of them would serve near the front. Staff could follow for logistics.\n\n"
    "France would open its airfields to the force, its president said."
)


@dataclass
class Hands:
    """A person at the workbench who counts what their hands do."""

    page: Page
    keys: int = 0
    clicks: int = 0
    typed: int = 0
    quoted: list[str] = field(default_factory=list)

    def press(self, key: str, times: int = 1) -> None:
        for _ in range(times):
            self.page.keyboard.press(key)
        self.keys += times

    def click(self, role: str, name: str) -> None:
        self.page.get_by_role(role, name=re.compile(name)).click()
        self.clicks += 1

    def write(self, label: str, words: str) -> None:
        self.page.get_by_label(label).fill(words)
        self.clicks += 1
        self.typed += len(words)

    def choose(self, label: str, option: str) -> None:
        start = re.compile(f"^{label}")
        self.page.get_by_role("combobox", name=start).select_option(label=option)
        self.clicks += 1

    def count(self) -> int:
        """Clicks and keys so far, without the words typed."""
        return self.clicks + self.keys

    def sign_in(self, role: str) -> None:
        self.write("Email", f"{role}@example.org")
        self.write("Password", PASSWORD)
        self.press("Enter")
        self.page.wait_for_url("**/desk/")

    def open_part(self, name: str) -> None:
        self.page.locator("summary", has_text=name).press("Enter")
        self.keys += 1

    def sentence(self, words: str) -> None:
        """Go through the text by sentences until these words are selected."""
        text = self.page.get_by_role("article", name="Text of the article")
        text.focus()
        for key in ["Home", *12 * ["ArrowDown"]]:
            self.press(key)
            if self.page.evaluate("getSelection().toString().trim()") == words:
                self.quoted.append(words)
                return
        pytest.fail(f"The arrows never reach “{words}”")


@pytest.fixture
def article(empty_ledger: None) -> Article:
    """The article, and the pledges it speaks of."""
    _, _, contributor = make_accounts()
    coalition = Coalition.objects.get(slug="ukraine")
    for iso3, role in (
        ("GBR", "training"),
        ("GBR", "logistics-transit"),
        ("FRA", "logistics-transit"),
    ):
        open_pledge(
            coalition=coalition,
            country=Country.objects.get(iso3=iso3),
            roles=[Role.objects.get(slug=role)],
            by=contributor,
        )
    return add_article(
        content=ArticleContent(source=WORDS, outlet="The Example", title="Ready"), by=contributor
    )


def record(hands: Hands, first: str, pledge: str, summary: str, more: str = "") -> None:
    """Quote a sentence, pick the pledge, fill in what is asked, add a sentence, submit."""
    page = hands.page
    hands.sentence(first)
    hands.press("Enter")
    search = page.get_by_role("searchbox", name="Find a pledge")
    expect(search).to_be_focused()
    search.fill(pledge)
    hands.typed += len(pledge)
    expect(page.get_by_role("heading", name="Found")).to_be_visible()
    expect(page.locator(".pledge-choice-list li")).to_have_count(1)
    hands.press("Enter")
    expect(page.get_by_role("group", name=re.compile("^Stance"))).to_be_visible()
    if more:
        hands.sentence(more)
        hands.press("a")
        expect(page.locator("[data-evidence]")).to_have_count(2)
    hands.click("radio", "^Offered")
    hands.write("In one sentence", summary)
    if not page.get_by_label("Said on").input_value():
        hands.write("Said on", "2025-08-20")
    if not page.get_by_label("In what capacity").input_value():
        hands.choose("In what capacity", "Minister")
    page.get_by_label("In one sentence").focus()
    hands.press("Control+Enter")
    expect(page.get_by_text("Submitted. Somebody else will review it.").first).to_be_visible()


def test_a_whole_article_becomes_three_published_statements_of_two_countries(
    open_page: OpenPage, article: Article
) -> None:
    page = signed_in(open_page(), "contributor")
    page.goto(f"/desk/articles/{article.pk}/")
    text = page.get_by_role("article", name="Text of the article")
    text.evaluate("element => { element.stays = true }")
    hands = Hands(page)
    ready = WORDS.split("\n\n")[0]
    front, staff = "None of them would serve near the front.", "Staff could follow for logistics."
    france = WORDS.split("\n\n")[2]

    record(hands, ready, "gbr train", "Britain is ready to train.", more=front)
    first = (hands.clicks, hands.keys, hands.typed)
    record(hands, staff, "gbr log", "British staff could follow.")
    record(hands, france, "fra", "France would open its airfields.")
    # A statement with two quotations from an open article: what the hands have to do for it.
    assert first[0] <= 4, first
    assert first[1] <= 16, first
    # The text was never rendered anew, and what is stored is the article's own words.
    assert text.evaluate("element => element.stays === true")
    assert set(Passage.objects.values_list("exact", flat=True)) == set(hands.quoted)

    editor = signed_in(open_page(), "editor")
    for _ in range(3):
        editor.goto("/desk/review/")
        waiting = editor.get_by_role("main").get_by_role("link", name=re.compile(" · "))
        waiting.first.click()
        editor.get_by_role("button", name=re.compile("[Pp]ublish")).click()
        expect(editor.get_by_text(re.compile("Published[.]"))).to_be_visible()

    published = Statement.objects.published()
    assert published.count() == 3
    assert {s.pledge.country.iso3 for s in published if s.pledge.country} == {"GBR", "FRA"}
    assert {s.reviewer_id for s in published}.isdisjoint({s.author_id for s in published})
    assert Citation.objects.public().count() == 4
    reader = open_page("/c/ukraine/GBR/training/")
    expect(reader.get_by_text(front)).to_be_visible()
    expect(reader.get_by_text(ready)).to_be_visible()


def test_the_real_article_from_sign_in_to_publication_by_few_hands(
    open_page: OpenPage, empty_ledger: None, real_article: str
) -> None:
    """The figures of docs/editors.md: what hands do beside typing words and pasting the text."""
    author = Hands(open_page("/account/login/"))
    author.sign_in("contributor")
    author.click("link", "^Articles")
    author.click("link", "^Add an article")
    author.write("Text or HTML", real_article)
    author.write("Outlet", "Outlet not named")
    author.write("Title", "Ready for training, not for the front")
    author.write("Published on", "2025-08-20")
    author.click("button", "^Add the article")
    expect(author.page.get_by_role("article", name="Text of the article")).to_be_visible()
    entering = author.count()

    ready, front = (
        next(part for part in re.split(r"(?<=[.])\s+", real_article) if part.startswith(first))
        for first in ("Radakin is expected", "Britain is prepared")
    )
    author.sentence(ready)
    author.press("Enter")
    author.choose("Who", "United Kingdom")
    author.click("checkbox", "^Training")
    author.click("checkbox", "^Logistics and transit")
    author.click("radio", "^Inside the host country")
    author.click("button", "Go to the statement")
    expect(author.page.get_by_role("group", name=re.compile("^Stance"))).to_be_visible()
    author.sentence(front)
    author.press("a")
    rows = author.page.locator("[data-evidence]")
    expect(rows).to_have_count(2)
    rows.nth(1).get_by_role("checkbox", name="Limits").check()
    author.clicks += 1
    author.click("radio", "^Offered")
    author.write("In one sentence", "Britain would train and run logistics, away from the front.")
    author.write("Said on", "2025-08-20")
    author.choose("In what capacity", "Unnamed official")
    author.write("Office", "UK military officials")
    author.open_part("Limits: what it will not be")
    author.click("checkbox", "^Not on the front line")
    author.press("Control+Enter")
    expect(
        author.page.get_by_text("Submitted. Somebody else will review it.").first
    ).to_be_visible()
    recording = author.count() - entering

    reviewer = Hands(open_page("/account/login/"))
    reviewer.sign_in("editor")
    reviewer.page.get_by_role("main").get_by_role("link", name=re.compile("United Kingdom")).click()
    reviewer.clicks += 1
    reviewer.click("button", "^Publish")
    expect(reviewer.page.get_by_text(re.compile("Published[.]"))).to_be_visible()
    assert Statement.objects.published().get().citations.count() == 2
    # Signing in is three of the first and of the last.
    counted = (entering, recording, reviewer.count())
    assert entering <= 10, counted
    assert recording <= 20, counted
    assert reviewer.count() <= 5, counted
