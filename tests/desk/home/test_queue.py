"""The desk's first page: what waits for whom, that its counts are true, that it costs the same."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from commitments.models import CoalitionRole, Statement
from core.models import User
from desk.home.counts import desk_counts, due_checks
from desk.passages.changed import changed_passages
from tests.desk.conftest import Person
from tests.factories.articles import AnchorFactory, ArticleFactory, SnapshotFactory
from tests.factories.commitments import (
    AutosaveFactory,
    CheckFactory,
    CitationFactory,
    CoalitionFactory,
    CountryFactory,
    CountryScopeFactory,
    PledgeFactory,
    PledgeRecheckFactory,
    ReviewClaimFactory,
    ReviewNoteFactory,
    SavedFilterFactory,
    StatementFactory,
    published_statement,
    submit,
)
from tests.factories.people import EditorFactory

MOST_QUERIES = 8
TODAY = date(2026, 11, 24)


def read(client: Client, path: str = "/desk/") -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def queries(client: Client, path: str = "/desk/") -> int:
    with CaptureQueriesContext(connection) as captured:
        read(client, path)
    return len(captured)


def due_check(**fields: object) -> object:
    """A cell to look at again since September."""
    check = CheckFactory(recheck_on=date(2025, 9, 20), **fields)
    CoalitionRole.objects.get_or_create(coalition=check.coalition, role=check.role)
    return check


def changed(**fields: object) -> object:
    return AnchorFactory(state="changed", similarity=0.8, **fields)


def one_of_each(person: User) -> None:
    """One thing in every section."""
    returned = StatementFactory(author=person, state=Statement.State.RETURNED)
    ReviewNoteFactory(statement=returned, kind="return")
    StatementFactory(author=person)
    submit(CitationFactory(statement__author=person).statement)
    ReviewClaimFactory(statement=submit(CitationFactory().statement))
    AutosaveFactory(user=person, statement=StatementFactory(version=3), version=2)
    AutosaveFactory(user=person, statement=StatementFactory(), version=1)
    AutosaveFactory(user=person, statement=None, pledge=PledgeFactory())
    ArticleFactory(reader=person, due_on=TODAY)
    ArticleFactory()
    ArticleFactory(reading_state="second_reader")
    SavedFilterFactory(user=person)
    due_check()
    PledgeRecheckFactory()
    changed()


def test_first_page_costs_the_same_with_twice_the_rows(editor: Person) -> None:
    one_of_each(editor.user)
    one_of_each(editor.user)
    before = queries(editor.client)
    for _ in range(4):
        one_of_each(editor.user)
    assert queries(editor.client) == before < MOST_QUERIES


@pytest.mark.parametrize("kind", ["returned", "drafts", "in-review", "conflicts", "unsaved"])
def test_a_section_in_full_costs_the_same_with_twice_the_rows(kind: str, editor: Person) -> None:
    path = f"/desk/waiting/{kind}/"
    one_of_each(editor.user)
    before = queries(editor.client, path)
    one_of_each(editor.user)
    assert queries(editor.client, path) == before <= MOST_QUERIES


def test_every_section_stands_on_the_page_in_order_with_its_count(editor: Person) -> None:
    one_of_each(editor.user)
    page = read(editor.client)
    heads = [
        ("Returned to you", 1),
        ("Conflicts", 1),
        ("Not saved yet", 2),
        ("To review", 1),
        ("Your drafts", 1),
        ("Yours, in review", 1),
        ("Articles you took", 1),
        ("Cells to check again", 1),
        ("Pledges for a second look", 1),
        ("Changed passages to confirm", 1),
    ]
    places = [page.index(f'{head} <span class="tally">{count}</span>') for head, count in heads]
    assert places == sorted(places)
    assert desk_counts(editor.user).queue == sum(n for head, n in heads if head[:5] != "Yours")


def test_counts_of_sections_are_the_lengths_of_their_lists(editor: Person) -> None:
    for _ in range(8):
        one_of_each(editor.user)
    counts = desk_counts(editor.user)
    for kind, count in (
        ("returned", counts.returned),
        ("drafts", counts.drafts),
        ("in-review", counts.submitted),
        ("conflicts", counts.conflicts),
        ("unsaved", counts.unsaved),
    ):
        assert read(editor.client, f"/desk/waiting/{kind}/").count('class="list-title"') == count
    taken = read(editor.client, "/desk/articles/?state=to_read&reader=me&sort=due")
    assert taken.count("data-row") == counts.taken == 8
    assert read(editor.client, "/desk/passages/changed/").count('id="anchor-') == counts.changed


def test_a_returned_statement_shows_what_the_reviewer_wrote_last(editor: Person) -> None:
    returned = StatementFactory(author=editor.user, state=Statement.State.RETURNED)
    earlier = timezone.now() - timedelta(days=1)
    ReviewNoteFactory(statement=returned, kind="return", body="First.", added_at=earlier)
    ReviewNoteFactory(statement=returned, kind="return", body="Name the <b>day</b>.")
    ReviewNoteFactory(statement=returned, kind="comment", body="Only a remark.")
    page = read(editor.client)
    assert "Name the &lt;b&gt;day&lt;/b&gt;." in page
    assert "First." not in page
    assert "Only a remark." not in page


def test_review_runs_by_priority_and_tells_who_looks_at_it(editor: Person) -> None:
    submit(CitationFactory(statement__summary="Waits.").statement)
    urgent = submit(CitationFactory(statement__summary="Hurry.", statement__priority=2).statement)
    ReviewClaimFactory(statement=urgent, by__name="Rita Reviewer")
    page = read(editor.client)
    assert page.index("Hurry.") < page.index("Waits.")
    assert "being looked at by Rita Reviewer" in page


def test_an_old_claim_is_not_told(editor: Person) -> None:
    statement = submit(CitationFactory().statement)
    ReviewClaimFactory(statement=statement, claimed_at=timezone.now() - timedelta(hours=2))
    assert "being looked at" not in read(editor.client)


def test_articles_taken_are_shown_due_first(editor: Person) -> None:
    ArticleFactory(title="Some day", reader=editor.user)
    ArticleFactory(title="Tomorrow", reader=editor.user, due_on=TODAY + timedelta(days=1))
    ArticleFactory(title="Yesterday", reader=editor.user, due_on=date(2025, 1, 1))
    ArticleFactory(title="Finished", reader=editor.user, reading_state="extracted")
    page = read(editor.client)
    titles = ["Yesterday", "Tomorrow", "Some day"]
    assert [page.index(title) for title in titles] == sorted(page.index(title) for title in titles)
    assert "overdue: 1 Jan 2025" in page
    assert "Finished" not in page


def test_nothing_about_countries_waits_for_contributors(contributor: Person) -> None:
    due_check()
    PledgeRecheckFactory()
    changed()
    counts = desk_counts(contributor.user)
    assert (counts.checks, counts.second_looks, counts.changed, counts.queue) == (0, 0, 0, 0)
    assert "Nothing waits for you" in read(contributor.client)


def test_who_writes_about_some_countries_is_asked_about_those(editor: Person) -> None:
    mine = CountryFactory()
    CountryScopeFactory(user=editor.user, country=mine)
    due_check(country=mine)
    due_check()
    PledgeRecheckFactory(pledge__country=mine)
    PledgeRecheckFactory()
    own, foreign = changed(), changed()
    CitationFactory(passage=own.passage, statement__pledge__country=mine)
    CitationFactory(passage=foreign.passage)
    counts = desk_counts(editor.user)
    assert (counts.checks, counts.second_looks, counts.changed) == (1, 1, 1)
    assert list(changed_passages(editor.user)) == [own]


# --- which cells are due ------------------------------------------------------------------------
@pytest.fixture
def reader(db: None) -> User:
    return EditorFactory()


def test_a_later_check_answers_an_earlier_one(reader: User) -> None:
    check = due_check()
    assert due_checks(reader, TODAY).count() == 1
    cell = {name: getattr(check, name) for name in ("coalition", "country", "role")}
    CheckFactory(**cell, checked_on=date(2025, 10, 1))
    assert due_checks(reader, TODAY).count() == 0


def test_a_statement_published_since_answers_a_check(reader: User) -> None:
    check = due_check()
    pledge = PledgeFactory(
        coalition=check.coalition,
        country=check.country,
        roles=[check.role],
    )
    StatementFactory(pledge=pledge)
    assert due_checks(reader, TODAY).count() == 1, "a draft answers nothing"
    published_statement(pledge=pledge)
    assert due_checks(reader, TODAY).count() == 0


def test_a_check_is_due_on_its_day_and_not_before(reader: User) -> None:
    due_check()
    assert due_checks(reader, date(2025, 9, 19)).count() == 0
    assert due_checks(reader, date(2025, 9, 20)).count() == 1


# --- what is empty ------------------------------------------------------------------------------
@pytest.mark.parametrize("kind", ["returned", "drafts", "in-review", "conflicts", "unsaved"])
def test_an_empty_list_leads_back(kind: str, editor: Person) -> None:
    assert "Back to what waits for you" in read(editor.client, f"/desk/waiting/{kind}/")


def test_an_unknown_list_is_not_found(editor: Person) -> None:
    assert editor.client.get("/desk/waiting/everything/").status_code == 404


def test_states_and_filters_are_counted_on_the_first_page(editor: Person) -> None:
    SnapshotFactory()
    ArticleFactory(reading_state="extracted", language="fr")
    SavedFilterFactory(user=editor.user, name="French", query="language=fr")
    page = read(editor.client)
    assert '?state=extracted">Extracted <span class="tally">1</span>' in page
    assert '?language=fr">French <span class="tally">1</span>' in page


def test_due_cells_lead_to_the_board_of_their_coalition(editor: Person) -> None:
    due_check(coalition__slug="one", coalition__name="One")
    assert "?coalition=one&amp;due=1&amp;mine=1" in read(editor.client)
    two = CoalitionFactory(slug="two", name="Two")
    for _ in range(2):
        due_check(coalition=two)
    page = read(editor.client)
    assert '?coalition=one&amp;due=1&amp;mine=1">One <span class="tally">1</span>' in page
    assert '?coalition=two&amp;due=1&amp;mine=1">Two <span class="tally">2</span>' in page
