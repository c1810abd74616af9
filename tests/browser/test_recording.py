"""Recording beside the text: several quotations, warnings, and nothing typed is ever lost."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from articles.models import Article
from commitments.models import Override, Pledge, Statement
from commitments.services.demonstration import PASSWORD
from core.models import User
from tests.browser.authenticator import code_for
from tests.browser.conftest import OpenPage, look_again, sign_in, sign_in_again, signed_in
from tests.browser.recording import announce, begin, fill, passages_of
from tests.browser.traffic import settle
from tests.factories.people import SecondFactorFactory

EMAIL = "contributor@example.org"
# The name of what has the focus, if the buttons that stick to the end lie over it.
COVERED = """() => {
  const focused = document.activeElement;
  const end = document.querySelector(".statement-form-end");
  const [one, other] = [focused.getBoundingClientRect(), end.getBoundingClientRect()];
  const meet = one.bottom > other.top + 1 && one.top < other.bottom - 1;
  return meet && !end.contains(focused) ? focused.name || focused.innerText : null;
}"""


@pytest.mark.parametrize("width", [390, 1280])
def test_what_has_the_focus_is_seen(open_page: OpenPage, article: Article, width: int) -> None:
    page = signed_in(open_page(viewport={"width": width, "height": 800}), "contributor")
    begin(page, article, passages_of(article)[0], "gbr train")
    expect(page.get_by_role("button", name="sign in again")).to_be_hidden()
    covered = []
    for _ in range(80):
        page.keyboard.press("Tab")
        covered.append(page.evaluate(COVERED))
        if page.evaluate("document.activeElement.value === 'submit'"):
            break
    else:
        pytest.fail("Tab never came to the button that submits")
    assert not any(covered), covered
    if width == 1280:
        assert page.evaluate("scrollY") == 0, "only the panes scroll"


def test_two_statements_of_two_countries_from_one_article(
    open_page: OpenPage, article: Article
) -> None:
    first, second, third = passages_of(article)
    page = signed_in(open_page(), "contributor")
    begin(page, article, first, "gbr train")
    page.evaluate("document.querySelector('.article-text').dataset.untouched = 'yes'")
    fill(page, stance="Offered", summary="Britain is ready to train.")
    page.get_by_role("textbox", name="Speaker").fill("Ann Example")
    announce(page, second, "add")
    rows = page.locator("[data-evidence]")
    expect(rows).to_have_count(2)
    rows.nth(1).get_by_role("checkbox", name="Limits").check()
    # By key: what is told above the form may grow while a click is on its way.
    page.locator("summary", has_text="Limits: what it will not be").press("Enter")
    page.get_by_role("checkbox", name="Not on the front line").check()
    expect(page.locator("[data-fact=limits] .evidence-proof")).to_have_text("” 2")

    rows.nth(1).get_by_role("button", name="Remove").click()
    expect(rows).to_have_count(1)
    expect(page.locator("[data-fact=limits] .tag-missing")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(rows).to_have_count(2)
    expect(rows.nth(1).get_by_role("checkbox", name="Limits")).to_be_checked()

    page.get_by_role("button", name="Save and next from this article").click()
    expect(page.get_by_role("heading", name="Recorded from this article 1")).to_be_visible()
    assert Statement.objects.get().citations.count() == 2

    begin(page, article, third, "fra logi")
    expect(page.get_by_role("textbox", name="Speaker")).to_have_value("Ann Example")
    fill(page, stance="Floated", summary="An adviser speaks of airfields.")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Submitted. Somebody else will review it.")).to_be_visible()
    assert Statement.objects.get(state="submitted").pledge.country.iso3 == "FRA"
    assert page.locator(".article-text").get_attribute("data-untouched") == "yes"


def test_warnings_come_while_typing_and_are_answered(open_page: OpenPage, article: Article) -> None:
    page = signed_in(open_page(), "contributor")
    begin(page, article, passages_of(article)[0], "gbr train")
    fill(page, stance="Offered", summary="Another says it.", capacity="Another government")
    warning = page.get_by_role("region", name="A relayed claim above “floated”")
    expect(warning).to_be_visible()
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("alert").filter(has_text="Before review")).to_be_focused()
    assert not Statement.objects.exists()
    warning.get_by_label("The record is right because").fill("A joint treaty says so.")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Submitted. Somebody else will review it.")).to_be_visible()
    assert Override.objects.get().reason == "A joint treaty says so."


def test_what_is_typed_is_back_after_a_reload(open_page: OpenPage, article: Article) -> None:
    page = signed_in(open_page(), "contributor")
    begin(page, article, passages_of(article)[0], "gbr train")
    page.get_by_label("In one sentence").fill("Half a sentence")
    expect(page.get_by_text(re.compile(r"^saved \d+ s ago"))).to_be_visible()
    page.reload()
    page.get_by_role("link", name="United Kingdom · Training, new statement").click()
    expect(page.get_by_text("Restored")).to_be_visible()
    expect(page.get_by_label("In one sentence")).to_have_value("Half a sentence")
    expect(page.locator("[data-evidence]")).to_have_count(1)
    page.get_by_role("button", name="Discard it").click()
    expect(page.get_by_label("In one sentence")).to_have_value("")
    expect(page.get_by_text("Restored")).to_be_hidden()
    settle(page)


def test_a_server_that_is_gone_loses_nothing(open_page: OpenPage, article: Article) -> None:
    page = signed_in(open_page(tolerate=("net::ERR_FAILED", "htmx:")), "contributor")
    begin(page, article, passages_of(article)[0], "gbr train")
    page.route("**/desk/autosaves/", lambda route: route.abort())
    page.route("**/desk/statements/check/", lambda route: route.abort())
    page.get_by_label("In one sentence").fill("Typed into the void")
    expect(page.get_by_text("not reaching the ledger; kept in this browser")).to_be_visible()
    page.goto("about:blank")
    page.unroute_all()
    page.goto(f"/desk/pledges/UKR-GBR-1/statements/add/?article={article.pk}")
    expect(page.get_by_text("Restored")).to_be_visible()
    expect(page.get_by_label("In one sentence")).to_have_value("Typed into the void")
    settle(page)


def test_an_expired_session_is_taken_up_again_in_a_dialog(
    open_page: OpenPage, article: Article
) -> None:
    page = signed_in(open_page(), "contributor")
    begin(page, article, passages_of(article)[0], "gbr train")
    fill(page, stance="Offered", summary="Britain is ready to train.")
    expect(page.get_by_text(re.compile(r"^saved \d+ s ago"))).to_be_visible()
    page.context.clear_cookies()
    page.get_by_role("button", name="Save and next from this article").click()
    dialog = page.get_by_role("dialog", name="Sign in again")
    expect(dialog.get_by_role("link", name="Open the sign-in page")).to_be_focused()
    dialog.get_by_role("button", name="I have signed in").click()
    expect(dialog.get_by_role("alert")).to_have_text("You are not signed in yet.")
    sign_in_again(page, "contributor")
    expect(page.get_by_role("heading", name="Recorded from this article 1")).to_be_visible()
    assert Statement.objects.get().summary == "Britain is ready to train."
    expect(dialog).to_be_hidden()


def test_an_expired_session_with_a_second_factor_is_taken_up_after_both_steps(
    open_page: OpenPage, article: Article
) -> None:
    page = signed_in(open_page(), "contributor")
    begin(page, article, passages_of(article)[0], "gbr train")
    fill(page, stance="Offered", summary="Britain is ready to train.")
    expect(page.get_by_text(re.compile(r"^saved \d+ s ago"))).to_be_visible()
    secret = SecondFactorFactory(user=User.objects.get(email=EMAIL)).data["secret"]
    page.context.clear_cookies()
    page.get_by_role("button", name="Save and next from this article").click()
    dialog = page.get_by_role("dialog", name="Sign in again")
    # By keyboard: the link has the focus.
    with page.context.expect_page() as opened:
        dialog.get_by_role("link", name="Open the sign-in page").press("Enter")
    other = opened.value
    other.get_by_label("Email").fill(EMAIL)
    other.get_by_label("Password").fill(PASSWORD)
    other.get_by_role("button", name="Sign in").click()
    code = other.get_by_label("Code")
    expect(code).to_be_visible()
    look_again(page)
    assert not Statement.objects.exists()
    code.fill(code_for(secret))
    other.get_by_role("button", name="Sign in", exact=True).click()
    other.wait_for_url("**/desk/")
    other.close()
    dialog.get_by_role("button", name="I have signed in").press("Enter")
    expect(page.get_by_role("heading", name="Recorded from this article 1")).to_be_visible()
    assert Statement.objects.get().summary == "Britain is ready to train."


def test_nothing_is_saved_under_somebody_elses_name(open_page: OpenPage, article: Article) -> None:
    page = signed_in(open_page(), "contributor")
    begin(page, article, passages_of(article)[0], "gbr train")
    fill(page, stance="Offered", summary="Britain is ready to train.")
    expect(page.get_by_text(re.compile(r"^saved \d+ s ago"))).to_be_visible()
    page.context.clear_cookies()
    sign_in(page.context.new_page(), "editor")
    page.keyboard.press("Control+S")
    dialog = page.get_by_role("dialog", name="Sign in again")
    expect(dialog).to_contain_text("Somebody else is signed in now")
    dialog.get_by_role("button", name="I have signed in").click()
    expect(dialog).to_contain_text("Somebody else is signed in now")
    assert not Statement.objects.exists()
    assert Pledge.objects.count() == 2
    settle(page)
