"""The ladder per role: each country once in a role, and every mark leads to those it counts."""

import pytest
from django.test import Client

from commitments.rules.stances import Stance
from tests.factories.commitments import MembershipFactory
from tests.factories.small_coalition import SmallCoalition
from tests.readers.pictures.looking import countries_shown, look, marks, rows

pytestmark = pytest.mark.django_db


def test_country_counts_once_in_a_role_by_its_highest_stance(small: SmallCoalition) -> None:
    small.say(small.pledge("GBR", place="inside_host"), "ruled_out", "2025-09-01")
    small.say(small.pledge("GBR", place="sea"), "offered", "2025-09-01")
    small.say(small.pledge("FRA"), "offered", "2025-09-01")
    small.say(small.pledge("POL"), "ruled_out", "2025-09-01")
    MembershipFactory(coalition=small.coalition)
    training, logistics = rows(look(small, "ladder"))
    assert training == {"role": "training", "ruled_out": 1, "offered": 2, "no_position": 1}
    assert logistics == {"role": "logistics", "ruled_out": 0, "offered": 0, "no_position": 4}
    assert "Training, from 2 countries" in look(small, "ladder").summary


def test_every_mark_leads_to_the_countries_it_names(small: SmallCoalition, client: Client) -> None:
    small.say(small.pledge("GBR", place="inside_host"), "ruled_out", "2025-09-01")
    small.say(small.pledge("GBR", place="sea"), "offered", "2025-09-01")
    small.say(small.pledge("POL"), "ruled_out", "2025-09-01")
    found = marks(look(small, "ladder"))
    refused = found["1 Ruled out, Training: Land of POL"]
    assert countries_shown(client, refused) == {"POL"}, "GBR offers next door"
    offered = found["1 Offered, Training: Land of GBR"]
    assert offered == "/c/small/?role=training&stance=offered"
    assert countries_shown(client, offered) == {"GBR"}


def test_many_countries_on_every_rung_still_fit(small: SmallCoalition) -> None:
    for number in range(44):
        stance = Stance.values[number % len(Stance)]
        code = f"Q{chr(65 + number // 26)}{chr(65 + number % 26)}"
        small.say(small.pledge(code), stance, "2025-09-01")
    picture = look(small, "ladder")
    assert sum(v for k, v in rows(picture)[0].items() if k in Stance.values) == 44
    assert len([label for label in marks(picture) if ", Training: " in label]) == len(Stance)


def test_nothing_said_is_an_empty_picture(small: SmallCoalition) -> None:
    picture = look(small, "ladder")
    assert picture.is_empty
    assert picture.summary == "No country has a position in these roles."
