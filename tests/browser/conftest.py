"""The browser, once per test process, and ledgers to look at with it."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from articles.models import Article
from articles.services.ingest import ArticleContent, add_article
from articles.services.quoting import quote_passage
from commitments.models import Coalition, Country, Role
from commitments.services.demonstration import ACCOUNTS, PASSWORD, make_accounts
from commitments.services.pledging import open_pledge
from core.models import User
from tests import ledgers
from tests.browser.serving import Server
from tests.browser.traffic import watch
from tests.databases import fill

NAMES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
OpenPage = Callable[..., Page]
RECORDED = (
    "The minister said that Britain stands ready to send instructors. "
    "None of them would serve near the front. "
    "France would open its airfields, an adviser said."
)
# How long a browser waits for what will come, in ms: two of them share a busy machine.
PATIENCE = 30_000
expect.set_options(timeout=PATIENCE / 2)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what drives a browser, so that the rest can run without: `-m "not browser"`."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(autouse=True, scope="session")
def _kept_static_files() -> Iterator[None]:
    """Let a browser keep stylesheets and scripts from page to page, as from a real server."""
    serve = StaticFilesHandler.serve

    def serve_for_an_hour(handler: StaticFilesHandler, request: HttpRequest) -> HttpResponseBase:
        response = serve(handler, request)
        response["Cache-Control"] = "max-age=3600"
        return response

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(StaticFilesHandler, "serve", serve_for_an_hour)
        yield


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, or the one LEDGER_CHROMIUM names."""
    path = os.environ.get("LEDGER_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        pytest.fail("No Chromium: `make test` installs one, or set LEDGER_CHROMIUM to its path.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium: Browser, live_server: Any) -> Iterator[OpenPage]:
    """Open a page (a blank one by default) in a context of its own.

    Errors in its console fail the test.
    """
    contexts: list[BrowserContext] = []
    complaints: list[str] = []
    # An autosave that gives way to a save: htmx complains of it.
    tolerated = ["status of 4", "htmx:sendAbort", "htmx:afterRequest"]

    def opener(path: str = "", *, tolerate: tuple[str, ...] = (), **options: Any) -> Page:
        tolerated.extend(tolerate)
        options.setdefault("viewport", {"width": 1280, "height": 900})
        options.setdefault("base_url", live_server.url)
        context = chromium.new_context(reduced_motion="reduce", locale="en-GB", **options)
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        watch(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "console",
            lambda message: complaints.append(message.text) if message.type == "error" else None,
        )
        if path:
            page.goto(path)
        return page

    yield opener
    for context in contexts:
        context.close()
    # A refused form (422) or a wrong address (400) is what some journeys are about.
    unexpected = [text for text in complaints if not any(part in text for part in tolerated)]
    assert not unexpected, unexpected


@pytest.fixture
def server(transactional_db: None) -> Iterator[Server]:
    process = Server()
    process.start()
    yield process
    process.kill()


@pytest.fixture
def empty_ledger(transactional_db: None) -> None:
    """Countries, vocabularies, the coalition and three accounts; no article."""
    fill(ledgers.empty_ledger())


@pytest.fixture
def demonstration(transactional_db: None) -> None:
    """The demonstration, whole."""
    fill(ledgers.demonstration())


@pytest.fixture
def article(empty_ledger: None) -> Article:
    """An article with three passages, and a pledge of each of two countries."""
    _, _, contributor = make_accounts()
    stored = add_article(
        content=ArticleContent(
            source=RECORDED, outlet="The Example", title="Ready, if a deal holds"
        ),
        by=contributor,
    )
    snapshot = stored.snapshots.get()
    for sentence in RECORDED.split(". "):
        words = sentence.rstrip(".")
        start = snapshot.text.index(words)
        quote_passage(snapshot=snapshot, start=start, end=start + len(words), by=contributor)
    coalition = Coalition.objects.get(slug="ukraine")
    for iso3, role in (("GBR", "training"), ("FRA", "logistics-transit")):
        open_pledge(
            coalition=coalition,
            country=Country.objects.get(iso3=iso3),
            roles=[Role.objects.get(slug=role)],
            by=contributor,
        )
    return stored


@pytest.fixture
def real_article() -> str:
    """The real article beside the project. It may be read here, never copied into it."""
    path = Path(__file__).parents[3] / "shared/articles/uk-ready-to-deploy-2025-08-20.txt"
    if not path.exists():
        pytest.skip("the real article is not beside this checkout (../shared/articles)")
    return path.read_text()


def too_wide(page: Page) -> bool:
    """Whether the page scrolls sideways. Waits for the page: a new one has no root at first."""
    page.wait_for_load_state()
    root = page.locator("html")
    return bool(root.evaluate("root => root.scrollWidth > root.clientWidth"))


def signed_in(page: Page, role: str) -> Page:
    """Open the desk with a session of the demonstration's contributor, editor or chief.

    For tests of something else than signing in: it saves a page, a form and a hash.
    """
    client = Client()
    client.force_login(User.objects.get(email=_email(role)))
    session = client.cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies(
        [
            {"name": session.key, "value": session.value, "domain": host, "path": "/"}
            for host in ("localhost", "127.0.0.1")
        ]
    )
    page.goto("/desk/")
    return page


def sign_in(page: Page, role: str) -> Page:
    """Sign in by form as the demonstration's contributor, editor or chief."""
    page.goto("/account/login/")
    page.get_by_label("Email").fill(_email(role))
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/desk/", timeout=2 * PATIENCE)
    return page


def _email(role: str) -> str:
    return next(email for email, _, theirs in ACCOUNTS if theirs == role)


def sign_in_again(page: Page, role: str) -> None:
    """As the dialog asks: on the sign-in page, in a new tab; then this tab is looked at again."""
    dialog = page.get_by_role("dialog", name="Sign in again")
    with page.context.expect_page() as opened:
        dialog.get_by_role("link", name="Open the sign-in page").click()
    expect(opened.value).to_have_url(re.compile("/account/login/$"))
    sign_in(opened.value, role).close()
    look_again(page)


def look_again(page: Page) -> None:
    """Come back from another tab; a page without a window is not told by the browser itself."""
    page.evaluate("window.dispatchEvent(new Event('focus'))")
