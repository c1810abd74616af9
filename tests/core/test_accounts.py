"""Signing in and out, passwords, closed sign-up, and who enters the admin."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client

from core.models import User
from core.people import revise_person
from tests.factories.people import ChiefFactory, EditorFactory, UserFactory
from tests.tasks import do_what_waits

pytestmark = pytest.mark.django_db
LOGIN = "/account/login/"
PASSWORD = "a-quiet-long-password"


def test_signs_in_with_email_and_lands_on_the_desk() -> None:
    UserFactory(email="carla@example.org", password=PASSWORD)
    client = Client()
    response = client.post(LOGIN, {"login": "Carla@Example.org", "password": PASSWORD})
    assert (response.status_code, response["Location"]) == (302, "/desk/")
    assert "What waits for you" in client.get("/desk/").content.decode()


def test_goes_on_to_the_page_that_was_asked_for() -> None:
    UserFactory(email="carla@example.org", password=PASSWORD)
    client = Client()
    asked = client.get("/desk/articles/add/")["Location"]
    assert asked == f"{LOGIN}?next=/desk/articles/add/"
    response = client.post(asked, {"login": "carla@example.org", "password": PASSWORD})
    assert response["Location"] == "/desk/articles/add/"


@pytest.mark.parametrize(
    ("email", "password"),
    [("carla@example.org", "wrong"), ("nobody@example.org", PASSWORD), ("", ""), ("x", "y")],
)
def test_refuses_what_does_not_match(email: str, password: str) -> None:
    UserFactory(email="carla@example.org", password=PASSWORD)
    client = Client()
    response = client.post(LOGIN, {"login": email, "password": password})
    assert "You are not signed in yet." in response.content.decode()
    assert client.get("/desk/").status_code == 302


def test_who_left_cannot_sign_in() -> None:
    UserFactory(email="carla@example.org", password=PASSWORD, is_active=False)
    client = Client()
    client.post(LOGIN, {"login": "carla@example.org", "password": PASSWORD})
    assert client.get("/desk/").status_code == 302


def test_failed_attempts_are_limited() -> None:
    UserFactory(email="carla@example.org", password=PASSWORD)
    client = Client()
    for _ in range(6):
        client.post(LOGIN, {"login": "carla@example.org", "password": "wrong"})
    client.post(LOGIN, {"login": "carla@example.org", "password": PASSWORD})
    assert client.get("/desk/").status_code == 302


def test_signs_out_by_post_only() -> None:
    client = Client()
    client.force_login(UserFactory())
    assert "Sign out?" in client.get("/account/logout/").content.decode()
    assert client.get("/desk/").status_code == 200
    assert client.post("/account/logout/")["Location"] == "/"
    assert client.get("/desk/").status_code == 302


def test_nobody_signs_up() -> None:
    client = Client()
    page = client.get("/account/signup/").content.decode()
    assert "Accounts are created by a chief" in page
    client.post("/account/signup/", {"email": "new@example.org", "password1": PASSWORD})
    assert not User.objects.exists()
    assert "signup" not in client.get(LOGIN).content.decode()


@pytest.mark.parametrize("act", ["action_add", "action_primary"])
def test_nobody_takes_another_address(act: str) -> None:
    UserFactory(email="chief@example.org")
    person = UserFactory(email="carla@example.org")
    client = Client()
    assert client.get("/account/email/")["Location"].startswith(LOGIN)
    client.force_login(person)
    answer = client.post("/account/email/", {"email": "chief@example.org", act: ""})
    assert (answer.status_code, EmailAddress.objects.count()) == (403, 0)
    assert "A chief keeps the addresses" in answer.content.decode()
    person.refresh_from_db()
    assert person.email == "carla@example.org"


def test_an_address_that_was_changed_opens_nothing() -> None:
    person = UserFactory(email="old@example.org", password=PASSWORD)
    Client().post(LOGIN, {"login": "old@example.org", "password": PASSWORD})
    fields = {"email": "New@example.org", "name": "Carla", "role": "editor", "requires_mfa": False}
    revise_person(person=person, **fields, by=ChiefFactory())
    client = Client()
    client.post(LOGIN, {"login": "old@example.org", "password": PASSWORD})
    assert client.get("/desk/").status_code == 302
    client.post("/account/password/reset/", {"email": "old@example.org"})
    do_what_waits()
    assert not [message for message in mail.outbox if "/reset/key/" in str(message.body)]
    client.post(LOGIN, {"login": "new@example.org", "password": PASSWORD})
    assert client.get("/desk/").status_code == 200


def test_a_form_that_is_not_ours_is_refused_readably() -> None:
    answer = Client(enforce_csrf_checks=True).post(LOGIN, {"login": "a", "password": "b"})
    assert answer.status_code == 403
    assert "This form is too old" in answer.content.decode()


def test_a_forgotten_password_is_set_anew_by_mail() -> None:
    UserFactory(email="carla@example.org", password=PASSWORD)
    client = Client()
    client.post("/account/password/reset/", {"email": "Carla@example.org"})
    do_what_waits()
    (message,) = mail.outbox
    link = re.search(r"http://[^/]+(/account/password/reset/key/\S+)", str(message.body))
    form = client.get(link[1], follow=True)
    assert "Set a new password" in form.content.decode()
    new = "another-quiet-long-password"
    path = form.request["PATH_INFO"]
    done = client.post(path, {"password1": new, "password2": new}, follow=True)
    assert "Your password is set" in done.content.decode()
    assert client.post(LOGIN, {"login": "carla@example.org", "password": new}).status_code == 302
    stale = Client().get(link[1], follow=True)
    assert "This link no longer works" in stale.content.decode()


def test_an_unknown_address_learns_nothing_about_accounts() -> None:
    client = Client()
    response = client.post("/account/password/reset/", {"email": "nobody@example.org"}, follow=True)
    assert "Check your email" in response.content.decode()


def test_changes_the_password() -> None:
    person = UserFactory(password=PASSWORD)
    client = Client()
    client.force_login(person)
    new = "another-quiet-long-password"
    wrong = {"oldpassword": "wrong", "password1": new, "password2": new}
    page = client.post("/account/password/change/", wrong).content.decode()
    assert "The password is not changed yet." in page
    client.post("/account/password/change/", wrong | {"oldpassword": PASSWORD})
    person.refresh_from_db()
    assert person.check_password(new)


@pytest.mark.parametrize(
    "path",
    [
        "/account/login/",
        "/account/password/reset/",
        "/account/password/reset/done/",
        "/account/password/reset/key/done/",
        "/account/password/reset/key/1-none/",
        "/account/inactive/",
        "/account/signup/",
        "/account/confirm-email/",
        "/account/confirm-email/none/",
    ],
)
def test_account_pages_wear_the_site_for_visitors(path: str) -> None:
    page = Client().get(path, follow=True).content.decode()
    assert 'class="masthead"' in page
    assert "Menu:" not in page


@pytest.mark.parametrize(
    "path",
    [
        "/account/password/change/",
        "/account/logout/",
        "/account/email/",
        "/account/reauthenticate/",
    ],
)
def test_account_pages_wear_the_site_for_the_desk(path: str) -> None:
    client = Client()
    client.force_login(UserFactory(password=PASSWORD))
    page = client.get(path).content.decode()
    assert 'class="masthead"' in page
    assert "<script>" not in page


def test_chiefs_alone_enter_the_admin() -> None:
    client = Client()
    assert LOGIN in client.get("/admin/", follow=True).redirect_chain[-1][0]
    client.force_login(EditorFactory())
    assert client.get("/admin/", follow=True).status_code == 403
    client.force_login(ChiefFactory())
    page = client.get("/admin/").content.decode()
    for model in ("role", "limit", "condition", "country", "coalition"):
        assert f"/{model}/" in page
    for model in ("statement", "pledge", "citation", "article", "passage"):
        assert f"/{model}/" not in page


def test_the_admin_holds_no_people_and_no_secrets() -> None:
    client = Client()
    client.force_login(ChiefFactory())
    page = client.get("/admin/").content.decode()
    for model in ("user", "group", "authenticator", "usersession", "emailaddress"):
        assert f"/{model}/" not in page
    for path in ("core/user", "mfa/authenticator", "usersessions/usersession"):
        assert client.get(f"/admin/{path}/").status_code == 404


@pytest.mark.parametrize("model", ["role", "limit", "condition", "country", "coalition"])
def test_admin_forms_open(model: str) -> None:
    client = Client()
    client.force_login(ChiefFactory())
    assert client.get(f"/admin/commitments/{model}/").status_code == 200
    assert client.get(f"/admin/commitments/{model}/add/").status_code == 200
