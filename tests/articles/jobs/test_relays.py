"""Near copies are found in the database; noting one as a relay keeps the origin countable."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import Article, TextSketch
from articles.services.ingest import ArticleContent, add_article
from articles.services.relays import forget_relay, note_relay
from articles.services.sketches import near_copies
from core.errors import DomainError, NotAllowed
from tests.articles.jobs.pages import prose
from tests.factories.articles import ArticleFactory, SnapshotFactory
from tests.factories.people import EditorFactory, UserFactory

pytestmark = pytest.mark.django_db
STORY = prose(1, 40)


def add(paragraphs: list[str], title: str) -> Article:
    return add_article(
        content=ArticleContent(source="\n\n".join(paragraphs), title=title, outlet=f"{title} Post"),
        by=None,
    )


def test_a_wire_story_on_several_sites_is_found() -> None:
    wire = add(STORY, "Wire")
    cut = add(STORY[:7], "Cut")
    begun = add(["By our own staff.", *STORY[:-1]], "Begun")
    add(prose(50, 40), "Another")
    found = near_copies(wire)
    assert {copy.article for copy in found} == {cut, begun}
    assert all(copy.share > 0.9 for copy in found)
    assert wire in {copy.article for copy in near_copies(cut)}


def test_only_the_newest_text_counts_and_no_withdrawn_article() -> None:
    wire, copy = add(STORY, "Wire"), add(STORY[:-1], "Copy")
    assert near_copies(wire)
    changed = "\n\n".join(prose(60, 40))
    SnapshotFactory(article=copy, number=2, text=changed)
    assert not near_copies(wire)
    other = add(STORY[1:], "Other")
    assert near_copies(wire)
    Article.objects.filter(pk=other.pk).update(
        withdrawn_at=other.added_at, withdrawn_reason="The outlet asked."
    )
    assert not near_copies(wire)


def test_queries_do_not_grow_with_copies() -> None:
    wire = add(STORY, "Wire")
    counts = []
    for number in range(4):
        add([*STORY, f"Added at the end, number {number}."], f"Copy {number}")
        with CaptureQueriesContext(
            connection,
        ) as seen:
            assert len(near_copies(wire)) == number + 1
        counts.append(len(seen))
    assert counts == [3] * 4


def test_a_short_text_has_an_empty_sketch_and_no_copies() -> None:
    article = add(["The minister said yes."], "Short")
    assert TextSketch.objects.get().bands == []
    assert near_copies(article) == ()


def test_noting_a_relay_takes_its_own_relays_along() -> None:
    wire, first, second = (ArticleFactory() for _ in range(3))
    editor = EditorFactory()
    note_relay(article=second, origin=first, by=editor)
    note_relay(article=first, origin=wire, by=editor)
    assert set(wire.relayed_as.all()) == {first, second}
    events = Article.pgh_event_models["update"].objects.filter(pgh_obj=second, pgh_label="update")
    assert [event.pgh_context.metadata["act"] for event in events] == ["note relay"] * 2


def test_refusals_of_a_relay_say_what_to_do() -> None:
    wire, relay, third = (ArticleFactory(title=title) for title in ("Wire", "Relay", "Third"))
    editor = EditorFactory()
    note_relay(article=relay, origin=wire, by=editor)
    with pytest.raises(DomainError, match="“Relay” is a relay itself, of “Wire”"):
        note_relay(article=third, origin=relay, by=editor)
    with pytest.raises(DomainError, match="Remove that relay first"):
        note_relay(article=wire, origin=relay, by=editor)
    with pytest.raises(DomainError, match="itself"):
        note_relay(article=wire, origin=wire, by=editor)
    with pytest.raises(NotAllowed):
        note_relay(article=third, origin=wire, by=UserFactory())
    assert forget_relay(article=relay, by=editor).relays is None
    note_relay(article=wire, origin=relay, by=editor)
