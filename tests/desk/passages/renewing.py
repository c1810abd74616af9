"""Passages whose text changed."""

from articles.models import Anchor, Article, Passage
from articles.services.new_texts import store_new_text
from articles.services.texts import ReadText
from tests.articles.texts import TROOPS

ALTERED = TROOPS.replace("2,000", "200")


def renew(passage: Passage, text: str) -> Anchor:
    """Let a newer text come in; where the passage stands in it."""
    article: Article = passage.snapshot.article
    store_new_text(article=article, read=ReadText(text, "trafilatura"), by=None)
    return passage.anchors.order_by("-snapshot__number")[0]
