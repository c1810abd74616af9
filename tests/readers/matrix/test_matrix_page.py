"""The matrix's page: whole and as a fragment, its states, its links, its words."""

import re

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from tests.factories.commitments import CountryFactory, MembershipFactory
from tests.factories.small_coalition import SmallCoalition
from tests.readers.pages import HTMX, fragment, links, page, words

pytestmark = pytest.mark.django_db
MATRIX = "/c/small/"


def cell(html: str, address: str) -> str:
    """The link of one cell, with what stands in it."""
    found = re.search(rf'<a class="(?:cell|cell-none)" href="{re.escape(address)}".*?</a>', html)
    assert found, address
    return found[0]


def test_page_and_fragment_show_the_same_board(client: Client, small: SmallCoalition) -> None:
    small.say(small.pledge())
    whole, part = page(client, MATRIX), fragment(client, MATRIX)
    assert part.strip().startswith('<div id="board">')
    assert part.strip() in whole
    assert whole.count('id="board"') == part.count('id="board"') == 1


@pytest.mark.parametrize("header", ["HX-Boosted", "HX-History-Restore-Request"])
def test_boosted_and_restored_pages_are_whole(
    client: Client, small: SmallCoalition, header: str
) -> None:
    answer = client.get(MATRIX, headers={**HTMX, header: "true"})
    assert b"<!doctype html>" in answer.content


def test_stated_cell_tells_everything_in_words(client: Client, small: SmallCoalition) -> None:
    pledge = small.pledge(place="neighbouring_state")
    small.say(pledge, "offered", "2025-09-01", waits={"ceasefire": None, "vote": None})
    small.say(small.pledge(place="inside_host"), "ruled_out", "2025-09-05")
    small.say(pledge, "withdrawn", "2025-10-01", grade="E")
    html = page(client, MATRIX + "?as_of=2025-10-11")
    shown = cell(html, "/c/small/GBR/training/?as_of=2025-10-11")
    assert words(shown) == (
        "Offered B 1 2 next door · 40 d also ruled out inside since reported: withdrawn"
    )
    assert 'data-stance="offered"' in shown
    assert "data-waits" in shown
    assert (
        'aria-label="Offered: Land of GBR, Training, next door, waits for 2 conditions, grade B, '
        '1 quotation, said 1 September 2025, also ruled out"'
    ) in shown


def test_several_equal_pledges_and_a_dispute_are_marked(
    client: Client, small: SmallCoalition
) -> None:
    one, other = small.say(small.pledge()), small.say(small.pledge(place="sea"))
    small.contradict(one, other)
    assert words(page(client, MATRIX)).count("2 pledges disputed") == 1


def test_four_empty_states_differ_in_glyph_and_word(client: Client, small: SmallCoalition) -> None:
    outcomes = {"AAA": "nothing_found", "BBB": "withheld", "CCC": "not_applicable"}
    for code, outcome in outcomes.items():
        small.check(CountryFactory(iso3=code), outcome=outcome, on="2025-09-01")
    MembershipFactory(coalition=small.coalition, country=CountryFactory(iso3="DDD"))
    html = page(client, MATRIX)
    shown = {code: cell(html, f"/c/small/{code}/training/") for code in (*outcomes, "DDD")}
    assert [words(shown[code]) for code in shown] == [
        "∅ Nothing found Sep 2025",
        "▮ Withheld Sep 2025",
        "× Does not apply Sep 2025",
        "– Not researched",
    ]


def test_scenario_says_what_it_is(client: Client, small: SmallCoalition) -> None:
    small.say(small.pledge(), waits={"ceasefire": None})
    real, scenario = page(client, MATRIX), page(client, MATRIX + "?assume=ceasefire")
    assert "A scenario, not a report." not in real
    assert "A scenario, not a report." in words(scenario)
    shown = cell(scenario, "/c/small/GBR/training/?assume=ceasefire")
    assert "data-freed" in shown
    assert "data-waits" not in shown
    assert "unconditional under the assumption" in shown


def test_failed_condition_is_marked(client: Client, small: SmallCoalition) -> None:
    small.say(small.pledge(), waits={"vote": None})
    small.outcome("vote", "failed")
    shown = cell(page(client, MATRIX), "/c/small/GBR/training/")
    assert "data-failed" in shown
    assert "a condition failed" in shown


def test_every_link_keeps_times_and_assumptions(client: Client, small: SmallCoalition) -> None:
    small.say(small.pledge(), waits={"ceasefire": None})
    small.say(small.pledge(None), "floated")
    state = "?as_of=2025-12-01&known_at=2025-12-31T09:00:00Z&assume=ceasefire"
    html = page(client, MATRIX + state + "&stance=offered")
    found = links(html)
    inward = [link for link in found if link.startswith(("/c/small/GBR", "/pledges/"))]
    assert len(inward) >= 3
    assert all(link.endswith(state) for link in inward)
    permanent = [link for link in found if link.endswith(state + "&stance=offered")]
    assert any(link.startswith("/api/v1/coalitions/small/matrix?") for link in permanent)
    for link in inward:
        assert client.get(link).status_code == 200


def test_controls_show_the_state_they_would_send(client: Client, small: SmallCoalition) -> None:
    small.say(small.pledge(), waits={"ceasefire": None})
    html = page(client, MATRIX + "?as_of=2025-12-01&assume=ceasefire&stance=offered&group=NATO")
    ticked = re.findall(r'<input type="checkbox" name="(\w+)" value="([^"]*)"[^>]*checked', html)
    assert sorted(ticked) == [("assume", "ceasefire"), ("group", "NATO"), ("stance", "offered")]
    assert 'name="as_of" value="2025-12-01"' in html


def test_form_sent_without_anything_typed_is_the_bare_matrix(
    client: Client, small: SmallCoalition
) -> None:
    small.say(small.pledge())
    sent = fragment(client, MATRIX + "?as_of=&known_at=")
    assert sent == fragment(client, MATRIX)
    assert "as of" not in words(sent)


def test_filters_that_nobody_passes_offer_a_way_back(client: Client, small: SmallCoalition) -> None:
    small.say(small.pledge())
    html = page(client, MATRIX + "?as_of=2025-12-01&stance=deployed")
    assert "No country has a cell that passes these filters." in html
    assert "/c/small/?as_of=2025-12-01" in links(html)


def test_filtered_cells_say_so_and_not_that_nothing_is_there(
    client: Client, small: SmallCoalition
) -> None:
    small.say(small.pledge())
    html = page(client, MATRIX + "?stance=offered")
    assert html.count('class="matrix-hidden"') == 1
    assert "not_researched" not in html.split("<tbody")[1].split("</tbody>")[0]


def test_collective_claims_stand_outside_the_table(client: Client, small: SmallCoalition) -> None:
    claim = small.pledge(None, title="Up to 30,000 troops", parties=[CountryFactory(iso3="GBR")])
    small.say(claim, "floated", headcount_max=30000)
    html = page(client, MATRIX)
    assert "Up to 30,000 troops" in words(html.split('class="matrix-collective"')[1])
    assert "<table" not in html


def test_totals_are_told_apart_with_who_gave_no_figure(
    client: Client, small: SmallCoalition
) -> None:
    small.say(small.pledge("GBR", "training", "logistics"), headcount_min=2000, headcount_max=5000)
    small.say(small.pledge("FRA"), headcount_withheld=True)
    small.say(small.pledge("POL"), "deployed")
    text = words(page(client, MATRIX))
    assert "Promised 2,000 to 5,000 from 1 country; 1 gave no figure" in text
    assert "Authorised no country" in text
    assert "Deployed 1 country, no figure given" in text


def test_day_before_everything_is_a_readable_page(client: Client, small: SmallCoalition) -> None:
    small.say(small.pledge())
    text = words(page(client, MATRIX + "?as_of=1900-01-01"))
    assert "as of 1 Jan 1900" in text
    assert text.count("– Not researched") >= 2


# --- home -------------------------------------------------------------------------------------
def test_home_is_the_default_coalitions_matrix(
    client: Client, small: SmallCoalition, settings: Settings
) -> None:
    settings.LEDGER_DEFAULT_COALITION = "small"
    small.say(small.pledge())
    assert "Land of GBR" in page(client, "/")
    assert fragment(client, "/?as_of=2025-12-01").strip().startswith('<div id="board">')


def test_empty_ledger_welcomes(client: Client, db: None) -> None:
    assert "This ledger has no coalition yet" in page(client, "/")


def test_coalition_of_which_nothing_is_published_says_so(
    client: Client, small: SmallCoalition
) -> None:
    assert "Nothing is recorded for this coalition yet." in page(client, MATRIX)
