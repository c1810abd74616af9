"""The History tab: who, when, why, field by field; and an earlier version restored from it."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from commitments.models import (
    Coalition,
    CoalitionLimit,
    Condition,
    GovernmentChange,
    Limit,
    Membership,
    Pledge,
    Statement,
)
from commitments.services.drafting import cite, discard_draft, revise_statement
from commitments.services.publishing import (
    publish_statement,
    submit_statement,
)
from commitments.services.reviewing import Comment, return_statement
from commitments.statements.content import LimitContent
from core.history_entries import event_models
from core.models import User
from desk.history.tab import read_history
from desk.history.tables import KINDS, TABLES
from tests.desk.conftest import Person, World
from tests.desk.drafts import SUMMARY, content, draft_of, entries, text_of, told
from tests.factories.articles import PassageFactory
from tests.factories.commitments import (
    CheckFactory,
    ConditionOutcomeFactory,
    StatementFactory,
)
from tests.factories.everything import one_of_everything
from tests.factories.people import UserFactory
from tests.raw_sql import change_row

MOST_QUERIES = 8


@pytest.fixture
def draft(world: World, contributor: Person) -> Statement:
    return draft_of(world, contributor.user)


# --- what stands in it ---
def test_every_table_with_history_is_told_with_some_object() -> None:
    tracked = {event.pgh_tracked_model for event in event_models()}  # type: ignore[attr-defined]
    assert {table.model for table in TABLES} == tracked
    assert {table.kind for table in TABLES} == set(KINDS)


def test_entry_tells_who_when_why_and_each_field(
    draft: Statement, world: World, editor: Person
) -> None:
    new = content(
        world,
        stance="committed",
        summary=SUMMARY.replace("two hundred", "three hundred"),
        headcount_max=300,
        reason="He gave the number.",
        limits=[LimitContent(world.no_combat), LimitContent(world.not_front_line, "never")],
        conditions=[],
    )
    revise_statement(statement=draft, content=new, version=draft.version, by=editor.user)
    newest, first = entries("statement", draft.pk)
    assert newest.person == "Edgar Editor"
    assert newest.acts == ("revised statement",)
    assert newest.reason == "He gave the number."
    # What was saved again as it was is no change: the limit that stayed is not listed.
    assert told(newest) == [
        ("Stance", "Offered", "Committed"),
        ("Why it differs", "", "He gave the number."),
        ("Headcount at most", "", "300"),
        ("In one sentence", SUMMARY, SUMMARY.replace("two hundred", "three hundred")),
        ("Limit, added", "", "Not on the front line · never"),
        ("Waits for, removed", "Ceasefire", ""),
    ]
    steps = next(c.steps for c in newest.changes if c.label == "In one sentence")
    assert [(s.operation, s.text) for s in steps if s.operation != "equal"] == [
        ("removed", "two"),
        ("added", "three"),
    ]
    assert first.person == "Carla Contributor"
    assert ("Speaker", "", "The minister") in told(first)
    assert ("Limit, added", "", "No combat") in told(first)


def test_page_shows_the_entries_in_words(draft: Statement, editor: Person) -> None:
    page = text_of(editor.client.get(f"/desk/history/statement/{draft.pk}/").content.decode())
    assert "Drafted statement Carla Contributor" in page
    assert "In what capacity Minister" in page
    assert "UKR-GBR-1 · The minister said" in page
    detail = editor.client.get(f"/desk/statements/{draft.pk}/").content.decode()
    assert f'href="/desk/history/statement/{draft.pk}/"' in detail
    assert "/desk/history/pledge/" in editor.client.get("/desk/pledges/").content.decode()


def test_a_request_with_several_acts_is_one_entry(draft: Statement, contributor: Person) -> None:
    passage = PassageFactory()
    contributor.client.post(
        f"/desk/statements/{draft.pk}/cite/",
        {"passage": passage.pk, "function": "supports", "proves": ["stance"]},
    )
    contributor.client.post(f"/desk/statements/{draft.pk}/submit/")
    submitted, cited, _ = entries("statement", draft.pk)
    assert submitted.acts == ("submitted statement",)
    assert ("State", "Draft", "In review") in told(submitted)
    [(label, before, after)] = told(cited)
    assert (label, before) == ("Quotation, added", "")
    assert passage.exact in after
    assert "proves Stance" in after


def test_review_and_publication_are_told(draft: Statement, editor: Person, chief: Person) -> None:
    cite(statement=draft, passage=PassageFactory(), by=draft.author)
    submit_statement(statement=draft, by=draft.author)
    return_statement(statement=draft, comments=[Comment("Which day?")], by=editor.user)
    submit_statement(statement=draft, by=draft.author)
    publish_statement(statement=draft, by=editor.user)
    published, _, returned, *_ = entries("statement", draft.pk)
    assert ("Reviewer", "", "Edgar Editor") in told(published)
    assert returned.reason == "Which day?"
    assert any("Which day?" in after for _, _, after in told(returned))


def test_a_deactivated_person_stays_by_name(draft: Statement, editor: Person) -> None:
    author = draft.author
    author.is_active = False
    author.save()
    page = editor.client.get(f"/desk/history/statement/{draft.pk}/").content.decode()
    assert "Carla Contributor" in page


def test_changes_past_the_app_are_entries_of_a_command(editor: Person) -> None:
    draft = StatementFactory(summary="As it was.")
    change_row(draft, "summary = 'Rewritten behind the app.'")
    change_row(draft, "summary = 'As it was.'")
    newest = entries("statement", draft.pk)[0]
    # Also what was undone in the same minute.
    assert ("In one sentence", "As it was.", "Rewritten behind the app.") in told(newest)
    assert ("In one sentence", "Rewritten behind the app.", "As it was.") in told(newest)
    assert newest.person == ""
    assert newest.acts == ()
    page = text_of(editor.client.get(f"/desk/history/statement/{draft.pk}/").content.decode())
    assert "Changed the data directly a command" in page


def test_a_discarded_draft_keeps_its_history(draft: Statement, editor: Person) -> None:
    pk = draft.pk
    discard_draft(statement=draft, by=editor.user)
    page = editor.client.get(f"/desk/history/statement/{pk}/").content.decode()
    assert "no longer there" in page
    assert "Discarded draft" in page
    assert f"/desk/statements/{pk}/" not in page.replace(f"/desk/statements/{pk}/restore/", "")


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_has_a_history(kind: str, chief: Person) -> None:
    one_of_everything()
    pk = KINDS[kind].model._default_manager.order_by("pk").values_list("pk", flat=True)[0]
    response = chief.client.get(f"/desk/history/{kind}/{pk}/")
    assert response.status_code == 200
    assert 'class="history-entry"' in response.content.decode()


def labels(kind: str, pk: int) -> set[str]:
    return {change.label for entry in entries(kind, pk) for change in entry.changes}


def test_parts_are_told_with_their_objects(db: None) -> None:
    statement = one_of_everything()
    article = statement.citations.get().passage.snapshot.article_id
    condition = Condition.objects.filter(implications__isnull=False)[0]
    assert "Role, added" in labels("pledge", statement.pledge_id)
    assert "Party, added" in labels("pledge", Pledge.objects.get(country=None).pk)
    assert "Implies, added" in labels("condition", condition.pk)
    assert "Change of government, added" in labels(
        "country", GovernmentChange.objects.get().country_id
    )
    assert {"Role, added", "Limit, added", "Condition, added"} <= labels(
        "coalition", statement.pledge.coalition_id
    )
    assert {"Passage, added", "Stored text, added", "Outlet, added"} <= labels("article", article)


def test_checks_and_outcomes_are_told_by_cell_and_condition(world: World, editor: Person) -> None:
    cell = {"coalition": world.coalition, "country": world.member, "by": editor.user}
    first = CheckFactory(**cell, role=world.training, outcome="nothing_found")
    CheckFactory(**cell, role=world.training, outcome="withheld", note="They will not tell.")
    CheckFactory(**cell, role=world.logistics, outcome="withheld", note="Another cell.")
    told_of_cell = {c.after for e in entries("check", first.pk) for c in e.changes}
    assert {"Nothing found", "They will not tell."} <= told_of_cell
    assert "Another cell." not in told_of_cell
    common = {"coalition": world.coalition, "condition": world.ceasefire}
    outcome = ConditionOutcomeFactory(**common, outcome="failed")
    ConditionOutcomeFactory(**common, outcome="met", country=world.member)
    ConditionOutcomeFactory(outcome="waived")
    told_of_condition = {
        c.after for e in entries("condition-outcome", outcome.pk) for c in e.changes
    }
    assert {"Failed", "Met", "United Kingdom"} <= told_of_condition
    assert "Waived" not in told_of_condition


# --- people ---
def test_people_are_for_chiefs_alone(contributor: Person, editor: Person, chief: Person) -> None:
    person = UserFactory(name="Nora Newcomer")
    person.role = User.Role.EDITOR
    person.save()
    path = f"/desk/history/person/{person.pk}/"
    assert contributor.client.get(path).status_code == 403
    assert editor.client.get(path).status_code == 403
    page = text_of(chief.client.get(path).content.decode())
    assert "Contributor → Editor" in page
    assert person.password not in page


# --- its size ---
def queries(client: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


def test_queries_do_not_grow_with_the_history(
    draft: Statement, world: World, contributor: Person
) -> None:
    path = f"/desk/history/statement/{draft.pk}/"
    saved = draft
    for number in range(3):
        saved = revise_statement(
            statement=saved,
            content=content(world, headcount_max=number + 1),
            version=saved.version,
            by=contributor.user,
        )
    before = queries(contributor.client, path)
    for number in range(25):
        saved = revise_statement(
            statement=saved,
            content=content(world, headcount_max=number + 10),
            version=saved.version,
            by=contributor.user,
        )
    assert queries(contributor.client, path) == before <= MOST_QUERIES
    page = contributor.client.get(path).content.decode()
    assert "29 entries" in page
    assert "Page 1 of 2" in page
    second = contributor.client.get(f"{path}?page=2").content.decode()
    assert second.count('class="history-entry"') == 9
    assert "Drafted statement" in second


def test_a_giant_entry_is_cut_and_says_so(coalition_of_many: Coalition, editor: Person) -> None:
    page = editor.client.get(f"/desk/history/coalition/{coalition_of_many.pk}/").content.decode()
    assert "more changes of rows in this entry" in page


@pytest.fixture
def coalition_of_many(world: World) -> Coalition:
    limits = Limit.objects.bulk_create(
        Limit(slug=f"many-{n}", name=f"Many {n}", definition="x") for n in range(210)
    )
    CoalitionLimit.objects.bulk_create(
        CoalitionLimit(coalition=world.coalition, limit=limit) for limit in limits
    )
    return world.coalition


def test_vocabulary_country_and_membership_are_told_by_name(world: World) -> None:
    change_row(world.training, "name = 'Training of soldiers'")
    change_row(world.member, "name = 'Britain'")
    membership = Membership.objects.get(country=world.member)
    change_row(membership, "superseded_at = clock_timestamp(), correction = 'Misread.'")
    assert ("Name", "Training", "Training of soldiers") in told(
        entries("role", world.training.pk)[0]
    )
    assert "Misread." in {after for _, _, after in told(entries("membership", membership.pk)[0])}
    found = read_history("membership", membership.pk)
    assert found is not None
    assert found.name.text == "Britain in Coalition for Ukraine"
