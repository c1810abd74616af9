"""How a reader reports an error: kept, limited, and said what of."""

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from commitments.models import ErrorReport
from tests.readers.pages import page, words

pytestmark = pytest.mark.django_db

ADDRESS = "/method/report/"
GOOD = {"text": "The date is wrong.", "page": "/c/small/GBR/", "email": "reader@example.org"}


def test_form_says_what_is_kept_and_knows_the_page(client: Client) -> None:
    html = page(client, f"{ADDRESS}?page=/sources/3/")
    assert "What we keep: your words, the page, the time, and your email" in words(html)
    assert 'value="/sources/3/"' in html
    assert '<meta name="robots" content="noindex' in html


def test_report_is_kept_and_thanked_for(client: Client) -> None:
    answer = client.post(ADDRESS, GOOD)
    assert answer.status_code == 302
    assert answer["Location"] == f"{ADDRESS}?sent=1"
    assert "Your report is with the desk." in words(page(client, answer["Location"]))
    report = ErrorReport.objects.get()
    assert (report.text, report.page, report.email) == (GOOD["text"], GOOD["page"], GOOD["email"])
    assert report.settled_at is None


def test_whole_address_is_kept_as_a_path(client: Client) -> None:
    client.post(ADDRESS, {**GOOD, "page": "https://ledger.example/pledges/UKR-GBR-1/?as_of=x#s1"})
    assert ErrorReport.objects.get().page == "/pledges/UKR-GBR-1/?as_of=x#s1"


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"text": " "}, "Say what is wrong."),
        ({"text": "x" * 4001}, "Shorten the report to 4000 characters"),
        ({"email": "nobody"}, "Write it like name@example.org"),
        ({"page": "//elsewhere.example/"}, "This is no page of this site."),
        ({"page": "javascript:alert(1)"}, "This is no page of this site."),
        ({"text": "a\x00b"}, "Null characters are not allowed."),
    ],
)
def test_bad_report_keeps_what_was_typed(
    client: Client, change: dict[str, str], error: str
) -> None:
    answer = client.post(ADDRESS, {**GOOD, **change})
    assert answer.status_code == 422
    html = answer.content.decode()
    assert error in html
    assert "Not sent yet. What you typed is kept." in html
    assert GOOD["email" if "email" not in change else "page"] in html
    assert not ErrorReport.objects.exists()


def test_program_that_fills_in_everything_is_thanked_and_forgotten(client: Client) -> None:
    answer = client.post(ADDRESS, {**GOOD, "website": "https://spam.example"})
    assert answer["Location"] == f"{ADDRESS}?sent=1"
    assert not ErrorReport.objects.exists()


def test_flood_is_held_back_and_its_words_are_kept(client: Client, settings: Settings) -> None:
    settings.LEDGER_LIMITS = {"report": (2, 3600)}
    for _ in range(2):
        assert client.post(ADDRESS, GOOD).status_code == 302
    # What is refused anyway counts for nothing.
    answer = client.post(ADDRESS, GOOD)
    assert answer.status_code == 429
    assert "Very many reports came from your network" in answer.content.decode()
    assert GOOD["text"] in answer.content.decode()
    assert ErrorReport.objects.count() == 2
    # Another network has its own count.
    assert client.post(ADDRESS, GOOD, REMOTE_ADDR="203.0.113.7").status_code == 302


def test_report_needs_our_own_form(client: Client) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(ADDRESS, GOOD).status_code == 403
