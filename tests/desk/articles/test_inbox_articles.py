"""The inbox of articles: filters, counts that predict the click, order, pages, kept filters."""

import re
from datetime import date, timedelta
from html import unescape
from itertools import product

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Article, Publisher
from commitments.models import SavedFilter
from core.models import User
from desk.articles.list import matching
from desk.articles.list_facets import read_facets
from desk.articles.list_filters import ArticleFilter, filter_of, read_filter
from tests.clock import today
from tests.desk.conftest import Person
from tests.factories.articles import ArticleFactory, PassageFactory, PublisherFactory
from tests.factories.commitments import (
    CitationFactory,
    SavedFilterFactory,
    published_statement,
)
from tests.factories.people import EditorFactory, UserFactory

LIST = "/desk/articles/"
MOST_QUERIES = 8


def titles(page: str) -> list[str]:
    return [unescape(t) for t in re.findall(r'class="list-title"[^>]*>([^<]+)</a>', page)]


def read(person: Person, query: str = "", **headers: str) -> str:
    response = person.client.get(LIST + query, headers=headers or None)
    assert response.status_code == 200
    return response.content.decode()


def many(person: User) -> None:
    """Articles of every sort, so that each facet has several choices."""
    other = UserFactory(name="Olga Other")
    outlets = [
        Publisher.objects.filter(name=name).first() or PublisherFactory(name=name)
        for name in ("Alpha News", "Beta Post")
    ]
    states = Article.ReadingState.values
    readers = [person, other, None]
    days = [
        None,
        today() - timedelta(days=3),
        today() + timedelta(days=3),
        today() + timedelta(days=30),
    ]
    ages = [1, 20, 200]
    for number, (state, reader) in enumerate(product(states, readers)):
        ArticleFactory(
            title=f"Story {number} {'north' if number % 2 else 'south'}",
            publisher=outlets[number % 2],
            reading_state=state,
            reader=reader,
            due_on=days[number % 4],
            language=["en", "fr"][number % 2],
            added_at=timezone.now() - timedelta(days=ages[number % 3]),
            **(
                {"withdrawn_at": timezone.now(), "withdrawn_reason": "Error"} if number == 2 else {}
            ),
        )


FILTERS = (
    ArticleFilter(),
    ArticleFilter(state="new"),
    ArticleFilter(state="to_read", due="overdue"),
    ArticleFilter(reader="me", language="fr"),
    ArticleFilter(reader="nobody", added="month"),
    ArticleFilter(q="north alpha"),
    ArticleFilter(q="beta", due="none", added="older"),
)


@pytest.mark.parametrize("asked", FILTERS, ids=lambda asked: asked.query or "all")
def test_every_choice_says_how_many_articles_it_leads_to(
    asked: ArticleFilter, editor: Person
) -> None:
    many(editor.user)
    facets = read_facets(asked, editor.user, today())
    assert facets.total == matching(asked, editor.user, today()).count()
    clicked = 0
    for facet in (facets.state, *facets.others):
        for option in facet.options:
            values = {name: getattr(asked, name) for name in ArticleFilter.__slots__}
            leads_to = ArticleFilter(**values | {facet.name: option.value})
            found = matching(leads_to, editor.user, today()).count()
            assert option.count == found, (facet.name, option)
            clicked += 1
    assert clicked > 18


@pytest.mark.parametrize("asked", FILTERS, ids=lambda asked: asked.query or "all")
def test_an_address_means_the_filter_it_was_made_from(asked: ArticleFilter) -> None:
    assert filter_of(asked.query) == asked
    assert read_filter({})[0] == ArticleFilter()


def test_named_filters_say_how_many_articles_they_lead_to(editor: Person) -> None:
    many(editor.user)
    SavedFilterFactory(user=editor.user, name="French and late", query="language=fr&due=overdue")
    SavedFilterFactory(user=editor.user, name="Broken", query="state=burnt&outlet=x")
    SavedFilterFactory(name="Somebody else's")
    chips = read_facets(ArticleFilter(), editor.user, today()).chips
    assert [chip.name for chip in chips][:3] == ["Mine", "Unread, nobody's", "Overdue"]
    assert {chip.name for chip in chips[3:]} == {"French and late", "Broken"}
    for chip in chips:
        assert chip.count == read(editor, f"?{chip.query}").count("data-row")


def test_list_costs_the_same_with_twice_the_rows(editor: Person) -> None:
    def cost(query: str = "") -> int:
        with CaptureQueriesContext(connection) as captured:
            read(editor, query)
        return len(captured)

    def fill() -> None:
        many(editor.user)
        SavedFilterFactory(user=editor.user)
        published_statement()
        CitationFactory(passage=PassageFactory())

    fill()
    before = [cost(), cost("?q=north&sort=due")]
    fill()
    assert [cost(), cost("?q=north&sort=due")] == before
    assert max(before) < MOST_QUERIES


def test_rows_tell_state_reader_day_and_what_was_made_of_them(editor: Person) -> None:
    statement = published_statement()
    passage = statement.citations.get().passage
    CitationFactory(passage=passage)
    Article.objects.update(reader=editor.user, due_on=date(2025, 1, 2), language="fr")
    page = read(editor)
    assert "1 passage" in page
    assert "statements: 1 drafted, 1 published" in page
    assert "you read it" in page
    assert "overdue: 2 Jan 2025" in page


def test_what_has_been_read_is_not_overdue(editor: Person) -> None:
    ArticleFactory(reading_state="extracted", due_on=date(2025, 1, 2))
    assert "overdue:" not in read(editor)
    assert titles(read(editor, "?due=overdue")) == []


def test_order_is_chosen(editor: Person) -> None:
    now = timezone.now()
    for title, days, due, state in (
        ("Old", 9, None, "new"),
        ("Fresh", 1, today(), "new"),
        ("Read", 20, today() - timedelta(days=9), "extracted"),
    ):
        ArticleFactory(
            title=title, added_at=now - timedelta(days=days), due_on=due, reading_state=state
        )
    assert titles(read(editor)) == ["Fresh", "Old", "Read"]
    assert titles(read(editor, "?sort=due")) == ["Read", "Fresh", "Old"]
    assert titles(read(editor, "?sort=oldest_unread")) == ["Old", "Fresh", "Read"]


def test_search_takes_words_of_title_and_outlet(editor: Person) -> None:
    ArticleFactory(title="Ships sail", publisher=PublisherFactory(name="Harbour Post"))
    ArticleFactory(title="Ships stay")
    assert titles(read(editor, "?q=SHIPS+harbour")) == ["Ships sail"]
    assert titles(read(editor, "?q=%00ships")) == ["Ships stay", "Ships sail"]


def test_htmx_gets_the_list_alone_and_a_short_address(editor: Person) -> None:
    ArticleFactory(title="Unread one")
    query = "?q=&state=new&reader=&due=&outlet=&language=&added=&sort=newest"
    response = editor.client.get(LIST + query, headers={"HX-Request": "true"})
    page = response.content.decode()
    assert page.strip().startswith('<div id="inbox"')
    assert "Unread one" in page
    assert response["HX-Push-Url"] == "/desk/articles/?state=new"
    assert "HX-Request" in response["Vary"]


def test_history_restores_a_whole_page(editor: Person) -> None:
    headers = {"HX-Request": "true", "HX-History-Restore-Request": "true"}
    page = editor.client.get(LIST, headers=headers).content.decode()
    assert page.lstrip().startswith("<!doctype html>")


@pytest.mark.parametrize(
    "query", ["state=burnt", "reader=you", "due=never", "outlet=x", "sort=up", "language=%00"]
)
def test_what_is_not_understood_is_left_out_and_said(query: str, editor: Person) -> None:
    ArticleFactory(title="Unread one")
    response = editor.client.get(f"{LIST}?{query}")
    assert response.status_code == 422
    assert "is ignored" in response.content.decode()
    assert "Unread one" in response.content.decode()


@pytest.mark.parametrize("query", ["reader=999999999999999999", "outlet=999999", "language=xx"])
def test_a_choice_that_leads_to_nothing_can_be_taken_off(query: str, editor: Person) -> None:
    ArticleFactory()
    page = read(editor, f"?{query}")
    assert "No article matches this filter" in page
    assert "selected>Not among these (0)" in page


def test_a_page_number_without_end_is_no_error(editor: Person) -> None:
    page = "9" * 5000
    for headers in ({}, {"HX-Request": "true"}):
        answer = editor.client.get(f"/desk/articles/?page={page}", headers=headers)
        assert answer.status_code == 200
    assert page not in answer.get("HX-Push-Url", "")


def test_a_chosen_outlet_keeps_its_name_where_it_leads_to_nothing(editor: Person) -> None:
    outlet = PublisherFactory(name="The Empty Page")
    ArticleFactory()
    assert "selected>The Empty Page (0)" in read(editor, f"?outlet={outlet.pk}")


def test_who_left_stays_a_choice_while_articles_are_theirs(editor: Person) -> None:
    ArticleFactory(reader=UserFactory(name="Lea Left", is_active=False))
    UserFactory(name="Gone Before", is_active=False)
    page = read(editor)
    assert ">Lea Left (1)<" in page
    assert "Gone Before" not in page


# --- filters that are kept ----------------------------------------------------------------------
def test_a_filter_is_kept_renamed_and_deleted(editor: Person) -> None:
    ArticleFactory(language="fr")
    response = editor.client.post(f"{LIST}filters/?language=fr&page=2", {"name": " My  French "})
    assert response["Location"] == f"{LIST}?language=fr&page=2"
    saved = SavedFilter.objects.get()
    assert (saved.user, saved.name, saved.query) == (editor.user, "My French", "language=fr")
    page = read(editor, "?language=fr")
    assert 'aria-current="true">My French <span class="tally">1</span>' in page
    path = f"{LIST}filters/{saved.pk}/"
    assert "My French" in editor.client.get(path).content.decode()
    assert editor.client.post(path, {"name": "Paris"}).status_code == 302
    saved.refresh_from_db()
    assert saved.name == "Paris"
    editor.client.post(path, {"delete": "1", "name": "Paris"})
    assert not SavedFilter.objects.exists()


@pytest.mark.parametrize(
    ("query", "name", "words"),
    [
        ("?state=new", "", "Give the filter a name."),
        ("?state=new", "taken", "named “taken” already"),
        ("", "Everything", "Choose a filter first"),
        ("?state=new", "n" * 61, "at most 60 characters"),
        (f"?q={'%C3%A9' * 190}", "Long", "too long to be kept"),
    ],
)
def test_a_filter_is_refused_and_the_name_kept(
    query: str, name: str, words: str, editor: Person
) -> None:
    SavedFilterFactory(user=editor.user, name="Taken")
    response = editor.client.post(f"{LIST}filters/{query}", {"name": name})
    page = unescape(response.content.decode())
    assert response.status_code == 422
    assert words in page
    assert SavedFilter.objects.count() == 1
    if query:
        assert f'value="{name}"' in page


def test_nobody_keeps_more_filters_than_can_be_counted(editor: Person) -> None:
    for _ in range(20):
        SavedFilterFactory(user=editor.user)
    response = editor.client.post(f"{LIST}filters/?state=new", {"name": "One more"})
    assert response.status_code == 422
    assert "Delete one first" in response.content.decode()


def test_renaming_to_a_taken_name_is_refused(editor: Person) -> None:
    SavedFilterFactory(user=editor.user, name="Taken")
    saved = SavedFilterFactory(user=editor.user, name="Mine too")
    response = editor.client.post(f"{LIST}filters/{saved.pk}/", {"name": "TAKEN"})
    assert response.status_code == 422
    assert 'value="TAKEN"' in response.content.decode()


def test_filters_of_others_are_not_found(editor: Person) -> None:
    other = SavedFilterFactory(user=EditorFactory())
    path = f"{LIST}filters/{other.pk}/"
    assert editor.client.get(path).status_code == 404
    assert editor.client.post(path, {"delete": "1"}).status_code == 404
    assert SavedFilter.objects.filter(pk=other.pk).exists()
