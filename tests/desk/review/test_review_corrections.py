"""After publication, at the desk: retracting, and beginning a correction."""

import pytest

from commitments.models import Pledge, Statement
from commitments.services.correcting import start_correction
from commitments.services.publishing import retract_statement
from tests.desk.conftest import Person, World
from tests.factories.commitments import PledgeFactory, StatementFactory, published_statement
from tests.readers.pages import words


@pytest.fixture
def pledge(world: World) -> Pledge:
    found: Pledge = PledgeFactory(
        coalition=world.coalition, country=world.member, roles=[world.training]
    )
    return found


def test_retracts_with_a_reason_after_showing_what_becomes_of_the_cell(
    editor: Person, pledge: Pledge
) -> None:
    statement = published_statement(pledge=pledge)
    path = f"/desk/statements/{statement.pk}/retract/"
    page = words(editor.client.get(path).content.decode())
    assert "Headline Offered Not researched" in page
    assert editor.client.post(path, {"reason": " "}).status_code == 422
    editor.client.post(path, {"reason": "Misread."})
    statement.refresh_from_db()
    assert statement.retraction_reason == "Misread."
    late = editor.client.post(path, {"reason": "Again."})
    assert late.status_code == 409
    assert "somebody else was first" in late.content.decode()
    assert "Retracted by Edgar Editor" in words(
        editor.client.get(f"/desk/statements/{statement.pk}/").content.decode()
    )


def test_a_correction_is_begun_and_edited_the_usual_way(
    contributor: Person, editor: Person, pledge: Pledge
) -> None:
    wrong = published_statement(pledge=pledge)
    path = f"/desk/statements/{wrong.pk}/correct/"
    assert path in contributor.client.get(f"/desk/statements/{wrong.pk}/").content.decode()
    response = contributor.client.post(path)
    correction = Statement.objects.get(corrects=wrong)
    assert response["Location"] == f"/desk/statements/{correction.pk}/edit/"
    page = contributor.client.get(f"/desk/statements/{correction.pk}/").content.decode()
    assert "publishing it retracts that one" in page
    assert "it needs a reason" in page
    refused = contributor.client.post(f"/desk/statements/{correction.pk}/submit/", follow=True)
    assert "A correction says why" in refused.content.decode()
    second = editor.client.post(path)
    assert second.status_code == 409
    assert f"/desk/statements/{correction.pk}/" in second.content.decode()


def test_a_correction_keeps_its_reason_when_the_wrong_one_is_retracted_meanwhile(
    contributor: Person, editor: Person, pledge: Pledge
) -> None:
    wrong = published_statement(pledge=pledge)
    correction = start_correction(statement=wrong, by=contributor.user)
    retract_statement(statement=wrong, reason="Misread.", by=editor.user)
    path = f"/desk/statements/{correction.pk}/edit/"
    page = contributor.client.get(path).content.decode()
    assert "What we had wrong. Public: readers see it." in page
    data = {
        "version": correction.version,
        "stance": "offered",
        "change": "introduced",
        "reason": "It was an offer.",
        "said_on": "2025-08-20",
        "summary": "It is ready.",
        "capacity": "minister",
    }
    assert contributor.client.post(path, data).status_code == 302
    correction.refresh_from_db()
    assert correction.reason == "It was an offer."


def test_drafts_are_neither_retracted_nor_corrected(editor: Person, pledge: Pledge) -> None:
    draft = StatementFactory(pledge=pledge)
    for step in ("retract", "correct"):
        path = f"/desk/statements/{draft.pk}/{step}/"
        assert "Only a published statement" in editor.client.get(path).content.decode()
        assert editor.client.post(path, {"reason": "No."}).status_code == 409
    assert not Statement.objects.exclude(pk=draft.pk).exists()
