"""axe finds nothing on any kind of page, in either theme, wide or narrow."""

from __future__ import annotations

import pytest

from articles.models import Article
from commitments.models import Pledge, Statement
from commitments.services.demonstration import make_accounts
from commitments.services.drafting import cite, draft_statement
from commitments.services.publishing import submit_statement
from commitments.services.reviewing import Comment, claim_review, comment_on_statement
from commitments.statements.content import StatementContent
from desk.history.tab import read_history
from tests.browser.accessibility import complaints, hidden_and_seen, missing_ids, violations
from tests.browser.conftest import OpenPage, signed_in
from tests.browser.pages import READERS
from tests.factories.articles import FailedFetchFactory

DESK = (
    "/desk/",
    "/desk/waiting/drafts/",
    "/desk/articles/",
    "/desk/articles/?state=extracted&sort=due",
    "/desk/articles/{article}/reader/",
    "/desk/passages/changed/",
    "/desk/passages/lost/",
    "/desk/passages/{passage}/",
    "/desk/passages/{passage}/attach/",
    "/desk/articles/{article}/texts/1/",
    "/desk/articles/{article}/texts/add/",
    "/desk/articles/add/",
    "/desk/articles/add/?paste=1&address=https://a.example/1",
    "/desk/articles/fetches/",
    "/desk/articles/fetches/{fetch}/",
    "/desk/articles/{article}/texts/",
    "/desk/articles/{article}/edit/",
    "/desk/articles/{article}/origin/",
    "/desk/articles/{article}/",
    "/desk/articles/{article}/quote/?q=no+such+words+stand+here",
    "/desk/pledges/",
    "/desk/statements/add/?passage={passage}",
    "/desk/pledges/UKR-GBR-1/statements/add/?passage={passage}",
    "/desk/statements/{draft}/",
    "/desk/statements/{draft}/edit/",
    "/desk/statements/{draft}/cite/",
    "/desk/statements/{draft}/edit/?article={article}",
    "/desk/statements/{draft}/discard/",
    "/desk/statements/{draft}/restore/?entry={entry}",
    "/desk/history/statement/{draft}/",
    "/desk/history/article/{article}/",
    "/desk/log/",
    "/desk/log/?person=command&since=2026-02-01&until=2026-01-01",
    "/desk/review/",
    "/desk/review/?whose=all&priority=urgent",
    "/desk/review/{draft}/",
    "/desk/checks/",
    "/desk/checks/?due=1",
    "/desk/checks/ukraine/AUT/",
    "/desk/checks/ukraine/AUT/maritime-security/",
    "/desk/conditions/",
    "/desk/conditions/ceasefire/outcomes/add/?passage={passage}",
    "/desk/members/",
    "/desk/governments/",
    "/desk/governments/add/",
    "/desk/second-looks/",
    "/desk/reports/",
    "/desk/reports/?show=settled",
    "/desk/second-looks/?show=done",
    "/desk/statements/{published}/",
    "/desk/statements/{published}/retract/",
    "/desk/statements/{published}/correct/",
    "/desk/statements/{draft}/submit/",
    "/account/password/change/",
    "/account/",
    "/account/second-factor/",
    "/account/second-factor/webauthn/",
    "/account/second-factor/totp/activate/",
    "/account/sessions/",
    "/account/logout/",
)
CHIEF = (
    "/desk/people/",
    "/desk/people/invite/",
    "/desk/people/{person}/",
    "/desk/people/{person}/close/",
    "/desk/people/{person}/second-factor/remove/",
)


@pytest.fixture
def places(demonstration: None) -> dict[str, object]:
    """Keys for the addresses above; the draft is in review, with a quotation."""
    chief, editor, contributor = make_accounts()
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
    submit_statement(statement=draft, by=contributor, priority=2)
    comment_on_statement(
        statement=draft, comments=[Comment("Which day?", "date"), Comment("Hm.")], by=editor
    )
    claim_review(statement=draft, by=chief)
    article = Article.objects.get(snapshots__passages=passage)
    history = read_history("statement", draft.pk)
    return {
        "article": article.pk,
        "publisher": article.publisher_id,
        "passage": passage.pk,
        "draft": draft.pk,
        "fetch": FailedFetchFactory(requested_by=editor).pk,
        "person": contributor.pk,
        "entry": history.entries[-1].key,
        "published": published.pk,
    }


# In parts, so that no test process waits long for the other.
PARTS = {
    "readers": ("", READERS),
    "editor, first half": ("editor", DESK[: len(DESK) // 2]),
    "editor, second half": ("editor", DESK[len(DESK) // 2 :]),
    "chief": ("chief", CHIEF),
}


@pytest.mark.parametrize(("role", "paths"), PARTS.values(), ids=PARTS)
def test_axe_finds_nothing_on_any_page(
    open_page: OpenPage, places: dict[str, object], role: str, paths: tuple[str, ...]
) -> None:
    page = signed_in(open_page(), role) if role else open_page()
    found = [line for path in paths for line in complaints(page, path.format(**places))]
    assert not found, "\n".join(found)


def test_the_checks_would_find_something(open_page: OpenPage, empty_ledger: None) -> None:
    page = open_page("/method/")
    page.evaluate("document.querySelector('h1').innerHTML = '<a href=\"/\"></a>'")
    assert any(line.startswith("link-name: ") for line in violations(page))
    assert hidden_and_seen(page) == missing_ids(page) == []
    page.evaluate(
        "const main = document.querySelector('main');"
        "main.setAttribute('aria-describedby', 'nowhere');"
        "main.hidden = true; main.style.setProperty('display', 'block', 'important')"
    )
    assert len(hidden_and_seen(page)) == len(missing_ids(page)) == 1
