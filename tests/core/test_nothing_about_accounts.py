"""No form tells a stranger whether an address has an account: not by words, work or mail."""

import json
import re
from base64 import urlsafe_b64encode
from dataclasses import dataclass, replace
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django_tasks_db.models import DBTaskResult

from core.models import User
from tests.factories.people import ChiefFactory, UserFactory
from tests.passwords import CountedArgon2
from tests.tasks import do_what_waits

pytestmark = pytest.mark.django_db
PASSWORD = "a-quiet-long-password"
NOBODY = "nobody@example.org"

# Every form that strangers may send an address with.
FORMS: dict[str, dict[str, str]] = {
    "/account/login/": {"login": "{email}", "password": "a wrong password"},
    "/account/password/reset/": {"email": "{email}"},
    "/account/signup/": {"email": "{email}", "password1": PASSWORD},
    "/method/report/": {"text": "A wrong day.", "email": "{email}"},
}
STATES = ("signed in before", "never signed in", "invited", "closed")


@dataclass(frozen=True)
class Told:
    """What an answer tells: to a reader, to a clock, and to the owner of the address."""

    status: int
    location: str
    page: str
    cookies: tuple[str, ...]
    queries: int
    hashed: int
    mails: int


def ask(path: str, email: str) -> Told:
    client = Client()
    hashed = CountedArgon2.hashed
    values = {name: value.format(email=email) for name, value in FORMS[path].items()}
    with CaptureQueriesContext(connection) as queries:
        answer = client.post(path, values)
    page = answer.content.decode().replace(email, "ADDRESS")
    return Told(
        answer.status_code,
        answer.headers.get("Location", ""),
        re.sub(r'name="csrfmiddlewaretoken" value="\w+"|\d+ ms', "", page),
        tuple(sorted(client.cookies)),
        len(queries),
        CountedArgon2.hashed - hashed,
        len(mail.outbox),
    )


def account(state: str) -> User:
    person = UserFactory(
        email="carla@example.org",
        password=None if state == "invited" else PASSWORD,
        is_active=state != "closed",
    )
    if state == "signed in before":
        EmailAddress.objects.create(user=person, email=person.email, primary=True, verified=True)
    return person


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("path", FORMS)
def test_forms_answer_strangers_alike_with_and_without_an_account(
    path: str, state: str, settings: Any
) -> None:
    settings.PASSWORD_HASHERS = ["tests.passwords.CountedArgon2"]
    person = account(state)
    ask(path, NOBODY)  # What is loaded once is loaded.
    known, unknown = ask(path, person.email), ask(path, NOBODY)
    # Of an address that allauth has stored it asks once, else twice: nothing beside a hash.
    if path == "/account/login/" and state == "signed in before":
        assert known.queries == unknown.queries - 1
        known = replace(known, queries=unknown.queries)
    assert known == unknown


def test_a_wrong_password_costs_a_stranger_one_hash(settings: Any) -> None:
    settings.PASSWORD_HASHERS = ["tests.passwords.CountedArgon2"]
    account("never signed in")
    assert ask("/account/login/", NOBODY).hashed == 1


@pytest.mark.parametrize(("state", "mails"), [*((s, 1) for s in STATES[:3]), ("closed", 0)])
def test_a_link_is_mailed_later_to_those_with_an_open_account(state: str, mails: int) -> None:
    person = account(state)
    assert ask("/account/password/reset/", person.email).mails == 0
    do_what_waits()
    assert [message.to for message in mail.outbox] == [[person.email]] * mails


def test_an_address_without_an_account_gets_no_mail() -> None:
    ask("/account/password/reset/", NOBODY)
    assert do_what_waits() == 1
    assert mail.outbox == []


def test_what_waits_for_the_worker_holds_no_address() -> None:
    ask("/account/password/reset/", NOBODY)
    ask("/account/password/reset/", account("never signed in").email)
    told = json.dumps(list(DBTaskResult.objects.values_list("args_kwargs", flat=True)))
    assert "@" not in told


@pytest.mark.parametrize("address", ["carla@example.org", NOBODY])
def test_too_many_links_are_refused_alike(address: str) -> None:
    account("never signed in")
    client = Client()
    answers = [
        client.post("/account/password/reset/", {"email": address}).status_code for _ in range(6)
    ]
    assert answers == [302] * 5 + [429]


def test_links_that_do_not_fit_are_refused_alike() -> None:
    person = account("never signed in")
    first, second = (
        Client().get(f"/account/password/reset/key/{uid}-bad/").content.replace(uid.encode(), b"")
        for uid in (user_pk_to_url_str(person), "zzzzzz")
    )
    assert first == second


def test_a_passkey_that_does_not_fit_is_refused_alike() -> None:
    person = account("never signed in")
    pages = []
    for pk in (person.pk, 999_999):
        client = Client()
        client.get("/account/second-factor/webauthn/login/", headers={"Accept": "application/json"})
        text = {
            name: urlsafe_b64encode(value.encode()).decode().rstrip("=")
            for name, value in {
                "id": "key",
                "userHandle": str(pk),
                "clientDataJSON": '{"type":"webauthn.get","challenge":"AA","origin":"http://x"}',
                "authenticatorData": "\x00" * 37,
                "signature": "none",
            }.items()
        }
        credential = {"id": text["id"], "rawId": text.pop("id"), "type": "public-key"}
        sent = {"credential": json.dumps(credential | {"response": text})}
        answer = client.post("/account/second-factor/webauthn/login/", sent, follow=True)
        pages.append((answer.status_code, answer.redirect_chain, answer.context is None))
    assert pages[0] == pages[1]


def test_nobody_at_the_desk_but_chiefs_learns_whose_an_address_is() -> None:
    person = account("never signed in")
    for visitor in (UserFactory(), ChiefFactory()):
        client = Client()
        client.force_login(visitor)
        for email in (person.email, NOBODY):
            answer = client.post("/account/email/", {"email": email, "action_add": ""})
            assert answer.status_code == 403
    contributor = Client()
    contributor.force_login(UserFactory())
    fields = {"email": person.email, "name": "Carla", "role": "editor"}
    assert contributor.post("/desk/people/invite/", fields).status_code == 403
