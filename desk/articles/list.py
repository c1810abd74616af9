"""The list of articles as its address asks for it: filter, counted choices, one page of rows."""

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
    """One page of the list. `elsewhere`: rows that are ticked but stand on another page."""

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
    """The page of that number, or the nearest. Four queries; five where some rows are ticked."""
    facets = read_facets(asked, user, today)
    paginator = Paginator(
        with_numbers(matching(asked, user, today)).order_by(*asked.order()), per_page
    )
    # Counted with the facets: the list need not be counted again.
    paginator.__dict__["count"] = facets.total
    page = paginator.get_page(number)
    rows = article_rows(page.object_list, user, today)
    shown = {row.pk for row in rows}
    missing = [pk for pk in ticked if pk not in shown]
    others = with_numbers(Article.objects.filter(pk__in=missing)).order_by("pk") if missing else ()
    return ArticleInbox(asked, facets, page, rows, article_rows(others, user, today))


def matching(asked: ArticleFilter, user: User, today: date) -> QuerySet[Article]:
    """Every article that the filter leaves, in no order."""
    return Article.objects.filter(asked.condition(user, today))


def matching_keys(asked: ArticleFilter, user: User, today: date) -> list[int]:
    """Their keys, for an act on all of them. One query."""
    return list(matching(asked, user, today).order_by("pk").values_list("pk", flat=True))


def person_at_the_desk(pk: int) -> User | None:
    """Somebody who can be asked to read; None who is unknown or has left. One query."""
    return User.objects.filter(pk=pk, is_active=True).first()


def people_at_the_desk(*, with_also: User | None = None) -> list[User]:
    """Who can be asked to read, by name; `with_also` is in it even if gone. One query."""
    also = with_also.pk if with_also else 0
    return list(User.objects.filter(Q(is_active=True) | Q(pk=also)).order_by(Lower("name"), "pk"))


def articles_with_reader() -> QuerySet[Article]:
    """Articles with outlet and who took them."""
    return Article.objects.select_related("publisher", "reader", "added_by")


def is_quoted_by_statements(article: Article) -> bool:
    """Whether a statement rests on it, published or not. One query."""
    return Citation.objects.filter(passage__snapshot__article=article).exists()


def own_filters(user: User) -> QuerySet[SavedFilter]:
    """What the person keeps for this list."""
    return SavedFilter.objects.filter(user=user, page=PAGE)
