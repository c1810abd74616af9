"""A row or a cell in somebody else's frame, and nothing else there."""

import pytest
from django.test import Client

from tests.factories.commitments import CountryFactory
from tests.factories.small_coalition import SmallCoalition
from tests.readers.pages import links, page, words

pytestmark = pytest.mark.django_db


def grown(small: SmallCoalition) -> SmallCoalition:
    """GBR offers training, and waits for a ceasefire."""
    small.say(small.pledge(), waits={"ceasefire": None})
    return small


@pytest.mark.parametrize("path", ["/embed/small/GBR/", "/embed/small/GBR/training/"])
def test_embeds_may_be_framed_and_hold_no_script(
    client: Client, small: SmallCoalition, path: str
) -> None:
    grown(small)
    answer = client.get(path)
    assert answer.status_code == 200
    assert "frame-ancestors *" in answer["Content-Security-Policy"]
    assert "script-src" not in answer["Content-Security-Policy"]
    assert "X-Frame-Options" not in answer
    assert answer["X-Robots-Tag"] == "noindex"
    assert not answer.cookies
    assert "Cookie" not in answer.get("Vary", "")
    html = answer.content.decode()
    assert "<script" not in html
    assert "Offered waits for 1 condition 1 Sep 2025 B 1 quotation" in words(html)
    assert html.count("<a ") == html.count('target="_blank" rel="noopener"')
    assert "/c/small/GBR/training/" in links(html)


def test_embeds_speak_the_language_of_their_address_and_keep_none(
    client: Client, small: SmallCoalition
) -> None:
    grown(small)
    answer = client.get("/embed/small/GBR/?lang=uk")
    assert answer.headers["Content-Language"] == "uk"
    assert "Велика Британія" in answer.content.decode()
    assert not answer.cookies
    client.get("/method/?lang=fr")
    assert client.get("/embed/small/GBR/").headers["Content-Language"] == "en"


def test_nothing_else_may_be_framed(client: Client, small: SmallCoalition) -> None:
    grown(small)
    for path in ("/c/small/", "/c/small/GBR/", "/search/", "/sources/", "/method/report/"):
        answer = client.get(path)
        assert answer["X-Frame-Options"] == "DENY", path
        assert "frame-ancestors 'none'" in answer["Content-Security-Policy"], path


def test_embed_keeps_times_and_scenario(client: Client, small: SmallCoalition) -> None:
    grown(small)
    text = words(page(client, "/embed/small/GBR/?as_of=2025-12-01&assume=ceasefire"))
    assert "what was said up to 1 Dec 2025" in text
    assert "A scenario: some conditions are assumed to be met." in text
    assert "waits for" not in text
    text = words(page(client, "/embed/small/GBR/training/?as_of=2025-01-01"))
    assert "Not researched" in text
    assert "It does not mean no." in text


def test_wrong_address_is_explained_in_the_frame(client: Client, small: SmallCoalition) -> None:
    grown(small)
    CountryFactory(iso3="QQQ")
    for path, status, why in (
        ("/embed/small/GBR/?as_of=never", 400, "is not a day we can read"),
        ("/embed/small/QQQ/", 404, "This country is not in this coalition."),
        ("/embed/small/GBR/knitting/", 404, "This coalition has no such role."),
    ):
        answer = client.get(path)
        assert answer.status_code == status, path
        assert why in words(answer.content.decode()), path
        assert "frame-ancestors *" in answer["Content-Security-Policy"], path
