"""Acts on articles: one or many, by whom, what is left out and why, and nothing half done."""

from datetime import date

import pytest
from django.apps import apps
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import Article
from articles.services.reading import (
    MOST_AT_ONCE,
    assign_article,
    give_back_article,
    set_due_day,
    take_article,
    take_articles,
)
from core.errors import DomainError, NotAllowed
from tests.desk.conftest import Person
from tests.factories.articles import ArticleFactory, SnapshotFactory
from tests.factories.commitments import CitationFactory
from tests.factories.people import EditorFactory, UserFactory

BULK = "/desk/articles/bulk/"
DAY = date(2026, 12, 5)


def post(person: Person, *articles: Article, query: str = "", **data: object) -> list[str]:
    """Do it, and read the messages that come back."""
    response = person.client.post(BULK + query, {"article": [a.pk for a in articles], **data})
    assert response.status_code == 302, response.content.decode()
    assert response["Location"] == f"/desk/articles/{query}"
    return [str(message) for message in get_messages(response.wsgi_request)]


def fresh(*articles: Article) -> list[Article]:
    return [Article.objects.get(pk=article.pk) for article in articles]


def acts_of(article: Article) -> list[str]:
    events = apps.get_model("articles", "ArticleEvent").objects.filter(pgh_obj=article)
    rows = events.exclude(pgh_context=None).order_by("pgh_id")
    return [event.pgh_context.metadata["act"] for event in rows.select_related("pgh_context")]


# --- many ---------------------------------------------------------------------------------------
def test_taking_tells_how_many_and_what_was_left_out(contributor: Person) -> None:
    free, mine = ArticleFactory(), ArticleFactory(reader=contributor.user, title="My own")
    theirs = ArticleFactory(reader=UserFactory(name="Olga Other"), title="Not mine")
    untouched = ArticleFactory()
    told = post(contributor, free, mine, theirs, act="take", query="?state=new&page=1")
    assert told == [
        "You read 1 article.",
        "2 articles left as before: "
        "“My own” (you have it already); “Not mine” (Olga Other has it).",
    ]
    assert [a.reader for a in fresh(free, untouched)] == [contributor.user, None]
    assert acts_of(free) == ["take article"]
    assert acts_of(theirs) == []


def test_many_left_out_are_counted_not_listed(contributor: Person) -> None:
    other = UserFactory()
    told = post(contributor, *ArticleFactory.create_batch(7, reader=other), act="take")
    assert told[0].startswith("7 articles left as before:")
    assert told[0].endswith("and 2 more.")


def test_one_press_is_one_entry_of_history(editor: Person) -> None:
    one, other = ArticleFactory(), ArticleFactory()
    post(editor, one, other, act="state", state="extracted")
    events = apps.get_model("articles", "ArticleEvent").objects
    contexts = events.filter(pgh_obj__in=[one.pk, other.pk]).exclude(pgh_context=None)
    assert len(set(contexts.values_list("pgh_context", flat=True))) == 1
    assert contexts.count() == 2


def test_only_fields_of_the_chosen_act_count(editor: Person) -> None:
    """A form sends all its fields, shown or hidden: an empty day must not take a day off."""
    article = ArticleFactory(due_on=DAY, reading_state="new")
    fields = {"due_on": "", "state": "extracted", "reader": str(EditorFactory().pk)}
    post(editor, article, act="take", **fields)
    (now,) = fresh(article)
    assert (now.due_on, now.reading_state, now.reader) == (DAY, "new", editor.user)
    post(editor, article, act="state", **fields | {"due_on": "burnt", "reader": "nobody"})
    (now,) = fresh(article)
    assert (now.due_on, now.reading_state, now.reader) == (DAY, "extracted", editor.user)


def test_a_due_date_is_set_and_taken_off(editor: Person) -> None:
    articles = ArticleFactory.create_batch(2)
    assert post(editor, *articles, act="due", due_on="2026-12-05") == [
        "2 articles: due on 5 December 2026."
    ]
    assert {a.due_on for a in fresh(*articles)} == {DAY}
    post(editor, articles[0], act="no_due")
    assert [a.due_on for a in fresh(*articles)] == [None, DAY]


def test_an_editor_assigns_and_gives_back_what_others_took(editor: Person) -> None:
    reader = UserFactory(name="Rosa Reader")
    articles = [ArticleFactory(), ArticleFactory(reader=UserFactory())]
    assert post(editor, *articles, act="assign", reader=reader.pk) == [
        "Rosa Reader reads 2 articles."
    ]
    post(editor, *articles, act="give_back")
    assert {a.reader for a in fresh(*articles)} == {None}


def test_a_contributor_assigns_only_themselves(contributor: Person) -> None:
    article = ArticleFactory()
    data = {"article": [article.pk], "act": "assign", "reader": UserFactory().pk}
    assert contributor.client.post(BULK, data).status_code == 403
    assert fresh(article)[0].reader is None
    post(contributor, article, act="assign", reader=contributor.user.pk)
    assert fresh(article)[0].reader == contributor.user


def test_a_contributor_sets_due_dates_of_what_they_took(contributor: Person) -> None:
    mine, free = ArticleFactory(reader=contributor.user), ArticleFactory(title="Free")
    told = post(contributor, mine, free, act="due", due_on="2026-12-05")
    assert "“Free” (its reader or an editor sets the due date)" in told[1]
    assert [a.due_on for a in fresh(mine, free)] == [DAY, None]


def test_all_that_match_are_changed_and_no_others(editor: Person) -> None:
    french = ArticleFactory.create_batch(60, language="fr")
    english = ArticleFactory()
    with CaptureQueriesContext(connection) as captured:
        told = post(
            editor,
            query="?language=fr",
            act="state",
            state="nothing_found",
            everything="1",
            matching="60",
        )
    assert told == ["60 articles: read, nothing found."]
    assert {a.reading_state for a in fresh(*french)} == {"nothing_found"}
    assert fresh(english)[0].reading_state == "new"
    assert len(captured) < 20


def test_a_list_that_has_grown_is_looked_at_again(editor: Person) -> None:
    articles = ArticleFactory.create_batch(2)
    data = {"act": "take", "everything": "1", "matching": "1"}
    response = editor.client.post(BULK, data)
    page = response.content.decode()
    assert response.status_code == 422
    assert "Now 2 articles match, not 1." in page
    assert 'name="matching" value="2"' in page
    assert {a.reader for a in fresh(*articles)} == {None}


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({}, "Choose what to do."),
        ({"act": "burn"}, "Choose what to do."),
        ({"act": "due"}, "Give the day."),
        ({"act": "due", "due_on": "soon"}, "This day cannot be read."),
        ({"act": "assign"}, "Choose the person."),
        ({"act": "assign", "reader": "999999"}, "This person is not at the desk."),
        ({"act": "state", "state": "burnt"}, "burnt is not one of the available choices"),
    ],
)
def test_a_refused_act_keeps_what_was_ticked(
    data: dict[str, str], words: str, editor: Person
) -> None:
    ticked, other = ArticleFactory(), ArticleFactory()
    response = editor.client.post(f"{BULK}?state=new", {"article": [ticked.pk], **data})
    page = response.content.decode()
    assert response.status_code == 422
    assert words in page
    assert f'value="{ticked.pk}" aria-label="Tick “{ticked.title}”" checked' in page
    assert f'value="{other.pk}" aria-label="Tick “{other.title}”">' in page
    assert acts_of(ticked) == []


def test_rows_ticked_on_another_page_stay_ticked(editor: Person) -> None:
    elsewhere = ArticleFactory(title="Far away", language="fr")
    ArticleFactory()
    data = {"article": [elsewhere.pk], "act": "due"}
    page = editor.client.post(f"{BULK}?language=en", data).content.decode()
    assert "Also ticked, on another page" in page
    assert f'value="{elsewhere.pk}" checked> <span>Far away' in page


def test_nothing_ticked_is_refused(editor: Person) -> None:
    ArticleFactory()
    response = editor.client.post(BULK, {"act": "take"})
    assert response.status_code == 422
    assert "Tick at least one article." in response.content.decode()


@pytest.mark.parametrize("key", ["words", "-1", "9" * 30, "\u0663"])
def test_keys_that_are_none_are_refused(key: str, editor: Person) -> None:
    ArticleFactory()
    response = editor.client.post(BULK, {"act": "take", "article": [key]})
    assert response.status_code == 422
    assert "These rows cannot be read" in response.content.decode()


def test_opening_the_address_leads_to_the_list(editor: Person) -> None:
    response = editor.client.get(f"{BULK}?state=new&page=2")
    assert response["Location"] == "/desk/articles/?state=new&page=2"


def test_too_many_at_once_are_refused(editor: Person) -> None:
    with pytest.raises(DomainError, match="Narrow the filter"):
        take_articles(articles=range(1, MOST_AT_ONCE + 2), by=editor.user)


def test_asking_for_a_second_reader_gives_ones_own_back(editor: Person) -> None:
    mine, theirs = ArticleFactory(reader=editor.user), ArticleFactory(reader=UserFactory())
    post(editor, mine, theirs, act="state", state="second_reader")
    assert [a.reader for a in fresh(mine, theirs)] == [None, theirs.reader]


# --- one ----------------------------------------------------------------------------------------
def test_one_article_is_taken_and_given_back_from_the_list(contributor: Person) -> None:
    article = ArticleFactory()
    path = f"/desk/articles/{article.pk}/reader/?from=list&state=new&page=2"
    response = contributor.client.post(path, {"act": "take"})
    assert response["Location"] == f"/desk/articles/?state=new&page=2#article-{article.pk}"
    assert fresh(article)[0].reader == contributor.user
    contributor.client.post(path, {"act": "give_back"})
    assert fresh(article)[0].reader is None
    assert acts_of(article) == ["take article", "give back article"]


def test_beside_the_text_htmx_gets_the_part_alone(contributor: Person) -> None:
    article = ArticleFactory()
    path, headers = f"/desk/articles/{article.pk}/reader/", {"HX-Request": "true"}
    page = contributor.client.post(path, {"act": "take"}, headers=headers).content.decode()
    assert page.strip().startswith('<section id="article-reader"')
    assert "You read this." in page
    assert "Note as extracted" not in page
    CitationFactory(passage__snapshot__article=article)
    quoted = contributor.client.post(path, {"act": "give_back"}, headers=headers)
    assert "Note as extracted" in quoted.content.decode()
    Article.objects.update(reader=UserFactory(name="Olga Other"))
    response = contributor.client.post(path, {"act": "give_back"}, headers=headers)
    assert response.status_code == 422
    assert "Olga Other has it" in response.content.decode()


def test_the_second_to_take_it_is_told_who_was_first(contributor: Person, editor: Person) -> None:
    article = SnapshotFactory().article
    path = f"/desk/articles/{article.pk}/reader/"
    contributor.client.post(path, {"act": "take"})
    response = editor.client.post(path, {"act": "take"}, follow=True)
    assert "Nothing was changed: Carla Contributor has it." in response.content.decode()
    assert fresh(article)[0].reader == contributor.user


def test_reader_and_day_are_settled_in_one_entry(editor: Person) -> None:
    article, reader = SnapshotFactory().article, UserFactory(name="Rosa Reader")
    path = f"/desk/articles/{article.pk}/reader/"
    data = {"act": "plan", "reader": reader.pk, "due_on": "2026-12-05"}
    response = editor.client.post(path, data, follow=True)
    assert "Rosa Reader reads it, due on 5 December 2026." in response.content.decode()
    (now,) = fresh(article)
    assert (now.reader, now.due_on) == (reader, DAY)
    editor.client.post(path, {"act": "plan", "reader": "", "due_on": ""})
    (now,) = fresh(article)
    assert (now.reader, now.due_on) == (None, None)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"due_on": "soon"}, "This day cannot be read."),
        ({"reader": "999"}, "Select a valid choice"),
    ],
)
def test_a_plan_that_cannot_be_read_comes_back(
    data: dict[str, str], words: str, editor: Person
) -> None:
    article = ArticleFactory()
    response = editor.client.post(f"/desk/articles/{article.pk}/reader/", data)
    assert response.status_code == 422
    assert words in response.content.decode()


def test_a_contributor_plans_only_the_day_of_what_they_took(contributor: Person) -> None:
    mine, free, other = ArticleFactory(reader=contributor.user), ArticleFactory(), UserFactory()
    data = {"reader": other.pk, "due_on": "2026-12-05"}
    assert contributor.client.post(f"/desk/articles/{mine.pk}/reader/", data).status_code == 302
    refused = contributor.client.post(f"/desk/articles/{free.pk}/reader/", data)
    assert refused.status_code == 422
    assert "its reader or an editor sets the due date" in refused.content.decode()
    assert [(a.reader, a.due_on) for a in fresh(mine, free)] == [
        (contributor.user, DAY),
        (None, None),
    ]


def test_services_refuse_what_the_page_does_not_offer(contributor: Person, editor: Person) -> None:
    theirs = ArticleFactory(reader=UserFactory())
    withdrawn = ArticleFactory(withdrawn_at="2026-01-01T00:00Z", withdrawn_reason="Hoax")
    with pytest.raises(DomainError, match="has it"):
        give_back_article(article=theirs, by=contributor.user)
    with pytest.raises(DomainError, match="nobody has it"):
        give_back_article(article=ArticleFactory(), by=editor.user)
    with pytest.raises(DomainError, match="withdrawn"):
        take_article(article=withdrawn, by=editor.user)
    with pytest.raises(NotAllowed):
        assign_article(article=theirs, reader=editor.user, by=contributor.user)
    with pytest.raises(DomainError, match="not at the desk"):
        assign_article(article=theirs, reader=UserFactory(is_active=False), by=editor.user)
    with pytest.raises(DomainError, match="editor sets the due date"):
        set_due_day(article=theirs, due_on=DAY, by=contributor.user)
