"""Search: what is found, how it is shown, and what never is."""

import pytest
from django.db import connection
from django.test import Client
from pytest_django.fixtures import Settings

from commitments.models import Statement
from readers.search import search as read_model
from readers.search.sql import END, MARK
from readers.search.words import parse_words
from tests.factories.articles import (
    ArticleFactory,
    PassageFactory,
    PublisherFactory,
    SnapshotFactory,
)
from tests.factories.commitments import CountryFactory, MembershipFactory, StatementFactory
from tests.factories.small_coalition import SmallCoalition
from tests.readers.pages import HTMX, fragment, links, page, response, words
from tests.readers.sources.quoted import OPEN, QUOTE, SECRET, quoted_article

pytestmark = pytest.mark.django_db


def say_in(small: SmallCoalition, language: str, text: str, quote: str = "") -> Statement:
    """A statement that a text in another language supports."""
    article = ArticleFactory(language=language, title="Untitled")
    snapshot = SnapshotFactory(article=article, text=text, language=language)
    passage = PassageFactory(snapshot=snapshot, quote=quote or text)
    return small.say(small.pledge(CountryFactory()), passage=passage, summary="Said.")


# --- countries and people ---------------------------------------------------------------------
def test_country_is_found_by_a_mistyped_name_and_says_so(
    client: Client, small: SmallCoalition
) -> None:
    country = CountryFactory(iso3="POL", name="Poland", names={"uk": "Польща"})
    small.say(small.pledge(country), summary="Nothing of the name.")
    for query in ("poland", "polnd", "польща", "Польша"):
        html = page(client, f"/search/?q={query}")
        assert "/c/small/POL/" in links(html), query
        # What the country said is found though no summary names it.
        assert "Nothing of the name." in words(html), query
    assert "similar name" in page(client, "/search/?q=polnd")
    assert "similar name" not in page(client, "/search/?q=poland")


def test_country_of_no_coalition_is_not_offered(client: Client, small: SmallCoalition) -> None:
    CountryFactory(iso3="QQQ", name="Atlantis")
    assert "Nothing found for “atlantis”" in words(page(client, "/search/?q=atlantis"))


def test_name_and_word_together_ask_for_that_countrys_statements(
    client: Client, small: SmallCoalition
) -> None:
    for iso3, name in (("POL", "Poland"), ("FRA", "France")):
        country = CountryFactory(iso3=iso3, name=name)
        small.say(small.pledge(country), summary=f"Words of {iso3} about trucks.")
        small.say(small.pledge(country), summary=f"Words of {iso3} about ships.")
    text = words(page(client, "/search/?q=poland+truck"))
    assert "Words of POL about trucks." in text
    assert "ships" not in text
    assert "FRA" not in text


def test_speaker_is_found_by_a_mistyped_surname(client: Client, small: SmallCoalition) -> None:
    small.say(small.pledge(), speaker="Emmanuel Macron", office="President", summary="He spoke.")
    html = page(client, "/search/?q=macorn")
    text = words(html)
    assert "Emmanuel Macron similar name President · one statement" in text
    assert "He spoke." in text
    (link,) = [link for link in links(html) if "in=statements" in link and "Macron" in link]
    assert "He spoke." in words(page(client, link))


# --- words ------------------------------------------------------------------------------------
def test_words_are_found_by_stem_and_by_beginning(client: Client, small: SmallCoalition) -> None:
    small.say(small.pledge(), summary="Offered to train brigades.")
    for query in ("training", "trai", "brigade", "BRIGADES"):
        html = page(client, f"/search/?q={query}&in=statements")
        assert "<mark>" in html, query
    assert "Nothing found for" in page(client, "/search/?q=rainbow+brigade&in=statements")


def test_phrase_is_found_as_it_stands(client: Client, small: SmallCoalition) -> None:
    small.say(small.pledge(), summary="Is ready to send troops.")
    small.say(small.pledge("FRA"), summary="To be ready is all.")
    text = words(page(client, '/search/?q="ready to"&in=statements'))
    assert "Is ready to send" in text
    assert "To be ready" not in text


@pytest.mark.parametrize(
    ("language", "text", "query"),
    [
        ("fr", "Le président a parlé des soldats envoyés.", "soldat envoyer"),
        ("ru", "Он говорил о войсках и кораблях.", "войска"),
        # No stems are known: a beginning finds it.
        ("uk", "Він говорив про війська та кораблі.", "військ"),
        ("en", "He spoke of soldiers and ships.", "soldier"),
    ],
)
def test_passages_are_searched_in_their_own_language(
    client: Client, small: SmallCoalition, language: str, text: str, query: str
) -> None:
    say_in(small, language, text)
    html = page(client, f"/search/?q={query}&in=passages")
    assert text in words(html)
    assert f'lang="{language}"' in html


def test_retracted_statement_is_found_and_marked(client: Client, small: SmallCoalition) -> None:
    statement = small.say(small.pledge(), summary="It was so.")
    small.retract(statement, at="2025-10-01")
    assert "retracted" in words(page(client, "/search/?q=was&in=statements"))


def test_article_is_found_by_title_byline_and_outlet(client: Client, small: SmallCoalition) -> None:
    publisher = PublisherFactory(name="The Herald", is_state_controlled=True)
    quoted_article(small, title="Ready to train", byline="A. Writer", publisher=publisher)
    for query in ("train", "writer", "herald"):
        text = words(page(client, f"/search/?q={query}&in=articles"))
        assert "Ready to train" in text, query
        assert "state-controlled outlet" in text, query


def test_digest_says_that_its_words_are_ours(client: Client, small: SmallCoalition) -> None:
    quoted_article(small, is_digest=True, **OPEN)
    assert "demonstration digest, our words" in words(page(client, "/search/?q=minister"))


# --- never --------------------------------------------------------------------------------------
def test_drafts_and_unquoted_words_are_not_found(client: Client, small: SmallCoalition) -> None:
    quoted_article(small)
    StatementFactory(summary="A draft about umbrellas.")
    PassageFactory(quote="Parliament would be asked in autumn.")
    for query in ("umbrellas", SECRET, "forty one", "autumn"):
        body = page(client, f"/search/?q={query}")
        assert "Nothing found for" in body, query
        assert body.count(SECRET) <= 4 * (query == SECRET)  # It says what was asked.


def test_long_passage_of_an_open_licence_is_cut_to_the_cap(
    client: Client, small: SmallCoalition, settings: Settings
) -> None:
    settings.LEDGER_QUOTE_WORDS = 10
    text = " ".join(f"word{n}" for n in range(60)) + " trumpet " + "and so on " * 20
    article = ArticleFactory(**OPEN)
    snapshot = SnapshotFactory(article=article, text=text.strip())
    small.say(small.pledge(), passage=PassageFactory(snapshot=snapshot, quote=text.strip()))
    (hit,) = read_model.search("trumpet", read_model.FoundKind.PASSAGES).sections[0].hits
    assert isinstance(hit, read_model.SourceHit)
    assert "<mark>trumpet</mark>" in hit.excerpt
    assert len(hit.excerpt.split()) <= 10


def test_words_are_escaped_and_marks_cannot_be_forged(small: SmallCoalition) -> None:
    small.say(small.pledge(), summary=f"<script>x</script> {END} trumpet {MARK} & more")
    (hit,) = read_model.search("trumpet", read_model.FoundKind.STATEMENTS).sections[0].hits
    assert isinstance(hit, read_model.StatementHit)
    assert "&lt;script&gt;" in hit.excerpt
    assert hit.excerpt.count("<mark>") == hit.excerpt.count("</mark>") > 0


# --- the page -----------------------------------------------------------------------------------
def test_page_without_words_says_what_is_searched(client: Client, small: SmallCoalition) -> None:
    assert "Only what is published is searched" in page(client, "/search/")
    assert "<mark>" not in page(client, "/search/?q=%00%20%26")


def test_htmx_gets_the_results_and_the_readers_address(
    client: Client, small: SmallCoalition
) -> None:
    quoted_article(small)
    address = "/search/?q=minister&in=&page="
    body = fragment(client, address)
    assert body.strip().startswith('<div id="results"')
    assert 'hx-swap-oob="true"' in body
    assert QUOTE.split(" said")[1] in words(body)
    assert client.get(address, headers=HTMX)["HX-Replace-Url"] == "/search/?q=minister"


def test_one_kind_comes_in_pages(
    client: Client, small: SmallCoalition, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(read_model, "PER_PAGE", 2)
    monkeypatch.setattr(read_model, "PER_KIND", 1)
    for number in range(5):
        small.say(small.pledge(CountryFactory()), summary=f"Trumpet {number}.")
    first = page(client, "/search/?q=trumpet")
    assert "All 5" in words(first)
    assert words(first).count("Trumpet ") == 1
    third = words(page(client, "/search/?q=trumpet&in=statements&page=3"))
    assert "Page 3 of 3" in third
    assert third.count("Trumpet ") == 1
    # Beyond the last page stands the last one.
    assert "Page 3 of 3" in words(page(client, "/search/?q=trumpet&in=statements&page=9"))


@pytest.mark.parametrize(
    "query",
    [
        "q=x&in=elsewhere",
        "q=x&in=statements&page=0",
        "q=x&page=one",
        "q=" + "x" * 201,
        "q=x&in=statements&page=000001" + "9" * 5000,
    ],
)
def test_bad_address_is_answered_with_400(client: Client, query: str) -> None:
    assert "This address asks for something we do not have" in page(
        client, f"/search/?{query}", 400
    )


def test_too_many_searches_wait(client: Client, settings: Settings) -> None:
    settings.LEDGER_LIMITS = {"search": (2, 60)}
    for _ in range(2):
        page(client, "/search/?q=trumpet")
    assert "Too many searches" in page(client, "/search/?q=trumpet", 429)
    # htmx swaps what it is told with 200.
    assert "Too many searches" in fragment(client, "/search/?q=trumpet")
    page(client, "/search/")


def test_search_is_not_for_search_engines(client: Client) -> None:
    assert '<meta name="robots" content="noindex' in page(client, "/search/")
    assert "robots" not in page(client, "/method/")


def test_words_are_found_by_indexes(small: SmallCoalition) -> None:
    """With sequential scans made dear, each kind of words is asked of its index."""
    parameters = {
        **read_model.bind_values(parse_words("trumpet"), (), ()),
        "limit": 5,
        "offset": 0,
    }
    plans = ""
    with connection.cursor() as cursor:
        # Of a table so small any index would do.
        cursor.execute("DROP INDEX statement_latest_word, statement_queue")
        for way in ("seqscan", "indexscan", "indexonlyscan"):
            cursor.execute(f"SET LOCAL enable_{way} = off")
        for sql, _read in read_model.READERS.values():
            cursor.execute(f"EXPLAIN {sql}", parameters)
            plans += "\n".join(row[0] for row in cursor.fetchall())
    for index in ("statement_search", "pledge_search", "passage_search", "article_search"):
        assert index in plans


def test_member_without_a_word_is_found(client: Client, small: SmallCoalition) -> None:
    country = CountryFactory(iso3="MLT", name="Malta")
    MembershipFactory(coalition=small.coalition, country=country)
    assert "Malta Coalition" in words(response(client, "/search/?q=malta").content.decode())
