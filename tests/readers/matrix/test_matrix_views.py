"""The matrix's page in its many states: any of them comes back from its own links."""

from __future__ import annotations

import re
from datetime import date
from html import unescape
from urllib.parse import urlsplit

import pytest
from django.http import QueryDict
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commitments.matrix.state import (
    AGES,
    DISPUTED,
    FACETS,
    GROUPINGS,
    GROUPS,
    SORTS,
    MatrixState,
    parse_state,
)
from commitments.rules.grades import GRADES
from commitments.rules.stances import Conditionality, Place, Stance
from tests.factories.commitments import CountryFactory
from tests.factories.small_coalition import SmallCoalition
from tests.readers.pages import HTMX, fragment, links, page, response, words

pytestmark = pytest.mark.django_db
MATRIX = "/c/small/"


@pytest.fixture
def filled(small: SmallCoalition) -> SmallCoalition:
    pledge = small.pledge(CountryFactory(iso3="GBR", name="Great Land", groups=["NATO", "G7"]))
    small.say(pledge, "considering", "2025-09-01", waits={"ceasefire": None})
    small.say(pledge, "committed", "2025-10-01", headcount_max=5000, waits={"ceasefire": None})
    fra = CountryFactory(iso3="FRA", name="Fränkland", groups=["NATO", "EU"])
    small.say(small.pledge(fra, "logistics"), "offered", "2025-10-01")
    return small


def some_of(values: object, most: int = 2) -> st.SearchStrategy[tuple[str, ...]]:
    chosen = st.lists(st.sampled_from(list(values)), unique=True, max_size=most)
    return chosen.map(tuple)


DAYS = st.dates(date(2025, 8, 1), date(2026, 1, 1))
STATES = st.builds(
    MatrixState,
    as_of=DAYS,
    known_at=st.one_of(st.none(), DAYS),
    assume=some_of(["ceasefire", "vote"]),
    role=some_of(["training", "logistics"]),
    stance=some_of(Stance.values),
    country=some_of(["GBR", "FRA"]),
    group=some_of(GROUPS),
    place=some_of(Place.values),
    grade=some_of(GRADES),
    conditionality=some_of(Conditionality.values),
    disputed=some_of(DISPUTED),
    age=some_of(AGES),
    q=st.sampled_from(["", "land", "a&b=c", "“ä+%"]),
    sort=st.sampled_from(["", *SORTS, "training"]),
    by=st.sampled_from(["", *GROUPINGS]),
    compare=st.one_of(st.none(), DAYS),
    compare_known_at=st.one_of(st.none(), DAYS),
)


def read(address: str) -> MatrixState:
    return parse_state(QueryDict(urlsplit(address).query))


def sent(html: str) -> str:
    """What the page's form would send if it were submitted as it is."""
    form = html.split('<form class="controls"')[1].split("</form>")[0]
    pairs = [
        *re.findall(r'<input type="(?:date|search)"[^>]* name="(\w+)" value="([^"]*)"', form),
        *re.findall(r'<input type="checkbox" name="(\w+)" value="([^"]*)"[^>]* checked>', form),
    ]
    for name, options in re.findall(r'<select id="\w+" name="(\w+)">(.*?)</select>', form):
        pairs += [(name, value) for value in re.findall(r'value="([^"]*)" selected', options)]
    parameters = QueryDict(mutable=True)
    for name, value in pairs:
        parameters.appendlist(name, unescape(value))
    return parameters.urlencode()


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(state=STATES)
def test_any_state_comes_back_from_its_page(
    client: Client, filled: SmallCoalition, state: MatrixState
) -> None:
    html = page(client, MATRIX + state.address())
    own = [link for link in links(html) if link == state.address()]
    assert len(own) == 1, "the view's own address"
    assert read(own[0]) == state
    again = read("?" + sent(html))
    for facet in (*FACETS, "assume"):
        # Checkboxes come in the order of the page.
        assert set(getattr(again, facet)) == set(getattr(state, facet))
    for name in ("as_of", "known_at", "q", "sort", "by", "compare", "compare_known_at"):
        assert getattr(again, name) == getattr(state, name), name


def test_every_link_to_another_state_answers(client: Client, filled: SmallCoalition) -> None:
    state = "?as_of=2025-12-01&known_at=2025-12-31&assume=ceasefire&stance=committed&q=land"
    found = links(page(client, MATRIX + state + "&sort=training&by=stance&compare=2025-09-15"))
    inward = {link for link in found if link.startswith(("/c/small/", "/api/"))}
    assert len(inward) > 10
    for link in inward:
        assert client.get(link, headers=HTMX).status_code == 200, link


def test_each_thing_that_is_on_is_lifted_by_one_link(
    client: Client, filled: SmallCoalition
) -> None:
    address = (
        "?as_of=2025-12-01&known_at=2025-12-31&assume=ceasefire&role=training&stance=committed"
        "&q=land&sort=training&compare=2025-09-15"
    )
    html = page(client, MATRIX + address)
    listed = html.split('class="controls-in-force"')[1].split("</ul>")[0]
    shown = [words(item) for item in re.findall(r"<li>(.*?)</li>", listed, re.DOTALL)]
    assert shown == [
        "Remove: said up to 1 Dec 2025 ✕",
        "Remove: published here by 31 Dec 2025 ✕",
        "Remove: compared with 15 Sep 2025 ✕",
        "Remove: assuming: Ceasefire ✕",
        "Remove: country named “land” ✕",
        "Remove: Training ✕",
        "Remove: Committed ✕",
        "Back to today, everything",
    ]
    for link in links(listed)[:-1]:
        before, after = read(address), read(link)
        names = [n for n in MatrixState.__slots__ if getattr(before, n) != getattr(after, n)]
        assert set(names) - {"is_today", "as_of"} or not before.is_today
        assert after.sort == "training"


def test_facets_say_how_many_pledges_each_choice_would_show(
    client: Client, filled: SmallCoalition
) -> None:
    html = page(client, MATRIX + "?stance=offered")
    chip = r'id="([\w-]+)"[^>]*>[^<]*<small><span[^>]*>[^<]*</span>(\d+)</small>'
    chips = dict(re.findall(chip, html))
    assert (chips["stance-committed"], chips["stance-offered"]) == ("1", "1")
    assert (chips["country-FRA"], chips["country-GBR"]) == ("1", "0")
    assert chips["assume-ceasefire"] == "1"
    assert 'data-nothing><input type="checkbox" name="country" value="GBR"' in html


def test_comparison_marks_cells_and_lists_them(client: Client, filled: SmallCoalition) -> None:
    html = page(client, MATRIX + "?compare=2025-09-15&as_of=2025-12-01")
    assert "What changed from 15 Sep 2025 to 1 Dec 2025" in html
    listed = words(html.split('class="comparison"')[1].split("</section>")[0])
    assert "Great Land, Training: Considering → Committed; headcount no figure → up to" in listed
    assert "+ " not in listed, "signs are the stylesheet's"
    rose = re.search(r'<a class="cell"[^>]*data-change="rose"[^>]*>.*?</a>', html)
    assert rose
    assert "rose, was considering" in words(rose[0])
    assert 'rose, was considering"' in rose[0], "its sentence says so too"
    assert re.search(r'data-change="appeared"[^>]*>.*?>new</span>', html)


def test_comparison_without_a_change_says_so(client: Client, filled: SmallCoalition) -> None:
    html = page(client, MATRIX + "?compare=2025-11-15&as_of=2025-12-01")
    assert "Nothing in view changed between the two." in html


def test_slider_stands_on_days_of_speech(client: Client, filled: SmallCoalition) -> None:
    today = page(client, MATRIX)
    assert 'data-days="2025-09-01 2025-10-01"' in today
    assert 'max="2" step="1" value="2"' in today
    between = page(client, MATRIX + "?as_of=2025-09-20")
    assert 'max="2" step="1" value="0"' in between
    assert 'aria-valuetext="20 September 2025"' in between
    assert "data-slider" not in page(client, MATRIX + "?known_at=2025-08-01")


def test_playing_and_typing_leave_one_step_for_back(client: Client, filled: SmallCoalition) -> None:
    address = MATRIX + "?as_of=2025-09-01&q=&stance="
    pushed = response(client, address, headers=HTMX)
    assert pushed["HX-Push-Url"] == MATRIX + "?as_of=2025-09-01"
    replaced = response(client, address, headers={**HTMX, "Ledger-Address": "replace"})
    assert replaced["HX-Replace-Url"] == MATRIX + "?as_of=2025-09-01"
    assert "HX-Push-Url" not in replaced


def test_scenario_tells_before_and_after(client: Client, filled: SmallCoalition) -> None:
    text = words(fragment(client, MATRIX + "?assume=ceasefire"))
    assert "1 cell is highlighted: it would no longer wait for anything." in text
    assert "Promised 1 country, no figure given up to 5,000 from 1 country; 1 gave no" in text
    assert "rose" not in text
    assert "would wait for nothing" in text


def test_reference_opens_what_it_cites(client: Client, filled: SmallCoalition) -> None:
    for address in (MATRIX + "?stance=committed", "/c/small/GBR/training/"):
        html = page(client, address)
        found = re.search(r'id="[\w-]+-address" href="([^"]*)"', html)
        assert found
        cited = unescape(found[1])
        assert "as_of=" in cited
        assert "known_at=" in cited
        assert client.get(cited).status_code == 200
        for part in ("@misc{coalition-ledger-small", "&quot;type&quot;: &quot;dataset&quot;"):
            assert part in html
    assert "Great Land, Training, in" in words(html)


def test_sorted_column_says_so_and_its_link_undoes_it(
    client: Client, filled: SmallCoalition
) -> None:
    html = page(client, MATRIX + "?sort=training")
    assert html.count("aria-sort=") == 1
    head = re.search(r'<th[^>]*aria-sort="descending"><a href="([^"]*)"', html)
    assert head
    assert head[1] == MATRIX
    assert 'href="/c/small/?sort=logistics"' in html


def test_groups_are_headed_across_the_table(client: Client, filled: SmallCoalition) -> None:
    html = page(client, MATRIX + "?by=organisation")
    heads = re.findall(r'<th scope="rowgroup"[^>]*colspan="3">(.*?)</th>', html)
    assert [words(head) for head in heads] == [
        "In NATO and the EU 1",
        "In NATO, not in the EU 1",
    ]
    assert html.count("<tbody") == 2


def test_last_word_is_of_what_is_in_view(client: Client, filled: SmallCoalition) -> None:
    filled.say(filled.pledge(None), "floated", "2025-12-24")
    assert "last word 24 Dec 2025" in words(page(client, MATRIX))
    assert "last word 1 Oct 2025" in words(page(client, MATRIX + "?country=FRA"))


def test_headcount_stands_beside_the_country(client: Client, filled: SmallCoalition) -> None:
    assert "up to 5,000 promised" in words(page(client, MATRIX))
