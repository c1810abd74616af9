"""Settings of the desk: countries a person writes about, saved filters, pledges to re-check."""

from __future__ import annotations

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from articles.models import Passage
from commitments.models.countries import Country
from commitments.models.pledges import Pledge
from core.triggers import refuse
from core.wording import gettext_lazy as _


@pghistory.track()
class CountryScope(models.Model):
    """A country that a person writes about. Chiefs, and people without rows, write about all."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    country = models.ForeignKey(Country, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "user",
                "country",
                name="country_scope_exists_already",
                violation_error_message="This person writes about that country already.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.country_id}"


class SavedFilter(models.Model):
    """A list's filter that a person saved under a name. It is personal, so it has no history."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    page = models.CharField(max_length=20, help_text="Which list: articles, log …")
    name = models.CharField(max_length=60)
    query = models.CharField(max_length=500, blank=True, help_text="As in the address, without ?")
    added_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "user",
                "page",
                "name",
                name="saved_filter_name_is_taken",
                violation_error_message="You have a filter of this name already.",
            ),
            models.CheckConstraint(
                name="saved_filter_name_is_empty",
                condition=~Q(name=""),
                violation_error_message="Give the filter a name.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class GovernmentChange(models.Model):
    """A country has had a new government since a day. Its pledges must be checked again."""

    country = models.ForeignKey(Country, models.PROTECT, related_name="government_changes")
    since = models.DateField(_("Since"))
    note = models.TextField(help_text="What happened, in a sentence")
    passage = models.ForeignKey(Passage, models.PROTECT, null=True, blank=True, related_name="+")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "country",
                "since",
                name="government_change_exists_already",
                violation_error_message="A change of government on that day is recorded already.",
            ),
            models.CheckConstraint(
                name="government_change_without_note",
                condition=~Q(note=""),
                violation_error_message="Say in a sentence what happened.",
            ),
        ]
        triggers = [
            refuse(
                name="government_change_is_kept",
                operation=pgtrigger.Update | pgtrigger.Delete,
                message="A change of government stays as recorded.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.country_id}, {self.since}"


@pghistory.track()
class PledgeRecheck(models.Model):
    """A pledge that must be checked again, and the result. No pledge lapses automatically."""

    pledge = models.ForeignKey(Pledge, models.CASCADE, related_name="rechecks")
    because = models.ForeignKey(GovernmentChange, models.PROTECT, related_name="rechecks")
    done_at = models.DateTimeField(_("Done at"), null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    finding = models.TextField(_("Finding"), blank=True, help_text="What the second look found")

    class Meta:
        constraints = [
            models.UniqueConstraint("pledge", "because", name="pledge_recheck_is_queued_already"),
            models.CheckConstraint(
                name="pledge_recheck_done_without_finding",
                condition=Q(done_at__isnull=True, done_by__isnull=True, finding="")
                | Q(done_at__isnull=False, done_by__isnull=False) & ~Q(finding=""),
                violation_error_message="Say what the second look found.",
            ),
        ]
        triggers = [
            refuse(
                name="pledge_recheck_done_is_kept",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__done_at__isnull=False),
                message="What a second look found stays as recorded.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.pledge_id} because of {self.because_id}"
