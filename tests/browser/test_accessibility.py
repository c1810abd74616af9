"""axe finds nothing on any kind of page, in either theme, wide or narrow."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from articles.models import Article
from commitments.models import Pledge, Statement
from commitments.services.demonstration import make_accounts
from commitments.services.drafting import StatementContent, cite, draft_statement
from commitments.services.publishing import submit_statement
from tests.browser.conftest import OpenPage, sign_in

pytestmark = pytest.mark.browser

READERS = (
    "/",
    "/c/ukraine/?assume=ceasefire&group=EU",
    "/c/ukraine/?as_of=2020-01-01",
    "/c/ukraine/?as_of=never",
    "/c/ukraine/GBR/",
    "/c/ukraine/GBR/land-presence/",
    "/c/ukraine/AUT/maritime-security/",
    "/pledges/UKR-GBR-1/",
    "/pledges/UKR-ALL-1/",
    "/sources/",
    "/sources/{article}/",
    "/method/",
    "/no-such-page/",
    "/account/login/",
    "/account/password/reset/",
)
DESK = (
    "/desk/",
    "/desk/waiting/drafts/",
    "/desk/articles/",
    "/desk/articles/?state=extracted&sort=due",
    "/desk/articles/{article}/reader/",
    "/desk/passages/changed/",
    "/desk/articles/add/",
    "/desk/articles/{article}/",
    "/desk/articles/{article}/quote/?q=no+such+words+stand+here",
    "/desk/pledges/",
    "/desk/statements/add/?passage={passage}",
    "/desk/pledges/UKR-GBR-1/statements/add/?passage={passage}",
    "/desk/statements/{draft}/",
    "/desk/statements/{draft}/edit/",
    "/desk/statements/{draft}/cite/",
    "/desk/statements/{draft}/discard/",
    "/desk/review/",
    "/desk/review/{draft}/",
    "/account/password/change/",
)
REFUSED = {"/c/ukraine/?as_of=never": 400, "/no-such-page/": 404}
LOOKS = (
    {"color_scheme": "light", "viewport": {"width": 1280, "height": 900}},
    {"color_scheme": "dark", "viewport": {"width": 390, "height": 844}},
)


def complaints(page: Page, path: str) -> list[str]:
    """What axe finds on the page at this path, one line each."""
    answer = page.goto(path)
    assert answer is not None
    assert answer.status == REFUSED.get(path, 200), f"{path} answered {answer.status}"
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [f"{path}: {v['id']}: {v['help']}: {v['nodes'][0]['html'][:160]}" for v in found]


@pytest.fixture
def places(demonstration: None) -> dict[str, int]:
    """Primary keys for the addresses above; the draft is in review, with a quotation."""
    _, _, contributor = make_accounts()
    published = Statement.objects.published().filter(pledge__reference="UKR-GBR-1").earliest("pk")
    passage = published.citations.earliest("pk").passage
    draft = draft_statement(
        pledge=Pledge.objects.get(reference="UKR-GBR-2"),
        content=StatementContent(
            stance=published.stance,
            said_on=published.said_on,
            summary="A draft to look at.",
            capacity=published.capacity,
            change="clarified",
            reason="To be looked at.",
        ),
        by=contributor,
    )
    cite(statement=draft, passage=passage, by=contributor)
    submit_statement(statement=draft, by=contributor)
    article = Article.objects.get(snapshots__passages=passage)
    return {"article": article.pk, "passage": passage.pk, "draft": draft.pk}


def test_axe_finds_nothing_on_any_page(open_page: OpenPage, places: dict[str, int]) -> None:
    found: list[str] = []
    for look in LOOKS:
        page = open_page("/", **look)
        for path in READERS:
            found += complaints(page, path.format(**places))
        sign_in(page, "editor")
        for path in DESK:
            found += complaints(page, path.format(**places))
    assert not found, "\n".join(found)


def test_axe_would_find_something(open_page: OpenPage, empty_ledger: None) -> None:
    page = open_page("/method/")
    page.evaluate("document.querySelector('h1').innerHTML = '<a href=\"/\"></a>'")
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    assert "link-name" in {violation["id"] for violation in found}
