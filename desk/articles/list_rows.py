"""An article as the desk's lists show it: how far it was read, by whom, until when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import OuterRef, QuerySet

from articles.models import Article, Passage
from commitments.models import Statement
from core.models import User
from desk.lists import CountSubquery, readable

_OPEN = (Statement.State.DRAFT, Statement.State.RETURNED, Statement.State.SUBMITTED)


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """One article. `drafted` and `published` count the statements that quote it."""

    pk: int
    title: str
    publisher: str
    language: str
    published_on: date | None
    reading_state: str
    reading_state_name: str
    passages: int
    drafted: int
    published: int
    reader: str
    is_mine: bool
    due_on: date | None
    is_overdue: bool
    is_digest: bool
    is_withdrawn: bool


def with_numbers(articles: QuerySet[Article]) -> QuerySet[Article]:
    """Add outlet and reader, and count passages and statements for the shown rows only."""
    here = OuterRef("pk")
    statements = readable().filter(citations__passage__snapshot__article=here).distinct()
    return articles.select_related("publisher", "reader").annotate(
        passages=CountSubquery(Passage.objects.filter(snapshot__article=here)),
        drafted=CountSubquery(statements.filter(state__in=_OPEN)),
        published=CountSubquery(statements.filter(state=Statement.State.PUBLISHED)),
    )


def article_rows(articles: Iterable[Any], user: User, today: date) -> tuple[ArticleRow, ...]:
    """Return the rows of `with_numbers`. One query if given a queryset."""
    return tuple(_row(article, user, today) for article in articles)


def _row(article: Any, user: User, today: date) -> ArticleRow:
    is_to_read = article.withdrawn_at is None and article.reading_state in (
        Article.ReadingState.NEW,
        Article.ReadingState.SECOND_READER,
    )
    return ArticleRow(
        pk=article.pk,
        title=article.title,
        publisher=article.publisher.name,
        language=article.language,
        published_on=article.published_on,
        reading_state=article.reading_state,
        reading_state_name=article.get_reading_state_display(),
        passages=article.passages,
        drafted=article.drafted,
        published=article.published,
        reader=article.reader.name if article.reader else "",
        is_mine=article.reader_id == user.pk,
        due_on=article.due_on,
        is_overdue=is_to_read and article.due_on is not None and article.due_on < today,
        is_digest=article.is_digest,
        is_withdrawn=article.withdrawn_at is not None,
    )
