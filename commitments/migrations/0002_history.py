"""What history keeps: event tables and the triggers that fill them. Generated; not to be read."""

import core.migration_operations
import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.datetime
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("commitments", "0001_tables"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        migrations.CreateModel(
            name="CheckEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("checked_on", models.DateField(verbose_name="Checked on")),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("nothing_found", "Nothing found"),
                            ("withheld", "Withheld"),
                            ("not_applicable", "Does not apply"),
                        ],
                        max_length=16,
                        verbose_name="Outcome",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="Note")),
                ("recheck_on", models.DateField(blank=True, null=True, verbose_name="Recheck on")),
                ("recorded_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="By",
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
                        to="commitments.check",
                    ),
                ),
                (
                    "coalition",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="commitments.coalition",
                        verbose_name="Coalition",
                    ),
                ),
                (
                    "country",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="commitments.country",
                        verbose_name="Country",
                    ),
                ),
                (
                    "role",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="commitments.role",
                        verbose_name="Role",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="CitationEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "function",
                    models.CharField(
                        choices=[
                            ("supports", "Supports"),
                            ("qualifies", "Qualifies"),
                            ("contradicts", "Contradicts"),
                            ("context", "Context"),
                        ],
                        default="supports",
                        max_length=12,
                    ),
                ),
                (
                    "proves",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("stance", "Stance"),
                                ("roles", "Roles"),
                                ("place", "Place"),
                                ("headcount", "Headcount"),
                                ("limits", "Limits"),
                                ("conditions", "Conditions"),
                                ("speaker", "Speaker"),
                                ("date", "Date"),
                            ],
                            max_length=12,
                        ),
                        blank=True,
                        default=list,
                        verbose_name="Proves",
                    ),
                ),
                ("added_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("is_self_reviewed", models.BooleanField(default=False)),
                (
                    "published_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="Published at"),
                ),
                (
                    "added_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                        to="commitments.citation",
                    ),
                ),
                (
                    "reviewer",
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
                    "statement",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="commitments.statement",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="CoalitionConditionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("position", models.PositiveIntegerField(default=0, verbose_name="Position")),
                (
                    "coalition",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="commitments.coalition",
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
                        to="commitments.coalitioncondition",
                    ),
                ),
                (
                    "condition",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="commitments.condition",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="CoalitionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("slug", models.SlugField(db_index=False, max_length=60, verbose_name="Slug")),
                (
                    "code",
                    models.CharField(
                        help_text="Opens every pledge's reference",
                        max_length=3,
                        verbose_name="Code",
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="Name")),
                ("tagline", models.CharField(blank=True, max_length=200, verbose_name="Tagline")),
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
                        to="commitments.coalition",
                    ),
                ),
                (
                    "host",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="commitments.country",
                        verbose_name="Host",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="CoalitionLimitEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("position", models.PositiveIntegerField(default=0, verbose_name="Position")),
                (
                    "coalition",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="commitments.coalition",
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
                        to="commitments.coalitionlimit",
                    ),
                ),
                (
                    "limit",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="commitments.limit",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="CoalitionRoleEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("position", models.PositiveIntegerField(default=0, verbose_name="Position")),
                (
                    "coalition",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="commitments.coalition",
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
                        to="commitments.coalitionrole",
                    ),
                ),
                (
                    "role",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="commitments.role",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ConditionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("slug", models.SlugField(db_index=False, max_length=60, verbose_name="Slug")),
                ("name", models.CharField(max_length=80, verbose_name="Name")),
                ("definition", models.TextField(verbose_name="Definition")),
                (
                    "position",
                    models.PositiveIntegerField(
                        default=0, help_text="Order in lists", verbose_name="Position"
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
                        to="commitments.condition",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ConditionImplicationEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "condition",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="commitments.condition",
                    ),
                ),
                (
                    "implied",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="commitments.condition",
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
                        to="commitments.conditionimplication",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ConditionOutcomeEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("open", "Open"),
                            ("met", "Met"),
                            ("failed", "Failed"),
                            ("waived", "Waived"),
                            ("unclear", "Unclear"),
                        ],
                        max_length=10,
                        verbose_name="Outcome",
                    ),
                ),
                ("since", models.DateField(verbose_name="Since")),
                ("note", models.TextField(blank=True, verbose_name="Note")),
                ("recorded_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "coalition",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="commitments.coalition",
                        verbose_name="Coalition",
                    ),
                ),
                (
                    "condition",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="commitments.condition",
                        verbose_name="Condition",
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
                        verbose_name="Passage",
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
                        to="commitments.conditionoutcome",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "country",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="commitments.country",
                        verbose_name="Country",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ContradictionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("note", models.TextField(verbose_name="Note")),
                ("recorded_at", models.DateTimeField(default=django.utils.timezone.now)),
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
                        to="commitments.contradiction",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "first",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="commitments.statement",
                        verbose_name="First",
                    ),
                ),
                (
                    "second",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="commitments.statement",
                        verbose_name="Second",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="CountryEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("iso3", models.CharField(max_length=3, verbose_name="Iso3")),
                (
                    "iso2",
                    models.CharField(
                        blank=True, help_text="Empty for NATO", max_length=2, verbose_name="Iso2"
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        help_text="Short English name, as newsrooms write it",
                        max_length=120,
                        verbose_name="Name",
                    ),
                ),
                (
                    "names",
                    models.JSONField(
                        blank=True,
                        default=dict,
                        help_text="By language code, from Babel: {'uk': …, 'fr': …}",
                        verbose_name="Names",
                    ),
                ),
                (
                    "demonym",
                    models.CharField(
                        blank=True,
                        help_text="British, French …",
                        max_length=60,
                        verbose_name="Demonym",
                    ),
                ),
                ("capital", models.CharField(blank=True, max_length=120, verbose_name="Capital")),
                (
                    "groups",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=10),
                        blank=True,
                        default=list,
                        verbose_name="Groups",
                    ),
                ),
                (
                    "is_organisation",
                    models.BooleanField(default=False, verbose_name="Is organisation"),
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
                        to="commitments.country",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="CountryScopeEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "country",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="commitments.country",
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
                        to="commitments.countryscope",
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
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="GovernmentChangeEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("since", models.DateField(verbose_name="Since")),
                ("note", models.TextField(help_text="What happened, in a sentence")),
                ("recorded_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "country",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="commitments.country",
                    ),
                ),
                (
                    "passage",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="articles.passage",
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
                        to="commitments.governmentchange",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="LimitEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("slug", models.SlugField(db_index=False, max_length=60, verbose_name="Slug")),
                ("name", models.CharField(max_length=80, verbose_name="Name")),
                ("definition", models.TextField(verbose_name="Definition")),
                (
                    "position",
                    models.PositiveIntegerField(
                        default=0, help_text="Order in lists", verbose_name="Position"
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
                        to="commitments.limit",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="MembershipEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "standing",
                    models.CharField(
                        choices=[
                            ("lead", "Lead"),
                            ("member", "Member"),
                            ("partner", "Partner"),
                            ("observer", "Observer"),
                        ],
                        max_length=10,
                        verbose_name="Standing",
                    ),
                ),
                (
                    "joined_on",
                    models.DateField(
                        blank=True,
                        help_text="Empty: not known",
                        null=True,
                        verbose_name="Joined on",
                    ),
                ),
                ("left_on", models.DateField(blank=True, null=True, verbose_name="Left on")),
                ("note", models.TextField(blank=True, verbose_name="Note")),
                (
                    "recorded_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                        help_text="Since when this ledger knows it",
                    ),
                ),
                (
                    "superseded_at",
                    models.DateTimeField(
                        blank=True,
                        editable=False,
                        help_text="Until when this ledger held it so",
                        null=True,
                        verbose_name="Superseded at",
                    ),
                ),
                (
                    "correction",
                    models.TextField(
                        blank=True, help_text="Why the entry was wrong", verbose_name="Correction"
                    ),
                ),
                (
                    "coalition",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="commitments.coalition",
                        verbose_name="Coalition",
                    ),
                ),
                (
                    "country",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="commitments.country",
                        verbose_name="Country",
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
                        to="commitments.membership",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="articles.article",
                        verbose_name="Source",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="OverrideEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "warning",
                    models.CharField(
                        choices=[
                            ("relayed_above_floated", "A relayed claim above “floated”"),
                            ("party_for_the_state", "A party's word as the country's stance"),
                            ("up_to_with_minimum", "“Up to” with a lower bound"),
                            ("headcount_far_from_last", "A headcount far from the last"),
                            ("lower_without_withdrawal", "A lower stance without a withdrawal"),
                            ("same_day", "A statement of that day exists"),
                            ("quote_used", "The same quotation is used elsewhere"),
                        ],
                        max_length=32,
                    ),
                ),
                ("reason", models.TextField()),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
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
                        to="commitments.override",
                    ),
                ),
                (
                    "statement",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="commitments.statement",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PledgeEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "place",
                    models.CharField(
                        choices=[
                            ("inside_host", "Inside the host country"),
                            ("neighbouring_state", "Neighbouring state"),
                            ("sea", "At sea"),
                            ("airspace", "In the air"),
                            ("at_home", "At home"),
                            ("unspecified", "Place not specified"),
                        ],
                        default="unspecified",
                        max_length=20,
                        verbose_name="Place",
                    ),
                ),
                (
                    "reference",
                    models.CharField(
                        help_text="Public and stable", max_length=24, verbose_name="Reference"
                    ),
                ),
                ("title", models.CharField(max_length=160, verbose_name="Title")),
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
                    "coalition",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="commitments.coalition",
                        verbose_name="Coalition",
                    ),
                ),
                (
                    "country",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="commitments.country",
                        verbose_name="Country",
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
                        to="commitments.pledge",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PledgePartyEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "country",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="commitments.country",
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
                        to="commitments.pledgeparty",
                    ),
                ),
                (
                    "pledge",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="commitments.pledge",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PledgeRecheckEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("done_at", models.DateTimeField(blank=True, null=True, verbose_name="Done at")),
                (
                    "finding",
                    models.TextField(
                        blank=True, help_text="What the second look found", verbose_name="Finding"
                    ),
                ),
                (
                    "because",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="commitments.governmentchange",
                    ),
                ),
                (
                    "done_by",
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
                        to="commitments.pledgerecheck",
                    ),
                ),
                (
                    "pledge",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="commitments.pledge",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PledgeRoleEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
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
                        to="commitments.pledgerole",
                    ),
                ),
                (
                    "pledge",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="commitments.pledge",
                    ),
                ),
                (
                    "role",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="commitments.role",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ReviewNoteEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[("return", "Returned"), ("comment", "Comment")],
                        max_length=10,
                        verbose_name="Kind",
                    ),
                ),
                (
                    "fact",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("stance", "Stance"),
                            ("roles", "Roles"),
                            ("place", "Place"),
                            ("headcount", "Headcount"),
                            ("limits", "Limits"),
                            ("conditions", "Conditions"),
                            ("speaker", "Speaker"),
                            ("date", "Date"),
                        ],
                        max_length=12,
                    ),
                ),
                ("body", models.TextField()),
                ("added_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "author",
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
                        to="commitments.reviewnote",
                    ),
                ),
                (
                    "statement",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="commitments.statement",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="RoleEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("slug", models.SlugField(db_index=False, max_length=60, verbose_name="Slug")),
                ("name", models.CharField(max_length=80, verbose_name="Name")),
                ("definition", models.TextField(verbose_name="Definition")),
                (
                    "position",
                    models.PositiveIntegerField(
                        default=0, help_text="Order in lists", verbose_name="Position"
                    ),
                ),
                (
                    "short_name",
                    models.CharField(
                        help_text="For the column's head", max_length=24, verbose_name="Short name"
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
                        to="commitments.role",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="StatementConditionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("detail", models.CharField(blank=True, max_length=200)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("legally_required", "Legally required"),
                            ("politically_promised", "Politically promised"),
                            ("stated", "Stated"),
                        ],
                        default="stated",
                        max_length=20,
                        verbose_name="Kind",
                    ),
                ),
                (
                    "group",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="Group"),
                ),
                (
                    "condition",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="commitments.condition",
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
                        to="commitments.statementcondition",
                    ),
                ),
                (
                    "statement",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="commitments.statement",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="StatementEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "stance",
                    models.CharField(
                        choices=[
                            ("lapsed", "Lapsed"),
                            ("withdrawn", "Withdrawn"),
                            ("ruled_out", "Ruled out"),
                            ("floated", "Floated"),
                            ("considering", "Considering"),
                            ("offered", "Offered"),
                            ("committed", "Committed"),
                            ("authorised", "Authorised"),
                            ("preparing", "Preparing"),
                            ("deployed", "Deployed"),
                            ("completed", "Completed"),
                        ],
                        max_length=12,
                        verbose_name="Stance",
                    ),
                ),
                (
                    "change",
                    models.CharField(
                        choices=[
                            ("introduced", "Introduced"),
                            ("restated", "Restated"),
                            ("clarified", "Clarified"),
                            ("widened", "Widened"),
                            ("narrowed", "Narrowed"),
                            ("increased", "Increased"),
                            ("reduced", "Reduced"),
                            ("reversed", "Reversed"),
                            ("partly_endorsed", "Partly endorsed"),
                            ("recoded", "Recoded"),
                        ],
                        default="introduced",
                        max_length=16,
                        verbose_name="Against the statement before",
                    ),
                ),
                (
                    "reason",
                    models.TextField(
                        blank=True,
                        help_text="Why it differs from the statement before",
                        verbose_name="Why it differs",
                    ),
                ),
                ("said_on", models.DateField(verbose_name="Said on")),
                (
                    "said_on_is_inferred",
                    models.BooleanField(default=False, verbose_name="The day is inferred"),
                ),
                (
                    "effective_on",
                    models.DateField(blank=True, null=True, verbose_name="Holds from"),
                ),
                (
                    "headcount_min",
                    models.IntegerField(blank=True, null=True, verbose_name="Headcount at least"),
                ),
                (
                    "headcount_max",
                    models.IntegerField(blank=True, null=True, verbose_name="Headcount at most"),
                ),
                (
                    "headcount_wording",
                    models.CharField(
                        blank=True, max_length=120, verbose_name="Headcount as worded"
                    ),
                ),
                (
                    "headcount_withheld",
                    models.BooleanField(default=False, verbose_name="Headcount withheld"),
                ),
                (
                    "unit",
                    models.CharField(
                        blank=True,
                        help_text="company, brigade, ship …",
                        max_length=60,
                        verbose_name="Unit",
                    ),
                ),
                (
                    "equipment",
                    models.CharField(blank=True, max_length=300, verbose_name="Equipment"),
                ),
                ("summary", models.CharField(max_length=300, verbose_name="In one sentence")),
                ("speaker", models.CharField(blank=True, max_length=120, verbose_name="Speaker")),
                ("office", models.CharField(blank=True, max_length=160, verbose_name="Office")),
                (
                    "capacity",
                    models.CharField(
                        choices=[
                            ("head_of_state_or_government", "Head of state or government"),
                            ("minister", "Minister"),
                            ("official_document", "Official document"),
                            ("military", "Military"),
                            ("spokesperson", "Spokesperson"),
                            ("parliament", "Parliament"),
                            ("unnamed_official", "Unnamed official"),
                            ("opposition_or_party", "Opposition or party"),
                            ("other_government", "Another government"),
                            ("outlet_inference", "The outlet's inference"),
                        ],
                        max_length=32,
                        verbose_name="In what capacity",
                    ),
                ),
                ("on_record", models.BooleanField(default=True, verbose_name="On the record")),
                (
                    "caveat",
                    models.TextField(
                        blank=True,
                        help_text="Public note on how to read this record",
                        verbose_name="Note to readers",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("submitted", "In review"),
                            ("returned", "Returned"),
                            ("published", "Published"),
                            ("retracted", "Retracted"),
                        ],
                        default="draft",
                        max_length=10,
                        verbose_name="State",
                    ),
                ),
                (
                    "priority",
                    models.PositiveSmallIntegerField(
                        choices=[(0, "Normal"), (1, "Soon"), (2, "Urgent")],
                        default=0,
                        verbose_name="Priority",
                    ),
                ),
                (
                    "due_on",
                    models.DateField(
                        blank=True,
                        help_text="When review should be done",
                        null=True,
                        verbose_name="Review due",
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(
                        default=1, help_text="Counts saves, for edit conflicts"
                    ),
                ),
                (
                    "is_self_reviewed",
                    models.BooleanField(
                        default=False,
                        help_text="Published by its own author, in a one-person ledger",
                        verbose_name="Published by its own author",
                    ),
                ),
                ("added_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "submitted_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="Submitted at"),
                ),
                (
                    "published_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="Published at"),
                ),
                (
                    "retracted_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="Retracted at"),
                ),
                (
                    "retraction_reason",
                    models.TextField(blank=True, verbose_name="Retraction reason"),
                ),
                (
                    "author",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="Author",
                    ),
                ),
                (
                    "corrects",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="commitments.statement",
                        verbose_name="Corrects",
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
                        to="commitments.statement",
                    ),
                ),
                (
                    "pledge",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="commitments.pledge",
                        verbose_name="Pledge",
                    ),
                ),
                (
                    "relayed_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="Another government that passed the claim on",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="commitments.country",
                        verbose_name="Relayed by",
                    ),
                ),
                (
                    "retracted_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="Retracted by",
                    ),
                ),
                (
                    "reviewer",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="Reviewer",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="StatementLimitEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("detail", models.CharField(blank=True, max_length=200)),
                (
                    "limit",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="commitments.limit",
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
                        to="commitments.statementlimit",
                    ),
                ),
                (
                    "statement",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="commitments.statement",
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
                    model_name="country",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "commitments_countryevent" ("capital", "demonym", "groups", "id", "is_organisation", "iso2", "iso3", "name", "names", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."capital", NEW."demonym", NEW."groups", NEW."id", NEW."is_organisation", NEW."iso2", NEW."iso3", NEW."name", NEW."names", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'insert\', NEW."id"); RETURN NULL;',
                            hash="e9d402979ea496f4a552d816d35a85ab3d8501eb",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_39552",
                            table="commitments_country",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="country",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "commitments_countryevent" ("capital", "demonym", "groups", "id", "is_organisation", "iso2", "iso3", "name", "names", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."capital", NEW."demonym", NEW."groups", NEW."id", NEW."is_organisation", NEW."iso2", NEW."iso3", NEW."name", NEW."names", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'update\', NEW."id"); RETURN NULL;',
                            hash="8c21ce7dcae3cd46a753a46fbeca51dbafedde2c",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_67aef",
                            table="commitments_country",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="country",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "commitments_countryevent" ("capital", "demonym", "groups", "id", "is_organisation", "iso2", "iso3", "name", "names", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."capital", OLD."demonym", OLD."groups", OLD."id", OLD."is_organisation", OLD."iso2", OLD."iso3", OLD."name", OLD."names", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'delete\', OLD."id"); RETURN NULL;',
                            hash="f136b00fb2d810b3dc34c679c0a8a94e3aa536a3",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_74145",
                            table="commitments_country",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="limit",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "commitments_limitevent" ("definition", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "slug") VALUES (NEW."definition", NEW."id", NEW."name", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'insert\', NEW."id", NEW."position", NEW."slug"); RETURN NULL;',
                            hash="1de8f7320d5a8259fe0946d24f07848ff760e08d",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_609af",
                            table="commitments_limit",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="limit",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "commitments_limitevent" ("definition", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "slug") VALUES (NEW."definition", NEW."id", NEW."name", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'update\', NEW."id", NEW."position", NEW."slug"); RETURN NULL;',
                            hash="ba0bf9ddb071d093810f1b31236c2aa353c43e8b",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_5fbb8",
                            table="commitments_limit",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="limit",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "commitments_limitevent" ("definition", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "slug") VALUES (OLD."definition", OLD."id", OLD."name", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'delete\', OLD."id", OLD."position", OLD."slug"); RETURN NULL;',
                            hash="9b02e28f5f535a2013d8226646d35b3aa8f4a81a",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_6b6f0",
                            table="commitments_limit",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="role",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "commitments_roleevent" ("definition", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "short_name", "slug") VALUES (NEW."definition", NEW."id", NEW."name", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'insert\', NEW."id", NEW."position", NEW."short_name", NEW."slug"); RETURN NULL;',
                            hash="489113bc91f0c438665b96ee4492eb43a001dc61",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_8d938",
                            table="commitments_role",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="role",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "commitments_roleevent" ("definition", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "short_name", "slug") VALUES (NEW."definition", NEW."id", NEW."name", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'update\', NEW."id", NEW."position", NEW."short_name", NEW."slug"); RETURN NULL;',
                            hash="1ca4140b7200557a5d2bb7fd519cb8371a314d99",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_a23d9",
                            table="commitments_role",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="role",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "commitments_roleevent" ("definition", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "short_name", "slug") VALUES (OLD."definition", OLD."id", OLD."name", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'delete\', OLD."id", OLD."position", OLD."short_name", OLD."slug"); RETURN NULL;',
                            hash="3790fa74ba340c08ebb78bc6f150c8f4c0b4257e",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_ccce5",
                            table="commitments_role",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="coalitionconditionevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="5f8aa2ca038bd5306ab40fdaa95af840dc0c2ca3",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_62c6e",
                            table="commitments_coalitionconditionevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="coalitioncondition",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "commitments_coalitionconditionevent" ("coalition_id", "condition_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") VALUES (NEW."coalition_id", NEW."condition_id", NEW."id", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'insert\', NEW."id", NEW."position"); RETURN NULL;',
                            hash="3f5e629d487ad44c8098cff069314e512d3ff318",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_d2e7f",
                            table="commitments_coalitioncondition",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="coalitioncondition",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "commitments_coalitionconditionevent" ("coalition_id", "condition_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") VALUES (NEW."coalition_id", NEW."condition_id", NEW."id", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'update\', NEW."id", NEW."position"); RETURN NULL;',
                            hash="77b512d552353254445fe29dc56e626ab5ba3123",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_30710",
                            table="commitments_coalitioncondition",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="coalitioncondition",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "commitments_coalitionconditionevent" ("coalition_id", "condition_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") VALUES (OLD."coalition_id", OLD."condition_id", OLD."id", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'delete\', OLD."id", OLD."position"); RETURN NULL;',
                            hash="082c797e07b1d9206ae4d6a80aa076f08aa1b86f",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_0801b",
                            table="commitments_coalitioncondition",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="conditionevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="e0fb1431ed21e8be2379acca6b75b6882a753917",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_a7910",
                            table="commitments_conditionevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="conditionimplication",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "commitments_conditionimplicationevent" ("condition_id", "id", "implied_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."condition_id", NEW."id", NEW."implied_id", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'insert\', NEW."id"); RETURN NULL;',
                            hash="0802517e3d8e5c8a9294adf4d5d0618a93174bd3",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_7b627",
                            table="commitments_conditionimplication",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="conditionimplication",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "commitments_conditionimplicationevent" ("condition_id", "id", "implied_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."condition_id", NEW."id", NEW."implied_id", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'update\', NEW."id"); RETURN NULL;',
                            hash="c117b2729166232ff283021f6bac32dd1dea4250",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_a3bca",
                            table="commitments_conditionimplication",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="conditionimplication",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "commitments_conditionimplicationevent" ("condition_id", "id", "implied_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."condition_id", OLD."id", OLD."implied_id", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'delete\', OLD."id"); RETURN NULL;',
                            hash="6298a92b43c15553f062681ce430259e60971dff",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_fdc25",
                            table="commitments_conditionimplication",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="condition",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "commitments_conditionevent" ("definition", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "slug") VALUES (NEW."definition", NEW."id", NEW."name", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'insert\', NEW."id", NEW."position", NEW."slug"); RETURN NULL;',
                            hash="6b4d4ee948d501c29cabdd8efa762dbee7d694bb",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_ee3fc",
                            table="commitments_condition",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="condition",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "commitments_conditionevent" ("definition", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "slug") VALUES (NEW."definition", NEW."id", NEW."name", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'update\', NEW."id", NEW."position", NEW."slug"); RETURN NULL;',
                            hash="0ba01e376aa1e3381d7eb53864f76c8374f5ae58",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_a2dd3",
                            table="commitments_condition",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="condition",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "commitments_conditionevent" ("definition", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "slug") VALUES (OLD."definition", OLD."id", OLD."name", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'delete\', OLD."id", OLD."position", OLD."slug"); RETURN NULL;',
                            hash="6d792c1ddb2a7f9d1789d0239aef199ed98644cc",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_e1cc4",
                            table="commitments_condition",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="conditionimplicationevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="38b8a98c07a32d6335f90f39141b3ae6f7fbe514",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_1c05b",
                            table="commitments_conditionimplicationevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="conditionoutcomeevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="b953a4d0a2a3c7d447392299c5c67ed577b75118",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_bc4a8",
                            table="commitments_conditionoutcomeevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="conditionoutcome",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "commitments_conditionoutcomeevent" ("coalition_id", "condition_id", "country_id", "id", "note", "outcome", "passage_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "since") VALUES (NEW."coalition_id", NEW."condition_id", NEW."country_id", NEW."id", NEW."note", NEW."outcome", NEW."passage_id", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'insert\', NEW."id", NEW."recorded_at", NEW."recorded_by_id", NEW."since"); RETURN NULL;',
                            hash="5c6c68f27f0b555c3336993584c6426f94533f07",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_a47fd",
                            table="commitments_conditionoutcome",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="conditionoutcome",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "commitments_conditionoutcomeevent" ("coalition_id", "condition_id", "country_id", "id", "note", "outcome", "passage_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "since") VALUES (NEW."coalition_id", NEW."condition_id", NEW."country_id", NEW."id", NEW."note", NEW."outcome", NEW."passage_id", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'update\', NEW."id", NEW."recorded_at", NEW."recorded_by_id", NEW."since"); RETURN NULL;',
                            hash="bd40b74c208372685a2b2c5ad5025046f97a6b39",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_a6a6c",
                            table="commitments_conditionoutcome",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="conditionoutcome",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "commitments_conditionoutcomeevent" ("coalition_id", "condition_id", "country_id", "id", "note", "outcome", "passage_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "since") VALUES (OLD."coalition_id", OLD."condition_id", OLD."country_id", OLD."id", OLD."note", OLD."outcome", OLD."passage_id", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'delete\', OLD."id", OLD."recorded_at", OLD."recorded_by_id", OLD."since"); RETURN NULL;',
                            hash="099118d5ae8d643c3c215b6b79ba2f842fccd5a8",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_94ca5",
                            table="commitments_conditionoutcome",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="coalitionevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="da644004a08b20053678bc03c854dde0e35e8eae",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_6f6f8",
                            table="commitments_coalitionevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="countryevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="930571efdc3f40004733d9a6f1c21b52d509e579",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_d7287",
                            table="commitments_countryevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="countryscope",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "commitments_countryscopeevent" ("country_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "user_id") VALUES (NEW."country_id", NEW."id", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'insert\', NEW."id", NEW."user_id"); RETURN NULL;',
                            hash="c3d2bc914fbea2045d968cd156d24b863b04caa0",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_e3183",
                            table="commitments_countryscope",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="countryscope",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "commitments_countryscopeevent" ("country_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "user_id") VALUES (NEW."country_id", NEW."id", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'update\', NEW."id", NEW."user_id"); RETURN NULL;',
                            hash="466ab7353f4d943edcd4fd45b5f8a21a8e6de982",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_f8650",
                            table="commitments_countryscope",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="countryscope",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "commitments_countryscopeevent" ("country_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "user_id") VALUES (OLD."country_id", OLD."id", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'delete\', OLD."id", OLD."user_id"); RETURN NULL;',
                            hash="c67f176070c7bb4214e30bc7104e0dff157b38cd",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_bb119",
                            table="commitments_countryscope",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="countryscopeevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="00db3e298ed841ce66c0899e072ace23cb9244c3",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_61abe",
                            table="commitments_countryscopeevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="governmentchange",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "commitments_governmentchangeevent" ("country_id", "id", "note", "passage_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "since") VALUES (NEW."country_id", NEW."id", NEW."note", NEW."passage_id", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'insert\', NEW."id", NEW."recorded_at", NEW."recorded_by_id", NEW."since"); RETURN NULL;',
                            hash="6c9c9208be3d135d05ed56cdd543a706a6123b16",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_5f9c6",
                            table="commitments_governmentchange",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="governmentchange",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "commitments_governmentchangeevent" ("country_id", "id", "note", "passage_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "since") VALUES (NEW."country_id", NEW."id", NEW."note", NEW."passage_id", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'update\', NEW."id", NEW."recorded_at", NEW."recorded_by_id", NEW."since"); RETURN NULL;',
                            hash="d2e432bd8f690e7731e5617b8df1c3ddb9b496c4",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_78183",
                            table="commitments_governmentchange",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="governmentchange",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "commitments_governmentchangeevent" ("country_id", "id", "note", "passage_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "since") VALUES (OLD."country_id", OLD."id", OLD."note", OLD."passage_id", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'delete\', OLD."id", OLD."recorded_at", OLD."recorded_by_id", OLD."since"); RETURN NULL;',
                            hash="c6a6734b213a0aaf769b10cb2b1510c4557390b0",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_7ca4e",
                            table="commitments_governmentchange",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="governmentchangeevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="881ce6182d68ae6dd4bf1cb85f9224ab603c4d2e",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_eb0a4",
                            table="commitments_governmentchangeevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="coalitionlimitevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="7ee1d902953ee7914c4e94c257f105083c0ffbb6",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_445d4",
                            table="commitments_coalitionlimitevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="coalitionlimit",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "commitments_coalitionlimitevent" ("coalition_id", "id", "limit_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") VALUES (NEW."coalition_id", NEW."id", NEW."limit_id", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'insert\', NEW."id", NEW."position"); RETURN NULL;',
                            hash="569f3fd2dd3f84f327faecd6808c1a0f6b9ca49e",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_0ab04",
                            table="commitments_coalitionlimit",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="coalitionlimit",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "commitments_coalitionlimitevent" ("coalition_id", "id", "limit_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") VALUES (NEW."coalition_id", NEW."id", NEW."limit_id", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'update\', NEW."id", NEW."position"); RETURN NULL;',
                            hash="f0c022e813740313dce934d6f55d69c0e8381f9b",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_6bf41",
                            table="commitments_coalitionlimit",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="coalitionlimit",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "commitments_coalitionlimitevent" ("coalition_id", "id", "limit_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") VALUES (OLD."coalition_id", OLD."id", OLD."limit_id", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'delete\', OLD."id", OLD."position"); RETURN NULL;',
                            hash="a56284a4d2b8efb29b333fc3da4c7d48757e5be3",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_ab70f",
                            table="commitments_coalitionlimit",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="limitevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="031fa7f7f0c7202ff2c66aa1d5bd98a2942e6563",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_31435",
                            table="commitments_limitevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="membership",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "commitments_membershipevent" ("coalition_id", "correction", "country_id", "id", "joined_on", "left_on", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "source_id", "standing", "superseded_at") VALUES (NEW."coalition_id", NEW."correction", NEW."country_id", NEW."id", NEW."joined_on", NEW."left_on", NEW."note", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'insert\', NEW."id", NEW."recorded_at", NEW."source_id", NEW."standing", NEW."superseded_at"); RETURN NULL;',
                            hash="3d90de5ef06596d8d1dbf6cbb930a861c05997bf",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_ca9cb",
                            table="commitments_membership",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="membership",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "commitments_membershipevent" ("coalition_id", "correction", "country_id", "id", "joined_on", "left_on", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "source_id", "standing", "superseded_at") VALUES (NEW."coalition_id", NEW."correction", NEW."country_id", NEW."id", NEW."joined_on", NEW."left_on", NEW."note", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'update\', NEW."id", NEW."recorded_at", NEW."source_id", NEW."standing", NEW."superseded_at"); RETURN NULL;',
                            hash="4553818f7bc4a4b1c4955cbd773f769f63bd192e",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_04117",
                            table="commitments_membership",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="membership",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "commitments_membershipevent" ("coalition_id", "correction", "country_id", "id", "joined_on", "left_on", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "source_id", "standing", "superseded_at") VALUES (OLD."coalition_id", OLD."correction", OLD."country_id", OLD."id", OLD."joined_on", OLD."left_on", OLD."note", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'delete\', OLD."id", OLD."recorded_at", OLD."source_id", OLD."standing", OLD."superseded_at"); RETURN NULL;',
                            hash="2362215cb497de3cbbe5a71793eb605feebcd681",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_22110",
                            table="commitments_membership",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="membershipevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="b4f8b62b8aee27a243647134b0051697e64eaf5c",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_252e7",
                            table="commitments_membershipevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="pledgeevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="773f0f71056d55700ababb85ba250be5c5c34ca7",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_76a78",
                            table="commitments_pledgeevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="pledgeparty",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "commitments_pledgepartyevent" ("country_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pledge_id") VALUES (NEW."country_id", NEW."id", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'insert\', NEW."id", NEW."pledge_id"); RETURN NULL;',
                            hash="a872c720a26843539b0792e8a3198e13177469d9",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_31b5e",
                            table="commitments_pledgeparty",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="pledgeparty",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "commitments_pledgepartyevent" ("country_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pledge_id") VALUES (NEW."country_id", NEW."id", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'update\', NEW."id", NEW."pledge_id"); RETURN NULL;',
                            hash="7c68e3ff8da3ae3bbfdac31cf8bd0fdec3aa3a56",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_f5d15",
                            table="commitments_pledgeparty",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="pledgeparty",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "commitments_pledgepartyevent" ("country_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pledge_id") VALUES (OLD."country_id", OLD."id", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'delete\', OLD."id", OLD."pledge_id"); RETURN NULL;',
                            hash="0ceb52ccdfd1b491347cfe5d9d1991ae16254011",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_4c8ea",
                            table="commitments_pledgeparty",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="pledgepartyevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="263f54c7a411af6852f5cf025768950db7972769",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_98cd7",
                            table="commitments_pledgepartyevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="pledgerecheck",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "commitments_pledgerecheckevent" ("because_id", "done_at", "done_by_id", "finding", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pledge_id") VALUES (NEW."because_id", NEW."done_at", NEW."done_by_id", NEW."finding", NEW."id", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'insert\', NEW."id", NEW."pledge_id"); RETURN NULL;',
                            hash="038fe557204abe06fcafad51389a9911b50f914c",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_9c6bc",
                            table="commitments_pledgerecheck",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="pledgerecheck",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "commitments_pledgerecheckevent" ("because_id", "done_at", "done_by_id", "finding", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pledge_id") VALUES (NEW."because_id", NEW."done_at", NEW."done_by_id", NEW."finding", NEW."id", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'update\', NEW."id", NEW."pledge_id"); RETURN NULL;',
                            hash="6711743403532f6bd80f04b845a7e53a37fb86c6",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_2e8bf",
                            table="commitments_pledgerecheck",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="pledgerecheck",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "commitments_pledgerecheckevent" ("because_id", "done_at", "done_by_id", "finding", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pledge_id") VALUES (OLD."because_id", OLD."done_at", OLD."done_by_id", OLD."finding", OLD."id", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'delete\', OLD."id", OLD."pledge_id"); RETURN NULL;',
                            hash="50972b2278277fdf93eb6d1721f29a730faff0a8",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_33d63",
                            table="commitments_pledgerecheck",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="pledgerecheckevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="3a128b56bf902cabd18f15d5e85dbf0c27e79d5e",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_524a5",
                            table="commitments_pledgerecheckevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="pledgeroleevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="020a68c14ea504a9a98d827865389d8840ca4dfe",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_06a7d",
                            table="commitments_pledgeroleevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="pledgerole",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "commitments_pledgeroleevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pledge_id", "role_id") VALUES (NEW."id", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'insert\', NEW."id", NEW."pledge_id", NEW."role_id"); RETURN NULL;',
                            hash="b374e1801fbac9f236d222037a07d632ea880851",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_84468",
                            table="commitments_pledgerole",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="pledgerole",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "commitments_pledgeroleevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pledge_id", "role_id") VALUES (NEW."id", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'update\', NEW."id", NEW."pledge_id", NEW."role_id"); RETURN NULL;',
                            hash="f71e18cb474348aec97002f0f5a4987c022772cd",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_bedbf",
                            table="commitments_pledgerole",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="pledgerole",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "commitments_pledgeroleevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pledge_id", "role_id") VALUES (OLD."id", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'delete\', OLD."id", OLD."pledge_id", OLD."role_id"); RETURN NULL;',
                            hash="d03e14dfee79f3399f6f5c7122a58a055f22260a",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_213c1",
                            table="commitments_pledgerole",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="pledge",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "commitments_pledgeevent" ("added_at", "added_by_id", "coalition_id", "country_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "reference", "title") VALUES (NEW."added_at", NEW."added_by_id", NEW."coalition_id", NEW."country_id", NEW."id", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'insert\', NEW."id", NEW."place", NEW."reference", NEW."title"); RETURN NULL;',
                            hash="cbb63957bb53b622e033d8c58cb8a72588c83795",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_c5a3d",
                            table="commitments_pledge",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="pledge",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "commitments_pledgeevent" ("added_at", "added_by_id", "coalition_id", "country_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "reference", "title") VALUES (NEW."added_at", NEW."added_by_id", NEW."coalition_id", NEW."country_id", NEW."id", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'update\', NEW."id", NEW."place", NEW."reference", NEW."title"); RETURN NULL;',
                            hash="f1c6c0f5ce26db12fa2ccd71010489a2e699f0d5",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_d30b4",
                            table="commitments_pledge",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="pledge",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "commitments_pledgeevent" ("added_at", "added_by_id", "coalition_id", "country_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "reference", "title") VALUES (OLD."added_at", OLD."added_by_id", OLD."coalition_id", OLD."country_id", OLD."id", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'delete\', OLD."id", OLD."place", OLD."reference", OLD."title"); RETURN NULL;',
                            hash="473d9b9c900044737c1036611da5eef5ba29d26e",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_860b6",
                            table="commitments_pledge",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="coalitionroleevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="6a7c637d3161b77ef4aa53c907a7d0ab83de0a64",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_ea798",
                            table="commitments_coalitionroleevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="coalitionrole",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "commitments_coalitionroleevent" ("coalition_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "role_id") VALUES (NEW."coalition_id", NEW."id", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'insert\', NEW."id", NEW."position", NEW."role_id"); RETURN NULL;',
                            hash="91a5bc7bd3cbb0dda647756ba3736b7ee7670f6e",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_6d110",
                            table="commitments_coalitionrole",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="coalitionrole",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "commitments_coalitionroleevent" ("coalition_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "role_id") VALUES (NEW."coalition_id", NEW."id", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'update\', NEW."id", NEW."position", NEW."role_id"); RETURN NULL;',
                            hash="243c1db1098ab10c2a18955e9288762f9fa8e123",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_a7b73",
                            table="commitments_coalitionrole",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="coalitionrole",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "commitments_coalitionroleevent" ("coalition_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "role_id") VALUES (OLD."coalition_id", OLD."id", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'delete\', OLD."id", OLD."position", OLD."role_id"); RETURN NULL;',
                            hash="f6ccc8d0726fe41de1a4b0fad52e257ad4e9402b",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_53b08",
                            table="commitments_coalitionrole",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="coalition",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "commitments_coalitionevent" ("code", "host_id", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "tagline") VALUES (NEW."code", NEW."host_id", NEW."id", NEW."name", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'insert\', NEW."id", NEW."slug", NEW."tagline"); RETURN NULL;',
                            hash="51dc6a0b58dd97a984bda0b1209d044573621a5a",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_298fd",
                            table="commitments_coalition",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="coalition",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "commitments_coalitionevent" ("code", "host_id", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "tagline") VALUES (NEW."code", NEW."host_id", NEW."id", NEW."name", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'update\', NEW."id", NEW."slug", NEW."tagline"); RETURN NULL;',
                            hash="1a71510ac5e977c109077e00ab3ea539247895a0",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_88e05",
                            table="commitments_coalition",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="coalition",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "commitments_coalitionevent" ("code", "host_id", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "tagline") VALUES (OLD."code", OLD."host_id", OLD."id", OLD."name", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'delete\', OLD."id", OLD."slug", OLD."tagline"); RETURN NULL;',
                            hash="f0a4533f1bcd523a9feb86b774aeebbfae9bd0fc",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_0f572",
                            table="commitments_coalition",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="checkevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="1e36449cc2a07ad38f7fe03b6b6b0cf5a53800ca",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_6dfaa",
                            table="commitments_checkevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="check",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "commitments_checkevent" ("by_id", "checked_on", "coalition_id", "country_id", "id", "note", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recheck_on", "recorded_at", "role_id") VALUES (NEW."by_id", NEW."checked_on", NEW."coalition_id", NEW."country_id", NEW."id", NEW."note", NEW."outcome", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'insert\', NEW."id", NEW."recheck_on", NEW."recorded_at", NEW."role_id"); RETURN NULL;',
                            hash="7bf05dedb7d135c7fc68b54d71786fda0e69c137",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_36221",
                            table="commitments_check",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="check",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "commitments_checkevent" ("by_id", "checked_on", "coalition_id", "country_id", "id", "note", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recheck_on", "recorded_at", "role_id") VALUES (NEW."by_id", NEW."checked_on", NEW."coalition_id", NEW."country_id", NEW."id", NEW."note", NEW."outcome", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'update\', NEW."id", NEW."recheck_on", NEW."recorded_at", NEW."role_id"); RETURN NULL;',
                            hash="d6c1c428b1a8b4c4b14cc6db6e057a217e0f12d6",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_ea8a9",
                            table="commitments_check",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="check",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "commitments_checkevent" ("by_id", "checked_on", "coalition_id", "country_id", "id", "note", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recheck_on", "recorded_at", "role_id") VALUES (OLD."by_id", OLD."checked_on", OLD."coalition_id", OLD."country_id", OLD."id", OLD."note", OLD."outcome", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'delete\', OLD."id", OLD."recheck_on", OLD."recorded_at", OLD."role_id"); RETURN NULL;',
                            hash="76e05a1c94951285996bfced2509ee53c2b0e144",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_d5b2c",
                            table="commitments_check",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="roleevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="9b03be40330faa6a74ab8518f324f59a0902d9c3",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_ca088",
                            table="commitments_roleevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="reviewnoteevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="b56ca7fc68b627c47a7e9226eeb0259cca0b8cbe",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_47944",
                            table="commitments_reviewnoteevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="reviewnote",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "commitments_reviewnoteevent" ("added_at", "author_id", "body", "fact", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "statement_id") VALUES (NEW."added_at", NEW."author_id", NEW."body", NEW."fact", NEW."id", NEW."kind", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'insert\', NEW."id", NEW."statement_id"); RETURN NULL;',
                            hash="20e9a86e4974ba979f5c886daac93a36b9db1149",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_cdbba",
                            table="commitments_reviewnote",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="reviewnote",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "commitments_reviewnoteevent" ("added_at", "author_id", "body", "fact", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "statement_id") VALUES (NEW."added_at", NEW."author_id", NEW."body", NEW."fact", NEW."id", NEW."kind", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'update\', NEW."id", NEW."statement_id"); RETURN NULL;',
                            hash="f1b317b88dd329a9e811b3ce0d33754aaad2fc15",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_0027f",
                            table="commitments_reviewnote",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="reviewnote",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "commitments_reviewnoteevent" ("added_at", "author_id", "body", "fact", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "statement_id") VALUES (OLD."added_at", OLD."author_id", OLD."body", OLD."fact", OLD."id", OLD."kind", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'delete\', OLD."id", OLD."statement_id"); RETURN NULL;',
                            hash="41b0f5ba7580c5db2179485724227ad36c922e67",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_83702",
                            table="commitments_reviewnote",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="overrideevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="00d2a8d7c22b91cf698d48d8f59481f3797e4e5f",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_039c3",
                            table="commitments_overrideevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="override",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "commitments_overrideevent" ("at", "by_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "statement_id", "warning") VALUES (NEW."at", NEW."by_id", NEW."id", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'insert\', NEW."id", NEW."reason", NEW."statement_id", NEW."warning"); RETURN NULL;',
                            hash="5098d7984685ae72a478bb8d8ff36d3e21d1f68d",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_c9038",
                            table="commitments_override",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="override",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "commitments_overrideevent" ("at", "by_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "statement_id", "warning") VALUES (NEW."at", NEW."by_id", NEW."id", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'update\', NEW."id", NEW."reason", NEW."statement_id", NEW."warning"); RETURN NULL;',
                            hash="9b9ed8303968704fe3325960bfb3d9a822225132",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_bb935",
                            table="commitments_override",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="override",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "commitments_overrideevent" ("at", "by_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "statement_id", "warning") VALUES (OLD."at", OLD."by_id", OLD."id", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'delete\', OLD."id", OLD."reason", OLD."statement_id", OLD."warning"); RETURN NULL;',
                            hash="5399dd0a944676e2b00c6356d2ebf19fa84f5075",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_6560e",
                            table="commitments_override",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="contradictionevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="c4f1e6ed44c8335728641f6a3b1b662133f3eef4",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_3645b",
                            table="commitments_contradictionevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="contradiction",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "commitments_contradictionevent" ("first_id", "id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "second_id") VALUES (NEW."first_id", NEW."id", NEW."note", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'insert\', NEW."id", NEW."recorded_at", NEW."recorded_by_id", NEW."second_id"); RETURN NULL;',
                            hash="b76b5f0287b4df4f537d3cb44fdb1928260d8d79",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_9aaea",
                            table="commitments_contradiction",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="contradiction",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "commitments_contradictionevent" ("first_id", "id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "second_id") VALUES (NEW."first_id", NEW."id", NEW."note", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'update\', NEW."id", NEW."recorded_at", NEW."recorded_by_id", NEW."second_id"); RETURN NULL;',
                            hash="c05d54a73f28921e67efd84205520fb0e4cac593",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_22692",
                            table="commitments_contradiction",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="contradiction",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "commitments_contradictionevent" ("first_id", "id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "second_id") VALUES (OLD."first_id", OLD."id", OLD."note", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'delete\', OLD."id", OLD."recorded_at", OLD."recorded_by_id", OLD."second_id"); RETURN NULL;',
                            hash="b102fa8635333245dda16336215f6bb1ec630649",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_be8d9",
                            table="commitments_contradiction",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="citationevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="0b296f358df419abf4d55edb67323d44f3fb4986",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_227b7",
                            table="commitments_citationevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="citation",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "commitments_citationevent" ("added_at", "added_by_id", "function", "id", "is_self_reviewed", "passage_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proves", "published_at", "reviewer_id", "statement_id") VALUES (NEW."added_at", NEW."added_by_id", NEW."function", NEW."id", NEW."is_self_reviewed", NEW."passage_id", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'insert\', NEW."id", NEW."proves", NEW."published_at", NEW."reviewer_id", NEW."statement_id"); RETURN NULL;',
                            hash="002bfa5c66e0ff4bdfa81160d817254f4c96aa62",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_c912a",
                            table="commitments_citation",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="citation",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "commitments_citationevent" ("added_at", "added_by_id", "function", "id", "is_self_reviewed", "passage_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proves", "published_at", "reviewer_id", "statement_id") VALUES (NEW."added_at", NEW."added_by_id", NEW."function", NEW."id", NEW."is_self_reviewed", NEW."passage_id", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'update\', NEW."id", NEW."proves", NEW."published_at", NEW."reviewer_id", NEW."statement_id"); RETURN NULL;',
                            hash="358890e32fdd7b5d19108548e1791383d0d646aa",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_e6c05",
                            table="commitments_citation",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="citation",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "commitments_citationevent" ("added_at", "added_by_id", "function", "id", "is_self_reviewed", "passage_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proves", "published_at", "reviewer_id", "statement_id") VALUES (OLD."added_at", OLD."added_by_id", OLD."function", OLD."id", OLD."is_self_reviewed", OLD."passage_id", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'delete\', OLD."id", OLD."proves", OLD."published_at", OLD."reviewer_id", OLD."statement_id"); RETURN NULL;',
                            hash="2a317a4b1ad0ef09e2a83da291d48b8e1d218d52",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_59647",
                            table="commitments_citation",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="statementcondition",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "commitments_statementconditionevent" ("condition_id", "detail", "group", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "statement_id") VALUES (NEW."condition_id", NEW."detail", NEW."group", NEW."id", NEW."kind", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'insert\', NEW."id", NEW."statement_id"); RETURN NULL;',
                            hash="4bbe27bc82aef12a931c08ee2ee6a452968828e2",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_07027",
                            table="commitments_statementcondition",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="statementcondition",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "commitments_statementconditionevent" ("condition_id", "detail", "group", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "statement_id") VALUES (NEW."condition_id", NEW."detail", NEW."group", NEW."id", NEW."kind", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'update\', NEW."id", NEW."statement_id"); RETURN NULL;',
                            hash="c737f4f9009662008727a37b53d9e62f83672983",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_752d1",
                            table="commitments_statementcondition",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="statementcondition",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "commitments_statementconditionevent" ("condition_id", "detail", "group", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "statement_id") VALUES (OLD."condition_id", OLD."detail", OLD."group", OLD."id", OLD."kind", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'delete\', OLD."id", OLD."statement_id"); RETURN NULL;',
                            hash="f59430461767442fcebcbbc18970afb03df349e8",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_3a444",
                            table="commitments_statementcondition",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="statementconditionevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="642fd2c9171c4f89e7f83bfd18dd384ebcd2ce6f",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_d6c7b",
                            table="commitments_statementconditionevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="statementevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="5c84b6c64200b71b1ca8d614c1af4ca1468e90af",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_88f7f",
                            table="commitments_statementevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="statementlimit",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "commitments_statementlimitevent" ("detail", "id", "limit_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "statement_id") VALUES (NEW."detail", NEW."id", NEW."limit_id", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'insert\', NEW."id", NEW."statement_id"); RETURN NULL;',
                            hash="2fcb41a02fd4c3b528948defb920e4cc4caf913e",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_c6709",
                            table="commitments_statementlimit",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="statementlimit",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "commitments_statementlimitevent" ("detail", "id", "limit_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "statement_id") VALUES (NEW."detail", NEW."id", NEW."limit_id", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'update\', NEW."id", NEW."statement_id"); RETURN NULL;',
                            hash="6fe5e7c081e358e645047c313347d14597511b45",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_73706",
                            table="commitments_statementlimit",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="statementlimit",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "commitments_statementlimitevent" ("detail", "id", "limit_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "statement_id") VALUES (OLD."detail", OLD."id", OLD."limit_id", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'delete\', OLD."id", OLD."statement_id"); RETURN NULL;',
                            hash="90af131c673c99fdd469506827e60db2dcba01af",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_0fdb4",
                            table="commitments_statementlimit",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="statement",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "commitments_statementevent" ("added_at", "author_id", "capacity", "caveat", "change", "corrects_id", "due_on", "effective_on", "equipment", "headcount_max", "headcount_min", "headcount_withheld", "headcount_wording", "id", "is_self_reviewed", "office", "on_record", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pledge_id", "priority", "published_at", "reason", "relayed_by_id", "retracted_at", "retracted_by_id", "retraction_reason", "reviewer_id", "said_on", "said_on_is_inferred", "speaker", "stance", "state", "submitted_at", "summary", "unit", "version") VALUES (NEW."added_at", NEW."author_id", NEW."capacity", NEW."caveat", NEW."change", NEW."corrects_id", NEW."due_on", NEW."effective_on", NEW."equipment", NEW."headcount_max", NEW."headcount_min", NEW."headcount_withheld", NEW."headcount_wording", NEW."id", NEW."is_self_reviewed", NEW."office", NEW."on_record", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'insert\', NEW."id", NEW."pledge_id", NEW."priority", NEW."published_at", NEW."reason", NEW."relayed_by_id", NEW."retracted_at", NEW."retracted_by_id", NEW."retraction_reason", NEW."reviewer_id", NEW."said_on", NEW."said_on_is_inferred", NEW."speaker", NEW."stance", NEW."state", NEW."submitted_at", NEW."summary", NEW."unit", NEW."version"); RETURN NULL;',
                            hash="51e0ba616a1f7e7e4aa2885bb8cda04eb303ab33",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_40070",
                            table="commitments_statement",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="statement",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."added_at" IS DISTINCT FROM (NEW."added_at") OR OLD."author_id" IS DISTINCT FROM (NEW."author_id") OR OLD."capacity" IS DISTINCT FROM (NEW."capacity") OR OLD."caveat" IS DISTINCT FROM (NEW."caveat") OR OLD."change" IS DISTINCT FROM (NEW."change") OR OLD."corrects_id" IS DISTINCT FROM (NEW."corrects_id") OR OLD."due_on" IS DISTINCT FROM (NEW."due_on") OR OLD."effective_on" IS DISTINCT FROM (NEW."effective_on") OR OLD."equipment" IS DISTINCT FROM (NEW."equipment") OR OLD."headcount_max" IS DISTINCT FROM (NEW."headcount_max") OR OLD."headcount_min" IS DISTINCT FROM (NEW."headcount_min") OR OLD."headcount_withheld" IS DISTINCT FROM (NEW."headcount_withheld") OR OLD."headcount_wording" IS DISTINCT FROM (NEW."headcount_wording") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_self_reviewed" IS DISTINCT FROM (NEW."is_self_reviewed") OR OLD."office" IS DISTINCT FROM (NEW."office") OR OLD."on_record" IS DISTINCT FROM (NEW."on_record") OR OLD."pledge_id" IS DISTINCT FROM (NEW."pledge_id") OR OLD."priority" IS DISTINCT FROM (NEW."priority") OR OLD."published_at" IS DISTINCT FROM (NEW."published_at") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."relayed_by_id" IS DISTINCT FROM (NEW."relayed_by_id") OR OLD."retracted_at" IS DISTINCT FROM (NEW."retracted_at") OR OLD."retracted_by_id" IS DISTINCT FROM (NEW."retracted_by_id") OR OLD."retraction_reason" IS DISTINCT FROM (NEW."retraction_reason") OR OLD."reviewer_id" IS DISTINCT FROM (NEW."reviewer_id") OR OLD."said_on" IS DISTINCT FROM (NEW."said_on") OR OLD."said_on_is_inferred" IS DISTINCT FROM (NEW."said_on_is_inferred") OR OLD."speaker" IS DISTINCT FROM (NEW."speaker") OR OLD."stance" IS DISTINCT FROM (NEW."stance") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."submitted_at" IS DISTINCT FROM (NEW."submitted_at") OR OLD."summary" IS DISTINCT FROM (NEW."summary") OR OLD."unit" IS DISTINCT FROM (NEW."unit") OR OLD."version" IS DISTINCT FROM (NEW."version"))',
                            func='INSERT INTO "commitments_statementevent" ("added_at", "author_id", "capacity", "caveat", "change", "corrects_id", "due_on", "effective_on", "equipment", "headcount_max", "headcount_min", "headcount_withheld", "headcount_wording", "id", "is_self_reviewed", "office", "on_record", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pledge_id", "priority", "published_at", "reason", "relayed_by_id", "retracted_at", "retracted_by_id", "retraction_reason", "reviewer_id", "said_on", "said_on_is_inferred", "speaker", "stance", "state", "submitted_at", "summary", "unit", "version") VALUES (NEW."added_at", NEW."author_id", NEW."capacity", NEW."caveat", NEW."change", NEW."corrects_id", NEW."due_on", NEW."effective_on", NEW."equipment", NEW."headcount_max", NEW."headcount_min", NEW."headcount_withheld", NEW."headcount_wording", NEW."id", NEW."is_self_reviewed", NEW."office", NEW."on_record", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'update\', NEW."id", NEW."pledge_id", NEW."priority", NEW."published_at", NEW."reason", NEW."relayed_by_id", NEW."retracted_at", NEW."retracted_by_id", NEW."retraction_reason", NEW."reviewer_id", NEW."said_on", NEW."said_on_is_inferred", NEW."speaker", NEW."stance", NEW."state", NEW."submitted_at", NEW."summary", NEW."unit", NEW."version"); RETURN NULL;',
                            hash="6ed380e516c9cebc4809c0d8f36a75a84fd0ba8e",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_42ae8",
                            table="commitments_statement",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="statement",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "commitments_statementevent" ("added_at", "author_id", "capacity", "caveat", "change", "corrects_id", "due_on", "effective_on", "equipment", "headcount_max", "headcount_min", "headcount_withheld", "headcount_wording", "id", "is_self_reviewed", "office", "on_record", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pledge_id", "priority", "published_at", "reason", "relayed_by_id", "retracted_at", "retracted_by_id", "retraction_reason", "reviewer_id", "said_on", "said_on_is_inferred", "speaker", "stance", "state", "submitted_at", "summary", "unit", "version") VALUES (OLD."added_at", OLD."author_id", OLD."capacity", OLD."caveat", OLD."change", OLD."corrects_id", OLD."due_on", OLD."effective_on", OLD."equipment", OLD."headcount_max", OLD."headcount_min", OLD."headcount_withheld", OLD."headcount_wording", OLD."id", OLD."is_self_reviewed", OLD."office", OLD."on_record", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'delete\', OLD."id", OLD."pledge_id", OLD."priority", OLD."published_at", OLD."reason", OLD."relayed_by_id", OLD."retracted_at", OLD."retracted_by_id", OLD."retraction_reason", OLD."reviewer_id", OLD."said_on", OLD."said_on_is_inferred", OLD."speaker", OLD."stance", OLD."state", OLD."submitted_at", OLD."summary", OLD."unit", OLD."version"); RETURN NULL;',
                            hash="e1b68ec9c0f6ef3399eb68bf38158a9b3a6e5481",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_3014b",
                            table="commitments_statement",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="statementlimitevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="3015e03c410c73c925f90171bb1d72ee07923859",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_1bfe5",
                            table="commitments_statementlimitevent",
                            when="BEFORE",
                        ),
                    ),
                ),
            ],
        ),
    ]
