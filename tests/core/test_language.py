"""Which language a page speaks: the address, the cookie, the browser, in this order."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format, number_format

from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db
LOGIN = "/account/login/"
FRENCH = {"Accept-Language": "fr-CA,fr;q=0.9,en;q=0.5"}


def language_of(client: Client, path: str = LOGIN, **options: object) -> str:
    answer = client.get(path, **options)
    language = answer["Content-Language"]
    assert f'<html lang="{language}"' in answer.text
    return language


@pytest.mark.parametrize(
    ("asked", "spoken"),
    [("", "en"), ("uk", "uk"), ("fr-CA,fr;q=0.9", "fr"), ("de,pl;q=0.5", "en"), ("!!", "en")],
)
def test_browser_decides_where_nobody_chose(client: Client, asked: str, spoken: str) -> None:
    assert language_of(client, headers={"Accept-Language": asked}) == spoken


def test_switch_is_remembered_and_goes_back_to_the_page(client: Client) -> None:
    back = client.get("/language/uk/", {"next": "/account/login/?next=/desk/&lang=fr"})
    assert (back.status_code, back["Location"]) == (302, "/account/login/?next=/desk/")
    assert client.cookies["ledger_language"]["max-age"]
    assert language_of(client, headers=FRENCH) == "uk"


@pytest.mark.parametrize("to", ["https://evil.example/", "//evil.example", "javascript:1", ""])
def test_switch_leads_nowhere_else(client: Client, to: str) -> None:
    assert client.get("/language/fr/", {"next": to})["Location"] == "/"


def test_switch_knows_no_other_language(client: Client) -> None:
    answer = client.get("/language/de/", {"next": "/"})
    assert answer.status_code == 404
    assert "ledger_language" not in client.cookies


def test_address_wins_over_the_cookie_and_leaves_it(client: Client) -> None:
    client.get("/language/uk/")
    assert language_of(client, LOGIN + "?lang=fr", headers=FRENCH) == "fr"
    assert language_of(client) == "uk"


def test_address_is_remembered_for_the_session_where_nobody_chose(client: Client) -> None:
    assert language_of(client, LOGIN + "?lang=fr") == "fr"
    assert client.cookies["ledger_language"]["max-age"] == ""
    assert language_of(client) == "fr"


def test_address_with_a_language_we_lack_says_nothing(client: Client) -> None:
    assert language_of(client, LOGIN + "?lang=de", headers=FRENCH) == "fr"
    assert "ledger_language" not in client.cookies


def test_fragment_speaks_the_language_of_the_page_around_it(client: Client) -> None:
    client.get("/language/uk/")
    headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/x/?lang=fr"}
    assert client.get(LOGIN, headers=headers)["Content-Language"] == "fr"


def test_caches_are_told_what_the_page_depends_on(client: Client) -> None:
    vary = {part.strip() for part in client.get(LOGIN)["Vary"].split(",")}
    assert {"Accept-Language", "Cookie", "HX-Request"} <= vary


def test_programs_get_the_same_answer_whoever_asks(client: Client) -> None:
    client.get("/language/uk/")
    answer = client.get("/api/v1/coalitions", headers=FRENCH)
    assert "Content-Language" not in answer
    assert "Accept-Language" not in answer.get("Vary", "")


def test_switch_names_every_language_in_its_own_words(client: Client) -> None:
    page = client.get(LOGIN + "?lang=uk").text
    for code, name in (("en", "English"), ("uk", "Українська"), ("fr", "Français")):
        assert f'lang="{code}" hreflang="{code}"' in page
        assert name in page
    assert reverse("language_choose", args=["fr"]) in page


def test_desk_speaks_it_too(client: Client) -> None:
    client.force_login(UserFactory())
    assert language_of(client, "/desk/?lang=fr") == "fr"


@pytest.mark.parametrize(
    ("language", "day", "number"),
    [("en", "24 Nov 2026", "7,500"), ("uk", "24 листопада 2026", "7\xa0500"),
     ("fr", "24 novembre 2026", "7\xa0500")],
)  # fmt: skip
def test_days_and_numbers_are_written_as_the_language_does(
    language: str, day: str, number: str
) -> None:
    from datetime import date

    with translation.override(language):
        assert date_format(date(2026, 11, 24)) == day
        assert number_format(7500, force_grouping=True) == number
