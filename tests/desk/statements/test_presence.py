"""Presence at a draft: who else has it open, who has left, and what was saved meanwhile."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from commitments.models import Presence, Statement
from commitments.services.drafting import cite
from commitments.services.presence import be_present
from core.errors import NotAllowed
from desk.statements.presence import others_present, saves_since
from tests.desk.conftest import Person, signed_in
from tests.factories.articles import PassageFactory
from tests.factories.commitments import (
    CountryScopeFactory,
    PresenceFactory,
    StatementFactory,
    published_statement,
)
from tests.factories.people import EditorFactory, UserFactory


@pytest.fixture
def draft(db: None) -> Statement:
    return StatementFactory()


def path(statement: Statement) -> str:
    return f"/desk/statements/{statement.pk}/presence/"


def test_two_people_at_one_draft_see_each_other(
    draft: Statement, editor: Person, chief: Person
) -> None:
    first = editor.client.post(path(draft)).content.decode()
    assert "Edited also by" not in first
    second = chief.client.post(path(draft)).content.decode()
    assert "Edited also by <b>Edgar Editor</b>" in second
    assert re.search(r"\d+ s ago", second)
    assert "Chiara Chief" in editor.client.post(path(draft)).content.decode()


def test_the_edit_page_calls_and_says_so_politely(draft: Statement, editor: Person) -> None:
    page = editor.client.get(f"/desk/statements/{draft.pk}/edit/").content.decode()
    hook = f'<div data-presence="{path(draft)}" data-version="1" role="status"></div>'
    assert hook in page


def test_who_calls_again_is_one_presence(draft: Statement, editor: Person) -> None:
    Presence.objects.create(
        statement=draft, user=editor.user, seen_at=timezone.now() - timedelta(hours=1)
    )
    editor.client.post(path(draft))
    presence = Presence.objects.get()
    assert timezone.now() - presence.seen_at < timedelta(minutes=1)


@pytest.mark.parametrize(("seconds", "is_there"), [(50, True), (70, False)])
def test_who_was_not_heard_of_for_a_minute_has_gone(
    seconds: int, is_there: bool, draft: Statement, editor: Person
) -> None:
    PresenceFactory(statement=draft, seen_at=timezone.now() - timedelta(seconds=seconds))
    found = others_present(draft, editor.user)
    assert bool(found) is is_there
    if is_there:
        assert seconds <= found[0].seconds < 60


def test_who_leaves_is_gone_at_once(draft: Statement, editor: Person, chief: Person) -> None:
    farewell = goodbye(editor, draft)
    assert editor.client.post(path(draft), farewell).status_code == 204
    assert "Edgar Editor" not in chief.client.post(path(draft)).content.decode()
    assert editor.client.post(path(draft), farewell).status_code == 204


def test_a_late_farewell_does_not_hide_who_came_back(draft: Statement, editor: Person) -> None:
    farewell = goodbye(editor, draft)
    editor.client.post(path(draft))
    editor.client.post(path(draft), farewell)
    assert Presence.objects.filter(user=editor.user).exists()


@pytest.mark.parametrize("seen", ["", "soon", "2026-01-01", "9999-99-99T00:00:00+00:00"])
def test_a_farewell_without_its_moment_changes_nothing(
    seen: str, draft: Statement, editor: Person
) -> None:
    editor.client.post(path(draft))
    assert editor.client.post(path(draft), {"leaving": "1", "seen": seen}).status_code == 204
    assert Presence.objects.exists()


def goodbye(person: Person, draft: Statement) -> dict[str, str]:
    """What a page sends that was heard of just now and is left."""
    page = person.client.post(path(draft)).content.decode()
    return {"leaving": "1", "seen": page.partition('data-seen="')[2].partition('"')[0]}


def test_a_save_since_the_page_was_opened_is_told(
    draft: Statement, editor: Person, chief: Person
) -> None:
    cite(statement=draft, passage=PassageFactory(), by=editor.user)
    page = chief.client.post(path(draft), {"version": "1"}).content.decode()
    assert "Saved by <b>Edgar Editor</b>" in page
    assert "Saved by" not in chief.client.post(path(draft), {"version": "2"}).content.decode()
    draft.refresh_from_db()
    [save] = saves_since(draft, 1)
    assert (save.person, save.version) == ("Edgar Editor", 2)


def test_who_may_not_edit_is_not_there(draft: Statement) -> None:
    stranger = signed_in(UserFactory())
    assert stranger.client.post(path(draft)).status_code == 403
    scoped = EditorFactory()
    CountryScopeFactory(user=scoped)
    with pytest.raises(NotAllowed):
        be_present(statement=draft, by=scoped)
    with pytest.raises(NotAllowed):
        be_present(statement=published_statement(), by=EditorFactory())
    assert not Presence.objects.exists()


def test_presence_is_posted_not_read(draft: Statement, editor: Person) -> None:
    assert editor.client.get(path(draft)).status_code == 405
    answer = editor.client.post(path(draft), {"version": "x"})
    assert answer.status_code == 404


def test_a_name_is_shown_as_text(draft: Statement, editor: Person) -> None:
    PresenceFactory(statement=draft, user=UserFactory(name="<i>Ida</i>"))
    assert "&lt;i&gt;Ida" in editor.client.post(path(draft)).content.decode()
