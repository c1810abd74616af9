"""Sources: the quoted words and what they support; never an article's body."""

import pytest
from django.test import Client

from articles.models import Article
from commitments.models import Pledge
from readers.sources import views as sources
from tests.factories.articles import (
    ArticleFactory,
    PassageFactory,
    PublisherFactory,
    SnapshotFactory,
)
from tests.factories.small_coalition import SmallCoalition
from tests.readers.pages import HTMX, links, page, words
from tests.readers.sources.quoted import BODY, OPEN, QUOTE, SECRET, quoted_article

pytestmark = pytest.mark.django_db


def every_public_page(client: Client, article: Article) -> dict[str, str]:
    """Every page and answer that could show something of GBR's only pledge and its source."""
    pledge = Pledge.objects.get()
    addresses = (
        "/c/small/",
        "/c/small/GBR/",
        "/c/small/GBR/training/",
        f"/pledges/{pledge.reference}/",
        "/sources/",
        f"/sources/{article.pk}/",
        "/api/v1/coalitions/small/matrix",
        "/method/",
    )
    bodies = {address: client.get(address).content.decode() for address in addresses}
    fragment = client.get("/c/small/GBR/training/", headers=HTMX).content.decode()
    return {**bodies, "fragment": fragment}


# --- never the body ---------------------------------------------------------------------------
@pytest.mark.parametrize("rights", [{"rights": "quote_only"}, OPEN, {**OPEN, "is_digest": True}])
def test_no_public_page_shows_an_articles_body(
    client: Client, small: SmallCoalition, rights: dict[str, object]
) -> None:
    article = quoted_article(small, **rights)
    bodies = every_public_page(client, article)
    assert not [address for address, body in bodies.items() if SECRET in body]
    shown = [address for address, body in bodies.items() if QUOTE in body]
    assert len(shown) == 5  # country, cell twice, pledge, source


def test_surroundings_are_a_few_whole_words(client: Client, small: SmallCoalition) -> None:
    quoted_article(small)
    html = page(client, "/c/small/GBR/training/")
    parts = html.split('<span class="quotation-context">')[1:]
    contexts = [part.split("</span>")[0] for part in parts]
    assert len(contexts) == 2
    for context in contexts:
        given = context.replace("…", "").strip()
        assert 0 < len(given) <= 64
        assert all(word in BODY.split() for word in given.split())


# --- the page of one source -------------------------------------------------------------------
def test_source_tells_its_metadata_and_what_its_words_support(
    client: Client, small: SmallCoalition
) -> None:
    publisher = PublisherFactory(name="The Herald", is_state_controlled=True)
    article = quoted_article(
        small,
        title="Ready to train",
        byline="A. Writer",
        published_on="2025-09-01",
        publisher=publisher,
    )
    html = page(client, f"/sources/{article.pk}/")
    text = words(html)
    assert "Ready to train The Herald · A. Writer · 1 Sep 2025 · state-controlled outlet" in text
    assert "Only the quoted words are shown here" in text
    assert f"{QUOTE} Supports Land of GBR, 1 Sep 2025: offered" in text
    pledge = Pledge.objects.get()
    (inward,) = [link for link in links(html) if link.startswith("/pledges/")]
    assert inward == f"/pledges/{pledge.reference}/#s{pledge.statements.get().pk}"
    assert article.canonical_url in links(html)


def test_passages_stand_in_the_order_of_the_text(client: Client, small: SmallCoalition) -> None:
    article = quoted_article(small)
    earlier = PassageFactory(snapshot=article.snapshots.get(), quote="Ministers met")
    small.say(small.pledge("FRA"), passage=earlier)
    text = words(page(client, f"/sources/{article.pk}/"))
    assert text.index("Ministers met") < text.index(QUOTE)


def test_words_that_support_a_retracted_statement_stay_and_say_so(
    client: Client, small: SmallCoalition
) -> None:
    article = quoted_article(small)
    small.retract(Pledge.objects.get().statements.get(), at="2025-10-01")
    assert "offered retracted" in words(page(client, f"/sources/{article.pk}/"))


def test_relaying_article_says_that_both_are_one_origin(
    client: Client, small: SmallCoalition
) -> None:
    first = ArticleFactory(title="The first report")
    small.say(small.pledge("FRA"), article=first)
    article = quoted_article(small, relays=first)
    text = words(page(client, f"/sources/{article.pk}/"))
    assert "Relays The first report: the two count as one origin." in text


def test_open_licence_is_named(client: Client, small: SmallCoalition) -> None:
    article = quoted_article(small, **OPEN)
    assert "Licence of the text: CC BY 4.0." in words(page(client, f"/sources/{article.pk}/"))


def test_text_without_an_address_says_so_and_links_nowhere(
    client: Client, small: SmallCoalition
) -> None:
    article = quoted_article(small, canonical_url=None)
    html = page(client, f"/sources/{article.pk}/")
    assert "This text has no address of its own." in html
    cell = page(client, "/c/small/GBR/training/")
    assert not [link for link in links(html) + links(cell) if link.startswith("http")]


def test_article_that_no_published_statement_quotes_is_not_there(
    client: Client, small: SmallCoalition
) -> None:
    article = SnapshotFactory().article
    PassageFactory(snapshot=article.snapshots.get())
    page(client, f"/sources/{article.pk}/", 404)
    assert "No published statement quotes a source yet." in page(client, "/sources/")


# --- the list ---------------------------------------------------------------------------------
def test_list_is_newest_first_with_counts(client: Client, small: SmallCoalition) -> None:
    older = ArticleFactory(title="The older", published_on="2025-01-01")
    small.say(small.pledge("POL"), article=older)
    newer = quoted_article(small, title="The newer", published_on="2025-09-01")
    other = PassageFactory(snapshot=newer.snapshots.get(), quote="Ministers met")
    small.say(small.pledge("FRA"), passage=other)
    text = words(page(client, "/sources/"))
    assert "2 articles quoted" in text
    assert text.index("The newer") < text.index("2 quoted passages") < text.index("The older")


def test_long_list_comes_in_pages(
    client: Client, small: SmallCoalition, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sources, "PER_PAGE", 2)
    pledge = small.pledge()
    for number in range(3):
        small.say(pledge, article=ArticleFactory(title=f"Article no. {number}"))
    first, second = page(client, "/sources/"), page(client, "/sources/?page=2")
    assert "Page 1 of 2" in words(first)
    assert "?page=2" in links(first)
    assert "Article no. 0" in words(second)
    assert "Article no. 0" not in words(first)


# --- digests and real articles ----------------------------------------------------------------
def test_every_page_that_quotes_a_digest_says_so(client: Client, small: SmallCoalition) -> None:
    article = quoted_article(small, is_digest=True, title="The real title", **OPEN)
    bodies = every_public_page(client, article)
    quoting = {address: words(body) for address, body in bodies.items() if QUOTE in body}
    assert len(quoting) == 5
    for address, text in quoting.items():
        assert "demonstration digest" in text.lower(), address
        assert article.publisher.name in text, address
        assert article.canonical_url in links(bodies[address]), address
    assert "demonstration digest" in words(bodies["/sources/"])


def test_real_article_is_linked_at_its_words_and_a_digest_is_not(
    client: Client, small: SmallCoalition
) -> None:
    article = quoted_article(small)
    for path in ("/c/small/GBR/training/", "/c/small/GBR/"):
        outward = [link for link in links(page(client, path)) if link.startswith("http")]
        (link,) = outward
        assert link.startswith(f"{article.canonical_url}#:~:text=")
        assert "train%20troops." in link
    assert "digest" not in page(client, "/c/small/GBR/training/")


def test_digest_is_linked_without_its_words(client: Client, small: SmallCoalition) -> None:
    quoted_article(small, is_digest=True, **OPEN)
    assert ":~:text=" not in page(client, "/c/small/GBR/training/")


def test_state_controlled_outlet_is_marked_beside_its_words(
    client: Client, small: SmallCoalition
) -> None:
    quoted_article(small, publisher=PublisherFactory(is_state_controlled=True))
    assert "state-controlled outlet" in words(page(client, "/c/small/GBR/training/"))


def test_quotation_in_another_language_says_which(client: Client, small: SmallCoalition) -> None:
    quoted_article(small, language="fr")
    assert 'data-function="supports" lang="fr"' in page(client, "/c/small/GBR/training/")
