"""Whether an article can still be reached at its publisher, according to its fetches.

A site that answers but refuses us (a paywall, a robot check) is there: readers may still open the
article. Such a response therefore ends the unreachable time. What says nothing about the site, such
as a worker that died, neither begins nor ends it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import connection

from articles.fetching.failures import Failure

# Failures that a reader's browser would have as well.
UNREACHABLE = (
    Failure.NO_SUCH_HOST,
    Failure.UNREACHABLE,
    Failure.BAD_CERTIFICATE,
    Failure.TIMED_OUT,
    Failure.NOT_FOUND,
    Failure.GONE,
    Failure.HTTP_ERROR,
)
# A bug of ours, or an address that was never requested.
_SAYS_NOTHING = (Failure.STOPPED, Failure.BAD_ADDRESS, Failure.REFUSED_ADDRESS)


def _listed(failures: Iterable[Failure]) -> str:
    return ", ".join(f"'{failure.value}'" for failure in failures)


def _is_unreachable(fetch: str) -> str:
    """Return SQL for a failed fetch. A site that is down fails at its robots.txt first."""
    robots = f"{fetch}.failure = '{Failure.ROBOTS_UNREADABLE.value}'"
    is_down = f"{robots} AND {fetch}.http_status >= 500"
    return f"({fetch}.failure IN ({_listed(UNREACHABLE)}) OR {is_down})"


# For the article `a`: the first of the latest unbroken run of attempts that did not reach it.
UNREACHABLE_SINCE_SQL = f"""
(SELECT min(f.finished_at) FROM articles_fetch f
 WHERE f.article_id = a.id AND f.kind = 'recheck'
 AND f.state = 'failed' AND {_is_unreachable("f")}
 AND f.finished_at > coalesce(
   (SELECT max(g.finished_at) FROM articles_fetch g
    WHERE g.article_id = a.id AND g.kind IN ('import', 'recheck')
    AND (g.state = 'done' OR g.state = 'failed' AND NOT {_is_unreachable("g")}
      AND g.failure NOT IN ({_listed(_SAYS_NOTHING)}))),
   '-infinity'))
"""


def unreachable_since(articles: Iterable[int]) -> dict[int, datetime]:
    """Return unreachable articles among these, with when that was first found. One query."""
    sql = f"SELECT a.id, {UNREACHABLE_SINCE_SQL} FROM articles_article a WHERE a.id = ANY(%s)"
    with connection.cursor() as cursor:
        cursor.execute(sql, [list(articles)])
        return {pk: since for pk, since in cursor.fetchall() if since is not None}
