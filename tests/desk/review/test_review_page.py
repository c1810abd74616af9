"""The reviewer's one screen, what is said there, and what happens around it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django.fixtures import Settings

from commitments.models import Override, Pledge, ReviewClaim, ReviewNote, Statement
from commitments.services.correcting import start_correction
from commitments.services.drafting import cite
from commitments.services.reviewing import claim_review
from tests.desk.conftest import Person, World
from tests.factories.articles import PassageFactory, SnapshotFactory
from tests.factories.commitments import (
    CitationFactory,
    OverrideFactory,
    PledgeFactory,
    StatementFactory,
    published_statement,
    submit,
)
from tests.readers.pages import words

MOST_QUERIES = 40
TEXT = (
    "Before it.\n\nThe minister, asked twice, said that it was ready. He left at once.\n\nAfter it."
)


@pytest.fixture
def pledge(world: World) -> Pledge:
    found: Pledge = PledgeFactory(
        coalition=world.coalition, country=world.member, roles=[world.training]
    )
    return found


@pytest.fixture
def waiting(contributor: Person, pledge: Pledge) -> Statement:
    passage = PassageFactory(snapshot=SnapshotFactory(text=TEXT), quote="said that it was ready")
    citation = CitationFactory(
        statement__pledge=pledge,
        statement__author=contributor.user,
        passage=passage,
        proves=["stance", "roles"],
    )
    return submit(citation.statement)


def read(person: Person, statement: Statement) -> str:
    response = person.client.get(f"/desk/review/{statement.pk}/")
    assert response.status_code == 200
    return response.content.decode()


# --- one screen ---
def test_a_first_statement_is_told_as_one_and_fills_its_cell(
    editor: Person, waiting: Statement
) -> None:
    page = words(read(editor, waiting))
    assert "First statement about this pledge" in page
    assert "Headline Not researched Offered" in page
    assert "Now Once published" in page


def test_a_quotation_opens_to_its_paragraph_and_no_further(
    editor: Person, waiting: Statement
) -> None:
    page = read(editor, waiting)
    _, _, paragraph = page.partition("The paragraph")
    shown = words(paragraph.partition("</details>")[0])
    assert "The minister, asked twice, said that it was ready. He left at once." in shown
    assert "Before it" not in shown
    assert "After it" not in shown


def test_a_paragraph_longer_than_a_screen_is_cut_and_says_so(
    editor: Person, waiting: Statement
) -> None:
    text = "word " * 2000 + "here it stands " + "more " * 2000
    passage = PassageFactory(snapshot=SnapshotFactory(text=text.strip()), quote="here it stands")
    CitationFactory(statement=waiting, passage=passage, proves=["date"])
    page = read(editor, waiting)
    assert page.count("word ") < 500
    assert "…" in page


def test_facts_of_the_same_words_stand_beside_them_once(editor: Person, waiting: Statement) -> None:
    page = read(editor, waiting)
    assert page.count("<blockquote") == 1
    assert 'aria-label="Stance, Roles"' in page
    assert "no evidence yet" in page
    assert "No quotation proves: <b>" in page


def test_answered_warnings_stand_with_their_reason(editor: Person, waiting: Statement) -> None:
    Override.objects.filter(statement=waiting).delete()
    StatementFactory(pledge=waiting.pledge, said_on=waiting.said_on)
    OverrideFactory(statement=waiting, warning="same_day", reason="He spoke twice.")
    page = words(read(editor, waiting))
    assert "A statement of that day exists" in page
    assert f"{waiting.author.name} overrides it: He spoke twice." in page


def test_a_correction_is_compared_with_what_it_corrects(
    editor: Person, contributor: Person, pledge: Pledge, world: World
) -> None:
    wrong = published_statement(pledge=pledge, stance="committed", said_on="2025-06-01")
    published_statement(pledge=pledge, stance="floated", said_on="2025-07-01")
    correction = start_correction(statement=wrong, by=contributor.user)
    Statement.objects.filter(pk=correction.pk).update(stance="offered", reason="Misread.")
    cite(statement=correction, passage=PassageFactory(), by=contributor.user, proves=["date"])
    correction.refresh_from_db()
    page = words(read(editor, submit(correction)))
    assert "Corrects the statement of 1 June 2025" in page
    assert "was: Committed now: Offered" in page
    assert "Quotations now: “" in page
    assert "Publishing it retracts that statement in the same step." in page


def test_the_page_costs_the_same_however_much_is_quoted(
    editor: Person, waiting: Statement, pledge: Pledge
) -> None:
    published_statement(pledge=pledge, said_on="2025-06-01")
    with CaptureQueriesContext(connection) as few:
        read(editor, waiting)
    for fact in ("date", "limits", "speaker"):
        CitationFactory(statement=waiting, proves=[fact])
        ReviewNote.objects.create(
            statement=waiting, kind="comment", fact=fact, body="Hm.", author=editor.user
        )
        published_statement(pledge=pledge, said_on="2025-05-01")
    with CaptureQueriesContext(connection) as many:
        read(editor, waiting)
    assert len(many) == len(few) <= MOST_QUERIES


def test_looking_at_it_changes_nothing(editor: Person, waiting: Statement) -> None:
    read(editor, waiting)
    waiting.refresh_from_db()
    assert (waiting.state, waiting.version) == (Statement.State.SUBMITTED, 1)
    assert not ReviewClaim.objects.exists()


def test_a_one_person_ledger_says_plainly_what_it_means(
    editor: Person, pledge: Pledge, settings: Settings
) -> None:
    statement = submit(
        CitationFactory(statement__pledge=pledge, statement__author=editor.user).statement
    )
    assert "run by one person" not in read(editor, statement)
    settings.LEDGER_FOUR_EYES = False
    page = read(editor, statement)
    assert "readers will see that nobody else reviewed it" in page
    assert ">Publish</button>" in page


# --- comments ---
def test_a_comment_pinned_to_a_fact_reaches_its_author_at_that_fact(
    editor: Person, contributor: Person, waiting: Statement
) -> None:
    data = {"version": 1, "note_date": "Which day?", "comment": "Nearly."}
    editor.client.post(f"/desk/review/{waiting.pk}/return/", data)
    assert set(ReviewNote.objects.values_list("fact", "kind")) == {
        ("date", "return"),
        ("", "return"),
    }
    page = words(contributor.client.get(f"/desk/statements/{waiting.pk}/").content.decode())
    assert "Returned by Edgar Editor" in page
    assert "Said on: Which day?" in page or "Date: Which day?" in page
    said_on = page.partition("Said on 20 August")[2] or page.partition("Said on ")[2]
    assert "Which day?" in said_on


def test_comment_only_keeps_it_in_review(editor: Person, waiting: Statement) -> None:
    path = f"/desk/review/{waiting.pk}/comment/"
    response = editor.client.post(path, {"version": 1, "note_stance": "Sure?"}, follow=True)
    assert "It stays in review" in response.content.decode()
    assert "Sure?" in read(editor, waiting)
    waiting.refresh_from_db()
    assert waiting.state == Statement.State.SUBMITTED


def test_an_empty_comment_is_refused_where_it_is_missing(
    editor: Person, waiting: Statement
) -> None:
    response = editor.client.post(f"/desk/review/{waiting.pk}/comment/", {"version": 1})
    assert response.status_code == 422
    assert "Write a comment first" in response.content.decode()


def test_an_author_answers_at_the_statement(contributor: Person, waiting: Statement) -> None:
    path = f"/desk/statements/{waiting.pk}/notes/"
    response = contributor.client.post(path, {"body": "On Monday.", "fact": "date"}, follow=True)
    assert "On Monday." in response.content.decode()
    assert contributor.client.post(path, {"body": " "}).status_code == 422
    assert contributor.client.post(path, {"body": "x", "fact": "all"}).status_code == 422
    assert ReviewNote.objects.count() == 1


def test_what_was_written_survives_a_refusal(
    editor: Person, contributor: Person, waiting: Statement
) -> None:
    cite(statement=waiting, passage=PassageFactory(), by=contributor.user)
    data = {"version": 1, "note_stance": "Long thought about."}
    for step in ("publish", "return"):
        response = editor.client.post(f"/desk/review/{waiting.pk}/{step}/", data)
        page = response.content.decode()
        assert response.status_code == 409
        assert "It was changed while you read it" in page
        assert ">\nLong thought about.</textarea>" in page
        assert 'name="version" value="2"' in page
    assert not ReviewNote.objects.exists()


def test_a_null_character_breaks_nothing(editor: Person, waiting: Statement) -> None:
    for step in ("publish", "return", "comment"):
        response = editor.client.post(
            f"/desk/review/{waiting.pk}/{step}/", {"version": 1, "comment": "a\x00b"}
        )
        assert response.status_code == 422


# --- editing what is in review ---
def test_the_author_is_told_that_its_review_starts_again(
    contributor: Person, waiting: Statement
) -> None:
    passage = PassageFactory()
    response = contributor.client.post(
        f"/desk/statements/{waiting.pk}/cite/",
        {"passage": passage.pk, "function": "context"},
        follow=True,
    )
    assert "Its review starts again" in response.content.decode()


def test_the_author_is_told_that_it_is_a_draft_again(
    contributor: Person, waiting: Statement
) -> None:
    citation = waiting.citations.get()
    response = contributor.client.post(
        f"/desk/statements/{waiting.pk}/citations/{citation.pk}/remove/", follow=True
    )
    assert "It is a draft again" in response.content.decode()


# --- who looks at it, and how soon ---
def test_others_see_who_is_looking(editor: Person, chief: Person, waiting: Statement) -> None:
    path = f"/desk/review/{waiting.pk}/claim/"
    assert "You are looking at it" in editor.client.post(path, follow=True).content.decode()
    for page in (f"/desk/review/{waiting.pk}/", "/desk/review/", f"/desk/statements/{waiting.pk}/"):
        assert "Being looked at by Edgar Editor" in words(chief.client.get(page).content.decode())
    refused = chief.client.post(path)
    assert refused.status_code == 409
    assert "Talk to each other before you take it over" in refused.content.decode()
    chief.client.post(path, {"take_over": "1"})
    assert ReviewClaim.objects.get().by == chief.user
    editor.client.post(f"/desk/review/{waiting.pk}/release/")
    assert ReviewClaim.objects.exists()
    chief.client.post(f"/desk/review/{waiting.pk}/release/")
    assert not ReviewClaim.objects.exists()


def test_an_expired_claim_is_shown_to_nobody(
    editor: Person, chief: Person, waiting: Statement
) -> None:
    claim_review(statement=waiting, by=chief.user)
    ReviewClaim.objects.update(claimed_at=timezone.now() - timedelta(minutes=31))
    assert "looked at by" not in read(editor, waiting)
    assert "looked at by" not in editor.client.get("/desk/review/").content.decode()


def test_htmx_gets_the_bar_alone(editor: Person, chief: Person, waiting: Statement) -> None:
    htmx = {"HX-Request": "true"}
    path = f"/desk/review/{waiting.pk}/claim/"
    page = editor.client.post(path, headers=htmx).content.decode()
    assert page.strip().startswith('<div class="review-claim" id="claim"')
    assert "You are looking at it" in page
    other = chief.client.post(path, headers=htmx).content.decode()
    assert "Talk to each other" in other
    due = editor.client.post(
        f"/desk/review/{waiting.pk}/schedule/", {"priority": "1", "due_on": ""}, headers=htmx
    ).content.decode()
    assert due.strip().startswith('<div class="review-schedule" id="schedule"')
    assert "Soon" in due


def test_editors_say_how_soon(editor: Person, waiting: Statement) -> None:
    path = f"/desk/review/{waiting.pk}/schedule/"
    day = timezone.now().date() + timedelta(days=3)
    response = editor.client.post(path, {"priority": "2", "due_on": day}, follow=True)
    assert "Urgent" in response.content.decode()
    for bad in ({"priority": "9"}, {"priority": "1", "due_on": "2020-01-01"}, {"due_on": "soon"}):
        assert editor.client.post(path, bad).status_code == 422
    waiting.refresh_from_db()
    assert (waiting.priority, waiting.due_on) == (2, day)


def test_authors_say_how_soon_when_they_submit(contributor: Person, pledge: Pledge) -> None:
    statement = CitationFactory(
        statement__pledge=pledge, statement__author=contributor.user
    ).statement
    path = f"/desk/statements/{statement.pk}/submit/"
    past = contributor.client.post(path, {"priority": "1", "due_on": "2020-01-01"})
    assert past.status_code == 422
    assert "That day has passed" in past.content.decode()
    contributor.client.post(path, {"priority": "1", "due_on": ""})
    statement.refresh_from_db()
    assert (statement.state, statement.priority) == (Statement.State.SUBMITTED, 1)


@pytest.mark.parametrize("query", ["whose=nobody", "priority=9", "country=GBRR", "overdue=x"])
def test_an_address_that_makes_no_sense_shows_the_list_all_the_same(
    query: str, editor: Person, waiting: Statement
) -> None:
    response = editor.client.get(f"/desk/review/?{query}")
    assert response.status_code == 422
    assert f"/desk/review/{waiting.pk}/" in response.content.decode()


def test_the_list_is_narrowed_by_the_address(
    editor: Person, waiting: Statement, world: World
) -> None:
    other = submit(CitationFactory(statement__pledge__coalition=world.coalition).statement)
    page = editor.client.get("/desk/review/?country=GBR").content.decode()
    assert f"/desk/review/{waiting.pk}/" in page
    assert f"/desk/review/{other.pk}/" not in page
    empty = editor.client.get("/desk/review/?country=GBR&overdue=1").content.decode()
    assert "Nothing in review matches this filter" in empty


def test_the_form_shows_what_was_said_in_review(
    editor: Person, contributor: Person, waiting: Statement
) -> None:
    editor.client.post(
        f"/desk/review/{waiting.pk}/return/", {"version": 1, "note_date": "Which day?"}
    )
    page = contributor.client.get(f"/desk/statements/{waiting.pk}/edit/").content.decode()
    assert "Date: Which day?" in words(page)
