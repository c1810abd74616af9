"""The tile map: whose tile shows what, and that a tile leads to what it shows."""

import pytest
from django.test import Client

from tests.factories.commitments import CountryFactory, MembershipFactory
from tests.factories.small_coalition import SmallCoalition
from tests.readers.pictures.looking import countries_shown, look, marks, rows

pytestmark = pytest.mark.django_db


def test_tile_shows_the_highest_stance_of_all_roles(small: SmallCoalition) -> None:
    small.say(small.pledge("GBR", "training"), "considering", "2025-09-01")
    small.say(small.pledge("GBR", "logistics"), "committed", "2025-09-02")
    small.say(small.pledge("FRA", "training"), "ruled_out", "2025-09-03")
    british, french = rows(look(small, "map"))
    assert (british["iso3"], british["stance"], british["role"]) == (
        "GBR",
        "committed",
        "logistics",
    )
    assert (french["iso3"], french["stance"], french["roles_refused"]) == ("FRA", "ruled_out", 1)


def test_role_chooses_the_stance_that_is_shown(small: SmallCoalition) -> None:
    small.say(small.pledge("GBR", "training"), "considering", "2025-09-01")
    small.say(small.pledge("GBR", "logistics"), "committed", "2025-09-02")
    picture = look(small, "map", "role=training")
    assert rows(picture)[0]["stance"] == "considering"
    assert picture.title.endswith(": Training")


def test_silence_is_never_shown_as_a_no(small: SmallCoalition) -> None:
    outcomes = {"AAA": "nothing_found", "BBB": "withheld", "CCC": "not_applicable"}
    for code, outcome in outcomes.items():
        small.check(CountryFactory(iso3=code), outcome=outcome, on="2025-09-01")
    MembershipFactory(coalition=small.coalition, country=CountryFactory(iso3="DDD"))
    of_training = {row["iso3"]: row["stance"] for row in rows(look(small, "map", "role=training"))}
    assert of_training == outcomes | {"DDD": "not_researched"}
    # Of the other role nobody has asked AAA: of all roles "nothing found" would say too much.
    of_all = {row["iso3"]: row["stance"] for row in rows(look(small, "map"))}
    assert of_all["AAA"] == of_all["DDD"] == "not_researched"
    assert "4 no position is recorded, which is not a no" in look(small, "map").summary


def test_tile_tells_everything_in_its_label(small: SmallCoalition) -> None:
    small.say(
        small.pledge("GBR", place="inside_host"), "offered", "2025-09-01", waits={"ceasefire": None}
    )
    small.say(small.pledge("GBR", "logistics"), "ruled_out", "2025-09-01")
    label = next(iter(marks(look(small, "map"))))
    assert label == (
        "GBR, Land of GBR, Offered, Training, inside, waits for 1 condition, grade B, "
        "said 1 September 2025, also refuses 1 role"
    )
    freed = next(iter(marks(look(small, "map", "assume=ceasefire"))))
    assert "unconditional under the assumption" in freed


def test_tile_and_key_lead_to_the_countries_they_count(
    small: SmallCoalition, client: Client
) -> None:
    small.say(small.pledge("GBR", "training"), "offered", "2025-09-01")
    small.say(small.pledge("FRA", "training"), "offered", "2025-09-01")
    # Holds an offer too, below its headline: a filter by stance alone would show it as well.
    small.say(small.pledge("POL", "training"), "offered", "2025-09-01")
    small.say(small.pledge("POL", "logistics"), "deployed", "2025-09-01")
    found = marks(look(small, "map", "as_of=2025-10-01"))
    tile = next(href for label, href in found.items() if label.startswith("GBR"))
    assert tile == "/c/small/?as_of=2025-10-01&country=GBR"
    assert countries_shown(client, tile) == {"GBR"}
    key = next(href for label, href in found.items() if label.startswith("Offered 2"))
    assert countries_shown(client, key) == {"GBR", "FRA"}


def test_two_times_and_filters_hold(small: SmallCoalition) -> None:
    pledge = small.pledge("GBR")
    small.say(pledge, "considering", "2025-09-01", at="2025-09-02")
    small.say(pledge, "committed", "2025-10-01", at="2025-12-01")
    small.say(small.pledge("FRA"), "offered", "2025-09-01")

    def british(address: str) -> str:
        return next(r["stance"] for r in rows(look(small, "map", address)) if r["iso3"] == "GBR")

    assert british("") == "committed"
    assert british("as_of=2025-09-15") == "considering"
    assert british("known_at=2025-11-01") == "considering"
    assert [row["iso3"] for row in rows(look(small, "map", "stance=offered"))] == ["FRA"]
