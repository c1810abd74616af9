"""Quoting by keyboard alone: find, choose, confirm."""

import pytest

from articles.models import Article, Passage
from commitments.models import Statement
from tests.desk.conftest import Person
from tests.factories.articles import SnapshotFactory
from tests.factories.commitments import StatementFactory


def path(article: Article) -> str:
    return f"/desk/articles/{article.pk}/quote/"


def test_finds_words_with_their_surroundings(editor: Person, article: Article) -> None:
    response = editor.client.get(path(article), {"q": "“STANDS READY  to send instructors”"})
    page = response.content.decode()
    assert "<mark>stands ready to send instructors</mark>" in page
    assert "The ministry said on Wednesday that it" in page
    assert "checked" in page


def test_keeps_the_confirmed_words_and_goes_back_to_the_text(
    editor: Person, article: Article
) -> None:
    response = editor.client.get(path(article), {"q": "stands ready to send instructors"})
    offer = response.context["offers"][0]
    answer = editor.client.post(
        path(article),
        {"place": offer.value, "snapshot": response.context["snapshot"].pk},
    )
    passage = Passage.objects.get()
    assert passage.exact == "stands ready to send instructors"
    assert passage.added_by == editor.user
    assert answer["Location"] == (
        f"/desk/articles/{article.pk}/?passage={passage.pk}#quoted-{passage.pk}"
    )
    assert "data-chosen" in editor.client.get(answer["Location"]).content.decode()


def test_start_and_end_do_as_well(editor: Person, article: Article) -> None:
    editor.client.post(path(article), {"start": 0, "end": 12})
    assert Passage.objects.get().exact == "The ministry"


def test_goes_on_to_the_statement_that_asked(editor: Person, article: Article) -> None:
    statement = StatementFactory()
    page = editor.client.get(path(article), {"q": "stands ready", "next": statement.pk})
    assert f'name="next" value="{statement.pk}"' in page.content.decode()
    answer = editor.client.post(
        path(article), {"start": 0, "end": 12, "next": statement.pk, "q": "x"}
    )
    passage = Passage.objects.get()
    assert answer["Location"] == f"/desk/statements/{statement.pk}/cite/?passage={passage.pk}"


def test_offers_every_place_of_words_that_stand_twice(editor: Person, article: Article) -> None:
    response = editor.client.get(path(article), {"q": "The ministry said on Wednesday"})
    page = response.content.decode()
    assert page.count('type="radio"') == 2
    assert page.count("checked") == 1
    assert "which one do you mean" in page
    editor.client.post(path(article), {"place": response.context["offers"][1].value})
    assert Passage.objects.get().start > 0


def test_shows_the_nearest_place_and_what_differs(editor: Person, article: Article) -> None:
    words = "it stands ready to send soldiers and logistics staff"
    response = editor.client.get(path(article), {"q": words})
    page = response.content.decode()
    assert "are not in the text" in page
    assert "<del>" in page
    assert "soldiers" in page
    assert "Quote the words as the text has them" in page
    editor.client.post(path(article), {"place": response.context["nearest"].value})
    assert Passage.objects.get().exact == "it stands ready to send instructors and logistics staff"


def test_says_when_nothing_is_like_it(editor: Person, article: Article) -> None:
    page = editor.client.get(path(article), {"q": "zebras quantum xylophone"}).content.decode()
    assert "Nothing in this article is similar" in page
    assert "Quote these words" not in page


@pytest.mark.parametrize("words", ["", "   ", "\n"])
def test_asks_for_words_where_there_are_none(words: str, editor: Person, article: Article) -> None:
    page = editor.client.get(path(article), {"q": words}).content.decode()
    assert "Type or paste the words" in page


def test_shows_the_cap_before_confirming(editor: Person) -> None:
    words = " ".join(f"word{number}" for number in range(50))
    article = SnapshotFactory(text=words).article
    response = editor.client.get(path(article), {"q": words})
    page = response.content.decode()
    assert "has 50 words; the limit is 40" in page
    assert "disabled" in page
    assert "Quote these words" not in page
    refused = editor.client.post(path(article), {"place": f"0-{len(words)}", "q": words})
    assert refused.status_code == 422
    assert "has 50 words" in refused.content.decode()
    assert not Passage.objects.exists()


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"place": "here"},
        {"place": "5-2"},
        {"place": "0-99999999"},
        {"start": "-4", "end": "9"},
        {"start": "1"},
    ],
)
def test_refuses_a_place_that_is_none(
    data: dict[str, str], editor: Person, article: Article
) -> None:
    response = editor.client.post(path(article), data | {"q": "stands ready"})
    assert response.status_code == 422
    assert "stands ready" in response.content.decode()
    assert not Passage.objects.exists()


def test_a_snapshot_of_another_article_is_not_found(editor: Person, article: Article) -> None:
    other = SnapshotFactory()
    response = editor.client.post(path(article), {"place": "0-3", "snapshot": other.pk})
    assert response.status_code == 404


def test_the_same_words_are_kept_once(editor: Person, article: Article) -> None:
    for _ in range(2):
        editor.client.post(path(article), {"start": 0, "end": 12})
    assert Passage.objects.count() == 1


def test_an_unknown_next_statement_is_not_found(editor: Person, article: Article) -> None:
    assert editor.client.get(path(article), {"next": "7777777"}).status_code == 404
    assert not Statement.objects.exists()
