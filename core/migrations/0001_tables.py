"""The tables, their rules about single rows, their indexes. Generated, then put in order."""

import django.db.models.functions.text
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="User",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                (
                    "last_login",
                    models.DateTimeField(blank=True, null=True, verbose_name="last login"),
                ),
                (
                    "email",
                    models.EmailField(
                        error_messages={"unique": "Somebody already signs in with this address."},
                        max_length=254,
                        unique=True,
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
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("role__in", ["contributor", "editor", "chief"])),
                        name="user_role_is_known",
                        violation_error_message="The role is contributor, editor or chief.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("email", django.db.models.functions.text.Lower("email"))
                        ),
                        name="user_email_is_lower_case",
                        violation_error_message="Write the email address in lower case.",
                    ),
                ],
            },
        ),
    ]
