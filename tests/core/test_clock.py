"""What follows something in truth follows it in the data, whatever the clock says."""

from datetime import UTC, datetime, timedelta

from django.utils import timezone

from core import clock
from core.models import User
from tests.clock import clock_moved

HOUR = timedelta(hours=1)


def test_is_the_machines_time_where_nothing_lies_ahead() -> None:
    before = datetime.now(UTC)
    moment = clock.moment_after(None, before - HOUR)
    assert before <= moment <= datetime.now(UTC)
    assert clock.moment_after() >= moment


def test_comes_after_everything_it_follows() -> None:
    ahead = datetime.now(UTC) + HOUR
    moment = clock.moment_after(ahead, None, ahead - HOUR)
    assert moment > ahead
    assert clock.moment_after(moment) > moment


def test_holds_on_neither_side_for_longer_than_it_says() -> None:
    now = clock.now()
    assert clock.is_within(now - HOUR / 2, HOUR)
    assert clock.is_within(now + HOUR / 2, HOUR)
    assert not clock.is_within(now - HOUR * 2, HOUR)
    assert not clock.is_within(now + HOUR * 2, HOUR)


def test_tests_move_the_one_clock_that_columns_ask_too() -> None:
    with clock_moved(-HOUR * 24):
        assert clock.today() < datetime.now(UTC).date()
        assert timezone.now() < datetime.now(UTC) - HOUR
        assert User(email="a@example.org").joined_at < datetime.now(UTC) - HOUR
