"""What an editor does with a passage: confirm with a reason, attach by hand, split, merge."""

import pytest
from django.apps import apps

from articles.models import Anchor, Passage, Snapshot
from commitments.models import Citation
from tests.articles.texts import CLOSING, OPENING, TEXT, TROOPS
from tests.desk.conftest import Person
from tests.desk.passages.renewing import ALTERED, renew
from tests.factories.articles import PassageFactory, SnapshotFactory
from tests.factories.commitments import (
    CitationFactory,
    CountryFactory,
    CountryScopeFactory,
    publish,
    submit,
)
from tests.factories.people import EditorFactory

pytestmark = pytest.mark.django_db

REWORDED = "Some two thousand soldiers are to go to the harbour, according to the minister."


@pytest.fixture
def passage() -> Passage:
    found: Passage = PassageFactory(snapshot=SnapshotFactory(text=TEXT), quote=TROOPS)
    return found


def reason_of(anchor: Anchor) -> str:
    events = apps.get_model("articles", "AnchorEvent").objects.filter(pgh_obj=anchor.pk)
    return str(events.order_by("-pgh_id")[0].pgh_context.metadata["reason"])


# --- alarms -------------------------------------------------------------------------------------
def test_an_alarm_is_told_in_words_and_asks_for_a_reason(editor: Person, passage: Passage) -> None:
    anchor = renew(passage, TEXT.replace(TROOPS, ALTERED))
    page = editor.client.get("/desk/passages/changed/").content.decode()
    assert "a number differs: 200, was 2,000" in page
    address = f"/desk/passages/changed/{anchor.pk}/"
    refused = editor.client.post(address, {"decision": "confirm"})
    assert refused.status_code == 422
    assert "Give the reason why it still says the same" in refused.content.decode()
    anchor.refresh_from_db()
    assert anchor.confirmed_at is None
    given = {"decision": "confirm", "reason": "The outlet corrected a slip of its own."}
    assert editor.client.post(address, given).status_code == 302
    anchor.refresh_from_db()
    assert (anchor.state, anchor.confirmed_by) == ("changed", editor.user)
    assert reason_of(anchor) == given["reason"]


def test_losing_needs_no_reason(editor: Person, passage: Passage) -> None:
    anchor = renew(passage, TEXT.replace(TROOPS, ALTERED))
    response = editor.client.post(f"/desk/passages/changed/{anchor.pk}/", {"decision": "lost"})
    assert response.status_code == 302


# --- attaching by hand --------------------------------------------------------------------------
def attach(person: Person, passage: Passage, words: str, **more: str) -> int:
    newest: Snapshot = passage.snapshot.article.snapshots.order_by("-number")[0]
    start = newest.text.index(words)
    given = {"snapshot": newest.pk, "place": f"{start}-{start + len(words)}", **more}
    return person.client.post(f"/desk/passages/{passage.pk}/attach/", given).status_code


def test_a_lost_passage_is_attached_to_other_words(editor: Person, passage: Passage) -> None:
    anchor = renew(passage, TEXT.replace(TROOPS, REWORDED))
    Anchor.objects.filter(pk=anchor.pk).update(state="lost", start=None, end=None, alarms=[])
    address = f"/desk/passages/{passage.pk}/attach/"
    page = editor.client.get(
        address, {"q": "some two thousand soldiers are to go"}
    ).content.decode()
    assert "Some two thousand soldiers are to go" in page
    assert attach(editor, passage, REWORDED) == 422, "numbers differ: a reason is asked for"
    assert attach(editor, passage, REWORDED, reason="In words now.") == 302
    anchor.refresh_from_db()
    assert (anchor.state, anchor.confirmed_by) == ("changed", editor.user)
    assert anchor.snapshot.text[anchor.start : anchor.end] == REWORDED
    assert reason_of(anchor) == "In words now."
    # Readers are told; and the next text carries the decision while the words stand.
    carried = renew(passage, anchor.snapshot.text.replace(OPENING + "\n\n", ""))
    assert (carried.state, carried.confirmed_by) == ("changed", editor.user)


def test_the_very_words_elsewhere_are_moved(editor: Person, passage: Passage) -> None:
    anchor = renew(passage, f"{TEXT}\n\nOnce more: {TROOPS}")
    assert anchor.state == "exact"
    newest = anchor.snapshot
    start = newest.text.rindex(TROOPS)
    given = {"snapshot": newest.pk, "place": f"{start}-{start + len(TROOPS)}"}
    editor.client.post(f"/desk/passages/{passage.pk}/attach/", given)
    anchor.refresh_from_db()
    assert (anchor.state, anchor.start, anchor.similarity) == ("moved", start, 1.0)
    # It is followed there, not to the first of the two places.
    again = renew(passage, newest.text.replace(CLOSING, "Nobody voted."))
    assert again.snapshot.text[again.start - 11 : again.start] == "Once more: "


def test_attaching_minds_the_newest_text_the_place_and_the_length(
    editor: Person, contributor: Person, passage: Passage
) -> None:
    address = f"/desk/passages/{passage.pk}/attach/"
    assert "there is nothing to attach" in editor.client.get(address).content.decode()
    anchor = renew(passage, TEXT.replace(TROOPS, ALTERED))
    for given, told in (
        ({"snapshot": anchor.snapshot_id}, "Choose the place that you mean."),
        ({"snapshot": anchor.snapshot_id, "place": "5-99999"}, "not in the text any more"),
        ({"snapshot": anchor.snapshot_id, "place": "0-300"}, "Choose at most 40 words"),
        ({"snapshot": passage.snapshot_id, "place": "0-30"}, "A newer text of the article"),
    ):
        answer = editor.client.post(address, given)
        assert answer.status_code == 422
        assert told in answer.content.decode()
    assert contributor.client.get(address).status_code == 403
    anchor.refresh_from_db()
    assert anchor.confirmed_at is None


# --- splitting and merging ----------------------------------------------------------------------
def split(person: Person, passage: Passage, before: str) -> int:
    at = passage.snapshot.text.index(before)
    return person.client.post(f"/desk/passages/{passage.pk}/split/", {"at": at}).status_code


def test_a_split_moves_drafts_and_leaves_what_is_published(
    editor: Person, passage: Passage
) -> None:
    public = CitationFactory(passage=passage)
    publish(submit(public.statement), by=EditorFactory())
    draft = CitationFactory(passage=passage, proves=["stance", "headcount"])
    page = editor.client.get(f"/desk/passages/{passage.pk}/").content.decode()
    assert "| would send 2,000 troops…" in page
    assert split(editor, passage, "would send") == 302
    cited = Citation.objects.filter(statement=draft.statement).order_by("passage__start")
    assert [citation.passage.exact for citation in cited] == [
        "The minister said that the country",
        "would send 2,000 troops to the port.",
    ]
    assert {tuple(citation.proves) for citation in cited} == {("headcount", "stance")}
    assert Citation.objects.get(statement=public.statement).passage == passage


def test_parts_of_an_older_text_are_placed_in_the_newest(editor: Person, passage: Passage) -> None:
    renew(passage, TEXT.replace(TROOPS, ALTERED))
    assert split(editor, passage, "would send") == 302
    states = {
        part.exact: part.anchors.get().state for part in Passage.objects.exclude(pk=passage.pk)
    }
    assert states == {
        "The minister said that the country": "exact",
        "would send 2,000 troops to the port.": "changed",
    }


@pytest.mark.parametrize("at", ["", "x", "0", "99999", "word"])
def test_a_split_falls_between_two_words_of_the_passage(
    editor: Person, passage: Passage, at: str
) -> None:
    where = str(passage.start + 2) if at == "word" else at
    answer = editor.client.post(f"/desk/passages/{passage.pk}/split/", {"at": where})
    assert answer.status_code == 422
    assert "between two words" in answer.content.decode()
    assert Passage.objects.get() == passage


def test_neighbours_are_merged_and_a_draft_cites_the_one(editor: Person) -> None:
    snapshot = SnapshotFactory(text=TEXT)
    first = PassageFactory(snapshot=snapshot, quote="The minister said that the country")
    second = PassageFactory(snapshot=snapshot, quote="2,000 troops to the port")
    draft = CitationFactory(passage=first).statement
    CitationFactory(statement=draft, passage=second, proves=["headcount"])
    page = editor.client.get(f"/desk/passages/{first.pk}/").content.decode()
    assert "The minister said that the country would send 2,000 troops to the port" in page
    answer = editor.client.post(f"/desk/passages/{first.pk}/merge/", {"other": second.pk})
    assert answer.status_code == 302
    cited = draft.citations.get()
    assert cited.passage.exact == TROOPS[:-1]
    assert cited.proves == ["headcount", "stance"]


def test_a_merge_refuses_two_functions_and_more_words_than_the_cap(
    editor: Person, passage: Passage, settings: object
) -> None:
    other = PassageFactory(snapshot=passage.snapshot, quote="engineers near the border")
    draft = CitationFactory(passage=passage).statement
    CitationFactory(statement=draft, passage=other, function="contradicts")
    address = f"/desk/passages/{passage.pk}/merge/"
    answer = editor.client.post(address, {"other": other.pk})
    assert answer.status_code == 422
    assert "quotes the two for different things" in answer.content.decode()
    settings.LEDGER_QUOTE_WORDS = 15
    answer = editor.client.post(address, {"other": other.pk})
    assert answer.status_code == 422
    assert "the limit is 15" in answer.content.decode()
    assert draft.citations.count() == 2
    assert Passage.objects.count() == 2


def test_acts_keep_to_countries_and_roles(
    editor: Person, contributor: Person, passage: Passage
) -> None:
    CitationFactory(passage=passage)
    address = f"/desk/passages/{passage.pk}"
    at = {"at": passage.snapshot.text.index("would send")}
    assert contributor.client.get(f"{address}/").status_code == 200
    assert contributor.client.post(f"{address}/split/", at).status_code == 403
    CountryScopeFactory(user=editor.user, country=CountryFactory())
    assert editor.client.post(f"{address}/split/", at).status_code == 403
    anchor = renew(passage, TEXT.replace(TROOPS, ALTERED))
    assert attach(editor, passage, ALTERED, reason="So.") == 403
    anchor.refresh_from_db()
    assert anchor.confirmed_at is None
