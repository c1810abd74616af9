"""Captures: the raw response of a server, stored as it came."""

from __future__ import annotations

import pghistory
import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils import timezone

from articles.models.articles import Article
from core.triggers import refuse
from core.wording import gettext_lazy as _


@pghistory.track(exclude=["warc"])
class Capture(models.Model):
    """A server's response, with its headers, as compressed WARC records.

    A snapshot's text was extracted from it, and can be again without fetching. `payload_sha256`
    stays as proof after a takedown.
    """

    article = models.ForeignKey(Article, models.PROTECT, related_name="captures")
    address = models.CharField(max_length=2000, help_text="Where it was found in the end")
    http_status = models.PositiveSmallIntegerField(_("Http status"))
    content_type = models.CharField(max_length=200, blank=True)
    payload_sha256 = models.CharField(max_length=64)
    payload_bytes = models.PositiveIntegerField(_("Payload bytes"))
    warc = models.BinaryField(null=True)
    retrieved_at = models.DateTimeField(_("Retrieved at"), default=timezone.now)
    erased_at = models.DateTimeField(
        _("Erased at"), null=True, blank=True, help_text="By a takedown"
    )

    class Meta:
        indexes = [models.Index("article", "payload_sha256", name="capture_of_article")]
        constraints = [
            models.CheckConstraint(
                name="capture_is_empty",
                condition=Q(warc__isnull=False) | Q(erased_at__isnull=False),
                violation_error_message="A capture holds what the server sent.",
            ),
        ]
        triggers = [
            refuse(
                name="capture_is_immutable",
                operation=pgtrigger.Update | pgtrigger.Delete,
                message="A capture never changes and is never deleted.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.address} ({self.retrieved_at:%Y-%m-%d})"
