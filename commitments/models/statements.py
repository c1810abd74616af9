"""Statements, the unit of record: one dated thing said or decided about a pledge."""

from __future__ import annotations

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.utils import timezone

from articles.models.searching import SearchedWords
from commitments.models.countries import Country
from commitments.models.pledges import Pledge
from commitments.models.vocabularies import Condition, Limit
from commitments.rules.grades import BASE_GRADE
from commitments.rules.stances import RANK, Capacity, Change, Stance
from core.triggers import refusal, require_at_commit
from core.wording import gettext_lazy as _

# The columns that the search looks in.
STATEMENT_WORDS = SearchedWords(("summary", "speaker", "office", "unit", "equipment", "caveat"))

# Only the retraction of a published statement may still change.
_MAY_STILL_CHANGE = (
    "ARRAY['state', 'retracted_at', 'retracted_by_id', 'retraction_reason', 'version']"
)
# PostgreSQL computes these after BEFORE triggers, so NEW does not have them yet and they are not
# compared.
_GENERATED_COLUMNS = "ARRAY['stance_rank', 'base_grade']"


class StatementQuerySet(models.QuerySet["Statement"]):
    """Queryset methods for statements."""

    def published(self) -> StatementQuerySet:
        """Statements that readers see today."""
        return self.filter(state=Statement.State.PUBLISHED)

    def public(self) -> StatementQuerySet:
        """Statements that are or were published; retracted ones stay readable, marked as such."""
        return self.filter(state__in=[Statement.State.PUBLISHED, Statement.State.RETRACTED])

    def newest_first(self) -> StatementQuerySet:
        """Latest said first; on the same day, latest published first.

        It also decides which statement heads its pledge: `readers.pledges.histories` takes the
        first own word of this order.
        """
        return self.order_by("-said_on", F("published_at").desc(nulls_first=True), "-id")


@pghistory.track(exclude=["stance_rank", "base_grade"])
class Statement(models.Model):
    """One dated thing said or decided about a pledge, with its editorial state.

    Headcounts are people; `headcount_max` alone means "up to". `said_on` is the day it was said,
    `effective_on` the day from which it applies, `published_at` when readers could first see it.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        SUBMITTED = "submitted", _("In review")
        RETURNED = "returned", _("Returned")
        PUBLISHED = "published", _("Published")
        RETRACTED = "retracted", _("Retracted")

    class Priority(models.IntegerChoices):
        NORMAL = 0, _("Normal")
        SOON = 1, _("Soon")
        URGENT = 2, _("Urgent")

    pledge = models.ForeignKey(
        Pledge, models.PROTECT, verbose_name=_("Pledge"), related_name="statements"
    )
    stance = models.CharField(_("Stance"), max_length=12, choices=Stance)
    change = models.CharField(
        _("Against the statement before"), max_length=16, choices=Change, default=Change.INTRODUCED
    )
    reason = models.TextField(
        _("Why it differs"), blank=True, help_text="Why it differs from the statement before"
    )
    said_on = models.DateField(_("Said on"))
    said_on_is_inferred = models.BooleanField(_("The day is inferred"), default=False)
    effective_on = models.DateField(_("Holds from"), null=True, blank=True)
    headcount_min = models.IntegerField(_("Headcount at least"), null=True, blank=True)
    headcount_max = models.IntegerField(_("Headcount at most"), null=True, blank=True)
    headcount_wording = models.CharField(_("Headcount as worded"), max_length=120, blank=True)
    headcount_withheld = models.BooleanField(_("Headcount withheld"), default=False)
    unit = models.CharField(
        _("Unit"), max_length=60, blank=True, help_text="company, brigade, ship …"
    )
    equipment = models.CharField(_("Equipment"), max_length=300, blank=True)
    summary = models.CharField(_("In one sentence"), max_length=300)
    limits = models.ManyToManyField(Limit, through="StatementLimit")
    conditions = models.ManyToManyField(Condition, through="StatementCondition")
    speaker = models.CharField(_("Speaker"), max_length=120, blank=True)
    office = models.CharField(_("Office"), max_length=160, blank=True)
    capacity = models.CharField(_("In what capacity"), max_length=32, choices=Capacity)
    on_record = models.BooleanField(_("On the record"), default=True)
    relayed_by = models.ForeignKey(
        Country,
        models.PROTECT,
        verbose_name=_("Relayed by"),
        null=True,
        blank=True,
        related_name="+",
        help_text="Another government that passed the claim on",
    )
    caveat = models.TextField(
        _("Note to readers"), blank=True, help_text="Public note on how to read this record"
    )

    state = models.CharField(_("State"), max_length=10, choices=State, default=State.DRAFT)
    priority = models.PositiveSmallIntegerField(
        _("Priority"), choices=Priority, default=Priority.NORMAL
    )
    due_on = models.DateField(
        _("Review due"), null=True, blank=True, help_text="When review should be done"
    )
    version = models.PositiveIntegerField(default=1, help_text="Counts saves, for edit conflicts")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("Author"), related_name="+"
    )
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("Reviewer"),
        null=True,
        blank=True,
        related_name="+",
    )
    is_self_reviewed = models.BooleanField(
        _("Published by its own author"),
        default=False,
        help_text="Published by its own author, in a one-person ledger",
    )
    added_at = models.DateTimeField(default=timezone.now)
    submitted_at = models.DateTimeField(_("Submitted at"), null=True, blank=True)
    published_at = models.DateTimeField(_("Published at"), null=True, blank=True)
    retracted_at = models.DateTimeField(_("Retracted at"), null=True, blank=True)
    retracted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("Retracted by"),
        null=True,
        blank=True,
        related_name="+",
    )
    retraction_reason = models.TextField(_("Retraction reason"), blank=True)
    corrects = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name=_("Corrects"),
        null=True,
        blank=True,
        related_name="corrected_by",
    )

    stance_rank = models.GeneratedField(
        expression=Case(
            *[When(stance=stance, then=Value(rank)) for stance, rank in RANK.items()],
            default=Value(0),
        ),
        output_field=models.SmallIntegerField(),
        db_persist=True,
    )
    base_grade = models.GeneratedField(
        expression=BASE_GRADE, output_field=models.CharField(max_length=1), db_persist=True
    )

    objects = StatementQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                "pledge",
                F("said_on").desc(),
                F("published_at").desc(),
                F("id").desc(),
                name="statement_latest_word",
                condition=Q(state__in=["published", "retracted"]),
            ),
            models.Index("state", "submitted_at", name="statement_queue"),
            STATEMENT_WORDS.index(
                "statement_search", condition=Q(state__in=["published", "retracted"])
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="statement_stance_is_unknown",
                condition=Q(stance__in=[s.value for s in Stance]),
                violation_error_message="Pick a stance from the ladder.",
            ),
            models.CheckConstraint(
                name="statement_change_is_unknown",
                condition=Q(change__in=[c.value for c in Change]),
                violation_error_message="Pick a kind of change from the list.",
            ),
            models.CheckConstraint(
                name="statement_capacity_is_unknown",
                condition=Q(capacity__in=[c.value for c in Capacity]),
                violation_error_message="Pick the speaker's capacity from the list.",
            ),
            models.CheckConstraint(
                name="statement_state_is_unknown",
                condition=Q(state__in=["draft", "submitted", "returned", "published", "retracted"]),
                violation_error_message="Unknown editorial state.",
            ),
            models.CheckConstraint(
                name="statement_priority_is_unknown",
                condition=Q(priority__in=[0, 1, 2]),
                violation_error_message="Priority is normal, soon or urgent.",
            ),
            models.CheckConstraint(
                name="statement_summary_is_empty",
                condition=~Q(summary=""),
                violation_error_message="Say in one sentence what was said.",
            ),
            models.CheckConstraint(
                name="statement_headcount_is_negative",
                condition=(Q(headcount_min__isnull=True) | Q(headcount_min__gte=0))
                & (Q(headcount_max__isnull=True) | Q(headcount_max__gte=0)),
                violation_error_message="A headcount is zero or more.",
            ),
            models.CheckConstraint(
                name="statement_headcount_min_exceeds_max",
                condition=Q(headcount_min__isnull=True)
                | Q(headcount_max__isnull=True)
                | Q(headcount_min__lte=F("headcount_max")),
                violation_error_message="The smaller headcount must not exceed the larger one.",
            ),
            models.CheckConstraint(
                name="statement_headcount_withheld_yet_given",
                condition=Q(headcount_withheld=False)
                | Q(headcount_min__isnull=True, headcount_max__isnull=True),
                violation_error_message="A withheld headcount has no figures.",
            ),
            models.CheckConstraint(
                name="statement_in_review_was_never_submitted",
                condition=Q(state__in=["draft", "returned"]) | Q(submitted_at__isnull=False),
                violation_error_message="A statement in review has a time of submission.",
            ),
            models.CheckConstraint(
                name="statement_published_without_reviewer_or_time",
                condition=~Q(state__in=["published", "retracted"])
                | Q(reviewer__isnull=False, published_at__isnull=False),
                violation_error_message="A published statement has a reviewer and a time.",
            ),
            models.CheckConstraint(
                name="statement_unpublished_has_publication_time",
                condition=Q(state__in=["published", "retracted"]) | Q(published_at__isnull=True),
                violation_error_message="Only a published statement has a time of publication.",
            ),
            models.CheckConstraint(
                name="statement_published_by_its_author",
                condition=~Q(state__in=["published", "retracted"])
                | ~Q(reviewer=F("author"))
                | Q(is_self_reviewed=True),
                violation_error_message="Somebody other than the author must publish it.",
            ),
            models.CheckConstraint(
                name="statement_retracted_without_reason",
                condition=Q(state="retracted", retracted_at__isnull=False)
                & ~Q(retraction_reason="")
                | ~Q(state="retracted") & Q(retracted_at__isnull=True, retraction_reason=""),
                violation_error_message="Retracting a statement needs a reason.",
            ),
            models.CheckConstraint(
                name="statement_not_retracted_yet_by_somebody",
                condition=Q(state="retracted") | Q(retracted_by__isnull=True),
                violation_error_message="Only a retracted statement was retracted by somebody.",
            ),
            models.CheckConstraint(
                name="statement_retracted_before_published",
                condition=Q(retracted_at__isnull=True) | Q(retracted_at__gte=F("published_at")),
                violation_error_message="A statement is retracted after it was published.",
            ),
            models.CheckConstraint(
                name="statement_corrects_itself",
                condition=Q(corrects__isnull=True) | ~Q(corrects=F("id")),
                violation_error_message="A statement cannot correct itself.",
            ),
            models.UniqueConstraint(
                "corrects",
                condition=Q(state="published"),
                name="statement_is_corrected_already",
                violation_error_message="Another published statement corrects that one.",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="statement_published_never_changes",
                operation=pgtrigger.Update,
                when=pgtrigger.Before,
                func=(
                    "IF OLD.state IN ('published', 'retracted')"
                    f" AND to_jsonb(NEW) - {_MAY_STILL_CHANGE} - {_GENERATED_COLUMNS} IS"
                    f" DISTINCT FROM to_jsonb(OLD) - {_MAY_STILL_CHANGE} - {_GENERATED_COLUMNS}"
                    " THEN "
                    + refusal("A published statement never changes; publish a correction.")
                    + " END IF; IF OLD.state = 'retracted'"
                    f" AND to_jsonb(NEW) - {_GENERATED_COLUMNS}"
                    f" IS DISTINCT FROM to_jsonb(OLD) - {_GENERATED_COLUMNS} THEN "
                    + refusal("A retracted statement stays as it was retracted.")
                    + " END IF; RETURN NEW;"
                ),
            ),
            # Roles, parties, country and place are content too, but they are columns of the pledge.
            # So publishing waits for anyone who is changing them, and a change waits for the
            # publication.
            pgtrigger.Trigger(
                name="statement_publishing_holds_its_pledge",
                operation=pgtrigger.Insert | pgtrigger.Update,
                when=pgtrigger.Before,
                condition=pgtrigger.Q(new__state="published"),
                func=(
                    "PERFORM 1 FROM commitments_pledge p WHERE p.id = NEW.pledge_id FOR SHARE; "
                    "RETURN NEW;"
                ),
            ),
            pgtrigger.Trigger(
                name="statement_steps_in_order",
                operation=pgtrigger.Update,
                when=pgtrigger.Before,
                condition=pgtrigger.AnyChange("state"),
                func=(
                    "IF (OLD.state, NEW.state) NOT IN (('draft', 'submitted'),"
                    " ('returned', 'submitted'), ('returned', 'draft'), ('submitted', 'draft'),"
                    " ('submitted', 'returned'), ('submitted', 'published'),"
                    " ('published', 'retracted')) THEN "
                    + refusal("A statement goes draft, in review, published, retracted.")
                    + " END IF; RETURN NEW;"
                ),
            ),
            # This trigger runs only where a moment is set; a CHECK would test every row. Rows that
            # were misdated before this rule existed can never change, and must still be
            # retractable.
            pgtrigger.Trigger(
                name="statement_submitted_after_its_publication",
                operation=pgtrigger.Insert | pgtrigger.Update,
                when=pgtrigger.Before,
                condition=pgtrigger.Q(new__published_at__isnull=False),
                func=(
                    "IF TG_OP = 'UPDATE' THEN IF (OLD.submitted_at, OLD.published_at)"
                    " IS NOT DISTINCT FROM (NEW.submitted_at, NEW.published_at)"
                    " THEN RETURN NEW; END IF; END IF;"
                    " IF NEW.published_at < NEW.submitted_at THEN "
                    + refusal("A statement is published after it was submitted.")
                    + " END IF; IF EXISTS (SELECT 1 FROM commitments_statement o"
                    " WHERE o.id = NEW.corrects_id AND NEW.published_at < o.published_at) THEN "
                    + refusal("A correction is published after what it corrects.")
                    + " END IF; RETURN NEW;"
                ),
            ),
            pgtrigger.Trigger(
                name="statement_published_is_kept",
                operation=pgtrigger.Delete,
                when=pgtrigger.Before,
                func=(
                    "IF OLD.state IN ('published', 'retracted') THEN "
                    + refusal("A published statement is never deleted; retract it.")
                    + " END IF; RETURN OLD;"
                ),
            ),
            require_at_commit(
                name="statement_published_without_support",
                operation=pgtrigger.Insert | pgtrigger.Update,
                broken=(
                    "EXISTS (SELECT 1 FROM commitments_statement s WHERE s.id = NEW.id"
                    " AND s.state IN ('published', 'retracted')"
                    " AND NOT EXISTS (SELECT 1 FROM commitments_citation c"
                    " WHERE c.statement_id = s.id AND c.function = 'supports'"
                    " AND c.published_at <= s.published_at))"
                ),
                message="A published statement needs a quotation that supports it.",
            ),
            require_at_commit(
                name="statement_published_without_role",
                operation=pgtrigger.Insert | pgtrigger.Update,
                broken=(
                    "NEW.state = 'published' AND NOT EXISTS (SELECT 1"
                    " FROM commitments_pledgerole r WHERE r.pledge_id = NEW.pledge_id)"
                ),
                message="A published statement's pledge needs a role.",
            ),
            require_at_commit(
                name="statement_corrects_a_public_one",
                operation=pgtrigger.Insert | pgtrigger.Update,
                broken=(
                    "EXISTS (SELECT 1 FROM commitments_statement s"
                    " JOIN commitments_statement o ON o.id = s.corrects_id"
                    " WHERE s.id = NEW.id AND s.state = 'published' AND o.state <> 'retracted')"
                ),
                message="Publishing a correction retracts what it corrects in the same step.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pledge_id} {self.said_on}: {self.stance}"

    @property
    def is_editable(self) -> bool:
        """Whether the content may still change."""
        return self.state in (self.State.DRAFT, self.State.RETURNED, self.State.SUBMITTED)
