"""Sources by kind of outlet, the outlets themselves, and how many origins stand behind a claim."""

import re

import pytest
from django.test import Client

from tests.factories.articles import (
    ArticleFactory,
    PublisherFactory,
)
from tests.factories.commitments import CountryFactory
from tests.factories.small_coalition import SmallCoalition
from tests.raw_sql import change_row
from tests.readers.pages import fragment, links, page, words
from tests.readers.sources.quoted import quoted_article

pytestmark = pytest.mark.django_db


def two_outlets(small: SmallCoalition) -> None:
    """An agency under control of a state, and a newspaper, each with a quoted article."""
    CountryFactory(iso3="QQQ", name="Atlantis")
    agency = PublisherFactory(
        name="The Agency", kind="agency", is_state_controlled=True, country="QQQ"
    )
    paper = PublisherFactory(name="The Paper", kind="newspaper")
    for publisher, title, language in ((agency, "Dispatch", "fr"), (paper, "Column", "en")):
        article = ArticleFactory(
            publisher=publisher, title=title, language=language, published_on="2025-09-01"
        )
        small.say(small.pledge(), article=article)


# --- the list, narrowed -------------------------------------------------------------------------
def test_facets_predict_what_choosing_them_shows(client: Client, small: SmallCoalition) -> None:
    two_outlets(small)
    html = page(client, "/sources/")
    for name in ("News agency 1", "Newspaper 1", "French 1", "Yes 1", "No 1"):
        assert name in words(html), name
    for address in ("?kind=agency", "?language=fr", "?controlled=yes"):
        assert f"/sources/{address}" in links(html)
        narrowed = page(client, f"/sources/{address}")
        assert "Dispatch" in words(narrowed)
        assert "Column" not in words(narrowed)
        # Chosen again it is taken off.
        assert "/sources/" in links(narrowed)
    assert "Newspaper 1" not in words(page(client, "/sources/?controlled=yes"))


def test_facets_answer_htmx_with_the_list(client: Client, small: SmallCoalition) -> None:
    two_outlets(small)
    body = fragment(client, "/sources/?kind=agency")
    assert body.strip().startswith('<div id="sources">')
    assert "Column" not in body


def test_filter_that_leaves_nothing_says_so(client: Client, small: SmallCoalition) -> None:
    two_outlets(small)
    assert "No quoted article is of that kind." in page(client, "/sources/?kind=parliament")


@pytest.mark.parametrize("query", ["kind=gazette", "controlled=maybe", "language=" + "x" * 40])
def test_unknown_value_is_answered_with_400(client: Client, query: str) -> None:
    page(client, f"/sources/?{query}", 400)


# --- outlets ------------------------------------------------------------------------------------
def test_outlets_are_listed_with_who_controls_them(client: Client, small: SmallCoalition) -> None:
    two_outlets(small)
    PublisherFactory(name="The Unquoted")
    text = words(page(client, "/sources/publishers/"))
    assert "The Agency state-controlled outlet News agency · Atlantis · 1 quoted article" in text
    assert "The Paper Newspaper · 1 quoted article · last 1 Sep 2025" in text
    assert "Unquoted" not in text


def test_outlet_shows_its_quoted_articles(client: Client, small: SmallCoalition) -> None:
    two_outlets(small)
    (address,) = {
        link
        for link in links(page(client, "/sources/?kind=agency"))
        if link.startswith("/sources/publishers/") and link != "/sources/publishers/"
    }
    text = words(page(client, address))
    assert "State-controlled outlet: a government decides what it prints." in text
    assert "Dispatch" in text
    assert "Column" not in text


def test_outlet_that_nothing_quotes_is_not_there(client: Client) -> None:
    page(client, f"/sources/publishers/{PublisherFactory().pk}/", 404)


# --- origins ------------------------------------------------------------------------------------
def test_source_says_how_many_origins_its_statements_rest_on(
    client: Client, small: SmallCoalition
) -> None:
    article = quoted_article(small, publisher=PublisherFactory(name="The Herald"))
    statement = small.coalition.pledges.get().statements.get()
    assert "which rests on this one origin" in words(page(client, f"/sources/{article.pk}/"))
    # A relay is no second origin; an independent report is.
    relay = ArticleFactory(relays=article)
    small.cite(statement, at="2025-09-02", article=relay)
    assert "which rests on this one origin" in words(page(client, f"/sources/{article.pk}/"))
    other = ArticleFactory(publisher=PublisherFactory(name="The Wire"))
    small.cite(statement, at="2025-09-03", article=other)
    text = words(page(client, f"/sources/{article.pk}/"))
    assert "rests on 2 independent origins (The Herald, The Wire)" in text


def test_source_names_who_relayed_it(client: Client, small: SmallCoalition) -> None:
    article = quoted_article(small)
    quoted = ArticleFactory(relays=article, title="A quoted relay")
    small.say(small.pledge("FRA"), article=quoted)
    ArticleFactory(relays=article, title="An unquoted relay")
    html = page(client, f"/sources/{article.pk}/")
    assert "Relayed by" in html
    assert "An unquoted relay" in html
    # Only what is public has a page.
    assert f"/sources/{quoted.pk}/" in links(html)
    details = [link for link in links(html) if re.fullmatch(r"/sources/\d+/", link)]
    assert details == [f"/sources/{quoted.pk}/"]


def test_withdrawn_source_says_why(client: Client, small: SmallCoalition) -> None:
    article = quoted_article(small)
    change_row(
        article, "withdrawn_at = '2025-10-01 09:00Z', withdrawn_reason = 'It was a forgery.'"
    )
    text = words(page(client, f"/sources/{article.pk}/"))
    assert "Withdrawn as a source on 1 Oct 2025: It was a forgery." in text
    assert "withdrawn" in words(page(client, "/sources/"))
