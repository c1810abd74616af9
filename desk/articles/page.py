"""One article at the desk: its newest text with the passages marked in it."""

from __future__ import annotations

import sys
from dataclasses import dataclass

from articles.models import Article, Passage, Snapshot
from articles.text.parting import Part, Parts
from desk.lists import newest_snapshot
from desk.passages.marked_text import (
    PassageLine,
    Quota,
    TextParagraph,
    passage_lines,
    places_in_text,
    quota,
    text_paragraphs,
)


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """An article as the desk reads it: its newest text with the passages marked in it."""

    article: Article
    snapshot: Snapshot
    quota: Quota
    part: Part
    paragraphs: list[TextParagraph]
    passages: tuple[PassageLine, ...]

    @property
    def previous(self) -> int:
        """Return the number of the part before."""
        return self.part.number - 1

    @property
    def next(self) -> int:
        """Return the number of the part after."""
        return self.part.number + 1

    @property
    def before_it(self) -> PassageLine | None:
        """Return the last passage that begins before this part."""
        return max(
            (line for line in self.passages if _starts(line) < self.part.start),
            key=_starts,
            default=None,
        )

    @property
    def after_it(self) -> PassageLine | None:
        """Return the first passage that begins after this part."""
        return min(
            (line for line in self.passages if line.place and _starts(line) >= self.part.end),
            key=_starts,
            default=None,
        )


def newest_text(pk: int) -> Snapshot | None:
    """Return an article's newest text with article, outlet and people. One query."""
    article = [f"article__{name}" for name in ("publisher", "added_by", "reader")]
    texts = Snapshot.objects.select_related(*article).defer("raw", "search")
    return texts.filter(article=pk).order_by("-number").first()


def read_article_page(
    article: Article,
    snapshot: Snapshot | None = None,
    *,
    number: int | None = None,
    passage: int | None = None,
    at: int | None = None,
) -> ArticlePage:
    """Read the article's text with its passages and their uses. Three queries, or four.

    A long text is shown in parts: the part `number`, else the one in which the passage begins, else
    the one with the character `at`, else the first.
    """
    snapshot = snapshot or newest_snapshot(article)
    passages = list(
        Passage.objects.filter(snapshot__article=article)
        .select_related("snapshot")
        .defer("snapshot__text", "snapshot__raw", "snapshot__search")
        .order_by("-snapshot__number", "start", "end")
    )
    places = places_in_text(passages, snapshot)
    lines = passage_lines(passages, places)
    spans = [each.place for each in places.values() if each.place is not None]
    parts = Parts(snapshot.text)
    chosen = lines.get(passage) if passage is not None else None
    if number is None and chosen is not None and chosen.place is not None:
        at = chosen.place[0]
    part = parts.part(number or 1) if number is not None or at is None else parts.at(at)
    return ArticlePage(
        article=article,
        snapshot=snapshot,
        quota=quota(article, snapshot.text, spans),
        part=part,
        paragraphs=text_paragraphs(snapshot.text, places, lines, part),
        passages=tuple(lines.values()),
    )


def _starts(line: PassageLine) -> int:
    """Return where a passage begins in the text shown, or a large number if it is not there."""
    return line.place[0] if line.place is not None else sys.maxsize
