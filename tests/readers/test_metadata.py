"""What pages say to machines: canonical address, cards, schema.org, sitemap, robots."""

import json
import re
from html import unescape
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from readers.machines.schema_org import as_json_ld
from tests.factories.commitments import StatementFactory
from tests.factories.people import EditorFactory
from tests.factories.small_coalition import SmallCoalition
from tests.readers.pages import page
from tests.readers.sources.quoted import quoted_article

pytestmark = pytest.mark.django_db

MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def metadata(html: str) -> dict[str, str]:
    """The page's meta elements by name or property, and its canonical address."""
    pairs = re.findall(r'<meta (?:name|property)="([^"]+)" content="([^"]*)"', html)
    found = {name: unescape(content) for name, content in pairs}
    found["canonical"] = unescape(re.findall(r'<link rel="canonical" href="([^"]+)"', html)[0])
    return found


def json_ld(html: str) -> dict[str, Any]:
    """The page in schema.org's words."""
    (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    data: dict[str, Any] = json.loads(block)
    assert data["@context"] == "https://schema.org"
    return data


def test_page_says_its_address_without_parameters_and_has_a_card(
    client: Client, small: SmallCoalition
) -> None:
    small.say(small.pledge())
    found = metadata(page(client, "/c/small/GBR/?as_of=2025-10-01"))
    assert found["canonical"] == found["og:url"] == "http://testserver/c/small/GBR/"
    assert "Land of GBR" in found["og:title"]
    assert found["og:image"] == "http://testserver/static/img/card.png"
    assert found["og:description"] == found["description"]


def test_every_page_of_a_list_stands_for_itself_and_the_front_page_for_the_matrix(
    client: Client, small: SmallCoalition, settings: Settings
) -> None:
    settings.LEDGER_DEFAULT_COALITION = "small"
    for path, stands_for in (
        ("/", "/c/small/"),
        ("/c/small/?assume=ceasefire", "/c/small/"),
        ("/sources/?page=2", "/sources/?page=2"),
        ("/sources/?page=x&kind=agency", "/sources/"),
    ):
        assert metadata(page(client, path))["canonical"] == f"http://testserver{stands_for}", path


def test_title_with_quotation_marks_stays_within_its_attribute(
    client: Client, small: SmallCoalition
) -> None:
    article = quoted_article(small, title='"><script>x</script> "Ready" & able')
    html = page(client, f"/sources/{article.pk}/")
    assert metadata(html)["og:title"] == article.title
    assert "<script>x" not in html
    assert json_ld(html)["about"]["name"] == article.title


def test_matrix_is_a_dataset(client: Client, small: SmallCoalition) -> None:
    data = json_ld(page(client, "/c/small/"))
    assert data["@type"] == "Dataset"
    assert data["license"].startswith("https://creativecommons.org/")
    assert data["variableMeasured"] == ["Training", "Logistics"]
    assert client.get(data["distribution"][0]["contentUrl"]).status_code == 200
    assert len(data["description"]) >= 50


def test_pledge_is_a_claim_that_appeared_in_articles(client: Client, small: SmallCoalition) -> None:
    article = quoted_article(small, title="Ready to train")
    (pledge,) = small.coalition.pledges.all()
    data = json_ld(page(client, f"/pledges/{pledge.reference}/"))
    assert data["@type"] == "Claim"
    assert data["author"] == {"@type": "Person", "name": "The minister", "jobTitle": ""}
    (work,) = data["appearance"]
    assert work["name"] == "Ready to train"
    assert work["url"] == article.canonical_url


def test_data_block_cannot_be_ended_by_a_text() -> None:
    text = as_json_ld({"name": "</script><script>alert(1)</script>&amp;"})
    assert "<" not in text
    assert ">" not in text
    assert json.loads(text)["name"] == "</script><script>alert(1)</script>&amp;"


def test_sitemap_lists_what_is_public_and_leads_nowhere_wrong(
    client: Client, small: SmallCoalition
) -> None:
    article = quoted_article(small)
    draft = StatementFactory()
    answer = client.get("/sitemap.xml")
    assert answer["Content-Type"] == "application/xml"
    places = [
        (node.text or "").removeprefix("http://testserver")
        for node in ElementTree.fromstring(answer.content).iter(f"{MAP}loc")
    ]
    (pledge,) = small.coalition.pledges.all()
    for path in (
        "/c/small/",
        "/c/small/GBR/",
        f"/pledges/{pledge.reference}/",
        f"/sources/{article.pk}/",
        f"/sources/publishers/{article.publisher_id}/",
        "/method/",
    ):
        assert path in places, path
    assert f"/pledges/{draft.pledge.reference}/" not in places
    assert len(places) == len(set(places))
    for path in places:
        page(client, path)
    assert answer.content.count(b"<lastmod>") >= 2


def test_robots_keep_to_what_is_public(client: Client) -> None:
    answer = client.get("/robots.txt")
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    lines = answer.content.decode().splitlines()
    assert "Disallow: /desk/" in lines
    assert "Sitemap: http://testserver/sitemap.xml" in lines


def test_desk_says_nothing_to_machines(client: Client) -> None:
    client.force_login(EditorFactory())
    html = client.get("/desk/").content.decode()
    assert '<meta name="robots" content="noindex">' in html
    assert "og:title" not in html
