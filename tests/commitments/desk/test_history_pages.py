"""The History tab: who, when, why, field by field; and an earlier version restored from it."""

from __future__ import annotations

import html
import re
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from commitments.desk.history import HistoryEntry, read_history
from commitments.desk.history_tables import KINDS, SOURCES
from commitments.desk.history_words import act_in_words
from commitments.integrity_history import event_models
from commitments.models import (
    Check,
    Coalition,
    Condition,
    ConditionOutcome,
    Contradiction,
    Country,
    GovernmentChange,
    Limit,
    Membership,
    Pledge,
    Role,
    Statement,
)
from commitments.services.drafting import (
    ConditionContent,
    LimitContent,
    StatementContent,
    cite,
    discard_draft,
    draft_statement,
    remove_citation,
    revise_statement,
)
from commitments.services.pledging import open_pledge
from commitments.services.publishing import (
    publish_statement,
    return_statement,
    submit_statement,
)
from commitments.services.restoring import (
    restore_statement,
    version_of_entry,
    version_of_number,
)
from core.errors import DomainError, NotAllowed, StaleEdit
from core.models import User
from tests.commitments.desk.conftest import Person, World, signed_in
from tests.factories.articles import PassageFactory
from tests.factories.commitments import StatementFactory, published_statement, submit
from tests.factories.everything import one_of_everything
from tests.factories.people import ChiefFactory, UserFactory
from tests.raw_sql import change_row

MOST_QUERIES = 8
SUMMARY = "The minister said that the country stands ready to send two hundred instructors."


def content(world: World, **changes: Any) -> StatementContent:
    return StatementContent(
        **{
            "stance": "offered",
            "said_on": date(2025, 8, 20),
            "summary": SUMMARY,
            "capacity": "minister",
            "speaker": "The minister",
            "limits": [LimitContent(world.no_combat)],
            "conditions": [ConditionContent(world.ceasefire)],
            **changes,
        }
    )


@pytest.fixture
def pledge(world: World, contributor: Person) -> Pledge:
    return open_pledge(
        coalition=world.coalition,
        country=world.member,
        roles=[world.training],
        title="Instructors",
        by=contributor.user,
    )


@pytest.fixture
def draft(pledge: Pledge, world: World, contributor: Person) -> Statement:
    return draft_statement(pledge=pledge, content=content(world), by=contributor.user)


def entries(kind: str, pk: int) -> tuple[HistoryEntry, ...]:
    found = read_history(kind, pk)
    assert found is not None
    return found.entries


def told(entry: HistoryEntry) -> list[tuple[str, str, str]]:
    return [(change.label, change.before, change.after) for change in entry.changes]


def text_of(page: str) -> str:
    """What somebody reads of a page, without the words for screen readers."""
    page = re.sub(r'<span class="visually-hidden">.*?</span>', "", page)
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", page)))


# --- what stands in it ---
def test_every_table_with_history_is_told_with_some_object() -> None:
    tracked = {event.pgh_tracked_model for event in event_models()}  # type: ignore[attr-defined]
    assert {source.model for source in SOURCES} == tracked
    assert {source.kind for source in SOURCES} == set(KINDS)


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
    citation = cite(statement=draft, passage=PassageFactory(), by=draft.author)
    submit_statement(statement=draft, by=draft.author)
    return_statement(statement=draft, comment="Which day?", by=editor.user)
    submit_statement(statement=draft, by=draft.author)
    publish_statement(statement=draft, by=editor.user)
    published, _, returned, *_ = entries("statement", draft.pk)
    assert ("Reviewer", "", "Edgar Editor") in told(published)
    assert returned.reason == "Which day?"
    assert any("Which day?" in after for _, _, after in told(returned))
    assert citation.pk


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
    assert 'class="entry"' in response.content.decode()


def test_parts_are_told_with_their_objects(editor: Person) -> None:
    statement = one_of_everything()
    claim = Pledge.objects.get(country=None)
    labels = {
        kind: {change.label for entry in entries(kind, pk) for change in entry.changes}
        for kind, pk in (
            ("pledge", statement.pledge_id),
            ("claim", claim.pk),
            ("condition", Condition.objects.filter(implications__isnull=False)[0].pk),
            ("coalition", statement.pledge.coalition_id),
            ("country", GovernmentChange.objects.get().country_id),
            ("article", statement.citations.get().passage.snapshot.article_id),
        )
        for kind in [kind if kind != "claim" else "pledge"]
        if pk != claim.pk
    }
    assert "Role, added" in labels["pledge"]
    assert "Party, added" in {c.label for e in entries("pledge", claim.pk) for c in e.changes}
    assert "Implies, added" in labels["condition"]
    assert {"Role, added", "Limit, added", "Condition, added"} <= labels["coalition"]
    assert "Change of government, added" in labels["country"]
    assert {"Passage, added", "Stored text, added", "Outlet, added"} <= labels["article"]


def test_checks_and_outcomes_are_told_by_cell_and_condition(world: World, editor: Person) -> None:
    common = {"coalition": world.coalition, "by": editor.user}
    first = Check.objects.create(
        country=world.member,
        role=world.training,
        outcome="nothing_found",
        checked_on=date(2025, 9, 1),
        **common,
    )
    change_row(editor.user, "name = 'Edgar E.'")
    Check.objects.create(
        country=world.member,
        role=world.training,
        outcome="withheld",
        checked_on=date(2025, 10, 1),
        **common,
    )
    Check.objects.create(
        country=world.member,
        role=world.logistics,
        outcome="withheld",
        checked_on=date(2025, 10, 2),
        **common,
    )
    outcomes = [c.after for e in entries("check", first.pk) for c in e.changes]
    assert {"Nothing found", "Withheld"} <= set(outcomes)
    assert "2 October 2025" not in outcomes


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
    assert second.count('class="entry"') == 9
    assert "Drafted statement" in second


def test_a_giant_entry_is_cut_and_says_so(coalition_of_many: Coalition, editor: Person) -> None:
    page = editor.client.get(f"/desk/history/coalition/{coalition_of_many.pk}/").content.decode()
    assert "more changes of rows in this entry" in page


@pytest.fixture
def coalition_of_many(world: World) -> Coalition:
    from commitments.models import CoalitionLimit

    limits = Limit.objects.bulk_create(
        Limit(slug=f"many-{n}", name=f"Many {n}", definition="x") for n in range(210)
    )
    CoalitionLimit.objects.bulk_create(
        CoalitionLimit(coalition=world.coalition, limit=limit) for limit in limits
    )
    return world.coalition


@pytest.mark.parametrize(
    ("act", "words"),
    [
        ("publish statement", "published statement"),
        ("submit statement", "submitted statement"),
        ("cite passage", "cited passage"),
        ("set reading state", "set reading state"),
        ("apply filter", "applied filter"),
        ("enjoy it", "enjoyed it"),
        ("retract", "retracted"),
    ],
)
def test_acts_are_told_in_the_past(act: str, words: str) -> None:
    assert act_in_words(act) == words


# --- restoring ---
def restore_path(statement: Statement, key: str) -> str:
    return f"/desk/statements/{statement.pk}/restore/?entry={key}"


@pytest.fixture
def revised(draft: Statement, world: World, editor: Person) -> Statement:
    new = content(
        world,
        stance="committed",
        headcount_max=300,
        limits=[LimitContent(world.not_front_line, "never")],
        conditions=[],
    )
    return revise_statement(statement=draft, content=new, version=draft.version, by=editor.user)


def test_preview_says_what_would_change_and_what_stays(
    revised: Statement, contributor: Person
) -> None:
    first = entries("statement", revised.pk)[-1].key
    history = contributor.client.get(f"/desk/history/statement/{revised.pk}/").content.decode()
    assert f"/restore/?entry={first}" in history
    page = text_of(contributor.client.get(restore_path(revised, first)).content.decode())
    assert "Stance Committed Offered" in page
    assert "Limits Not on the front line: never No combat" in page
    assert "Quotations stay as they are now" in page
    assert Statement.objects.get(pk=revised.pk).stance == "committed"


def test_restoring_brings_back_row_limits_and_conditions_but_no_quotation(
    draft: Statement, world: World, contributor: Person, editor: Person
) -> None:
    gone = cite(statement=draft, passage=PassageFactory(), by=contributor.user)
    draft.refresh_from_db()
    new = content(world, stance="committed", limits=[], conditions=[])
    revise_statement(statement=draft, content=new, version=draft.version, by=editor.user)
    remove_citation(citation=gone, by=editor.user)
    kept = cite(statement=draft, passage=PassageFactory(), by=editor.user)
    draft.refresh_from_db()
    first = entries("statement", draft.pk)[-1]
    answer = contributor.client.post(
        f"/desk/statements/{draft.pk}/restore/", {"entry": first.key, "version": draft.version}
    )
    assert answer.status_code == 302
    saved = Statement.objects.get(pk=draft.pk)
    assert saved.stance == "offered"
    assert [limit.name for limit in saved.limits.all()] == ["No combat"]
    assert [condition.name for condition in saved.conditions.all()] == ["Ceasefire"]
    assert [citation.pk for citation in saved.citations.all()] == [kept.pk]
    newest = entries("statement", draft.pk)[0]
    assert newest.reason.startswith("Restored the version of ")
    assert newest.person == "Carla Contributor"
    assert newest.acts == ("revised statement",)


def test_restoring_a_version_under_review_takes_it_back_to_draft(
    revised: Statement, editor: Person
) -> None:
    cite(statement=revised, passage=PassageFactory(), by=editor.user)
    revised.refresh_from_db()
    submit(revised)
    first = entries("statement", revised.pk)[-1].key
    page = editor.client.get(restore_path(revised, first)).content.decode()
    assert "takes it back to draft" in page
    restored = restore_statement(
        statement=revised, key=first, version=revised.version, by=editor.user
    )
    assert restored.state == Statement.State.DRAFT


def test_restoring_refuses_who_comes_second(revised: Statement, editor: Person) -> None:
    first = entries("statement", revised.pk)[-1].key
    with pytest.raises(StaleEdit):
        restore_statement(statement=revised, key=first, version=1, by=editor.user)
    answer = editor.client.post(restore_path(revised, first), {"entry": first, "version": "1"})
    assert answer.status_code == 409
    assert "Somebody saved the draft meanwhile" in answer.content.decode()


def test_restoring_refuses_what_is_public_or_anothers(revised: Statement) -> None:
    stranger = signed_in(UserFactory())
    first = entries("statement", revised.pk)[-1].key
    assert stranger.client.get(restore_path(revised, first)).status_code == 403
    page = stranger.client.get(f"/desk/history/statement/{revised.pk}/").content.decode()
    assert "/restore/" not in page
    with pytest.raises(NotAllowed):
        restore_statement(statement=revised, key=first, version=revised.version, by=stranger.user)
    public = published_statement()
    key = entries("statement", public.pk)[-1].key
    chief = signed_in(ChiefFactory())
    assert chief.client.get(restore_path(public, key)).status_code == 403


def test_restoring_refuses_what_todays_rules_refuse(
    draft: Statement, world: World, editor: Person, contributor: Person
) -> None:
    first = entries("statement", draft.pk)[0].key
    # Since then something was published before it: now a reason is asked for.
    published_statement(pledge=draft.pledge, stance="considering")
    path = f"/desk/statements/{draft.pk}/restore/"
    answer = editor.client.post(path, {"entry": first, "version": draft.version})
    assert answer.status_code == 422
    assert "cannot be saved any more as it was" in answer.content.decode()


@pytest.mark.parametrize(
    "key", ["", "words", "direct-999999999999", "9b2d4c1e-0000-4000-8000-000000000000"]
)
def test_there_is_no_version_of_an_unknown_entry(
    key: str, draft: Statement, editor: Person
) -> None:
    assert version_of_entry(draft, key) is None
    assert editor.client.get(restore_path(draft, key)).status_code == 404
    with pytest.raises(DomainError):
        restore_statement(statement=draft, key=key, version=1, by=editor.user)


def test_a_version_is_known_by_its_number(draft: Statement, world: World, editor: Person) -> None:
    revise_statement(statement=draft, content=content(world, limits=[]), version=1, by=editor.user)
    first, second = version_of_number(draft, 1), version_of_number(draft, 2)
    assert first is not None
    assert second is not None
    assert [item.limit for item in first.content.limits] == [world.no_combat]
    assert [item.condition for item in first.content.conditions] == [world.ceasefire]
    assert list(second.content.limits) == []
    assert version_of_number(draft, 3) is None


def test_a_version_without_a_term_that_is_gone_says_so(
    revised: Statement, world: World, editor: Person
) -> None:
    first = entries("statement", revised.pk)[-1].key
    world.coalition.limits.clear()
    world.no_combat.delete()
    version = version_of_entry(revised, first)
    assert version is not None
    assert not version.is_complete
    page = editor.client.get(restore_path(revised, first)).content.decode()
    assert "no longer in the vocabulary" in page


def test_statement_without_events_has_no_history(editor: Person) -> None:
    statement = StatementFactory()
    assert editor.client.get(f"/desk/history/statement/{statement.pk}/").status_code == 200
    assert read_history("statement", statement.pk + 1) is None


def test_vocabulary_country_and_membership_are_told_field_by_field(
    world: World, editor: Person
) -> None:
    change_row(world.training, "name = 'Training of soldiers'")
    change_row(world.member, "name = 'Britain'")
    membership = Membership.objects.get(country=world.member)
    change_row(membership, "standing = 'lead'")
    assert ("Name", "", "Training of soldiers") in told(entries("role", world.training.pk)[0])
    assert read_history("country", world.member.pk).name.text == "Britain"  # type: ignore[union-attr]
    assert Role.objects.count()
    assert Country.objects.count()
    assert not ConditionOutcome.objects.exists()
    assert not Contradiction.objects.exists()
    name = read_history("membership", membership.pk).name.text  # type: ignore[union-attr]
    assert name == "Britain in Coalition for Ukraine"
