"""The guards: triggers that refuse what must never be, each declared on its model.

This is the promise of the ledger in SQL. It is generated from the models, which say why.
"""

import core.migration_operations
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("commitments", "0002_history"),
    ]

    operations = [
        core.migration_operations.AddTriggers(
            operations=[
                pgtrigger.migrations.AddTrigger(
                    model_name="conditionoutcome",
                    trigger=pgtrigger.compiler.Trigger(
                        name="condition_outcome_is_kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func=(
                                "RAISE EXCEPTION 'An outcome stays as recorded; "
                                "record a later one.' USING ERRCODE = '23514';"
                            ),
                            hash="e1f4e55da4ce41e6b51ef46272fb2dce5663ed53",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_condition_outcome_is_kept_dd30d",
                            table="commitments_conditionoutcome",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="errorreport",
                    trigger=pgtrigger.compiler.Trigger(
                        name="error_report_keeps_its_words",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition=(
                                'WHEN (OLD."page" IS DISTINCT FROM (NEW."page") OR OLD."received_at" IS '
                                'DISTINCT FROM (NEW."received_at") OR OLD."text" IS DISTINCT FROM '
                                '(NEW."text"))'
                            ),
                            func=(
                                "RAISE EXCEPTION 'What a reader wrote stays as it came.' USING ERRCODE = "
                                "'23514';"
                            ),
                            hash="a0af095dd5703292f59c283a42ba72c92b5186b5",
                            operation="UPDATE",
                            pgid="pgtrigger_error_report_keeps_its_words_ddc25",
                            table="commitments_errorreport",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="errorreport",
                    trigger=pgtrigger.compiler.Trigger(
                        name="error_report_settled_is_kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."settled_at" IS NOT NULL)',
                            func=(
                                "RAISE EXCEPTION 'What became of a report stays as recorded.' USING "
                                "ERRCODE = '23514';"
                            ),
                            hash="fa9e21a73feba9709d2d6637d48ff168406105ae",
                            operation="UPDATE",
                            pgid="pgtrigger_error_report_settled_is_kept_76951",
                            table="commitments_errorreport",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="governmentchange",
                    trigger=pgtrigger.compiler.Trigger(
                        name="government_change_is_kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func=(
                                "RAISE EXCEPTION 'A change of government stays as recorded.' USING ERRCODE "
                                "= '23514';"
                            ),
                            hash="29bfc5005737cf376aa3062f55c993b90290d734",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_government_change_is_kept_7c2e9",
                            table="commitments_governmentchange",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="membership",
                    trigger=pgtrigger.compiler.Trigger(
                        name="membership_is_kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func=(
                                "IF TG_OP = 'UPDATE' THEN "
                                "IF OLD.superseded_at IS NULL AND NEW.superseded_at IS NOT NULL AND "
                                "to_jsonb(OLD) - '{superseded_at,correction}'::text[] = to_jsonb(NEW) - "
                                "'{superseded_at,correction}'::text[] THEN "
                                "RETURN NEW; "
                                "END IF; "
                                "END IF; "
                                "RAISE EXCEPTION 'A standing stays as recorded; "
                                "supersede it by a new entry.' USING ERRCODE = '23514';"
                            ),
                            hash="daa3251f777135e108051b558958e4a4b3705982",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_membership_is_kept_7bdff",
                            table="commitments_membership",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="pledgeparty",
                    trigger=pgtrigger.compiler.Trigger(
                        name="pledge_keeps_its_parties",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func=(
                                "PERFORM 1 FROM commitments_pledge p WHERE p.id IN (NEW.pledge_id, "
                                "OLD.pledge_id) FOR UPDATE; "
                                "IF EXISTS (SELECT 1 FROM commitments_statement s WHERE s.pledge_id IN "
                                "(NEW.pledge_id, OLD.pledge_id) AND s.state IN ('published', 'retracted')) "
                                "THEN "
                                "RAISE EXCEPTION 'A published pledge keeps its roles and parties; "
                                "open another pledge.' USING ERRCODE = '23514'; "
                                "END IF; "
                                "RETURN COALESCE(NEW, OLD);"
                            ),
                            hash="5e2ea01715c3999a93e5a0b1fd81685b71330cb8",
                            operation="INSERT OR UPDATE OR DELETE",
                            pgid="pgtrigger_pledge_keeps_its_parties_d6b12",
                            table="commitments_pledgeparty",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="pledgeparty",
                    trigger=pgtrigger.compiler.Trigger(
                        name="pledge_of_a_country_has_no_parties",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func=(
                                "IF EXISTS (SELECT 1 FROM commitments_pledge p WHERE p.id = NEW.pledge_id "
                                "AND p.country_id IS NOT NULL) THEN "
                                "RAISE EXCEPTION 'Only a collective claim has parties.' USING ERRCODE = "
                                "'23514'; "
                                "END IF; "
                                "RETURN NEW;"
                            ),
                            hash="e4ec9bacb6d824ba960330193a29118827bae8bc",
                            operation="INSERT OR UPDATE",
                            pgid="pgtrigger_pledge_of_a_country_has_no_parties_6c274",
                            table="commitments_pledgeparty",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="pledgerecheck",
                    trigger=pgtrigger.compiler.Trigger(
                        name="pledge_recheck_done_is_kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."done_at" IS NOT NULL)',
                            func=(
                                "RAISE EXCEPTION 'What a second look found stays as recorded.' USING "
                                "ERRCODE = '23514';"
                            ),
                            hash="26cd0798e05fc9e2a53f75067c11311d55a95cd7",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_pledge_recheck_done_is_kept_25d44",
                            table="commitments_pledgerecheck",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="pledgerole",
                    trigger=pgtrigger.compiler.Trigger(
                        name="pledge_keeps_its_roles",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func=(
                                "PERFORM 1 FROM commitments_pledge p WHERE p.id IN (NEW.pledge_id, "
                                "OLD.pledge_id) FOR UPDATE; "
                                "IF EXISTS (SELECT 1 FROM commitments_statement s WHERE s.pledge_id IN "
                                "(NEW.pledge_id, OLD.pledge_id) AND s.state IN ('published', 'retracted')) "
                                "THEN "
                                "RAISE EXCEPTION 'A published pledge keeps its roles and parties; "
                                "open another pledge.' USING ERRCODE = '23514'; "
                                "END IF; "
                                "RETURN COALESCE(NEW, OLD);"
                            ),
                            hash="506fe8b2c83f573469f3492c9c69a7bfc090cf06",
                            operation="INSERT OR UPDATE OR DELETE",
                            pgid="pgtrigger_pledge_keeps_its_roles_7360c",
                            table="commitments_pledgerole",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="pledge",
                    trigger=pgtrigger.compiler.Trigger(
                        name="pledge_keeps_its_identity",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func=(
                                "IF NEW.reference IS DISTINCT FROM OLD.reference THEN "
                                "RAISE EXCEPTION 'A pledge keeps its reference for ever.' USING ERRCODE = "
                                "'23514'; "
                                "END IF; "
                                "IF (NEW.coalition_id, NEW.country_id, NEW.place) IS DISTINCT FROM "
                                "(OLD.coalition_id, OLD.country_id, OLD.place) AND EXISTS (SELECT 1 FROM "
                                "commitments_statement s WHERE s.pledge_id IN (OLD.id) AND s.state IN "
                                "('published', 'retracted')) THEN "
                                "RAISE EXCEPTION 'A published pledge keeps its country and place; "
                                "open another.' USING ERRCODE = '23514'; "
                                "END IF; "
                                "RETURN NEW;"
                            ),
                            hash="b4a9da667b946cf7a2db5aa109c422458c68fe38",
                            operation="UPDATE",
                            pgid="pgtrigger_pledge_keeps_its_identity_d5834",
                            table="commitments_pledge",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="pledge",
                    trigger=pgtrigger.compiler.Trigger(
                        name="pledge_of_a_country_keeps_no_parties",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            constraint="CONSTRAINT",
                            func=(
                                "IF EXISTS (SELECT 1 FROM commitments_pledge p JOIN "
                                "commitments_pledgeparty c ON c.pledge_id = p.id WHERE p.id = NEW.id AND "
                                "p.country_id IS NOT NULL) THEN "
                                "RAISE EXCEPTION 'Only a collective claim has parties.' USING ERRCODE = "
                                "'23514'; "
                                "END IF; "
                                "RETURN NULL;"
                            ),
                            hash="adc2a1fd6a91dee8b631c38086920c91588bf2b0",
                            operation="INSERT OR UPDATE",
                            pgid="pgtrigger_pledge_of_a_country_keeps_no_parties_3b83e",
                            table="commitments_pledge",
                            timing="DEFERRABLE INITIALLY DEFERRED",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="check",
                    trigger=pgtrigger.compiler.Trigger(
                        name="check_is_kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func=(
                                "RAISE EXCEPTION 'A check stays as recorded; "
                                "record a later one.' USING ERRCODE = '23514';"
                            ),
                            hash="ca4232d9ea735cc2239e4c132780b602e18cadac",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_check_is_kept_05873",
                            table="commitments_check",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="override",
                    trigger=pgtrigger.compiler.Trigger(
                        name="override_is_kept_with_its_statement",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func=(
                                "PERFORM 1 FROM commitments_statement s WHERE s.id IN (NEW.statement_id, "
                                "OLD.statement_id) FOR SHARE; "
                                "IF EXISTS (SELECT 1 FROM commitments_statement s WHERE s.id IN "
                                "(NEW.statement_id, OLD.statement_id) AND s.state IN ('published', "
                                "'retracted')) THEN "
                                "RAISE EXCEPTION 'What was answered before publication stays as it was.' "
                                "USING ERRCODE = '23514'; "
                                "END IF; "
                                "RETURN COALESCE(NEW, OLD);"
                            ),
                            hash="7079dedd7b9fd8616d10eabf31411665c75b8518",
                            operation="INSERT OR UPDATE OR DELETE",
                            pgid="pgtrigger_override_is_kept_with_its_statement_0f2a7",
                            table="commitments_override",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="contradiction",
                    trigger=pgtrigger.compiler.Trigger(
                        name="contradiction_of_unpublished",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            constraint="CONSTRAINT",
                            func=(
                                "IF EXISTS (SELECT 1 FROM commitments_statement s WHERE s.id IN "
                                "(NEW.first_id, NEW.second_id) AND s.published_at IS NULL) THEN "
                                "RAISE EXCEPTION 'Only published statements can contradict each other.' "
                                "USING ERRCODE = '23514'; "
                                "END IF; "
                                "RETURN NULL;"
                            ),
                            hash="8685d2ed3596199ab55b3526a6c70bbdc3b7ee15",
                            operation="INSERT OR UPDATE",
                            pgid="pgtrigger_contradiction_of_unpublished_ff039",
                            table="commitments_contradiction",
                            timing="DEFERRABLE INITIALLY DEFERRED",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="citation",
                    trigger=pgtrigger.compiler.Trigger(
                        name="citation_published_never_changes",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."published_at" IS NOT NULL)',
                            func=(
                                "RAISE EXCEPTION 'A public citation never changes.' USING ERRCODE = "
                                "'23514';"
                            ),
                            hash="a86115ccdf8b1598d811752374ada06b62411246",
                            operation="UPDATE",
                            pgid="pgtrigger_citation_published_never_changes_89edf",
                            table="commitments_citation",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="citation",
                    trigger=pgtrigger.compiler.Trigger(
                        name="citation_published_is_kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func=(
                                "IF OLD.published_at IS NOT NULL THEN "
                                "RAISE EXCEPTION 'A public citation is never removed.' USING ERRCODE = "
                                "'23514'; "
                                "END IF; "
                                "RETURN OLD;"
                            ),
                            hash="9ac2da4633938a0cefc40aa95fb661890c6e66e6",
                            operation="DELETE",
                            pgid="pgtrigger_citation_published_is_kept_75a67",
                            table="commitments_citation",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="citation",
                    trigger=pgtrigger.compiler.Trigger(
                        name="citation_published_before_its_statement",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            constraint="CONSTRAINT",
                            func=(
                                "IF EXISTS (SELECT 1 FROM commitments_citation c JOIN "
                                "commitments_statement s ON s.id = c.statement_id WHERE c.id = NEW.id AND "
                                "c.published_at IS NOT NULL AND (s.published_at IS NULL OR c.published_at "
                                "< s.published_at)) THEN "
                                "RAISE EXCEPTION 'A citation becomes public with its statement or after "
                                "it.' USING ERRCODE = '23514'; "
                                "END IF; "
                                "RETURN NULL;"
                            ),
                            hash="2ed18434dc5784170a4c93f9b5117fc80054fb2e",
                            operation="INSERT OR UPDATE",
                            pgid="pgtrigger_citation_published_before_its_statement_842df",
                            table="commitments_citation",
                            timing="DEFERRABLE INITIALLY DEFERRED",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="citation",
                    trigger=pgtrigger.compiler.Trigger(
                        name="citation_was_the_last_support",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            constraint="CONSTRAINT",
                            func=(
                                "IF EXISTS (SELECT 1 FROM commitments_statement s WHERE s.id = "
                                "OLD.statement_id AND s.state IN ('published', 'retracted') AND NOT EXISTS "
                                "(SELECT 1 FROM commitments_citation c WHERE c.statement_id = s.id AND "
                                "c.function = 'supports' AND c.published_at <= s.published_at)) THEN "
                                "RAISE EXCEPTION 'A published statement needs a quotation that supports "
                                "it.' USING ERRCODE = '23514'; "
                                "END IF; "
                                "RETURN NULL;"
                            ),
                            hash="fcf6b18fd0cf6121ae679cfdfd2a58dffbf707d8",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_citation_was_the_last_support_aa800",
                            table="commitments_citation",
                            timing="DEFERRABLE INITIALLY DEFERRED",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="statementcondition",
                    trigger=pgtrigger.compiler.Trigger(
                        name="statement_keeps_its_conditions",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func=(
                                "PERFORM 1 FROM commitments_statement s WHERE s.id IN (NEW.statement_id, "
                                "OLD.statement_id) FOR SHARE; "
                                "IF EXISTS (SELECT 1 FROM commitments_statement s WHERE s.id IN "
                                "(NEW.statement_id, OLD.statement_id) AND s.state IN ('published', "
                                "'retracted')) THEN "
                                "RAISE EXCEPTION 'A published statement keeps its limits and conditions.' "
                                "USING ERRCODE = '23514'; "
                                "END IF; "
                                "RETURN COALESCE(NEW, OLD);"
                            ),
                            hash="56ab803192fcdb7b39b4fa623f69b5daa0617d6d",
                            operation="INSERT OR UPDATE OR DELETE",
                            pgid="pgtrigger_statement_keeps_its_conditions_61399",
                            table="commitments_statementcondition",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="statementlimit",
                    trigger=pgtrigger.compiler.Trigger(
                        name="statement_keeps_its_limits",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func=(
                                "PERFORM 1 FROM commitments_statement s WHERE s.id IN (NEW.statement_id, "
                                "OLD.statement_id) FOR SHARE; "
                                "IF EXISTS (SELECT 1 FROM commitments_statement s WHERE s.id IN "
                                "(NEW.statement_id, OLD.statement_id) AND s.state IN ('published', "
                                "'retracted')) THEN "
                                "RAISE EXCEPTION 'A published statement keeps its limits and conditions.' "
                                "USING ERRCODE = '23514'; "
                                "END IF; "
                                "RETURN COALESCE(NEW, OLD);"
                            ),
                            hash="16f96cc9b3fdf2602c29fd9e340c8b0c8179aded",
                            operation="INSERT OR UPDATE OR DELETE",
                            pgid="pgtrigger_statement_keeps_its_limits_563a4",
                            table="commitments_statementlimit",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="statement",
                    trigger=pgtrigger.compiler.Trigger(
                        name="statement_published_never_changes",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func=(
                                "IF OLD.state IN ('published', 'retracted') AND to_jsonb(NEW) - "
                                "ARRAY['state', 'retracted_at', 'retracted_by_id', 'retraction_reason', "
                                "'version'] - ARRAY['stance_rank', 'base_grade'] IS DISTINCT FROM "
                                "to_jsonb(OLD) - ARRAY['state', 'retracted_at', 'retracted_by_id', "
                                "'retraction_reason', 'version'] - ARRAY['stance_rank', 'base_grade'] THEN "
                                "RAISE EXCEPTION 'A published statement never changes; "
                                "publish a correction.' USING ERRCODE = '23514'; "
                                "END IF; "
                                "IF OLD.state = 'retracted' AND to_jsonb(NEW) - ARRAY['stance_rank', "
                                "'base_grade'] IS DISTINCT FROM to_jsonb(OLD) - ARRAY['stance_rank', "
                                "'base_grade'] THEN "
                                "RAISE EXCEPTION 'A retracted statement stays as it was retracted.' USING "
                                "ERRCODE = '23514'; "
                                "END IF; "
                                "RETURN NEW;"
                            ),
                            hash="2c02f3db1ed2f2c6d0ec4e82c4f05d9b70ad7347",
                            operation="UPDATE",
                            pgid="pgtrigger_statement_published_never_changes_15c2b",
                            table="commitments_statement",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="statement",
                    trigger=pgtrigger.compiler.Trigger(
                        name="statement_publishing_holds_its_pledge",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (NEW.\"state\" = 'published')",
                            func=(
                                "PERFORM 1 FROM commitments_pledge p WHERE p.id = NEW.pledge_id FOR SHARE; "
                                "RETURN NEW;"
                            ),
                            hash="503615cbefe6b317aea65b46c733b9c830a74d53",
                            operation="INSERT OR UPDATE",
                            pgid="pgtrigger_statement_publishing_holds_its_pledge_eb888",
                            table="commitments_statement",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="statement",
                    trigger=pgtrigger.compiler.Trigger(
                        name="statement_steps_in_order",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."state" IS DISTINCT FROM (NEW."state"))',
                            func=(
                                "IF (OLD.state, NEW.state) NOT IN (('draft', 'submitted'), ('returned', "
                                "'submitted'), ('returned', 'draft'), ('submitted', 'draft'), "
                                "('submitted', 'returned'), ('submitted', 'published'), ('published', "
                                "'retracted')) THEN "
                                "RAISE EXCEPTION 'A statement goes draft, in review, published, "
                                "retracted.' USING ERRCODE = '23514'; "
                                "END IF; "
                                "RETURN NEW;"
                            ),
                            hash="9dd5745ca0b1c23b1ce55b35c3d06fa559269693",
                            operation="UPDATE",
                            pgid="pgtrigger_statement_steps_in_order_9dbe1",
                            table="commitments_statement",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="statement",
                    trigger=pgtrigger.compiler.Trigger(
                        name="statement_submitted_after_its_publication",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (NEW."published_at" IS NOT NULL)',
                            func=(
                                "IF TG_OP = 'UPDATE' THEN "
                                "IF (OLD.submitted_at, OLD.published_at) IS NOT DISTINCT FROM "
                                "(NEW.submitted_at, NEW.published_at) THEN "
                                "RETURN NEW; "
                                "END IF; "
                                "END IF; "
                                "IF NEW.published_at < NEW.submitted_at THEN "
                                "RAISE EXCEPTION 'A statement is published after it was submitted.' USING "
                                "ERRCODE = '23514'; "
                                "END IF; "
                                "IF EXISTS (SELECT 1 FROM commitments_statement o WHERE o.id = "
                                "NEW.corrects_id AND NEW.published_at < o.published_at) THEN "
                                "RAISE EXCEPTION 'A correction is published after what it corrects.' USING "
                                "ERRCODE = '23514'; "
                                "END IF; "
                                "RETURN NEW;"
                            ),
                            hash="6398ecfcccd24f5392be39760543f1812159db1c",
                            operation="INSERT OR UPDATE",
                            pgid="pgtrigger_statement_submitted_after_its_publication_5b33a",
                            table="commitments_statement",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="statement",
                    trigger=pgtrigger.compiler.Trigger(
                        name="statement_published_is_kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func=(
                                "IF OLD.state IN ('published', 'retracted') THEN "
                                "RAISE EXCEPTION 'A published statement is never deleted; "
                                "retract it.' USING ERRCODE = '23514'; "
                                "END IF; "
                                "RETURN OLD;"
                            ),
                            hash="4675fc8df01a5ce466be2ed5550e9eec35bc7326",
                            operation="DELETE",
                            pgid="pgtrigger_statement_published_is_kept_06e54",
                            table="commitments_statement",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="statement",
                    trigger=pgtrigger.compiler.Trigger(
                        name="statement_published_without_support",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            constraint="CONSTRAINT",
                            func=(
                                "IF EXISTS (SELECT 1 FROM commitments_statement s WHERE s.id = NEW.id AND "
                                "s.state IN ('published', 'retracted') AND NOT EXISTS (SELECT 1 FROM "
                                "commitments_citation c WHERE c.statement_id = s.id AND c.function = "
                                "'supports' AND c.published_at <= s.published_at)) THEN "
                                "RAISE EXCEPTION 'A published statement needs a quotation that supports "
                                "it.' USING ERRCODE = '23514'; "
                                "END IF; "
                                "RETURN NULL;"
                            ),
                            hash="1b43863fdeb6af38179a886b924ce1ce32bf20a0",
                            operation="INSERT OR UPDATE",
                            pgid="pgtrigger_statement_published_without_support_fa9d7",
                            table="commitments_statement",
                            timing="DEFERRABLE INITIALLY DEFERRED",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="statement",
                    trigger=pgtrigger.compiler.Trigger(
                        name="statement_published_without_role",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            constraint="CONSTRAINT",
                            func=(
                                "IF NEW.state = 'published' AND NOT EXISTS (SELECT 1 FROM "
                                "commitments_pledgerole r WHERE r.pledge_id = NEW.pledge_id) THEN "
                                "RAISE EXCEPTION 'A published statement''s pledge needs a role.' USING "
                                "ERRCODE = '23514'; "
                                "END IF; "
                                "RETURN NULL;"
                            ),
                            hash="e1af116d27ca638e125d1126949180943c25ce39",
                            operation="INSERT OR UPDATE",
                            pgid="pgtrigger_statement_published_without_role_47071",
                            table="commitments_statement",
                            timing="DEFERRABLE INITIALLY DEFERRED",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="statement",
                    trigger=pgtrigger.compiler.Trigger(
                        name="statement_corrects_a_public_one",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            constraint="CONSTRAINT",
                            func=(
                                "IF EXISTS (SELECT 1 FROM commitments_statement s JOIN "
                                "commitments_statement o ON o.id = s.corrects_id WHERE s.id = NEW.id AND "
                                "s.state = 'published' AND o.state <> 'retracted') THEN "
                                "RAISE EXCEPTION 'Publishing a correction retracts what it corrects in the "
                                "same step.' USING ERRCODE = '23514'; "
                                "END IF; "
                                "RETURN NULL;"
                            ),
                            hash="676358bb7b5827e298c89fb4bd59557c3e9e9c59",
                            operation="INSERT OR UPDATE",
                            pgid="pgtrigger_statement_corrects_a_public_one_4f230",
                            table="commitments_statement",
                            timing="DEFERRABLE INITIALLY DEFERRED",
                            when="AFTER",
                        ),
                    ),
                ),
            ],
        ),
    ]
