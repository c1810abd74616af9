"""The two queries behind the digest of changes. Their rows become values in `changes.py`.

`known` bounds what had happened in this ledger, `as_of` what had been said in the world.
"""

from core.history_entries import KEY_SQL

# What happened to the coalition's vocabularies: terms reworded, picked, dropped, implications.
# A list's order is no meaning, so a change of position alone is none.
_TERMS = f"""
terms AS (
    SELECT t.* FROM (
        SELECT {KEY_SQL} AS key, e.pgh_id AS id, e.pgh_created_at AS at, 'role' AS noun,
            'reworded' AS act, e.name, e.definition,
            lag(e.name) OVER w AS old_name, lag(e.definition) OVER w AS old_definition
        FROM commitments_roleevent e WHERE e.pgh_obj_id IN
            (SELECT role_id FROM commitments_coalitionrole WHERE coalition_id = %(coalition)s)
        WINDOW w AS (PARTITION BY e.pgh_obj_id ORDER BY e.pgh_id)
        UNION ALL
        SELECT {KEY_SQL}, e.pgh_id, e.pgh_created_at, 'limit', 'reworded', e.name, e.definition,
            lag(e.name) OVER w, lag(e.definition) OVER w
        FROM commitments_limitevent e WHERE e.pgh_obj_id IN
            (SELECT limit_id FROM commitments_coalitionlimit WHERE coalition_id = %(coalition)s)
        WINDOW w AS (PARTITION BY e.pgh_obj_id ORDER BY e.pgh_id)
        UNION ALL
        SELECT {KEY_SQL}, e.pgh_id, e.pgh_created_at, 'condition', 'reworded', e.name,
            e.definition, lag(e.name) OVER w, lag(e.definition) OVER w
        FROM commitments_conditionevent e WHERE e.pgh_obj_id IN
            (SELECT condition_id FROM commitments_coalitioncondition
             WHERE coalition_id = %(coalition)s)
        WINDOW w AS (PARTITION BY e.pgh_obj_id ORDER BY e.pgh_id)
    ) t
    WHERE t.old_name IS NOT NULL
        AND (t.name, t.definition) IS DISTINCT FROM (t.old_name, t.old_definition)
    UNION ALL
    SELECT {KEY_SQL}, e.pgh_id, e.pgh_created_at, 'role', e.pgh_label, t.name, '', '', ''
    FROM commitments_coalitionroleevent e JOIN commitments_role t ON t.id = e.role_id
    WHERE e.coalition_id = %(coalition)s AND e.pgh_label IN ('insert', 'delete')
    UNION ALL
    SELECT {KEY_SQL}, e.pgh_id, e.pgh_created_at, 'limit', e.pgh_label, t.name, '', '', ''
    FROM commitments_coalitionlimitevent e JOIN commitments_limit t ON t.id = e.limit_id
    WHERE e.coalition_id = %(coalition)s AND e.pgh_label IN ('insert', 'delete')
    UNION ALL
    SELECT {KEY_SQL}, e.pgh_id, e.pgh_created_at, 'condition', e.pgh_label, t.name, '', '', ''
    FROM commitments_coalitionconditionevent e
    JOIN commitments_condition t ON t.id = e.condition_id
    WHERE e.coalition_id = %(coalition)s AND e.pgh_label IN ('insert', 'delete')
    UNION ALL
    SELECT {KEY_SQL}, e.pgh_id, e.pgh_created_at, 'implication', e.pgh_label, t.name, i.name, '', ''
    FROM commitments_conditionimplicationevent e
    JOIN commitments_condition t ON t.id = e.condition_id
    JOIN commitments_condition i ON i.id = e.implied_id
    WHERE e.pgh_label IN ('insert', 'delete') AND e.condition_id IN
        (SELECT condition_id FROM commitments_coalitioncondition WHERE coalition_id = %(coalition)s)
)
"""

# One row per change, newest first, a page of them, with the number of all.
HAPPENED = f"""
WITH {_TERMS}, happened AS (
    SELECT 'statement' AS what, s.id::text AS id, s.published_at AS at, s.said_on AS day,
        CASE WHEN s.change = 'recoded' THEN 'recoded'
            WHEN s.corrects_id IS NOT NULL THEN 'corrected' ELSE 'world' END AS kind,
        s.pledge_id, NULL::bigint AS country_id
    FROM commitments_statement s WHERE s.state IN ('published', 'retracted')
    UNION ALL
    -- Taken back without a correction: one that is replaced is told by what replaces it.
    SELECT 'retraction', s.id::text, s.retracted_at, s.said_on, 'corrected', s.pledge_id, NULL
    FROM commitments_statement s
    WHERE s.state = 'retracted' AND NOT EXISTS (
        SELECT 1 FROM commitments_statement n
        WHERE n.corrects_id = s.id AND n.published_at <= s.retracted_at
    )
    UNION ALL
    SELECT 'outcome', o.id::text, o.recorded_at, o.since, 'world', NULL, o.country_id
    FROM commitments_conditionoutcome o WHERE o.coalition_id = %(coalition)s
    UNION ALL
    SELECT 'terms', t.key, max(t.at), NULL, 'recoded', NULL, NULL FROM terms t GROUP BY t.key
)
SELECT h.what, h.id, h.at, h.kind, count(*) OVER ()
FROM happened h
LEFT JOIN commitments_pledge p ON p.id = h.pledge_id
WHERE (h.pledge_id IS NULL OR p.coalition_id = %(coalition)s)
    AND (h.day IS NULL OR h.day <= %(as_of)s)
    AND h.at <= %(known)s AND (%(since)s::timestamptz IS NULL OR h.at >= %(since)s)
    AND h.kind = ANY(%(kinds)s)
    -- Of a country: its own pledges, claims that name it, its outcomes and those for all.
    AND (%(countries)s::bigint[] IS NULL OR p.country_id = ANY(%(countries)s)
        OR h.what = 'outcome' AND (h.country_id IS NULL OR h.country_id = ANY(%(countries)s))
        OR EXISTS (SELECT 1 FROM commitments_pledgeparty y
            WHERE y.pledge_id = h.pledge_id AND y.country_id = ANY(%(countries)s)))
    -- Of a role: pledges that have it. What is no pledge's has none.
    AND (%(roles)s::text[] IS NULL OR EXISTS (
        SELECT 1 FROM commitments_pledgerole pr JOIN commitments_role r ON r.id = pr.role_id
        WHERE pr.pledge_id = h.pledge_id AND r.slug = ANY(%(roles)s)))
ORDER BY h.at DESC, h.what, h.id DESC
LIMIT %(limit)s OFFSET %(offset)s
"""

TERMS = f"""
WITH {_TERMS}
SELECT key, noun, act, name, definition, old_name, old_definition FROM terms
WHERE key = ANY(%(keys)s) ORDER BY key, noun, id
"""
