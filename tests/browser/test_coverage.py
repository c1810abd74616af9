"""Coverage in the browser: quick entry in place, several cells of a row, an outcome's preview."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from commitments.models import Check, ConditionOutcome, Membership, Pledge, PledgeRecheck
from tests.browser.accessibility import LOOKS, complaints, violations, wear
from tests.browser.conftest import OpenPage, signed_in


def number(page: Page, words: str) -> int:
    text = page.get_by_role("link", name=re.compile(rf"^\d+ {words}$")).inner_text()
    return int(text.split()[0])


def test_quick_entry_by_mouse_in_place(open_page: OpenPage, demonstration: None) -> None:
    page = signed_in(open_page(), "editor")
    page.goto("/desk/checks/")
    never = number(page, "never looked at")
    page.get_by_role("link", name="never · Austria, Training: nobody has looked").click()
    drawer = page.get_by_role("dialog", name="Austria · Training")
    drawer.get_by_label("Withheld").check()
    drawer.get_by_label("Note to readers").fill("Asked the ministry.")
    drawer.get_by_label("in 6 months").check()
    drawer.get_by_role("button", name="Record the check").click()
    expect(drawer.get_by_role("status")).to_contain_text("Recorded: Withheld")
    # The board behind it knows already, and nothing was reloaded.
    expect(
        page.get_by_role("link", name="today · Austria, Training: withheld, today")
    ).to_be_visible()
    assert number(page, "never looked at") == never - 1
    check = Check.objects.latest("pk")
    assert (check.outcome, check.note, check.by.name) == (
        "withheld",
        "Asked the ministry.",
        "Demo Editor",
    )
    # On to the next cell that nobody has looked at, still in the drawer.
    drawer.get_by_role("link", name="Next: Air policing").click()
    expect(page.get_by_role("heading", name="Austria · Air policing")).to_be_visible()
    page.get_by_role("button", name="Record the check").click()
    expect(page.get_by_role("status")).to_contain_text("Recorded: Nothing found")
    assert number(page, "never looked at") == never - 2


def test_quick_entry_by_keyboard(open_page: OpenPage, demonstration: None) -> None:
    page = signed_in(open_page(), "editor")
    page.goto("/desk/checks/?country=AUT")
    before = Check.objects.count()
    link = page.get_by_role("link", name="never · Austria, Training: nobody has looked")
    link.focus()
    page.keyboard.press("Enter")
    drawer = page.get_by_role("dialog")
    expect(drawer).to_be_focused()
    # Close, the two links, the outcome, note, day (its three parts and picker), plan, button.
    button = drawer.get_by_role("button", name="Record the check")
    for _ in range(14):
        page.keyboard.press("Tab")
        if button.evaluate("node => node === document.activeElement"):
            break
    expect(button).to_be_focused()
    page.keyboard.press("Enter")
    expect(drawer.get_by_role("status")).to_contain_text("Recorded: Nothing found")
    assert Check.objects.count() == before + 1
    page.keyboard.press("Escape")
    expect(drawer).to_be_hidden()
    expect(page.get_by_role("link", name=re.compile("^today · Austria, Training"))).to_be_focused()


def test_refused_check_stays_in_the_drawer(open_page: OpenPage, demonstration: None) -> None:
    page = signed_in(open_page(), "editor")
    page.goto("/desk/checks/?country=AUT")
    page.get_by_role("link", name=re.compile("^never · Austria, Training")).click()
    drawer = page.get_by_role("dialog", name="Austria · Training")
    drawer.get_by_label("Note to readers").fill("Kept words.")
    drawer.get_by_label("on a day").check()
    drawer.get_by_label("Look again on").fill("2020-01-01")
    drawer.get_by_role("button", name="Record the check").click()
    expect(drawer.get_by_role("alert")).to_contain_text("a day after this one")
    expect(drawer.get_by_label("Note to readers")).to_have_value("Kept words.")
    expect(drawer.get_by_label("Look again on")).to_have_value("2020-01-01")


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_several_cells_of_a_row(open_page: OpenPage, demonstration: None, script: bool) -> None:
    page = signed_in(open_page(java_script_enabled=script), "editor")
    page.goto("/desk/checks/")
    page.get_by_role("link", name="Cyprus · record several cells").click()
    page.get_by_label("Note to readers").fill("Read the government's site.")
    page.get_by_role("button", name="Tick all that nobody has looked at").click()
    expect(page.get_by_role("checkbox", name=re.compile("^Training"))).to_be_checked()
    expect(page.get_by_label("Note to readers")).to_have_value("Read the government's site.")
    page.get_by_role("checkbox", name=re.compile("^Training")).uncheck()
    page.get_by_role("button", name="Record for the ticked cells").click()
    status = page.get_by_role("status")
    expect(status).to_contain_text("cells of Cyprus: Nothing found")
    recorded = Check.objects.filter(country__iso3="CYP").count()
    assert recorded > 10
    expect(status).to_contain_text(f"Recorded for {recorded} cells")
    expect(page.get_by_role("link", name=re.compile("Cyprus, Training: nobody"))).to_be_visible()


def test_quick_entry_without_script(open_page: OpenPage, demonstration: None) -> None:
    page = signed_in(open_page(java_script_enabled=False), "editor")
    page.goto("/desk/checks/")
    page.get_by_role("link", name=re.compile("^never · Austria, Training")).click()
    page.get_by_role("button", name="Record the check").click()
    expect(page.get_by_role("status")).to_contain_text("Recorded for Austria, Training")
    expect(page.get_by_role("link", name=re.compile("^today · Austria, Training"))).to_be_visible()


def test_filter_narrows_the_board_in_place(open_page: OpenPage, demonstration: None) -> None:
    page = signed_in(open_page(), "editor")
    page.goto("/desk/checks/")
    due = number(page, "due again")
    page.get_by_label("due again").check()
    page.wait_for_url("**/desk/checks/?*due=1*")
    expect(page.get_by_role("cell").filter(has=page.get_by_role("link"))).to_have_count(due)
    page.go_back()
    expect(page.get_by_label("due again")).not_to_be_checked()


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_outcome_shows_what_it_touches_before_it_is_recorded(
    open_page: OpenPage, demonstration: None, script: bool
) -> None:
    page = signed_in(open_page(java_script_enabled=script), "editor")
    page.goto("/desk/conditions/")
    before = ConditionOutcome.objects.count()
    page.get_by_role("link", name="Record an outcome of Ceasefire").click()
    page.get_by_role("radio", name=re.compile("^Met")).check()
    page.get_by_label("Since").fill("2026-11-01")
    page.get_by_label("Note").fill("Both sides said so.")
    page.get_by_label("Only quotations with the words").fill("fighting stops")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("radio", name=re.compile("deploy quickly after the fighting stops")).check()
    expect(page.get_by_label("Since")).to_have_value("2026-11-01")
    page.get_by_role("button", name="See what it affects").click()
    heading = page.get_by_role("heading", name=re.compile(r"^\d+ pledges change$"))
    expect(heading).to_be_visible()
    assert ConditionOutcome.objects.count() == before
    # There and back: nothing typed is lost.
    page.get_by_role("button", name="Change it").click()
    expect(page.get_by_label("Note")).to_have_value("Both sides said so.")
    page.get_by_role("button", name="See what it affects").click()
    expect(heading).to_be_visible()
    touched = page.get_by_role("row").count() - 1
    reference = page.get_by_role("row").nth(1).get_by_role("link").inner_text().split()[0]
    page.get_by_role("button", name="Record the outcome").click()
    expect(page.get_by_role("status")).to_contain_text("Recorded: Ceasefire")
    assert ConditionOutcome.objects.count() == before + 1
    assert touched > 5
    assert Pledge.objects.filter(reference=reference).exists()


def test_standing_changes_and_second_looks(open_page: OpenPage, demonstration: None) -> None:
    page = signed_in(open_page(), "chief")
    page.goto("/desk/members/")
    page.get_by_role("link", name="Standing changes of Croatia").click()
    page.get_by_label("Observer").check()
    page.get_by_label("From required").fill("2026-06-01")
    page.get_by_role("button", name="Record the change").click()
    expect(page.get_by_role("row", name=re.compile("Croatia Observer 1 Jun 2026"))).to_be_visible()
    assert Membership.objects.filter(country__iso3="HRV", superseded_at=None).count() == 2

    page.goto("/desk/governments/add/")
    page.get_by_label("Country").select_option("United Kingdom")
    page.get_by_label("In office since").fill("2026-10-01")
    page.get_by_label("What happened").fill("A new cabinet was sworn in.")
    page.get_by_role("button", name="Record and queue its pledges").click()
    expect(page.get_by_role("status").first).to_contain_text("wait for a second look")
    waiting = PledgeRecheck.objects.filter(done_at=None).count()
    first = page.get_by_role("listitem").filter(has_text="UKR-GBR-1").first
    first.get_by_role("button", name="It stands · UKR-GBR-1").click()
    expect(page.get_by_role("alert")).to_contain_text("Say what the second look found")
    first.get_by_label("What the second look found").fill("The new minister confirmed it.")
    first.get_by_role("button", name="It stands · UKR-GBR-1").click()
    expect(page.get_by_text("The new minister confirmed it.")).to_be_visible()
    assert PledgeRecheck.objects.filter(done_at=None).count() == waiting - 1


def test_axe_finds_nothing_in_the_drawer_and_on_a_chiefs_pages(
    open_page: OpenPage, demonstration: None
) -> None:
    member = Membership.objects.get(country__iso3="HRV").pk
    page = signed_in(open_page(), "chief")
    found: list[str] = []
    for path in (
        "/desk/members/",
        "/desk/members/add/",
        f"/desk/members/{member}/change/",
        f"/desk/members/{member}/correct/",
        "/desk/checks/?older_than=never&country=AUT",
    ):
        found += complaints(page, path)
    for look in LOOKS:
        wear(page, look)
        page.goto("/desk/checks/?older_than=never&country=AUT")
        page.get_by_role("link", name=re.compile("^never · Austria, Training")).click()
        expect(page.get_by_role("dialog", name="Austria · Training")).to_be_visible()
        found += violations(page)
        page.goto("/desk/conditions/ceasefire/outcomes/add/")
        page.get_by_role("radio", name=re.compile("^Met")).check()
        page.get_by_label("Since").fill("2026-11-01")
        page.get_by_role("group", name="Quotation").get_by_role("radio").first.check()
        page.get_by_role("button", name="See what it affects").click()
        expect(page.get_by_role("button", name="Record the outcome")).to_be_visible()
        found += violations(page)
    assert not found, "\n".join(found)
