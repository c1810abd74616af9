"""Second factors: who is asked for one, signing in with one, and what it costs who need none."""

import re
import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.usersessions.models import UserSession
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from core.models import SecondFactor, User
from core.second_factor import must_set_up, read_factors
from core.templatetags.people import browser
from tests.factories.people import ChiefFactory, SecondFactorFactory, UserFactory

pytestmark = pytest.mark.django_db
PASSWORD = "a-quiet-long-password"
SET_UP = "/account/second-factor/"
SECRET = "JBSWY3DPEHPK3PXP"


@pytest.fixture(autouse=True)
def _no_earlier_attempts() -> None:
    cache.clear()


def code(secret: str = SECRET) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def by_form(person: User, client: Client | None = None) -> Client:
    client = client or Client()
    client.post("/account/login/", {"login": person.email, "password": PASSWORD})
    return client


# --- who is asked -----------------------------------------------------------------------------
@pytest.mark.parametrize(
    "path", ["/desk/", "/desk/articles/add/", "/desk/no-such-page/", "/admin/"]
)
def test_who_must_have_one_can_do_nothing_else_at_the_desk(path: str) -> None:
    client = Client()
    client.force_login(ChiefFactory(requires_mfa=True))
    answer = client.get(path)
    assert (answer.status_code, answer["Location"]) == (302, SET_UP)
    moved = client.post(path, headers={"HX-Request": "true"})
    assert (moved.status_code, moved["HX-Redirect"]) == (200, SET_UP)


@pytest.mark.parametrize(
    "path",
    ["/account/", SET_UP, "/account/password/change/", "/account/sessions/", "/account/logout/",
     "/method/", "/sources/", "/healthz"],
)  # fmt: skip
def test_account_readers_pages_and_signing_out_stay_open(path: str) -> None:
    client = Client()
    client.force_login(UserFactory(requires_mfa=True, password=PASSWORD))
    assert client.get(path).status_code == 200


def test_who_has_one_or_need_have_none_goes_on() -> None:
    secured = SecondFactorFactory(user__requires_mfa=True).user
    for person in (secured, UserFactory()):
        client = Client()
        client.force_login(person)
        assert client.get("/desk/").status_code == 200


def test_recovery_codes_alone_are_no_second_factor() -> None:
    codes = SecondFactorFactory(
        user__requires_mfa=True, type="recovery_codes", data={"seed": "ab", "used_mask": 0}
    )
    assert must_set_up(codes.user)


def test_who_need_have_none_costs_no_query() -> None:
    person, asked = UserFactory(), UserFactory(requires_mfa=True)
    with CaptureQueriesContext(connection) as captured:
        assert not must_set_up(person)
    assert len(captured) == 0
    with CaptureQueriesContext(connection) as captured:
        assert must_set_up(asked)
    assert len(captured) == 1


# --- signing in -------------------------------------------------------------------------------
def test_password_alone_opens_nothing_where_there_is_a_second_factor() -> None:
    person = SecondFactorFactory(user__password=PASSWORD).user
    client = by_form(person)
    assert client.get("/desk/").status_code == 302
    page = client.get("/account/second-factor/authenticate/").content.decode()
    assert "One more step" in page


def test_code_signs_in_and_the_session_is_remembered() -> None:
    person = SecondFactorFactory(user__password=PASSWORD).user
    client = by_form(person)
    answer = client.post("/account/second-factor/authenticate/", {"code": code()})
    assert (answer.status_code, answer["Location"]) == (302, "/desk/")
    assert client.get("/desk/").status_code == 200
    assert int(client.cookies["sessionid"]["max-age"]) >= 14 * 24 * 60 * 60


def test_code_works_once() -> None:
    person = SecondFactorFactory(user__password=PASSWORD).user
    used = code()
    for expected in (200, 302):
        client = by_form(person)
        client.post("/account/second-factor/authenticate/", {"code": used})
        assert client.get("/desk/").status_code == expected


def test_wrong_codes_are_limited() -> None:
    person = SecondFactorFactory(user__password=PASSWORD).user
    client = by_form(person)
    for _ in range(5):
        client.post("/account/second-factor/authenticate/", {"code": "000000"})
    page = client.post("/account/second-factor/authenticate/", {"code": code()})
    assert "Too many failed login attempts" in page.content.decode()
    assert client.get("/desk/").status_code == 302


@pytest.mark.django_db(transaction=True)  # mails leave when the transaction is through
def test_setting_one_up_asks_for_the_password_and_mails_its_owner() -> None:
    person = UserFactory(password=PASSWORD)
    client = by_form(person)
    asked = client.get("/account/second-factor/totp/activate/")
    assert asked["Location"].startswith("/account/reauthenticate/")
    client.post(asked["Location"], {"password": PASSWORD})
    page = client.get("/account/second-factor/totp/activate/").content.decode()
    assert 'src="data:image/svg+xml;base64,' in page
    secret = re.search(r'readonly\s+value="(\w+)"', page)
    answer = client.post("/account/second-factor/totp/activate/", {"code": code(secret[1])})
    assert answer["Location"] == "/account/second-factor/recovery-codes/"
    factors = read_factors(person)
    assert factors.is_set_up
    assert factors.codes_left == 10
    assert "Authenticator app activated" in str(mail.outbox[-1].body)
    assert SecondFactor.objects.filter(user=person).count() == 2


def test_who_is_unverified_for_allauth_may_set_one_up_all_the_same() -> None:
    # A reset link makes allauth remember the address, and it never sees it verified.
    person = UserFactory(email="carla@example.org", password=PASSWORD)
    Client().post("/account/password/reset/", {"email": "carla@example.org"})
    client = by_form(person)
    answer = client.get("/account/second-factor/totp/activate/")
    assert answer["Location"].startswith("/account/reauthenticate/")


# --- sessions ---------------------------------------------------------------------------------
def test_sessions_of_others_cannot_be_ended() -> None:
    other, person = UserFactory(password=PASSWORD), UserFactory(password=PASSWORD)
    theirs, mine = by_form(other), by_form(person)
    session = UserSession.objects.get(user=other)
    assert mine.post(f"/account/sessions/{session.pk}/end/").status_code == 404
    assert mine.get(f"/account/sessions/{session.pk}/end/").status_code == 405
    assert theirs.get("/desk/").status_code == 200


def test_the_session_one_is_in_is_not_ended_from_the_list() -> None:
    person = UserFactory(password=PASSWORD)
    client = by_form(person)
    session = UserSession.objects.get(user=person)
    page = client.post(f"/account/sessions/{session.pk}/end/", follow=True).content.decode()
    assert "This is the session you are in" in page


def test_all_other_sessions_end_and_so_they_do_with_a_new_password() -> None:
    person = UserFactory(password=PASSWORD)
    first, second, third = (by_form(person) for _ in range(3))
    assert "End all others" in first.get("/account/sessions/").content.decode()
    first.post("/account/sessions/")
    assert [c.get("/desk/").status_code for c in (first, second, third)] == [200, 302, 302]
    fourth = by_form(person)
    new = "another-quiet-long-password"
    fields = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    first.post("/account/password/change/", fields)
    assert [c.get("/desk/").status_code for c in (first, fourth)] == [200, 302]


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
         "Firefox on Linux"),
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/140.0 Safari/537.36 Edg/140.0",
         "Edge on Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Safari/604.1",
         "Safari on iPhone"),
        ("curl/8.0", "curl/8.0"),
        ("", "A browser that does not say its name"),
    ],
)  # fmt: skip
def test_browsers_are_called_by_their_names(agent: str, words: str) -> None:
    assert browser(agent) == words


# --- the site's own look ----------------------------------------------------------------------
def test_too_many_attempts_wear_the_site() -> None:
    client = Client()
    for _ in range(31):
        answer = client.post("/account/login/", {"login": "", "password": ""})
    assert answer.status_code == 429
    assert 'class="masthead"' in answer.content.decode()
