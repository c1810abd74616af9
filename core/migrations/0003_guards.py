"""The guards: triggers that refuse what must never be, each declared on its model.

This is the promise of the ledger in SQL. It is generated from the models, which say why.
"""

import core.migration_operations
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0002_history"),
    ]

    operations = [
        core.migration_operations.AddTriggers(
            operations=[
                pgtrigger.migrations.AddTrigger(
                    model_name="historycontext",
                    trigger=pgtrigger.compiler.Trigger(
                        name="history_context_is_kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func=(
                                "RAISE EXCEPTION 'The context of a change is never deleted.' USING ERRCODE "
                                "= '23514';"
                            ),
                            hash="0462c26142c699552e17996f20ee4b6623c72b9b",
                            operation="DELETE",
                            pgid="pgtrigger_history_context_is_kept_3e469",
                            table="pghistory_context",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="historycontext",
                    trigger=pgtrigger.compiler.Trigger(
                        name="history_context_never_changes",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition=(
                                "WHEN (OLD.id::text IS DISTINCT FROM "
                                "current_setting('pghistory.context_id', true))"
                            ),
                            func=(
                                "RAISE EXCEPTION 'The context of a change never changes afterwards.' USING "
                                "ERRCODE = '23514';"
                            ),
                            hash="94b5dd156844ee0271819a70ed5a5efa80f495dc",
                            operation="UPDATE",
                            pgid="pgtrigger_history_context_never_changes_e1f22",
                            table="pghistory_context",
                            when="BEFORE",
                        ),
                    ),
                ),
            ],
        ),
    ]
