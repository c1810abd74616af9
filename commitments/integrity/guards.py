"""Invariants of the guards themselves: triggers and constraints exist, enabled and unchanged.

The models say what they should be, PostgreSQL's catalogue what they are.
"""

from collections.abc import Iterable

import pgtrigger
from django.apps import apps
from django.db import models

from commitments.integrity.present import Invariant

FLOORS = ("core", "articles", "commitments")


def invariants() -> list[Invariant]:
    """Return the invariants for the guards that the models declare now."""
    return [
        Invariant(
            "triggers_are_on",
            "Every trigger that guards or records a table is installed, enabled and unchanged.",
            f"""WITH expected("table", trigger, body) AS (VALUES {_values(_triggers())})
                SELECT x.trigger || ' on ' || x."table" || CASE WHEN t.oid IS NULL
                  THEN ' is missing' WHEN t.tgenabled NOT IN ('O', 'A')
                  THEN ' is switched off' ELSE ' has another body' END
                FROM expected x
                LEFT JOIN pg_trigger t ON t.tgname = x.trigger AND NOT t.tgisinternal
                  AND t.tgrelid = to_regclass(quote_ident(x."table"))
                LEFT JOIN pg_proc f ON f.oid = t.tgfoid
                WHERE t.oid IS NULL OR t.tgenabled NOT IN ('O', 'A')
                  OR f.prosrc IS DISTINCT FROM x.body""",
        ),
        Invariant(
            "constraints_are_valid",
            "Every constraint that the models declare is there, and has been checked on all rows.",
            f"""WITH expected("table", name) AS (VALUES {_values(_constraints())})
                SELECT x.name || ' on ' || x."table" || ' is missing' FROM expected x
                WHERE NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conname = x.name
                    AND c.conrelid = to_regclass(quote_ident(x."table")))
                  AND NOT EXISTS (SELECT 1 FROM pg_index i
                    JOIN pg_class k ON k.oid = i.indexrelid AND k.relname = x.name
                    WHERE i.indrelid = to_regclass(quote_ident(x."table"))
                      AND i.indisunique AND i.indisvalid)
                UNION ALL SELECT conname || ' on ' || conrelid::regclass || ' is not validated'
                FROM pg_constraint c WHERE connamespace = current_schema()::regnamespace
                  AND NOT (convalidated
                    AND COALESCE((to_jsonb(c) ->> 'conenforced')::boolean, true))""",
        ),
        Invariant(
            "columns_are_guarded",
            "Every column that must have a value, a value of its own or a row to point to, does.",
            f"""WITH expected("table", name, rule) AS (VALUES {_values(_columns())})
                SELECT x."table" || '.' || x.name || ' is no longer ' || x.rule FROM expected x
                LEFT JOIN pg_attribute a ON a.attname = x.name
                  AND a.attrelid = to_regclass(quote_ident(x."table"))
                WHERE NOT CASE x.rule
                  WHEN 'required' THEN COALESCE(a.attnotnull, false)
                  WHEN 'unique' THEN EXISTS (SELECT 1 FROM pg_index i
                    WHERE i.indrelid = a.attrelid AND i.indisunique AND i.indisvalid
                      AND i.indpred IS NULL AND i.indkey::text = a.attnum::text)
                  ELSE EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conrelid = a.attrelid
                      AND c.contype = 'f' AND c.conkey = ARRAY[a.attnum]) END""",
        ),
    ]


def _models() -> list[type[models.Model]]:
    return [model for floor in FLOORS for model in apps.get_app_config(floor).get_models()]


def _triggers() -> Iterable[tuple[str, str, str]]:
    for model, trigger in pgtrigger.registered():
        compiled = trigger.compile(model)
        # The installing SQL holds two functions between $$: pgtrigger's own, then the trigger's.
        body = compiled.install_sql.split("$$")[3]
        yield model._meta.db_table, trigger.get_pgid(model), body


def _constraints() -> Iterable[tuple[str, str]]:
    for model in _models():
        for constraint in model._meta.constraints:
            yield model._meta.db_table, constraint.name


def _columns() -> Iterable[tuple[str, str, str]]:
    for model in _models():
        for field in model._meta.local_concrete_fields:
            column = str(field.column)
            if not field.null and not field.generated:
                yield model._meta.db_table, column, "required"
            if field.unique:
                yield model._meta.db_table, column, "unique"
            if field.remote_field and getattr(field, "db_constraint", False):
                yield model._meta.db_table, column, "a reference"


def _values(rows: Iterable[tuple[str, ...]]) -> str:
    """Return the rows as SQL literals. All values come from the models' code, none from people."""
    return ", ".join(
        "(" + ", ".join("'" + value.replace("'", "''") + "'" for value in row) + ")" for row in rows
    )
