"""Looking for near copies reads so many characters and no more."""

import pytest

from articles.services import sketches
from articles.services.sketches import near_copies, store_sketch
from tests.factories.articles import SnapshotFactory

TEXT = " ".join(f"word{n} of the speech" for n in range(200))


@pytest.mark.django_db
def test_no_more_texts_are_compared_than_may_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    snapshots = [SnapshotFactory(text=f"{TEXT} {n}") for n in range(5)]
    for snapshot in snapshots:
        store_sketch(snapshot)
    article = snapshots[0].article
    assert len(near_copies(article)) == 4
    monkeypatch.setattr(sketches, "_MOST_CHARACTERS", 3 * len(TEXT) + 100)
    assert len(near_copies(article)) == 2
