"""One stored text of an article beside the one before it, with its passages."""

from __future__ import annotations

from dataclasses import dataclass

from articles.models import Article, Passage, Snapshot
from articles.text.paragraph_diff import Block, block_parts, counts, diff_blocks
from desk.passages.marked_text import PassageLine, passage_lines, places_in_text


@dataclass(frozen=True, slots=True)
class TextPage:
    """A text, what changed since the one before, and its passages, those in it first.

    `before` is None for the first text; the texts around it are given by number. `blocks` is one
    part of a long comparison.
    """

    article: Article
    snapshot: Snapshot
    before: Snapshot | None
    next_number: int | None
    blocks: tuple[Block, ...]
    part: int
    parts: int
    counts: dict[str, int]
    passages: tuple[PassageLine, ...]

    @property
    def previous(self) -> int | None:
        """Return the part of the comparison before the one shown."""
        return self.part - 1 if self.part > 1 else None

    @property
    def next(self) -> int | None:
        """Return the part after it."""
        return self.part + 1 if self.part < self.parts else None

    @property
    def is_erased(self) -> bool:
        """Whether a takedown erased the words."""
        return self.snapshot.erased_at is not None


def read_text_page(article: Article, number: int, *, part: int = 1) -> TextPage | None:
    """Read the article's text of this number; None if there is none. Six queries."""
    texts = {
        snapshot.number: snapshot
        for snapshot in article.snapshots.filter(number__in=[number - 1, number])
        .select_related("capture")
        .defer("raw", "search", "capture__warc")
    }
    snapshot, before = texts.get(number), texts.get(number - 1)
    if snapshot is None:
        return None
    passages = list(
        Passage.objects.filter(snapshot__article=article, snapshot__number__lte=number).order_by(
            "pk"
        )
    )
    places = places_in_text(passages, snapshot)
    lines = sorted(
        passage_lines(passages, places).values(),
        key=lambda line: (
            (not line.is_in_this_text, (places[line.pk].place or (0, 0)), line.number)
            if line.pk in places
            else (True, (0, 0), line.number)
        ),
    )
    blocks = diff_blocks(before.text, snapshot.text) if before else ()
    parts = block_parts(blocks)
    part = min(max(part, 1), len(parts))
    later = article.snapshots.filter(number__gt=number).order_by("number")
    return TextPage(
        article=article,
        snapshot=snapshot,
        before=before,
        next_number=later.values_list("number", flat=True).first(),
        blocks=parts[part - 1],
        part=part,
        parts=len(parts),
        counts=counts(blocks),
        passages=tuple(lines),
    )
