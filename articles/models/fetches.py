"""Requests to the background worker: fetch an address, recheck it, have it archived."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from articles.fetching.failures import Failure
from articles.models.articles import Article
from articles.models.snapshots import Snapshot
from core.wording import gettext_lazy, pgettext_lazy


class Fetch(models.Model):
    """One attempt to import, recheck or archive an address.

    It is a log itself and has no history (decision 0006).
    """

    class Kind(models.TextChoices):
        IMPORT = "import", gettext_lazy("Add by address")
        RECHECK = "recheck", gettext_lazy("Look again")
        ARCHIVE = "archive", gettext_lazy("Archive copy")

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("a fetch", "Waiting")
        RUNNING = "running", pgettext_lazy("a fetch", "Running")
        DONE = "done", pgettext_lazy("a fetch", "Done")
        FAILED = "failed", pgettext_lazy("a fetch", "Failed")

    class Outcome(models.TextChoices):
        NEW_ARTICLE = "new_article", gettext_lazy("New article")
        NEW_TEXT = "new_text", gettext_lazy("The text has changed")
        SAME_TEXT = "same_text", gettext_lazy("Same text")
        ARCHIVED = "archived", gettext_lazy("Archived")

    kind = models.CharField(max_length=10, choices=Kind)
    address = models.CharField(max_length=2000, help_text="As asked for, normalised")
    article = models.ForeignKey(
        Article, models.PROTECT, null=True, blank=True, related_name="fetches"
    )
    details = models.JSONField(default=dict, help_text="What the editor said of the article")
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    outcome = models.CharField(max_length=20, choices=Outcome, blank=True)
    failure = models.CharField(max_length=30, blank=True, help_text="Slug of the reason")
    message = models.TextField(blank=True, help_text="The reason in a sentence")
    http_status = models.PositiveSmallIntegerField(null=True, blank=True)
    final_address = models.CharField(max_length=2000, blank=True)
    snapshot = models.ForeignKey(Snapshot, models.PROTECT, null=True, blank=True, related_name="+")
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    requested_at = models.DateTimeField(default=timezone.now)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)

    class Meta:
        indexes = [
            models.Index("article", F("requested_at").desc(), name="fetch_of_article"),
            models.Index(
                "requested_at", condition=Q(state__in=["waiting", "running"]), name="fetch_open"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                "kind",
                "address",
                condition=Q(state__in=["waiting", "running"]),
                name="fetch_is_under_way",
                violation_error_message="This address is being fetched already.",
            ),
            models.CheckConstraint(
                name="fetch_words_are_unknown",
                condition=Q(kind__in=["import", "recheck", "archive"])
                & Q(state__in=["waiting", "running", "done", "failed"])
                & Q(outcome__in=["", "new_article", "new_text", "same_text", "archived"]),
                violation_error_message="A fetch has a known kind, state and outcome.",
            ),
            models.CheckConstraint(
                name="fetch_ends_without_word",
                condition=(Q(state="done") & ~Q(outcome="") & Q(failure=""))
                | (Q(state="failed") & Q(outcome="") & ~Q(failure=""))
                | (Q(state__in=["waiting", "running"]) & Q(outcome="")),
                violation_error_message="Done says with what outcome, failed says why.",
            ),
            models.CheckConstraint(
                name="fetch_times_out_of_step",
                condition=Q(state__in=["done", "failed"], finished_at__isnull=False)
                | Q(state__in=["waiting", "running"], finished_at__isnull=True),
                violation_error_message="What has ended has a time of its end.",
            ),
            models.CheckConstraint(
                name="fetch_ends_before_it_begins",
                condition=Q(started_at__isnull=True)
                | Q(finished_at__isnull=True)
                | Q(finished_at__gte=F("started_at")),
                violation_error_message="A fetch ends after it began.",
            ),
            models.CheckConstraint(
                name="fetch_of_no_article",
                condition=Q(kind="import") | Q(article__isnull=False),
                violation_error_message="Only an import has no article yet.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.address}: {self.state}"


def progress_word(slug: str) -> str:
    """Return the label of a state or of a failure."""
    if slug in Failure.values:
        return str(Failure(slug).label)
    return str(Fetch.State(slug).label) if slug in Fetch.State.values else slug
