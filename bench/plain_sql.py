"""The one plain query that the read model is compared with, as somebody would write it by hand.

It answers the same cells: for every country × role, its pledges with what the country itself said
last (a report only where nobody of the country spoke), figures, quotations and conditions. Of the
read model it leaves out grades' origins, disputes, later reports, checks, members and verdicts.
"""

from __future__ import annotations

from typing import Any

import psycopg
from django.db import connection

QUERY = """
WITH word AS (
    SELECT DISTINCT ON (s.pledge_id) s.id, s.pledge_id, s.stance, s.stance_rank, s.said_on,
        s.headcount_min, s.headcount_max, s.headcount_wording
    FROM commitments_statement s JOIN commitments_pledge p ON p.id = s.pledge_id
    WHERE p.coalition_id = %(coalition)s AND p.country_id IS NOT NULL
        AND s.state IN ('published', 'retracted') AND s.said_on <= %(as_of)s
        AND s.published_at <= %(known)s
        AND (s.retracted_at IS NULL OR s.retracted_at > %(known)s)
    ORDER BY s.pledge_id, s.base_grade IN ('A', 'B', 'C') DESC,
        s.said_on DESC, s.published_at DESC, s.id DESC
), quotations AS (
    SELECT c.statement_id, count(*) AS number
    FROM word JOIN commitments_citation c ON c.statement_id = word.id
    WHERE c.published_at <= %(known)s
    GROUP BY c.statement_id
), conditions AS (
    SELECT sc.statement_id, array_agg(t.slug ORDER BY sc.id) AS slugs
    FROM word JOIN commitments_statementcondition sc ON sc.statement_id = word.id
    JOIN commitments_condition t ON t.id = sc.condition_id
    GROUP BY sc.statement_id
)
SELECT c.iso3, r.slug, p.reference, p.place, word.stance, word.said_on,
    word.headcount_min, word.headcount_max, word.headcount_wording,
    coalesce(q.number, 0), coalesce(w.slugs, '{}')
FROM word
JOIN commitments_pledge p ON p.id = word.pledge_id
JOIN commitments_country c ON c.id = p.country_id
JOIN commitments_pledgerole pr ON pr.pledge_id = p.id
JOIN commitments_role r ON r.id = pr.role_id
LEFT JOIN quotations q ON q.statement_id = word.id
LEFT JOIN conditions w ON w.statement_id = word.id
ORDER BY c.name, r.position, word.stance_rank DESC, word.said_on DESC
"""


def connect() -> psycopg.Connection[tuple[Any, ...]]:
    """A connection of psycopg's own defaults, without anything of Django in between."""
    given = connection.settings_dict
    return psycopg.connect(
        host=given["HOST"],
        port=given["PORT"],
        user=given["USER"],
        dbname=given["NAME"],
        autocommit=True,
    )


def read_cells(
    plain: psycopg.Connection[tuple[Any, ...]], values: dict[str, Any]
) -> list[tuple[Any, ...]]:
    """The query's rows, one for each pledge in each of its cells."""
    return plain.execute(QUERY, values).fetchall()
