"""What a takedown erases and what it leaves, asked of the database itself."""

import pytest
from django.db import ProgrammingError, transaction

from articles.models import Anchor, Capture, Passage, Snapshot, Takedown, TextSketch
from articles.text.normalising import text_sha256
from tests.factories.articles import (
    AnchorFactory,
    CaptureFactory,
    PassageFactory,
    SnapshotFactory,
)
from tests.factories.people import EditorFactory
from tests.raw_sql import change_row, copy_row, delete_row, refused, rows

pytestmark = pytest.mark.django_db
WORDS = "SELECT exact, prefix, suffix FROM articles_passageevent WHERE pgh_obj_id = %s"


def take_down(anchor: Anchor, *, erases_words: bool = False) -> Takedown:
    return Takedown.objects.create(
        article=anchor.snapshot.article,
        reason="The outlet withdrew it.",
        erases_words=erases_words,
        by=EditorFactory(),
    )


def test_text_and_raw_answer_go_and_hashes_and_quoted_words_stay() -> None:
    anchor = AnchorFactory()
    article = anchor.snapshot.article
    capture = CaptureFactory(article=article)
    TextSketch.objects.create(snapshot=anchor.snapshot, version=1, bands=[1])
    quoted, digest = anchor.passage.exact, anchor.snapshot.text_sha256
    takedown = take_down(anchor)
    for snapshot in Snapshot.objects.filter(article=article):
        assert (snapshot.text, snapshot.raw, snapshot.erased_at) == ("", None, takedown.at)
    assert Snapshot.objects.get(pk=anchor.snapshot_id).text_sha256 == digest
    capture.refresh_from_db()
    assert (capture.warc, capture.payload_bytes) == (None, 6)
    assert not TextSketch.objects.exists()
    passage = Passage.objects.get(pk=anchor.passage_id)
    assert (passage.exact, passage.prefix, passage.suffix) == (quoted, "", "")
    article.refresh_from_db()
    assert article.withdrawn_reason == "The outlet withdrew it."


def test_quoted_words_go_too_where_the_reason_requires_it_from_history_as_well() -> None:
    anchor = AnchorFactory()
    take_down(anchor, erases_words=True)
    assert Passage.objects.get(pk=anchor.passage_id).exact == ""
    assert set(rows(WORDS, [anchor.passage_id])) == {("", "", "")}


def test_other_articles_are_left_alone() -> None:
    other = PassageFactory()
    take_down(AnchorFactory())
    assert Snapshot.objects.get(pk=other.snapshot_id).text
    assert Passage.objects.get(pk=other.pk).suffix == other.suffix


def test_guards_stand_again_afterwards_in_the_same_transaction() -> None:
    anchor, other = AnchorFactory(), SnapshotFactory()
    takedown = take_down(anchor)
    with refused("A snapshot never changes"):
        change_row(other, "text = ''")
    with refused("A snapshot never changes"):
        change_row(anchor.snapshot, "text = 'back again'")
    with refused("A passage never changes"):
        change_row(anchor.passage, "exact = ''")
    with pytest.raises(ProgrammingError, match="Cannot update"), transaction.atomic():
        rows("UPDATE articles_passageevent SET exact = '' RETURNING 1")
    with refused("A takedown stands"):
        delete_row(takedown)
    assert not Capture.objects.exists()


def test_withdrawn_article_takes_no_new_text() -> None:
    anchor = AnchorFactory()
    take_down(anchor)
    with refused("no text of it is stored any more"):
        copy_row(anchor.snapshot, number="3", text="'New.'", text_sha256=f"'{text_sha256('New.')}'")
