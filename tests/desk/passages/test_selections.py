"""Words selected on the page become a passage, or a link: what the page's script asks for."""

from typing import Any

import pytest
from django.test import Client

from articles.models import Article, Passage, Snapshot
from core.models import User
from tests.desk.conftest import TEXT, Person
from tests.desk.passages.selecting import quote, selection
from tests.factories.articles import ArticleFactory, PassageFactory, SnapshotFactory
from tests.factories.commitments import CitationFactory

QUOTE = "stands ready to send instructors"


def test_stores_the_selected_words_and_says_how_to_mark_them(
    contributor: Person, snapshot: Snapshot
) -> None:
    PassageFactory(snapshot=snapshot, quote="parliament would vote")
    answer = quote(contributor, snapshot, QUOTE)
    passage = Passage.objects.latest("pk")
    assert answer.status_code == 201
    assert answer.json() == {
        "passage": passage.pk,
        "number": 2,
        "start": TEXT.index(QUOTE),
        "end": TEXT.index(QUOTE) + len(QUOTE),
        "tone": "unused",
        "fact": "",
        "name": "Passage 2, not used yet",
        "words": 5,
        "exact": QUOTE,
        "quoted": 8,
    }
    assert passage.added_by == contributor.user


def test_numbers_stay_when_words_before_are_quoted_later(
    contributor: Person, snapshot: Snapshot
) -> None:
    first = PassageFactory(snapshot=snapshot, quote="parliament would vote")
    quote(contributor, snapshot, QUOTE)
    page = contributor.client.get(f"/desk/articles/{snapshot.article_id}/").context["page"]
    assert [(line.exact, line.number) for line in page.passages] == [(QUOTE, 2), (first.exact, 1)]


@pytest.mark.parametrize(
    ("selected", "kept"),
    [
        ("ands ready to send instruct", "stands ready to send instructors"),
        (" None of them ", "None of them"),
        ("front.\n\nA deploy", "front.\n\nA deployment"),
    ],
)
def test_keeps_whole_words(selected: str, kept: str, editor: Person, snapshot: Snapshot) -> None:
    assert quote(editor, snapshot, selected).json()["exact"] == kept


@pytest.mark.parametrize(
    ("text", "selected", "kept"),
    [
        ("up to 30,000 soldiers", "30", "30,000"),
        ("a non-combat force", "combat force", "non-combat force"),
        ("a flag 🇺🇦 there", "flag 🇺", "flag 🇺🇦"),
        ("one Z\u0308alg word", "alg word", "Z\u0308alg word"),
        ("e 👩🏽\u200d🚀 said", "🚀 said", "👩🏽\u200d🚀 said"),
    ],
)
def test_never_cuts_a_number_or_a_character(
    text: str, selected: str, kept: str, editor: Person
) -> None:
    assert quote(editor, SnapshotFactory(text=text), selected).json()["exact"] == kept


def test_line_ends_of_the_selection_may_differ(editor: Person, snapshot: Snapshot) -> None:
    words = "front.\n\nA deployment"
    answer = quote(editor, snapshot, words, words="front.\r\n          A  deployment ")
    assert answer.json()["exact"] == words


@pytest.mark.parametrize(
    "changes",
    [
        {"words": "stands ready to send soldiers"},
        {"words": ""},
        {"words": " "},
        {"words": "stands ready\x00"},
        {"start": TEXT.index(QUOTE) - 2},
        {"end": 99_999},
        {"start": 90, "end": 20},
        {"start": -1},
        {"start": "here"},
        {"end": ""},
        {"snapshot": ""},
        {"snapshot": 10**30},
    ],
)
def test_refuses_where_page_and_text_disagree(
    changes: dict[str, Any], editor: Person, snapshot: Snapshot
) -> None:
    answer = quote(editor, snapshot, QUOTE, **changes)
    assert answer.status_code == 422
    assert "elect" in answer.json()["refusal"]
    assert not Passage.objects.exists()


def test_refuses_spaces_alone(editor: Person) -> None:
    snapshot = SnapshotFactory(text="One two.\n\nThree four.")
    answer = quote(editor, snapshot, "\n\n", words=" ")
    assert answer.status_code == 422
    assert not Passage.objects.exists()


def test_refuses_more_than_the_cap_and_says_so(editor: Person) -> None:
    text = " ".join(f"word{number}" for number in range(50))
    answer = quote(editor, SnapshotFactory(text=text), text)
    assert answer.status_code == 422
    assert "has 50 words; the limit is 40" in answer.json()["refusal"]


def test_the_same_words_are_the_same_passage_with_its_uses(
    editor: Person, snapshot: Snapshot
) -> None:
    passage = PassageFactory(snapshot=snapshot, quote=QUOTE)
    CitationFactory(passage=passage, function="qualifies", proves=["limits"])
    answer = quote(editor, snapshot, QUOTE).json()
    assert (answer["passage"], answer["tone"], answer["fact"]) == (
        passage.pk,
        "qualifies",
        "limits",
    )
    assert Passage.objects.count() == 1


def test_a_snapshot_of_another_article_is_not_found(editor: Person, snapshot: Snapshot) -> None:
    other = SnapshotFactory(text=TEXT + " Later.")
    assert quote(editor, snapshot, QUOTE, snapshot=other.pk).status_code == 404


@pytest.mark.parametrize("name", ["passages", "link"])
def test_a_script_without_a_session_is_told_so(name: str, snapshot: Snapshot) -> None:
    path = f"/desk/articles/{snapshot.article_id}/{name}/"
    answer = Client().post(path, selection(snapshot, QUOTE), headers={"Accept": "application/json"})
    assert answer.status_code == 401
    assert "Sign in again" in answer.json()["refusal"]
    assert not Passage.objects.exists()


def test_who_left_quotes_nothing(contributor: Person, snapshot: Snapshot) -> None:
    User.objects.filter(pk=contributor.user.pk).update(is_active=False)
    assert quote(contributor, snapshot, QUOTE).status_code == 302
    assert not Passage.objects.exists()


def test_needs_the_token_of_the_page(contributor: Person, snapshot: Snapshot) -> None:
    contributor.client.handler.enforce_csrf_checks = True
    assert quote(contributor, snapshot, QUOTE).status_code == 403


def link(person: Person, snapshot: Snapshot, /, **changes: Any) -> Any:
    address = f"/desk/articles/{snapshot.article_id}/link/"
    return person.client.get(address, selection(snapshot, QUOTE, **changes))


def test_links_to_the_words_at_the_source(contributor: Person, snapshot: Snapshot) -> None:
    url = link(contributor, snapshot).json()["url"]
    assert url.startswith(f"{snapshot.article.canonical_url}#:~:text=")
    assert "stands%20ready%20to%20send%20instructors" in url
    assert not Passage.objects.exists()


@pytest.mark.parametrize("about", [{"canonical_url": None}, {"is_digest": True}])
def test_links_to_the_desk_where_the_source_does_not_have_them(
    about: dict[str, Any], contributor: Person
) -> None:
    snapshot = SnapshotFactory(text=TEXT, article=ArticleFactory(**about))
    url = link(contributor, snapshot).json()["url"]
    assert url.startswith(f"http://testserver/desk/articles/{snapshot.article_id}/#:~:text=")


@pytest.mark.parametrize("changes", [{"end": 99_999}, {"start": "x"}, {"start": 80, "end": 80}])
def test_no_link_to_words_that_are_none(
    changes: dict[str, Any], contributor: Person, snapshot: Snapshot
) -> None:
    assert link(contributor, snapshot, **changes).status_code == 422


# --- the page ---------------------------------------------------------------------------------
def test_marks_functions_apart_and_overlapping_passages_in_layers(
    editor: Person, article: Article, snapshot: Snapshot
) -> None:
    under = PassageFactory(snapshot=snapshot, quote="None of them would serve near the front.")
    over = PassageFactory(snapshot=snapshot, quote="near the front.\n\nA deployment")
    CitationFactory(passage=under, function="supports", proves=["roles"])
    CitationFactory(passage=under, function="contradicts", proves=["stance"])
    CitationFactory(passage=over, function="context", proves=["headcount"])
    page = editor.client.get(f"/desk/articles/{article.pk}/").content.decode()
    first = f'<mark data-passages="{under.pk}" data-tone="contradicts" data-fact="stance"'
    second = f'data-passages="{over.pk}" data-tone="context" data-fact="headcount" data-layer="1"'
    assert f'{first} data-layer="0"><mark id="passage-{over.pk}" {second}>near the front.' in page
    assert page.count(f"#quoted-{over.pk}") == 1
    assert 'aria-label="Passage 1, contradicts stance"' in page


def test_paragraphs_say_where_they_start(editor: Person, article: Article) -> None:
    page = editor.client.get(f"/desk/articles/{article.pk}/").content.decode()
    assert f'<p data-start="{TEXT.index("A deployment")}" dir="auto">A deployment' in page


def test_says_how_much_may_still_be_quoted(editor: Person, snapshot: Snapshot) -> None:
    PassageFactory(snapshot=snapshot, quote=QUOTE)
    path = f"/desk/articles/{snapshot.article_id}/"
    page = editor.client.get(path).content.decode()
    assert "<b data-quoted>5</b> of 400 quotable words used" in page
    Article.objects.update(rights="open_licence", licence="CC0")
    page = editor.client.get(path).content.decode()
    assert "<b data-quoted>5</b> words quoted, no limit" in page


def test_a_long_text_full_of_passages_opens_with_few_queries(
    editor: Person, django_assert_max_num_queries: Any
) -> None:
    text = "\n\n".join(
        f"Paragraph {n}. " + " ".join(f"word{n}x{m}" for m in range(36)) for n in range(130)
    )
    assert len(text) > 40_000
    snapshot = SnapshotFactory(text=text)
    for n in range(200):
        PassageFactory(snapshot=snapshot, start=n * 190, end=n * 190 + 240)
    for passage in Passage.objects.all()[:100]:
        CitationFactory(passage=passage)
    with django_assert_max_num_queries(12):
        page = editor.client.get(f"/desk/articles/{snapshot.article_id}/").content.decode()
    assert page.count("<sup>") == 200
