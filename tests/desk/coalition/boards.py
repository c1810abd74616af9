"""Checks and statements for the board of checks, and what it answers."""

from datetime import UTC, date, datetime, timedelta

from commitments.models import Check
from desk.coalition.checks import Board, BoardFilter, read_board
from tests.desk.conftest import Person, World
from tests.factories.commitments import (
    CheckFactory,
    PledgeFactory,
    published_statement,
)

HTMX = {"HX-Request": "true"}


def day(ago: int) -> date:
    return datetime.now(UTC).date() - timedelta(days=ago)


def board(world: World, person: Person, **asked: object) -> Board:
    return read_board(
        world.coalition,
        BoardFilter(**asked),
        person.user,
        today=day(0),
    )


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
