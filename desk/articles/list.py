"""The list of articles as its address filters it: counted choices, one page of rows."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet
from django.db.models.functions import Lower

from articles.models import Article
from commitments.models import Citation, SavedFilter
from core.models import User
from desk.articles.list_facets import PAGE, Facets, read_facets
from desk.articles.list_filters import ArticleFilter
from desk.articles.list_rows import ArticleRow, article_rows, with_numbers


@dataclass(frozen=True, slots=True)
class ArticleInbox:
    """One page of the list. `elsewhere`: ticked rows on other pages."""

    asked: ArticleFilter
    facets: Facets
    page: Page[Article]
    rows: tuple[ArticleRow, ...]
    elsewhere: tuple[ArticleRow, ...]


def read_article_inbox(
    asked: ArticleFilter,
    user: User,
    *,
    number: str,
    per_page: int,
    today: date,
    ticked: Collection[int] = (),
) -> ArticleInbox:
    """Read that page, or the nearest one. Four queries; five if some rows are ticked."""
    facets = read_facets(asked, user, today)
    paginator = Paginator(
        with_numbers(matching(asked, user, today)).order_by(*asked.order()), per_page
    )
    # Counted with the facets, so the paginator need not count again.
    paginator.__dict__["count"] = facets.total
    page = paginator.get_page(number)
    rows = article_rows(page.object_list, user, today)
    shown = {row.pk for row in rows}
    missing = [pk for pk in ticked if pk not in shown]
    others = with_numbers(Article.objects.filter(pk__in=missing)).order_by("pk") if missing else ()
    return ArticleInbox(asked, facets, page, rows, article_rows(others, user, today))


def matching(asked: ArticleFilter, user: User, today: date) -> QuerySet[Article]:
    """Return every article that the filter shows, in no order."""
    return Article.objects.filter(asked.condition(user, today))


def matching_keys(asked: ArticleFilter, user: User, today: date) -> list[int]:
    """Return their keys, for an act on all of them. One query."""
    return list(matching(asked, user, today).order_by("pk").values_list("pk", flat=True))


def person_at_the_desk(pk: int) -> User | None:
    """Return an active person who can be assigned; None if unknown or closed. One query."""
    return User.objects.filter(pk=pk, is_active=True).first()


def people_at_the_desk(*, with_also: User | None = None) -> list[User]:
    """Return who can be assigned, by name; includes `with_also` even if closed. One query."""
    also = with_also.pk if with_also else 0
    return list(User.objects.filter(Q(is_active=True) | Q(pk=also)).order_by(Lower("name"), "pk"))


def articles_with_reader() -> QuerySet[Article]:
    """Return articles with outlet and reader."""
    return Article.objects.select_related("publisher", "reader", "added_by")


def is_quoted_by_statements(article: Article) -> bool:
    """Whether a statement cites it, published or not. One query."""
    return Citation.objects.filter(passage__snapshot__article=article).exists()


def own_filters(user: User) -> QuerySet[SavedFilter]:
    """Return the person's saved filters for this list."""
    return SavedFilter.objects.filter(user=user, page=PAGE)
