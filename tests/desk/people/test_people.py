"""People at the desk: inviting, roles, countries, leaving. HTTP in, pages and rows out."""

import inspect
import re

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

import commitments.services.people
import core.people
from articles.models import Article
from commitments.models import Autosave, CountryScope, Presence, ReviewClaim, Statement
from core.history import ACTS_ABOUT_PEOPLE, Act
from core.models import SecondFactor, User
from desk.people import views as people_views
from tests.desk.conftest import Person, World
from tests.desk.drafts import text_of
from tests.factories.articles import ArticleFactory
from tests.factories.commitments import (
    CitationFactory,
    CountryScopeFactory,
    PledgeFactory,
    StatementFactory,
    submit,
)
from tests.factories.people import EditorFactory, SecondFactorFactory, UserFactory

MOST_QUERIES = 8
INVITATION = {"name": "Nadia", "email": "Nadia@example.org", "role": "contributor"}


def page_of(chief: Person, person: User, **headers: str) -> str:
    return chief.client.get(f"/desk/people/{person.pk}/", headers=headers).content.decode()


def history_of(chief: Person, person: User, **headers: str) -> str:
    """What their page says happened to them, as somebody reads it."""
    return text_of(page_of(chief, person, **headers).partition('id="person-history"')[2])


def as_posted(person: User, **changes: object) -> dict[str, object]:
    return {"name": person.name, "email": person.email, "role": person.role} | changes


# --- the list ---------------------------------------------------------------------------------
def test_list_tells_role_countries_second_factor_and_who_left(chief: Person, world: World) -> None:
    scoped = UserFactory(name="Sofia Scoped", requires_mfa=True)
    CountryScopeFactory(user=scoped, country=world.member)
    SecondFactorFactory(user=EditorFactory(name="Erik Secured"))
    UserFactory(name="Lena Left", is_active=False)
    page = chief.client.get("/desk/people/").content.decode()
    assert "United Kingdom" in page
    assert "required, not set up" in page
    assert "1 must have one and has none yet" in page
    present, _, left = page.partition('id="left"')
    assert "Lena Left" in left
    assert "Lena Left" not in present


def test_queries_do_not_grow_with_the_people(chief: Person, world: World) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert chief.client.get("/desk/people/").status_code == 200
        return len(captured)

    def more() -> None:
        for _ in range(3):
            person = SecondFactorFactory().user
            CountryScopeFactory(user=person, country=world.member)
            UserFactory(is_active=False)

    more()
    before = count()
    more()
    assert count() == before <= MOST_QUERIES


def test_queries_of_a_person_do_not_grow_with_their_history(chief: Person, world: World) -> None:
    person = UserFactory()
    path = f"/desk/people/{person.pk}/"

    def count() -> int:
        with CaptureQueriesContext(connection) as captured:
            chief.client.get(path)
        return len(captured)

    for name in ("One", "Two"):
        chief.client.post(path, as_posted(person, name=name, countries=[world.member.pk]))
    chief.client.get(path)
    before = count()
    for name in ("Three", "Four", "Five"):
        chief.client.post(path, as_posted(person, name=name, countries=[world.outsider.pk]))
    chief.client.get(path)
    assert count() == before <= 12


# --- inviting ---------------------------------------------------------------------------------
def test_invitation_makes_an_account_mails_a_link_and_shows_it_once(
    chief: Person, world: World
) -> None:
    fields = INVITATION | {"countries": [world.member.pk], "requires_mfa": "on"}
    answer = chief.client.post("/desk/people/invite/", fields)
    person = User.objects.get(email="nadia@example.org")
    assert (answer.status_code, answer["Location"]) == (302, f"/desk/people/{person.pk}/")
    assert person.requires_mfa
    assert list(CountryScope.objects.values_list("user", "country")) == [
        (person.pk, world.member.pk)
    ]
    (message,) = mail.outbox
    link = re.search(r"http://\S+/account/password/reset/key/\S+", str(message.body))
    page = page_of(chief, person)
    assert link[0] in page
    assert "invited, not signed in yet" in page
    history = history_of(chief, person)
    assert "Invited person, set scope Chiara Chief" in history
    assert "Writes about, added United Kingdom" in history
    assert link[0] not in page_of(chief, person)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"email": "no address"}, "Enter a valid email address."),
        ({"name": ""}, "This field is required."),
        ({"role": "owner"}, "Select a valid choice."),
        ({"countries": ["999999"]}, "One of these countries is not in the ledger."),
        ({"countries": ["x"]}, "One of these countries is not in the ledger."),
    ],
)
def test_wrong_invitation_is_refused_and_keeps_what_was_typed(
    fields: dict[str, object], words: str, chief: Person
) -> None:
    answer = chief.client.post("/desk/people/invite/", INVITATION | fields)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert words in page
    assert ("Nadia" in page) or fields.get("name") == ""
    assert not User.objects.filter(name="Nadia").exists()


def test_address_that_is_taken_is_told_at_its_field(chief: Person) -> None:
    UserFactory(email="nadia@example.org")
    answer = chief.client.post("/desk/people/invite/", INVITATION)
    assert answer.status_code == 422
    assert "Somebody already signs in with this address." in answer.content.decode()


def test_where_all_must_have_a_second_factor_new_people_start_so(chief: Person) -> None:
    box = 'name="requires_mfa" id="id_requires_mfa"'
    page = chief.client.get("/desk/people/invite/").content.decode()
    assert "checked" not in page.split('name="requires_mfa"')[1].split(">")[0], box
    SecondFactorFactory(user=chief.user)
    User.objects.update(requires_mfa=True)
    page = chief.client.get("/desk/people/invite/").content.decode()
    assert "checked" in page.split('name="requires_mfa"')[1].split(">")[0]


def test_invitation_is_sent_again(chief: Person) -> None:
    chief.client.post("/desk/people/invite/", INVITATION)
    person = User.objects.get(email="nadia@example.org")
    chief.client.post(f"/desk/people/{person.pk}/link/")
    assert len(mail.outbox) == 2
    page = page_of(chief, person)
    assert "Invitation made" in page
    assert "Sent link" in history_of(chief, person)


# --- one person -------------------------------------------------------------------------------
def test_role_and_countries_change_with_one_entry(chief: Person, world: World) -> None:
    person = UserFactory(name="Paul")
    CountryScopeFactory(user=person, country=world.member)
    fields = as_posted(person, role="editor", countries=[world.outsider.pk])
    assert chief.client.post(f"/desk/people/{person.pk}/", fields).status_code == 302
    person.refresh_from_db()
    assert person.role == "editor"
    assert list(CountryScope.objects.values_list("country", flat=True)) == [world.outsider.pk]
    history = history_of(chief, person)
    assert "Revised person, set scope Chiara Chief" in history
    assert "Role Contributor → Editor" in history
    assert "Writes about, removed United Kingdom" in history


def test_chief_is_told_that_another_changes_their_role(chief: Person) -> None:
    path = f"/desk/people/{chief.user.pk}/"
    answer = chief.client.post(path, as_posted(chief.user, role="editor"))
    assert answer.status_code == 422
    assert "Another chief changes your role" in answer.content.decode()
    assert "Close the account" not in page_of(chief, chief.user)
    assert chief.client.post(f"{path}close/", {}).status_code == 422


def test_unknown_people_are_not_found(chief: Person) -> None:
    for path in ("", "close/", "second-factor/remove/"):
        assert chief.client.get(f"/desk/people/999999/{path}").status_code == 404
    for path in ("link/", "open/"):
        assert chief.client.post(f"/desk/people/999999/{path}").status_code == 404


def test_second_factor_is_required_in_bulk(chief: Person, editor: Person) -> None:
    fields = {"who": "editor", "requirement": "require"}
    page = chief.client.post("/desk/people/second-factor/", fields, follow=True)
    assert "Changed for 1 person." in page.content.decode()
    assert editor.client.get("/desk/")["Location"] == "/account/second-factor/"
    chief.client.post("/desk/people/second-factor/", fields | {"requirement": "waive"})
    assert editor.client.get("/desk/").status_code == 200


def test_lost_second_factor_is_removed_with_a_reason(chief: Person) -> None:
    person = SecondFactorFactory().user
    path = f"/desk/people/{person.pk}/second-factor/remove/"
    refused = chief.client.post(path, {"reason": " "})
    assert refused.status_code == 422
    assert "Say how you made sure" in refused.content.decode()
    assert chief.client.post(path, {"reason": "She came by."}).status_code == 302
    assert not SecondFactor.objects.filter(user=person).exists()
    history = history_of(chief, person)
    assert "Removed second factor Chiara Chief" in history
    assert "She came by." in history
    assert "Second factor, removed authenticator app" in history


def test_a_persons_history_is_told_in_the_readers_language(chief: Person, world: World) -> None:
    person = SecondFactorFactory().user
    chief.client.post(f"/desk/people/{person.pk}/", as_posted(person, countries=[world.member.pk]))
    history = history_of(chief, person, accept_language="uk")
    for word in ("added", "Writes about", "Second factor", "authenticator app", "scope"):
        assert word not in history


def test_a_long_history_leads_to_its_older_entries(chief: Person) -> None:
    person = UserFactory()
    for number in range(21):
        chief.client.post(f"/desk/people/{person.pk}/", as_posted(person, name=f"Name {number}"))
    assert f"/desk/history/person/{person.pk}/?page=2" in page_of(chief, person)


# --- leaving ----------------------------------------------------------------------------------
def test_who_leaves_gives_back_what_they_were_doing(
    chief: Person, editor: Person, world: World
) -> None:
    pledge = PledgeFactory(coalition=world.coalition, country=world.member, roles=[world.training])
    draft = StatementFactory(pledge=pledge, author=editor.user)
    in_review = submit(CitationFactory().statement)
    ReviewClaim.objects.create(statement=in_review, by=editor.user)
    Presence.objects.create(statement=draft, user=editor.user)
    Autosave.objects.create(user=editor.user, statement=draft)
    taken, others = ArticleFactory(reader=editor.user), ArticleFactory(reader=chief.user)
    path = f"/desk/people/{editor.user.pk}/close/"
    assert "Edgar Editor" in chief.client.get(path).content.decode()
    assert chief.client.post(path, {"reason": "New job."}).status_code == 302

    assert editor.client.get("/desk/").status_code == 302
    for model in (ReviewClaim, Presence, Autosave):
        assert not model.objects.exists()
    assert Article.objects.get(pk=taken.pk).reader is None
    assert Article.objects.get(pk=others.pk).reader == chief.user
    assert Statement.objects.get(pk=draft.pk).author == editor.user
    page = page_of(chief, editor.user)
    assert "New job." in page
    assert "account closed" in page
    assert "Edgar Editor" in chief.client.get(f"/desk/statements/{draft.pk}/").content.decode()


def test_only_chiefs_read_why_an_account_was_closed(chief: Person, editor: Person) -> None:
    leaving = UserFactory(name="Lea Leaving")
    article = ArticleFactory(reader=leaving)
    chief.client.post(f"/desk/people/{leaving.pk}/close/", {"reason": "Was ill for long."})
    history = f"/desk/history/article/{article.pk}/"
    for path in ("/desk/log/", "/desk/log/export.json", history):
        told, hidden = (
            b"".join(answer) if answer.streaming else answer.content
            for answer in (chief.client.get(path), editor.client.get(path))
        )
        assert b"Was ill for long." in told
        assert b"Was ill for long." not in hidden
        assert b"closed account" not in hidden.lower()
        assert b"gave back article" in hidden.lower()
    assert editor.client.get("/desk/log/?act=close+account").status_code == 422
    assert chief.client.get("/desk/log/?act=close+account").status_code == 200


def test_every_act_about_people_is_known_as_one() -> None:
    for module in (core.people, commitments.services.people):
        found = {Act[name] for name in re.findall(r"\bAct\.([A-Z_]+)", inspect.getsource(module))}
        assert found
        assert found - {Act.GIVE_BACK_ARTICLE} <= ACTS_ABOUT_PEOPLE


def test_who_is_no_chief_any_more_is_refused_in_words(
    chief: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = UserFactory(is_active=False)
    # As where another chief demotes them after their request was let in.
    monkeypatch.setattr(people_views, "require_chief", lambda request: None)
    User.objects.filter(pk=chief.user.pk).update(role="editor")
    for path in (f"{person.pk}/open", "second-factor"):
        fields = {"who": "everybody", "requirement": "require"}
        answer = chief.client.post(f"/desk/people/{path}/", fields)
        assert answer.status_code == 403
        assert "Only chiefs keep people" in answer.content.decode()
    assert not User.objects.get(pk=person.pk).is_active


def test_who_comes_back_signs_in_again(chief: Person) -> None:
    person = UserFactory(is_active=False)
    page = chief.client.post(f"/desk/people/{person.pk}/open/", follow=True).content.decode()
    assert "can sign in again" in page
    person.refresh_from_db()
    assert person.is_active


# --- one's own account ------------------------------------------------------------------------
def test_account_page_tells_who_one_is_here(contributor: Person, world: World) -> None:
    CountryScopeFactory(user=contributor.user, country=world.member)
    SecondFactorFactory(user=contributor.user)
    with CaptureQueriesContext(connection) as captured:
        page = contributor.client.get("/account/").content.decode()
    for words in ("Carla Contributor", "Contributor", "United Kingdom", "Authenticator app since"):
        assert words in page
    assert len(captured) <= MOST_QUERIES


def test_account_page_is_for_who_is_signed_in(client: object, db: None) -> None:
    answer = client.get("/account/")
    assert answer["Location"] == "/account/login/?next=/account/"
