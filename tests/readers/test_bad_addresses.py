"""Addresses that cannot be answered: a readable 400 or 404, never a 500, and only GET and HEAD."""

import pytest
from django.test import Client

from tests.factories.small_coalition import SmallCoalition
from tests.readers.bad_parameters import BAD
from tests.readers.pages import HTMX, page, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def reference(small: SmallCoalition) -> str:
    """Of a pledge by GBR of training that has been published."""
    return small.say(small.pledge()).pledge.reference


# Those that a page with one country and no filters reads at all.
READ_EVERYWHERE = [
    address for address in BAD if address.startswith(("as_of", "known_at", "assume"))
]


@pytest.mark.parametrize("address", BAD)
def test_matrix_answers_400_with_the_sentence_and_a_way_back(
    client: Client, reference: str, address: str
) -> None:
    html = page(client, f"/c/small/?{address}", 400)
    assert f"({address.split('=')[0]})" in html or "given twice" in html
    assert 'href="/c/small/"' in html


@pytest.mark.parametrize("address", READ_EVERYWHERE)
@pytest.mark.parametrize("path", ["/c/small/GBR/", "/c/small/GBR/training/", "/pledges/{}/"])
def test_pages_below_answer_400_too(
    client: Client, reference: str, path: str, address: str
) -> None:
    html = page(client, f"{path.format(reference)}?{address}", 400)
    assert "This address asks for something we do not have" in html


@pytest.mark.parametrize("path", ["/c/small/", "/c/small/GBR/training/"])
def test_htmx_gets_the_400_as_well(client: Client, reference: str, path: str) -> None:
    answer = client.get(f"{path}?as_of=yesterday", headers=HTMX)
    assert answer.status_code == 400


@pytest.mark.parametrize(
    "path",
    [
        "/c/nowhere/",
        "/c/nowhere/GBR/",
        "/c/nowhere/GBR/training/",
        "/c/small/XXX/",
        "/c/small/gbr/",
        "/c/small/XXX/training/",
        "/c/small/GBR/cooking/",
        "/pledges/TST-GBR-999/",
        "/pledges/nonsense/",
        "/pledges/%00/",
        "/pledges/TST-GBR-0/",
        "/sources/999999/",
        "/sources/99999999999999999999999999/",
        "/sources/0/",
        "/nothing/",
    ],
)
def test_unknown_record_is_404_with_a_page(client: Client, reference: str, path: str) -> None:
    assert "There is no such page" in words(page(client, path, 404))


def test_pledge_without_a_published_statement_is_404(client: Client, small: SmallCoalition) -> None:
    page(client, f"/pledges/{small.pledge().reference}/", 404)


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/c/small/",
        "/c/small/GBR/",
        "/c/small/GBR/training/",
        "/pledges/{}/",
        "/sources/",
        "/method/",
    ],
)
def test_readers_pages_are_read_only(client: Client, reference: str, path: str) -> None:
    address = path.format(reference)
    head = client.head(address)
    assert (head.status_code, head.content) == (200, b"")
    for method in ("post", "put", "patch", "delete"):
        answer = getattr(client, method)(address)
        assert answer.status_code == 405
        assert answer["Allow"] == "GET, HEAD"


@pytest.mark.parametrize("number", ["0", "-1", "abc", "999999999999999999999", "%00", ""])
def test_odd_page_numbers_show_a_page_of_sources(
    client: Client, reference: str, number: str
) -> None:
    assert "1 article quoted" in words(page(client, f"/sources/?page={number}"))


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
@pytest.mark.parametrize("name", ["as_of", "known_at"])
@pytest.mark.parametrize("path", ["/c/small/", "/c/small/GBR/", "/pledges/{}/"])
def test_ends_of_the_calendar_are_answered(
    client: Client, reference: str, path: str, name: str, day: str
) -> None:
    page(client, f"{path.format(reference)}?{name}={day}")


def test_message_repeats_nothing_as_markup(client: Client, reference: str) -> None:
    html = page(client, "/c/small/?stance=<script>alert(1)</script>", 400)
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)" in html
