"""What became of quoted words at their source: one read for every page that shows a quotation.

It tells how the source is now, also on a page that looks back: the words quoted never change, and
where they can be checked is a matter of today.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from articles.link_health import UNREACHABLE_SINCE_SQL
from articles.models import Article, Passage
from articles.text.fragments import text_fragment_url
from articles.text.surroundings import AFFIX_LENGTH


@dataclass(frozen=True, slots=True)
class AnchorView:
    """How a passage stands in the newest text of its article.

    `state` is that of the anchor; "confirmed" for a changed one that an editor has confirmed, ""
    where no text came after the one quoted. `words` are those that stand there now, with what is
    around them; "" for none. `quoted_at` and `quoted_sha256` are of the text that was quoted: the
    proof that the words stood there.
    """

    state: str
    retrieved_at: datetime
    confirmed_at: datetime | None
    quoted_at: datetime
    quoted_sha256: str
    unreachable_since: datetime | None
    words: str = ""
    prefix: str = ""
    suffix: str = ""

    @property
    def is_quiet(self) -> bool:
        """Whether there is nothing that a reader should know."""
        return self.state in ("", "exact") and self.unreachable_since is None


_SQL = f"""
WITH asked AS (
  SELECT p.id, p.snapshot_id, q.article_id, q.retrieved_at, q.text_sha256
  FROM articles_passage p JOIN articles_snapshot q ON q.id = p.snapshot_id WHERE p.id = ANY(%s)
), sources AS (
  SELECT a.id, {UNREACHABLE_SINCE_SQL} AS since FROM articles_article a
  WHERE a.id IN (SELECT article_id FROM asked)
)
SELECT asked.id, coalesce(n.state, ''), coalesce(n.retrieved_at, asked.retrieved_at),
  n.confirmed_at, asked.retrieved_at, asked.text_sha256, sources.since,
  coalesce(n.words, ''), coalesce(n.prefix, ''), coalesce(n.suffix, '')
FROM asked JOIN sources ON sources.id = asked.article_id
LEFT JOIN LATERAL (
  SELECT CASE WHEN n.state = 'changed' AND n.confirmed_at IS NOT NULL THEN 'confirmed'
      ELSE n.state END AS state,
    n.confirmed_at, s.retrieved_at, substr(s.text, n.start + 1, n."end" - n.start) AS words,
    substr(s.text, greatest(n.start - {AFFIX_LENGTH}, 0) + 1, least(n.start, {AFFIX_LENGTH}))
      AS prefix,
    substr(s.text, n."end" + 1, {AFFIX_LENGTH}) AS suffix
  FROM articles_anchor n JOIN articles_snapshot s ON s.id = n.snapshot_id
  WHERE n.passage_id = asked.id ORDER BY s.number DESC LIMIT 1
) n ON true
"""


def anchors_of(passages: Iterable[int]) -> dict[int, AnchorView]:
    """How each of these passages stands at its source by now. One query, none for no passage."""
    asked = list(set(passages))
    if not asked:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_SQL, [asked])
        return {row[0]: AnchorView(*row[1:]) for row in cursor.fetchall()}


def source_url(article: Article, passage: Passage, anchor: AnchorView | None) -> str:
    """The article's address at the words as they stand there now.

    Without them where they are gone, where only words like them are there and nobody has confirmed
    these, and where the words quoted are our own.
    """
    url = article.canonical_url or ""
    if not url or article.is_digest:
        return url
    if anchor is None or not anchor.state:
        return text_fragment_url(url, passage.exact, passage.prefix, passage.suffix)
    if anchor.state in ("lost", "changed"):
        return url
    return text_fragment_url(url, anchor.words, anchor.prefix, anchor.suffix)
