"""The matrix as JSON: exactly the shape other tools rely on, and refusals they can read."""

from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.factories.commitments import CountryFactory, MembershipFactory
from tests.factories.small_coalition import SmallCoalition
from tests.readers.bad_parameters import BAD

pytestmark = pytest.mark.django_db

MATRIX = "/api/v1/coalitions/small/matrix"
HEADCOUNT = {"headcount_min", "headcount_max", "headcount_wording", "headcount_withheld"}
WORD = HEADCOUNT | {
    "stance",
    "conditionality",
    "open_conditions",
    "failed_conditions",
    "freed_by",
    "grade",
    "summary",
    "said_on",
    "quotations",
    "disputed",
}
PLEDGE = WORD | {"reference", "title", "place", "reported_since", "url"}
CELL = {"state", "stance", "conditionality", "open_conditions", "grade", "disputed", "pledges"}
TOTAL = {"min", "max", "countries", "without_figure"}


def ask(client: Client, address: str = "", status: int = 200) -> dict[str, Any]:
    response = client.get(f"{MATRIX}{'?' if address else ''}{address}")
    assert response.status_code == status
    assert response["Content-Type"].startswith("application/json")
    body: dict[str, Any] = response.json()
    return body


def test_whole_shape(client: Client, small: SmallCoalition) -> None:
    small.say(small.pledge("GBR"), headcount_max=5000, waits={"ceasefire": None})
    small.say(small.pledge(None), "floated")
    small.check("GBR", "logistics")
    body = ask(client, "as_of=2025-12-31&known_at=2025-12-31")
    assert list(body) == [
        "coalition",
        "as_of",
        "known_at",
        "assume",
        "roles",
        "conditions",
        "countries",
        "collective",
        "totals",
    ]
    assert body["coalition"] == "small"
    assert (body["as_of"], body["known_at"], body["assume"]) == ("2025-12-31", "2025-12-31", [])
    assert body["roles"] == [
        {"slug": "training", "name": "Training"},
        {"slug": "logistics", "name": "Logistics"},
    ]
    assert set(body["conditions"][0]) == {"slug", "name", "outcome", "assumed", "pledges_waiting"}
    (country,) = body["countries"]
    assert set(country) == {"iso3", "name", "groups", "standing", "headcount", "cells"}
    assert list(country["cells"]) == ["training", "logistics"]
    assert set(country["cells"]["training"]) == CELL
    assert set(country["cells"]["logistics"]) == CELL | {"checked_on"}
    (pledge,) = country["cells"]["training"]["pledges"]
    assert set(pledge) == set(body["collective"][0]) == PLEDGE
    assert set(body["totals"]) == {"promised", "authorised", "deployed"}
    assert all(set(total) == TOTAL for total in body["totals"].values())
    assert country["headcount"] == {
        "promised": {"min": 0, "max": 5000, "countries": 1, "without_figure": 0}
    }


def test_stated_cell_tells_its_headline_and_every_pledge(
    client: Client, small: SmallCoalition
) -> None:
    pledge = small.pledge(place="neighbouring_state", title="Training next door")
    small.say(
        pledge,
        "offered",
        "2025-09-01",
        headcount_min=10,
        headcount_max=20,
        headcount_wording="a platoon",
        summary="It offers a platoon.",
        waits={"ceasefire": 1, "us-backstop": 1},
    )
    small.say(pledge, "withdrawn", "2025-10-01", grade="E")
    small.say(small.pledge(place="inside_host"), "ruled_out")
    cell = ask(client)["countries"][0]["cells"]["training"]
    first, second = cell.pop("pledges")
    assert cell == {
        "state": "stated",
        "stance": "offered",
        "conditionality": "open",
        "open_conditions": ["ceasefire", "us-backstop"],
        "grade": "B",
        "disputed": False,
    }
    assert second["stance"] == "ruled_out"
    since = first.pop("reported_since")
    assert set(since) == WORD
    assert (since["stance"], since["grade"]) == ("withdrawn", "E")
    assert first == {
        "reference": pledge.reference,
        "title": "Training next door",
        "place": "neighbouring_state",
        "stance": "offered",
        "conditionality": "open",
        "open_conditions": ["ceasefire", "us-backstop"],
        "failed_conditions": [],
        "freed_by": [],
        "grade": "B",
        "headcount_min": 10,
        "headcount_max": 20,
        "headcount_wording": "a platoon",
        "headcount_withheld": False,
        "summary": "It offers a platoon.",
        "said_on": "2025-09-01",
        "quotations": 1,
        "disputed": False,
        "url": f"http://testserver/pledges/{pledge.reference}/",
    }
    assert client.get(first["url"]).status_code == 200


def test_empty_cell_tells_its_state_and_when_it_was_looked_at(
    client: Client, small: SmallCoalition
) -> None:
    MembershipFactory(coalition=small.coalition, country=CountryFactory(iso3="GBR"))
    small.check("GBR", "training", "withheld", "2025-09-01")
    cells = ask(client)["countries"][0]["cells"]
    nothing = {
        "stance": None,
        "conditionality": None,
        "open_conditions": [],
        "grade": None,
        "disputed": False,
        "pledges": [],
    }
    assert cells["training"] == {"state": "withheld", "checked_on": "2025-09-01"} | nothing
    assert cells["logistics"] == {"state": "not_researched", "checked_on": None} | nothing


def test_scenario_is_told_in_every_part(client: Client, small: SmallCoalition) -> None:
    small.say(small.pledge(), waits={"ceasefire": None})
    small.say(small.pledge("FRA"), waits={"vote": None})
    small.outcome("vote", "failed")
    body = ask(client, "assume=peace-agreement&assume=vote")
    assert body["assume"] == ["peace-agreement", "vote"]
    outcomes = {c["slug"]: (c["outcome"], c["assumed"]) for c in body["conditions"]}
    assert outcomes["ceasefire"] == ("met", True)
    assert outcomes["vote"] == ("failed", False)
    pledges = {c["iso3"]: c["cells"]["training"]["pledges"][0] for c in body["countries"]}
    assert pledges["GBR"]["conditionality"] == "unconditional"
    assert pledges["GBR"]["freed_by"] == ["ceasefire"]
    assert pledges["FRA"]["conditionality"] == "failed"
    assert pledges["FRA"]["failed_conditions"] == ["vote"]


def test_both_times_and_filters_reach_the_matrix(client: Client, small: SmallCoalition) -> None:
    pledge = small.pledge()
    small.say(pledge, "considering", "2025-06-01")
    small.say(pledge, "offered", "2025-09-01", at="2025-09-10")

    def stance(address: str) -> str | None:
        countries = ask(client, address)["countries"]
        return countries[0]["cells"]["training"]["stance"] if countries else None

    assert stance("") == "offered"
    assert stance("as_of=2025-08-31") == "considering"
    assert stance("known_at=2025-09-09") == "considering"
    assert stance("as_of=2025-05-31") is None
    assert stance("stance=considering") is None
    assert stance("country=GBR&role=training") == "offered"


def test_moment_of_knowledge_is_given_back(client: Client, small: SmallCoalition) -> None:
    body = ask(client, "known_at=2025-09-02T11:00:00%2B02:00")
    assert body["known_at"] == "2025-09-02T09:00:00+00:00"
    now = ask(client)["known_at"]
    assert ask(client, f"known_at={now.replace('+', '%2B')}")["known_at"] == now


def test_sum_without_figure_or_end_is_null_and_not_zero(
    client: Client, small: SmallCoalition
) -> None:
    small.say(small.pledge("GBR"), "deployed")
    small.say(small.pledge("FRA"), "offered", headcount_min=2000)
    totals = ask(client)["totals"]
    assert totals["deployed"] == {"min": None, "max": None, "countries": 1, "without_figure": 1}
    assert totals["promised"] == {"min": 2000, "max": None, "countries": 1, "without_figure": 0}
    assert totals["authorised"]["countries"] == 0


# --- refusals ---------------------------------------------------------------------------------


@pytest.mark.parametrize("address", BAD)
def test_unknown_value_is_400_with_a_sentence(
    client: Client, small: SmallCoalition, address: str
) -> None:
    body = ask(client, address, status=400)
    assert list(body) == ["detail"]
    assert body["detail"].endswith(".")
    assert address.split("=")[0] in body["detail"]


def test_unknown_coalition_is_404_in_json(client: Client, db: None) -> None:
    assert ask(client, status=404)["detail"]


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_api_only_reads(client: Client, small: SmallCoalition, method: str) -> None:
    assert getattr(client, method)(MATRIX).status_code == 405


def test_cost_does_not_grow_with_the_rows(
    client: Client, small: SmallCoalition, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for size, codes in enumerate((("AAA", "BBB"), ("CCC", "DDD")), start=1):
        for code in codes:
            small.say(small.pledge(code), waits={"ceasefire": None})
        with django_assert_num_queries(5):
            assert len(ask(client)["countries"]) == 2 * size


def test_coalitions_are_listed_and_the_contract_is_described(
    client: Client, small: SmallCoalition
) -> None:
    (entry,) = client.get("/api/v1/coalitions").json()
    assert entry == {
        "slug": "small",
        "name": small.coalition.name,
        "url": "http://testserver/c/small/",
    }
    described = client.get("/api/v1/openapi.json").json()
    operation = described["paths"]["/api/v1/coalitions/{coalition}/matrix"]["get"]
    names = {parameter["name"] for parameter in operation["parameters"]}
    assert names >= {"as_of", "known_at", "assume", "role", "stance", "country", "grade"}
    assert {"200", "400", "404"} <= {str(status) for status in operation["responses"]}
