"""Fingerprints of texts, to find texts that are nearly the same."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from articles.models.snapshots import Snapshot


class TextSketch(models.Model):
    """The MinHash of a snapshot's text, cut into bands: texts with a common band may be near
    copies.

    Computed from the text and replaceable at any time, so it has no history.
    """

    snapshot = models.OneToOneField(
        Snapshot, models.CASCADE, primary_key=True, related_name="sketch"
    )
    version = models.PositiveSmallIntegerField(help_text="Of the way it was made")
    bands = ArrayField(models.BigIntegerField(), help_text="Hashes of slices of its MinHash")

    class Meta:
        indexes = [GinIndex("bands", name="sketch_bands")]

    def __str__(self) -> str:
        return f"sketch of snapshot {self.snapshot_id}"
