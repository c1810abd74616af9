"""Readers' reports of errors, and how the desk settled them."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.triggers import refuse

MAX_TEXT = 4000


class ErrorReport(models.Model):
    """A reader's report that something here is wrong. It is not an editorial row and has no
    history.

    `email` is kept only until the reader is answered: settling a report empties it. No other trace
    of the reader is kept.
    """

    class Outcome(models.TextChoices):
        CORRECTED = "corrected", _("Corrected")
        NO_ERROR = "no_error", _("No error found")
        KNOWN = "known", _("Known already")
        NOT_A_REPORT = "not_a_report", _("Not a report of an error")

    text = models.CharField(max_length=MAX_TEXT)
    email = models.EmailField(max_length=254, blank=True, help_text=_("Empty once settled"))
    page = models.CharField(max_length=500, blank=True, help_text=_("Path of the page it is about"))
    received_at = models.DateTimeField(default=timezone.now)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    outcome = models.CharField(max_length=14, choices=Outcome, blank=True)
    note = models.TextField(blank=True, help_text=_("What was found, for the desk"))

    class Meta:
        indexes = [
            models.Index("received_at", name="error_report_waiting", condition=Q(settled_at=None))
        ]
        constraints = [
            models.CheckConstraint(
                name="error_report_is_empty",
                condition=~Q(text=""),
                violation_error_message=_("Say what is wrong."),
            ),
            models.CheckConstraint(
                name="error_report_page_is_not_ours",
                condition=Q(page="") | Q(page__regex=r"^/([^/\\]|$)"),
                violation_error_message=_("The page is an address of this site."),
            ),
            models.CheckConstraint(
                name="error_report_outcome_is_unknown",
                condition=Q(outcome__in=["", "corrected", "no_error", "known", "not_a_report"]),
                violation_error_message=_("Pick what became of it from the list."),
            ),
            models.CheckConstraint(
                name="error_report_settled_in_part",
                condition=Q(settled_at__isnull=True, settled_by__isnull=True, outcome="", note="")
                | Q(settled_at__isnull=False, settled_by__isnull=False, email="") & ~Q(outcome=""),
                violation_error_message=_("A settled report has a day, a person and an outcome."),
            ),
            models.CheckConstraint(
                name="error_report_settled_before_received",
                condition=Q(settled_at__isnull=True) | Q(settled_at__gte=models.F("received_at")),
                violation_error_message=_("A report is settled after it came."),
            ),
        ]
        triggers = [
            refuse(
                name="error_report_keeps_its_words",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange("text", "page", "received_at"),
                message="What a reader wrote stays as it came.",
            ),
            refuse(
                name="error_report_settled_is_kept",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__settled_at__isnull=False),
                message="What became of a report stays as recorded.",
            ),
        ]

    def __str__(self) -> str:
        return self.text if len(self.text) <= 80 else self.text[:79] + "…"
