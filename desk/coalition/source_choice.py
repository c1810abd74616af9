"""Choose a passage or an article as the source of a record that is no statement."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q

from articles.models import Article, Passage
from core.numbers import whole_number

CHOICES = 12


@dataclass(frozen=True, slots=True)
class SourceChoice:
    """A passage, or an article, to pick from a short list."""

    pk: int
    words: str
    publisher: str
    published_on: date | None
    is_digest: bool


def quotation_choices(words: str, *, first: int | None) -> tuple[SourceChoice, ...]:
    """Return passages with all these words, newest first; `first` is always on top. Two queries.

    At most `CHOICES`.
    """
    passages = Passage.objects.with_article()
    found = passages
    for word in words.split():
        found = found.filter(
            Q(exact__icontains=word)
            | Q(snapshot__article__title__icontains=word)
            | Q(snapshot__article__publisher__name__icontains=word)
        )
    chosen = list(passages.filter(pk=first)) if first is not None else []
    newest = found.exclude(pk=first or 0).order_by(
        F("snapshot__article__published_on").desc(nulls_last=True), "-pk"
    )
    return tuple(
        SourceChoice(
            passage.pk,
            passage.exact,
            passage.snapshot.article.publisher.name,
            passage.snapshot.article.published_on,
            passage.snapshot.article.is_digest,
        )
        for passage in [*chosen, *newest[:CHOICES]][:CHOICES]
    )


def article_choices(words: str, *, first: int | None) -> tuple[SourceChoice, ...]:
    """Return articles with all these words in title or outlet, or with this number. Two queries.

    `first` is always on top. At most `CHOICES`, newest first.
    """
    articles = Article.objects.with_publisher()
    found = articles
    if (number := whole_number(words)) is not None:
        found = found.filter(Q(pk=number) | Q(title__icontains=words))
    else:
        for word in words.split():
            found = found.filter(Q(title__icontains=word) | Q(publisher__name__icontains=word))
    chosen = list(articles.filter(pk=first)) if first is not None else []
    newest = found.exclude(pk=first or 0).order_by(F("published_on").desc(nulls_last=True), "-pk")
    return tuple(
        SourceChoice(article.pk, article.title, article.publisher.name, article.published_on, False)
        for article in [*chosen, *newest[:CHOICES]][:CHOICES]
    )
