"""The origin of an article's words: what it relays, what relays it, similar texts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from articles.models import Article
from articles.services.ingest import article_at
from articles.services.sketches import near_copies
from core.errors import DomainError


@dataclass(frozen=True, slots=True)
class NearArticle:
    """An article whose text is nearly the same. `is_earlier`: it was published before this one."""

    pk: int
    title: str
    publisher: str
    published_on: date | None
    percent: int
    is_earlier: bool
    origin: int | None


@dataclass(frozen=True, slots=True)
class Origin:
    """What this article relays, what relays it, and what is offered: earlier published first."""

    relays: Article | None
    relayed_as: tuple[Article, ...]
    near: tuple[NearArticle, ...]


def read_origin(article: Article) -> Origin:
    """Read it. Two queries for the relays, up to three for similar texts."""
    relays = (
        Article.objects.with_publisher().get(pk=article.relays_id) if article.relays_id else None
    )
    relayed_as = tuple(article.relayed_as.with_publisher().order_by("published_on", "pk"))
    settled = {relay.pk for relay in relayed_as} | {article.relays_id}
    found = [
        NearArticle(
            pk=copy.article.pk,
            title=copy.article.title,
            publisher=copy.article.publisher.name,
            published_on=copy.article.published_on,
            percent=copy.percent,
            is_earlier=_is_before(copy.article, article),
            origin=copy.article.relays_id,
        )
        for copy in near_copies(article)
        # Relays of the same origin need no decision.
        if copy.article.pk not in settled
        and (copy.article.relays_id is None or copy.article.relays_id != article.relays_id)
    ]
    found.sort(key=lambda near: (near.published_on or date.max, -near.percent, near.pk))
    return Origin(relays, relayed_as, tuple(found))


def article_named(pk: int | None, address: str) -> Article:
    """Return the article with this number, or at this address. Raises DomainError. One query."""
    found = Article.objects.filter(pk=pk).first() if pk else None
    if found is None and address.strip():
        found = article_at(address)
    if found is None:
        raise DomainError(
            _("No such article is in the ledger. Add the origin first, then note the relay.")
        )
    return found


def _is_before(other: Article, article: Article) -> bool:
    if other.published_on and article.published_on and other.published_on != article.published_on:
        return other.published_on < article.published_on
    return other.pk < article.pk
