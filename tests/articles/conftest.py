"""A site with one article, whose page a test changes."""

from collections.abc import Iterator

import pytest

from articles.models import Article
from articles.text.extracting import extract
from tests.articles.fetching.site import LocalSite
from tests.articles.harbour import PARAGRAPHS, PATH, html
from tests.factories.articles import (
    ArticleFactory,
    SnapshotFactory,
)


@pytest.fixture
def site() -> Iterator[LocalSite]:
    with LocalSite() as running:
        running.put(PATH, html(*PARAGRAPHS))
        yield running


@pytest.fixture
def article(site: LocalSite) -> Article:
    text = extract(html(*PARAGRAPHS), site.url(PATH)).text
    found: Article = SnapshotFactory(
        article=ArticleFactory(canonical_url=site.url(PATH)), text=text
    ).article
    return found
