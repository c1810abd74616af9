"""Coalitions, the vocabulary terms they use, and their members over time."""

from __future__ import annotations

import pghistory
import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Now
from django.urls import reverse

from articles.models import Article
from commitments.models.countries import Country
from commitments.models.vocabularies import Condition, Limit, Role
from commitments.rules.names import term_text
from core.triggers import refusal
from core.wording import gettext_lazy as _


@pghistory.track()
class Coalition(models.Model):
    """A named undertaking that countries join, in support of a host country."""

    slug = models.SlugField(_("Slug"), max_length=60, unique=True)
    code = models.CharField(
        _("Code"), max_length=3, unique=True, help_text="Opens every pledge's reference"
    )
    name = models.CharField(_("Name"), max_length=120)
    tagline = models.CharField(_("Tagline"), max_length=200, blank=True)
    host = models.ForeignKey(
        Country, models.PROTECT, verbose_name=_("Host"), related_name="hosted_coalitions"
    )
    roles = models.ManyToManyField(Role, through="CoalitionRole")
    limits = models.ManyToManyField(Limit, through="CoalitionLimit")
    conditions = models.ManyToManyField(Condition, through="CoalitionCondition")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="coalition_code_is_not_three_capitals",
                condition=Q(code__regex=r"^[A-Z]{3}$"),
                violation_error_message="The code is three capital letters.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("readers:matrix", args=[self.slug])

    @property
    def local_name(self) -> str:
        """Return the name in the reader's language."""
        return term_text(self.name)

    @property
    def local_tagline(self) -> str:
        """Return the tagline in the reader's language."""
        return term_text(self.tagline)


class _Pick(models.Model):
    """A term that a coalition uses, with its position in the coalition's order."""

    coalition = models.ForeignKey(Coalition, models.CASCADE, related_name="+")
    position = models.PositiveIntegerField(_("Position"), default=0)

    class Meta:
        abstract = True


@pghistory.track()
class CoalitionRole(_Pick):
    """A column of this coalition's matrix."""

    role = models.ForeignKey(Role, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint("coalition", "role", name="coalition_has_role_already")
        ]


@pghistory.track()
class CoalitionLimit(_Pick):
    """A limit that this coalition's statements may name."""

    limit = models.ForeignKey(Limit, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint("coalition", "limit", name="coalition_has_limit_already")
        ]


@pghistory.track()
class CoalitionCondition(_Pick):
    """A condition that this coalition's statements may name."""

    condition = models.ForeignKey(Condition, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "coalition", "condition", name="coalition_has_condition_already"
            )
        ]


@pghistory.track()
class Membership(models.Model):
    """A country's standing in a coalition over a period; `left_on` is the first day outside.

    A row says what this ledger knew from `recorded_at` until `superseded_at`. A standing that ends
    or was entered wrongly is superseded by new rows and never changed, so that the matrix at an
    earlier `known_at` shows what was known then. Where the entry had been wrong, `correction` says
    why; where only the world changed, it is empty.
    """

    class Standing(models.TextChoices):
        LEAD = "lead", _("Lead")
        MEMBER = "member", _("Member")
        PARTNER = "partner", _("Partner")
        OBSERVER = "observer", _("Observer")

    coalition = models.ForeignKey(
        Coalition, models.PROTECT, verbose_name=_("Coalition"), related_name="memberships"
    )
    country = models.ForeignKey(
        Country, models.PROTECT, verbose_name=_("Country"), related_name="memberships"
    )
    standing = models.CharField(_("Standing"), max_length=10, choices=Standing)
    joined_on = models.DateField(
        _("Joined on"), null=True, blank=True, help_text="Empty: not known"
    )
    left_on = models.DateField(_("Left on"), null=True, blank=True)
    source = models.ForeignKey(
        Article, models.PROTECT, verbose_name=_("Source"), null=True, blank=True, related_name="+"
    )
    note = models.TextField(_("Note"), blank=True)
    recorded_at = models.DateTimeField(
        db_default=Now(), editable=False, help_text="Since when this ledger knows it"
    )
    superseded_at = models.DateTimeField(
        _("Superseded at"),
        null=True,
        blank=True,
        editable=False,
        help_text="Until when this ledger held it so",
    )
    correction = models.TextField(_("Correction"), blank=True, help_text="Why the entry was wrong")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="membership_standing_is_unknown",
                condition=Q(standing__in=["lead", "member", "partner", "observer"]),
                violation_error_message="Standing is lead, member, partner or observer.",
            ),
            models.CheckConstraint(
                name="membership_ends_before_it_starts",
                condition=Q(left_on__isnull=True)
                | Q(joined_on__isnull=True)
                | Q(left_on__gt=F("joined_on")),
                violation_error_message="The country left before it joined.",
            ),
            models.CheckConstraint(
                name="membership_superseded_before_recorded",
                condition=Q(superseded_at__isnull=True) | Q(superseded_at__gte=F("recorded_at")),
                violation_error_message="An entry is superseded after it was recorded.",
            ),
            models.CheckConstraint(
                name="membership_corrected_but_current",
                condition=Q(correction="") | Q(superseded_at__isnull=False),
                violation_error_message="A corrected entry holds no longer.",
            ),
            # For one country and one day, this ledger never knows two standings at once. btree_gist
            # is not a core feature, so a one-point range replaces equality.
            ExclusionConstraint(
                name="membership_periods_overlap",
                expressions=[
                    (
                        Func("coalition_id", "coalition_id", Value("[]"), function="int8range"),
                        RangeOperators.OVERLAPS,
                    ),
                    (
                        Func("country_id", "country_id", Value("[]"), function="int8range"),
                        RangeOperators.OVERLAPS,
                    ),
                    (
                        Func("joined_on", "left_on", Value("[)"), function="daterange"),
                        RangeOperators.OVERLAPS,
                    ),
                    (
                        Func("recorded_at", "superseded_at", Value("[)"), function="tstzrange"),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                violation_error_message="This country has a standing in this period already.",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="membership_is_kept",
                operation=pgtrigger.Update | pgtrigger.Delete,
                when=pgtrigger.Before,
                func=(
                    "IF TG_OP = 'UPDATE' THEN"
                    " IF OLD.superseded_at IS NULL AND NEW.superseded_at IS NOT NULL"
                    " AND to_jsonb(OLD) - '{superseded_at,correction}'::text[]"
                    " = to_jsonb(NEW) - '{superseded_at,correction}'::text[]"
                    " THEN RETURN NEW; END IF; END IF; "
                    + refusal("A standing stays as recorded; supersede it by a new entry.")
                ),
            )
        ]

    def __str__(self) -> str:
        return f"{self.country}, {self.get_standing_display().lower()} of {self.coalition}"
