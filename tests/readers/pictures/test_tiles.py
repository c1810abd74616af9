"""Places of tiles: any countries at all, each in a place of its own, near its neighbours."""

from __future__ import annotations

import csv
from pathlib import Path

from django.conf import settings as project
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from readers.pictures.tiles import GAP, grid, place

COUNTRIES = Path(project.BASE_DIR) / "commitments/data/countries.csv"
with COUNTRIES.open() as file:
    CODES = [row["iso3"] for row in csv.DictReader(file)]


def test_every_member_of_the_united_nations_and_both_organisations_have_a_place() -> None:
    # A territory without a place of its own lines up at the edge; states are 193 and more.
    assert len(set(CODES) & set(grid())) >= 195
    assert {"EUE", "NAT", "FJI", "TUV", "SSD", "VAT", "PSE", "TWN"} <= set(grid())


def test_no_two_countries_of_the_grid_share_a_place() -> None:
    assert len(set(grid().values())) == len(grid())


# On a machine that is busy with other things, time says nothing of the code.
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from([*CODES, "ZZZ", "QQQ"]), max_size=70), st.integers(4, 40))
def test_each_of_any_countries_gets_a_place_of_its_own(codes: list[str], at_most: int) -> None:
    for limit in (None, at_most):
        places = place(codes, at_most=limit)
        assert set(places) == set(codes)
        taken = sorted(places.values())
        assert len(set(taken)) == len(taken)
        assert all(
            abs(x - other_x) >= 1 or abs(y - other_y) >= 1
            for index, (x, y) in enumerate(taken)
            for other_x, other_y in taken[index + 1 :]
        )
        if places:
            assert min(x for x, _ in places.values()) == 0
            assert min(y for _, y in places.values()) == 0


def test_picture_is_cropped_and_an_ocean_leaves_a_gap() -> None:
    places = place(["USA", "GBR", "FRA", "AUS"])
    assert places["USA"][0] == 0
    assert places["GBR"][0] == 1 + GAP
    assert places["FRA"][0] == places["GBR"][0]
    assert places["FRA"][1] > places["GBR"][1]
    assert places["AUS"][0] == 2 * (1 + GAP)


def test_a_phone_gets_fewer_columns_as_long_as_nobody_is_in_the_way() -> None:
    wide = place(["USA", "GBR", "POL", "UKR", "JPN", "NZL"])
    narrow = place(["USA", "GBR", "POL", "UKR", "JPN", "NZL"], at_most=4)
    assert len({x for x, _ in wide.values()}) == 6
    assert len({x for x, _ in narrow.values()}) == 4
    assert narrow["GBR"] < narrow["POL"] < narrow["UKR"]


def test_unknown_codes_stand_below_everybody_else() -> None:
    places = place(["GBR", "FRA", "ZZZ", "QQQ"])
    assert min(places["ZZZ"][1], places["QQQ"][1]) > max(places["GBR"][1], places["FRA"][1])
    assert place(["ZZZ"]) == {"ZZZ": (0.0, 0.0)}
    assert place([]) == {}
