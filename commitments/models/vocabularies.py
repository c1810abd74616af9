"""The controlled vocabularies: chiefs edit them as data; no code depends on a term."""

from __future__ import annotations

import pghistory
from django.db import models
from django.db.models import F, Q

from commitments.rules.names import term_text
from core.wording import gettext_lazy as _


class Term(models.Model):
    """The fields that every vocabulary entry has."""

    slug = models.SlugField(_("Slug"), max_length=60, unique=True)
    name = models.CharField(_("Name"), max_length=80)
    definition = models.TextField(_("Definition"))
    position = models.PositiveIntegerField(_("Position"), default=0, help_text="Order in lists")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    @property
    def local_name(self) -> str:
        """Return the name in the reader's language."""
        return term_text(self.name)

    @property
    def local_definition(self) -> str:
        """Return the definition in the reader's language."""
        return term_text(self.definition)


@pghistory.track()
class Role(Term):
    """A column of the matrix: training, logistics, air policing …"""

    short_name = models.CharField(_("Short name"), max_length=24, help_text="For the column's head")

    @property
    def local_short_name(self) -> str:
        """Return the short name in the reader's language."""
        return term_text(self.short_name)


@pghistory.track()
class Limit(Term):
    """What a contribution will not be: no combat, not on the front line …"""


@pghistory.track()
class Condition(Term):
    """What must happen first: a ceasefire, a vote in parliament …"""

    implies = models.ManyToManyField(
        "self", through="ConditionImplication", symmetrical=False, related_name="implied_by"
    )


@pghistory.track()
class ConditionImplication(models.Model):
    """If `condition` is met, so is `implied`: a peace agreement implies a ceasefire."""

    condition = models.ForeignKey(Condition, models.CASCADE, related_name="implications")
    implied = models.ForeignKey(Condition, models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "condition",
                "implied",
                name="condition_implies_it_already",
                violation_error_message="This implication exists already.",
            ),
            models.CheckConstraint(
                name="condition_implies_itself",
                condition=~Q(condition=F("implied")),
                violation_error_message="A condition cannot imply itself.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.condition} implies {self.implied}"
