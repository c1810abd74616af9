"""Invariants that need the past: today's rows against the event rows that recorded them.

A publication is its event, the first that shows a statement as public, and never `published_at`:
changes are compared with when it happened.
"""

from typing import Any

from commitments.integrity.present import Invariant
from core.history_entries import event_models

# What may change on a published statement; and what is computed and so not in its history.
_FREE = (
    "'{state, version, retracted_at, retracted_by_id, retraction_reason,"
    " stance_rank, base_grade}'::text[]"
)
_PUBLICATIONS = """SELECT DISTINCT ON (pgh_obj_id) * FROM commitments_statementevent
    WHERE state IN ('published', 'retracted') AND pgh_label <> 'delete'
    ORDER BY pgh_obj_id, pgh_id"""
_PLEDGE_PUBLICATIONS = """SELECT pledge_id, min(pgh_created_at) AS pgh_created_at
    FROM commitments_statementevent
    WHERE state IN ('published', 'retracted') AND pgh_label <> 'delete' GROUP BY pledge_id"""
_TAKEN_DOWN = """(e.pgh_label = 'update' AND EXISTS (SELECT 1 FROM articles_takedown t
    WHERE t.article_id = e.article_id AND t.at = e.erased_at))"""


def _kept_parts(
    *, events: str, owner: str, publications: str, key: str, label: str, earlier: str
) -> str:
    """Return SQL for changes to an owner's parts after publication; moving a part away counts too.

    `earlier` finds an earlier event of the owner: what was written in the same act came before the
    publication as well, even if the database's clock was set back in between.
    """
    return f"""
        WITH publication AS ({publications}),
        change AS (SELECT pgh_obj_id, pgh_label, pgh_created_at, pgh_context_id, {owner},
            lag({owner}) OVER (PARTITION BY pgh_obj_id ORDER BY pgh_id) AS owner_before
            FROM {events})
        SELECT DISTINCT '{label} ' || p.{key} || ': ' || c.pgh_label || ' of part ' || c.pgh_obj_id
        FROM change c CROSS JOIN LATERAL (VALUES (c.{owner}), (c.owner_before)) AS touched(id)
        JOIN publication p ON p.{key} = touched.id AND c.pgh_created_at > p.pgh_created_at
        WHERE NOT EXISTS (SELECT 1 FROM {earlier} AND o.pgh_context_id = c.pgh_context_id)"""


def _kept_statement_parts(events: str) -> str:
    return _kept_parts(
        events=events,
        owner="statement_id",
        publications=_PUBLICATIONS,
        key="pgh_obj_id",
        label="statement",
        earlier="commitments_statementevent o WHERE o.pgh_obj_id = p.pgh_obj_id"
        " AND o.pgh_id < p.pgh_id",
    )


def _kept_pledge_parts(events: str) -> str:
    return _kept_parts(
        events=events,
        owner="pledge_id",
        publications=_PLEDGE_PUBLICATIONS,
        key="pledge_id",
        label="pledge",
        earlier="commitments_pledgeevent o WHERE o.pgh_obj_id = p.pledge_id"
        " AND o.pgh_label = 'insert'",
    )


PUBLISHED = [
    Invariant(
        "published_content_is_unchanged",
        "Every public statement says what it said at the moment it was published.",
        f"""WITH publication AS ({_PUBLICATIONS})
            SELECT 'statement ' || s.id || ': ' || COALESCE(differing.names, 'no record')
            FROM commitments_statement s
            LEFT JOIN publication e ON e.pgh_obj_id = s.id
            CROSS JOIN LATERAL (SELECT string_agg(now.key, ', ') AS names
              FROM jsonb_each(to_jsonb(s) - {_FREE}) AS now
              WHERE e.pgh_id IS NOT NULL AND now.value IS DISTINCT FROM to_jsonb(e) -> now.key
            ) AS differing
            WHERE s.state IN ('published', 'retracted')
              AND (e.pgh_id IS NULL OR differing.names IS NOT NULL)""",
    ),
    Invariant(
        "public_statements_are_kept",
        "What was once published is still here, published or retracted.",
        f"""WITH publication AS ({_PUBLICATIONS})
            SELECT 'statement ' || e.pgh_obj_id FROM publication e
            LEFT JOIN commitments_statement s ON s.id = e.pgh_obj_id
            WHERE s.id IS NULL OR s.state NOT IN ('published', 'retracted')""",
    ),
    Invariant(
        "published_limits_are_unchanged",
        "No limit of a statement changed after its publication.",
        _kept_statement_parts("commitments_statementlimitevent"),
    ),
    Invariant(
        "published_conditions_are_unchanged",
        "No condition of a statement changed after its publication.",
        _kept_statement_parts("commitments_statementconditionevent"),
    ),
    Invariant(
        "published_roles_are_unchanged",
        "No role of a pledge changed after its first publication.",
        _kept_pledge_parts("commitments_pledgeroleevent"),
    ),
    Invariant(
        "published_parties_are_unchanged",
        "No party of a collective claim changed after its first publication.",
        _kept_pledge_parts("commitments_pledgepartyevent"),
    ),
    Invariant(
        "published_pledges_keep_their_identity",
        "A published pledge keeps its coalition, country and place.",
        f"""WITH publication AS ({_PLEDGE_PUBLICATIONS}),
            published AS (SELECT DISTINCT ON (e.pgh_obj_id) e.*
              FROM commitments_pledgeevent e JOIN publication p ON p.pledge_id = e.pgh_obj_id
              AND e.pgh_created_at <= p.pgh_created_at ORDER BY e.pgh_obj_id, e.pgh_id DESC)
            SELECT 'pledge ' || e.pgh_obj_id FROM published e
            LEFT JOIN commitments_pledge p ON p.id = e.pgh_obj_id
            WHERE (p.coalition_id, p.country_id, p.place)
              IS DISTINCT FROM (e.coalition_id, e.country_id, e.place)""",
    ),
    Invariant(
        "references_never_change",
        "A pledge keeps its reference for ever.",
        """SELECT DISTINCT 'pledge ' || p.id || ' (' || e.reference || ')'
           FROM commitments_pledge p JOIN commitments_pledgeevent e ON e.pgh_obj_id = p.id
           WHERE e.reference <> p.reference""",
    ),
    Invariant(
        "public_citations_are_unchanged",
        "A public quotation is what it was when it became public, and is still here.",
        """SELECT 'citation ' || e.pgh_obj_id || COALESCE(' of statement ' || e.statement_id, '')
           FROM (SELECT DISTINCT ON (pgh_obj_id) * FROM commitments_citationevent
             WHERE published_at IS NOT NULL AND pgh_label <> 'delete'
             ORDER BY pgh_obj_id, pgh_id) e
           LEFT JOIN commitments_citation c ON c.id = e.pgh_obj_id
           WHERE c.id IS NULL OR EXISTS (SELECT 1 FROM jsonb_each(to_jsonb(c)) AS now
             WHERE now.value IS DISTINCT FROM to_jsonb(e) -> now.key)""",
    ),
    Invariant(
        "steps_were_taken_in_order",
        "Every statement went draft, in review, published, retracted.",
        """SELECT 'statement ' || pgh_obj_id || ': ' || before || ' to ' || state FROM
             (SELECT pgh_obj_id, pgh_label, state,
                lag(state) OVER (PARTITION BY pgh_obj_id ORDER BY pgh_id) AS before
              FROM commitments_statementevent) step
           WHERE pgh_label = 'update' AND before <> state AND (before, state) NOT IN
             (('draft', 'submitted'), ('returned', 'submitted'), ('returned', 'draft'),
              ('submitted', 'draft'), ('submitted', 'returned'), ('submitted', 'published'),
              ('published', 'retracted'))""",
    ),
    Invariant(
        "records_are_kept",
        "Only a takedown changed a snapshot or capture; checks and outcomes never changed.",
        f"""SELECT 'snapshot ' || pgh_obj_id || ': ' || pgh_label
             FROM articles_snapshotevent e WHERE pgh_label <> 'insert' AND NOT {_TAKEN_DOWN}
           UNION ALL SELECT 'capture ' || pgh_obj_id || ': ' || pgh_label
             FROM articles_captureevent e WHERE pgh_label <> 'insert' AND NOT {_TAKEN_DOWN}
           UNION ALL SELECT 'check ' || pgh_obj_id || ': ' || pgh_label
             FROM commitments_checkevent WHERE pgh_label <> 'insert'
           UNION ALL SELECT 'condition outcome ' || pgh_obj_id || ': ' || pgh_label
             FROM commitments_conditionoutcomeevent WHERE pgh_label <> 'insert'""",
    ),
]


def _row_without_event(event: Any) -> str:
    table = event.pgh_tracked_model._meta.db_table
    tracked = {field.column for field in event.pgh_tracked_model._meta.concrete_fields}
    names = [f.column for f in event._meta.concrete_fields if f.column in tracked]
    current = ", ".join(f'r."{name}"' for name in names)
    recorded = ", ".join(f'e."{name}"' for name in names)
    return f"""SELECT '{table} ' || r.id FROM {table} r LEFT JOIN
        (SELECT DISTINCT ON (pgh_obj_id) * FROM {event._meta.db_table}
         ORDER BY pgh_obj_id, pgh_id DESC) e ON e.pgh_obj_id = r.id AND e.pgh_label <> 'delete'
        WHERE ROW({current}) IS DISTINCT FROM ROW({recorded})"""


def _event_without_row(event: Any) -> str:
    table = event.pgh_tracked_model._meta.db_table
    return f"""SELECT '{table} ' || e.pgh_obj_id FROM
        (SELECT DISTINCT ON (pgh_obj_id) pgh_obj_id, pgh_label FROM {event._meta.db_table}
         ORDER BY pgh_obj_id, pgh_id DESC) e
        WHERE e.pgh_label <> 'delete'
          AND NOT EXISTS (SELECT 1 FROM {table} r WHERE r.id = e.pgh_obj_id)"""


def invariants() -> list[Invariant]:
    """Return this module's invariants; two are built from the tables that have a history."""
    return [
        *PUBLISHED,
        Invariant(
            "history_shows_every_row",
            "Every row is as the last entry of its history left it.",
            " UNION ALL ".join(_row_without_event(event) for event in event_models()),
        ),
        Invariant(
            "history_shows_every_deletion",
            "No row disappeared without an entry in its history.",
            " UNION ALL ".join(_event_without_row(event) for event in event_models()),
        ),
    ]
