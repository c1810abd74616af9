"""Snapshots: what an article said at one moment. Written once."""

from __future__ import annotations

import pghistory
import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q
from django.db.models.expressions import RawSQL
from django.utils import timezone

from articles.models.articles import Article
from articles.models.captures import Capture
from core.triggers import refuse, require
from core.wording import gettext_lazy as _

# A tsvector holds at most 1 MB; the first 200,000 characters of any script stay below it.
_SEARCH_SQL = (
    "to_tsvector(CASE split_part(language, '-', 1)"
    + "".join(
        f" WHEN '{code}' THEN '{name}'::regconfig"
        for code, name in {
            "da": "danish",
            "de": "german",
            "en": "english",
            "es": "spanish",
            "fi": "finnish",
            "fr": "french",
            "hu": "hungarian",
            "it": "italian",
            "lt": "lithuanian",
            "nl": "dutch",
            "no": "norwegian",
            "pt": "portuguese",
            "ro": "romanian",
            "ru": "russian",
            "sv": "swedish",
            "tr": "turkish",
        }.items()
    )
    + " ELSE 'simple'::regconfig END, left(text, 200000))"
)


@pghistory.track(exclude=["text", "raw", "search"])
class Snapshot(models.Model):
    """The immutable, normalised text of an article as retrieved at one moment.

    Passages index this text by code points; `text_sha256` stays as proof after a takedown.
    """

    article = models.ForeignKey(Article, models.PROTECT, related_name="snapshots")
    number = models.PositiveIntegerField(
        _("Number"), help_text="1 for the first text of the article"
    )
    text = models.TextField()
    text_sha256 = models.CharField(max_length=64)
    normaliser_version = models.PositiveSmallIntegerField()
    language = models.CharField(max_length=35, help_text="The article's when stored; for search")
    raw = models.BinaryField(null=True, help_text="What was handed in, gzip-compressed")
    raw_sha256 = models.CharField(max_length=64, blank=True)
    retrieved_at = models.DateTimeField(_("Retrieved at"), default=timezone.now)
    extractor = models.CharField(
        _("Extractor"), max_length=80, help_text="Name and version, or 'pasted'"
    )
    capture = models.ForeignKey(
        Capture,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="snapshots",
        help_text="The answer it was extracted from; empty where a person handed the text in",
    )
    page_starts = ArrayField(
        models.PositiveIntegerField(),
        default=list,
        blank=True,
        help_text="Of a document with pages: where each begins in the text",
    )
    erased_at = models.DateTimeField(
        _("Erased at"), null=True, blank=True, help_text="By a takedown"
    )
    search = models.GeneratedField(
        expression=RawSQL(_SEARCH_SQL, []), output_field=SearchVectorField(), db_persist=True
    )

    class Meta:
        indexes = [GinIndex("search", name="snapshot_search")]
        constraints = [
            models.UniqueConstraint(
                "article",
                "number",
                name="snapshot_number_is_taken",
                violation_error_message="This article has a snapshot of this number.",
            ),
            models.UniqueConstraint(
                "text_sha256",
                condition=Q(number=1),
                name="snapshot_text_is_stored_already",
                violation_error_message="This very text is stored already.",
            ),
            models.CheckConstraint(
                name="snapshot_text_is_empty",
                condition=~Q(text="") | Q(erased_at__isnull=False),
                violation_error_message="The text is empty.",
            ),
        ]
        triggers = [
            refuse(
                name="snapshot_is_immutable",
                operation=pgtrigger.Update | pgtrigger.Delete,
                message="A snapshot never changes and is never deleted; store a new one.",
            ),
            require(
                name="snapshot_of_a_withdrawn_article",
                operation=pgtrigger.Insert,
                unless=(
                    "NOT EXISTS (SELECT 1 FROM articles_article a"
                    " WHERE a.id = NEW.article_id AND a.withdrawn_at IS NOT NULL)"
                ),
                message="The article was withdrawn: no text of it is stored any more.",
            ),
            require(
                name="snapshot_hash_is_of_its_text",
                operation=pgtrigger.Insert,
                unless="NEW.text_sha256 = encode(sha256(convert_to(NEW.text, 'UTF8')), 'hex')",
                message="text_sha256 is not the SHA-256 of the text.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.article} ({self.number})"
