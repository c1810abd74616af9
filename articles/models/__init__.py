"""The tables of `articles`; one module per noun."""

from articles.models.articles import Article, ArticleQuerySet
from articles.models.passages import Anchor, Passage, PassageQuerySet
from articles.models.publishers import Publisher
from articles.models.snapshots import Snapshot

__all__ = [
    "Anchor",
    "Article",
    "ArticleQuerySet",
    "Passage",
    "PassageQuerySet",
    "Publisher",
    "Snapshot",
]
