"""Where quoted words are in their source now: one read for every page that shows a quotation.

It shows today's state of the source, also on a page about the past: the quoted words never change,
but a reader can only check them where they are today.
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
class CurrentAnchor:
    """Where a passage is in the newest text of its article.

    `state` is the anchor's; "confirmed" for a changed one that an editor confirmed, "" if no newer
    text exists. `words` are the present ones, with some context; "" for none. `quoted_at` and
    `quoted_sha256` belong to the text that was quoted: they prove that it had these words.
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


def anchors_of(passages: Iterable[int]) -> dict[int, CurrentAnchor]:
    """Return where each passage is in its source now. One query, none without passages."""
    asked = list(set(passages))
    if not asked:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_SQL, [asked])
        return {row[0]: CurrentAnchor(*row[1:]) for row in cursor.fetchall()}


def source_url(article: Article, passage: Passage, anchor: CurrentAnchor | None) -> str:
    """Return the article's address, with a fragment for the words as they are there now.

    It has no fragment if they are gone, if they only resemble the quotation and nobody has
    confirmed them, or if the article is our own digest.
    """
    url = article.canonical_url or ""
    if not url or article.is_digest:
        return url
    if anchor is None or not anchor.state:
        return text_fragment_url(url, passage.exact, passage.prefix, passage.suffix)
    if anchor.state in ("lost", "changed"):
        return url
    return text_fragment_url(url, anchor.words, anchor.prefix, anchor.suffix)
