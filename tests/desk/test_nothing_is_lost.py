"""What somebody typed is neither lost nor kept twice, whatever happens around the form."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from articles.models import Article
from commitments.models import Autosave, Citation, Pledge, Statement
from commitments.services.drafting import discard_draft, lock_editable
from commitments.services.restoring import restore_draft
from core.errors import DomainError
from tests.desk.conftest import Person, World
from tests.desk.statements.recording import HTMX, SAID, path, quotes
from tests.factories.articles import PassageFactory
from tests.factories.commitments import (
    AutosaveFactory,
    CitationFactory,
    CoalitionFactory,
    PledgeFactory,
    PledgeRecheckFactory,
    StatementFactory,
    published_statement,
    submit,
)
from tests.factories.people import UserFactory


def keep(person: Person, about: str, **typed: Any) -> Any:
    return person.client.post("/desk/autosaves/", {"about": about} | typed)


# --- autosaves ---
def test_a_saved_form_that_is_sent_once_more_on_leaving_leaves_no_ghost(
    editor: Person, pledge: Pledge
) -> None:
    typed = SAID | {"summary": "Two\nlines."}
    sent = SAID | {"summary": "Two\r\nlines.", "then": "save", "about": "pledge-UKR-GBR-1"}
    editor.client.post(path(pledge), sent)
    assert keep(editor, "pledge-UKR-GBR-1", **typed).status_code == 204
    assert not Autosave.objects.exists()
    # Other words are no ghost.
    keep(editor, "pledge-UKR-GBR-1", **typed | {"summary": "Another one."})
    assert Autosave.objects.get().data["summary"] == ["Another one."]


def test_an_autosave_of_an_older_version_is_kept_if_it_says_something_else(
    editor: Person, pledge: Pledge
) -> None:
    draft = StatementFactory(pledge=pledge, author=editor.user)
    data = SAID | {"version": "1"}
    assert editor.client.post(f"/desk/statements/{draft.pk}/edit/", data).status_code == 302
    keep(editor, f"draft-{draft.pk}", **data)
    assert not Autosave.objects.exists()
    keep(editor, f"draft-{draft.pk}", **data | {"summary": "Typed in another tab."})
    assert Autosave.objects.get().version == 1


def test_a_nul_is_left_out(editor: Person, pledge: Pledge) -> None:
    assert keep(editor, "pledge-UKR-GBR-1", summary="Ha\x00lf").status_code == 204
    assert Autosave.objects.get().data["summary"] == ["Half"]


# --- discarding ---
def test_a_draft_is_not_discarded_while_somebody_else_types(
    contributor: Person, editor: Person, pledge: Pledge
) -> None:
    draft = StatementFactory(pledge=pledge, author=contributor.user)
    AutosaveFactory(user=contributor.user, statement=draft)
    AutosaveFactory(user=editor.user, statement=draft)
    address = f"/desk/statements/{draft.pk}/discard/"
    answer = editor.client.post(address)
    assert answer.status_code == 422
    assert "what Carla Contributor typed" in answer.content.decode()
    assert Autosave.objects.count() == 2
    Autosave.objects.filter(user=contributor.user).delete()
    assert editor.client.post(address).status_code == 302


def test_a_draft_that_is_gone_refuses_in_words(editor: Person, pledge: Pledge) -> None:
    draft = StatementFactory(pledge=pledge, author=editor.user)
    gone = Statement.objects.get(pk=draft.pk)
    discard_draft(statement=draft, by=editor.user)
    with pytest.raises(DomainError, match="discarded this draft meanwhile"):
        lock_editable(gone, by=editor.user)


def test_a_discarded_correction_does_not_come_back_beside_another(
    editor: Person, chief: Person, pledge: Pledge
) -> None:
    wrong = published_statement(pledge=pledge)
    base = f"/desk/statements/{wrong.pk}/correct/"
    editor.client.post(base)
    first = Statement.objects.get(corrects=wrong)
    discard_draft(statement=first, by=editor.user)
    chief.client.post(base)
    with pytest.raises(DomainError, match="is correcting it already"):
        restore_draft(discarded=first.pk or 0, by=editor.user)


# --- sessions ---
def test_signing_in_after_a_button_leads_to_the_page_it_was_on(db: None) -> None:
    client = Client()

    def leads_to(referer: str) -> list[str]:
        answer = client.post("/desk/review/1/publish/", headers={"Referer": referer})
        assert answer.status_code == 302
        return parse_qs(urlsplit(answer["Location"]).query)["next"]

    assert leads_to("http://testserver/desk/review/1/?a=b") == ["/desk/review/1/?a=b"]
    assert leads_to("http://elsewhere.example/desk/review/1/") == ["/desk/"]
    assert leads_to("") == ["/desk/"]
    asked = client.get("/desk/review/1/")
    assert parse_qs(urlsplit(asked["Location"]).query)["next"] == ["/desk/review/1/"]


def test_scripts_are_told_that_a_second_factor_is_asked_for(pledge: Pledge) -> None:
    user = UserFactory(requires_mfa=True)
    client = Client()
    client.force_login(user)
    named = {"Ledger-Person": str(user.pk)}
    for headers in (named, named | HTMX):
        answer = client.post("/desk/autosaves/", {"about": "pledge-UKR-GBR-1"}, headers=headers)
        assert answer.status_code == 403
        assert "second factor" in answer.json()["refusal"]
    assert client.get("/desk/", headers=HTMX)["HX-Redirect"]


def test_the_review_form_answers_a_script_with_its_page_or_where_to_go(
    editor: Person, contributor: Person, pledge: Pledge
) -> None:
    waiting = submit(CitationFactory(statement__pledge=pledge).statement)
    address = f"/desk/review/{waiting.pk}"
    page = editor.client.get(f"{address}/").content.decode()
    assert f'hx-post="{address}/publish/"' in page
    version = {"version": waiting.version}
    empty = editor.client.post(f"{address}/comment/", version, headers=HTMX)
    assert (empty.status_code, empty["HX-Retarget"]) == (422, "#main")
    said = version | {"comment": "Which minister?"}
    done = editor.client.post(f"{address}/comment/", said, headers=HTMX)
    assert done["HX-Redirect"] == f"{address}/"
    late = editor.client.post(f"{address}/publish/", {"version": 99}, headers=HTMX)
    assert (late.status_code, late["HX-Retarget"]) == (409, "#main")


# --- quotations ---
def test_more_quotations_than_a_statement_rests_on_are_refused_not_dropped(
    editor: Person, pledge: Pledge, article: Article
) -> None:
    snapshot = article.snapshots.get()
    many = [PassageFactory(snapshot=snapshot, start=n, end=n + 9) for n in range(41)]
    answer = editor.client.post(path(pledge), SAID | quotes(*((each, ["date"]) for each in many)))
    assert answer.status_code == 422
    assert "40 quotations at most" in answer.content.decode()
    assert len(answer.context["rows"].rows) == 41
    assert not Citation.objects.exists()


def test_passages_have_one_number_in_the_text_and_beside_it(
    editor: Person, article: Article, passages: list[Any]
) -> None:
    later = PassageFactory(snapshot=article.snapshots.get(), start=2, end=9)
    page = editor.client.get(f"/desk/articles/{article.pk}/")
    pane = editor.client.get(f"/desk/articles/{article.pk}/record/")
    numbers = [{p.pk: p.number for p in at.context["record"].passages} for at in (page, pane)]
    assert numbers[0] == numbers[1]
    assert numbers[0][later.pk] == 3


# --- what goes with the speaker ---
def test_the_same_speakers_next_pledge_is_of_the_same_coalition(
    editor: Person, world: World, article: Article
) -> None:
    other = CoalitionFactory(slug="other")
    said = StatementFactory(pledge=PledgeFactory(coalition=other), author=editor.user)
    query = f"?like={said.pk}&article={article.pk}"
    pane = editor.client.get(f"/desk/statements/add/{query}", headers=HTMX)
    assert pane.context["coalition"] == other
    assert pane.content.decode().count('name="coalition" value="other"') == 2
    saved = editor.client.post(
        path(said.pledge), SAID | {"article": article.pk, "then": "same-speaker"}, headers=HTMX
    )
    assert saved.context["coalition"] == other


# --- answers without a script ---
def test_a_refused_second_look_is_shown_wherever_it_stands(editor: Person, world: World) -> None:
    rows = [PledgeRecheckFactory() for _ in range(51)]
    first = editor.client.get("/desk/second-looks/").context["groups"]
    shown = {line.pk for group in first for line in group.lines}
    [hidden] = {row.pk for row in rows} - shown
    answer = editor.client.post(f"/desk/second-looks/{hidden}/done/", {"finding": ""})
    assert answer.status_code == 422
    assert f'id="refused-{hidden}"' in answer.content.decode()
