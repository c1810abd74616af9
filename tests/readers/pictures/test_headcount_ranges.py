"""Numbers of people: as they were put, never added up, never made more exact than they were."""

from typing import Any

import pytest
from django.test import Client

from tests.factories.small_coalition import SmallCoalition
from tests.readers.pictures.looking import countries_shown, look, marks, rows

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("said", "words", "kind"),
    [
        ({"headcount_min": 100, "headcount_max": 200}, "100–200", "range"),
        ({"headcount_min": 300, "headcount_max": 300}, "300", "exact"),
        ({"headcount_max": 500}, "up to 500", "at_most"),
        ({"headcount_min": 50}, "at least 50", "at_least"),
        ({"headcount_wording": "several hundred"}, "several hundred", "wording_only"),
        ({"headcount_withheld": True}, "Withheld", "withheld"),
        (
            {"headcount_min": 50, "headcount_max": 250, "headcount_wording": "up to a company"},
            "up to a company (50–250)",
            "range",
        ),
        (
            {"headcount_min": 1000, "headcount_max": 3000, "headcount_wording": "1,000 to 3,000"},
            "1,000 to 3,000",
            "range",
        ),
    ],
)
def test_number_is_shown_as_it_was_put(
    small: SmallCoalition, said: dict[str, Any], words: str, kind: str
) -> None:
    small.say(small.pledge("GBR"), "offered", "2025-09-01", **said)
    picture = look(small, "headcounts")
    [row] = rows(picture)
    assert (row["headcount_wording"], row["precision"]) == (words, kind)
    assert (row["headcount_min"], row["headcount_max"]) == (
        said.get("headcount_min"),
        said.get("headcount_max"),
    )
    assert words in next(iter(marks(picture)))


def test_package_has_one_line_however_many_roles_it_has(small: SmallCoalition) -> None:
    small.say(small.pledge("GBR", "training", "logistics"), headcount_max=500)
    small.say(small.pledge("GBR", "training"), headcount_max=20)
    assert [row["headcount_max"] for row in rows(look(small, "headcounts"))] == [500, 20]


def test_countries_without_a_figure_are_counted_and_floated_figures_are_no_offer(
    small: SmallCoalition,
) -> None:
    small.say(small.pledge("GBR"), "offered", headcount_max=500)
    small.say(small.pledge("FRA"), "offered")
    small.say(small.pledge("POL"), "floated", headcount_max=900)
    picture = look(small, "headcounts")
    assert picture.summary == (
        "2 countries have spoken of numbers. 1 country with an offer or more named no figure."
    )


def test_collective_claims_stand_apart_and_lead_to_their_pledge(
    small: SmallCoalition, client: Client
) -> None:
    small.say(small.pledge("GBR"), "offered", headcount_max=500)
    claim = small.pledge(None, title="A force of many")
    small.say(claim, "floated", headcount_max=30_000)
    picture = look(small, "headcounts")
    british, together = rows(picture)
    assert (british["iso3"], together["iso3"]) == ("GBR", "")
    assert together["country"] == "Together: A force of many"
    found = marks(picture)
    own = next(href for label, href in found.items() if label.startswith("Land of GBR"))
    assert countries_shown(client, own) == {"GBR"}
    theirs = next(href for label, href in found.items() if label.startswith("A force of many"))
    assert client.get(theirs).status_code == 200
    assert len(rows(look(small, "headcounts", "country=GBR"))) == 1
    assert len(rows(look(small, "headcounts", "role=logistics"))) == 0


def test_very_many_figures_stay_a_picture(small: SmallCoalition, client: Client) -> None:
    for number in range(105):
        small.say(small.pledge("GBR"), "offered", headcount_max=1000 - number)
    picture = look(small, "headcounts")
    assert len(rows(picture)) == 105
    drawn = "".join(picture.draw(960).parts)
    assert drawn.count("<a ") == 40
    assert "65 smaller ones are in the table and the CSV only." in drawn
    gallery = client.get("/c/small/pictures/").content.decode()
    assert "The same as a table of 105 lines" in gallery
    own = client.get("/c/small/pictures/headcounts/").content.decode()
    assert own.count("<tr>") == 1 + 105
