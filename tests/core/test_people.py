"""What chiefs do about people, and that no ledger loses its last chief."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pghistory.models
import pytest
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.core import mail
from django.db import connections
from django.test import Client
from django.utils import timezone

from core.errors import DomainError, NotAllowed
from core.links import LinkTokens, link_path, mail_link
from core.models import User
from core.people import (
    close_account,
    invite_person,
    open_account,
    remove_second_factors,
    renew_link,
    require_second_factor,
    revise_person,
)
from tests.factories.people import ChiefFactory, EditorFactory, SecondFactorFactory, UserFactory

pytestmark = pytest.mark.django_db
PASSWORD = "a-quiet-long-password"


def same(person: User, **changes: object) -> dict[str, object]:
    fields = ("email", "name", "role", "requires_mfa")
    return {name: getattr(person, name) for name in fields} | changes


def last_entry() -> dict[str, object]:
    """What history says of the last change to a person."""
    event = apps.get_model("core.UserEvent").objects.latest("pgh_id")
    return dict(event.pgh_context.metadata)


def invited(chief: User, **changes: object) -> User:
    fields: dict[str, object] = {
        "email": "Nadia@Example.org ",
        "name": " Nadia ",
        "role": "editor",
        "requires_mfa": False,
    }
    return invite_person(**(fields | changes), by=chief)


# --- invitations ------------------------------------------------------------------------------
def test_invited_person_has_no_password_and_an_entry_in_history() -> None:
    chief = ChiefFactory()
    person = invited(chief)
    assert (person.email, person.name, person.role) == ("nadia@example.org", "Nadia", "editor")
    assert person.is_invited
    assert not person.has_usable_password()
    assert (last_entry()["act"], last_entry()["user"]) == ("invite person", chief.pk)


def test_invitation_refuses_an_address_that_signs_in_already() -> None:
    UserFactory(email="nadia@example.org", is_active=False)
    with pytest.raises(DomainError, match="already"):
        invited(ChiefFactory())


@pytest.mark.parametrize("fields", [{"name": " "}, {"email": ""}, {"role": "owner"}])
def test_invitation_refuses_what_is_incomplete(fields: dict[str, str]) -> None:
    with pytest.raises(DomainError):
        invited(ChiefFactory(), **fields)
    assert User.objects.count() == 1


def test_mail_holds_the_link_and_what_to_expect() -> None:
    chief = ChiefFactory(name="Chiara")
    person = invited(chief, requires_mfa=True)
    sent = mail_link(person=person, by=chief, site="https://ledger.example")
    (message,) = mail.outbox
    assert sent.is_mailed
    assert message.to == ["nadia@example.org"]
    for words in (sent.url, "Chiara has made you an account", "7 days", "second factor"):
        assert words in str(message.body)
    assert "&#" not in str(message.body)


def test_mail_server_that_is_down_leaves_the_link(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*arguments: object) -> None:
        raise ConnectionRefusedError

    monkeypatch.setattr("core.links.send_mail", refuse)
    chief = ChiefFactory()
    sent = mail_link(person=invited(chief), by=chief, site="https://ledger.example")
    assert not sent.is_mailed
    assert sent.url.startswith("https://ledger.example/account/password/reset/key/")


def set_password(path: str, password: str = PASSWORD) -> bool:
    """Open a link and set a password with it. Whether that worked."""
    client = Client()
    form = client.get(path, follow=True)
    if "no longer works" in form.content.decode():
        return False
    answer = client.post(
        form.request["PATH_INFO"], {"password1": password, "password2": password}, follow=True
    )
    return "Your password is set" in answer.content.decode()


def test_link_works_once() -> None:
    path = link_path(invited(ChiefFactory()))
    assert set_password(path)
    assert not set_password(path)


def test_new_invitation_voids_the_earlier_one() -> None:
    chief = ChiefFactory()
    person = invited(chief)
    earlier = link_path(person)
    later = link_path(renew_link(person=person, by=chief))
    assert last_entry()["act"] == "send link"
    assert not set_password(earlier)
    assert set_password(later)


@pytest.mark.parametrize(
    ("has_password", "days", "works"),
    [(False, 6.9, True), (False, 7.1, False), (True, 0.9, True), (True, 1.1, False)],
)
def test_invitations_last_a_week_and_forgotten_passwords_a_day(
    has_password: bool, days: float, works: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = UserFactory(password=PASSWORD if has_password else None)
    token = LinkTokens().make_token(person)
    now = LinkTokens()._now() + timedelta(days=days)
    monkeypatch.setattr(LinkTokens, "_now", lambda self: now)
    assert LinkTokens().check_token(person, token) is works


def test_link_of_who_left_opens_nothing() -> None:
    chief, person = ChiefFactory(), UserFactory(password=PASSWORD)
    path = link_path(person)
    close_account(person=person, by=chief)
    assert not set_password(path)
    with pytest.raises(DomainError, match="closed"):
        renew_link(person=person, by=chief)


def test_link_for_a_forgotten_password_leaves_the_old_one_until_it_is_used() -> None:
    person = UserFactory(password=PASSWORD)
    renewed = renew_link(person=person, by=ChiefFactory())
    assert renewed.check_password(PASSWORD)


# --- roles, addresses -------------------------------------------------------------------------
def test_only_chiefs_keep_people() -> None:
    editor, person = EditorFactory(), UserFactory()
    acts: list[Callable[[], object]] = [
        lambda: invited(editor),
        lambda: revise_person(person=person, **same(person, name="X"), by=editor),
        lambda: close_account(person=person, by=editor),
        lambda: open_account(person=person, by=editor),
        lambda: renew_link(person=person, by=editor),
        lambda: remove_second_factors(person=person, by=editor, reason="Lost."),
        lambda: require_second_factor(roles=["chief"], is_required=True, by=editor),
    ]
    for each in acts:
        with pytest.raises(NotAllowed):
            each()


def test_role_name_and_address_change_in_one_entry() -> None:
    chief, person = ChiefFactory(), UserFactory()
    revise_person(person=person, **same(person, role="editor", email="New@example.org"), by=chief)
    person.refresh_from_db()
    assert (person.role, person.email) == ("editor", "new@example.org")
    assert last_entry()["act"] == "revise person"


def test_address_of_somebody_else_is_refused() -> None:
    other, person = UserFactory(), UserFactory()
    with pytest.raises(DomainError, match="already"):
        revise_person(person=person, **same(person, email=other.email), by=ChiefFactory())


def test_who_moved_to_a_new_address_can_prove_again_who_they_are() -> None:
    person = UserFactory(password=PASSWORD)
    client = Client()
    client.post("/account/login/", {"login": person.email, "password": PASSWORD})
    revise_person(person=person, **same(person, email="new@example.org"), by=ChiefFactory())
    path = "/account/reauthenticate/?next=/account/"
    assert client.post(path, {"password": PASSWORD}).status_code == 302


# --- the last chief ---------------------------------------------------------------------------
def test_chief_cannot_lock_themselves_out() -> None:
    chief = ChiefFactory()
    ChiefFactory()
    with pytest.raises(NotAllowed, match="Another chief"):
        close_account(person=chief, by=chief)
    with pytest.raises(NotAllowed, match="Another chief"):
        revise_person(person=chief, **same(chief, role="editor"), by=chief)
    with pytest.raises(NotAllowed):
        remove_second_factors(person=chief, by=chief, reason="Mine.")


def test_who_is_chief_no_more_changes_nobody() -> None:
    chief, other = ChiefFactory(), ChiefFactory()
    close_account(person=other, by=chief)
    with pytest.raises(NotAllowed):
        revise_person(person=chief, **same(chief, role="editor"), by=other)


@pytest.mark.django_db(transaction=True)
def test_two_chiefs_who_close_one_another_leave_one() -> None:
    first, second = ChiefFactory(), ChiefFactory()

    def close(by: User, person: User) -> str:
        try:
            close_account(person=person, by=by)
        except NotAllowed:
            return "refused"
        finally:
            connections.close_all()
        return "closed"

    with ThreadPoolExecutor(max_workers=2) as pool:
        outcomes = sorted(pool.map(close, (first, second), (second, first)))
    assert outcomes == ["closed", "refused"]
    assert User.objects.filter(role="chief", is_active=True).count() == 1


# --- leaving, and losing a second factor ------------------------------------------------------
def signed_in_by_form(person: User) -> Client:
    client = Client()
    client.post("/account/login/", {"login": person.email, "password": PASSWORD})
    assert client.get("/desk/").status_code == 200
    return client


def test_closed_account_ends_its_sessions_at_once_and_for_good() -> None:
    chief, person = ChiefFactory(), UserFactory(password=PASSWORD)
    client = signed_in_by_form(person)
    close_account(person=person, by=chief, reason="Left the newsroom.")
    assert client.get("/desk/").status_code == 302
    assert not UserSession.objects.filter(user=person).exists()
    assert (last_entry()["act"], last_entry()["reason"]) == ("close account", "Left the newsroom.")
    open_account(person=person, by=chief)
    assert client.get("/desk/").status_code == 302
    signed_in_by_form(person)


def test_lost_second_factors_go_with_a_reason_and_an_entry() -> None:
    chief, person = ChiefFactory(), UserFactory(password=PASSWORD)
    factor = SecondFactorFactory(user=person)
    with pytest.raises(DomainError, match="how you made sure"):
        remove_second_factors(person=person, by=chief, reason=" ")
    assert remove_second_factors(person=person, by=chief, reason="She called me.") == 1
    event = pghistory.models.Events.objects.tracks(factor).latest("pgh_created_at")
    assert event.pgh_label == "delete"
    assert event.pgh_context["reason"] == "She called me."
    assert "secret" not in str(event.pgh_data)
    signed_in_by_form(person)


def test_second_factor_is_required_of_roles_and_waived_again() -> None:
    chief, editor, person = ChiefFactory(), EditorFactory(), UserFactory()
    left = EditorFactory(is_active=False)
    assert require_second_factor(roles=["editor"], is_required=True, by=chief) == 1
    required = set(User.objects.filter(requires_mfa=True))
    assert required == {editor}
    assert left not in required
    assert require_second_factor(roles=list(User.Role.values), is_required=True, by=chief) == 2
    person.refresh_from_db()
    assert person.requires_mfa
    assert last_entry()["act"] == "require second factor"
    assert require_second_factor(roles=["chief"], is_required=False, by=chief) == 1


def test_links_say_when_they_were_sent() -> None:
    person = renew_link(person=UserFactory(password=PASSWORD), by=ChiefFactory())
    assert timezone.now() - person.link_sent_at < timedelta(minutes=1)
    assert not person.is_invited
