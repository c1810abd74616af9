"""The limits and conditions of a statement: parts of its content, frozen with it."""

from __future__ import annotations

import pghistory
import pgtrigger
from django.db import models
from django.db.models import Q

from commitments.models.statements import Statement
from commitments.models.vocabularies import Condition, Limit
from core.triggers import refusal
from core.wording import gettext_lazy as _


def _frozen_with_statement(name: str) -> pgtrigger.Trigger:
    """Refuse any change to a part of a published statement."""
    # Lock FOR SHARE and read the state only afterwards: this waits for a publication under way.
    return pgtrigger.Trigger(
        name=name,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        when=pgtrigger.Before,
        func=(
            "PERFORM 1 FROM commitments_statement s"
            " WHERE s.id IN (NEW.statement_id, OLD.statement_id) FOR SHARE; "
            "IF EXISTS (SELECT 1 FROM commitments_statement s"
            " WHERE s.id IN (NEW.statement_id, OLD.statement_id)"
            " AND s.state IN ('published', 'retracted')) THEN "
            + refusal("A published statement keeps its limits and conditions.")
            + " END IF; RETURN COALESCE(NEW, OLD);"
        ),
    )


@pghistory.track()
class StatementLimit(models.Model):
    """One limit of a statement; `detail` is the source's wording where the term is too coarse."""

    statement = models.ForeignKey(Statement, models.CASCADE, related_name="statement_limits")
    limit = models.ForeignKey(Limit, models.PROTECT, related_name="+")
    detail = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint("statement", "limit", name="statement_has_limit_already")
        ]
        triggers = [_frozen_with_statement("statement_keeps_its_limits")]


@pghistory.track()
class StatementCondition(models.Model):
    """One condition of a statement.

    Conditions with the same `group` number are alternatives: one of them is enough. All groups, and
    all conditions without a group, must be met.
    """

    class Kind(models.TextChoices):
        LEGALLY_REQUIRED = "legally_required", _("Legally required")
        POLITICALLY_PROMISED = "politically_promised", _("Politically promised")
        STATED = "stated", _("Stated")

    statement = models.ForeignKey(Statement, models.CASCADE, related_name="statement_conditions")
    condition = models.ForeignKey(Condition, models.PROTECT, related_name="+")
    detail = models.CharField(max_length=200, blank=True)
    kind = models.CharField(_("Kind"), max_length=20, choices=Kind, default=Kind.STATED)
    group = models.PositiveSmallIntegerField(_("Group"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "statement", "condition", name="statement_has_condition_already"
            ),
            models.CheckConstraint(
                name="statement_condition_kind_is_unknown",
                condition=Q(kind__in=["legally_required", "politically_promised", "stated"]),
                violation_error_message="Pick the kind of condition from the list.",
            ),
        ]
        triggers = [_frozen_with_statement("statement_keeps_its_conditions")]
