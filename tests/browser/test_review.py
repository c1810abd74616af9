"""Review in the browser: returned with a pinned comment, mended, published by a second person.

And what goes wrong between people: two who publish at once, one who is alone, a correction.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest
from playwright.sync_api import Locator, Page, expect
from pytest_django.fixtures import Settings

from articles.models import Passage
from commitments.models import Coalition, Country, Pledge, ReviewNote, Role, Statement
from commitments.services.demonstration import make_accounts
from commitments.services.drafting import cite, draft_statement
from commitments.services.pledging import open_pledge
from commitments.services.publishing import publish_statement, submit_statement
from commitments.statements.content import StatementContent
from core.models import User
from tests.browser.conftest import OpenPage, signed_in
from tests.factories.articles import PassageFactory, SnapshotFactory

TEXT = (
    "The ministry said on Wednesday that it was thinking about a force.\n\n"
    "A day later the prime minister said that a force stood ready to go. He named no number.\n\n"
    "Parliament would be asked, the spokesman added."
)


@dataclass
class Ledger:
    """One pledge with one published statement, and the people of the desk."""

    chief: User
    editor: User
    contributor: User
    pledge: Pledge
    passages: list[Passage]
    published: Statement


@pytest.fixture
def ledger(empty_ledger: None) -> Ledger:
    chief, editor, contributor = make_accounts()
    snapshot = SnapshotFactory(text=TEXT)
    passages = [
        PassageFactory(snapshot=snapshot, quote=quote)
        for quote in ("thinking about a force", "stood ready to go", "Parliament would be asked")
    ]
    pledge = open_pledge(
        coalition=Coalition.objects.get(slug="ukraine"),
        country=Country.objects.get(iso3="GBR"),
        roles=[Role.objects.get(slug="land-presence")],
        place="inside_host",
        title="A force",
        by=contributor,
    )
    made = Ledger(chief, editor, contributor, pledge, passages, Statement())
    draft = in_review(made, contributor, 0, stance="considering", said_on=date(2025, 8, 20))
    made.published = publish_statement(statement=draft, by=editor)
    return made


def in_review(ledger: Ledger, by: User, quoted: int = 1, **changes: object) -> Statement:
    """A statement about the pledge, quoted, in review."""
    content: dict[str, object] = {
        "stance": "committed",
        "said_on": date(2025, 8, 21),
        "summary": "The prime minister commits a force.",
        "capacity": "head_of_state_or_government",
        "speaker": "The prime minister",
        "change": "clarified",
        "reason": "It was said aloud.",
    }
    draft = draft_statement(
        pledge=ledger.pledge,
        content=StatementContent(**content | changes),
        by=by,
    )
    passage = ledger.passages[quoted]
    cite(statement=draft, passage=passage, proves=["stance", "roles"], by=by)
    return submit_statement(statement=draft, by=by)


def path(statement: Statement) -> str:
    return f"/desk/review/{statement.pk}/"


def test_returned_with_a_pinned_comment_mended_and_published_by_another(
    open_page: OpenPage, ledger: Ledger
) -> None:
    statement = in_review(ledger, ledger.contributor)

    reviewer = signed_in(open_page(), "editor")
    reviewer.get_by_role("link", name="Review").first.click()
    reviewer.get_by_role("link", name="United Kingdom · A force").click()
    changes = reviewer.get_by_role("region", name="Against")
    expect(changes.get_by_role("deletion").first).to_be_visible()
    expect(changes.get_by_role("insertion").filter(has_text="Committed")).to_be_visible()
    matrix = reviewer.get_by_role("table", name="Land presence")
    expect(matrix.get_by_role("row", name="Headline")).to_contain_text("Committed")
    reviewer.get_by_text("The paragraph").first.click()
    reviewer.get_by_role("button", name="I am looking at this").click()
    expect(reviewer.get_by_text("You are looking at it")).to_be_visible()
    reviewer.get_by_text("Comment on said by").click()
    reviewer.get_by_label("Comment on speaker").fill("Give the name.")
    reviewer.get_by_role("button", name="Return to Demo Contributor").click()
    expect(reviewer.get_by_text("Returned to Demo Contributor with your comments.")).to_be_visible()

    author = signed_in(open_page(), "contributor")
    author.goto(f"/desk/statements/{statement.pk}/")
    expect(author.get_by_text("Returned by Demo Editor", exact=True)).to_be_visible()
    expect(author.get_by_label("Comments").filter(has_text="Give the name.")).to_be_visible()
    author.get_by_role("link", name="Edit", exact=True).click()
    author.get_by_role("textbox", name="Speaker").fill("Keir Starmer")
    author.get_by_role("button", name="Submit for review").click()
    expect(author.get_by_text("Submitted.")).to_be_visible()

    reviewer.goto(path(statement))
    expect(reviewer.get_by_text("Keir Starmer").first).to_be_visible()
    reviewer.get_by_role("button", name="Publish").click()
    expect(reviewer.get_by_text("Readers see it in")).to_be_visible()
    statement.refresh_from_db()
    assert (statement.state, statement.speaker) == ("published", "Keir Starmer")


def test_what_is_typed_survives_claiming_and_dating(open_page: OpenPage, ledger: Ledger) -> None:
    statement = in_review(ledger, ledger.contributor)
    page = signed_in(open_page(), "editor")
    page.goto(path(statement))
    page.get_by_label("About the whole").fill("Half a thought")
    page.get_by_role("button", name="I am looking at this").click()
    expect(page.get_by_text("You are looking at it")).to_be_visible()
    page.get_by_text("Priority and due day").click()
    page.get_by_label("Priority").select_option("Urgent")
    page.get_by_role("button", name="Keep").click()
    expect(page.get_by_text("Kept.")).to_be_visible()
    expect(page.get_by_label("About the whole")).to_have_value("Half a thought")
    other = signed_in(open_page(), "chief")
    other.goto("/desk/review/")
    expect(other.get_by_text("Being looked at by Demo Editor")).to_be_visible()


def test_a_whole_review_by_keyboard(open_page: OpenPage, ledger: Ledger) -> None:
    statement = in_review(ledger, ledger.contributor)
    page = signed_in(open_page(), "editor")
    page.goto(path(statement))
    for key in ("j", "j", "k", "j"):
        page.keyboard.press(key)
    expect(page.locator("#fact-roles")).to_be_focused()
    page.keyboard.press("c")
    page.keyboard.type("Which roles, jk?")
    expect(page.get_by_label("Comment on roles")).to_have_value("Which roles, jk?")
    press_until(page, page.get_by_role("button", name="Comment only"))
    page.keyboard.press("Enter")
    expect(page.get_by_text("It stays in review")).to_be_visible()
    press_until(page, page.get_by_role("button", name="Publish"))
    page.keyboard.press("Enter")
    expect(page.get_by_text("Readers see it in")).to_be_visible()
    assert ReviewNote.objects.get().fact == "roles"


def press_until(page: Page, target: Locator) -> None:
    """Tab on until the target has the focus; fails if it never does."""
    for _ in range(80):
        page.keyboard.press("Tab")
        if target.evaluate("node => node === document.activeElement"):
            return
    pytest.fail("The keyboard does not reach it.")


def test_all_of_it_without_javascript(open_page: OpenPage, ledger: Ledger) -> None:
    statement = in_review(ledger, ledger.contributor)
    page = signed_in(open_page(java_script_enabled=False), "editor")
    page.goto(path(statement))
    page.get_by_role("button", name="I am looking at this").click()
    expect(page.get_by_text("You are looking at it")).to_be_visible()
    page.get_by_text("The paragraph").first.click()
    page.locator("summary").filter(has_text="Comment on stance").click()
    page.get_by_label("Comment on stance").fill("Sure?")
    page.get_by_role("button", name="Comment only").click()
    expect(page.get_by_text("It stays in review")).to_be_visible()
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_text("Readers see it in")).to_be_visible()


def test_two_reviewers_publish_and_the_second_is_told(open_page: OpenPage, ledger: Ledger) -> None:
    statement = in_review(ledger, ledger.contributor)
    first, second = signed_in(open_page(), "editor"), signed_in(open_page(), "chief")
    for page in (first, second):
        page.goto(path(statement))
    second.get_by_label("About the whole").fill("A thought of mine.")
    first.get_by_role("button", name="Publish").click()
    expect(first.get_by_text("Readers see it in")).to_be_visible()
    second.get_by_role("button", name="Publish").click()
    alert = second.get_by_role("alert").filter(has_text="Nothing was done")
    expect(alert).to_contain_text("It is published already: somebody else was first.")
    expect(alert).to_contain_text("Demo Editor published it")
    expect(alert).to_contain_text("A thought of mine.")
    alert.get_by_role("link", name="See it as readers do").click()
    expect(second.locator(f"#s{statement.pk}")).to_be_visible()


def test_an_open_page_does_not_publish_what_was_changed_meanwhile(
    open_page: OpenPage, ledger: Ledger
) -> None:
    statement = in_review(ledger, ledger.contributor)
    page = signed_in(open_page(), "editor")
    page.goto(path(statement))
    cite(statement=statement, passage=ledger.passages[2], by=ledger.contributor)
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_role("alert")).to_contain_text("It was changed while you read it")
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_text("Readers see it in")).to_be_visible()


def test_a_correction_is_visible_to_readers_both_ways(open_page: OpenPage, ledger: Ledger) -> None:
    wrong = ledger.published
    author = signed_in(open_page(), "contributor")
    author.goto(f"/desk/statements/{wrong.pk}/")
    author.get_by_role("link", name="Correct it").click()
    author.get_by_role("button", name="Begin the correction").click()
    author.get_by_label("In one sentence").first.fill("What was really said.")
    author.get_by_label("Why it differs").first.fill("We misread the source.")
    author.get_by_role("button", name="Submit for review").click()
    expect(author.get_by_text("Submitted.")).to_be_visible()
    correction = Statement.objects.get(corrects=wrong)

    reviewer = signed_in(open_page(), "editor")
    reviewer.goto(path(correction))
    expect(reviewer.get_by_role("heading", name="Corrects the statement of")).to_be_visible()
    expect(
        reviewer.get_by_role("insertion").filter(has_text="What was really said.")
    ).to_be_visible()
    reviewer.get_by_role("button", name="Publish").click()
    expect(reviewer.get_by_text("the statement that it corrects is retracted")).to_be_visible()

    reader = open_page("/pledges/UKR-GBR-1/")
    old = reader.locator(f"#s{wrong.pk}")
    expect(old).to_contain_text("Corrected on")
    expect(old).to_contain_text("We misread the source.")
    old.get_by_role("link", name="the record that replaces it").click()
    new = reader.locator(f"#s{correction.pk}")
    expect(new).to_contain_text("What was really said.")
    new.get_by_role("link", name="an earlier record of ours").click()
    expect(reader).to_have_url(
        f"{reader.url.partition('/pledges/')[0]}/pledges/UKR-GBR-1/#s{wrong.pk}"
    )


def test_a_ledger_of_one_person_says_so_everywhere(
    open_page: OpenPage, ledger: Ledger, settings: Settings
) -> None:
    settings.LEDGER_FOUR_EYES = False
    statement = in_review(ledger, ledger.editor)
    page = signed_in(open_page(), "editor")
    page.goto(path(statement))
    expect(page.get_by_text("readers will see that nobody else reviewed it")).to_be_visible()
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_text("Readers see it in")).to_be_visible()
    reader = open_page("/method/#review")
    expect(reader.get_by_text("This ledger is run by one person:")).to_be_visible()
    reader.goto("/pledges/UKR-GBR-1/")
    expect(reader.locator(f"#s{statement.pk}")).to_contain_text("Published by its own author")
    settings.LEDGER_FOUR_EYES = True
    reader.goto("/method/")
    expect(reader.get_by_text("For a time one person ran this ledger alone:")).to_be_visible()
    reader.goto("/pledges/UKR-GBR-1/")
    expect(reader.locator(f"#s{statement.pk}")).to_contain_text("Published by its own author")
