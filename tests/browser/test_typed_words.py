"""What the desk's scripts do with typed words: saving, signing in, drafts that are gone."""

from __future__ import annotations

import re

from django.core.signals import request_started
from playwright.sync_api import Route, expect

from articles.models import Article
from commitments.models import Autosave, Statement
from tests.browser.conftest import OpenPage, sign_in, sign_in_again, signed_in
from tests.browser.recording import announce, begin, fill, passages_of
from tests.browser.traffic import settle

KEPT = re.compile(r"^saved \d+ s ago")


def test_a_save_marks_the_text_and_leaves_no_ghost(
    open_page: OpenPage,
    article: Article,
) -> None:
    first, second, _ = passages_of(article)
    page = signed_in(open_page(), "contributor")
    begin(page, article, first, "gbr train")
    mark = page.locator(f"mark[data-passages='{first}']")
    number = page.locator(f"sup > a[data-passages='{first}']")
    expect(mark).to_have_attribute("data-tone", "unused")
    fill(page, stance="Offered", summary="Britain is ready to train.")
    page.get_by_role("button", name="Save and next from this article").click()
    expect(page.get_by_role("heading", name="Recorded from this article 1")).to_be_visible()
    expect(mark).to_have_attribute("data-tone", "supports")
    expect(number).to_have_attribute("aria-label", re.compile("Passage 1, supports"))

    # On a page of its own: sent by htmx, answered by another page.
    # Asked of the server: a request that outlives its page is none that the page tells of.
    came: list[str] = []

    def note(environ: dict[str, str], **_: object) -> None:
        if environ["REQUEST_METHOD"] == "POST":
            came.append(environ["PATH_INFO"])

    request_started.connect(note)
    page.goto(f"/desk/pledges/UKR-GBR-1/statements/add/?passage={second}")
    fill(page, stance="Considering", summary="Britain thinks of more.")
    page.get_by_role("button", name="Save the draft").click()
    page.wait_for_url("**/desk/statements/*/")
    page.goto("/desk/")
    settle(page)
    assert Statement.objects.count() == 2
    assert not Autosave.objects.exists()
    request_started.disconnect(note)
    # However slow the typing was, nothing is kept once it has been saved.
    saved = came.index("/desk/pledges/UKR-GBR-1/statements/add/")
    assert "/desk/autosaves/" not in came[saved:]


def test_a_save_ends_what_is_still_being_kept(open_page: OpenPage, article: Article) -> None:
    ended: list[str] = []
    page = signed_in(open_page(), "contributor")
    begin(page, article, passages_of(article)[0], "gbr train")
    page.on("requestfailed", lambda request: ended.append(request.url))
    # It is under way for as long as the save takes.
    page.route("**/desk/autosaves/", lambda route: None)
    with page.expect_request("**/desk/autosaves/"):
        fill(page, stance="Offered", summary="Britain is ready to train.")
    page.get_by_label("In one sentence").fill("Britain is ready to train more.")
    page.get_by_role("button", name="Save and next from this article").click()
    expect(page.get_by_role("heading", name="Recorded from this article 1")).to_be_visible()
    settle(page)
    assert Statement.objects.get().summary == "Britain is ready to train more."
    assert [url.partition("/desk/")[2] for url in ended] == ["autosaves/"]
    assert not Autosave.objects.exists()


def test_words_saved_while_the_page_is_left_are_shown_by_the_next(
    open_page: OpenPage, article: Article
) -> None:
    saves: list[Route] = []
    page = signed_in(open_page(), "contributor")
    begin(page, article, passages_of(article)[0], "gbr train")
    page.route("**/desk/autosaves/", lambda route: saves.append(route))

    def made_before_the_save(route: Route) -> None:
        made = route.fetch()
        with page.expect_event("requestfinished", lambda request: "autosaves" in request.url):
            saves.pop().continue_()
        route.fulfill(response=made)

    page.route(re.compile(r"/desk/articles/\d+/$"), made_before_the_save, times=1)
    with page.expect_request("**/desk/autosaves/"):
        page.get_by_label("In one sentence").fill("Typed just before leaving")
    page.evaluate("setTimeout(() => location.reload())")
    expect(page.get_by_text("Only in this browser:")).to_be_visible()

    page.unroute_all()
    page.reload()
    expect(page.get_by_text("Not saved yet:")).to_be_visible()
    expect(page.get_by_text("Only in this browser:")).to_be_hidden()
    page.get_by_role("link", name="United Kingdom · Training, new statement").click()
    expect(page.get_by_label("In one sentence")).to_have_value("Typed just before leaving")
    settle(page)


def test_back_asks_the_ledger_again_and_the_words_are_there(
    open_page: OpenPage, article: Article
) -> None:
    page = signed_in(open_page(), "contributor")
    begin(page, article, passages_of(article)[0], "gbr train")
    page.goto(f"/desk/pledges/UKR-GBR-1/statements/add/?passage={passages_of(article)[1]}")
    page.get_by_label("In one sentence").fill("Typed before Back")
    expect(page.locator("[data-kept]")).to_have_attribute("data-state", "kept")
    page.goto("/desk/pledges/")
    # Nothing of the desk is stored, so Back is a request.
    with page.expect_response(re.compile(r"/statements/add/")) as asked:
        page.go_back()
    assert asked.value.headers["cache-control"] == "no-store"
    expect(page.get_by_label("In one sentence")).to_have_value("Typed before Back")
    settle(page)


def test_who_declines_to_sign_in_is_not_asked_with_every_key(
    open_page: OpenPage,
    article: Article,
) -> None:
    page = signed_in(open_page(), "contributor")
    begin(page, article, passages_of(article)[0], "gbr train")
    page.context.clear_cookies()
    dialog = page.get_by_role("dialog", name="Sign in again")
    page.get_by_label("In one sentence").fill("Half")
    expect(dialog).to_be_visible()
    dialog.get_by_role("button", name="Not now").click()
    again = page.get_by_role("button", name="sign in again")
    expect(again).to_be_visible()
    with page.expect_response("**/desk/autosaves/") as answer:
        page.get_by_label("In one sentence").fill("Half a sentence")
    assert answer.value.status == 401
    expect(again).to_be_visible()
    expect(dialog).to_be_hidden()
    again.click()
    expect(dialog).to_be_visible()
    settle(page)


def test_a_new_token_and_a_refusal_are_taken_as_they_are(
    open_page: OpenPage,
    article: Article,
) -> None:
    page = signed_in(open_page(), "contributor")
    begin(page, article, passages_of(article)[0], "gbr train")
    # As after signing in again in another tab: the session has another token.
    page.context.clear_cookies()
    sign_in(page.context.new_page(), "contributor")
    page.get_by_label("In one sentence").fill("Half a sentence")
    expect(page.get_by_text(KEPT)).to_be_visible()
    assert Autosave.objects.count() == 1
    page.route(
        "**/desk/autosaves/",
        lambda route: route.fulfill(status=422, json={"refusal": "Shorten the longest field."}),
    )
    page.get_by_label("In one sentence").fill("Half a sentence more")
    expect(page.get_by_text("Shorten the longest field.")).to_be_visible()
    settle(page)


def test_words_for_a_draft_that_is_gone_are_read_and_forgotten_on_the_desk(
    open_page: OpenPage,
    article: Article,
) -> None:
    page = signed_in(open_page(tolerate=("net::ERR_FAILED", "htmx:")), "contributor")
    begin(page, article, passages_of(article)[0], "gbr train")
    page.route("**/desk/autosaves/", lambda route: route.abort())
    page.get_by_label("In one sentence").fill("Typed into the void")
    expect(page.get_by_text("not reaching the ledger; kept in this browser")).to_be_visible()
    page.goto("/desk/")
    expect(page.get_by_text("Only in this browser:")).to_be_visible()
    page.get_by_text("What was typed").click()
    expect(page.get_by_text("Typed into the void")).to_be_visible()
    page.get_by_role("button", name="Discard it").click()
    expect(page.get_by_text("Only in this browser:")).to_be_hidden()
    page.reload()
    expect(page.get_by_role("heading", name="What waits for you")).to_be_visible()
    expect(page.get_by_text("Only in this browser:")).to_be_hidden()
    settle(page)


def test_a_comment_typed_at_review_outlives_the_session(
    open_page: OpenPage,
    article: Article,
) -> None:
    first, *_ = passages_of(article)
    page = signed_in(open_page(), "contributor")
    begin(page, article, first, "gbr train")
    fill(page, stance="Offered", summary="Britain is ready to train.")
    announce(page, first, "add")
    page.locator("[data-evidence]").get_by_role("checkbox", name="Stance").check()
    page.get_by_role("button", name="Submit for review").click()
    expect(page.get_by_role("heading", name="Recorded from this article 1")).to_be_visible()
    page.context.clear_cookies()

    sign_in(page, "editor")
    page.goto(f"/desk/review/{Statement.objects.get().pk}/")
    page.locator(".review-decide textarea").fill("Which minister?")
    page.context.clear_cookies()
    page.get_by_role("button", name="Comment only").click()
    sign_in_again(page, "editor")
    expect(page.get_by_text("Your comments are kept")).to_be_visible()
    expect(page.get_by_text("Which minister?")).to_be_visible()
    settle(page)
