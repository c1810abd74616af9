"""The pages of pictures and their files: states, parameters, tables, and what a file carries."""

import csv
import re
import struct
from datetime import timedelta
from io import StringIO
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from readers.pictures.gallery import KINDS
from tests.factories.small_coalition import SmallCoalition
from tests.readers.pages import fragment, links, page, words

pytestmark = pytest.mark.django_db
PICTURES = "/c/small/pictures/"
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def told(small: SmallCoalition) -> SmallCoalition:
    """Something to draw in every picture."""
    wrong = small.say(small.pledge("GBR"), "deployed", "2025-08-01")
    small.correct(wrong, "committed", at="2025-09-01")
    small.say(
        small.pledge("POL"), "offered", "2025-09-01", waits={"ceasefire": None}, headcount_max=500
    )
    small.say(small.pledge("FRA", "logistics"), "ruled_out", "2025-09-02")
    small.outcome("vote", "met", "2025-09-03")
    return small


def file(client: Client, address: str, status: int = 200) -> Any:
    answer = client.get(PICTURES + address)
    assert answer.status_code == status
    return answer


def test_gallery_shows_every_picture_with_its_table_and_files(
    client: Client, told: SmallCoalition
) -> None:
    html = page(client, f"{PICTURES}?role=training")
    for kind in KINDS:
        assert f'id="picture-{kind}"' in html
        assert f'id="numbers-{kind}"' in html
        for extension in ("png", "svg", "csv"):
            assert f"{PICTURES}{kind}.{extension}?role=training" in links(html)
    assert html.count("<svg ") == 2 * len(KINDS)
    # A strict policy: nothing may style or script itself.
    assert " style=" not in html
    assert "<style" not in html
    identifiers = re.findall(r' id="([^"]*)"', html)
    assert len(identifiers) == len(set(identifiers))


@pytest.mark.parametrize("kind", ["", *(f"{kind}/" for kind in KINDS)])
def test_page_and_fragment_show_the_same(client: Client, told: SmallCoalition, kind: str) -> None:
    whole, part = page(client, PICTURES + kind), fragment(client, PICTURES + kind)
    assert part.strip().startswith('<div id="gallery">')
    assert part.strip() in whole


@pytest.mark.parametrize("address", ["", "map/", "map.svg", "map.png", "timeline.csv"])
def test_bad_parameter_and_unknown_names_are_told_apart(
    client: Client, told: SmallCoalition, address: str
) -> None:
    answer = client.get(f"{PICTURES}{address}?role=cooking")
    assert answer.status_code == 400
    assert "cooking" in answer.content.decode()
    # A refusal is a page, and keeps the policy of pages.
    assert "style-src 'self'" in answer["Content-Security-Policy"]
    assert client.get(f"{PICTURES}{address}?as_of=never").status_code == 400
    assert client.get(f"/c/nowhere/pictures/{address}").status_code == 404


@pytest.mark.parametrize("address", ["pie/", "pie.svg", "map.gif", "map.html"])
def test_unknown_picture_or_format_is_not_found(
    client: Client, told: SmallCoalition, address: str
) -> None:
    file(client, address, status=404)


@pytest.mark.parametrize("kind", list(KINDS))
def test_scenario_is_unmistakable_on_the_page_and_in_the_file(
    client: Client, told: SmallCoalition, kind: str
) -> None:
    query = "?assume=ceasefire"
    assert "A scenario, not a report." in words(page(client, f"{PICTURES}{kind}/{query}"))
    svg = file(client, f"{kind}.svg{query}").content.decode()
    assert "A scenario, not a report: as if this were met: Ceasefire." in svg
    assert "A scenario" not in file(client, f"{kind}.svg").content.decode()


def test_empty_ledger_says_so_and_draws_nothing(client: Client, small: SmallCoalition) -> None:
    html = page(client, PICTURES)
    assert words(html).count("there is nothing to draw") == len(KINDS)
    assert "<svg" not in html
    for kind in KINDS:
        for extension in ("svg", "csv"):
            file(client, f"{kind}.{extension}")


@pytest.mark.parametrize("kind", list(KINDS))
def test_svg_is_complete_by_itself(client: Client, told: SmallCoalition, kind: str) -> None:
    answer = file(client, f"{kind}.svg?as_of=2025-12-01")
    assert answer["Content-Type"] == "image/svg+xml"
    assert f'filename="small-{kind}-2025-12-01.svg"' in answer["Content-Disposition"]
    assert answer["Content-Security-Policy"] == "default-src 'none'; style-src 'unsafe-inline'"
    text = answer.content.decode()
    root = ET.fromstring(text)
    assert root.tag == f"{SVG}svg"
    assert root.get("role") == "img"
    for part in ("title", "desc", "style"):
        assert root.findtext(f"{SVG}{part}"), part
    assert "prefers-color-scheme: dark" in text
    assert "var(" not in text
    assert "url(" not in text, "nothing is fetched from elsewhere"
    said = " ".join(root.itertext())
    assert f"http://testserver/c/small/pictures/{kind}/?as_of=2025-12-01&known_at=20" in (
        said.replace(" ", "")
    )
    assert "Licence: CC BY 4.0." in said
    hrefs = [link.get("href", "") for link in root.iter(f"{SVG}a")]
    assert hrefs
    assert all(href.startswith("http://testserver/") for href in hrefs)


def test_address_in_a_file_will_always_show_the_same(client: Client, told: SmallCoalition) -> None:
    frozen = file(client, "map.csv").content.decode()
    [first, *_] = csv.DictReader(StringIO(frozen))
    told.say(told.pledge("ITA"), "deployed", "2025-10-01", at=timezone.now() + timedelta(minutes=1))
    query = f"?as_of={first['as_of']}&known_at={first['known_at'].replace('+', '%2B')}"
    assert "ITA" not in page(client, f"{PICTURES}map/{query}")


@pytest.mark.parametrize("kind", list(KINDS))
def test_png_is_drawn_on_the_server(client: Client, told: SmallCoalition, kind: str) -> None:
    answer = file(client, f"{kind}.png")
    assert answer["Content-Type"] == "image/png"
    assert answer.content.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", answer.content[16:24])
    assert width == 2 * (960 + 2 * 24)
    assert height > 300


@pytest.mark.parametrize("kind", list(KINDS))
def test_csv_has_the_numbers_of_the_table(client: Client, told: SmallCoalition, kind: str) -> None:
    html = page(client, f"{PICTURES}{kind}/?assume=ceasefire")
    body = re.search(r"<tbody>(.*?)</tbody>", html, re.DOTALL)
    assert body
    answer = file(client, f"{kind}.csv?assume=ceasefire")
    assert answer["Content-Type"].startswith("text/csv")
    assert "attachment" in answer["Content-Disposition"]
    lines = list(csv.DictReader(StringIO(answer.content.decode())))
    assert len(lines) == body[1].count("<tr>") > 0
    for each in lines:
        assert each["assume"] == "ceasefire"
        assert each["known_at"]
        assert each["url"].startswith("http://testserver/")


def test_csv_holds_no_formula(client: Client, told: SmallCoalition) -> None:
    told.say(told.pledge(None, title="claim"), "floated", headcount_wording="=1+1 and more")
    text = file(client, "headcounts.csv").content.decode()
    assert "'=1+1 and more" in text


def test_no_words_of_a_source_break_a_file(client: Client, told: SmallCoalition) -> None:
    words_of_a_source = '"5" <b>&amp;\x0b\x01 men'
    told.say(told.pledge("ITA"), "offered", "2025-09-01", headcount_wording=words_of_a_source)
    svg = file(client, "headcounts.svg").content.decode()
    assert '"5" <b>&amp; men · Offered' in list(ET.fromstring(svg).itertext())
    assert "5&quot; &lt;b&gt;&amp;amp;" in page(client, f"{PICTURES}headcounts/")


def test_form_keeps_filters_it_has_no_field_for(client: Client, told: SmallCoalition) -> None:
    html = page(client, f"{PICTURES}map/?country=GBR,POL&role=training,logistics")
    assert '<input type="hidden" name="country" value="GBR,POL">' in html
    assert re.search(r'<option value="training,logistics"\s+selected>Training and Logistics', html)
    assert f"{PICTURES}map/?role=training,logistics" in links(html), "show all countries"


@pytest.mark.parametrize("address", [PICTURES, f"{PICTURES}map/?assume=ceasefire&role=training"])
def test_every_link_of_a_page_works(client: Client, told: SmallCoalition, address: str) -> None:
    found = {link for link in links(page(client, address)) if link.startswith("/c/small/")}
    assert len(found) > 10
    for href in found:
        if ".png" in href:
            continue  # drawn by a test of its own; each takes a while
        assert client.get(href).status_code == 200, href


def test_gallery_costs_no_more_queries_for_more_countries(
    client: Client, told: SmallCoalition
) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            page(client, PICTURES)
        return len(captured)

    before = cost()
    for code in ("AAA", "BBB", "CCC", "DDD"):
        told.say(told.pledge(code), "offered", "2025-09-01", headcount_min=5)
    assert cost() == before == 1 + 4 + 2


def test_one_address_may_not_ask_for_points_without_end(
    client: Client, told: SmallCoalition, settings: Any
) -> None:
    settings.LEDGER_LIMITS = settings.LEDGER_LIMITS | {"png": (0, 60)}
    file(client, "map.png", status=429)
    file(client, "map.svg")
