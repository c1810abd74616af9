"""Two editors at one draft, each in a browser: they see each other, and nobody loses a word."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from commitments.models import Coalition, Country, Role, Statement
from commitments.services.demonstration import make_accounts
from commitments.services.drafting import draft_statement
from commitments.services.pledging import open_pledge
from commitments.statements.content import StatementContent
from tests.browser.accessibility import violations
from tests.browser.conftest import OpenPage, signed_in

SENTENCE = "Britain is ready to send two hundred instructors to train soldiers in Ukraine."


@pytest.fixture
def draft(empty_ledger: None) -> Statement:
    _, _, contributor = make_accounts()
    pledge = open_pledge(
        coalition=Coalition.objects.get(slug="ukraine"),
        country=Country.objects.get(iso3="GBR"),
        roles=[Role.objects.get(slug="training")],
        by=contributor,
    )
    return draft_statement(
        pledge=pledge,
        content=StatementContent(
            stance="offered",
            said_on=pledge.added_at.date().replace(year=2025),
            summary=SENTENCE,
            capacity="minister",
        ),
        by=contributor,
    )


def write(page: Page, sentence: str, stance: str, **fields: str) -> None:
    page.get_by_label("In one sentence").fill(sentence)
    page.get_by_role("radio", name=re.compile(f"^{stance}")).check()
    for label, text in fields.items():
        page.get_by_label(label, exact=True).fill(text)


def version(page: Page, field: str, whose: str) -> object:
    return page.get_by_role("group", name=re.compile(f"^{field}")).get_by_role(
        "radio", name=re.compile(whose)
    )


@pytest.mark.parametrize("with_javascript", [True, False])
def test_two_editors_at_one_draft_lose_nothing(
    open_page: OpenPage, draft: Statement, with_javascript: bool
) -> None:
    address = f"/desk/statements/{draft.pk}/edit/"
    options = {} if with_javascript else {"java_script_enabled": False}
    first = signed_in(open_page(**options), "editor")
    second = signed_in(open_page(**options), "chief")
    first.goto(address)
    if with_javascript:
        with first.expect_response("**/presence/"):
            first.reload()
    second.goto(address)
    if with_javascript:
        expect(second.locator("[data-presence]")).to_contain_text("Edited also by Demo Editor")

    write(first, SENTENCE.replace("two", "three"), "Committed", Office="Defence secretary")
    first.get_by_role("button", name="Save the draft").click()
    expect(first.get_by_text("The draft is saved.")).to_be_visible()

    write(second, SENTENCE.replace("soldiers", "recruits"), "Considering", Speaker="John Healey")
    second.get_by_role("button", name="Save the draft").click()
    expect(second.get_by_role("heading", name="Two versions of one draft")).to_be_visible()
    expect(second.get_by_role("alert")).to_contain_text("Demo Editor saved it on")
    if with_javascript:
        assert violations(second) == []

    # What one of them changed alone is chosen; what both changed asks.
    expect(version(second, "Speaker", "Yours")).to_be_checked()
    expect(version(second, "Office", "Saved now")).to_be_checked()
    second.get_by_role("button", name="Save what is chosen").click()
    expect(second.get_by_role("alert")).to_contain_text("choose in 2 more places")
    version(second, "Stance", "Yours").check()
    version(second, "In one sentence", "Saved now").check()
    second.get_by_role("button", name="Save what is chosen").click()
    expect(second.get_by_text("Saved, as you chose.")).to_be_visible()

    saved = Statement.objects.get(pk=draft.pk)
    assert saved.stance == "considering"
    assert saved.summary == SENTENCE.replace("two", "three")
    assert (saved.speaker, saved.office) == ("John Healey", "Defence secretary")

    second.get_by_role("link", name="History").click()
    expect(second.get_by_role("listitem").filter(has_text="Demo Chief")).to_contain_text(
        "Considering"
    )


def test_who_leaves_the_page_is_no_longer_there(open_page: OpenPage, draft: Statement) -> None:
    address = f"/desk/statements/{draft.pk}/edit/"
    first = signed_in(open_page(), "editor")
    second = signed_in(open_page(), "chief")
    with first.expect_response("**/presence/"):
        first.goto(address)
    second.goto(address)
    expect(second.locator("[data-presence]")).to_contain_text("Demo Editor")
    first.get_by_role("link", name="Cancel").click()
    first.wait_for_url(f"**/desk/statements/{draft.pk}/")
    # The farewell travels beside the next page; each reload asks once more.
    assert not all(is_shown_to(second, "Demo Editor") for _ in range(20))


def is_shown_to(page: Page, name: str) -> bool:
    with page.expect_response("**/presence/") as answer:
        page.reload()
    return name in answer.value.text()


def test_the_log_is_filtered_while_it_is_read(open_page: OpenPage, draft: Statement) -> None:
    page = signed_in(open_page(), "editor")
    page.goto("/desk/log/")
    expect(page.get_by_role("region", name="Entries")).to_contain_text("opened pledge")
    page.get_by_label("What was done").select_option("draft statement")
    expect(page.get_by_role("region", name="Entries")).not_to_contain_text("opened pledge")
    expect(page).to_have_url(re.compile("act=draft"))
    page.go_back()
    expect(page.get_by_role("region", name="Entries")).to_contain_text("opened pledge")
