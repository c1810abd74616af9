"""Getting in: an invitation, a required second factor, a passkey, a recovery code, sessions."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.cache import cache
from playwright.sync_api import Page, expect

from commitments.services.demonstration import PASSWORD
from core.models import User
from tests.browser.accessibility import violations
from tests.browser.authenticator import code_for
from tests.browser.conftest import OpenPage, sign_in

NEW = "a-quiet-long-password"


@pytest.fixture(autouse=True)
def _no_earlier_attempts() -> None:
    # Limits on attempts, and the codes that were used, are counted in the cache.
    cache.clear()


def sign_in_as(page: Page, email: str, password: str) -> None:
    page.goto("/account/login/")
    page.get_by_label("Email").fill(email)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in", exact=True).click()


def test_signs_in_by_keyboard_alone(open_page: OpenPage, empty_ledger: None) -> None:
    """As everybody types it: email, Tab, password, Enter."""
    page = open_page("/account/login/")
    page.get_by_label("Email").focus()
    page.keyboard.type("editor@example.org")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/desk/")


def confirm_password(page: Page, password: str) -> None:
    expect(page.get_by_role("heading", name="Is it you?")).to_be_visible()
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Go on").click()


def set_up_app(page: Page, password: str) -> str:
    """From the page of second factors; returns the key. Ends on the recovery codes."""
    page.get_by_role("link", name="Set up an app").click()
    confirm_password(page, password)
    # The picture is drawn under our policy: it has a size only where it was loaded.
    width = page.get_by_role("img", name="QR code").evaluate("image => image.naturalWidth")
    assert width > 0
    assert violations(page) == []
    secret = page.get_by_label("Or type this key into the app").input_value()
    page.get_by_label("Authenticator code").fill(code_for(secret))
    page.get_by_role("button", name="Set up", exact=True).click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    assert violations(page) == []
    return secret


def add_authenticator(page: Page) -> Any:
    """A virtual security chip that says yes, as a laptop with a fingerprint reader has."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    return devtools


def test_an_invited_person_sets_a_password_and_the_second_factor_that_is_asked(
    open_page: OpenPage, empty_ledger: None
) -> None:
    chief = sign_in(open_page(), "chief")
    chief.goto("/desk/people/")
    chief.get_by_role("link", name="Invite somebody").click()
    chief.get_by_role("textbox", name="Name").fill("Nadia Newcomer")
    chief.get_by_role("textbox", name="Email").fill("Nadia@Example.org")
    chief.get_by_role("radio", name=re.compile("^Editor")).check()
    chief.get_by_role("checkbox", name="Must use a second factor").check()
    chief.get_by_role("button", name="Invite").click()
    expect(chief.get_by_role("heading", name="Invitation made")).to_be_visible()
    link = chief.get_by_label("Link to set a password").input_value()
    expect(chief.get_by_text("invited, not signed in yet")).to_be_visible()

    nadia = open_page(link)
    nadia.get_by_label("New Password", exact=False).first.fill(NEW)
    nadia.get_by_label("New Password (again)").fill(NEW)
    nadia.get_by_role("button", name="Set the password").click()
    nadia.get_by_role("main").get_by_role("link", name="Sign in").click()
    sign_in_as(nadia, "nadia@example.org", NEW)

    # Whatever she asks for at the desk, she is sent to set a second factor up.
    nadia.wait_for_url("**/account/second-factor/")
    expect(nadia.get_by_text("A chief asks you to set up a second factor")).to_be_visible()
    nadia.goto("/desk/articles/")
    nadia.wait_for_url("**/account/second-factor/")
    secret = set_up_app(nadia, NEW)
    nadia.get_by_role("link", name="Go to the desk").click()
    expect(nadia.get_by_role("heading", name="What waits for you")).to_be_visible()

    again = open_page("/account/login/")
    sign_in_as(again, "nadia@example.org", NEW)
    again.wait_for_url("**/account/second-factor/authenticate/")
    again.get_by_label("Code").fill("000000")
    again.get_by_role("button", name="Sign in").click()
    expect(again.get_by_role("alert")).to_contain_text("Incorrect code")
    again.get_by_label("Code").fill(code_for(secret))
    again.get_by_role("button", name="Sign in").click()
    again.wait_for_url("**/desk/")

    stale = open_page(link)
    expect(stale.get_by_role("heading", name="This link no longer works")).to_be_visible()


def test_a_passkey_is_added_named_used_to_sign_in_and_removed(
    open_page: OpenPage, empty_ledger: None
) -> None:
    page = open_page()
    add_authenticator(page)
    sign_in(page, "editor")
    page.goto("/account/")
    page.get_by_role("link", name="Set up a second factor").click()
    page.get_by_role("link", name="Add a passkey").click()
    confirm_password(page, PASSWORD)
    assert violations(page) == []
    page.get_by_label("Name").fill("Newsroom laptop")
    page.get_by_role("button", name="Add the passkey").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()

    page.goto("/account/")
    page.get_by_role("button", name="Sign out").click()
    page.goto("/account/login/")
    page.get_by_role("button", name="Use a passkey instead").click()
    page.wait_for_url("**/desk/")

    # Beside the password it is the second factor.
    page.goto("/account/")
    page.get_by_role("button", name="Sign out").click()
    sign_in_as(page, "editor@example.org", PASSWORD)
    page.wait_for_url("**/account/second-factor/authenticate/")
    assert violations(page) == []
    page.get_by_role("button", name="Use your passkey").click()
    page.wait_for_url("**/desk/")

    page.goto("/account/second-factor/")
    page.get_by_role("link", name="Rename Newsroom laptop").click()
    expect(page.get_by_role("heading", name="Is it you?")).to_be_visible()
    page.get_by_role("link", name="Use a security key").click()
    page.get_by_role("button", name="Use your passkey").click()
    page.get_by_label("Name").fill("Old laptop")
    page.get_by_role("button", name="Rename").click()
    page.get_by_role("link", name="Remove Old laptop").click()
    assert violations(page) == []
    page.get_by_role("button", name="Remove the passkey").click()
    page.wait_for_url(lambda url: "remove" not in url)
    expect(page.get_by_role("link", name="Remove Old laptop")).to_have_count(0)
    page.goto("/account/login/")
    assert not User.objects.get(email="editor@example.org").authenticator_set.exists()


def test_who_gives_no_passkey_is_told_so_and_can_go_on(
    open_page: OpenPage, empty_ledger: None
) -> None:
    page = open_page()
    sign_in(page, "editor")
    page.goto("/account/second-factor/webauthn/add/")
    confirm_password(page, PASSWORD)
    page.evaluate(
        """() => {
          navigator.credentials.create = async () => {
            throw new DOMException("", "NotAllowedError");
          };
        }"""
    )
    page.get_by_role("button", name="Add the passkey").click()
    expect(page.get_by_role("alert").filter(has_text="No passkey was given")).to_be_visible()


def test_a_recovery_code_opens_the_account_once(open_page: OpenPage, empty_ledger: None) -> None:
    page = sign_in(open_page(), "contributor")
    page.goto("/account/second-factor/")
    set_up_app(page, PASSWORD)
    code = page.get_by_role("listitem").filter(has_text=re.compile(r"^\d{8}$")).first.inner_text()

    other = open_page("/account/login/")
    sign_in_as(other, "contributor@example.org", PASSWORD)
    other.get_by_label("Code").fill(code)
    other.get_by_role("button", name="Sign in").click()
    other.wait_for_url("**/desk/")

    third = open_page("/account/login/")
    sign_in_as(third, "contributor@example.org", PASSWORD)
    third.get_by_label("Code").fill(code)
    third.get_by_role("button", name="Sign in").click()
    expect(third.get_by_role("alert")).to_contain_text("Incorrect code")


def test_one_session_ends_another(open_page: OpenPage, empty_ledger: None) -> None:
    lost = sign_in(open_page(), "editor")
    page = sign_in(open_page(), "editor")
    page.goto("/account/")
    page.get_by_role("link", name="Sessions").click()
    page.get_by_role("button", name=re.compile("^End the session")).click()
    expect(page.get_by_text("That session is ended.")).to_be_visible()
    expect(page.get_by_role("button", name=re.compile("^End the session"))).to_have_count(0)

    lost.goto("/desk/")
    expect(lost.get_by_role("heading", name="Sign in to the desk")).to_be_visible()
    page.goto("/desk/")
    expect(page.get_by_role("heading", name="What waits for you")).to_be_visible()
