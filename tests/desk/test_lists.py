"""The queue and the lists: what stands on them, and that their queries do not grow."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from commitments.models import Statement
from desk.home.counts import desk_counts
from tests.desk.conftest import Person
from tests.factories.articles import ArticleFactory, PassageFactory, SnapshotFactory
from tests.factories.commitments import (
    CitationFactory,
    PledgeFactory,
    StatementFactory,
    published_statement,
    submit,
)

MOST_QUERIES = 8


def queries(client: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


def fill(person: Person, rows: int) -> None:
    for number in range(rows):
        StatementFactory(author=person.user)
        StatementFactory(author=person.user, state=Statement.State.RETURNED)
        submit(CitationFactory().statement)
        published_statement()
        snapshot = SnapshotFactory()
        PassageFactory(snapshot=snapshot)
        PledgeFactory(title=f"Extra {number}")


@pytest.mark.parametrize(
    "path", ["/desk/", "/desk/articles/", "/desk/pledges/", "/desk/review/", "/desk/pledges/?q=e"]
)
def test_queries_do_not_grow_with_the_rows(path: str, editor: Person) -> None:
    fill(editor, 3)
    before = queries(editor.client, path)
    fill(editor, 3)
    assert queries(editor.client, path) == before <= MOST_QUERIES


def test_queue_shows_what_waits_for_me_and_nothing_of_others(editor: Person) -> None:
    StatementFactory(author=editor.user, summary="My draft.")
    StatementFactory(author=editor.user, state=Statement.State.RETURNED, summary="Came back.")
    submit(CitationFactory(statement__summary="To be reviewed.").statement)
    submit(CitationFactory(statement__summary="My own.", statement__author=editor.user).statement)
    StatementFactory(summary="Somebody else's draft.")
    page = editor.client.get("/desk/").content.decode()
    for words in ("My draft.", "Came back.", "To be reviewed."):
        assert words in page
    to_review, _, in_review = page.partition("Yours, in review")
    assert "My own." in in_review
    assert "My own." not in to_review
    assert "Somebody else's draft." not in page


def test_counts_predict_the_click(editor: Person) -> None:
    for _ in range(3):
        submit(CitationFactory().statement)
    submit(CitationFactory(added_by=editor.user).statement)
    counts = desk_counts(editor.user)
    page = editor.client.get("/desk/review/").content.decode()
    assert counts.review == 3
    assert 'For you to review <span class="tally">3</span>' in page
    assert 'For somebody else <span class="tally">1</span>' in page


def test_contributors_have_nothing_to_review(contributor: Person) -> None:
    submit(CitationFactory().statement)
    assert desk_counts(contributor.user).review == 0
    assert "Review" not in contributor.client.get("/desk/").content.decode()


def test_one_person_ledger_reviews_its_own(editor: Person, settings: object) -> None:
    settings.LEDGER_FOUR_EYES = False
    submit(CitationFactory(statement__author=editor.user).statement)
    assert desk_counts(editor.user).review == 1


def test_articles_are_filtered_by_reading_state(editor: Person) -> None:
    ArticleFactory(title="Unread one")
    ArticleFactory(title="Finished one", reading_state="extracted")
    page = editor.client.get("/desk/articles/?state=extracted").content.decode()
    assert "Finished one" in page
    assert "Unread one" not in page


def test_unknown_reading_state_is_refused_with_all_articles(editor: Person) -> None:
    ArticleFactory(title="Unread one")
    response = editor.client.get("/desk/articles/?state=burnt")
    assert response.status_code == 422
    assert "Unread one" in response.content.decode()


def test_lists_come_in_pages(editor: Person) -> None:
    ArticleFactory.create_batch(51)
    first = editor.client.get("/desk/articles/").content.decode()
    second = editor.client.get("/desk/articles/?page=2").content.decode()
    assert "Page 1 of 2" in first
    assert second.count('class="list-title"') == 1


def test_pledges_are_found_by_country_and_role(editor: Person) -> None:
    pledge = PledgeFactory(title="Instructors", country__name="Utopia")
    PledgeFactory(title="Ships")
    role = pledge.roles.get()
    for words in ("utopia", "utopia instr", role.name, pledge.reference.lower()):
        page = editor.client.get("/desk/pledges/", {"q": words}).content.decode()
        assert "Instructors" in page
        assert "Ships" not in page


def test_pledges_show_latest_stance_and_open_drafts(editor: Person) -> None:
    statement = published_statement(stance="committed")
    draft = StatementFactory(pledge=statement.pledge)
    page = editor.client.get("/desk/pledges/").content.decode()
    assert "Committed" in page
    assert f"/desk/statements/{draft.pk}/" in page


def test_a_search_with_a_null_character_finds_nothing_and_breaks_nothing(editor: Person) -> None:
    assert editor.client.get("/desk/pledges/?q=%00x").status_code == 200
    assert editor.client.get("/desk/pledges/?page=zero").status_code == 200


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/desk/", "Add the first"),
        ("/desk/articles/", "Add the first"),
        ("/desk/pledges/", "Start with a statement"),
        ("/desk/statements/add/", "There is no coalition yet"),
    ],
)
def test_an_empty_desk_says_what_to_do(path: str, words: str, editor: Person) -> None:
    assert words in editor.client.get(path).content.decode()
