"""The real article, step by step through the desk, on a ledger that holds nothing else."""

from pathlib import Path

import pytest
from django.test import Client

from articles.models import Article, Passage
from commitments.models import Statement
from tests.desk.conftest import Person, World

SOURCE = Path(__file__).parents[3] / "shared" / "articles" / "uk-ready-to-deploy-2025-08-20.txt"
QUOTATION = (
    "Britain is willing to provide military personnel for logistical and training roles in "
    "Ukraine, but not for combat operations near Russian forces"
)


@pytest.mark.skipif(not SOURCE.exists(), reason="the real article is not beside this checkout")
def test_from_the_article_to_the_published_cell(
    contributor: Person, editor: Person, world: World
) -> None:
    desk = contributor.client
    text = SOURCE.read_text(encoding="utf-8")
    desk.post(
        "/desk/articles/add/",
        {
            "source": text,
            "outlet": "An outlet",
            "title": "UK ready to deploy",
            "published_on": "2025-08-20",
            "language": "en",
            "rights": "quote_only",
        },
    )
    article = Article.objects.get()
    found = desk.get(f"/desk/articles/{article.pk}/quote/", {"q": QUOTATION.upper()})
    desk.post(f"/desk/articles/{article.pk}/quote/", {"place": found.context["offers"][0].value})
    passage = Passage.objects.get()
    assert passage.exact == QUOTATION
    assert passage.exact in text
    form = desk.post(
        "/desk/statements/add/",
        {
            "country": "GBR",
            "roles": ["training", "logistics-transit"],
            "place": "inside_host",
            "passage": passage.pk,
        },
    )
    page = desk.get(form["Location"])
    assert page.context["form"]["said_on"].value().isoformat() == "2025-08-20"
    saved = desk.post(
        form["Location"],
        {
            "stance": "offered",
            "said_on": "2025-08-20",
            "summary": "Britain is ready to train and supply, but not to fight.",
            "capacity": "military",
            "speaker": "Admiral Sir Tony Radakin",
            "on_record": "on",
            "function": "supports",
            "proves": ["stance", "roles", "limits"],
            "limit-no-combat": "on",
            "condition-peace-agreement": "on",
            "condition-peace-agreement-kind": "stated",
            "passage": passage.pk,
        },
    )
    desk.post(f"{saved['Location']}submit/")
    statement = Statement.objects.get()
    review = editor.client.get(f"/desk/review/{statement.pk}/")
    assert QUOTATION in review.content.decode()
    editor.client.post(f"/desk/review/{statement.pk}/publish/", {"version": statement.version})
    for role in ("training", "logistics-transit"):
        cell = Client().get(f"/c/ukraine/GBR/{role}/").content.decode()
        assert "Offered" in cell
        assert QUOTATION in cell
        assert "Peace agreement" in cell
