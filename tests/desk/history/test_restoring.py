"""An earlier version of a draft, read from its history and saved again."""

from __future__ import annotations

import pytest

from commitments.models import Statement
from commitments.services.drafting import cite, remove_citation, revise_statement
from commitments.services.restoring import (
    restore_statement,
    version_of_entry,
    version_of_number,
)
from commitments.statements.content import LimitContent
from core.errors import DomainError, NotAllowed, StaleEdit
from tests.desk.conftest import Person, World, signed_in
from tests.desk.drafts import content, draft_of, entries, text_of
from tests.factories.articles import PassageFactory
from tests.factories.commitments import published_statement, submit
from tests.factories.people import ChiefFactory, UserFactory


@pytest.fixture
def draft(world: World, contributor: Person) -> Statement:
    return draft_of(world, contributor.user)


def restore_path(statement: Statement, key: str) -> str:
    return f"/desk/statements/{statement.pk}/restore/?entry={key}"


@pytest.fixture
def revised(draft: Statement, world: World, editor: Person) -> Statement:
    new = content(
        world,
        stance="committed",
        headcount_max=300,
        limits=[LimitContent(world.not_front_line, "never")],
        conditions=[],
    )
    return revise_statement(statement=draft, content=new, version=draft.version, by=editor.user)


def test_preview_says_what_would_change_and_what_stays(
    revised: Statement, contributor: Person
) -> None:
    first = entries("statement", revised.pk)[-1].key
    history = contributor.client.get(f"/desk/history/statement/{revised.pk}/").content.decode()
    assert f"/restore/?entry={first}" in history
    page = text_of(contributor.client.get(restore_path(revised, first)).content.decode())
    assert "Stance Committed Offered" in page
    assert "Limits Not on the front line: never No combat" in page
    assert "Quotations stay as they are now" in page
    assert Statement.objects.get(pk=revised.pk).stance == "committed"


def test_restoring_brings_back_row_limits_and_conditions_but_no_quotation(
    draft: Statement, world: World, contributor: Person, editor: Person
) -> None:
    gone = cite(statement=draft, passage=PassageFactory(), by=contributor.user)
    draft.refresh_from_db()
    new = content(world, stance="committed", limits=[], conditions=[])
    revise_statement(statement=draft, content=new, version=draft.version, by=editor.user)
    remove_citation(citation=gone, by=editor.user)
    kept = cite(statement=draft, passage=PassageFactory(), by=editor.user)
    draft.refresh_from_db()
    first = entries("statement", draft.pk)[-1]
    answer = contributor.client.post(
        f"/desk/statements/{draft.pk}/restore/", {"entry": first.key, "version": draft.version}
    )
    assert answer.status_code == 302
    saved = Statement.objects.get(pk=draft.pk)
    assert saved.stance == "offered"
    assert [limit.name for limit in saved.limits.all()] == ["No combat"]
    assert [condition.name for condition in saved.conditions.all()] == ["Ceasefire"]
    assert [citation.pk for citation in saved.citations.all()] == [kept.pk]
    newest = entries("statement", draft.pk)[0]
    assert newest.reason.startswith("Restored the version of ")
    assert newest.person == "Carla Contributor"
    assert newest.acts == ("revised statement",)


def test_restoring_a_version_under_review_starts_the_review_again(
    revised: Statement, editor: Person
) -> None:
    cite(statement=revised, passage=PassageFactory(), by=editor.user)
    revised.refresh_from_db()
    submit(revised)
    first = entries("statement", revised.pk)[-1].key
    page = editor.client.get(restore_path(revised, first)).content.decode()
    assert "starts the review again" in page
    restored = restore_statement(
        statement=revised, key=first, version=revised.version, by=editor.user
    )
    assert restored.state == Statement.State.SUBMITTED
    assert restored.version > revised.version


def test_restoring_refuses_who_comes_second(revised: Statement, editor: Person) -> None:
    first = entries("statement", revised.pk)[-1].key
    with pytest.raises(StaleEdit):
        restore_statement(statement=revised, key=first, version=1, by=editor.user)
    answer = editor.client.post(restore_path(revised, first), {"entry": first, "version": "1"})
    assert answer.status_code == 409
    assert "Somebody saved the draft meanwhile" in answer.content.decode()


def test_restoring_refuses_what_is_public_or_anothers(revised: Statement) -> None:
    stranger = signed_in(UserFactory())
    first = entries("statement", revised.pk)[-1].key
    assert stranger.client.get(restore_path(revised, first)).status_code == 403
    page = stranger.client.get(f"/desk/history/statement/{revised.pk}/").content.decode()
    assert "/restore/" not in page
    with pytest.raises(NotAllowed):
        restore_statement(statement=revised, key=first, version=revised.version, by=stranger.user)
    public = published_statement()
    key = entries("statement", public.pk)[-1].key
    chief = signed_in(ChiefFactory())
    assert chief.client.get(restore_path(public, key)).status_code == 403


def test_restoring_refuses_what_todays_rules_refuse(
    draft: Statement, world: World, editor: Person, contributor: Person
) -> None:
    first = entries("statement", draft.pk)[0].key
    # Since then something was published before it: now a reason is asked for.
    published_statement(pledge=draft.pledge, stance="considering")
    path = f"/desk/statements/{draft.pk}/restore/"
    answer = editor.client.post(path, {"entry": first, "version": draft.version})
    assert answer.status_code == 422
    assert "cannot be saved any more as it was" in answer.content.decode()


@pytest.mark.parametrize(
    "key",
    [
        "",
        "words",
        "direct-999999999999",
        "direct-999912312359",  # The calendar's last minute.
        "direct-٢٠٢٥١١٠١١٢٠٠",
        "9b2d4c1e-0000-4000-8000-000000000000",
        "9b2d4c1e-0000-4000-8000-00000000000\x00",
    ],
)
def test_there_is_no_version_of_an_unknown_entry(
    key: str, draft: Statement, editor: Person
) -> None:
    assert version_of_entry(draft, key) is None
    assert editor.client.get(restore_path(draft, key)).status_code == 404
    with pytest.raises(DomainError):
        restore_statement(statement=draft, key=key, version=1, by=editor.user)


def test_a_version_is_known_by_its_number(draft: Statement, world: World, editor: Person) -> None:
    revise_statement(statement=draft, content=content(world, limits=[]), version=1, by=editor.user)
    first, second = version_of_number(draft, 1), version_of_number(draft, 2)
    assert first is not None
    assert second is not None
    assert [item.limit for item in first.content.limits] == [world.no_combat]
    assert [item.condition for item in first.content.conditions] == [world.ceasefire]
    assert list(second.content.limits) == []
    assert version_of_number(draft, 3) is None


def test_a_version_without_a_term_that_is_gone_says_so(
    revised: Statement, world: World, editor: Person
) -> None:
    first = entries("statement", revised.pk)[-1].key
    world.coalition.limits.clear()
    world.no_combat.delete()
    version = version_of_entry(revised, first)
    assert version is not None
    assert not version.is_complete
    page = editor.client.get(restore_path(revised, first)).content.decode()
    assert "no longer in the vocabulary" in page
