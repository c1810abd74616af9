"""The coverage board: when each cell was last looked at, and what is due."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from commitments.models import Check
from desk.coalition.checks import BoardCell
from desk.home.counts import desk_counts
from tests.desk.coalition.boards import HTMX, answers, board, checked, day, path, stated
from tests.desk.conftest import Person, World
from tests.factories.commitments import (
    CheckFactory,
    CoalitionFactory,
    CountryScopeFactory,
    MembershipFactory,
    PledgeFactory,
    StatementFactory,
    published_statement,
    retract,
)
from tests.factories.people import EditorFactory

MOST_QUERIES = 8


def look(world: World, person: Person, role: str = "training") -> BoardCell:
    [row] = board(world, person, country="GBR").rows
    return next(cell for cell in row.shown if cell.role == role)


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
    assert (
        "No cell matches this filter"
        in editor.client.get("/desk/checks/?country=ZZZ").content.decode()
    )


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
    assert desk_counts(editor.user, today=day(0)).checks == 1
    assert desk_counts(contributor.user, today=day(0)).checks == 0
    CountryScopeFactory(user=editor.user, country=world.outsider)
    assert desk_counts(editor.user, today=day(0)).checks == 0
    page = editor.client.get("/desk/checks/?due=1&mine=1").content.decode()
    assert "No cell matches this filter" in page
