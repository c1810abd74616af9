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


def test_every_answer_says_what_may_be_kept_used_and_loaded(pages: Pages) -> None:
    """One round over all addresses for all of it: making the pages is what costs."""
    private = {name for name, path in paths(pages).items() if path.startswith(PRIVATE)}
    for visitor in pages.visitors:
        elsewhere = set()
        for name, found in answers(pages, visitor).items():
            for answer in found:
                headers = answer.headers
                assert "geolocation=()" in headers["Permissions-Policy"], name
                assert headers["X-Content-Type-Options"] == "nosniff", name
                assert headers["Referrer-Policy"], name
                assert headers["Cross-Origin-Opener-Policy"] == "same-origin", name
                assert "default-src 'none'" in headers["Content-Security-Policy"], name
                if name in private:
                    assert "no-store" in headers.get("Cache-Control", ""), (name, answer.status)
            if found[0].headers["Cross-Origin-Resource-Policy"] == "cross-origin":
                elsewhere.add(name)
        assert elsewhere <= USABLE_ELSEWHERE
        if visitor is pages.visitors[0]:
            meant = {"readers:embed_row", "readers:picture_file", "api-1:matrix", "readers:sitemap"}
            assert elsewhere >= meant


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
