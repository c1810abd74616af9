"""Outlets, articles, snapshots, passages and anchors, each the smallest valid row."""

import hashlib

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from articles.fetching.response import Response
from articles.fetching.warc import warc_record
from articles.models import (
    Anchor,
    Article,
    ArticleAddress,
    Capture,
    Fetch,
    Passage,
    Publisher,
    Snapshot,
    Takedown,
)
from articles.text.normalising import NORMALISER_VERSION, text_sha256
from articles.text.surroundings import affixes
from tests.factories.people import EditorFactory

# What a fresh snapshot says; a passage without a `quote` cites its first sentence.
SENTENCE = "Report {n}: the minister said that the country was ready to train troops."
PAYLOAD = b"<p>Yes"
REST = " He added that a ceasefire had to come first.\n\nParliament would be asked in autumn."


def _warc(address: str) -> bytes:
    """A kept answer that holds PAYLOAD."""
    headers = (("Content-Type", "text/html; charset=utf-8"),)
    return warc_record(
        Response(
            asked=address,
            address=address,
            status=200,
            headers=headers,
            body=PAYLOAD,
            retrieved_at=timezone.now(),
        )
    )


class PublisherFactory(DjangoModelFactory[Publisher]):
    """A newspaper of no particular country."""

    class Meta:
        model = Publisher

    name = factory.Sequence(lambda n: f"The Outlet {n}")
    domain = factory.Sequence(lambda n: f"outlet{n}.example")
    kind = Publisher.Kind.NEWSPAPER


class ArticleFactory(DjangoModelFactory[Article]):
    """A text at one address. It has no snapshot yet: SnapshotFactory makes both."""

    class Meta:
        model = Article

    publisher = factory.SubFactory(PublisherFactory)
    canonical_url = factory.Sequence(lambda n: f"https://outlet.example/articles/{n}")
    title = factory.Sequence(lambda n: f"Article {n}")


class SnapshotFactory(DjangoModelFactory[Snapshot]):
    """The first text of an article of its own."""

    class Meta:
        model = Snapshot

    article = factory.SubFactory(ArticleFactory)
    number = 1
    text = factory.Sequence(lambda n: SENTENCE.format(n=n) + REST)
    text_sha256 = factory.LazyAttribute(lambda row: text_sha256(row.text))
    normaliser_version = NORMALISER_VERSION
    language = "en"
    extractor = "pasted"


class PassageFactory(DjangoModelFactory[Passage]):
    """The words `quote` of a snapshot, by default its first sentence."""

    class Meta:
        model = Passage

    class Params:
        quote = factory.LazyAttribute(
            lambda row: row.snapshot.text[: row.snapshot.text.index(".") + 1]
        )

    snapshot = factory.SubFactory(SnapshotFactory)
    start = factory.LazyAttribute(lambda row: row.snapshot.text.index(row.quote))
    end = factory.LazyAttribute(lambda row: row.start + len(row.quote))
    exact = factory.LazyAttribute(lambda row: row.snapshot.text[row.start : row.end])
    prefix = factory.LazyAttribute(lambda row: affixes(row.snapshot.text, row.start, row.end)[0])
    suffix = factory.LazyAttribute(lambda row: affixes(row.snapshot.text, row.start, row.end)[1])


class AnchorFactory(DjangoModelFactory[Anchor]):
    """The same words, some way further down, in the article's second snapshot."""

    class Meta:
        model = Anchor

    passage = factory.SubFactory(PassageFactory)
    snapshot = factory.SubFactory(
        SnapshotFactory,
        article=factory.SelfAttribute("..passage.snapshot.article"),
        number=2,
        text=factory.LazyAttribute(
            lambda row: "Updated. " + row.factory_parent.passage.snapshot.text
        ),
    )
    state = Anchor.State.MOVED
    similarity = 1.0
    start = factory.LazyAttribute(lambda row: row.snapshot.text.index(row.passage.exact))
    end = factory.LazyAttribute(lambda row: row.start + len(row.passage.exact))


class ArticleAddressFactory(DjangoModelFactory[ArticleAddress]):
    """An address that leads to an article of its own."""

    class Meta:
        model = ArticleAddress

    article = factory.SubFactory(ArticleFactory)
    address = factory.Sequence(lambda n: f"https://m.outlet.example/articles/{n}")
    how = ArticleAddress.How.REDIRECTED


class CaptureFactory(DjangoModelFactory[Capture]):
    """What a server answered for an article of its own."""

    class Meta:
        model = Capture

    article = factory.SubFactory(ArticleFactory)
    address = factory.LazyAttribute(lambda row: row.article.canonical_url)
    http_status = 200
    content_type = "text/html; charset=utf-8"
    payload_sha256 = hashlib.sha256(PAYLOAD).hexdigest()
    payload_bytes = len(PAYLOAD)
    warc = factory.LazyAttribute(lambda row: _warc(row.address))


class FetchFactory(DjangoModelFactory[Fetch]):
    """An import that waits for a worker."""

    class Meta:
        model = Fetch

    kind = Fetch.Kind.IMPORT
    address = factory.Sequence(lambda n: f"https://outlet.example/fetched/{n}")


class FailedFetchFactory(FetchFactory):
    """An import whose site took too long."""

    state = Fetch.State.FAILED
    failure = "timed_out"
    message = "The site took too long to answer."
    started_at = factory.LazyFunction(timezone.now)
    finished_at = factory.LazyFunction(timezone.now)
    attempts = 1


class TakedownFactory(DjangoModelFactory[Takedown]):
    """The text of an article of its own, taken down; the quoted words stay."""

    class Meta:
        model = Takedown

    article = factory.LazyFunction(lambda: SnapshotFactory().article)
    reason = "The outlet asked."
    by = factory.SubFactory(EditorFactory)
