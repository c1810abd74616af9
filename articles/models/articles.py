"""Articles: one published text at one address. The words are in snapshots, never here."""

from __future__ import annotations

from collections.abc import Collection

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from articles.models.publishers import Publisher
from articles.models.searching import SearchedWords
from core.triggers import require
from core.wording import gettext_lazy as _

# The columns that the search looks in.
ARTICLE_WORDS = SearchedWords(("title", "byline"), language="language")


class ArticleQuerySet(models.QuerySet["Article"]):
    """Queryset methods for articles."""

    def with_publisher(self) -> ArticleQuerySet:
        """Select the outlet."""
        return self.select_related("publisher")

    def at_addresses(self, addresses: Collection[str]) -> ArticleQuerySet:
        """Articles known under one of these normalised addresses."""
        others = models.Q(addresses__address__in=addresses)
        return self.filter(models.Q(canonical_url__in=addresses) | others).distinct()


@pghistory.track()
class Article(models.Model):
    """A text that an outlet published at one canonical address.

    `is_digest` marks a demonstration: the stored text is our own summary of the text at
    `canonical_url`, and every page that shows its words says so.
    """

    class Rights(models.TextChoices):
        QUOTE_ONLY = "quote_only", _("Quote only")
        OPEN_LICENCE = "open_licence", _("Open licence")

    class ReadingState(models.TextChoices):
        NEW = "new", _("New")
        NOTHING_FOUND = "nothing_found", _("Read, nothing found")
        EXTRACTED = "extracted", _("Extracted")
        SECOND_READER = "second_reader", _("Needs a second reader")

    publisher = models.ForeignKey(
        Publisher, models.PROTECT, verbose_name=_("Publisher"), related_name="articles"
    )
    canonical_url = models.URLField(
        _("Address"),
        max_length=2000,
        null=True,
        blank=True,
        unique=True,
        help_text="Normalised; empty for a text that has no address",
    )
    title = models.CharField(_("Title"), max_length=500)
    byline = models.CharField(_("Byline"), max_length=300, blank=True)
    published_on = models.DateField(_("Published on"), null=True, blank=True)
    language = models.CharField(_("Language"), max_length=35, default="en", help_text="BCP 47")
    rights = models.CharField(_("Rights"), max_length=20, choices=Rights, default=Rights.QUOTE_ONLY)
    licence = models.CharField(_("Licence"), max_length=100, blank=True)
    relays = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name=_("Relays"),
        null=True,
        blank=True,
        related_name="relayed_as",
        help_text="The article this one re-publishes; both count as one origin",
    )
    is_digest = models.BooleanField(
        _("Demonstration digest"),
        default=False,
        help_text="Our own words about the source, for demonstration",
    )
    archived_url = models.URLField(_("Archived url"), max_length=2000, blank=True)
    reading_state = models.CharField(
        _("Reading state"),
        max_length=20,
        choices=ReadingState,
        default=ReadingState.NEW,
        db_index=True,
    )
    reader = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("Reader"),
        null=True,
        blank=True,
        related_name="+",
        help_text="Who took it to read",
    )
    due_on = models.DateField(
        _("Due on"), null=True, blank=True, help_text="When it should be read"
    )
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    added_at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(_("Withdrawn at"), null=True, blank=True)
    withdrawn_reason = models.TextField(_("Withdrawn reason"), blank=True)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index("reading_state", F("added_at").desc(), name="article_inbox"),
            ARTICLE_WORDS.index("article_search"),
        ]
        constraints = [
            models.CheckConstraint(
                name="article_title_is_empty",
                condition=~Q(title=""),
                violation_error_message="Give the article a title.",
            ),
            models.CheckConstraint(
                name="article_address_is_not_http",
                condition=Q(canonical_url__isnull=True) | Q(canonical_url__regex=r"^https?://[^/]"),
                violation_error_message="The address must start with http:// or https://.",
            ),
            models.CheckConstraint(
                name="article_rights_are_unknown",
                condition=Q(rights__in=["quote_only", "open_licence"]),
                violation_error_message="Rights are quote only or open licence.",
            ),
            models.CheckConstraint(
                name="article_open_licence_has_no_name",
                condition=Q(rights="quote_only") | ~Q(licence=""),
                violation_error_message="Name the open licence, for example CC BY 4.0.",
            ),
            models.CheckConstraint(
                name="article_reading_state_is_unknown",
                condition=Q(
                    reading_state__in=["new", "nothing_found", "extracted", "second_reader"]
                ),
                violation_error_message="Pick a reading state from the list.",
            ),
            models.CheckConstraint(
                name="article_relays_itself",
                condition=Q(relays__isnull=True) | ~Q(relays=F("id")),
                violation_error_message="An article cannot relay itself.",
            ),
            models.CheckConstraint(
                name="article_withdrawn_without_reason",
                condition=Q(withdrawn_at__isnull=True, withdrawn_reason="")
                | Q(withdrawn_at__isnull=False) & ~Q(withdrawn_reason=""),
                violation_error_message="Withdrawing an article needs a reason.",
            ),
        ]
        triggers = [
            # Origins are counted one step up, so a relay must point at the origin itself.
            require(
                name="article_relays_a_relay",
                operation=pgtrigger.Insert | pgtrigger.Update,
                unless=(
                    "NEW.relays_id IS NULL OR NOT EXISTS (SELECT 1 FROM articles_article a"
                    " WHERE a.id = NEW.relays_id AND a.relays_id IS NOT NULL"
                    " OR a.relays_id = NEW.id)"
                ),
                message="Name the origin itself: one of the two articles is a relay already.",
            ),
        ]

    def __str__(self) -> str:
        return self.title
