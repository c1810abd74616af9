"""The guards: triggers that refuse what must never be, each declared on its model.

This is the promise of the ledger in SQL. It is generated from the models, which say why.
"""

import core.migration_operations
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0002_history"),
    ]

    operations = [
        core.migration_operations.AddTriggers(
            operations=[
                pgtrigger.migrations.AddTrigger(
                    model_name="capture",
                    trigger=pgtrigger.compiler.Trigger(
                        name="capture_is_immutable",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func=(
                                "RAISE EXCEPTION 'A capture never changes and is never deleted.' USING "
                                "ERRCODE = '23514';"
                            ),
                            hash="89f06ede4424767fee2c9013d3d5d5a4bf8a231b",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_capture_is_immutable_8062a",
                            table="articles_capture",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="article",
                    trigger=pgtrigger.compiler.Trigger(
                        name="article_relays_a_relay",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func=(
                                "IF NOT (NEW.relays_id IS NULL OR NOT EXISTS (SELECT 1 FROM "
                                "articles_article a WHERE a.id = NEW.relays_id AND a.relays_id IS NOT NULL "
                                "OR a.relays_id = NEW.id)) THEN "
                                "RAISE EXCEPTION 'Name the origin itself: one of the two articles is a "
                                "relay already.' USING ERRCODE = '23514'; "
                                "END IF; "
                                "RETURN NEW;"
                            ),
                            hash="e895756b00e732a887606788f9850ae09af925ad",
                            operation="INSERT OR UPDATE",
                            pgid="pgtrigger_article_relays_a_relay_52b99",
                            table="articles_article",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="snapshot",
                    trigger=pgtrigger.compiler.Trigger(
                        name="snapshot_is_immutable",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func=(
                                "RAISE EXCEPTION 'A snapshot never changes and is never deleted; "
                                "store a new one.' USING ERRCODE = '23514';"
                            ),
                            hash="033d5fc556c4d2a3370d2439f18069e71bdea857",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_snapshot_is_immutable_53c02",
                            table="articles_snapshot",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="snapshot",
                    trigger=pgtrigger.compiler.Trigger(
                        name="snapshot_of_a_withdrawn_article",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func=(
                                "IF NOT (NOT EXISTS (SELECT 1 FROM articles_article a WHERE a.id = "
                                "NEW.article_id AND a.withdrawn_at IS NOT NULL)) THEN "
                                "RAISE EXCEPTION 'The article was withdrawn: no text of it is stored any "
                                "more.' USING ERRCODE = '23514'; "
                                "END IF; "
                                "RETURN NEW;"
                            ),
                            hash="3efb1fa6a523dc538178f45c593e3eb443eaf932",
                            operation="INSERT",
                            pgid="pgtrigger_snapshot_of_a_withdrawn_article_05e59",
                            table="articles_snapshot",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="snapshot",
                    trigger=pgtrigger.compiler.Trigger(
                        name="snapshot_hash_is_of_its_text",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func=(
                                "IF NOT (NEW.text_sha256 = encode(sha256(convert_to(NEW.text, 'UTF8')), "
                                "'hex')) THEN "
                                "RAISE EXCEPTION 'text_sha256 is not the SHA-256 of the text.' USING "
                                "ERRCODE = '23514'; "
                                "END IF; "
                                "RETURN NEW;"
                            ),
                            hash="6d7dad84d78178941f5bc9ea9056329a28bf5d71",
                            operation="INSERT",
                            pgid="pgtrigger_snapshot_hash_is_of_its_text_ee089",
                            table="articles_snapshot",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="passage",
                    trigger=pgtrigger.compiler.Trigger(
                        name="passage_is_searchable",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func=(
                                "NEW.search := (SELECT articles_search_vector(s.language, NEW.exact) FROM "
                                "articles_snapshot s WHERE s.id = NEW.snapshot_id); "
                                "RETURN NEW;"
                            ),
                            hash="aaa6a24011b7fc8fe38445aef6a566952576a5c1",
                            operation="INSERT OR UPDATE",
                            pgid="pgtrigger_passage_is_searchable_4e026",
                            table="articles_passage",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="passage",
                    trigger=pgtrigger.compiler.Trigger(
                        name="passage_is_verbatim",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func=(
                                "IF NOT (EXISTS (SELECT 1 FROM articles_snapshot s WHERE s.id = "
                                'NEW.snapshot_id AND substr(s.text, NEW.start + 1, NEW."end" - NEW.start) '
                                '= NEW.exact AND char_length(NEW.exact) = NEW."end" - NEW.start AND '
                                "substr(s.text, greatest(NEW.start - char_length(NEW.prefix), 0) + 1, "
                                "least(char_length(NEW.prefix), NEW.start)) = NEW.prefix AND "
                                'substr(s.text, NEW."end" + 1, char_length(NEW.suffix)) = NEW.suffix)) '
                                "THEN "
                                "RAISE EXCEPTION 'The passage is not word for word what the snapshot says "
                                "at that place.' USING ERRCODE = '23514'; "
                                "END IF; "
                                "RETURN NEW;"
                            ),
                            hash="9dd5879e6117efaa31bef7ae53f0eb8c064b5de3",
                            operation="INSERT",
                            pgid="pgtrigger_passage_is_verbatim_73c49",
                            table="articles_passage",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="passage",
                    trigger=pgtrigger.compiler.Trigger(
                        name="passage_never_moves",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition=(
                                'WHEN (OLD."end" IS DISTINCT FROM (NEW."end") OR OLD."exact" IS DISTINCT '
                                'FROM (NEW."exact") OR OLD."prefix" IS DISTINCT FROM (NEW."prefix") OR '
                                'OLD."snapshot_id" IS DISTINCT FROM (NEW."snapshot_id") OR OLD."start" IS '
                                'DISTINCT FROM (NEW."start") OR OLD."suffix" IS DISTINCT FROM '
                                '(NEW."suffix"))'
                            ),
                            func=(
                                "RAISE EXCEPTION 'A passage never changes; "
                                "quote the other words as a new passage.' USING ERRCODE = '23514';"
                            ),
                            hash="eeb363e9a2cb7c4e8bd7369f4a7c8b3a8441eb61",
                            operation="UPDATE",
                            pgid="pgtrigger_passage_never_moves_45cb6",
                            table="articles_passage",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="anchor",
                    trigger=pgtrigger.compiler.Trigger(
                        name="anchor_is_in_a_later_snapshot",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func=(
                                "IF NOT (EXISTS (SELECT 1 FROM articles_passage p JOIN articles_snapshot "
                                "quoted ON quoted.id = p.snapshot_id JOIN articles_snapshot s ON "
                                "s.article_id = quoted.article_id AND s.number > quoted.number WHERE p.id "
                                "= NEW.passage_id AND s.id = NEW.snapshot_id)) THEN "
                                "RAISE EXCEPTION 'An anchor stands in a later snapshot of the passage''s "
                                "own article.' USING ERRCODE = '23514'; "
                                "END IF; "
                                "RETURN NEW;"
                            ),
                            hash="7db606837b8d4886b77b929bccc7e027ff3e5e35",
                            operation="INSERT OR UPDATE",
                            pgid="pgtrigger_anchor_is_in_a_later_snapshot_27cfe",
                            table="articles_anchor",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="anchor",
                    trigger=pgtrigger.compiler.Trigger(
                        name="anchor_exact_is_verbatim",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func=(
                                "IF NOT (NEW.state = 'lost' OR EXISTS (SELECT 1 FROM articles_snapshot s "
                                "JOIN articles_passage p ON p.id = NEW.passage_id WHERE s.id = "
                                'NEW.snapshot_id AND NEW."end" <= char_length(s.text) AND (NEW.state = '
                                "'changed' OR substr(s.text, NEW.start + 1, NEW.\"end\" - NEW.start) = "
                                "p.exact))) THEN "
                                "RAISE EXCEPTION 'An exact or moved anchor must read word for word as its "
                                "passage.' USING ERRCODE = '23514'; "
                                "END IF; "
                                "RETURN NEW;"
                            ),
                            hash="f33ae2142ecef8e52d815725c63ba2265b7673c6",
                            operation="INSERT OR UPDATE",
                            pgid="pgtrigger_anchor_exact_is_verbatim_896dc",
                            table="articles_anchor",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="takedown",
                    trigger=pgtrigger.compiler.Trigger(
                        name="takedown_erases",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            declare="DECLARE before text;",
                            func="\nbefore := current_setting('pgtrigger.ignore', true);\nPERFORM set_config('pgtrigger.ignore', \n(SELECT array_agg(t.tgname::text)::text FROM pg_trigger t\n JOIN (VALUES ('articles_snapshot', 'snapshot_is_immutable'),\n              ('articles_capture', 'capture_is_immutable'),\n              ('articles_passage', 'passage_never_moves'),\n              ('articles_passageevent', 'append_only')) AS guard(of_table, name)\n   ON t.tgrelid = guard.of_table::regclass AND strpos(t.tgname, guard.name) > 0)\n, true);\nUPDATE articles_article SET withdrawn_at = NEW.at, withdrawn_reason = NEW.reason\n  WHERE id = NEW.article_id;\nUPDATE articles_snapshot SET text = '', raw = NULL, erased_at = NEW.at\n  WHERE article_id = NEW.article_id;\nUPDATE articles_capture SET warc = NULL, erased_at = NEW.at WHERE article_id = NEW.article_id;\nDELETE FROM articles_textsketch k USING articles_snapshot s\n  WHERE s.id = k.snapshot_id AND s.article_id = NEW.article_id;\nUPDATE articles_passage p SET exact = CASE WHEN NEW.erases_words THEN '' ELSE p.exact END,\n    prefix = '', suffix = ''\n  FROM articles_snapshot s WHERE s.id = p.snapshot_id AND s.article_id = NEW.article_id;\nUPDATE articles_passageevent e SET exact = CASE WHEN NEW.erases_words THEN '' ELSE e.exact END,\n    prefix = '', suffix = ''\n  FROM articles_snapshot s WHERE s.id = e.snapshot_id AND s.article_id = NEW.article_id;\nPERFORM set_config('pgtrigger.ignore', coalesce(before, ''), true);\nRETURN NULL;\n",
                            hash="f0aeab939d087b39cf80fa5188be6b868c67db29",
                            operation="INSERT",
                            pgid="pgtrigger_takedown_erases_05967",
                            table="articles_takedown",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="takedown",
                    trigger=pgtrigger.compiler.Trigger(
                        name="takedown_is_final",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func=(
                                "RAISE EXCEPTION 'A takedown stands: what was erased cannot come back.' "
                                "USING ERRCODE = '23514';"
                            ),
                            hash="a72191dbb86cc4940695691cf32398132bf7dccf",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_takedown_is_final_37446",
                            table="articles_takedown",
                            when="BEFORE",
                        ),
                    ),
                ),
            ],
        ),
    ]
