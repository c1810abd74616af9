"""What history keeps: event tables and the triggers that fill them. Generated; not to be read."""

import core.migration_operations
import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0001_tables"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        migrations.CreateModel(
            name="AnchorEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("start", models.PositiveIntegerField(blank=True, null=True)),
                ("end", models.PositiveIntegerField(blank=True, null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("exact", "Exact"),
                            ("moved", "Moved"),
                            ("changed", "Changed"),
                            ("lost", "Lost"),
                        ],
                        max_length=10,
                    ),
                ),
                ("similarity", models.FloatField(help_text="0 to 1", verbose_name="Similarity")),
                (
                    "alarms",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=10),
                        blank=True,
                        default=list,
                        help_text="What differs that changes the sense: number, negation, name",
                    ),
                ),
                (
                    "confirmed_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="Confirmed at"),
                ),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                        to="articles.anchor",
                    ),
                ),
                (
                    "passage",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="articles.passage",
                    ),
                ),
                (
                    "snapshot",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="articles.snapshot",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ArticleAddressEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("address", models.CharField(max_length=2000)),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("asked", "Asked for"),
                            ("redirected", "Led to it"),
                            ("canonical", "Named by the page"),
                            ("same_form", "Another form of the same address"),
                        ],
                        max_length=20,
                    ),
                ),
                ("added_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "article",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="articles.article",
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
                        to="articles.articleaddress",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ArticleEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "canonical_url",
                    models.URLField(
                        blank=True,
                        help_text="Normalised; empty for a text that has no address",
                        max_length=2000,
                        null=True,
                        verbose_name="Address",
                    ),
                ),
                ("title", models.CharField(max_length=500, verbose_name="Title")),
                ("byline", models.CharField(blank=True, max_length=300, verbose_name="Byline")),
                (
                    "published_on",
                    models.DateField(blank=True, null=True, verbose_name="Published on"),
                ),
                (
                    "language",
                    models.CharField(
                        default="en", help_text="BCP 47", max_length=35, verbose_name="Language"
                    ),
                ),
                (
                    "rights",
                    models.CharField(
                        choices=[("quote_only", "Quote only"), ("open_licence", "Open licence")],
                        default="quote_only",
                        max_length=20,
                        verbose_name="Rights",
                    ),
                ),
                ("licence", models.CharField(blank=True, max_length=100, verbose_name="Licence")),
                (
                    "is_digest",
                    models.BooleanField(
                        default=False,
                        help_text="Our own words about the source, for demonstration",
                        verbose_name="Demonstration digest",
                    ),
                ),
                (
                    "archived_url",
                    models.URLField(blank=True, max_length=2000, verbose_name="Archived url"),
                ),
                (
                    "reading_state",
                    models.CharField(
                        choices=[
                            ("new", "New"),
                            ("nothing_found", "Read, nothing found"),
                            ("extracted", "Extracted"),
                            ("second_reader", "Needs a second reader"),
                        ],
                        default="new",
                        max_length=20,
                        verbose_name="Reading state",
                    ),
                ),
                (
                    "due_on",
                    models.DateField(
                        blank=True,
                        help_text="When it should be read",
                        null=True,
                        verbose_name="Due on",
                    ),
                ),
                ("added_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "withdrawn_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="Withdrawn at"),
                ),
                ("withdrawn_reason", models.TextField(blank=True, verbose_name="Withdrawn reason")),
                (
                    "added_by",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                        to="articles.article",
                    ),
                ),
                (
                    "reader",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="Who took it to read",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="Reader",
                    ),
                ),
                (
                    "relays",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="The article this one re-publishes; both count as one origin",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="articles.article",
                        verbose_name="Relays",
                    ),
                ),
                (
                    "publisher",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="articles.publisher",
                        verbose_name="Publisher",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="CaptureEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "address",
                    models.CharField(help_text="Where it was found in the end", max_length=2000),
                ),
                ("http_status", models.PositiveSmallIntegerField(verbose_name="Http status")),
                ("content_type", models.CharField(blank=True, max_length=200)),
                ("payload_sha256", models.CharField(max_length=64)),
                ("payload_bytes", models.PositiveIntegerField(verbose_name="Payload bytes")),
                (
                    "retrieved_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="Retrieved at"
                    ),
                ),
                (
                    "erased_at",
                    models.DateTimeField(
                        blank=True, help_text="By a takedown", null=True, verbose_name="Erased at"
                    ),
                ),
                (
                    "article",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="articles.article",
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
                        to="articles.capture",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PassageEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("start", models.PositiveIntegerField()),
                ("end", models.PositiveIntegerField()),
                ("exact", models.TextField()),
                ("prefix", models.CharField(blank=True, max_length=64)),
                ("suffix", models.CharField(blank=True, max_length=64)),
                ("added_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "added_by",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                        to="articles.passage",
                    ),
                ),
                (
                    "snapshot",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="articles.snapshot",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PublisherEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("name", models.CharField(max_length=200, verbose_name="Name")),
                (
                    "domain",
                    models.CharField(
                        blank=True,
                        help_text="Registrable, as in bbc.co.uk",
                        max_length=253,
                        null=True,
                        verbose_name="Domain",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("government", "Government"),
                            ("parliament", "Parliament"),
                            ("agency", "News agency"),
                            ("newspaper", "Newspaper"),
                            ("broadcaster", "Broadcaster"),
                            ("think_tank", "Think tank"),
                            ("other", "Other"),
                        ],
                        default="other",
                        max_length=20,
                        verbose_name="Kind",
                    ),
                ),
                (
                    "country",
                    models.CharField(
                        blank=True,
                        help_text="ISO 3166 alpha-3, or empty",
                        max_length=3,
                        verbose_name="Country",
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        blank=True, help_text="BCP 47", max_length=35, verbose_name="Language"
                    ),
                ),
                (
                    "is_state_controlled",
                    models.BooleanField(
                        default=False,
                        help_text="A government decides what it prints.",
                        verbose_name="Is state controlled",
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
                        to="articles.publisher",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SnapshotEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "number",
                    models.PositiveIntegerField(
                        help_text="1 for the first text of the article", verbose_name="Number"
                    ),
                ),
                ("text_sha256", models.CharField(max_length=64)),
                ("normaliser_version", models.PositiveSmallIntegerField()),
                (
                    "language",
                    models.CharField(
                        help_text="The article's when stored; for search", max_length=35
                    ),
                ),
                ("raw_sha256", models.CharField(blank=True, max_length=64)),
                (
                    "retrieved_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="Retrieved at"
                    ),
                ),
                (
                    "extractor",
                    models.CharField(
                        help_text="Name and version, or 'pasted'",
                        max_length=80,
                        verbose_name="Extractor",
                    ),
                ),
                (
                    "page_starts",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveIntegerField(),
                        blank=True,
                        default=list,
                        help_text="Of a document with pages: where each begins in the text",
                    ),
                ),
                (
                    "erased_at",
                    models.DateTimeField(
                        blank=True, help_text="By a takedown", null=True, verbose_name="Erased at"
                    ),
                ),
                (
                    "article",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="articles.article",
                    ),
                ),
                (
                    "capture",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="The answer it was extracted from; empty where a person handed the text in",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="articles.capture",
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
                        to="articles.snapshot",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="TakedownEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("reason", models.TextField()),
                (
                    "erases_words",
                    models.BooleanField(
                        default=False,
                        help_text="The quoted words go as well",
                        verbose_name="Erases words",
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "article",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="articles.article",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                        to="articles.takedown",
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
                    model_name="publisher",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "articles_publisherevent" ("country", "domain", "id", "is_state_controlled", "kind", "language", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."country", NEW."domain", NEW."id", NEW."is_state_controlled", NEW."kind", NEW."language", NEW."name", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'insert\', NEW."id"); RETURN NULL;',
                            hash="5397ea76ad90ed08d6417de0d8166a709366789a",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_15154",
                            table="articles_publisher",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="publisher",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "articles_publisherevent" ("country", "domain", "id", "is_state_controlled", "kind", "language", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."country", NEW."domain", NEW."id", NEW."is_state_controlled", NEW."kind", NEW."language", NEW."name", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'update\', NEW."id"); RETURN NULL;',
                            hash="6dc55ec2056e79b3315848717f4a229f84a39412",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_5ea96",
                            table="articles_publisher",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="publisher",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "articles_publisherevent" ("country", "domain", "id", "is_state_controlled", "kind", "language", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."country", OLD."domain", OLD."id", OLD."is_state_controlled", OLD."kind", OLD."language", OLD."name", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'delete\', OLD."id"); RETURN NULL;',
                            hash="dbed5d5f2a69c7ab4215c4e230eb2a3f702864f4",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_18484",
                            table="articles_publisher",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="articleaddress",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "articles_articleaddressevent" ("added_at", "address", "article_id", "how", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."added_at", NEW."address", NEW."article_id", NEW."how", NEW."id", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'insert\', NEW."id"); RETURN NULL;',
                            hash="a0f65cc58b0c24c57eb682c6be6ee25f737e74c5",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_2cd14",
                            table="articles_articleaddress",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="articleaddress",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "articles_articleaddressevent" ("added_at", "address", "article_id", "how", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."added_at", NEW."address", NEW."article_id", NEW."how", NEW."id", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'update\', NEW."id"); RETURN NULL;',
                            hash="a3be9c5ed91b96a649fedb6739af1a6a8de14fe9",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_f3628",
                            table="articles_articleaddress",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="articleaddress",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "articles_articleaddressevent" ("added_at", "address", "article_id", "how", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."added_at", OLD."address", OLD."article_id", OLD."how", OLD."id", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'delete\', OLD."id"); RETURN NULL;',
                            hash="e4b4c49dedae3868bbe0e6ac8af264fa0d2db0d3",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_f95c0",
                            table="articles_articleaddress",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="articleaddressevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="0f34c7261dff2b4b0830a239b940d1ad6dd17dae",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_ef9f4",
                            table="articles_articleaddressevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="capture",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "articles_captureevent" ("address", "article_id", "content_type", "erased_at", "http_status", "id", "payload_bytes", "payload_sha256", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "retrieved_at") VALUES (NEW."address", NEW."article_id", NEW."content_type", NEW."erased_at", NEW."http_status", NEW."id", NEW."payload_bytes", NEW."payload_sha256", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'insert\', NEW."id", NEW."retrieved_at"); RETURN NULL;',
                            hash="75be90337b6e0f84d7f0548cfd46d9fd0e51e7a3",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_cac8f",
                            table="articles_capture",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="capture",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."address" IS DISTINCT FROM (NEW."address") OR OLD."article_id" IS DISTINCT FROM (NEW."article_id") OR OLD."content_type" IS DISTINCT FROM (NEW."content_type") OR OLD."erased_at" IS DISTINCT FROM (NEW."erased_at") OR OLD."http_status" IS DISTINCT FROM (NEW."http_status") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."payload_bytes" IS DISTINCT FROM (NEW."payload_bytes") OR OLD."payload_sha256" IS DISTINCT FROM (NEW."payload_sha256") OR OLD."retrieved_at" IS DISTINCT FROM (NEW."retrieved_at"))',
                            func='INSERT INTO "articles_captureevent" ("address", "article_id", "content_type", "erased_at", "http_status", "id", "payload_bytes", "payload_sha256", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "retrieved_at") VALUES (NEW."address", NEW."article_id", NEW."content_type", NEW."erased_at", NEW."http_status", NEW."id", NEW."payload_bytes", NEW."payload_sha256", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'update\', NEW."id", NEW."retrieved_at"); RETURN NULL;',
                            hash="e1257e18182427f6c98a0bc6b0c119f9c68001cf",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_554d4",
                            table="articles_capture",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="capture",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "articles_captureevent" ("address", "article_id", "content_type", "erased_at", "http_status", "id", "payload_bytes", "payload_sha256", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "retrieved_at") VALUES (OLD."address", OLD."article_id", OLD."content_type", OLD."erased_at", OLD."http_status", OLD."id", OLD."payload_bytes", OLD."payload_sha256", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'delete\', OLD."id", OLD."retrieved_at"); RETURN NULL;',
                            hash="eb79468e76f24c8752c855f8def6f17ee2f035a5",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_36666",
                            table="articles_capture",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="captureevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="a3d6fab2d7922b439e83ea09b6261702314f887a",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_6c15a",
                            table="articles_captureevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="articleevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="97e38e30f4f2ced7f80fc829b7756986ceddd8a6",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_2e536",
                            table="articles_articleevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="article",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "articles_articleevent" ("added_at", "added_by_id", "archived_url", "byline", "canonical_url", "due_on", "id", "is_digest", "language", "licence", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_on", "publisher_id", "reader_id", "reading_state", "relays_id", "rights", "title", "withdrawn_at", "withdrawn_reason") VALUES (NEW."added_at", NEW."added_by_id", NEW."archived_url", NEW."byline", NEW."canonical_url", NEW."due_on", NEW."id", NEW."is_digest", NEW."language", NEW."licence", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'insert\', NEW."id", NEW."published_on", NEW."publisher_id", NEW."reader_id", NEW."reading_state", NEW."relays_id", NEW."rights", NEW."title", NEW."withdrawn_at", NEW."withdrawn_reason"); RETURN NULL;',
                            hash="3db2aab8acd04d287d1e6f480316993fc0252fc8",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_b6ebd",
                            table="articles_article",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="article",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "articles_articleevent" ("added_at", "added_by_id", "archived_url", "byline", "canonical_url", "due_on", "id", "is_digest", "language", "licence", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_on", "publisher_id", "reader_id", "reading_state", "relays_id", "rights", "title", "withdrawn_at", "withdrawn_reason") VALUES (NEW."added_at", NEW."added_by_id", NEW."archived_url", NEW."byline", NEW."canonical_url", NEW."due_on", NEW."id", NEW."is_digest", NEW."language", NEW."licence", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'update\', NEW."id", NEW."published_on", NEW."publisher_id", NEW."reader_id", NEW."reading_state", NEW."relays_id", NEW."rights", NEW."title", NEW."withdrawn_at", NEW."withdrawn_reason"); RETURN NULL;',
                            hash="6f0d2ef6a57799deb51e6728974ae875031a2ea5",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_d7697",
                            table="articles_article",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="article",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "articles_articleevent" ("added_at", "added_by_id", "archived_url", "byline", "canonical_url", "due_on", "id", "is_digest", "language", "licence", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_on", "publisher_id", "reader_id", "reading_state", "relays_id", "rights", "title", "withdrawn_at", "withdrawn_reason") VALUES (OLD."added_at", OLD."added_by_id", OLD."archived_url", OLD."byline", OLD."canonical_url", OLD."due_on", OLD."id", OLD."is_digest", OLD."language", OLD."licence", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'delete\', OLD."id", OLD."published_on", OLD."publisher_id", OLD."reader_id", OLD."reading_state", OLD."relays_id", OLD."rights", OLD."title", OLD."withdrawn_at", OLD."withdrawn_reason"); RETURN NULL;',
                            hash="68a39a572f30413432eaebf956e4c786c161a278",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_ddb9c",
                            table="articles_article",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="publisherevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="8439ba475c6aaab8e61d5886918682a62b29a5f3",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_1afa1",
                            table="articles_publisherevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="snapshot",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "articles_snapshotevent" ("article_id", "capture_id", "erased_at", "extractor", "id", "language", "normaliser_version", "number", "page_starts", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "raw_sha256", "retrieved_at", "text_sha256") VALUES (NEW."article_id", NEW."capture_id", NEW."erased_at", NEW."extractor", NEW."id", NEW."language", NEW."normaliser_version", NEW."number", NEW."page_starts", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'insert\', NEW."id", NEW."raw_sha256", NEW."retrieved_at", NEW."text_sha256"); RETURN NULL;',
                            hash="e39462e1fdbd6b649fd503fc98d46b757f6bf354",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_7ba42",
                            table="articles_snapshot",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="snapshot",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."article_id" IS DISTINCT FROM (NEW."article_id") OR OLD."capture_id" IS DISTINCT FROM (NEW."capture_id") OR OLD."erased_at" IS DISTINCT FROM (NEW."erased_at") OR OLD."extractor" IS DISTINCT FROM (NEW."extractor") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."language" IS DISTINCT FROM (NEW."language") OR OLD."normaliser_version" IS DISTINCT FROM (NEW."normaliser_version") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."page_starts" IS DISTINCT FROM (NEW."page_starts") OR OLD."raw_sha256" IS DISTINCT FROM (NEW."raw_sha256") OR OLD."retrieved_at" IS DISTINCT FROM (NEW."retrieved_at") OR OLD."text_sha256" IS DISTINCT FROM (NEW."text_sha256"))',
                            func='INSERT INTO "articles_snapshotevent" ("article_id", "capture_id", "erased_at", "extractor", "id", "language", "normaliser_version", "number", "page_starts", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "raw_sha256", "retrieved_at", "text_sha256") VALUES (NEW."article_id", NEW."capture_id", NEW."erased_at", NEW."extractor", NEW."id", NEW."language", NEW."normaliser_version", NEW."number", NEW."page_starts", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'update\', NEW."id", NEW."raw_sha256", NEW."retrieved_at", NEW."text_sha256"); RETURN NULL;',
                            hash="615d5633b84e57e9e63d5cb7d821382fd9751dd2",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_880c9",
                            table="articles_snapshot",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="snapshot",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "articles_snapshotevent" ("article_id", "capture_id", "erased_at", "extractor", "id", "language", "normaliser_version", "number", "page_starts", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "raw_sha256", "retrieved_at", "text_sha256") VALUES (OLD."article_id", OLD."capture_id", OLD."erased_at", OLD."extractor", OLD."id", OLD."language", OLD."normaliser_version", OLD."number", OLD."page_starts", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'delete\', OLD."id", OLD."raw_sha256", OLD."retrieved_at", OLD."text_sha256"); RETURN NULL;',
                            hash="80356ba347708d44e681b2b6629e2effe2efb5c2",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_511a2",
                            table="articles_snapshot",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="passageevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="db93d490ad70378321fddd61961bd0be56a6ab84",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_a9331",
                            table="articles_passageevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="passage",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "articles_passageevent" ("added_at", "added_by_id", "end", "exact", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prefix", "snapshot_id", "start", "suffix") VALUES (NEW."added_at", NEW."added_by_id", NEW."end", NEW."exact", NEW."id", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'insert\', NEW."id", NEW."prefix", NEW."snapshot_id", NEW."start", NEW."suffix"); RETURN NULL;',
                            hash="d526819266698b0d85aaaf229294416482baa702",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_c505e",
                            table="articles_passage",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="passage",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."added_at" IS DISTINCT FROM (NEW."added_at") OR OLD."added_by_id" IS DISTINCT FROM (NEW."added_by_id") OR OLD."end" IS DISTINCT FROM (NEW."end") OR OLD."exact" IS DISTINCT FROM (NEW."exact") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."prefix" IS DISTINCT FROM (NEW."prefix") OR OLD."snapshot_id" IS DISTINCT FROM (NEW."snapshot_id") OR OLD."start" IS DISTINCT FROM (NEW."start") OR OLD."suffix" IS DISTINCT FROM (NEW."suffix"))',
                            func='INSERT INTO "articles_passageevent" ("added_at", "added_by_id", "end", "exact", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prefix", "snapshot_id", "start", "suffix") VALUES (NEW."added_at", NEW."added_by_id", NEW."end", NEW."exact", NEW."id", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'update\', NEW."id", NEW."prefix", NEW."snapshot_id", NEW."start", NEW."suffix"); RETURN NULL;',
                            hash="79ff1afa2a91b7eb3843f84464a711726bb2993e",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_6ea9a",
                            table="articles_passage",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="passage",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "articles_passageevent" ("added_at", "added_by_id", "end", "exact", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prefix", "snapshot_id", "start", "suffix") VALUES (OLD."added_at", OLD."added_by_id", OLD."end", OLD."exact", OLD."id", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'delete\', OLD."id", OLD."prefix", OLD."snapshot_id", OLD."start", OLD."suffix"); RETURN NULL;',
                            hash="85d8b99c6aa42b956dff450ec39a0ecf39427d81",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_46b96",
                            table="articles_passage",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="anchorevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="24c3d09cfbb7fa54ced6d87c2ac7b94903289226",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_96395",
                            table="articles_anchorevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="anchor",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "articles_anchorevent" ("alarms", "confirmed_at", "confirmed_by_id", "end", "id", "passage_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "similarity", "snapshot_id", "start", "state") VALUES (NEW."alarms", NEW."confirmed_at", NEW."confirmed_by_id", NEW."end", NEW."id", NEW."passage_id", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'insert\', NEW."id", NEW."similarity", NEW."snapshot_id", NEW."start", NEW."state"); RETURN NULL;',
                            hash="57329cc872d58015fd62c903d1a96924eb4bc90f",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_eb299",
                            table="articles_anchor",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="anchor",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "articles_anchorevent" ("alarms", "confirmed_at", "confirmed_by_id", "end", "id", "passage_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "similarity", "snapshot_id", "start", "state") VALUES (NEW."alarms", NEW."confirmed_at", NEW."confirmed_by_id", NEW."end", NEW."id", NEW."passage_id", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'update\', NEW."id", NEW."similarity", NEW."snapshot_id", NEW."start", NEW."state"); RETURN NULL;',
                            hash="d462d39096fa13783d90f005d8d6bba39a93e62a",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_290b2",
                            table="articles_anchor",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="anchor",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "articles_anchorevent" ("alarms", "confirmed_at", "confirmed_by_id", "end", "id", "passage_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "similarity", "snapshot_id", "start", "state") VALUES (OLD."alarms", OLD."confirmed_at", OLD."confirmed_by_id", OLD."end", OLD."id", OLD."passage_id", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'delete\', OLD."id", OLD."similarity", OLD."snapshot_id", OLD."start", OLD."state"); RETURN NULL;',
                            hash="ed8a03d508185a52f99167ca5b9eb1970914a211",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_938e6",
                            table="articles_anchor",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="snapshotevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="0e21bbb260cf4bfb899bb77fb2ae64fcc6a48eff",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_561c3",
                            table="articles_snapshotevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="takedown",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "articles_takedownevent" ("article_id", "at", "by_id", "erases_words", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason") VALUES (NEW."article_id", NEW."at", NEW."by_id", NEW."erases_words", NEW."id", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'insert\', NEW."id", NEW."reason"); RETURN NULL;',
                            hash="4ff81d47cd7c2c260fd53a311bb54def7c352cc7",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_3f56c",
                            table="articles_takedown",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="takedown",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "articles_takedownevent" ("article_id", "at", "by_id", "erases_words", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason") VALUES (NEW."article_id", NEW."at", NEW."by_id", NEW."erases_words", NEW."id", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'update\', NEW."id", NEW."reason"); RETURN NULL;',
                            hash="4c5192b6e0f4316c2bbf7be72711161e1fcf9dd9",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_b3b31",
                            table="articles_takedown",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="takedown",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "articles_takedownevent" ("article_id", "at", "by_id", "erases_words", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason") VALUES (OLD."article_id", OLD."at", OLD."by_id", OLD."erases_words", OLD."id", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'delete\', OLD."id", OLD."reason"); RETURN NULL;',
                            hash="2e1c46f578f107400374eb649f01d0a85547c266",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_70418",
                            table="articles_takedown",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="takedownevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="3a69e6b561879277dec4b8578568765a5e0844dc",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_7121b",
                            table="articles_takedownevent",
                            when="BEFORE",
                        ),
                    ),
                ),
            ],
        ),
    ]
