"""Answers that htmx understands, and history that knows the request."""

from collections.abc import Callable

import pghistory.models
import pytest
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.test import Client, RequestFactory
from django_htmx.middleware import HtmxMiddleware

from core.htmx import wants_partial
from core.middleware import HistoryMiddleware, HtmxResponseMiddleware
from core.models import User
from tests.factories.people import UserFactory

HTMX = {"HX-Request": "true"}


def answer(
    response: HttpResponse, headers: dict[str, str] | None = None, path: str = "/desk/"
) -> HttpResponse:
    """The response as it leaves the two middlewares for a request with these headers."""
    request = RequestFactory().get(path, headers=headers or {})
    return HtmxMiddleware(HtmxResponseMiddleware(lambda _: response))(request)


# --- Vary -------------------------------------------------------------------------------------
def test_html_varies_on_hx_request_beside_what_it_varied_on() -> None:
    response = HttpResponse("<p>…</p>")
    response["Vary"] = "Cookie"
    assert answer(response)["Vary"] == "Cookie, HX-Request"


def test_json_does_not_vary() -> None:
    assert "Vary" not in answer(JsonResponse({}))


# --- expired sessions -------------------------------------------------------------------------
def test_sign_in_redirect_of_htmx_moves_the_whole_window() -> None:
    to = "/account/login/?next=/desk/"
    moved = answer(HttpResponseRedirect(to), HTMX)
    assert moved.status_code == 200
    assert moved["HX-Redirect"] == to
    assert "Location" not in moved
    assert moved.content == b""


@pytest.mark.parametrize(
    ("to", "headers"),
    [("/account/login/", {}), ("/desk/articles/1/", HTMX)],
    ids=["plain", "other"],
)
def test_other_redirects_stay_redirects(to: str, headers: dict[str, str]) -> None:
    kept = answer(HttpResponseRedirect(to), headers)
    assert (kept.status_code, kept["Location"]) == (302, to)


@pytest.mark.django_db
def test_desk_sends_an_anonymous_visitor_to_sign_in_either_way(client: Client) -> None:
    plain, htmx = client.get("/desk/"), client.get("/desk/", headers=HTMX)
    assert (plain.status_code, plain["Location"]) == (302, "/account/login/?next=/desk/")
    assert (htmx.status_code, htmx["HX-Redirect"]) == (200, "/account/login/?next=/desk/")


# --- fragments --------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("headers", "is_partial"),
    [
        ({}, False),
        (HTMX, True),
        ({**HTMX, "HX-Boosted": "true"}, False),
        ({**HTMX, "HX-History-Restore-Request": "true"}, False),
    ],
)
def test_who_gets_a_fragment(headers: dict[str, str], is_partial: bool) -> None:
    seen: list[bool] = []

    def view(request: HttpRequest) -> HttpResponse:
        seen.append(wants_partial(request))
        return HttpResponse()

    HtmxMiddleware(view)(RequestFactory().get("/", headers=headers))
    assert seen == [is_partial]


def test_request_without_the_middleware_gets_the_page() -> None:
    assert not wants_partial(RequestFactory().get("/", headers=HTMX))


# --- history ----------------------------------------------------------------------------------
def run(view: Callable[[HttpRequest], HttpResponse], method: str, user: User) -> None:
    request = RequestFactory().generic(method, "/desk/people/")
    request.user = user
    HistoryMiddleware(view)(request)


@pytest.mark.django_db
def test_changes_of_one_request_share_one_context_with_its_user() -> None:
    user, other = UserFactory(), UserFactory()

    def rename(request: HttpRequest) -> HttpResponse:
        for person in (user, other):
            person.name += " again"
            person.save()
        return HttpResponse()

    before = set(pghistory.models.Context.objects.values_list("pk", flat=True))
    run(rename, "POST", user)
    run(rename, "POST", user)
    contexts = pghistory.models.Context.objects.exclude(pk__in=before)
    told = list(contexts.values_list("metadata", flat=True))
    assert [meta["user"] for meta in told] == [user.pk, user.pk]
    assert [meta["url"] for meta in told] == ["/desk/people/"] * 2
    assert len({meta["request"] for meta in told}) == 2
