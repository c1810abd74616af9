"""The tables, their rules about single rows, their indexes. Generated, then put in order."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import django.db.models.functions.datetime
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("articles", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="Condition",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(max_length=60, unique=True, verbose_name="Slug")),
                ("name", models.CharField(max_length=80, verbose_name="Name")),
                ("definition", models.TextField(verbose_name="Definition")),
                (
                    "position",
                    models.PositiveIntegerField(
                        default=0, help_text="Order in lists", verbose_name="Position"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Country",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("iso3", models.CharField(max_length=3, unique=True, verbose_name="Iso3")),
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
            ],
            options={
                "verbose_name_plural": "countries",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("iso3__regex", "^[A-Z]{3}$")),
                        name="country_code_is_not_iso3",
                        violation_error_message="The code is three capital letters.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ErrorReport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.CharField(max_length=4000)),
                (
                    "email",
                    models.EmailField(blank=True, help_text="Empty once settled", max_length=254),
                ),
                (
                    "page",
                    models.CharField(
                        blank=True, help_text="Path of the page it is about", max_length=500
                    ),
                ),
                ("received_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("settled_at", models.DateTimeField(blank=True, null=True)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("corrected", "Corrected"),
                            ("no_error", "No error found"),
                            ("known", "Known already"),
                            ("not_a_report", "Not a report of an error"),
                        ],
                        max_length=14,
                    ),
                ),
                ("note", models.TextField(blank=True, help_text="What was found, for the desk")),
                (
                    "settled_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        models.F("received_at"),
                        condition=models.Q(("settled_at", None)),
                        name="error_report_waiting",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        name="error_report_is_empty",
                        violation_error_message="Say what is wrong.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("page", ""), ("page__regex", "^/([^/\\\\]|$)"), _connector="OR"
                        ),
                        name="error_report_page_is_not_ours",
                        violation_error_message="The page is an address of this site.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("outcome__in", ["", "corrected", "no_error", "known", "not_a_report"])
                        ),
                        name="error_report_outcome_is_unknown",
                        violation_error_message="Pick what became of it from the list.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("note", ""),
                                ("outcome", ""),
                                ("settled_at__isnull", True),
                                ("settled_by__isnull", True),
                            ),
                            models.Q(
                                ("email", ""),
                                ("settled_at__isnull", False),
                                ("settled_by__isnull", False),
                                models.Q(("outcome", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="error_report_settled_in_part",
                        violation_error_message="A settled report has a day, a person and an outcome.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("settled_at__isnull", True),
                            ("settled_at__gte", models.F("received_at")),
                            _connector="OR",
                        ),
                        name="error_report_settled_before_received",
                        violation_error_message="A report is settled after it came.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Limit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(max_length=60, unique=True, verbose_name="Slug")),
                ("name", models.CharField(max_length=80, verbose_name="Name")),
                ("definition", models.TextField(verbose_name="Definition")),
                (
                    "position",
                    models.PositiveIntegerField(
                        default=0, help_text="Order in lists", verbose_name="Position"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Role",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(max_length=60, unique=True, verbose_name="Slug")),
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
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SavedFilter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("page", models.CharField(help_text="Which list: articles, log …", max_length=20)),
                ("name", models.CharField(max_length=60)),
                (
                    "query",
                    models.CharField(
                        blank=True, help_text="As in the address, without ?", max_length=500
                    ),
                ),
                ("added_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        models.F("user"),
                        models.F("page"),
                        models.F("name"),
                        name="saved_filter_name_is_taken",
                        violation_error_message="You have a filter of this name already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True),
                        name="saved_filter_name_is_empty",
                        violation_error_message="Give the filter a name.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Coalition",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(max_length=60, unique=True, verbose_name="Slug")),
                (
                    "code",
                    models.CharField(
                        help_text="Opens every pledge's reference",
                        max_length=3,
                        unique=True,
                        verbose_name="Code",
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="Name")),
                ("tagline", models.CharField(blank=True, max_length=200, verbose_name="Tagline")),
                (
                    "host",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="hosted_coalitions",
                        to="commitments.country",
                        verbose_name="Host",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("code__regex", "^[A-Z]{3}$")),
                        name="coalition_code_is_not_three_capitals",
                        violation_error_message="The code is three capital letters.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ConditionImplication",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "condition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="implications",
                        to="commitments.condition",
                    ),
                ),
                (
                    "implied",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="commitments.condition",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        models.F("condition"),
                        models.F("implied"),
                        name="condition_implies_it_already",
                        violation_error_message="This implication exists already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("condition", models.F("implied")), _negated=True),
                        name="condition_implies_itself",
                        violation_error_message="A condition cannot imply itself.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CountryScope",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "country",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="commitments.country",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        models.F("user"),
                        models.F("country"),
                        name="country_scope_exists_already",
                        violation_error_message="This person writes about that country already.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="GovernmentChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("since", models.DateField(verbose_name="Since")),
                ("note", models.TextField(help_text="What happened, in a sentence")),
                ("recorded_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "country",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="government_changes",
                        to="commitments.country",
                    ),
                ),
                (
                    "passage",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="articles.passage",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        models.F("country"),
                        models.F("since"),
                        name="government_change_exists_already",
                        violation_error_message="A change of government on that day is recorded already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("note", ""), _negated=True),
                        name="government_change_without_note",
                        violation_error_message="Say in a sentence what happened.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Check",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="By",
                    ),
                ),
                (
                    "coalition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="checks",
                        to="commitments.coalition",
                        verbose_name="Coalition",
                    ),
                ),
                (
                    "country",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="commitments.country",
                        verbose_name="Country",
                    ),
                ),
                (
                    "role",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="commitments.role",
                        verbose_name="Role",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        models.F("coalition"),
                        models.F("country"),
                        models.F("role"),
                        models.OrderBy(models.F("checked_on"), descending=True),
                        models.OrderBy(models.F("id"), descending=True),
                        name="check_latest",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("outcome__in", ["nothing_found", "withheld", "not_applicable"])
                        ),
                        name="check_outcome_is_unknown",
                        violation_error_message="Pick an outcome from the list.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("recheck_on__isnull", True),
                            ("recheck_on__gt", models.F("checked_on")),
                            _connector="OR",
                        ),
                        name="check_recheck_is_not_later",
                        violation_error_message="The next check comes after this one.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CoalitionCondition",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveIntegerField(default=0, verbose_name="Position")),
                (
                    "coalition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="commitments.coalition",
                    ),
                ),
                (
                    "condition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="commitments.condition",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        models.F("coalition"),
                        models.F("condition"),
                        name="coalition_has_condition_already",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CoalitionLimit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveIntegerField(default=0, verbose_name="Position")),
                (
                    "coalition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="commitments.coalition",
                    ),
                ),
                (
                    "limit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="commitments.limit",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        models.F("coalition"), models.F("limit"), name="coalition_has_limit_already"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CoalitionRole",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveIntegerField(default=0, verbose_name="Position")),
                (
                    "coalition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="commitments.coalition",
                    ),
                ),
                (
                    "role",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="commitments.role",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        models.F("coalition"), models.F("role"), name="coalition_has_role_already"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ConditionOutcome",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="condition_outcomes",
                        to="commitments.coalition",
                        verbose_name="Coalition",
                    ),
                ),
                (
                    "condition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="commitments.condition",
                        verbose_name="Condition",
                    ),
                ),
                (
                    "passage",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="articles.passage",
                        verbose_name="Passage",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "country",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="commitments.country",
                        verbose_name="Country",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("outcome__in", ["open", "met", "failed", "waived", "unclear"])
                        ),
                        name="condition_outcome_is_unknown",
                        violation_error_message="Pick an outcome from the list.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="commitments.coalition",
                        verbose_name="Coalition",
                    ),
                ),
                (
                    "country",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="commitments.country",
                        verbose_name="Country",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="articles.article",
                        verbose_name="Source",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("standing__in", ["lead", "member", "partner", "observer"])
                        ),
                        name="membership_standing_is_unknown",
                        violation_error_message="Standing is lead, member, partner or observer.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("left_on__isnull", True),
                            ("joined_on__isnull", True),
                            ("left_on__gt", models.F("joined_on")),
                            _connector="OR",
                        ),
                        name="membership_ends_before_it_starts",
                        violation_error_message="The country left before it joined.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("superseded_at__isnull", True),
                            ("superseded_at__gte", models.F("recorded_at")),
                            _connector="OR",
                        ),
                        name="membership_superseded_before_recorded",
                        violation_error_message="An entry is superseded after it was recorded.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("correction", ""), ("superseded_at__isnull", False), _connector="OR"
                        ),
                        name="membership_corrected_but_current",
                        violation_error_message="A corrected entry holds no longer.",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            (
                                models.Func(
                                    "coalition_id",
                                    "coalition_id",
                                    models.Value("[]"),
                                    function="int8range",
                                ),
                                "&&",
                            ),
                            (
                                models.Func(
                                    "country_id",
                                    "country_id",
                                    models.Value("[]"),
                                    function="int8range",
                                ),
                                "&&",
                            ),
                            (
                                models.Func(
                                    "joined_on", "left_on", models.Value("[)"), function="daterange"
                                ),
                                "&&",
                            ),
                            (
                                models.Func(
                                    "recorded_at",
                                    "superseded_at",
                                    models.Value("[)"),
                                    function="tstzrange",
                                ),
                                "&&",
                            ),
                        ],
                        name="membership_periods_overlap",
                        violation_error_message="This country has a standing in this period already.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Pledge",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
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
                        help_text="Public and stable",
                        max_length=24,
                        unique=True,
                        verbose_name="Reference",
                    ),
                ),
                ("title", models.CharField(max_length=160, verbose_name="Title")),
                ("added_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "added_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "coalition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pledges",
                        to="commitments.coalition",
                        verbose_name="Coalition",
                    ),
                ),
                (
                    "country",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pledges",
                        to="commitments.country",
                        verbose_name="Country",
                    ),
                ),
            ],
            options={
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        models.Func(
                            models.F("title"),
                            models.F("reference"),
                            arg_joiner=" || ' ' || ",
                            output_field=django.contrib.postgres.search.SearchVectorField(),
                            template="articles_search_vector('en', %(expressions)s)",
                        ),
                        name="pledge_search",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "place__in",
                                [
                                    "inside_host",
                                    "neighbouring_state",
                                    "sea",
                                    "airspace",
                                    "at_home",
                                    "unspecified",
                                ],
                            )
                        ),
                        name="pledge_place_is_unknown",
                        violation_error_message="Pick a place from the list.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reference__regex", "^[A-Z]{3}-[A-Z]{3}-[1-9][0-9]*$")),
                        name="pledge_reference_is_malformed",
                        violation_error_message="A reference looks like UKR-GBR-3.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("title", ""), _negated=True),
                        name="pledge_title_is_empty",
                        violation_error_message="Give the pledge a title.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PledgeParty",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "country",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="commitments.country",
                    ),
                ),
                (
                    "pledge",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pledge_parties",
                        to="commitments.pledge",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        models.F("pledge"), models.F("country"), name="pledge_has_party_already"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PledgeRecheck",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rechecks",
                        to="commitments.governmentchange",
                    ),
                ),
                (
                    "done_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "pledge",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rechecks",
                        to="commitments.pledge",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        models.F("pledge"),
                        models.F("because"),
                        name="pledge_recheck_is_queued_already",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("done_at__isnull", True),
                                ("done_by__isnull", True),
                                ("finding", ""),
                            ),
                            models.Q(
                                ("done_at__isnull", False),
                                ("done_by__isnull", False),
                                models.Q(("finding", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="pledge_recheck_done_without_finding",
                        violation_error_message="Say what the second look found.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PledgeRole",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "pledge",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pledge_roles",
                        to="commitments.pledge",
                    ),
                ),
                (
                    "role",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="commitments.role",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        models.F("pledge"), models.F("role"), name="pledge_has_role_already"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Statement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="Author",
                    ),
                ),
                (
                    "corrects",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrected_by",
                        to="commitments.statement",
                        verbose_name="Corrects",
                    ),
                ),
                (
                    "pledge",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="statements",
                        to="commitments.pledge",
                        verbose_name="Pledge",
                    ),
                ),
                (
                    "relayed_by",
                    models.ForeignKey(
                        blank=True,
                        help_text="Another government that passed the claim on",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="commitments.country",
                        verbose_name="Relayed by",
                    ),
                ),
                (
                    "retracted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="Retracted by",
                    ),
                ),
                (
                    "reviewer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="Reviewer",
                    ),
                ),
                (
                    "stance_rank",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Case(
                            models.When(stance="lapsed", then=models.Value(0)),
                            models.When(stance="withdrawn", then=models.Value(1)),
                            models.When(stance="ruled_out", then=models.Value(2)),
                            models.When(stance="floated", then=models.Value(3)),
                            models.When(stance="considering", then=models.Value(4)),
                            models.When(stance="offered", then=models.Value(5)),
                            models.When(stance="committed", then=models.Value(6)),
                            models.When(stance="authorised", then=models.Value(7)),
                            models.When(stance="preparing", then=models.Value(8)),
                            models.When(stance="deployed", then=models.Value(9)),
                            models.When(stance="completed", then=models.Value(10)),
                            default=models.Value(0),
                        ),
                        output_field=models.SmallIntegerField(),
                    ),
                ),
                (
                    "base_grade",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Case(
                            models.When(
                                models.Q(
                                    ("relayed_by__isnull", False),
                                    ("capacity__in", ["other_government", "opposition_or_party"]),
                                    _connector="OR",
                                ),
                                then=models.Value("D"),
                            ),
                            models.When(capacity="outlet_inference", then=models.Value("E")),
                            models.When(
                                capacity__in=["official_document", "parliament"],
                                then=models.Value("A"),
                            ),
                            models.When(
                                models.Q(
                                    ("capacity", "unnamed_official"),
                                    ("on_record", False),
                                    _connector="OR",
                                ),
                                then=models.Value("C"),
                            ),
                            models.When(
                                models.Q(
                                    models.Q(("speaker", ""), _negated=True),
                                    ("capacity", "spokesperson"),
                                    _connector="OR",
                                ),
                                then=models.Value("B"),
                            ),
                            default=models.Value("C"),
                        ),
                        output_field=models.CharField(max_length=1),
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        models.F("pledge"),
                        models.OrderBy(models.F("said_on"), descending=True),
                        models.OrderBy(models.F("published_at"), descending=True),
                        models.OrderBy(models.F("id"), descending=True),
                        condition=models.Q(("state__in", ["published", "retracted"])),
                        name="statement_latest_word",
                    ),
                    models.Index(
                        models.F("state"), models.F("submitted_at"), name="statement_queue"
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        models.Func(
                            models.F("summary"),
                            models.F("speaker"),
                            models.F("office"),
                            models.F("unit"),
                            models.F("equipment"),
                            models.F("caveat"),
                            arg_joiner=" || ' ' || ",
                            output_field=django.contrib.postgres.search.SearchVectorField(),
                            template="articles_search_vector('en', %(expressions)s)",
                        ),
                        condition=models.Q(("state__in", ["published", "retracted"])),
                        name="statement_search",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "stance__in",
                                [
                                    "lapsed",
                                    "withdrawn",
                                    "ruled_out",
                                    "floated",
                                    "considering",
                                    "offered",
                                    "committed",
                                    "authorised",
                                    "preparing",
                                    "deployed",
                                    "completed",
                                ],
                            )
                        ),
                        name="statement_stance_is_unknown",
                        violation_error_message="Pick a stance from the ladder.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "change__in",
                                [
                                    "introduced",
                                    "restated",
                                    "clarified",
                                    "widened",
                                    "narrowed",
                                    "increased",
                                    "reduced",
                                    "reversed",
                                    "partly_endorsed",
                                    "recoded",
                                ],
                            )
                        ),
                        name="statement_change_is_unknown",
                        violation_error_message="Pick a kind of change from the list.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "capacity__in",
                                [
                                    "head_of_state_or_government",
                                    "minister",
                                    "official_document",
                                    "military",
                                    "spokesperson",
                                    "parliament",
                                    "unnamed_official",
                                    "opposition_or_party",
                                    "other_government",
                                    "outlet_inference",
                                ],
                            )
                        ),
                        name="statement_capacity_is_unknown",
                        violation_error_message="Pick the speaker's capacity from the list.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                ["draft", "submitted", "returned", "published", "retracted"],
                            )
                        ),
                        name="statement_state_is_unknown",
                        violation_error_message="Unknown editorial state.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("priority__in", [0, 1, 2])),
                        name="statement_priority_is_unknown",
                        violation_error_message="Priority is normal, soon or urgent.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("summary", ""), _negated=True),
                        name="statement_summary_is_empty",
                        violation_error_message="Say in one sentence what was said.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("headcount_min__isnull", True),
                                ("headcount_min__gte", 0),
                                _connector="OR",
                            ),
                            models.Q(
                                ("headcount_max__isnull", True),
                                ("headcount_max__gte", 0),
                                _connector="OR",
                            ),
                        ),
                        name="statement_headcount_is_negative",
                        violation_error_message="A headcount is zero or more.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("headcount_min__isnull", True),
                            ("headcount_max__isnull", True),
                            ("headcount_min__lte", models.F("headcount_max")),
                            _connector="OR",
                        ),
                        name="statement_headcount_min_exceeds_max",
                        violation_error_message="The smaller headcount must not exceed the larger one.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("headcount_withheld", False),
                            models.Q(
                                ("headcount_max__isnull", True), ("headcount_min__isnull", True)
                            ),
                            _connector="OR",
                        ),
                        name="statement_headcount_withheld_yet_given",
                        violation_error_message="A withheld headcount has no figures.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["draft", "returned"]),
                            ("submitted_at__isnull", False),
                            _connector="OR",
                        ),
                        name="statement_in_review_was_never_submitted",
                        violation_error_message="A statement in review has a time of submission.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["published", "retracted"]), _negated=True),
                            models.Q(("published_at__isnull", False), ("reviewer__isnull", False)),
                            _connector="OR",
                        ),
                        name="statement_published_without_reviewer_or_time",
                        violation_error_message="A published statement has a reviewer and a time.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["published", "retracted"]),
                            ("published_at__isnull", True),
                            _connector="OR",
                        ),
                        name="statement_unpublished_has_publication_time",
                        violation_error_message="Only a published statement has a time of publication.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["published", "retracted"]), _negated=True),
                            models.Q(("reviewer", models.F("author")), _negated=True),
                            ("is_self_reviewed", True),
                            _connector="OR",
                        ),
                        name="statement_published_by_its_author",
                        violation_error_message="Somebody other than the author must publish it.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("retracted_at__isnull", False),
                                ("state", "retracted"),
                                models.Q(("retraction_reason", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("state", "retracted"), _negated=True),
                                ("retracted_at__isnull", True),
                                ("retraction_reason", ""),
                            ),
                            _connector="OR",
                        ),
                        name="statement_retracted_without_reason",
                        violation_error_message="Retracting a statement needs a reason.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "retracted"), ("retracted_by__isnull", True), _connector="OR"
                        ),
                        name="statement_not_retracted_yet_by_somebody",
                        violation_error_message="Only a retracted statement was retracted by somebody.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("retracted_at__isnull", True),
                            ("retracted_at__gte", models.F("published_at")),
                            _connector="OR",
                        ),
                        name="statement_retracted_before_published",
                        violation_error_message="A statement is retracted after it was published.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("corrects__isnull", True),
                            models.Q(("corrects", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="statement_corrects_itself",
                        violation_error_message="A statement cannot correct itself.",
                    ),
                    models.UniqueConstraint(
                        models.F("corrects"),
                        condition=models.Q(("state", "published")),
                        name="statement_is_corrected_already",
                        violation_error_message="Another published statement corrects that one.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Citation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "passage",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="articles.passage",
                    ),
                ),
                (
                    "reviewer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "statement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="citations",
                        to="commitments.statement",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        models.F("statement"),
                        models.F("passage"),
                        name="citation_exists_already",
                        violation_error_message="This statement cites this passage already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("function__in", ["supports", "qualifies", "contradicts", "context"])
                        ),
                        name="citation_function_is_unknown",
                        violation_error_message="Say what the quotation does for the statement.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "proves__contained_by",
                                [
                                    "stance",
                                    "roles",
                                    "place",
                                    "headcount",
                                    "limits",
                                    "conditions",
                                    "speaker",
                                    "date",
                                ],
                            )
                        ),
                        name="citation_proves_unknown_fact",
                        violation_error_message="Pick the facts it proves from the list.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("published_at__isnull", True),
                            ("reviewer__isnull", False),
                            _connector="OR",
                        ),
                        name="citation_published_without_reviewer",
                        violation_error_message="A public citation has a reviewer.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("published_at__isnull", True),
                            models.Q(("reviewer", models.F("added_by")), _negated=True),
                            ("is_self_reviewed", True),
                            _connector="OR",
                        ),
                        name="citation_published_by_who_added_it",
                        violation_error_message="Somebody else must review a quotation that is added.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Contradiction",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("note", models.TextField(verbose_name="Note")),
                ("recorded_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "first",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="commitments.statement",
                        verbose_name="First",
                    ),
                ),
                (
                    "second",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="commitments.statement",
                        verbose_name="Second",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("first__lt", models.F("second"))),
                        name="contradiction_is_not_ordered",
                        violation_error_message="Name the older statement first.",
                    ),
                    models.UniqueConstraint(
                        models.F("first"),
                        models.F("second"),
                        name="contradiction_exists_already",
                        violation_error_message="These two are linked already.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Override",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "statement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="overrides",
                        to="commitments.statement",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        models.F("statement"),
                        models.F("warning"),
                        name="override_exists_already",
                        violation_error_message="This warning is answered already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "warning__in",
                                [
                                    "relayed_above_floated",
                                    "party_for_the_state",
                                    "up_to_with_minimum",
                                    "headcount_far_from_last",
                                    "lower_without_withdrawal",
                                    "same_day",
                                    "quote_used",
                                ],
                            )
                        ),
                        name="override_warning_is_unknown",
                        violation_error_message="There is no such warning.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="override_without_reason",
                        violation_error_message="Say why the warning does not hold here.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Presence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("seen_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "statement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="presences",
                        to="commitments.statement",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        models.F("statement"), models.F("user"), name="presence_is_known_already"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ReviewClaim",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("claimed_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "statement",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="claim",
                        to="commitments.statement",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ReviewNote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "statement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="review_notes",
                        to="commitments.statement",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("body", ""), _negated=True),
                        name="review_note_is_empty",
                        violation_error_message="Say what should change.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["return", "comment"])),
                        name="review_note_kind_is_unknown",
                        violation_error_message="A note returns the statement or comments on it.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StatementCondition",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="commitments.condition",
                    ),
                ),
                (
                    "statement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="statement_conditions",
                        to="commitments.statement",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        models.F("statement"),
                        models.F("condition"),
                        name="statement_has_condition_already",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["legally_required", "politically_promised", "stated"])
                        ),
                        name="statement_condition_kind_is_unknown",
                        violation_error_message="Pick the kind of condition from the list.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StatementLimit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("detail", models.CharField(blank=True, max_length=200)),
                (
                    "limit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="commitments.limit",
                    ),
                ),
                (
                    "statement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="statement_limits",
                        to="commitments.statement",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        models.F("statement"), models.F("limit"), name="statement_has_limit_already"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Autosave",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("data", models.JSONField(default=dict)),
                ("version", models.PositiveIntegerField(default=0)),
                ("saved_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "article",
                    models.ForeignKey(
                        blank=True,
                        help_text="The article beside which it is being written",
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="articles.article",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "pledge",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="autosaves",
                        to="commitments.pledge",
                    ),
                ),
                (
                    "statement",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="autosaves",
                        to="commitments.statement",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        models.F("user"),
                        models.OrderBy(models.F("saved_at"), descending=True),
                        name="autosave_newest",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("pledge__isnull", False), ("statement__isnull", True)),
                            models.Q(("pledge__isnull", True), ("statement__isnull", False)),
                            _connector="OR",
                        ),
                        name="autosave_belongs_to_draft_or_pledge",
                        violation_error_message="An autosave belongs to a draft or to a pledge.",
                    ),
                    models.UniqueConstraint(
                        models.F("user"),
                        models.F("statement"),
                        condition=models.Q(("statement__isnull", False)),
                        name="autosave_of_draft_exists_already",
                    ),
                    models.UniqueConstraint(
                        models.F("user"),
                        models.F("pledge"),
                        condition=models.Q(("pledge__isnull", False)),
                        name="autosave_of_pledge_exists_already",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="coalition",
            name="conditions",
            field=models.ManyToManyField(
                through="commitments.CoalitionCondition", to="commitments.condition"
            ),
        ),
        migrations.AddField(
            model_name="condition",
            name="implies",
            field=models.ManyToManyField(
                related_name="implied_by",
                through="commitments.ConditionImplication",
                to="commitments.condition",
            ),
        ),
        migrations.AddField(
            model_name="coalition",
            name="limits",
            field=models.ManyToManyField(
                through="commitments.CoalitionLimit", to="commitments.limit"
            ),
        ),
        migrations.AddField(
            model_name="pledge",
            name="parties",
            field=models.ManyToManyField(
                related_name="+", through="commitments.PledgeParty", to="commitments.country"
            ),
        ),
        migrations.AddField(
            model_name="pledge",
            name="roles",
            field=models.ManyToManyField(through="commitments.PledgeRole", to="commitments.role"),
        ),
        migrations.AddField(
            model_name="coalition",
            name="roles",
            field=models.ManyToManyField(
                through="commitments.CoalitionRole", to="commitments.role"
            ),
        ),
        migrations.AddField(
            model_name="statement",
            name="conditions",
            field=models.ManyToManyField(
                through="commitments.StatementCondition", to="commitments.condition"
            ),
        ),
        migrations.AddField(
            model_name="statement",
            name="limits",
            field=models.ManyToManyField(
                through="commitments.StatementLimit", to="commitments.limit"
            ),
        ),
    ]
