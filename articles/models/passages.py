"""Passages, verbatim spans of snapshots, and their anchors in later snapshots."""

from __future__ import annotations

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from articles.models.snapshots import Snapshot
from core.triggers import refuse, require
from core.wording import gettext_lazy as _


class PassageQuerySet(models.QuerySet["Passage"]):
    """Queryset methods for passages."""

    def in_order(self) -> PassageQuerySet:
        """In the order of the text."""
        return self.order_by("snapshot__number", "start", "end")

    def with_article(self) -> PassageQuerySet:
        """Select article and outlet, but not the snapshot's long text."""
        return self.select_related("snapshot__article__publisher").defer(
            "snapshot__text", "snapshot__raw", "snapshot__search"
        )


@pghistory.track(exclude=["search"])
class Passage(models.Model):
    """A verbatim span of a snapshot. Offsets are code points; `end` is exclusive.

    The database compares `exact`, `prefix` and `suffix` with the text and refuses a difference. (In
    its triggers `end` is quoted: to PL/pgSQL the bare word ends a block.) A trigger fills `search`,
    by the language of the text, which a generated column could not read.
    """

    snapshot = models.ForeignKey(Snapshot, models.PROTECT, related_name="passages")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    exact = models.TextField()
    prefix = models.CharField(max_length=64, blank=True)
    suffix = models.CharField(max_length=64, blank=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    added_at = models.DateTimeField(default=timezone.now)
    search = SearchVectorField(null=True, editable=False)

    objects = PassageQuerySet.as_manager()

    class Meta:
        indexes = [GinIndex("search", name="passage_search")]
        constraints = [
            models.UniqueConstraint(
                "snapshot",
                "start",
                "end",
                name="passage_is_stored_already",
                violation_error_message="This passage is stored already.",
            ),
            models.CheckConstraint(
                name="passage_is_empty",
                condition=Q(end__gt=F("start")),
                violation_error_message="A passage has at least one character.",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="passage_is_searchable",
                operation=pgtrigger.Insert | pgtrigger.Update,
                when=pgtrigger.Before,
                func=(
                    "NEW.search := (SELECT articles_search_vector(s.language, NEW.exact)"
                    " FROM articles_snapshot s WHERE s.id = NEW.snapshot_id); RETURN NEW;"
                ),
            ),
            require(
                name="passage_is_verbatim",
                operation=pgtrigger.Insert,
                unless=(
                    "EXISTS (SELECT 1 FROM articles_snapshot s WHERE s.id = NEW.snapshot_id"
                    ' AND substr(s.text, NEW.start + 1, NEW."end" - NEW.start) = NEW.exact'
                    ' AND char_length(NEW.exact) = NEW."end" - NEW.start'
                    " AND substr(s.text, greatest(NEW.start - char_length(NEW.prefix), 0) + 1,"
                    " least(char_length(NEW.prefix), NEW.start)) = NEW.prefix"
                    ' AND substr(s.text, NEW."end" + 1, char_length(NEW.suffix)) = NEW.suffix)'
                ),
                message="The passage is not word for word what the snapshot says at that place.",
            ),
            refuse(
                name="passage_never_moves",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(
                    "snapshot", "start", "end", "exact", "prefix", "suffix"
                ),
                message="A passage never changes; quote the other words as a new passage.",
            ),
        ]

    def __str__(self) -> str:
        return self.exact if len(self.exact) <= 80 else self.exact[:79] + "…"


@pghistory.track()
class Anchor(models.Model):
    """Where a passage is in a later snapshot of its article."""

    class State(models.TextChoices):
        EXACT = "exact", _("Exact")  # same words, same context
        MOVED = "moved", _("Moved")  # same words elsewhere
        CHANGED = "changed", _("Changed")  # similar words; counts once a person has confirmed it
        LOST = "lost", _("Lost")

    passage = models.ForeignKey(Passage, models.PROTECT, related_name="anchors")
    snapshot = models.ForeignKey(Snapshot, models.PROTECT, related_name="anchors")
    start = models.PositiveIntegerField(null=True, blank=True)
    end = models.PositiveIntegerField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=State)
    similarity = models.FloatField(_("Similarity"), help_text="0 to 1")
    alarms = ArrayField(
        models.CharField(max_length=10),
        default=list,
        blank=True,
        help_text="What differs that changes the sense: number, negation, name",
    )
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    confirmed_at = models.DateTimeField(_("Confirmed at"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "passage",
                "snapshot",
                name="anchor_is_stored_already",
                violation_error_message="This passage has an anchor in this snapshot.",
            ),
            models.CheckConstraint(
                name="anchor_state_is_unknown",
                condition=Q(state__in=["exact", "moved", "changed", "lost"]),
                violation_error_message="An anchor is exact, moved, changed or lost.",
            ),
            models.CheckConstraint(
                name="anchor_lost_has_no_place",
                condition=Q(state="lost", start__isnull=True, end__isnull=True)
                | ~Q(state="lost") & Q(start__isnull=False, end__gt=F("start")),
                violation_error_message="Only a lost passage has no place in the text.",
            ),
            models.CheckConstraint(
                name="anchor_similarity_is_out_of_range",
                condition=Q(similarity__range=(0, 1)),
                violation_error_message="Similarity lies between 0 and 1.",
            ),
            models.CheckConstraint(
                name="anchor_alarm_is_unknown",
                condition=Q(alarms__contained_by=["number", "negation", "name"]),
                violation_error_message="An alarm is about a number, a negation or a name.",
            ),
            models.CheckConstraint(
                name="anchor_confirmed_by_nobody",
                condition=Q(confirmed_at__isnull=True) | Q(confirmed_by__isnull=False),
                violation_error_message="Say who confirmed the anchor.",
            ),
        ]
        triggers = [
            require(
                name="anchor_is_in_a_later_snapshot",
                operation=pgtrigger.Insert | pgtrigger.Update,
                unless=(
                    "EXISTS (SELECT 1 FROM articles_passage p"
                    " JOIN articles_snapshot quoted ON quoted.id = p.snapshot_id"
                    " JOIN articles_snapshot s ON s.article_id = quoted.article_id"
                    " AND s.number > quoted.number"
                    " WHERE p.id = NEW.passage_id AND s.id = NEW.snapshot_id)"
                ),
                message="An anchor stands in a later snapshot of the passage's own article.",
            ),
            require(
                name="anchor_exact_is_verbatim",
                operation=pgtrigger.Insert | pgtrigger.Update,
                unless=(
                    "NEW.state = 'lost' OR EXISTS (SELECT 1"
                    " FROM articles_snapshot s JOIN articles_passage p ON p.id = NEW.passage_id"
                    " WHERE s.id = NEW.snapshot_id"
                    ' AND NEW."end" <= char_length(s.text)'
                    " AND (NEW.state = 'changed'"
                    ' OR substr(s.text, NEW.start + 1, NEW."end" - NEW.start) = p.exact))'
                ),
                message="An exact or moved anchor must read word for word as its passage.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.passage_id} in {self.snapshot_id}: {self.state}"
