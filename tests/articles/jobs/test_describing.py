"""What is said of an article can be corrected, with history; its text cannot."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from articles.models import Article
from articles.services.describing import describe_article, description_of
from articles.services.ingest import InvalidArticle
from core.errors import NotAllowed, StaleEdit
from tests.factories.articles import AnchorFactory, PassageFactory, SnapshotFactory
from tests.factories.people import EditorFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_a_correction_is_kept_in_history_and_one_without_change_is_none() -> None:
    article, editor = SnapshotFactory().article, EditorFactory()
    before = description_of(article)
    describe_article(article=article, description=before, seen=before.fingerprint, by=editor)
    better = replace(before, title=" Better ", outlet="New House", published_on=date(2025, 2, 3))
    describe_article(article=article, description=better, seen=before.fingerprint, by=editor)
    article = Article.objects.get()
    assert (article.title, article.publisher.name) == ("Better", "New House")
    events = Article.pgh_event_models["update"].objects.filter(pgh_label="update")
    assert [event.pgh_context.metadata["act"] for event in events] == ["describe article"]


def test_nobody_overwrites_what_they_did_not_see() -> None:
    article = SnapshotFactory().article
    seen = description_of(article)
    first = replace(seen, title="First")
    describe_article(article=article, description=first, seen=seen.fingerprint, by=EditorFactory())
    with pytest.raises(StaleEdit):
        describe_article(
            article=article,
            description=replace(seen, title="Second"),
            seen=seen.fingerprint,
            by=EditorFactory(),
        )
    assert Article.objects.get().title == "First"


def test_contributors_correct_what_they_added() -> None:
    person = UserFactory()
    article = SnapshotFactory(article__added_by=person).article
    seen = description_of(article)
    new = replace(seen, byline="By Example")
    with pytest.raises(NotAllowed):
        describe_article(article=article, description=new, seen=seen.fingerprint, by=UserFactory())
    describe_article(article=article, description=new, seen=seen.fingerprint, by=person)
    assert Article.objects.get().byline == "By Example"


def test_what_is_missing_is_told_at_its_field() -> None:
    article = SnapshotFactory().article
    seen = description_of(article)
    empty = replace(seen, title=" ", outlet="", rights="open_licence")
    with pytest.raises(InvalidArticle) as refused:
        describe_article(
            article=article, description=empty, seen=seen.fingerprint, by=EditorFactory()
        )
    assert set(refused.value.problems) == {"title", "outlet", "licence"}


def test_rights_are_not_closed_over_what_is_quoted_already() -> None:
    words = " ".join(f"word{number}" for number in range(600)) + "."
    snapshot = SnapshotFactory(
        text=words, article__rights="open_licence", article__licence="CC BY 4.0"
    )
    PassageFactory(snapshot=snapshot, quote=words[:4_000])
    seen = description_of(snapshot.article)
    closed = replace(seen, rights="quote_only", licence="")
    with pytest.raises(InvalidArticle) as refused:
        describe_article(
            article=snapshot.article,
            description=closed,
            seen=seen.fingerprint,
            by=EditorFactory(),
        )
    assert list(refused.value.problems) == ["rights"]


def test_words_quoted_from_an_older_text_count_where_they_stand_now() -> None:
    words = " ".join(f"word{number}" for number in range(600)) + "."
    first = SnapshotFactory(
        text=words, article__rights="open_licence", article__licence="CC BY 4.0"
    )
    passages = [
        PassageFactory(snapshot=first, quote=words[:2_500]),
        PassageFactory(snapshot=first, quote=words[2_500:5_000]),
    ]
    # In the newer text a third of the words is left, and most of them are quoted.
    newer = SnapshotFactory(article=first.article, number=2, text="Now. " + words[:5_000])
    for passage in passages:
        start = newer.text.index(passage.exact)
        AnchorFactory(passage=passage, snapshot=newer, start=start, end=start + len(passage.exact))
    seen = description_of(first.article)
    closed = replace(seen, rights="quote_only", licence="")
    with pytest.raises(InvalidArticle, match="words of it are quoted already"):
        describe_article(
            article=first.article, description=closed, seen=seen.fingerprint, by=EditorFactory()
        )
