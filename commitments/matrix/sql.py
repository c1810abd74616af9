"""The four queries behind the matrix; `build.py` and `vocabulary.py` turn their rows into values.

Both times are bound once, as `as_of` (a day) and `known` (a moment), in every query.
"""

from commitments.statements.visibility import KNOWN, VISIBLE

# One row per pledge: the country's own latest word, and the latest report if it is later.
# The index statement_latest_word gives each pledge's newest statement first.
PLEDGES = f"""
WITH latest AS (
    SELECT DISTINCT ON (s.pledge_id, s.base_grade IN ('A', 'B', 'C'))
        s.id, s.pledge_id, s.stance, s.stance_rank, s.base_grade, s.said_on, s.published_at,
        s.headcount_min, s.headcount_max, s.headcount_wording, s.headcount_withheld, s.summary,
        s.base_grade IN ('A', 'B', 'C') AS is_own
    FROM commitments_statement s
    JOIN commitments_pledge p ON p.id = s.pledge_id
    WHERE p.coalition_id = %(coalition)s AND {VISIBLE}
    ORDER BY s.pledge_id, s.base_grade IN ('A', 'B', 'C'),
        s.said_on DESC, s.published_at DESC, s.id DESC
), shown AS (
    -- A report that the country itself has answered since is not shown: nothing is read for it.
    SELECT l.* FROM latest l
    LEFT JOIN latest own ON own.pledge_id = l.pledge_id AND own.is_own
    WHERE l.is_own OR own.id IS NULL OR own.said_on < l.said_on
), evidence AS (
    -- Two origins or more count alike, and "least and greatest differ" needs no sorting.
    SELECT c.statement_id, count(*) AS quotations,
        CASE WHEN min(o.id) FILTER (WHERE c.function = 'supports')
            < max(o.id) FILTER (WHERE c.function = 'supports') THEN 2 ELSE 1 END AS origins,
        bool_or(c.function = 'contradicts') AS is_contradicted
    FROM commitments_citation c
    JOIN articles_passage q ON q.id = c.passage_id
    JOIN (
        SELECT n.id AS snapshot_id, coalesce(a.relays_id, a.id) AS id
        FROM articles_snapshot n JOIN articles_article a ON a.id = n.article_id
    ) o ON o.snapshot_id = q.snapshot_id
    WHERE c.published_at <= %(known)s AND c.statement_id IN (SELECT id FROM shown)
    GROUP BY c.statement_id
), waits AS (
    SELECT sc.statement_id, array_agg(sc.condition_id ORDER BY sc.id) AS conditions,
        array_agg(sc."group" ORDER BY sc.id) AS groups
    FROM commitments_statementcondition sc
    WHERE sc.statement_id IN (SELECT id FROM shown)
    GROUP BY sc.statement_id
), disputes AS (
    -- Each pair from both its ends: an OR in the join would compare every word with every pair.
    SELECT pair.id
    FROM (
        SELECT first_id AS id, second_id AS other_id, recorded_at FROM commitments_contradiction
        UNION ALL
        SELECT second_id, first_id, recorded_at FROM commitments_contradiction
    ) pair
    JOIN commitments_statement s ON s.id = pair.other_id
    WHERE pair.recorded_at <= %(known)s AND {VISIBLE}
), roles AS (
    SELECT r.pledge_id, array_agg(r.role_id) AS roles
    FROM commitments_pledgerole r GROUP BY r.pledge_id
)
SELECT p.reference, p.title, p.country_id, p.place, roles.roles,
    l.id, l.is_own, l.stance, l.stance_rank, l.base_grade, l.said_on,
    l.headcount_min, l.headcount_max, l.headcount_wording, l.headcount_withheld, l.summary,
    coalesce(e.quotations, 0), coalesce(e.origins, 0),
    coalesce(e.is_contradicted, false) OR l.id IN (SELECT id FROM disputes),
    w.conditions, w.groups, p.id
FROM shown l
JOIN commitments_pledge p ON p.id = l.pledge_id
LEFT JOIN roles ON roles.pledge_id = p.id
LEFT JOIN evidence e ON e.statement_id = l.id
LEFT JOIN waits w ON w.statement_id = l.id
ORDER BY p.id, l.is_own DESC
"""

# Every country we know, with its standing on the day and whether it has a row in this matrix.
COUNTRIES = f"""
SELECT c.id, c.iso3, c.name, c.groups, m.standing,
    m.standing IS NOT NULL
    -- The list first: most countries have no pledge here, and need no look at statements.
    OR c.id IN (
        SELECT country_id FROM commitments_pledge
        WHERE coalition_id = %(coalition)s AND country_id IS NOT NULL
    )
    AND EXISTS (
        SELECT 1 FROM commitments_pledge p JOIN commitments_statement s ON s.pledge_id = p.id
        WHERE p.coalition_id = %(coalition)s AND p.country_id = c.id
            AND {KNOWN}
    )
    OR EXISTS (
        SELECT 1 FROM commitments_check k WHERE k.coalition_id = %(coalition)s
            AND k.country_id = c.id AND k.recorded_at <= %(known)s
    ) AS has_row
FROM commitments_country c
LEFT JOIN commitments_membership m ON m.country_id = c.id AND m.coalition_id = %(coalition)s
    AND m.recorded_at <= %(known)s
    AND (m.superseded_at IS NULL OR m.superseded_at > %(known)s)
    AND (m.joined_on IS NULL OR m.joined_on <= %(as_of)s)
    AND (m.left_on IS NULL OR m.left_on > %(as_of)s)
ORDER BY c.name
"""

# The coalition's own vocabulary and the outcomes of its conditions, in one row of JSON.
VOCABULARY = """
SELECT
    (SELECT coalesce(json_agg(json_build_array(r.id, r.slug, r.name, r.short_name, r.definition)
                              ORDER BY cr.position, r.position), '[]')
     FROM commitments_coalitionrole cr JOIN commitments_role r ON r.id = cr.role_id
     WHERE cr.coalition_id = %(coalition)s),
    (SELECT coalesce(json_agg(json_build_array(c.id, c.slug, c.name, cc.id IS NOT NULL,
                                               c.definition)
                              ORDER BY cc.position, c.position), '[]')
     FROM commitments_condition c
     LEFT JOIN commitments_coalitioncondition cc
        ON cc.condition_id = c.id AND cc.coalition_id = %(coalition)s),
    (SELECT coalesce(json_agg(json_build_array(i.condition_id, i.implied_id)), '[]')
     FROM commitments_conditionimplication i),
    (SELECT coalesce(json_agg(json_build_array(o.condition_id, c.iso3, o.outcome)), '[]')
     FROM (
        SELECT DISTINCT ON (condition_id, country_id) condition_id, country_id, outcome
        FROM commitments_conditionoutcome
        WHERE coalition_id = %(coalition)s AND since <= %(as_of)s AND recorded_at <= %(known)s
        ORDER BY condition_id, country_id, since DESC, recorded_at DESC, id DESC
     ) o LEFT JOIN commitments_country c ON c.id = o.country_id)
"""

# The latest check of each cell.
CHECKS = """
SELECT DISTINCT ON (country_id, role_id) country_id, role_id, outcome, checked_on, note
FROM commitments_check
WHERE coalition_id = %(coalition)s AND checked_on <= %(as_of)s AND recorded_at <= %(known)s
ORDER BY country_id, role_id, checked_on DESC, recorded_at DESC, id DESC
"""

# The days on which something was said, according to what the ledger had published.
DAYS = f"""
SELECT DISTINCT s.said_on
FROM commitments_statement s JOIN commitments_pledge p ON p.id = s.pledge_id
WHERE p.coalition_id = %(coalition)s AND {KNOWN}
ORDER BY s.said_on
"""

# The latest day of a visible statement, or of its publication, for each cell.
LAST_STATED = f"""
SELECT p.country_id, r.role_id,
    max(greatest(s.said_on, (s.published_at AT TIME ZONE 'UTC')::date)) AS stated_on
FROM commitments_statement s
JOIN commitments_pledge p ON p.id = s.pledge_id
JOIN commitments_pledgerole r ON r.pledge_id = p.id
WHERE p.coalition_id = %(coalition)s AND p.country_id IS NOT NULL AND {VISIBLE}
GROUP BY p.country_id, r.role_id
"""

# Supposed changes. A table named in WITH hides the real one: the queries above then read the
# supposed rows, and nothing is written.

# One country's statements, with one more published and one more retracted; either may be null.
SUPPOSED_STATEMENTS = """
commitments_statement AS (
    SELECT s.id, s.pledge_id, s.stance, s.stance_rank, s.base_grade, s.said_on, s.summary,
        s.headcount_min, s.headcount_max, s.headcount_wording, s.headcount_withheld,
        CASE WHEN s.id = %(publish)s THEN 'published' ELSE s.state END AS state,
        CASE WHEN s.id = %(publish)s THEN %(known)s ELSE s.published_at END AS published_at,
        CASE WHEN s.id = %(retract)s THEN %(known)s ELSE s.retracted_at END AS retracted_at
    FROM commitments_statement s
    JOIN commitments_pledge p ON p.id = s.pledge_id
    WHERE p.coalition_id = %(coalition)s AND p.country_id IS NOT DISTINCT FROM %(country)s
    OR s.id IN (SELECT first_id FROM commitments_contradiction)
    OR s.id IN (SELECT second_id FROM commitments_contradiction)
), commitments_citation AS (
    SELECT c.statement_id, c.passage_id, c.function,
        CASE WHEN c.statement_id = %(publish)s THEN %(known)s ELSE c.published_at
        END AS published_at
    FROM commitments_citation c
    WHERE c.statement_id IN (SELECT id FROM commitments_statement)
)
"""
# One more outcome; it has no id, so it comes first among those of its day.
SUPPOSED_OUTCOME = """
commitments_conditionoutcome AS (
    SELECT id, coalition_id, condition_id, country_id, outcome, since, recorded_at
    FROM commitments_conditionoutcome
    UNION ALL
    SELECT NULL, %(coalition)s, %(condition)s, %(settled_for)s::bigint, %(outcome)s,
        %(since)s::date, %(known)s
)
"""


def with_supposed(query: str, supposed: str) -> str:
    """Return the same query over the supposed tables; `supposed` is one of the WITH texts above."""
    body = query.lstrip()
    rest = body.removeprefix("WITH ")
    return f"WITH {supposed}{', ' if rest != body else ''}{rest}"
