"""Other addresses under which an article is known."""

from __future__ import annotations

import pghistory
from django.db import models
from django.db.models import Q
from django.utils import timezone

from articles.models.articles import Article
from core.wording import gettext_lazy


@pghistory.track()
class ArticleAddress(models.Model):
    """One address of an article, found or known; never shared by two articles."""

    class How(models.TextChoices):
        ASKED = "asked", gettext_lazy("Asked for")
        REDIRECTED = "redirected", gettext_lazy("Led to it")
        CANONICAL = "canonical", gettext_lazy("Named by the page")
        SAME_FORM = "same_form", gettext_lazy("Another form of the same address")

    article = models.ForeignKey(Article, models.PROTECT, related_name="addresses")
    address = models.CharField(max_length=2000, unique=True)
    how = models.CharField(max_length=20, choices=How)
    added_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name_plural = "article addresses"
        constraints = [
            models.CheckConstraint(
                name="article_address_how_is_unknown",
                condition=Q(how__in=["asked", "redirected", "canonical", "same_form"]),
                violation_error_message="Say how the address is known.",
            ),
        ]

    def __str__(self) -> str:
        return self.address
