"""The coverage board, and recording that somebody looked."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from commitments.desk.coverage import Board, BoardFilter, Look, count_due, read_board
from commitments.forms.checks import months_later
from commitments.models import Check
from commitments.services.checking import record_checks
from core.errors import DomainError, NotAllowed
from core.models import HistoryContext
from tests.commitments.desk.conftest import Person, World
from tests.factories.commitments import (
    CheckFactory,
    CoalitionFactory,
    CountryFactory,
    CountryScopeFactory,
    MembershipFactory,
    PledgeFactory,
    RoleFactory,
    StatementFactory,
    published_statement,
    retract,
)
from tests.factories.people import EditorFactory

MOST_QUERIES = 8
HTMX = {"HX-Request": "true"}


def day(ago: int) -> date:
    return datetime.now(UTC).date() - timedelta(days=ago)


def board(world: World, person: Person, **asked: object) -> Board:
    return read_board(
        world.coalition,
        BoardFilter(**asked),
        person.user,
        today=day(0),  # type: ignore[arg-type]
    )


def look(world: World, person: Person, role: str = "training") -> Look:
    [row] = board(world, person, country="GBR").rows
    return next(cell for cell in row.shown if cell.role == role)


def checked(world: World, *, ago: int, again: int | None = None, **fields: object) -> Check:
    return CheckFactory(
        coalition=world.coalition,
        country=world.member,
        role=world.training,
        checked_on=day(ago),
        recheck_on=None if again is None else day(again),
        **fields,
    )


def stated(world: World, *, ago: int) -> None:
    pledge = PledgeFactory(coalition=world.coalition, country=world.member, roles=[world.training])
    moment = datetime.now(UTC) - timedelta(days=ago)
    published_statement(pledge=pledge, said_on=moment.date() - timedelta(days=1), at=moment)


def path(world: World, role: str = "") -> str:
    return f"/desk/checks/ukraine/GBR/{role}{'/' if role else ''}"


def answers(**fields: object) -> dict[str, object]:
    return {
        "outcome": "nothing_found",
        "checked_on": day(0).isoformat(),
        "recheck": "3",
        "recheck_on": "",
        "note": "",
        **fields,
    }


# --- the board --------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("ago", "word", "step"),
    [
        (0, "today", "fresh"),
        (3, "3 d", "fresh"),
        (30, "4 wk", "fresh"),
        (31, "4 wk", "recent"),
        (49, "7 wk", "recent"),
        (91, "13 wk", "old"),
        (365, "1 y", "old"),
        (366, "1 y", "ancient"),
    ],
)
def test_cell_tells_in_a_word_how_long_ago(
    world: World, editor: Person, ago: int, word: str, step: str
) -> None:
    checked(world, ago=ago)
    found = look(world, editor)
    assert (found.age, found.step) == (word, step)


def test_cell_nobody_has_looked_at_says_never(world: World, editor: Person) -> None:
    found = look(world, editor)
    assert (found.age, found.step, found.kind) == ("never", "never", "")
    page = editor.client.get("/desk/checks/").content.decode()
    assert "United Kingdom, Training: nobody has looked" in page


def test_the_later_of_check_and_statement_counts(world: World, editor: Person) -> None:
    checked(world, ago=50)
    stated(world, ago=20)
    assert (look(world, editor).age, look(world, editor).kind) == ("2 wk", "stated")
    checked(world, ago=3, outcome="withheld")
    assert (look(world, editor).age, look(world, editor).kind) == ("3 d", "withheld")


def test_unpublished_and_retracted_statements_are_no_look(world: World, editor: Person) -> None:
    pledge = PledgeFactory(coalition=world.coalition, country=world.member, roles=[world.training])
    StatementFactory(pledge=pledge)
    retract(published_statement(pledge=pledge), by=EditorFactory())
    assert look(world, editor).looked_on is None


def test_due_again_until_somebody_looks(world: World, editor: Person) -> None:
    checked(world, ago=40, again=10)
    assert look(world, editor).is_due
    checked(world, ago=5)
    assert not look(world, editor).is_due


def test_statement_after_the_planned_day_settles_it(world: World, editor: Person) -> None:
    checked(world, ago=40, again=10)
    stated(world, ago=12)
    assert look(world, editor).is_due
    stated(world, ago=9)
    assert not look(world, editor).is_due


def test_counts_predict_the_click(world: World, editor: Person) -> None:
    checked(world, ago=100, again=10)
    counts = board(world, editor).counts
    assert (counts.cells, counts.never, counts.stale, counts.due) == (2, 1, 1, 1)
    for asked, number in (
        ({"older_than": "never"}, counts.never),
        ({"older_than": "90"}, counts.stale),
        ({"is_due": True}, counts.due),
    ):
        rows = board(world, editor, **asked).rows
        assert sum(len(row.shown) for row in rows) == number
    page = editor.client.get("/desk/checks/?due=1").content.decode()
    assert 'id="look-GBR-training"' in page
    assert 'id="look-GBR-logistics-transit"' not in page


def test_board_is_narrowed_to_a_country_and_a_role(world: World, editor: Person) -> None:
    MembershipFactory(coalition=world.coalition, country=world.outsider)
    page = editor.client.get("/desk/checks/?country=USA&role=training").content.decode()
    assert 'id="look-USA-training"' in page
    assert "look-GBR-" not in page
    assert "look-USA-logistics" not in page
    assert "No cell is like that" in editor.client.get("/desk/checks/?country=ZZZ").content.decode()


@pytest.mark.parametrize("query", ["older_than=soon", "country=gb", "role=%00", "older_than=-1"])
def test_filter_that_cannot_be_read_says_so_and_shows_everything(
    world: World, editor: Person, query: str
) -> None:
    response = editor.client.get(f"/desk/checks/?{query}")
    assert response.status_code == 422
    page = response.content.decode()
    assert "Everything is shown" in page
    assert 'id="look-GBR-training"' in page


def test_unknown_coalition_is_not_found(world: World, editor: Person) -> None:
    assert editor.client.get("/desk/checks/?coalition=mars").status_code == 404


def test_board_without_rows_says_what_gives_it_some(editor: Person) -> None:
    CoalitionFactory(slug="ukraine")
    page = editor.client.get("/desk/checks/").content.decode()
    assert "No country is here yet" in page


def test_htmx_gets_the_board_alone(world: World, editor: Person) -> None:
    page = editor.client.get("/desk/checks/?older_than=never", headers=HTMX).content.decode()
    assert page.strip().startswith('<div id="coverage"')
    assert "<html" not in page


def test_queries_do_not_grow_with_the_rows(world: World, editor: Person) -> None:
    CountryScopeFactory(user=editor.user, country=world.member)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert editor.client.get("/desk/checks/").status_code == 200
        return len(captured)

    before = queries()
    for _ in range(3):
        pledge = PledgeFactory(coalition=world.coalition, roles=[world.training])
        published_statement(pledge=pledge)
        MembershipFactory(coalition=world.coalition)
        CheckFactory(coalition=world.coalition, role=world.logistics)
    assert queries() == before <= MOST_QUERIES


def test_contributors_read_the_board_and_record_nothing(world: World, contributor: Person) -> None:
    page = contributor.client.get("/desk/checks/").content.decode()
    assert 'id="look-GBR-training"' in page
    assert path(world) + '"' not in page
    cell = contributor.client.get(path(world, "training")).content.decode()
    assert "an editor records it" in cell
    assert "Record the check" not in cell
    assert contributor.client.post(path(world, "training"), answers()).status_code == 403
    assert contributor.client.post(path(world), answers(roles=["training"])).status_code == 403
    assert not Check.objects.exists()


def test_due_counts_only_my_countries(world: World, editor: Person, contributor: Person) -> None:
    checked(world, ago=40, again=10)
    assert count_due(editor.user, world.coalition, today=day(0)) == 1
    assert count_due(contributor.user, world.coalition, today=day(0)) == 0
    CountryScopeFactory(user=editor.user, country=world.outsider)
    assert count_due(editor.user, world.coalition, today=day(0)) == 0
    page = editor.client.get("/desk/checks/?due=1&mine=1").content.decode()
    assert "No cell is like that" in page


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
