"""Overrides of warnings, review claims, presence and autosaves.

Overrides are part of the record. Claims, presence and autosaves say what somebody is doing at the
moment; they are overwritten all the time and have no history.
"""

from __future__ import annotations

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from articles.models import Article
from commitments.models.pledges import Pledge
from commitments.models.statements import Statement
from commitments.rules.warning_kinds import WarningKind
from core.triggers import refusal


@pghistory.track()
class Override(models.Model):
    """An editor's reason why a warning does not apply here. The reviewer reads it."""

    statement = models.ForeignKey(Statement, models.CASCADE, related_name="overrides")
    warning = models.CharField(max_length=32, choices=WarningKind)
    reason = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "statement",
                "warning",
                name="override_exists_already",
                violation_error_message="This warning is answered already.",
            ),
            models.CheckConstraint(
                name="override_warning_is_unknown",
                condition=Q(warning__in=[kind.value for kind in WarningKind]),
                violation_error_message="There is no such warning.",
            ),
            models.CheckConstraint(
                name="override_without_reason",
                condition=~Q(reason=""),
                violation_error_message="Say why the warning does not hold here.",
            ),
        ]
        triggers = [
            # Lock FOR SHARE and read the state only afterwards: this waits for a publication under
            # way.
            pgtrigger.Trigger(
                name="override_is_kept_with_its_statement",
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                when=pgtrigger.Before,
                func=(
                    "PERFORM 1 FROM commitments_statement s"
                    " WHERE s.id IN (NEW.statement_id, OLD.statement_id) FOR SHARE; "
                    "IF EXISTS (SELECT 1 FROM commitments_statement s"
                    " WHERE s.id IN (NEW.statement_id, OLD.statement_id)"
                    " AND s.state IN ('published', 'retracted')) THEN "
                    + refusal("What was answered before publication stays as it was.")
                    + " END IF; RETURN COALESCE(NEW, OLD);"
                ),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_warning_display()}: {self.reason}"


class ReviewClaim(models.Model):
    """Somebody is reviewing this statement now, so others need not. It expires by itself."""

    statement = models.OneToOneField(Statement, models.CASCADE, related_name="claim")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    claimed_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.statement_id}, being looked at by {self.by_id}"


class Presence(models.Model):
    """Somebody has this draft open for editing; `seen_at` is renewed while the page is open."""

    statement = models.ForeignKey(Statement, models.CASCADE, related_name="presences")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    seen_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint("statement", "user", name="presence_is_known_already")
        ]

    def __str__(self) -> str:
        return f"{self.user_id} at {self.statement_id}"


class Autosave(models.Model):
    """What somebody typed into a statement's form and has not saved yet; one per person and place.

    `data` is the form's fields as the browser sends them, complete or not. `version` is the
    draft's version that the form was opened on, so that a later save by somebody else shows.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    # Exactly one of these is set: an existing draft, or the pledge of a new statement.
    statement = models.ForeignKey(
        Statement, models.CASCADE, null=True, blank=True, related_name="autosaves"
    )
    pledge = models.ForeignKey(
        Pledge, models.CASCADE, null=True, blank=True, related_name="autosaves"
    )
    article = models.ForeignKey(
        Article,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        help_text="The article beside which it is being written",
    )
    data = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="autosave_belongs_to_draft_or_pledge",
                condition=Q(statement__isnull=True, pledge__isnull=False)
                | Q(statement__isnull=False, pledge__isnull=True),
                violation_error_message="An autosave belongs to a draft or to a pledge.",
            ),
            models.UniqueConstraint(
                "user",
                "statement",
                condition=Q(statement__isnull=False),
                name="autosave_of_draft_exists_already",
            ),
            models.UniqueConstraint(
                "user",
                "pledge",
                condition=Q(pledge__isnull=False),
                name="autosave_of_pledge_exists_already",
            ),
        ]
        indexes = [models.Index("user", F("saved_at").desc(), name="autosave_newest")]

    def __str__(self) -> str:
        return f"{self.user_id}, {self.saved_at:%Y-%m-%d %H:%M}"
