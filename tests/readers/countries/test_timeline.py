"""Stance over time, role by role, and headcounts on one scale."""

from datetime import date

from commitments.matrix.state import MatrixState
from commitments.matrix.vocabulary import read_vocabulary
from readers.countries.timeline import (
    BAR_WIDTH,
    LEFT,
    RIGHT,
    WIDTH,
    RoleTrack,
    headcount_lines,
    role_tracks,
)
from readers.pledges.histories import PledgeHistory, country_pledges, pledge_histories
from tests.factories.small_coalition import SmallCoalition

UNTIL = date(2026, 1, 31)


def histories(small: SmallCoalition) -> list[PledgeHistory]:
    state = MatrixState(as_of=UNTIL)
    pledges = country_pledges(small.coalition, small.coalition.pledges.earliest("pk").country)
    return pledge_histories(pledges, read_vocabulary(small.coalition, state), state)


def tracks(small: SmallCoalition) -> dict[str, RoleTrack]:
    return {track.slug: track for track in role_tracks(histories(small), until=UNTIL)}


def told(track: RoleTrack) -> list[tuple[str, str]]:
    return [(point.day.isoformat(), point.stance) for point in track.points]


def test_a_role_steps_when_the_country_speaks(small: SmallCoalition) -> None:
    pledge = small.pledge("GBR", "training", "logistics")
    small.say(pledge, "considering", "2025-02-01")
    small.say(pledge, "considering", "2025-03-01")
    small.say(pledge, "offered", "2025-06-01")
    small.say(pledge, "withdrawn", "2025-09-01")
    found = tracks(small)
    assert set(found) == {"training", "logistics"}
    assert told(found["training"]) == [
        ("2025-02-01", "considering"),
        ("2025-06-01", "offered"),
        ("2025-09-01", "withdrawn"),
    ]
    assert len(found["training"].statements) == 4
    assert found["training"].now.stance == "withdrawn"


def test_a_report_marks_but_moves_nothing_where_the_country_has_spoken(
    small: SmallCoalition,
) -> None:
    pledge = small.pledge()
    small.say(pledge, "floated", "2025-01-10", grade="E")
    small.say(pledge, "committed", "2025-02-01")
    small.say(pledge, "withdrawn", "2025-03-01", grade="E")
    track = tracks(small)["training"]
    assert told(track) == [("2025-01-10", "floated"), ("2025-02-01", "committed")]
    assert [mark.is_own for mark in track.chart.marks] == [False, True, False]


def test_of_several_pledges_the_highest_is_the_roles_stance(small: SmallCoalition) -> None:
    small.say(small.pledge(), "offered", "2025-02-01")
    small.say(small.pledge("GBR", place="sea"), "committed", "2025-04-01")
    small.say(small.pledge("GBR", place="airspace"), "ruled_out", "2025-05-01")
    assert told(tracks(small)["training"]) == [
        ("2025-02-01", "offered"),
        ("2025-04-01", "committed"),
    ]


def test_the_chart_stays_in_its_frame_and_ends_on_the_pages_day(small: SmallCoalition) -> None:
    pledge = small.pledge()
    small.say(pledge, "considering", "2024-02-01")
    small.say(pledge, "committed", "2025-06-01")
    chart = tracks(small)["training"].chart
    assert [rung.label for rung in chart.rungs] == ["Committed", "Considering"]
    assert all(LEFT <= mark.x <= WIDTH - RIGHT for mark in chart.marks)
    assert chart.path.endswith(f"H{WIDTH - RIGHT}")
    assert [tick.day for tick in chart.days if tick.is_year] == [date(2025, 1, 1)]
    assert chart.days[1].day == UNTIL


def test_one_statement_on_the_pages_own_day_is_a_chart_too(small: SmallCoalition) -> None:
    small.say(small.pledge(), "offered", UNTIL.isoformat())
    assert tracks(small)["training"].chart.path.startswith(f"M{LEFT} ")


def test_headcounts_stand_on_one_scale_with_open_ends(small: SmallCoalition) -> None:
    pledge = small.pledge()
    small.say(pledge, on="2025-01-01", headcount_max=1000)
    small.say(pledge, on="2025-02-01", headcount_min=200)
    small.say(pledge, on="2025-03-01", headcount_min=500, headcount_max=500)
    small.say(pledge, on="2025-04-01", headcount_wording="several hundred")
    small.say(pledge, on="2025-05-01", headcount_withheld=True, headcount_wording="will not say")
    small.say(pledge, on="2025-06-01")
    up_to, at_least, exact, vague, withheld = headcount_lines(histories(small))
    assert (up_to.x, up_to.is_open_below, up_to.is_open_above) == (0, True, False)
    assert at_least.is_open_above
    assert not at_least.is_open_below
    assert 0 < at_least.x < exact.x < up_to.width <= BAR_WIDTH
    assert exact.width == 3
    assert (vague.headcount.in_full, vague.width) == ("several hundred", 0)
    assert (withheld.headcount.in_full, withheld.headcount.is_withheld) == ("will not say", True)


def test_figures_stand_beside_a_wording_that_differs(small: SmallCoalition) -> None:
    small.say(small.pledge(), headcount_max=7500, headcount_wording="half of 15,000")
    (line,) = headcount_lines(histories(small))
    assert line.headcount.in_full == "half of 15,000 (up to 7,500)"
