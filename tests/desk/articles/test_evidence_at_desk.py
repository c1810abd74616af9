"""Whoever drafts or reviews a statement is told what became of its quotations at the source."""

import pytest

from tests.articles.texts import TEXT, TROOPS
from tests.desk.conftest import Person
from tests.desk.passages.renewing import ALTERED, renew
from tests.factories.articles import PassageFactory, SnapshotFactory
from tests.factories.commitments import CitationFactory, submit

pytestmark = pytest.mark.django_db


def test_a_statement_and_its_review_tell_of_a_changed_quotation(editor: Person) -> None:
    passage = PassageFactory(snapshot=SnapshotFactory(text=TEXT), quote=TROOPS)
    statement = submit(CitationFactory(passage=passage).statement)
    addresses = (f"/desk/statements/{statement.pk}/", f"/desk/review/{statement.pk}/")
    for address in addresses:
        assert "has changed since" not in editor.client.get(address).content.decode()
    renew(passage, TEXT.replace(TROOPS, ALTERED))
    for address in addresses:
        page = editor.client.get(address).content.decode()
        assert "the article has changed since; an editor is checking" in page
        assert f"/desk/passages/{passage.pk}/" in page


def test_history_tells_acts_about_passages_in_words(editor: Person) -> None:
    passage = PassageFactory(snapshot=SnapshotFactory(text=TEXT), quote=TROOPS)
    anchor = renew(passage, TEXT.replace(TROOPS, ALTERED))
    given = {
        "snapshot": anchor.snapshot_id,
        "place": f"{anchor.start}-{anchor.end}",
        "reason": "A slip put right.",
    }
    editor.client.post(f"/desk/passages/{passage.pk}/attach/", given)
    address = f"/desk/history/article/{anchor.snapshot.article_id}/"
    page = editor.client.get(address).content.decode()
    assert "attached passage" in page.lower()
    assert "A slip put right." in page
    assert "stored new text" in page.lower()
