"""What history keeps: event tables and the triggers that fill them. Generated; not to be read."""

import core.migration_operations
import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0001_tables"),
        ("mfa", "0003_authenticator_type_uniq"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        migrations.CreateModel(
            name="HistoryContext",
            fields=[],
            options={
                "proxy": True,
                "indexes": [],
                "constraints": [],
            },
            bases=("pghistory.context",),
        ),
        migrations.CreateModel(
            name="SecondFactor",
            fields=[],
            options={
                "proxy": True,
                "indexes": [],
                "constraints": [],
            },
            bases=("mfa.authenticator",),
        ),
        migrations.CreateModel(
            name="SecondFactorEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "type",
                    models.CharField(
                        choices=[
                            ("recovery_codes", "Recovery codes"),
                            ("totp", "TOTP Authenticator"),
                            ("webauthn", "WebAuthn"),
                        ],
                        max_length=20,
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="core.secondfactor",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="UserEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "email",
                    models.EmailField(
                        error_messages={"unique": "Somebody already signs in with this address."},
                        max_length=254,
                        verbose_name="Email",
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        help_text="As history and review pages show it.",
                        max_length=120,
                        verbose_name="Name",
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("contributor", "Contributor"),
                            ("editor", "Editor"),
                            ("chief", "Chief"),
                        ],
                        default="contributor",
                        max_length=20,
                        verbose_name="Role",
                    ),
                ),
                (
                    "is_active",
                    models.BooleanField(
                        default=True,
                        help_text="Untick when somebody leaves.",
                        verbose_name="Is active",
                    ),
                ),
                (
                    "requires_mfa",
                    models.BooleanField(
                        default=False,
                        help_text="Until one is set up, this person can do nothing else at the desk.",
                        verbose_name="Must use a second factor",
                    ),
                ),
                (
                    "joined_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="Joined at"
                    ),
                ),
                (
                    "link_sent_at",
                    models.DateTimeField(
                        blank=True,
                        editable=False,
                        help_text="When a chief last sent a link to set a password",
                        null=True,
                        verbose_name="Link sent at",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        core.migration_operations.AddTriggers(
            operations=[
                pgtrigger.migrations.AddTrigger(
                    model_name="user",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "core_userevent" ("email", "id", "is_active", "joined_at", "link_sent_at", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "requires_mfa", "role") VALUES (NEW."email", NEW."id", NEW."is_active", NEW."joined_at", NEW."link_sent_at", NEW."name", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'insert\', NEW."id", NEW."requires_mfa", NEW."role"); RETURN NULL;',
                            hash="b2a64675bb13ca25617b2b74521bea5bd40ed9f0",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_45de6",
                            table="core_user",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="user",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."email" IS DISTINCT FROM (NEW."email") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_active" IS DISTINCT FROM (NEW."is_active") OR OLD."joined_at" IS DISTINCT FROM (NEW."joined_at") OR OLD."link_sent_at" IS DISTINCT FROM (NEW."link_sent_at") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."requires_mfa" IS DISTINCT FROM (NEW."requires_mfa") OR OLD."role" IS DISTINCT FROM (NEW."role"))',
                            func='INSERT INTO "core_userevent" ("email", "id", "is_active", "joined_at", "link_sent_at", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "requires_mfa", "role") VALUES (NEW."email", NEW."id", NEW."is_active", NEW."joined_at", NEW."link_sent_at", NEW."name", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'update\', NEW."id", NEW."requires_mfa", NEW."role"); RETURN NULL;',
                            hash="2e6103b49354bc9feff1f71b217ec7b3dde53056",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_6ccff",
                            table="core_user",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="user",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "core_userevent" ("email", "id", "is_active", "joined_at", "link_sent_at", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "requires_mfa", "role") VALUES (OLD."email", OLD."id", OLD."is_active", OLD."joined_at", OLD."link_sent_at", OLD."name", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'delete\', OLD."id", OLD."requires_mfa", OLD."role"); RETURN NULL;',
                            hash="05983f720bbddeeaf5a21ff495dbf8a6966e44c9",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_1425a",
                            table="core_user",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="secondfactor",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "core_secondfactorevent" ("created_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "type", "user_id") VALUES (NEW."created_at", NEW."id", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'insert\', NEW."id", NEW."type", NEW."user_id"); RETURN NULL;',
                            hash="d64fd7ea57e7427d6a33eebd7a535ea286078430",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_4ed05",
                            table="mfa_authenticator",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="secondfactor",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."type" IS DISTINCT FROM (NEW."type") OR OLD."user_id" IS DISTINCT FROM (NEW."user_id"))',
                            func='INSERT INTO "core_secondfactorevent" ("created_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "type", "user_id") VALUES (NEW."created_at", NEW."id", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'update\', NEW."id", NEW."type", NEW."user_id"); RETURN NULL;',
                            hash="8884939e3591fb02934d16474ba5150f96c34fc2",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_13860",
                            table="mfa_authenticator",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="secondfactor",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "core_secondfactorevent" ("created_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "type", "user_id") VALUES (OLD."created_at", OLD."id", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'delete\', OLD."id", OLD."type", OLD."user_id"); RETURN NULL;',
                            hash="97ab90f2bfdda882e23dd599f69a0779b18caad6",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_6fe5f",
                            table="mfa_authenticator",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="userevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="6c831c7829668854425dc56f04bf5cdb370a36ff",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_1b55a",
                            table="core_userevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="secondfactorevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="283447d6c9c1b8afe97269b1d23626e21b8e0c1a",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_90ff8",
                            table="core_secondfactorevent",
                            when="BEFORE",
                        ),
                    ),
                ),
            ],
        ),
    ]
