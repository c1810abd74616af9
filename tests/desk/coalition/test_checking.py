"""Recording that somebody looked: one cell in place, or several of a country at once."""

from datetime import date

import pytest

from commitments.models import Check
from commitments.services.checking import record_checks
from core.errors import DomainError, NotAllowed
from core.models import HistoryContext
from desk.coalition.check_forms import months_later
from tests.desk.coalition.boards import HTMX, answers, board, checked, day, path, stated
from tests.desk.conftest import Person, World
from tests.factories.commitments import (
    CountryFactory,
    CountryScopeFactory,
    RoleFactory,
)


# --- quick entry ------------------------------------------------------------------------------
def test_quick_entry_records_a_check_and_returns_to_the_board(world: World, editor: Person) -> None:
    response = editor.client.post(path(world, "training"), answers(note="Read the ministry."))
    assert response.status_code == 302
    assert response["Location"] == "/desk/checks/?coalition=ukraine#look-GBR-training"
    check = Check.objects.get()
    assert (check.outcome, check.note, check.by) == (
        "nothing_found",
        "Read the ministry.",
        editor.user,
    )
    assert check.checked_on == day(0)
    assert check.recheck_on == months_later(day(0), 3)


def test_quick_entry_in_place_answers_with_cell_and_counts(world: World, editor: Person) -> None:
    headers = HTMX | {"HX-Current-URL": "http://testserver/desk/checks/?older_than=never"}
    page = editor.client.post(path(world, "training"), answers(), headers=headers).content.decode()
    assert "Recorded: <b>Nothing found</b>" in page
    assert 'id="look-GBR-training" data-step="fresh" hx-swap-oob="true"' in page
    assert "<b>1</b> never looked at" in page
    assert "Next: Logistics and transit" in page


def test_quick_entry_shows_what_is_there(world: World, editor: Person) -> None:
    checked(world, ago=40, note="Nothing in the papers.")
    stated(world, ago=20)
    page = editor.client.get(path(world, "training")).content.decode()
    assert "Nothing in the papers." in page
    assert "Last looked at <b>2 weeks ago</b>" in page
    assert "/pledges/" in page


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"outcome": ""}, "Say what came of it"),
        ({"outcome": "no"}, "Pick an outcome from the list"),
        ({"checked_on": ""}, "Give the day"),
        ({"checked_on": "yesterday"}, "cannot be read"),
        ({"checked_on": day(-1).isoformat()}, "still to come"),
        ({"recheck": "day"}, "Give the day, or choose another plan"),
        ({"recheck": "day", "recheck_on": day(0).isoformat()}, "a day after this one"),
        ({"recheck": "7"}, "Pick a plan from the list"),
    ],
)
def test_refused_check_keeps_what_was_typed(
    world: World, editor: Person, fields: dict[str, object], words: str
) -> None:
    for headers in ({}, HTMX):
        response = editor.client.post(
            path(world, "training"), answers(note="Kept words.", **fields), headers=headers
        )
        assert response.status_code == 422
        page = response.content.decode()
        assert words in page
        assert "Kept words." in page
    assert not Check.objects.exists()


def test_day_to_look_again_may_be_typed_without_choosing_it(world: World, editor: Person) -> None:
    again = day(-20)
    editor.client.post(path(world, "training"), answers(recheck="", recheck_on=again.isoformat()))
    assert Check.objects.get().recheck_on == again


def test_role_that_has_a_statement_does_apply(world: World, editor: Person) -> None:
    stated(world, ago=20)
    response = editor.client.post(path(world, "training"), answers(outcome="not_applicable"))
    assert response.status_code == 422
    assert "so the role does apply" in response.content.decode()


def test_cells_of_others_are_read_only(world: World, editor: Person) -> None:
    CountryScopeFactory(user=editor.user, country=world.outsider)
    cell = editor.client.get(path(world, "training"))
    assert cell.status_code == 200
    assert "You write about other countries" in cell.content.decode()
    assert "Several cells" not in cell.content.decode()
    assert editor.client.get(path(world)).status_code == 403
    assert editor.client.post(path(world, "training"), answers()).status_code == 403


@pytest.mark.parametrize("place", ["ukraine/ZZZ/", "mars/GBR/", "ukraine/GBR/cooking/"])
def test_cell_that_does_not_exist_is_not_found(world: World, editor: Person, place: str) -> None:
    assert editor.client.get(f"/desk/checks/{place}").status_code == 404


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 11, 24), 3, date(2027, 2, 24)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 12, 31), 12, date(2027, 12, 31)),
    ],
)
def test_months_later_is_a_day_of_the_calendar(start: date, months: int, end: date) -> None:
    assert months_later(start, months) == end


# --- several cells at once --------------------------------------------------------------------
def test_row_is_recorded_as_one_act_and_says_how_many(world: World, editor: Person) -> None:
    response = editor.client.post(
        path(world), answers(roles=["training", "logistics-transit"]), follow=True
    )
    assert "Recorded for 2 cells of United Kingdom: Nothing found." in response.content.decode()
    assert Check.objects.count() == 2
    contexts = HistoryContext.objects.filter(metadata__act="record checks")
    assert contexts.count() == 1


def test_all_that_nobody_looked_at_are_ticked_and_nothing_typed_is_lost(
    world: World, editor: Person
) -> None:
    checked(world, ago=3)
    for headers in ({}, HTMX):
        response = editor.client.post(
            path(world),
            answers(tick="never", note="Kept words.", outcome="withheld", roles=["training"]),
            headers=headers,
        )
        assert response.status_code == 200
        page = response.content.decode()
        assert "Kept words." in page
        ticked = [part for part in page.split("<input") if "checked" in part]
        assert [part for part in ticked if 'value="logistics-transit"' in part]
        assert not [part for part in ticked if 'value="training"' in part]
        assert [part for part in ticked if 'value="withheld"' in part]
    assert Check.objects.count() == 1


def test_what_is_due_can_be_ticked_by_address(world: World, editor: Person) -> None:
    checked(world, ago=40, again=10)
    page = editor.client.get(path(world) + "?tick=due").content.decode()
    ticked = [part for part in page.split("<input") if "checked" in part]
    assert [part for part in ticked if 'value="training"' in part]
    assert not [part for part in ticked if 'value="logistics-transit"' in part]


def test_row_without_a_tick_is_refused_at_its_boxes(world: World, editor: Person) -> None:
    response = editor.client.post(path(world), answers(note="Kept words."))
    assert response.status_code == 422
    page = response.content.decode()
    assert "Tick at least one role" in page
    assert "Kept words." in page


def test_one_cell_refused_refuses_the_row(world: World, editor: Person) -> None:
    stated(world, ago=20)
    response = editor.client.post(
        path(world), answers(outcome="not_applicable", roles=["training", "logistics-transit"])
    )
    assert response.status_code == 422
    assert not Check.objects.exists()


# --- the service ------------------------------------------------------------------------------
def test_checks_of_two_countries_need_both_in_scope(world: World, editor: Person) -> None:
    CountryScopeFactory(user=editor.user, country=world.member)
    cells = [(world.member, world.training), (world.outsider, world.training)]
    with pytest.raises(NotAllowed):
        record_checks(
            coalition=world.coalition,
            cells=cells,
            outcome="nothing_found",
            checked_on=day(0),
            by=editor.user,
        )
    assert not Check.objects.exists()


def test_role_of_another_coalition_is_refused(world: World, editor: Person) -> None:
    with pytest.raises(DomainError, match="no role of"):
        record_checks(
            coalition=world.coalition,
            cells=[(world.member, RoleFactory())],
            outcome="nothing_found",
            checked_on=day(0),
            by=editor.user,
        )


def test_country_of_no_coalition_has_no_row(world: World, editor: Person) -> None:
    CountryFactory(iso3="ZZY")
    assert [row.iso3 for row in board(world, editor).rows] == ["GBR"]
