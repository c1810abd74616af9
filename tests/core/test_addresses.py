"""Deny by default: every address asks for a sign-in, but for those that are listed here."""

from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, resolve

from core.models import User
from tests.factories.people import ChiefFactory, EditorFactory, UserFactory

PASSWORD = "a-quiet-long-password"
READERS = (
    "", "c/<slug:coalition>/", "c/<slug:coalition>/<iso3:iso3>/",
    "c/<slug:coalition>/<iso3:iso3>/<slug:role>/", "pledges/<reference:reference>/", "sources/",
    "c/<slug:coalition>/pictures/", "c/<slug:coalition>/pictures/<slug:kind>/",
    "c/<slug:coalition>/pictures/<slug:kind>.<slug:extension>",
    "c/<slug:coalition>/conditions/", "c/<slug:coalition>/disputed/",
    "c/<slug:coalition>/coverage/", "c/<slug:coalition>/changes/",
    "c/<slug:coalition>/changes.atom", "sources/<int:pk>/", "sources/publishers/",
    "sources/publishers/<int:pk>/", "search/", "method/", "method/report/",
    "embed/<slug:coalition>/<iso3:iso3>/", "embed/<slug:coalition>/<iso3:iso3>/<slug:role>/",
    "sitemap.xml", "robots.txt", "api/v1/",
    "api/v1/openapi.json", "api/v1/coalitions",
    "api/v1/coalitions/<slug:coalition>/matrix", "healthz", "readyz", "csp-report/",
    "language/<slug:code>/",
)  # fmt: skip
# What somebody needs who is not signed in yet, or no longer.
ENTRANCE = (
    "account/login/", "account/logout/", "account/inactive/", "account/signup/",
    "account/confirm-email/", "account/^confirm-email/(?P<key>[-:\\w]+)/$",
    "account/login/code/confirm/", "account/password/reset/", "account/password/reset/done/",
    "account/password/reset/key/done/",
    "account/^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
    "account/second-factor/authenticate/", "account/second-factor/webauthn/login/",
    "admin/login/",
)  # fmt: skip

# For each address: the answers to a stranger, a contributor, an editor and a chief.
SIGN_IN = 302
ANSWERS: dict[str, tuple[int, int, int, int]] = {
    "/account/": (SIGN_IN, 200, 200, 200),
    "/account/login/": (200, 302, 302, 302),
    "/account/logout/": (302, 200, 200, 200),
    "/account/inactive/": (200, 200, 200, 200),
    "/account/signup/": (200, 302, 302, 302),
    "/account/email/": (SIGN_IN, 403, 403, 403),
    "/account/password/change/": (SIGN_IN, 200, 200, 200),
    "/account/password/set/": (SIGN_IN, 302, 302, 302),
    "/account/password/reset/": (200, 200, 200, 200),
    "/account/password/reset/done/": (200, 200, 200, 200),
    "/account/password/reset/key/done/": (200, 200, 200, 200),
    "/account/password/reset/key/1-none/": (200, 200, 200, 200),
    "/account/reauthenticate/": (SIGN_IN, 200, 200, 200),
    "/account/second-factor/": (SIGN_IN, 200, 200, 200),
    "/account/second-factor/authenticate/": (SIGN_IN, 302, 302, 302),
    "/account/second-factor/reauthenticate/": (SIGN_IN, 302, 302, 302),
    "/account/second-factor/totp/activate/": (SIGN_IN, 302, 302, 302),
    "/account/second-factor/totp/deactivate/": (SIGN_IN, 404, 404, 404),
    "/account/second-factor/recovery-codes/": (SIGN_IN, 404, 404, 404),
    "/account/second-factor/recovery-codes/generate/": (SIGN_IN, 302, 302, 302),
    "/account/second-factor/recovery-codes/download/": (SIGN_IN, 404, 404, 404),
    "/account/second-factor/webauthn/": (SIGN_IN, 200, 200, 200),
    "/account/second-factor/webauthn/add/": (SIGN_IN, 302, 302, 302),
    "/account/second-factor/webauthn/login/": (302, 302, 302, 302),
    "/account/second-factor/webauthn/keys/1/edit/": (SIGN_IN, 302, 302, 302),
    "/account/second-factor/webauthn/keys/1/remove/": (SIGN_IN, 302, 302, 302),
    "/account/sessions/": (SIGN_IN, 200, 200, 200),
    "/account/sessions/1/end/": (SIGN_IN, 405, 405, 405),
    "/admin/": (SIGN_IN, 302, 302, 200),
    "/admin/login/": (SIGN_IN, 403, 403, 302),
    "/admin/core/user/": (SIGN_IN, 302, 302, 404),
    "/admin/mfa/authenticator/": (SIGN_IN, 302, 302, 404),
    "/admin/commitments/country/": (SIGN_IN, 302, 302, 200),
    "/admin/commitments/coalition/add/": (SIGN_IN, 302, 302, 200),
}


# They ask for a sign-in themselves, so that a script gets a 401 where a page would be redirected.
CALLED_BY_SCRIPTS = {"desk/articles/<int:pk>/link/", "desk/articles/<int:pk>/passages/"}


def addresses(
    patterns: Iterable[Any] | None = None, before: str = ""
) -> Iterator[tuple[str, URLPattern]]:
    for each in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(each, URLResolver):
            yield from addresses(each.url_patterns, before + str(each.pattern))
        else:
            yield before + str(each.pattern), each


def test_every_address_asks_for_a_sign_in_or_is_listed() -> None:
    public = {
        path
        for path, pattern in addresses()
        if not getattr(pattern.callback, "login_required", True)
    }
    assert public == {*READERS, *ENTRANCE, *CALLED_BY_SCRIPTS}


def test_every_address_of_the_account_is_in_the_table() -> None:
    tested = {resolve(path).url_name for path in ANSWERS}
    ours = {
        pattern.name
        for path, pattern in addresses()
        if path.startswith("account/") and pattern.name is not None
    }
    without_a_page = {
        "account_confirm_email",
        "account_email",
        "account_email_verification_sent",
        "account_confirm_login_code",
        "mfa_reauthenticate_webauthn",
    }
    assert ours - tested == without_a_page


@pytest.mark.django_db
@pytest.mark.parametrize("path", ANSWERS)
def test_who_may_open_what(path: str) -> None:
    cache.clear()
    people: list[User | None] = [None] + [
        make(password=PASSWORD) for make in (UserFactory, EditorFactory, ChiefFactory)
    ]
    for person, expected in zip(people, ANSWERS[path], strict=True):
        client = Client()
        if person is not None:
            client.force_login(person)
        answer = client.get(path)
        assert answer.status_code == expected, person
        if person is None and expected == SIGN_IN and not path.startswith("/account/log"):
            assert "/login/" in answer["Location"]
