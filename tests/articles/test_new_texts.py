"""A newer text of an article: stored once, with every passage anchored in it, or not at all."""

from datetime import UTC, datetime

import pytest

from articles.fetching.response import FetchFailed, Response
from articles.models import Anchor, Article, Passage, Snapshot
from articles.services.anchors import confirm_anchor, lose_anchor
from articles.services.new_texts import NewTextResult, store_new_text
from articles.services.texts import ReadText
from core.errors import DomainError
from core.models import User
from tests.articles.texts import CEASEFIRE, CLOSING, OPENING, TEXT, TRAINING, TROOPS
from tests.factories.articles import (
    ArticleFactory,
    PassageFactory,
    SnapshotFactory,
    TakedownFactory,
)
from tests.factories.people import EditorFactory
from tests.raw_sql import rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def first() -> Snapshot:
    return SnapshotFactory(text=TEXT)


@pytest.fixture
def editor() -> User:
    found: User = EditorFactory()
    return found


def store(article: Article, text: str, **more: object) -> NewTextResult | None:
    return store_new_text(
        article=article,
        read=ReadText(text, "trafilatura"),
        by=None,
        **more,
    )


def answer() -> Response:
    page = "https://outlet.example/said"
    headers = (("Content-Type", "text/html"),)
    return Response(page, page, 200, headers, b"<p>What it said.</p>", datetime.now(UTC))


def newest_anchor(passage: Passage) -> Anchor:
    return passage.anchors.order_by("-snapshot__number")[0]


def words_at(anchor: Anchor) -> str:
    return anchor.snapshot.text[anchor.start : anchor.end]


def test_the_same_text_is_not_stored_again(first: Snapshot) -> None:
    assert store(first.article, TEXT, response=answer()) is None
    assert first.article.snapshots.count() == 1
    assert not first.article.captures.exists()


def test_a_new_text_is_stored_with_its_capture_in_one_entry_of_history(first: Snapshot) -> None:
    passages = [PassageFactory(snapshot=first, quote=words) for words in (TROOPS, CEASEFIRE)]
    text = TEXT.replace(TRAINING + "\n\n", "")
    stored = store(first.article, text, response=answer())
    assert stored.snapshot.number == 2
    assert stored.snapshot.capture in first.article.captures.all()
    assert stored.states == {"exact": 2}
    assert {newest_anchor(passage).state for passage in passages} == {"exact"}
    acts = rows(
        "SELECT DISTINCT c.metadata->>'act' FROM articles_snapshotevent e"
        " JOIN pghistory_context c ON c.id = e.pgh_context_id"
        f" WHERE e.pgh_obj_id = {stored.snapshot.pk}"
        " UNION SELECT c.metadata->>'act' FROM articles_anchorevent e"
        " JOIN pghistory_context c ON c.id = e.pgh_context_id"
    )
    assert acts == [("store new text",)]


def test_an_altered_number_is_changed_with_an_alarm_and_never_exact(first: Snapshot) -> None:
    passage = PassageFactory(snapshot=first, quote=TROOPS)
    store(first.article, TEXT.replace("2,000", "200"))
    anchor = newest_anchor(passage)
    assert (anchor.state, anchor.alarms, anchor.confirmed_at) == ("changed", ["number"], None)
    assert 0.9 < anchor.similarity < 1
    assert words_at(anchor) == TROOPS.replace("2,000", "200")


def test_a_moved_paragraph_is_moved_and_a_deleted_one_lost(first: Snapshot) -> None:
    moved = PassageFactory(snapshot=first, quote=TROOPS)
    lost = PassageFactory(snapshot=first, quote=TRAINING)
    store(first.article, "\n\n".join([OPENING, CEASEFIRE, CLOSING, TROOPS]))
    assert newest_anchor(moved).state == "moved"
    assert words_at(newest_anchor(moved)) == TROOPS
    assert newest_anchor(lost).state == "lost"


def test_words_that_come_back_are_exact_again(first: Snapshot) -> None:
    passage = PassageFactory(snapshot=first, quote=TROOPS)
    store(first.article, "\n\n".join([OPENING, TRAINING, CEASEFIRE, CLOSING]))
    assert newest_anchor(passage).state == "lost"
    store(first.article, TEXT)
    assert newest_anchor(passage).state == "exact"
    assert passage.anchors.count() == 2


def test_a_confirmed_wording_stays_confirmed_while_it_stands(first: Snapshot, editor: User) -> None:
    passage = PassageFactory(snapshot=first, quote=TROOPS)
    reworded = TROOPS.replace("would send", "is going to send")
    store(first.article, TEXT.replace(TROOPS, reworded))
    confirmed = confirm_anchor(anchor=newest_anchor(passage), by=editor)
    store(first.article, "\n\n".join([OPENING, reworded, CEASEFIRE]))
    anchor = newest_anchor(passage)
    assert (anchor.state, words_at(anchor)) == ("changed", reworded)
    assert (anchor.confirmed_by, anchor.confirmed_at) == (editor, confirmed.confirmed_at)


def test_a_confirmed_wording_that_changes_again_waits_again(first: Snapshot, editor: User) -> None:
    passage = PassageFactory(snapshot=first, quote=TROOPS)
    store(first.article, TEXT.replace("would send", "is going to send"))
    confirm_anchor(anchor=newest_anchor(passage), by=editor)
    store(first.article, TEXT.replace("would send", "is not going to send"))
    anchor = newest_anchor(passage)
    assert (anchor.state, anchor.confirmed_at) == ("changed", None)
    assert "negation" in anchor.alarms


def test_what_a_person_gave_up_is_not_proposed_again_with_the_same_words(
    first: Snapshot, editor: User
) -> None:
    passage = PassageFactory(snapshot=first, quote=TROOPS)
    altered = TEXT.replace("2,000", "200")
    store(first.article, altered)
    lose_anchor(anchor=newest_anchor(passage), by=editor)
    store(first.article, altered.replace("for an hour", "for two hours"))
    anchor = newest_anchor(passage)
    assert (anchor.state, anchor.confirmed_by) == ("lost", editor)
    # Other words than those that were given up are a new question.
    store(first.article, TEXT.replace("2,000", "2,500"))
    assert (newest_anchor(passage).state, newest_anchor(passage).confirmed_at) == ("changed", None)


def test_an_unconfirmed_wording_is_followed_to_its_new_place(first: Snapshot) -> None:
    passage = PassageFactory(snapshot=first, quote=TROOPS)
    altered = TROOPS.replace("2,000", "200")
    store(first.article, TEXT.replace(TROOPS, altered))
    store(first.article, "\n\n".join([OPENING, TRAINING, CEASEFIRE, CLOSING, altered]))
    anchor = newest_anchor(passage)
    assert (anchor.state, anchor.alarms, words_at(anchor)) == ("changed", ["number"], altered)


def test_another_page_in_place_of_the_article_is_refused(first: Snapshot) -> None:
    passage = PassageFactory(snapshot=first, quote=TROOPS)
    splash = "Welcome back. Sign in or start your free month to go on reading with us."
    with pytest.raises(FetchFailed) as refused:
        store(first.article, splash, response=answer())
    assert refused.value.failure == "other_page"
    assert first.article.snapshots.count() == 1
    assert not first.article.captures.exists()
    assert not passage.anchors.exists()
    # A person who has read it may say that it is the article.
    assert store(first.article, splash, is_sure=True) is not None
    assert newest_anchor(passage).state == "lost"


def test_a_front_page_as_long_as_the_article_is_refused_also_without_passages() -> None:
    article = SnapshotFactory(text=TEXT).article
    front_page = "\n\n".join(
        f"Headline {n}: another story of the day, told short." for n in range(9)
    )
    with pytest.raises(FetchFailed):
        store(article, front_page)


def test_a_withdrawn_article_and_a_digest_store_no_new_text() -> None:
    withdrawn = TakedownFactory().article
    digest = SnapshotFactory(article=ArticleFactory(is_digest=True), text=TEXT).article
    for article in (withdrawn, digest):
        with pytest.raises(DomainError):
            store(article, TEXT + "\n\nMore.")
