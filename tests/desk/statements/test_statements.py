"""Choosing a pledge, drafting, editing: nothing lost, nothing against the rules."""

from typing import Any

import pytest

from commitments.models import Citation, Pledge, Statement
from core.models import User
from tests.desk.conftest import Person, World, signed_in
from tests.factories.articles import PassageFactory
from tests.factories.commitments import (
    CoalitionFactory,
    PledgeFactory,
    StatementFactory,
    published_statement,
    submit,
)

ADD = "/desk/statements/add/"
SAID = {
    "stance": "offered",
    "said_on": "2025-08-20",
    "summary": "Britain is willing to train.",
    "capacity": "military",
    "on_record": "on",
}


@pytest.fixture
def pledge(world: World) -> Pledge:
    return PledgeFactory(
        coalition=world.coalition,
        country=world.member,
        roles=[world.training],
        reference="UKR-GBR-1",
    )


def draft_path(pledge: Pledge) -> str:
    return f"/desk/pledges/{pledge.reference}/statements/add/"


# --- which pledge ---
def test_opens_a_pledge_and_keeps_the_passage(editor: Person, world: World) -> None:
    passage = PassageFactory()
    answer = editor.client.post(
        ADD,
        {
            "country": "GBR",
            "roles": ["training", "logistics-transit"],
            "place": "inside_host",
            "passage": passage.pk,
        },
    )
    pledge = Pledge.objects.get()
    assert answer["Location"] == f"{draft_path(pledge)}?passage={passage.pk}"
    assert pledge.reference == "UKR-GBR-1"
    assert pledge.title == "Training, Logistics and transit"
    assert passage.exact in editor.client.get(answer["Location"]).content.decode()


def test_uses_the_pledge_that_exists(editor: Person, world: World, pledge: Pledge) -> None:
    answer = editor.client.post(
        ADD, {"country": "GBR", "roles": ["training"], "place": "unspecified"}
    )
    assert answer["Location"] == draft_path(pledge)
    assert Pledge.objects.count() == 1


def test_a_collective_claim_names_its_parties(editor: Person, world: World) -> None:
    data = {
        "country": "collective",
        "parties": "united kingdom, USA",
        "roles": ["training"],
        "place": "unspecified",
        "title": "Up to 30,000 troops",
    }
    editor.client.post(ADD, data)
    pledge = Pledge.objects.get()
    assert pledge.is_collective
    assert {country.iso3 for country in pledge.parties.all()} == {"GBR", "USA"}
    # The same claim again is the same pledge; another title is another claim.
    editor.client.post(ADD, data)
    assert Pledge.objects.count() == 1
    editor.client.post(ADD, data | {"title": "26 countries"})
    assert Pledge.objects.count() == 2


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"country": ""}, "Choose the country"),
        ({"country": "XXX"}, "not one of the available"),
        ({"roles": []}, "Pick at least one role"),
        ({"roles": ["juggling"]}, "not one of the available"),
        ({"place": "moon"}, "not one of the available"),
        ({"parties": "GBR"}, "Only a collective claim"),
        ({"country": "collective", "parties": "Atlantis, GBR"}, "Atlantis"),
    ],
)
def test_refuses_a_pledge_that_is_none(
    change: dict[str, Any], words: str, editor: Person, world: World
) -> None:
    data = {"country": "GBR", "roles": ["training"], "place": "sea", "title": "Ships"} | change
    response = editor.client.post(ADD, data)
    page = response.content.decode()
    assert response.status_code == 422
    assert words in page
    assert 'value="Ships"' in page
    assert not Pledge.objects.exists()


def test_several_coalitions_are_chosen_from(editor: Person, world: World) -> None:
    CoalitionFactory(slug="other", code="OTH", name="The other one")
    page = editor.client.get(ADD).content.decode()
    assert "The other one" in page
    other = editor.client.get(f"{ADD}?coalition=other").content.decode()
    assert 'value="training"' in page
    assert 'value="training"' not in other


# --- drafting ---
def test_drafts_a_first_statement_with_its_quotation(
    editor: Person, world: World, pledge: Pledge
) -> None:
    passage = PassageFactory()
    form = editor.client.get(draft_path(pledge), {"passage": passage.pk})
    assert 'name="reason"' not in form.content.decode()
    answer = editor.client.post(
        draft_path(pledge),
        SAID
        | {
            "passage": passage.pk,
            f"quote-{passage.pk}-function": "supports",
            f"quote-{passage.pk}-proves": ["stance", "limits"],
            "limit-no-combat": "on",
            "limit-no-combat-detail": "not for combat operations",
            "condition-ceasefire": "on",
            "condition-ceasefire-kind": "stated",
            "condition-ceasefire-group": "1",
            "condition-peace-agreement": "on",
            "condition-peace-agreement-kind": "legally_required",
            "condition-peace-agreement-group": "1",
            "headcount_max": "500",
            "headcount_wording": "several hundred",
        },
    )
    statement = Statement.objects.get()
    assert answer["Location"] == f"/desk/statements/{statement.pk}/"
    assert statement.author == editor.user
    assert [x.detail for x in statement.statement_limits.all()] == ["not for combat operations"]
    assert {x.group for x in statement.statement_conditions.all()} == {1}
    citation = Citation.objects.get()
    assert (citation.passage, citation.proves) == (passage, ["limits", "stance"])
    page = editor.client.get(answer["Location"]).content.decode()
    assert "No combat: not for combat operations" in page
    assert "Ceasefire or Peace agreement (legally required)" in page
    assert "several hundred (up to 500)" in page
    assert "no quotation yet" in page


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"stance": ""}, "Choose how far"),
        ({"stance": "conditional"}, "not one of the available"),
        ({"said_on": ""}, "Give the day"),
        ({"said_on": "last week"}, "cannot be read"),
        ({"said_on": "2999-01-01"}, "has not come yet"),
        ({"summary": "  "}, "Say in one sentence"),
        ({"summary": "x" * 301}, "at most 300"),
        ({"capacity": ""}, "Choose in what capacity"),
        ({"headcount_min": "-1"}, "zero or more"),
        ({"headcount_min": "20", "headcount_max": "10"}, "must not be below"),
        ({"headcount_max": "10", "headcount_withheld": "on"}, "has no figures"),
        ({"headcount_max": "many"}, "whole number"),
        ({"headcount_max": "99999999999"}, "less than or equal"),
        ({"relayed_by": "XXX"}, "not one of the available"),
        ({"limit-no-combat": "", "limit-not-front-line-detail": "typed"}, "not ticked"),
        ({"quote-{passage}-proves": ["everything"]}, "not one of the available"),
    ],
)
def test_refuses_bad_content_and_loses_nothing(
    change: dict[str, Any], words: str, editor: Person, world: World, pledge: Pledge
) -> None:
    passage = PassageFactory()
    typed = SAID | {
        "passage": passage.pk,
        f"quote-{passage.pk}-function": "qualifies",
        f"quote-{passage.pk}-proves": ["date"],
        "limit-no-combat": "on",
        "limit-no-combat-detail": "the very words",
        "office": "Chief of the Defence Staff",
        "unit": "a company",
    }
    changed = {name.format(passage=passage.pk): value for name, value in change.items()}
    response = editor.client.post(draft_path(pledge), typed | changed)
    page = response.content.decode()
    assert response.status_code == 422
    assert words in page
    for kept in ("the very words", "Chief of the Defence Staff", "a company"):
        assert kept in page
    assert '<option value="qualifies" selected>' in page
    assert not Statement.objects.exists()


def test_parts_with_something_in_them_are_open_on_refusal(
    editor: Person, world: World, pledge: Pledge
) -> None:
    response = editor.client.post(draft_path(pledge), {"unit": "company", "caveat": "x"})
    assert response.context["form"].open_parts() == {"numbers", "more"}


@pytest.fixture
def said(world: World, pledge: Pledge) -> Statement:
    statement: Statement = published_statement(
        pledge=pledge, limits=[world.no_combat], headcount_max=300, said_on="2025-06-01"
    )
    return statement


def test_shows_what_was_said_before_and_starts_from_its_package(
    editor: Person, pledge: Pledge, said: Statement
) -> None:
    response = editor.client.get(draft_path(pledge))
    page = response.content.decode()
    form = response.context["form"]
    assert "Said before" in page
    assert said.summary in page
    assert form["limit-no-combat"].value() is True
    assert form["headcount_max"].value() == 300
    assert form["stance"].value() is None
    assert 'name="reason"' in page


def test_asks_the_reason_of_a_change(editor: Person, pledge: Pledge, said: Statement) -> None:
    same = SAID | {"limit-no-combat": "on", "headcount_max": "300", "change": "restated"}
    refused = editor.client.post(draft_path(pledge), same | {"headcount_max": "200"})
    assert refused.status_code == 422
    assert "This changes the headcount. Say why" in refused.content.decode()
    accepted = editor.client.post(
        draft_path(pledge),
        same | {"headcount_max": "200", "change": "reduced", "reason": "Allies objected."},
    )
    assert accepted.status_code == 302
    assert editor.client.post(draft_path(pledge), same).status_code == 302


def test_a_limit_taken_back_needs_no_clearing_of_its_wording(
    editor: Person, pledge: Pledge, world: World
) -> None:
    said = StatementFactory(pledge=pledge, limits=[world.no_combat], author=editor.user)
    said.statement_limits.update(detail="as it was worded")
    data = SAID | {"version": said.version, "limit-no-combat-detail": "as it was worded"}
    assert editor.client.post(f"/desk/statements/{said.pk}/edit/", data).status_code == 302
    assert not said.statement_limits.exists()


# --- editing ---
@pytest.fixture
def draft(contributor: Person, pledge: Pledge) -> Statement:
    statement: Statement = StatementFactory(pledge=pledge, author=contributor.user)
    return statement


def test_saves_a_changed_draft(contributor: Person, draft: Statement) -> None:
    path = f"/desk/statements/{draft.pk}/edit/"
    form = contributor.client.get(path).context["form"]
    assert form["summary"].value() == draft.summary
    answer = contributor.client.post(path, SAID | {"version": draft.version, "unit": "brigade"})
    draft.refresh_from_db()
    assert answer["Location"] == f"/desk/statements/{draft.pk}/"
    assert (draft.unit, draft.version) == ("brigade", 2)


def test_the_second_to_save_sees_both_texts_and_loses_nothing(
    contributor: Person, editor: Person, draft: Statement
) -> None:
    path = f"/desk/statements/{draft.pk}/edit/"
    first = SAID | {"version": draft.version, "summary": "The editor's sentence."}
    second = SAID | {"version": draft.version, "summary": "The author's sentence."}
    editor.client.post(path, first)
    response = contributor.client.post(path, second)
    page = response.content.decode()
    assert response.status_code == 409
    assert "The editor&#x27;s sentence." in page
    assert page.count("The author&#x27;s sentence.") >= 2
    draft.refresh_from_db()
    # What follows, a choice for each field, is in test_conflicts.
    assert draft.summary == "The editor's sentence."


def test_a_missing_version_is_a_conflict_and_no_overwriting(
    contributor: Person, draft: Statement
) -> None:
    response = contributor.client.post(f"/desk/statements/{draft.pk}/edit/", SAID)
    assert response.status_code == 409


def test_an_invalid_edit_keeps_what_was_typed(contributor: Person, draft: Statement) -> None:
    response = contributor.client.post(
        f"/desk/statements/{draft.pk}/edit/",
        SAID | {"version": draft.version, "said_on": "", "office": "The office"},
    )
    assert response.status_code == 422
    assert "The office" in response.content.decode()


def test_editing_what_is_in_review_takes_it_back(contributor: Person, draft: Statement) -> None:
    submit(draft)
    contributor.client.post(f"/desk/statements/{draft.pk}/edit/", SAID | {"version": draft.version})
    draft.refresh_from_db()
    assert draft.state == Statement.State.DRAFT


@pytest.mark.parametrize("step", ["edit", "cite", "submit", "discard"])
def test_a_published_statement_is_never_changed(step: str, editor: Person) -> None:
    statement = published_statement()
    path = f"/desk/statements/{statement.pk}/{step}/"
    before = Statement.objects.values().get(pk=statement.pk)
    assert editor.client.get(path).status_code == 403
    assert editor.client.post(path, SAID | {"version": 1}).status_code == 403
    assert Statement.objects.values().get(pk=statement.pk) == before


def test_others_drafts_are_read_but_offer_no_change(draft: Statement, db: None) -> None:
    somebody = signed_in(User.objects.create_user("other@example.org", name="Other"))
    page = somebody.client.get(f"/desk/statements/{draft.pk}/").content.decode()
    assert draft.summary in page
    assert "/edit/" not in page
    assert "Discard" not in page
