"""What one person may have open at a time, and say at once: nobody buries the others."""

from typing import Any

import pytest

from articles.models import Article, Fetch
from commitments.models import Autosave, Pledge, ReviewNote, Statement
from commitments.services import drafting, reviewing
from core.forms import LONGEST_AREA
from tests.desk.conftest import Person, World
from tests.desk.drafts import content, draft_of
from tests.desk.statements.recording import keep
from tests.factories.articles import FetchFactory
from tests.factories.commitments import AutosaveFactory

FETCHES = "/desk/articles/fetches/"


def test_so_many_addresses_of_one_person_wait(
    editor: Person, contributor: Person, settings: Any
) -> None:
    settings.LEDGER_MAX_FETCHES = 1
    FetchFactory(requested_by=contributor.user)
    for person, status in ((contributor, 422), (editor, 302)):
        response = person.client.post(FETCHES, {"address": "https://outlet.example/new"})
        assert response.status_code == status
        if status == 422:
            page = response.content.decode()
            assert "1 of your addresses are still waiting to be fetched" in page
            assert 'value="https://outlet.example/new"' in page
    assert Fetch.objects.filter(requested_by=contributor.user).count() == 1


def test_looking_again_waits_too(contributor: Person, settings: Any, article: Article) -> None:
    settings.LEDGER_MAX_FETCHES = 1
    Article.objects.filter(pk=article.pk).update(canonical_url="https://outlet.example/a")
    FetchFactory(requested_by=contributor.user)
    again = contributor.client.post(f"/desk/articles/{article.pk}/recheck/", follow=True)
    assert "still waiting to be fetched" in again.content.decode()


def test_so_many_forms_of_one_person_are_kept(
    editor: Person, pledge: Pledge, settings: Any
) -> None:
    settings.LEDGER_MAX_AUTOSAVES = 1
    AutosaveFactory(user=editor.user)
    refused = keep(editor, "pledge-UKR-GBR-1", summary="Half a sen")
    assert refused.status_code == 422
    assert "You have 1 forms that are not saved." in refused.json()["refusal"]
    Autosave.objects.all().delete()
    for _ in range(2):  # the same form again is no other one
        assert keep(editor, "pledge-UKR-GBR-1", summary="Half a sen").status_code == 204


def test_so_many_statements_of_one_person_wait_for_publication(
    contributor: Person, world: World, pledge: Pledge, settings: Any
) -> None:
    draft = drafting.draft_statement(pledge=pledge, content=content(world), by=contributor.user)
    settings.LEDGER_MAX_DRAFTS = 1
    typed = {
        "stance": "offered",
        "said_on": "2025-08-20",
        "summary": "One more of them.",
        "capacity": "minister",
        "change": "restated",
    }
    response = contributor.client.post("/desk/pledges/UKR-GBR-1/statements/add/", typed)
    assert response.status_code == 422
    page = response.content.decode()
    assert "1 of your statements are not published yet" in page
    assert "One more of them." in page
    settings.LEDGER_MAX_DRAFTS = 2
    assert (
        contributor.client.post("/desk/pledges/UKR-GBR-1/statements/add/", typed).status_code == 302
    )
    assert Statement.objects.exclude(pk=draft.pk).get().summary == "One more of them."


def test_long_words_are_refused_and_stay_in_the_form(editor: Person, world: World) -> None:
    draft = draft_of(world, editor.user)
    said = "word " * 1_001
    response = editor.client.post(f"/desk/statements/{draft.pk}/notes/", {"body": said})
    assert response.status_code == 422
    page = response.content.decode()
    assert f"This has 5004 characters; shorten it to {LONGEST_AREA}." in page
    assert said.strip() in page
    assert not ReviewNote.objects.exists()


def test_a_statement_has_room_for_so_many_comments(
    editor: Person, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = draft_of(world, editor.user)
    monkeypatch.setattr(reviewing, "MOST_NOTES", 1)
    address = f"/desk/statements/{draft.pk}/notes/"
    assert editor.client.post(address, {"body": "First."}).status_code == 302
    refused = editor.client.post(address, {"body": "Second."})
    assert refused.status_code == 422
    assert "This statement has 1 comments already." in refused.content.decode()
    assert ReviewNote.objects.count() == 1


def test_a_statement_rests_on_so_many_quotations(
    editor: Person, world: World, passages: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = draft_of(world, editor.user)
    monkeypatch.setattr(drafting, "MOST_CITATIONS", 1)
    drafting.cite(statement=draft, passage=passages[0], by=editor.user)
    with pytest.raises(drafting.DomainError, match="rests on 1 quotations at most"):
        drafting.cite(statement=draft, passage=passages[1], by=editor.user)
    with pytest.raises(drafting.DomainError, match="at most"):
        drafting.revise_statement(
            statement=draft,
            content=content(world),
            version=Statement.objects.get().version,
            by=editor.user,
            evidence=[drafting.Evidence(passage) for passage in passages[:2]],
        )
