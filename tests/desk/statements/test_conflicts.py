"""Two people save one draft: the later one chooses field by field, and nothing is lost."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.http import HttpResponse

from commitments.models import Statement
from commitments.services.drafting import cite, draft_statement, revise_statement
from commitments.statements.content import ConditionContent, LimitContent, StatementContent
from desk.statements.conflicts import find_conflicts, merge
from tests.desk.conftest import Person, World
from tests.factories.articles import PassageFactory
from tests.factories.commitments import PledgeFactory, published_statement
from tests.factories.people import EditorFactory

SUMMARY = "The minister said that the country stands ready to send two hundred instructors."
TYPED = {
    "version": "1",
    "stance": "offered",
    "said_on": "2025-08-20",
    "summary": SUMMARY,
    "capacity": "minister",
    "speaker": "The minister",
    "on_record": "on",
    "limit-no-combat": "on",
}


@pytest.fixture
def draft(world: World, contributor: Person) -> Statement:
    pledge = PledgeFactory(
        coalition=world.coalition,
        country=world.member,
        roles=[world.training],
        reference="UKR-GBR-1",
    )
    return draft_statement(pledge=pledge, content=content(world), by=contributor.user)


def content(world: World, **changes: Any) -> StatementContent:
    return StatementContent(
        **{
            "stance": "offered",
            "said_on": date(2025, 8, 20),
            "summary": SUMMARY,
            "capacity": "minister",
            "speaker": "The minister",
            "limits": [LimitContent(world.no_combat)],
            **changes,
        }
    )


def save(person: Person, draft: Statement, **changes: str) -> HttpResponse:
    """Save the form that was opened on version 1, with what this person typed."""
    data = {name: value for name, value in (TYPED | changes).items() if value}
    return person.client.post(f"/desk/statements/{draft.pk}/edit/", data)


def fields_of(page: str) -> dict[str, str]:
    """What the conflict page would send: hidden fields, and the choices made beforehand."""
    form = page[page.index("/conflict/") :]
    found = {}
    for tag in re.findall(r"<input[^>]+>", form):
        attributes = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        if attributes.get("type") == "hidden" or " checked" in tag:
            found[attributes["name"]] = html.unescape(attributes.get("value", ""))
    found.pop("csrfmiddlewaretoken", None)
    return found


def choose(person: Person, draft: Statement, page: str, **choices: str) -> HttpResponse:
    data = fields_of(page) | {f"choice-{name}": side for name, side in choices.items()}
    return person.client.post(f"/desk/statements/{draft.pk}/conflict/", data)


def field_of(page: str, name: str) -> str:
    return page[page.index(f'id="choice-{name}"') :].split("</fieldset>")[0]


# --- the page ---
def test_the_later_save_gets_both_versions_field_by_field(
    draft: Statement, editor: Person, chief: Person
) -> None:
    assert save(editor, draft, stance="committed", office="Minister").status_code == 302
    answer = save(chief, draft, stance="considering", speaker="John Doe", unit="brigade")
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Edgar Editor</b> saved it on" in page
    assert "both changed this" in field_of(page, "stance")
    assert "Committed" in field_of(page, "stance")
    assert "Considering" in field_of(page, "stance")
    assert "only you changed this" in field_of(page, "speaker")
    assert "only Edgar Editor changed this" in field_of(page, "office")
    # What one side alone changed is chosen; the conflict is not.
    fields = fields_of(page)
    assert fields["choice-speaker"] == "mine"
    assert fields["choice-unit"] == "mine"
    assert fields["choice-office"] == "theirs"
    assert "choice-stance" not in fields
    assert Statement.objects.get(pk=draft.pk).stance == "committed"


def test_saving_takes_the_choice_of_each_field(
    draft: Statement, editor: Person, chief: Person
) -> None:
    save(editor, draft, stance="committed", office="Minister")
    page = save(chief, draft, stance="considering", speaker="John Doe").content.decode()
    assert choose(chief, draft, page, stance="mine").status_code == 302
    saved = Statement.objects.get(pk=draft.pk)
    assert (saved.stance, saved.speaker, saved.office) == ("considering", "John Doe", "Minister")
    assert saved.version == 3


def test_a_conflict_without_a_choice_is_not_saved(
    draft: Statement, editor: Person, chief: Person
) -> None:
    save(editor, draft, stance="committed", office="Minister")
    page = save(chief, draft, stance="considering", speaker="John Doe").content.decode()
    answer = choose(chief, draft, page, office="mine")
    assert answer.status_code == 422
    again = answer.content.decode()
    assert "choose in 1 more place" in again
    assert "Choose one of the two." in field_of(again, "stance")
    # The choices made so far are kept, and so is what the fields were compared with.
    assert fields_of(again)["choice-office"] == "mine"
    assert "both changed this" in field_of(again, "stance")
    assert Statement.objects.get(pk=draft.pk).version == 2
    assert choose(chief, draft, again, stance="theirs").status_code == 302
    saved = Statement.objects.get(pk=draft.pk)
    assert (saved.stance, saved.speaker, saved.office) == ("committed", "John Doe", "")


def test_limits_and_conditions_are_chosen_as_wholes(
    draft: Statement, editor: Person, chief: Person
) -> None:
    save(editor, draft, **{"condition-ceasefire": "on"})
    page = save(
        chief,
        draft,
        **{
            "limit-no-combat": "",
            "limit-not-front-line": "on",
            "limit-not-front-line-detail": "never",
        },
    ).content.decode()
    assert "Not on the front line: never" in field_of(page, "limits")
    assert choose(chief, draft, page).status_code == 302
    saved = Statement.objects.get(pk=draft.pk)
    assert [limit.name for limit in saved.limits.all()] == ["Not on the front line"]
    assert [condition.name for condition in saved.conditions.all()] == ["Ceasefire"]


def test_long_texts_are_told_word_by_word(draft: Statement, editor: Person, chief: Person) -> None:
    save(editor, draft, summary=SUMMARY.replace("two hundred", "three hundred"))
    page = save(chief, draft, summary=SUMMARY.replace("instructors", "trainers")).content.decode()
    field = field_of(page, "summary")
    assert "<mark>three</mark>" in field
    assert "<mark>two</mark>" in field
    assert "<mark>trainers.</mark>" in field


def test_yet_another_save_brings_the_page_again_with_nothing_lost(
    draft: Statement, world: World, editor: Person, chief: Person
) -> None:
    save(editor, draft, stance="committed", office="Minister")
    page = save(chief, draft, stance="considering", speaker="John Doe").content.decode()
    third = EditorFactory(name="Thea Third")
    now = Statement.objects.get(pk=draft.pk)
    newer = content(world, stance="floated", office="Minister", unit="brigade")
    revise_statement(statement=now, content=newer, version=2, by=third)
    answer = choose(chief, draft, page, stance="mine")
    assert answer.status_code == 409
    again = answer.content.decode()
    assert "Thea Third</b> saved it" in again
    # Against the version just seen: what was chosen stays chosen, unless both changed it.
    assert "both changed this" in field_of(again, "stance")
    assert fields_of(again)["choice-speaker"] == "mine"
    assert fields_of(again)["choice-unit"] == "theirs"
    assert choose(chief, draft, again, stance="mine").status_code == 302
    saved = Statement.objects.get(pk=draft.pk)
    assert (saved.stance, saved.speaker, saved.office, saved.unit) == (
        "considering",
        "John Doe",
        "Minister",
        "brigade",
    )


def test_choices_that_do_not_go_together_are_refused_and_kept(
    draft: Statement, editor: Person, chief: Person
) -> None:
    published_statement(pledge=draft.pledge, said_on="2025-01-01", stance="considering")
    save(editor, draft, stance="committed", change="widened", reason="They signed.")
    page = save(chief, draft, change="restated").content.decode()
    answer = choose(chief, draft, page, change="mine")
    assert answer.status_code == 422
    again = answer.content.decode()
    assert "do not go together" in again
    assert "does more than restate" in again
    assert fields_of(again)["choice-change"] == "mine"
    # By hand: the form comes filled with what was chosen, on the newest version.
    data = fields_of(again) | {"then": "edit"}
    form = chief.client.post(f"/desk/statements/{draft.pk}/conflict/", data).content.decode()
    assert f'action="/desk/statements/{draft.pk}/edit/"' in form
    assert 'name="version" value="2"' in form
    assert '<option value="restated" selected>' in form


def test_a_save_that_only_cited_changes_no_field(
    draft: Statement, editor: Person, chief: Person
) -> None:
    cite(statement=draft, passage=PassageFactory(), by=editor.user)
    page = save(chief, draft, unit="brigade").content.decode()
    assert "only you changed this" in field_of(page, "unit")
    assert page.count('class="conflict-versions"') == 1
    assert choose(chief, draft, page).status_code == 302


def test_two_who_typed_the_same_have_nothing_to_choose(
    draft: Statement, editor: Person, chief: Person
) -> None:
    save(editor, draft, unit="brigade")
    answer = save(chief, draft, unit="brigade")
    assert answer.status_code == 409
    assert "nothing to choose" in answer.content.decode()
    assert choose(chief, draft, answer.content.decode()).status_code == 302


def test_who_saved_keeps_the_name_after_leaving(
    draft: Statement, editor: Person, chief: Person
) -> None:
    save(editor, draft, unit="brigade")
    editor.user.is_active = False
    editor.user.save()
    assert "Edgar Editor" in save(chief, draft, unit="ship").content.decode()


def test_what_was_typed_cannot_break_out_of_the_page(
    draft: Statement, editor: Person, chief: Person
) -> None:
    save(editor, draft, speaker="<b>They</b>")
    page = save(chief, draft, speaker='"><script>alert(1)</script>').content.decode()
    assert "<script>alert" not in page
    assert fields_of(page)["speaker"] == '"><script>alert(1)</script>'


@pytest.mark.parametrize("change", [{"version": "9"}, {"version": ""}, {"stance": "nonsense"}])
def test_a_tampered_page_is_refused(
    change: dict[str, str], draft: Statement, editor: Person, chief: Person
) -> None:
    save(editor, draft, unit="brigade")
    page = save(chief, draft, unit="ship").content.decode()
    data = fields_of(page) | {"choice-unit": "mine"} | change
    answer = chief.client.post(f"/desk/statements/{draft.pk}/conflict/", data)
    assert answer.status_code == 400
    assert Statement.objects.get(pk=draft.pk).unit == "brigade"


# --- comparing and merging ---
def test_without_a_common_base_every_difference_is_a_conflict(world: World) -> None:
    theirs, mine = content(world, unit="brigade"), content(world, office="Minister")
    found = find_conflicts(None, theirs, mine)
    assert {field.name: field.changed_by for field in found} == {"unit": "both", "office": "both"}
    assert not any(field.is_chosen for field in found)


def test_a_headcount_is_one_fact(world: World) -> None:
    base = content(world, headcount_max=100, headcount_wording="up to 100")
    theirs = replace(base, headcount_max=None, headcount_wording="", headcount_withheld=True)
    mine = replace(base, headcount_min=50)
    [field] = find_conflicts(base, theirs, mine)
    assert (field.name, field.changed_by) == ("headcount", "both")
    merged = merge(theirs, mine, find_conflicts(base, theirs, mine, {"headcount": "mine"}))
    assert (merged.headcount_min, merged.headcount_max, merged.headcount_withheld) == (
        50,
        100,
        False,
    )


def test_line_ends_of_a_browser_are_no_difference(world: World) -> None:
    theirs, mine = content(world, caveat="One.\nTwo."), content(world, caveat="One.\r\nTwo. ")
    assert find_conflicts(theirs, theirs, mine) == ()


def test_order_of_terms_is_no_difference_but_their_wording_is(world: World) -> None:
    both = [ConditionContent(world.ceasefire), ConditionContent(world.peace_agreement)]
    theirs, mine = content(world, conditions=both), content(world, conditions=both[::-1])
    assert find_conflicts(None, theirs, mine) == ()
    worded = content(world, conditions=[replace(both[0], detail="lasting"), both[1]])
    assert [field.name for field in find_conflicts(theirs, theirs, worded)] == ["conditions"]
