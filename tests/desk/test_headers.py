"""Headers of every address: what browsers may keep, what pages may use, who may embed."""

from __future__ import annotations

from contextlib import closing

import pytest
from django.test import Client

from tests.desk.conftest import Person
from tests.desk.every_page import HTMX, Pages
from tests.factories.people import UserFactory
from tests.strangers import Answer, Stranger

PRIVATE = ("/desk/", "/account/", "/admin/")
# What other sites may load; everything else of ours they may link to.
USABLE_ELSEWHERE = {
    "readers:embed_row", "readers:embed_cell", "readers:picture_file", "readers:changes_atom",
    "readers:sitemap", "readers:robots", "api-1:matrix", "api-1:coalitions", "api-1:openapi-json",
    "healthz", "readyz",
    # They redirect, or have no page to be loaded.
    "readers:home", "language_choose", "csp_report", "api-1:api-root",
}  # fmt: skip
ADMIN = {name: f"/admin/{name}" for name in ("", "login/", "core/user/", "no-such/", "jsi18n/")}


def paths(pages: Pages) -> dict[str, str]:
    return {**pages.readers, **pages.desk, **ADMIN, "missing": "/desk/no-such-page/"}


def answers(pages: Pages, visitor: Stranger) -> dict[str, list[Answer]]:
    """What each address answers: asked for, asked for by htmx, and sent to."""
    return {
        name: [
            visitor.ask(path),
            visitor.ask(path, headers=HTMX),
            visitor.ask(path, method="POST"),  # mostly refused
            visitor.ask(path, query="lang=%00&page=x"),
        ]
        for name, path in paths(pages).items()
    }


def test_nothing_of_the_desk_the_account_or_the_admin_is_stored(pages: Pages) -> None:
    private = {name for name, path in paths(pages).items() if path.startswith(PRIVATE)}
    for visitor in pages.visitors:
        stored = [
            f"{name} {answer.status}"
            for name, found in answers(pages, visitor).items()
            for answer in found
            if name in private and "no-store" not in answer.headers.get("Cache-Control", "")
        ]
        assert stored == []


def test_a_readers_page_is_not_stored_if_it_greets_somebody(pages: Pages) -> None:
    greeted, public = pages.visitors[1], pages.visitors[0]
    for name, path in pages.readers.items():
        if path.startswith(PRIVATE):
            continue
        mine, theirs = greeted.ask(path), public.ask(path)
        if b'href="/desk/"' in mine.body:
            assert "no-store" in mine.headers["Cache-Control"], name
        if theirs.status == 200 and name not in ("healthz", "readyz"):
            assert "no-store" not in theirs.headers.get("Cache-Control", ""), name


def test_other_sites_load_what_is_meant_for_them_and_nothing_else(pages: Pages) -> None:
    for visitor in pages.visitors:
        found = {
            name
            for name, path in paths(pages).items()
            if visitor.ask(path).headers["Cross-Origin-Resource-Policy"] == "cross-origin"
        }
        assert found <= USABLE_ELSEWHERE
        if visitor is pages.visitors[0]:
            meant = {"readers:embed_row", "readers:picture_file", "api-1:matrix", "readers:sitemap"}
            assert found >= meant


def test_every_answer_has_the_policies(pages: Pages) -> None:
    for visitor in pages.visitors:
        for name, found in answers(pages, visitor).items():
            for answer in found:
                assert "geolocation=()" in answer.headers["Permissions-Policy"], name
                assert answer.headers["X-Content-Type-Options"] == "nosniff", name
                assert answer.headers["Referrer-Policy"], name
                assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin", name
                assert "default-src 'none'" in answer.headers["Content-Security-Policy"], name


def test_exports_and_raw_answers_are_not_stored(chief: Person, pages: Pages) -> None:
    for path in (
        "/desk/log/export.csv",
        "/desk/log/export.json",
        pages.desk["desk:capture_download"],
    ):
        answer = chief.client.get(path)
        assert (answer.status_code, answer["Cache-Control"]) == (200, "no-store"), path


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/static/css/tokens.css", "/static/js/autosave.js"])
def test_static_files_may_be_loaded_and_kept(path: str) -> None:
    with closing(Client().get(path)) as answer:
        assert (answer.status_code, answer["Cross-Origin-Resource-Policy"]) == (200, "cross-origin")
        assert "no-store" not in answer["Cache-Control"]


@pytest.mark.django_db
def test_an_answer_that_is_an_error_is_not_stored() -> None:
    client = Client()
    assert client.get("/desk/", HTTP_HOST="evil.example")["Cache-Control"] == "no-store"
    client.force_login(UserFactory())
    missing = client.get("/no-such-page/")
    assert (missing.status_code, missing["Cache-Control"]) == (404, "no-store")
