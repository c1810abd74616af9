"""What is kept while a form is filled, what an undo brings back, and whose page it is."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.models import Article
from commitments.models import Autosave, Citation, Pledge, Statement
from commitments.services.autosaving import autosave
from core.errors import DomainError, NotAllowed
from core.models import User
from desk.statements.autosaves import autosaves_of
from tests.desk.conftest import Person, World
from tests.desk.statements.recording import SAID, keep, path, quotes
from tests.factories.commitments import AutosaveFactory, CitationFactory, StatementFactory
from tests.factories.people import UserFactory


# --- autosaves ---
@pytest.fixture
def author(db: None) -> User:
    user: User = UserFactory()
    return user


def test_what_is_typed_is_kept_and_opens_again(
    editor: Person, pledge: Pledge, article: Article, passages: list[Any]
) -> None:
    typed = quotes((passages[0], ["headcount"])) | {
        "article": article.pk,
        "summary": "Half a sen",
        "headcount_max": "many",
        "answer-same_day": "Twice.",
    }
    assert keep(editor, "pledge-UKR-GBR-1", **typed).status_code == 204
    (line,) = autosaves_of(editor.user)
    assert line.title == "United Kingdom · Training, new statement"
    opened = editor.client.get(line.address)
    page = opened.content.decode()
    assert "Restored" in page
    assert opened.context["form"]["summary"].value() == "Half a sen"
    assert opened.context["form"]["headcount_max"].value() == "many"
    assert opened.context["form"]["on_record"].value() == ""  # unticked stays unticked
    assert opened.context["rows"].rows[0].proves == ("headcount",)
    pane = editor.client.get(f"/desk/articles/{article.pk}/record/").content.decode()
    assert "Not saved yet" in pane


def test_saving_and_discarding_end_what_was_kept(editor: Person, pledge: Pledge) -> None:
    keep(editor, "pledge-UKR-GBR-1", summary="Half")
    editor.client.post(path(pledge), SAID)
    assert not Autosave.objects.exists()
    keep(editor, "pledge-UKR-GBR-1", summary="Half")
    discard = {"about": "pledge-UKR-GBR-1"}
    assert editor.client.post("/desk/autosaves/discard/", discard)["Location"] == path(pledge)
    assert not Autosave.objects.exists()


def test_a_kept_edit_says_that_the_draft_was_saved_since(editor: Person, pledge: Pledge) -> None:
    draft = StatementFactory(pledge=pledge, version=2)
    assert keep(editor, f"draft-{draft.pk}", summary="Mine", version="1").status_code == 204
    assert autosaves_of(editor.user)[0].is_stale
    page = editor.client.get(f"/desk/statements/{draft.pk}/edit/")
    assert "Somebody saved this draft since" in page.content.decode()
    data = SAID | {"version": page.context["form"]["version"].value()}
    assert editor.client.post(f"/desk/statements/{draft.pk}/edit/", data).status_code == 409


def test_nobody_keeps_what_they_could_not_save(
    contributor: Person, pledge: Pledge, author: User
) -> None:
    draft = StatementFactory(pledge=pledge, author=author)
    assert keep(contributor, f"draft-{draft.pk}", summary="x").status_code == 403
    assert keep(contributor, "draft-", summary="x").status_code == 404
    assert keep(contributor, "pledge-UKR-XXX-9").status_code == 404
    with pytest.raises(NotAllowed):
        autosave(about=draft, article=None, data={}, version=1, by=contributor.user)
    with pytest.raises(DomainError, match="too long"):
        autosave(about=pledge, article=None, data={"a": ["x" * 300_000]}, version=0, by=author)


def test_unsaved_work_costs_one_query_however_much_there_is(author: User) -> None:
    for _ in range(3):
        AutosaveFactory(statement__author=author)
    with CaptureQueriesContext(connection) as queries:
        assert len(autosaves_of(author)) == 3
    assert len(queries) == 1


# --- undo ---
def test_a_removed_quotation_is_back_with_one_press(editor: Person, pledge: Pledge) -> None:
    citation = CitationFactory(
        statement__pledge=pledge,
        statement__author=editor.user,
        function="qualifies",
        proves=["limits", "date"],
    )
    base = f"/desk/statements/{citation.statement.pk}/citations/{citation.pk}"
    page = editor.client.post(f"{base}/remove/", follow=True).content.decode()
    assert f'action="{base}/restore/"' in page
    editor.client.post(f"{base}/restore/")
    back = Citation.objects.get()
    assert (back.passage, back.function) == (citation.passage, "qualifies")
    assert back.proves == ["date", "limits"]
    again = editor.client.post(f"{base}/restore/", follow=True).content.decode()
    assert "cites that passage already" in again


def test_a_discarded_draft_is_back_with_content_and_quotations(
    contributor: Person, editor: Person, pledge: Pledge, world: World
) -> None:
    draft = StatementFactory(
        pledge=pledge,
        author=contributor.user,
        limits=[world.no_combat],
        conditions=[world.ceasefire],
        headcount_max=70,
    )
    citation = CitationFactory(statement=draft)
    page = editor.client.post(f"/desk/statements/{draft.pk}/discard/", follow=True)
    undo = f"/desk/statements/{draft.pk}/undiscard/"
    assert undo in page.content.decode()
    stranger = Client()
    stranger.force_login(UserFactory())
    assert stranger.post(undo).status_code == 403
    editor.client.post(undo)
    back = Statement.objects.get()
    assert (back.author, back.headcount_max) == (contributor.user, 70)
    assert [link.limit for link in back.statement_limits.all()] == [world.no_combat]
    assert [link.condition for link in back.statement_conditions.all()] == [world.ceasefire]
    assert [c.passage for c in back.citations.all()] == [citation.passage]
    assert "back already" in editor.client.post(undo, follow=True).content.decode()
    assert Statement.objects.count() == 1


# --- who is signed in ---
def test_a_page_learns_that_its_session_ended_or_that_somebody_else_is_here(
    editor: Person, pledge: Pledge
) -> None:
    named = {"Ledger-Person": str(editor.user.pk)}
    gone = Client().post("/desk/autosaves/", {"about": "x"}, headers=named)
    assert gone.status_code == 401
    assert gone.json()["signed_out"]
    stranger = Client()
    stranger.force_login(UserFactory(name="Olga Other"))
    wrong = stranger.post(path(pledge), SAID, headers=named)
    assert (wrong.status_code, wrong.json()["other"]) == (409, "Olga Other")
    assert not Statement.objects.exists()
    asked = [who.get("/desk/session/", headers=named) for who in (Client(), stranger)]
    assert [answer.status_code for answer in asked] == [401, 409]
    assert editor.client.get("/desk/session/", headers=named).status_code == 204
