"""The public pages, by kind, with the day on which each last changed. One query for each kind."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.sitemaps import Sitemap
from django.db.models import F, Max, Q, QuerySet
from django.db.models.functions import Greatest
from django.urls import NoReverseMatch, reverse

from articles.models import Publisher
from commitments.models import Coalition, Pledge
from commitments.statements.public import public_pledges
from readers.sources.sources import quoted_articles, quoted_publishers

# Pages of a coalition beside its matrix.
_OF_A_COALITION = ("matrix", "conditions", "disputed", "coverage", "changes", "pictures")


class PageSitemap(Sitemap):  # type: ignore[type-arg]
    """Pages that always exist, and each coalition's own."""

    def items(self) -> list[str]:
        """Return addresses."""
        found = [reverse(f"readers:{name}") for name in ("source_list", "publisher_list", "method")]
        for slug in Coalition.objects.order_by("pk").values_list("slug", flat=True):
            found += [address for name in _OF_A_COALITION if (address := _address(name, slug))]
        return found

    def location(self, item: str) -> str:
        """Return the item, which is an address."""
        return item


def _address(name: str, slug: str) -> str:
    try:
        return reverse(f"readers:{name}", args=[slug])
    except NoReverseMatch:
        return ""


class CountrySitemap(Sitemap):  # type: ignore[type-arg]
    """Countries with a published statement."""

    limit = 5000

    def items(self) -> Any:
        """Return country and coalition, with the last change."""
        return (
            public_pledges()
            .filter(country__isnull=False)
            .values("coalition__slug", "country__iso3")
            .annotate(changed_at=_last_change("statements__"))
            .order_by("coalition__slug", "country__iso3")
        )

    def location(self, item: dict[str, Any]) -> str:
        """Return the country's page."""
        return reverse(
            "readers:country_detail", args=[item["coalition__slug"], item["country__iso3"]]
        )

    def lastmod(self, item: dict[str, Any]) -> datetime | None:
        """Return when one of its statements was last published or retracted."""
        changed_at: datetime | None = item["changed_at"]
        return changed_at


class PledgeSitemap(Sitemap):  # type: ignore[type-arg]
    """Pledges about which something was published."""

    limit = 5000

    def items(self) -> QuerySet[Pledge]:
        """Return pledges with the last change."""
        return public_pledges().annotate(changed_at=_last_change("statements__")).order_by("pk")

    def location(self, item: Pledge) -> str:
        """Return the pledge's page."""
        return reverse("readers:pledge_detail", args=[item.reference])

    def lastmod(self, item: Pledge) -> datetime | None:
        """Return when one of its statements was last published or retracted."""
        changed_at: datetime | None = item.changed_at  # type: ignore[attr-defined]
        return changed_at


class SourceSitemap(Sitemap):  # type: ignore[type-arg]
    """Quoted articles."""

    limit = 5000

    def items(self) -> Any:
        """Return all quoted articles."""
        return quoted_articles().filter(withdrawn_at__isnull=True)

    def location(self, item: Any) -> str:
        """Return the source's page."""
        return reverse("readers:source_detail", args=[item.pk])


class PublisherSitemap(Sitemap):  # type: ignore[type-arg]
    """Quoted outlets."""

    def items(self) -> QuerySet[Publisher]:
        """Return all quoted outlets."""
        return quoted_publishers()

    def location(self, item: Publisher) -> str:
        """Return the outlet's page."""
        return reverse("readers:publisher_detail", args=[item.pk])


def _last_change(path: str) -> Any:
    state = Q(**{f"{path}state__in": ["published", "retracted"]})
    return Max(Greatest(F(f"{path}published_at"), F(f"{path}retracted_at")), filter=state)


SITEMAPS: dict[str, type[Sitemap[Any]] | Sitemap[Any]] = {
    "pages": PageSitemap,
    "countries": CountrySitemap,
    "pledges": PledgeSitemap,
    "sources": SourceSitemap,
    "publishers": PublisherSitemap,
}
