"""Guessed passwords: strangers are stopped, and nobody's own device is locked out by them."""

import re
from http.cookies import Morsel

import pytest
from django.test import Client

from core.links import link_path
from core.models import User
from core.people import close_account
from tests.factories.people import ChiefFactory, SecondFactorFactory, UserFactory

pytestmark = pytest.mark.django_db
LOGIN = "/account/login/"
PASSWORD = "a-quiet-long-password"
EMAIL = "carla@example.org"
HOME, AFAR = "192.0.2.7", "198.51.100.9"


@pytest.fixture
def carla() -> User:
    return UserFactory(email=EMAIL, password=PASSWORD)


def attempt(
    client: Client, password: str, *, email: str = EMAIL, address: str = HOME
) -> tuple[bool, str]:
    """Try once to sign in: whether that worked, and the page."""
    answer = client.post(LOGIN, {"login": email, "password": password}, REMOTE_ADDR=address)
    return answer.status_code == 302, answer.content.decode()


def known(address: str = HOME) -> Client:
    """A browser in which Carla signed in, and out again."""
    client = Client()
    assert attempt(client, PASSWORD, address=address)[0]
    client.post("/account/logout/")
    return client


def guess(times: int, *, email: str = EMAIL, addresses: list[str] | None = None) -> None:
    """Guess as a stranger does: each time without cookies, from these addresses in turn."""
    addresses = addresses or [AFAR]
    for number in range(times):
        attempt(
            Client(),
            f"guess number {number}",
            email=email,
            address=addresses[number % len(addresses)],
        )


def many_addresses(number: int) -> list[str]:
    return [f"203.0.113.{last}" for last in range(1, number + 1)]


def device_of(client: Client) -> Morsel[str]:
    [cookie] = [found for name, found in client.cookies.items() if "device" in name]
    return cookie


# --- who is let in ---
@pytest.mark.parametrize("address", [HOME, AFAR])
def test_a_known_device_is_let_in_while_strangers_guess(address: str, carla: User) -> None:
    client = known()
    guess(60, addresses=[AFAR, *many_addresses(20)])
    assert attempt(client, PASSWORD, address=address)[0]


def test_an_unknown_device_at_another_address_is_let_in_while_one_stranger_guesses(
    carla: User,
) -> None:
    guess(12)
    assert attempt(Client(), PASSWORD)[0]


def test_a_person_with_a_second_factor_has_a_known_device_after_both() -> None:
    SecondFactorFactory(user__email=EMAIL, user__password=PASSWORD)
    client = Client()
    assert attempt(client, PASSWORD)[0]
    assert not [name for name in client.cookies if "device" in name]


# --- who is refused ---
def test_a_stranger_is_refused_after_five_guesses_and_told_when_to_come_back(carla: User) -> None:
    guess(5)
    is_in, page = attempt(Client(), PASSWORD, address=AFAR)
    assert not is_in
    assert "wrong passwords for this email address came from your network" in page
    assert "Try again in 5 minutes." in page
    assert "Forgot your password?" in page


def test_a_distributed_guess_is_limited_for_each_account(carla: User) -> None:
    guess(20, addresses=many_addresses(20))
    is_in, page = attempt(Client(), PASSWORD)
    assert not is_in
    assert "on a device where you signed in before" in page
    assert "Try again in 60 minutes." in page


def test_guesses_from_one_address_are_limited_over_all_accounts(carla: User) -> None:
    for number in range(20):
        guess(1, email=f"person{number}@example.org")
    is_in, page = attempt(Client(), PASSWORD, address=AFAR)
    assert not is_in
    assert "Too many wrong passwords came from your network" in page
    assert attempt(Client(), PASSWORD)[0]


def test_a_network_of_ipv6_guesses_as_one_address(carla: User) -> None:
    guess(5, addresses=[f"2001:db8:1:2::{last}" for last in range(1, 6)])
    assert not attempt(Client(), PASSWORD, address="2001:db8:1:2:ffff::1")[0]
    assert attempt(Client(), PASSWORD, address="2001:db8:1:3::1")[0]


def test_a_known_device_has_a_limit_too_which_is_its_own(carla: User) -> None:
    client, other = known(), known()
    for number in range(10):
        attempt(client, f"guess number {number}")
    is_in, page = attempt(client, PASSWORD)
    assert not is_in
    assert "from this device" in page
    assert "Try again in 15 minutes." in page
    assert attempt(other, PASSWORD)[0]
    assert attempt(Client(), PASSWORD)[0]


def test_addresses_without_an_account_are_refused_with_the_same_words(carla: User) -> None:
    pages = []
    for email in (EMAIL, "nobody@example.org"):
        guess(5, email=email)
        page = attempt(Client(), "x", email=email, address=AFAR)[1]
        pages.append(re.findall(r"Too many wrong passwords[^<]*", page))
    assert pages[0] == pages[1] != []


def test_who_is_refused_costs_no_more_attempts(carla: User) -> None:
    guess(30)
    guess(14, addresses=many_addresses(14))
    assert attempt(Client(), PASSWORD)[0]
    guess(1, addresses=many_addresses(1))
    assert not attempt(Client(), PASSWORD)[0]


# --- what a success does not change ---
def test_a_success_elsewhere_gives_a_stranger_no_more_guesses(carla: User) -> None:
    guess(5)
    known()
    assert not attempt(Client(), PASSWORD, address=AFAR)[0]


def test_an_account_of_their_own_gives_a_stranger_no_more_guesses(carla: User) -> None:
    UserFactory(email="mallory@example.org", password=PASSWORD)
    client = Client()
    for _ in range(5):
        assert attempt(client, PASSWORD, email="mallory@example.org", address=AFAR)[0]
        client.post("/account/logout/")
        attempt(client, "guess", address=AFAR)
    assert not attempt(client, PASSWORD, address=AFAR)[0]


# --- the cookie ---
def test_the_cookie_is_for_the_account_pages_only_and_lasts(carla: User) -> None:
    cookie = device_of(known())
    assert cookie["httponly"]
    assert (cookie["path"], cookie["samesite"]) == ("/account/", "Strict")
    assert cookie["max-age"] == 400 * 24 * 60 * 60
    assert "carla" not in f"{cookie.key} {cookie.value}"


def test_the_cookie_alone_opens_nothing(carla: User) -> None:
    client = known()
    assert client.get("/desk/").status_code == 302
    assert client.get("/account/").status_code == 302


@pytest.mark.parametrize("what", ["changed", "of another account", "of an old password"])
def test_a_cookie_that_does_not_fit_makes_no_known_device(what: str, carla: User) -> None:
    client = known()
    cookie = device_of(client)
    if what == "changed":
        client.cookies[cookie.key] = cookie.value[:-2] + "xx"
    elif what == "of another account":
        UserFactory(email="mallory@example.org", password=PASSWORD)
        theirs = Client()
        attempt(theirs, PASSWORD, email="mallory@example.org")
        client.cookies[cookie.key] = device_of(theirs).value
    else:
        carla.set_password("another-quiet-long-password")
        carla.save()
        carla.set_password(PASSWORD)  # hashed with another salt
        carla.save()
    guess(20, addresses=many_addresses(20))
    assert not attempt(client, PASSWORD)[0]


def test_a_closed_account_has_no_known_device(carla: User) -> None:
    client = known()
    close_account(person=carla, by=ChiefFactory())
    guess(20, addresses=many_addresses(20))
    assert "on a device where you signed in before" in attempt(client, PASSWORD)[1]


def test_a_device_stays_known_where_the_password_was_changed(carla: User) -> None:
    client, elsewhere = known(), known()
    attempt(client, PASSWORD)
    new = "another-quiet-long-password"
    changed = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    assert client.post("/account/password/change/", changed).status_code == 302
    client.post("/account/logout/")
    guess(20, addresses=many_addresses(20))
    assert attempt(client, new)[0]
    assert not attempt(elsewhere, new)[0]


def test_who_sets_a_new_password_by_mail_is_let_in_there(carla: User) -> None:
    client = Client()
    guess(20, addresses=many_addresses(20))
    form = client.get(link_path(carla), follow=True)
    new = "another-quiet-long-password"
    client.post(form.request["PATH_INFO"], {"password1": new, "password2": new})
    assert attempt(client, new)[0]


def test_confirming_who_one_is_counts_with_the_device(carla: User) -> None:
    client = known()
    attempt(client, PASSWORD)
    guess(20, addresses=many_addresses(20))
    answer = client.post("/account/reauthenticate/", {"password": PASSWORD})
    assert answer.status_code == 302
