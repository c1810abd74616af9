"""Compute the anchors of an article's passages in a newer text of it.

The engine (`articles.text.placing`) places words. This module decides what an intermediate text and
a person's decisions count for:

- Words that are there as they were quoted are exact or moved, whatever happened in between.
- A decision is about words that somebody has read. It is carried to the newer text only if that
  has exactly the same words; if they were reworded again, a person must decide again.
- A passage that a person declared lost is proposed again only with words that they did not see.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from articles.models import Anchor, Passage, Snapshot
from articles.text.placing.engine import Placement, QuotedWords, place_quotations
from articles.text.placing.similarity import similarity
from articles.text.surroundings import affixes

_VERBATIM = ("exact", "moved")


def anchors_in(new: Snapshot, passages: Sequence[Passage], *, before: Snapshot) -> list[Anchor]:
    """Return unsaved anchors in `new` for passages of earlier texts, in their order.

    `before` is the text that was the newest until now. Two queries.
    """
    sources = Snapshot.objects.defer("raw", "search").in_bulk({p.snapshot_id for p in passages})
    known = {
        anchor.passage_id: anchor
        for anchor in Anchor.objects.filter(snapshot=before, passage__in=passages)
    }
    direct = _from_where_quoted(new, passages, sources)
    linked = _from_the_text_before(
        new,
        before,
        [
            anchor
            for passage in passages
            if (anchor := known.get(passage.pk)) is not None
            and anchor.start is not None
            and (direct[passage.pk].state not in _VERBATIM or anchor.confirmed_at is not None)
        ],
    )
    anchors = []
    for passage in passages:
        source = sources[passage.snapshot_id]
        earlier = known.get(passage.pk)
        settled = _settle(
            _Case(passage, source, new, before, earlier),
            direct[passage.pk],
            linked.get(passage.pk),
        )
        anchors.append(settled)
    return anchors


def anchor_later(passages: Sequence[Passage], snapshot: Snapshot) -> None:
    """Store anchors of passages just quoted from `snapshot` in every later text."""
    before = snapshot
    later = snapshot.article.snapshots.filter(number__gt=snapshot.number).order_by("number")
    for new in later.defer("raw", "search"):
        Anchor.objects.bulk_create(anchors_in(new, passages, before=before))
        before = new


@dataclass(frozen=True, slots=True)
class _Case:
    passage: Passage
    source: Snapshot
    new: Snapshot
    before: Snapshot
    earlier: Anchor | None

    @property
    def is_decided(self) -> bool:
        return self.earlier is not None and self.earlier.confirmed_at is not None

    def anchor(self, found: Placement, *, is_carried: bool = False) -> Anchor:
        """The row to store; `is_carried`: the decision about the text before still applies."""
        by: int | None = None
        at: datetime | None = None
        if is_carried and self.earlier is not None:
            by, at = self.earlier.confirmed_by_id, self.earlier.confirmed_at
        return Anchor(
            passage=self.passage,
            snapshot=self.new,
            start=found.start,
            end=found.end,
            state=found.state,
            similarity=found.similarity,
            alarms=list(found.alarms),
            confirmed_by_id=by,
            confirmed_at=at,
        )

    def reworded(self, found: Placement) -> Placement:
        """Describe a place found by the text before as a change of the quoted words."""
        if found.start is None or found.end is None:
            return found
        quoted = (self.passage.start, self.passage.end)
        alike = similarity(self.source.text, quoted, self.new.text, (found.start, found.end))
        return replace(found, state="changed", similarity=alike.similarity, alarms=alike.alarms)


def _settle(case: _Case, direct: Placement, linked: Placement | None) -> Anchor:
    earlier = case.earlier
    stays = earlier is not None and linked is not None and linked.state in _VERBATIM
    if stays and earlier is not None and linked is not None and earlier.state in _VERBATIM:
        # Attached by hand to one of several places with the same words: follow that one.
        both_exact = earlier.state == linked.state == "exact"
        found = replace(linked, state="exact" if both_exact else "moved")
        return case.anchor(found, is_carried=True)
    if direct.state in _VERBATIM:
        return case.anchor(direct)
    if stays and linked is not None:
        return case.anchor(case.reworded(linked), is_carried=case.is_decided)
    if _was_given_up(case, direct):
        return case.anchor(Placement("lost", None, None, 0.0), is_carried=True)
    if linked is None or linked.state == "lost":
        return case.anchor(direct)
    through = case.reworded(linked)
    if direct.state == "lost" or through.similarity > direct.similarity:
        return case.anchor(through)
    return case.anchor(direct)


def _was_given_up(case: _Case, direct: Placement) -> bool:
    """Whether a person declared the passage lost when they saw the words now proposed."""
    if not case.is_decided or case.earlier is None or case.earlier.state != "lost":
        return False
    if direct.start is None:
        return True
    return case.new.text[direct.start : direct.end] in case.before.text


def _from_where_quoted(
    new: Snapshot, passages: Sequence[Passage], sources: dict[int, Snapshot]
) -> dict[int, Placement]:
    """Place each passage by the text it was quoted from: one pass over the new text for each."""
    placed: dict[int, Placement] = {}
    for pk, source in sources.items():
        here = [passage for passage in passages if passage.snapshot_id == pk]
        asked = [QuotedWords(p.exact, p.prefix, p.suffix, p.start) for p in here]
        found = place_quotations(new.text, asked, old=source.text)
        placed |= {passage.pk: each for passage, each in zip(here, found, strict=True)}
    return placed


def _from_the_text_before(
    new: Snapshot, before: Snapshot, anchors: Iterable[Anchor]
) -> dict[int, Placement]:
    """Place the words at these anchors by the text that was the newest until now."""
    asked: dict[int, QuotedWords] = {}
    for anchor in anchors:
        if anchor.start is None or anchor.end is None:
            continue
        around = affixes(before.text, anchor.start, anchor.end)
        words = before.text[anchor.start : anchor.end]
        asked[anchor.passage_id] = QuotedWords(words, *around, anchor.start)
    found = place_quotations(new.text, list(asked.values()), old=before.text)
    return dict(zip(asked, found, strict=True))
