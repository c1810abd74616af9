"""Quotations of a draft, its steps, and the second person's review."""

import pytest

from commitments.models import Citation, Pledge, ReviewNote, Statement
from commitments.services import publishing
from tests.desk.conftest import Person, World
from tests.factories.articles import PassageFactory, SnapshotFactory
from tests.factories.commitments import (
    CitationFactory,
    PledgeFactory,
    StatementFactory,
    published_statement,
    submit,
)


@pytest.fixture
def pledge(world: World) -> Pledge:
    found: Pledge = PledgeFactory(
        coalition=world.coalition, country=world.member, roles=[world.training]
    )
    return found


@pytest.fixture
def draft(contributor: Person, pledge: Pledge) -> Statement:
    statement: Statement = StatementFactory(pledge=pledge, author=contributor.user)
    return statement


@pytest.fixture
def waiting(draft: Statement) -> Statement:
    CitationFactory(statement=draft)
    return submit(draft)


# --- quotations ---
def test_adds_a_quotation(contributor: Person, draft: Statement) -> None:
    passage = PassageFactory()
    path = f"/desk/statements/{draft.pk}/cite/"
    assert passage.exact in contributor.client.get(path).content.decode()
    contributor.client.post(
        path, {"passage": passage.pk, "function": "supports", "proves": ["stance", "date"]}
    )
    citation = Citation.objects.get()
    assert (citation.passage, citation.proves) == (passage, ["date", "stance"])
    page = contributor.client.get(f"/desk/statements/{draft.pk}/").content.decode()
    assert "proved by quotation 1" in page
    assert "He added that a ceasefire had to come first." in page


def test_passages_of_the_same_article_come_first(contributor: Person, draft: Statement) -> None:
    snapshot = SnapshotFactory()
    old = PassageFactory(snapshot=snapshot, quote="a ceasefire had to come first")
    CitationFactory(statement=draft, passage=PassageFactory(snapshot=snapshot))
    PassageFactory.create_batch(3)
    form = contributor.client.get(f"/desk/statements/{draft.pk}/cite/").context["form"]
    assert form.passage_rows()[0][1].pk == old.pk


def test_a_passage_just_quoted_is_chosen(contributor: Person, draft: Statement) -> None:
    passage = PassageFactory()
    response = contributor.client.get(
        f"/desk/statements/{draft.pk}/cite/", {"passage": passage.pk, "q": "nowhere"}
    )
    assert f'value="{passage.pk}"' in (page := response.content.decode())
    assert "checked" in page


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"function": "supports"}, "Choose a quotation"),
        ({"passage": "999999", "function": "supports"}, "Choose again"),
        ({"passage": "OK", "function": "proves"}, "not one of the available"),
        ({"passage": "OK", "function": "supports", "proves": ["all"]}, "not one of the available"),
    ],
)
def test_refuses_a_quotation_that_is_none(
    data: dict[str, str], words: str, contributor: Person, draft: Statement
) -> None:
    passage = PassageFactory()
    if data.get("passage") == "OK":
        data = data | {"passage": str(passage.pk)}
    response = contributor.client.post(f"/desk/statements/{draft.pk}/cite/", data)
    assert response.status_code == 422
    assert words in response.content.decode()
    assert not Citation.objects.exists()


def test_removes_a_quotation_after_asking(contributor: Person, draft: Statement) -> None:
    citation = CitationFactory(statement=draft)
    path = f"/desk/statements/{draft.pk}/citations/{citation.pk}/remove/"
    assert "Remove this quotation?" in contributor.client.get(path).content.decode()
    assert Citation.objects.exists()
    contributor.client.post(path)
    assert not Citation.objects.exists()


# --- steps ---
def test_submitting_without_support_is_refused_with_advice(
    contributor: Person, draft: Statement
) -> None:
    CitationFactory(statement=draft, function="context")
    response = contributor.client.post(f"/desk/statements/{draft.pk}/submit/", follow=True)
    assert "link at least one passage that supports it" in response.content.decode()
    draft.refresh_from_db()
    assert draft.state == Statement.State.DRAFT


def test_submits(contributor: Person, draft: Statement) -> None:
    CitationFactory(statement=draft)
    contributor.client.post(f"/desk/statements/{draft.pk}/submit/")
    draft.refresh_from_db()
    assert draft.state == Statement.State.SUBMITTED


def test_discards_after_asking(contributor: Person, draft: Statement) -> None:
    path = f"/desk/statements/{draft.pk}/discard/"
    assert "Discard this draft?" in contributor.client.get(path).content.decode()
    contributor.client.post(path)
    assert not Statement.objects.exists()


# --- review ---
def test_shows_the_statement_beside_its_words_and_what_changes(
    editor: Person, contributor: Person, world: World, pledge: Pledge
) -> None:
    published_statement(
        pledge=pledge, stance="floated", limits=[world.no_combat], said_on="2025-06-01"
    )
    statement = StatementFactory(
        pledge=pledge,
        author=contributor.user,
        limits=[world.not_front_line],
        reason="A minister spoke.",
    )
    citation = CitationFactory(statement=statement)
    submit(statement)
    page = editor.client.get(f"/desk/review/{statement.pk}/").content.decode()
    assert "Against 1 June 2025" in page
    assert "was: </span>Floated</del>" in page
    assert "now: </span>Offered</ins>" in page
    assert "was: </span>No combat</del>" in page
    assert "now: </span>Not on the front line</ins>" in page
    assert "A minister spoke." in page
    assert f"<mark>{citation.passage.exact}</mark>" in page


def test_publishes_and_links_to_the_cell(editor: Person, waiting: Statement) -> None:
    response = editor.client.post(
        f"/desk/review/{waiting.pk}/publish/", {"version": waiting.version}, follow=True
    )
    waiting.refresh_from_db()
    assert waiting.state == Statement.State.PUBLISHED
    assert waiting.reviewer == editor.user
    assert '<a href="/c/ukraine/GBR/training/">' in response.content.decode()


def test_a_collective_claim_links_to_its_pledge(editor: Person, world: World) -> None:
    pledge = PledgeFactory(coalition=world.coalition, country=None, roles=[world.training])
    statement = submit(CitationFactory(statement__pledge=pledge).statement)
    response = editor.client.post(
        f"/desk/review/{statement.pk}/publish/", {"version": statement.version}, follow=True
    )
    assert f'<a href="/pledges/{pledge.reference}/">' in response.content.decode()


def test_authors_see_why_they_may_not_publish(editor: Person, pledge: Pledge) -> None:
    citation = CitationFactory(statement__pledge=pledge, statement__author=editor.user)
    statement = submit(citation.statement)
    page = editor.client.get(f"/desk/review/{statement.pk}/").content.decode()
    assert "Somebody else must publish it" in page
    assert ">Publish</button>" not in page
    refused = editor.client.post(
        f"/desk/review/{statement.pk}/publish/", {"version": statement.version}
    )
    assert refused.status_code == 403
    statement.refresh_from_db()
    assert statement.state == Statement.State.SUBMITTED


def test_who_added_a_quotation_may_not_publish_either(editor: Person, draft: Statement) -> None:
    CitationFactory(statement=draft, added_by=editor.user)
    submit(draft)
    path = f"/desk/review/{draft.pk}/publish/"
    assert editor.client.post(path, {"version": draft.version}).status_code == 403


@pytest.mark.parametrize("version", ["", "0", "99"])
def test_what_was_changed_while_it_was_read_is_not_published(
    version: str, editor: Person, waiting: Statement
) -> None:
    response = editor.client.post(f"/desk/review/{waiting.pk}/publish/", {"version": version})
    assert response.status_code == 409
    assert "Read it again before you publish" in response.content.decode()
    waiting.refresh_from_db()
    assert waiting.state == Statement.State.SUBMITTED


def test_a_draft_is_not_published(editor: Person, draft: Statement) -> None:
    response = editor.client.post(f"/desk/review/{draft.pk}/publish/", {"version": draft.version})
    assert response.status_code == 409
    assert "not in review" in response.content.decode()


def test_publishing_twice_says_that_somebody_was_first(
    editor: Person, chief: Person, waiting: Statement
) -> None:
    data = {"version": waiting.version}
    editor.client.post(f"/desk/review/{waiting.pk}/publish/", data)
    response = chief.client.post(f"/desk/review/{waiting.pk}/publish/", data)
    assert response.status_code == 409
    assert "somebody else was first" in response.content.decode()


def test_returns_with_a_comment_that_the_author_sees(
    editor: Person, contributor: Person, waiting: Statement
) -> None:
    editor.client.post(f"/desk/review/{waiting.pk}/return/", {"comment": "Which minister?"})
    waiting.refresh_from_db()
    assert waiting.state == Statement.State.RETURNED
    page = contributor.client.get(f"/desk/statements/{waiting.pk}/").content.decode()
    assert "Returned by Edgar Editor" in page
    assert "Which minister?" in page
    assert "Returned to you" in contributor.client.get("/desk/").content.decode()


def test_a_return_without_comment_is_refused(editor: Person, waiting: Statement) -> None:
    response = editor.client.post(f"/desk/review/{waiting.pk}/return/", {"comment": "  "})
    assert response.status_code == 422
    assert "Say what should change" in response.content.decode()
    assert not ReviewNote.objects.exists()


def test_a_return_that_comes_too_late_keeps_the_comment(
    editor: Person, chief: Person, waiting: Statement
) -> None:
    publishing.publish_statement(statement=waiting, by=chief.user)
    response = editor.client.post(
        f"/desk/review/{waiting.pk}/return/", {"comment": "Which minister?"}
    )
    page = response.content.decode()
    assert response.status_code == 409
    assert "somebody else was first" in page
    assert "Which minister?" in page


# --- how soon ---
def test_the_list_says_how_soon_each_is_to_be_reviewed(editor: Person, waiting: Statement) -> None:
    Statement.objects.filter(pk=waiting.pk).update(priority=Statement.Priority.NORMAL)
    assert "priority" not in editor.client.get("/desk/review/").content.decode().lower()
    Statement.objects.filter(pk=waiting.pk).update(due_on="2099-01-31")
    assert "review by 31 Jan" in editor.client.get("/desk/review/").content.decode()
    Statement.objects.filter(pk=waiting.pk).update(priority=Statement.Priority.URGENT)
    assert 'data-priority="2"' in editor.client.get("/desk/review/").content.decode()
