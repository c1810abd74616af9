"""Quoting: verbatim, once, within the caps."""

from typing import Any

import pytest

from articles.models import Passage
from articles.services.quoting import over_cap, over_caps, quote_passage
from core.errors import DomainError
from core.models import User
from tests.factories.articles import ArticleFactory, SnapshotFactory
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def person() -> User:
    user: User = UserFactory()
    return user


def numbered(count: int) -> str:
    return " ".join(f"word{number}" for number in range(count))


def test_keeps_the_words_with_their_surroundings(person: User) -> None:
    snapshot = SnapshotFactory(text="He said: “café 🙂 yes”, twice.")
    start = snapshot.text.index("café")
    passage = quote_passage(snapshot=snapshot, start=start, end=start + 10, by=person)
    assert passage.exact == "café 🙂 yes"
    assert passage.prefix == "He said: “"
    assert passage.suffix == "”, twice."
    assert passage.added_by == person


def test_the_same_span_is_kept_once(person: User) -> None:
    snapshot = SnapshotFactory()
    first = quote_passage(snapshot=snapshot, start=0, end=6, by=person)
    assert quote_passage(snapshot=snapshot, start=0, end=6, by=UserFactory()) == first


@pytest.mark.parametrize(("start", "end"), [(-1, 4), (4, 4), (5, 2), (0, 10_000)])
def test_refuses_a_span_outside_the_text(start: int, end: int, person: User) -> None:
    with pytest.raises(DomainError, match="not in the text any more"):
        quote_passage(snapshot=SnapshotFactory(), start=start, end=end, by=person)


def test_refuses_a_quotation_over_the_cap(person: User) -> None:
    snapshot = SnapshotFactory(text=numbered(60))
    with pytest.raises(DomainError, match="has 60 words; the limit is 40"):
        quote_passage(snapshot=snapshot, start=0, end=len(snapshot.text), by=person)
    assert not Passage.objects.exists()


def test_refuses_more_of_an_article_than_its_allowance(person: User, settings: Any) -> None:
    settings.LEDGER_ARTICLE_WORDS = 10
    snapshot = SnapshotFactory(text=numbered(60))
    words = snapshot.text.split()
    eight = len(" ".join(words[:8]))
    quote_passage(snapshot=snapshot, start=0, end=eight, by=person)
    sixteen = len(" ".join(words[:16]))
    with pytest.raises(DomainError, match="may be quoted in all"):
        quote_passage(snapshot=snapshot, start=eight + 1, end=sixteen, by=person)
    # Words inside an earlier quotation add nothing.
    quote_passage(snapshot=snapshot, start=0, end=len(" ".join(words[:4])), by=person)


def test_an_open_licence_has_no_cap(person: User) -> None:
    article = ArticleFactory(rights="open_licence", licence="CC BY 4.0")
    snapshot = SnapshotFactory(article=article, text=numbered(60))
    passage = quote_passage(snapshot=snapshot, start=0, end=len(snapshot.text), by=person)
    assert passage.exact == snapshot.text


def test_several_places_are_judged_in_one_query(
    person: User, django_assert_num_queries: Any
) -> None:
    snapshot = SnapshotFactory(text=numbered(60))
    whole = (0, len(snapshot.text))
    with django_assert_num_queries(1):
        refusals = over_caps(snapshot.article, snapshot, [(0, 5), whole])
    assert refusals[0] == ""
    assert "has 60 words" in refusals[1]
    assert over_cap(snapshot.article, snapshot, 0, 5) == ""


def test_a_passage_kept_before_a_cap_was_lowered_is_no_refusal(person: User, settings: Any) -> None:
    snapshot = SnapshotFactory(text=numbered(30))
    quote_passage(snapshot=snapshot, start=0, end=len(snapshot.text), by=person)
    settings.LEDGER_QUOTE_WORDS = 5
    assert over_cap(snapshot.article, snapshot, 0, len(snapshot.text)) == ""
