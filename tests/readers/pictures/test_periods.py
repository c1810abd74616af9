"""Time cut into periods: whole, in order, and never too many for a picture."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from readers.pictures.periods import periods


# On a machine that is busy with other things, time says nothing of the code.
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.dates(), st.dates())
def test_periods_follow_one_another_and_hold_both_ends(one: date, other: date) -> None:
    first, last = sorted((one, other))
    found = periods(first, last)
    assert found[0].first <= first <= found[0].last
    assert found[-1].first <= last <= found[-1].last
    assert 1 <= len(found) <= 30
    for before, after in pairwise(found):
        assert after.first - before.last == timedelta(days=1)


def test_periods_are_named_for_their_length() -> None:
    assert [p.name for p in periods(date(2025, 12, 3), date(2026, 1, 1))] == [
        "December 2025",
        "January 2026",
    ]
    assert periods(date(2020, 1, 1), date(2024, 1, 1))[0].name == "Jan–Mar 2020"
    assert periods(date(2000, 5, 1), date(2024, 1, 1))[0].name == "2000"
