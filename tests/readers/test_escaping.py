"""Whatever editors, outlets or governments write reaches readers as text, never as markup."""

from html import unescape

import pytest
from django.test import Client

from commitments.models import Coalition, Condition, Pledge, Role
from tests.factories.articles import (
    ArticleFactory,
    PassageFactory,
    PublisherFactory,
    SnapshotFactory,
)
from tests.factories.commitments import CountryFactory, LimitFactory, MembershipFactory
from tests.factories.small_coalition import SmallCoalition
from tests.readers.pages import HTMX

pytestmark = pytest.mark.django_db

MARKUP = "\"'><script>alert(1)</script>"


def evil(what: str) -> str:
    """A value that says what it is and breaks out of an attribute or an element."""
    return f"{what}{MARKUP}"


@pytest.fixture
def hostile(small: SmallCoalition) -> Pledge:
    """One pledge in a coalition where every free text holds markup."""
    Coalition.objects.update(name=evil("coalition"), tagline=evil("tagline"))
    Role.objects.update(name=evil("role"), short_name="<b>\"'", definition=evil("meaning"))
    Condition.objects.update(name=evil("condition"), definition=evil("meaning"))
    country = CountryFactory(
        iso3="GBR", name=evil("country"), capital=evil("capital"), groups=["<b>'\""]
    )
    MembershipFactory(coalition=small.coalition, country=country)
    small.check(country, "logistics", note=evil("note"))
    article = ArticleFactory(
        publisher=PublisherFactory(name=evil("outlet")),
        title=evil("title"),
        byline=evil("byline"),
        canonical_url="https://outlet.example/?q=" + MARKUP,
        rights="open_licence",
        licence=evil("licence"),
    )
    text = f"Before {evil('prefix')} it. {evil('quotation')} was said. After {evil('suffix')} it."
    passage = PassageFactory(
        snapshot=SnapshotFactory(article=article, text=text), quote=evil("quotation")
    )
    pledge = small.pledge(country, title=evil("pledge"))
    report = small.say(pledge, "floated", "2025-10-01", grade="E", summary=evil("report"))
    own = small.say(
        pledge,
        summary=evil("summary"),
        speaker=evil("speaker"),
        office=evil("office"),
        unit="<b>\"'",
        equipment=evil("equipment"),
        caveat=evil("caveat"),
        headcount_wording=evil("wording"),
        limits=[LimitFactory(name=evil("limit"))],
        waits={"ceasefire": None},
        relayed_by=None,
        passage=passage,
    )
    small.contradict(own, report)
    claim = small.pledge(None, title=evil("claim"), parties=[country])
    small.say(claim, summary=evil("claimed"), headcount_wording=evil("wording"), passage=passage)
    return pledge


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("/c/small/", "coalition tagline country role claim wording meaning condition"),
        ("/c/small/?assume=ceasefire&role=training", "coalition condition role"),
        ("/c/small/GBR/", "country capital role pledge summary report quotation claim claimed"),
        (
            "/c/small/GBR/training/",
            "country role pledge summary report speaker office equipment caveat wording limit "
            "condition outlet quotation",
        ),
        ("/c/small/GBR/logistics/", "country role note"),
        ("/pledges/{reference}/", "pledge summary speaker office limit condition quotation"),
        ("/sources/", "title outlet"),
        ("/sources/{source}/", "title outlet byline licence quotation country"),
        ("/method/", "role limit condition meaning"),
    ],
)
@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "htmx"])
def test_texts_are_shown_as_they_were_written(
    client: Client, hostile: Pledge, path: str, shown: str, headers: dict[str, str]
) -> None:
    own = hostile.statements.get(stance="offered")
    source = own.citations.get().passage.snapshot.article_id
    address = path.format(reference=hostile.reference, source=source)
    answer = client.get(address, headers=headers)
    assert answer.status_code == 200
    html = answer.content.decode()
    assert "<script>alert" not in html
    assert "\"'>" not in html
    assert "<b>\"'" not in html
    # Twice escaped would be as wrong: what is read is what was written.
    assert "&amp;lt;" not in html
    text = unescape(html)
    missing = [what for what in shown.split() if evil(what) not in text]
    assert missing == []


def test_hostile_texts_reach_json_untouched(client: Client, hostile: Pledge) -> None:
    body = client.get("/api/v1/coalitions/small/matrix").json()
    (country,) = body["countries"]
    assert country["name"] == evil("country")
    assert country["cells"]["training"]["pledges"][0]["summary"] == evil("summary")


def test_no_page_needs_an_inline_script_or_style(client: Client, hostile: Pledge) -> None:
    answer = client.get("/c/small/")
    policy = answer["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "unsafe-inline" not in policy
    html = answer.content.decode()
    assert " style=" not in html
    assert " onclick=" not in html
    assert "<script>" not in html
