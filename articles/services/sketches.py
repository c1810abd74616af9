"""Sketches of stored texts, to find articles whose texts are nearly the same."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.postgres.fields import ArrayField
from django.db.models import (
    BigIntegerField,
    Exists,
    F,
    Func,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Value,
)

from articles.models import Article, Snapshot, TextSketch
from articles.text.sketching import SKETCH_VERSION, shingles, sketch, text_overlap

# This many candidates are compared word by word, those that share most bands first.
_MOST_COMPARED = 12
# Stop after reading this many characters: comparing a million takes up to half a second.
_MOST_CHARACTERS = 3_000_000
# How many texts are sketched at once when older ones are missing.
_AT_ONCE = 100


class _SharedBands(Func):
    """How many members two arrays have in common."""

    template = "cardinality(ARRAY(SELECT unnest(%(expressions)s)))"
    arg_joiner = ") INTERSECT SELECT unnest("
    output_field = IntegerField()


@dataclass(frozen=True, slots=True)
class NearCopy:
    """An article whose text is nearly that of another; `share` of the shorter one's words."""

    article: Article
    share: float

    @property
    def percent(self) -> int:
        """Return the share in per cent."""
        return round(100 * self.share)


def store_sketch(snapshot: Snapshot) -> TextSketch:
    """Sketch a stored text, replacing its old sketch. A text too short gets an empty one."""
    made = sketch(snapshot.text)
    row, _ = TextSketch.objects.update_or_create(
        snapshot=snapshot,
        defaults={
            "version": SKETCH_VERSION,
            "bands": list(made),
        },
    )
    return row


def make_up_sketches() -> int:
    """Sketch every text without a sketch of the present version. Returns how many."""
    made = 0
    while texts := list(_without_sketch()[:_AT_ONCE]):
        for snapshot in texts:
            store_sketch(snapshot)
        made += len(texts)
    return made


def near_copies(article: Article) -> tuple[NearCopy, ...]:
    """Return articles whose newest text is nearly that of this one, the nearest first.

    Taken-down and withdrawn ones are left out. Two queries, the second only if there are
    candidates.
    """
    own = TextSketch.objects.filter(snapshot__article=article, version=SKETCH_VERSION)
    newest = own.order_by("-snapshot__number").first()
    if newest is None or not newest.bands:
        return ()
    ours: frozenset[str] | None = None
    found = []
    left = _MOST_CHARACTERS
    for candidate in _candidates(article, newest.bands):
        if ours is None:
            text = Snapshot.objects.only("text").get(pk=newest.snapshot_id).text
            ours, left = shingles(text), left - len(text)
        left -= len(candidate.snapshot.text)
        if left < 0:
            break
        near = text_overlap(ours, shingles(candidate.snapshot.text))
        if near.is_near_copy:
            found.append(NearCopy(candidate.snapshot.article, near.of_shorter))
    return tuple(sorted(found, key=lambda copy: -copy.share))


def _candidates(article: Article, bands: list[int]) -> QuerySet[TextSketch]:
    newer = Snapshot.objects.filter(
        article=OuterRef("snapshot__article"), number__gt=OuterRef("snapshot__number")
    )
    wanted = Value(bands, output_field=ArrayField(BigIntegerField()))
    return (
        TextSketch.objects.filter(
            ~Exists(newer),
            bands__overlap=bands,
            version=SKETCH_VERSION,
            snapshot__article__withdrawn_at__isnull=True,
        )
        .exclude(snapshot__article=article)
        .annotate(shared=_SharedBands(F("bands"), wanted))
        .select_related("snapshot__article__publisher")
        .defer("snapshot__raw", "snapshot__search")
        .order_by("-shared", "-pk")[:_MOST_COMPARED]
    )


def _without_sketch() -> QuerySet[Snapshot]:
    return (
        Snapshot.objects.filter(
            Q(sketch__isnull=True) | ~Q(sketch__version=SKETCH_VERSION), erased_at__isnull=True
        )
        .only("pk", "text")
        .order_by("pk")
    )
