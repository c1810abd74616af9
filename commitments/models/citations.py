"""Citations (which passage proves which statement), review notes and contradictions."""

from __future__ import annotations

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from articles.models import Passage
from commitments.models.statements import Statement
from core.triggers import refusal, refuse, require_at_commit
from core.wording import gettext_lazy as _


class Fact(models.TextChoices):
    """The facts of a statement that a quotation can prove."""

    STANCE = "stance", _("Stance")
    ROLES = "roles", _("Roles")
    PLACE = "place", _("Place")
    HEADCOUNT = "headcount", _("Headcount")
    LIMITS = "limits", _("Limits")
    CONDITIONS = "conditions", _("Conditions")
    SPEAKER = "speaker", _("Speaker")
    DATE = "date", _("Date")


class CitationQuerySet(models.QuerySet["Citation"]):
    """Queryset methods for citations."""

    def public(self) -> CitationQuerySet:
        """Citations that readers see."""
        return self.filter(published_at__isnull=False)

    def with_source(self) -> CitationQuerySet:
        """Select passage, article and publisher, but not the snapshot's long text."""
        return self.select_related("passage__snapshot__article__publisher").defer(
            "passage__snapshot__text", "passage__snapshot__raw", "passage__snapshot__search"
        )


@pghistory.track()
class Citation(models.Model):
    """A passage used as evidence for a statement.

    It becomes public with its statement, or later through its own review; after that it is never
    changed and never removed.
    """

    class Function(models.TextChoices):
        SUPPORTS = "supports", _("Supports")
        QUALIFIES = "qualifies", _("Qualifies")
        CONTRADICTS = "contradicts", _("Contradicts")
        CONTEXT = "context", _("Context")

    statement = models.ForeignKey(Statement, models.CASCADE, related_name="citations")
    passage = models.ForeignKey(Passage, models.PROTECT, related_name="+")
    function = models.CharField(max_length=12, choices=Function, default=Function.SUPPORTS)
    proves = ArrayField(
        models.CharField(max_length=12, choices=Fact),
        default=list,
        blank=True,
        verbose_name=_("Proves"),
    )
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=timezone.now)
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    is_self_reviewed = models.BooleanField(default=False)
    published_at = models.DateTimeField(_("Published at"), null=True, blank=True)

    objects = CitationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "statement",
                "passage",
                name="citation_exists_already",
                violation_error_message="This statement cites this passage already.",
            ),
            models.CheckConstraint(
                name="citation_function_is_unknown",
                condition=Q(function__in=["supports", "qualifies", "contradicts", "context"]),
                violation_error_message="Say what the quotation does for the statement.",
            ),
            models.CheckConstraint(
                name="citation_proves_unknown_fact",
                condition=Q(proves__contained_by=[fact.value for fact in Fact]),
                violation_error_message="Pick the facts it proves from the list.",
            ),
            models.CheckConstraint(
                name="citation_published_without_reviewer",
                condition=Q(published_at__isnull=True) | Q(reviewer__isnull=False),
                violation_error_message="A public citation has a reviewer.",
            ),
            models.CheckConstraint(
                name="citation_published_by_who_added_it",
                condition=Q(published_at__isnull=True)
                | ~Q(reviewer=F("added_by"))
                | Q(is_self_reviewed=True),
                violation_error_message="Somebody else must review a quotation that is added.",
            ),
        ]
        triggers = [
            refuse(
                name="citation_published_never_changes",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__published_at__isnull=False),
                message="A public citation never changes.",
            ),
            pgtrigger.Trigger(
                name="citation_published_is_kept",
                operation=pgtrigger.Delete,
                when=pgtrigger.Before,
                func=(
                    "IF OLD.published_at IS NOT NULL THEN "
                    + refusal("A public citation is never removed.")
                    + " END IF; RETURN OLD;"
                ),
            ),
            require_at_commit(
                name="citation_published_before_its_statement",
                operation=pgtrigger.Insert | pgtrigger.Update,
                broken=(
                    "EXISTS (SELECT 1 FROM commitments_citation c"
                    " JOIN commitments_statement s ON s.id = c.statement_id WHERE c.id = NEW.id"
                    " AND c.published_at IS NOT NULL"
                    " AND (s.published_at IS NULL OR c.published_at < s.published_at))"
                ),
                message="A citation becomes public with its statement or after it.",
            ),
            # A second guard for "no publication without a quotation", in case the two triggers
            # above are ever loosened.
            require_at_commit(
                name="citation_was_the_last_support",
                operation=pgtrigger.Update | pgtrigger.Delete,
                broken=(
                    "EXISTS (SELECT 1 FROM commitments_statement s WHERE s.id = OLD.statement_id"
                    " AND s.state IN ('published', 'retracted')"
                    " AND NOT EXISTS (SELECT 1 FROM commitments_citation c"
                    " WHERE c.statement_id = s.id AND c.function = 'supports'"
                    " AND c.published_at <= s.published_at))"
                ),
                message="A published statement needs a quotation that supports it.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_function_display()} {self.statement_id}"


@pghistory.track()
class ReviewNote(models.Model):
    """A reviewer's note to the author; `fact` names the fact of the statement that it is about."""

    class Kind(models.TextChoices):
        RETURN = "return", _("Returned")
        COMMENT = "comment", _("Comment")

    statement = models.ForeignKey(Statement, models.CASCADE, related_name="review_notes")
    kind = models.CharField(_("Kind"), max_length=10, choices=Kind)
    fact = models.CharField(max_length=12, choices=Fact, blank=True)
    body = models.TextField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="review_note_is_empty",
                condition=~Q(body=""),
                violation_error_message="Say what should change.",
            ),
            models.CheckConstraint(
                name="review_note_kind_is_unknown",
                condition=Q(kind__in=["return", "comment"]),
                violation_error_message="A note returns the statement or comments on it.",
            ),
        ]

    def __str__(self) -> str:
        return self.body[:80]


@pghistory.track()
class Contradiction(models.Model):
    """An editor's finding that two published statements cannot both be true. Both stay visible."""

    first = models.ForeignKey(Statement, models.PROTECT, verbose_name=_("First"), related_name="+")
    second = models.ForeignKey(
        Statement, models.PROTECT, verbose_name=_("Second"), related_name="+"
    )
    note = models.TextField(_("Note"))
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="contradiction_is_not_ordered",
                condition=Q(first__lt=F("second")),
                violation_error_message="Name the older statement first.",
            ),
            models.UniqueConstraint(
                "first",
                "second",
                name="contradiction_exists_already",
                violation_error_message="These two are linked already.",
            ),
        ]
        triggers = [
            require_at_commit(
                name="contradiction_of_unpublished",
                operation=pgtrigger.Insert | pgtrigger.Update,
                broken=(
                    "EXISTS (SELECT 1 FROM commitments_statement s"
                    " WHERE s.id IN (NEW.first_id, NEW.second_id) AND s.published_at IS NULL)"
                ),
                message="Only published statements can contradict each other.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} against {self.second_id}"
