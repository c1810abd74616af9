"""The tables of `articles`; one module per noun."""

from articles.models.articles import Article, ArticleQuerySet
from articles.models.captures import Capture
from articles.models.equivalents import ArticleAddress
from articles.models.fetches import Fetch
from articles.models.passages import Anchor, Passage, PassageQuerySet
from articles.models.publishers import Publisher
from articles.models.sketches import TextSketch
from articles.models.snapshots import Snapshot
from articles.models.takedowns import Takedown

__all__ = [
    "Anchor",
    "Article",
    "ArticleAddress",
    "ArticleQuerySet",
    "Capture",
    "Fetch",
    "Passage",
    "PassageQuerySet",
    "Publisher",
    "Snapshot",
    "Takedown",
    "TextSketch",
]
