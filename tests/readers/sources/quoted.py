"""An article with a quotation, and words of it that nobody may see."""

from articles.models import Article
from tests.factories.articles import (
    ArticleFactory,
    PassageFactory,
    SnapshotFactory,
)
from tests.factories.small_coalition import SmallCoalition

BODY = (
    "Ministers met in the morning. The minister said that the country was ready to train troops. "
    "What follows stands in no public page: the caterers had brought nine kinds of cake, "
    "and an aide counted forty-one umbrellas in the hall."
)


QUOTE = "The minister said that the country was ready to train troops."


SECRET = "forty-one umbrellas"


OPEN = {"rights": "open_licence", "licence": "CC BY 4.0"}


def quoted_article(small: SmallCoalition, **fields: object) -> Article:
    """An article whose second sentence supports GBR's offer of training."""
    snapshot = SnapshotFactory(article=ArticleFactory(**fields), text=BODY)
    small.say(small.pledge(), passage=PassageFactory(snapshot=snapshot, quote=QUOTE))
    article: Article = snapshot.article
    return article
