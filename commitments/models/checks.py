"""Checks (a cell was searched and nothing found) and condition outcomes. Both are append-only."""

from __future__ import annotations

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from articles.models import Passage
from commitments.models.coalitions import Coalition
from commitments.models.countries import Country
from commitments.models.vocabularies import Condition, Role
from core.triggers import refuse
from core.wording import gettext_lazy as _


@pghistory.track()
class Check(models.Model):
    """Somebody looked for this cell on this day. A later check supersedes an earlier one."""

    class Outcome(models.TextChoices):
        NOTHING_FOUND = "nothing_found", _("Nothing found")
        WITHHELD = "withheld", _("Withheld")
        NOT_APPLICABLE = "not_applicable", _("Does not apply")

    coalition = models.ForeignKey(
        Coalition, models.PROTECT, verbose_name=_("Coalition"), related_name="checks"
    )
    country = models.ForeignKey(
        Country, models.PROTECT, verbose_name=_("Country"), related_name="+"
    )
    role = models.ForeignKey(Role, models.PROTECT, verbose_name=_("Role"), related_name="+")
    checked_on = models.DateField(_("Checked on"))
    outcome = models.CharField(_("Outcome"), max_length=16, choices=Outcome)
    note = models.TextField(_("Note"), blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("By"), related_name="+"
    )
    recheck_on = models.DateField(_("Recheck on"), null=True, blank=True)
    recorded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [
            models.Index(
                "coalition",
                "country",
                "role",
                F("checked_on").desc(),
                F("id").desc(),
                name="check_latest",
            )
        ]
        constraints = [
            models.CheckConstraint(
                name="check_outcome_is_unknown",
                condition=Q(outcome__in=["nothing_found", "withheld", "not_applicable"]),
                violation_error_message="Pick an outcome from the list.",
            ),
            models.CheckConstraint(
                name="check_recheck_is_not_later",
                condition=Q(recheck_on__isnull=True) | Q(recheck_on__gt=F("checked_on")),
                violation_error_message="The next check comes after this one.",
            ),
        ]
        triggers = [
            refuse(
                name="check_is_kept",
                operation=pgtrigger.Update | pgtrigger.Delete,
                message="A check stays as recorded; record a later one.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.checked_on}: {self.outcome}"


@pghistory.track()
class ConditionOutcome(models.Model):
    """What became of a condition, for one country or for all, from a day on.

    The row with the latest `since` counts; on the same day, the row recorded last. A country's own
    outcome takes precedence over the one for all. The passage is the quotation that proves it.
    """

    class Outcome(models.TextChoices):
        OPEN = "open", _("Open")
        MET = "met", _("Met")
        FAILED = "failed", _("Failed")
        WAIVED = "waived", _("Waived")
        UNCLEAR = "unclear", _("Unclear")

    coalition = models.ForeignKey(
        Coalition, models.PROTECT, verbose_name=_("Coalition"), related_name="condition_outcomes"
    )
    condition = models.ForeignKey(
        Condition, models.PROTECT, verbose_name=_("Condition"), related_name="+"
    )
    country = models.ForeignKey(
        Country, models.PROTECT, verbose_name=_("Country"), null=True, blank=True, related_name="+"
    )
    outcome = models.CharField(_("Outcome"), max_length=10, choices=Outcome)
    since = models.DateField(_("Since"))
    passage = models.ForeignKey(
        Passage, models.PROTECT, verbose_name=_("Passage"), related_name="+"
    )
    note = models.TextField(_("Note"), blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="condition_outcome_is_unknown",
                condition=Q(outcome__in=["open", "met", "failed", "waived", "unclear"]),
                violation_error_message="Pick an outcome from the list.",
            ),
        ]
        triggers = [
            refuse(
                name="condition_outcome_is_kept",
                operation=pgtrigger.Update | pgtrigger.Delete,
                message="An outcome stays as recorded; record a later one.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.condition_id}: {self.outcome} since {self.since}"
