"""The tables, their rules about single rows, their indexes. Generated, then put in order."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.text
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


# As `articles.models.snapshots` had it when this was written. The bodies are parsed when they are
# created (RETURN), so that an index can be rebuilt under any search_path, as a restore has it.
FUNCTIONS = """
CREATE FUNCTION articles_search_config(language text) RETURNS regconfig
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE split_part(language, '-', 1)
  WHEN 'da' THEN 'danish'::regconfig WHEN 'de' THEN 'german'::regconfig
  WHEN 'en' THEN 'english'::regconfig WHEN 'es' THEN 'spanish'::regconfig
  WHEN 'fi' THEN 'finnish'::regconfig WHEN 'fr' THEN 'french'::regconfig
  WHEN 'hu' THEN 'hungarian'::regconfig WHEN 'it' THEN 'italian'::regconfig
  WHEN 'lt' THEN 'lithuanian'::regconfig WHEN 'nl' THEN 'dutch'::regconfig
  WHEN 'no' THEN 'norwegian'::regconfig WHEN 'pt' THEN 'portuguese'::regconfig
  WHEN 'ro' THEN 'romanian'::regconfig WHEN 'ru' THEN 'russian'::regconfig
  WHEN 'sv' THEN 'swedish'::regconfig WHEN 'tr' THEN 'turkish'::regconfig
  ELSE 'simple'::regconfig END;

-- Words as they stand beside their stems: while somebody types, "traini" is a beginning of
-- "training" but not of its stem.
CREATE FUNCTION articles_search_vector(language text, words text) RETURNS tsvector
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN to_tsvector(articles_search_config(language), words)
  || to_tsvector('simple'::regconfig, words);
"""
NO_FUNCTIONS = """
DROP FUNCTION articles_search_vector(text, text);
DROP FUNCTION articles_search_config(text);
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("core", "0001_tables"),
    ]

    operations = [
        migrations.RunSQL(
            sql=FUNCTIONS,
            reverse_sql=NO_FUNCTIONS,
        ),
        migrations.CreateModel(
            name="Publisher",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="Name")),
                (
                    "domain",
                    models.CharField(
                        blank=True,
                        help_text="Registrable, as in bbc.co.uk",
                        max_length=253,
                        null=True,
                        unique=True,
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
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("name"),
                        name="publisher_name_is_taken",
                        violation_error_message="An outlet of this name exists already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("domain__isnull", True),
                            ("domain", django.db.models.functions.text.Lower("domain")),
                            _connector="OR",
                        ),
                        name="publisher_domain_is_not_lower_case",
                        violation_error_message="Write the domain in lower case.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "government",
                                    "parliament",
                                    "agency",
                                    "newspaper",
                                    "broadcaster",
                                    "think_tank",
                                    "other",
                                ],
                            )
                        ),
                        name="publisher_kind_is_unknown",
                        violation_error_message="Pick a kind of outlet from the list.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Article",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "canonical_url",
                    models.URLField(
                        blank=True,
                        help_text="Normalised; empty for a text that has no address",
                        max_length=2000,
                        null=True,
                        unique=True,
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
                        db_index=True,
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
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "reader",
                    models.ForeignKey(
                        blank=True,
                        help_text="Who took it to read",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="Reader",
                    ),
                ),
                (
                    "relays",
                    models.ForeignKey(
                        blank=True,
                        help_text="The article this one re-publishes; both count as one origin",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="relayed_as",
                        to="articles.article",
                        verbose_name="Relays",
                    ),
                ),
                (
                    "publisher",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="articles",
                        to="articles.publisher",
                        verbose_name="Publisher",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        models.F("reading_state"),
                        models.OrderBy(models.F("added_at"), descending=True),
                        name="article_inbox",
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        models.Func(
                            models.F("title"),
                            models.F("byline"),
                            arg_joiner=" || ' ' || ",
                            output_field=django.contrib.postgres.search.SearchVectorField(),
                            template="articles_search_vector(language, %(expressions)s)",
                        ),
                        name="article_search",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("title", ""), _negated=True),
                        name="article_title_is_empty",
                        violation_error_message="Give the article a title.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("canonical_url__isnull", True),
                            ("canonical_url__regex", "^https?://[^/]"),
                            _connector="OR",
                        ),
                        name="article_address_is_not_http",
                        violation_error_message="The address must start with http:// or https://.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("rights__in", ["quote_only", "open_licence"])),
                        name="article_rights_are_unknown",
                        violation_error_message="Rights are quote only or open licence.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("rights", "quote_only"),
                            models.Q(("licence", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="article_open_licence_has_no_name",
                        violation_error_message="Name the open licence, for example CC BY 4.0.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "reading_state__in",
                                ["new", "nothing_found", "extracted", "second_reader"],
                            )
                        ),
                        name="article_reading_state_is_unknown",
                        violation_error_message="Pick a reading state from the list.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("relays__isnull", True),
                            models.Q(("relays", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="article_relays_itself",
                        violation_error_message="An article cannot relay itself.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("withdrawn_at__isnull", True), ("withdrawn_reason", "")),
                            models.Q(
                                ("withdrawn_at__isnull", False),
                                models.Q(("withdrawn_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="article_withdrawn_without_reason",
                        violation_error_message="Withdrawing an article needs a reason.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ArticleAddress",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("address", models.CharField(max_length=2000, unique=True)),
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="addresses",
                        to="articles.article",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "article addresses",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("how__in", ["asked", "redirected", "canonical", "same_form"])
                        ),
                        name="article_address_how_is_unknown",
                        violation_error_message="Say how the address is known.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Capture",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "address",
                    models.CharField(help_text="Where it was found in the end", max_length=2000),
                ),
                ("http_status", models.PositiveSmallIntegerField(verbose_name="Http status")),
                ("content_type", models.CharField(blank=True, max_length=200)),
                ("payload_sha256", models.CharField(max_length=64)),
                ("payload_bytes", models.PositiveIntegerField(verbose_name="Payload bytes")),
                ("warc", models.BinaryField(null=True)),
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="captures",
                        to="articles.article",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        models.F("article"), models.F("payload_sha256"), name="capture_of_article"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("warc__isnull", False), ("erased_at__isnull", False), _connector="OR"
                        ),
                        name="capture_is_empty",
                        violation_error_message="A capture holds what the server sent.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Takedown",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
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
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="takedown",
                        to="articles.article",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="takedown_without_reason",
                        violation_error_message="Taking a text down needs a reason.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Snapshot",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "number",
                    models.PositiveIntegerField(
                        help_text="1 for the first text of the article", verbose_name="Number"
                    ),
                ),
                ("text", models.TextField()),
                ("text_sha256", models.CharField(max_length=64)),
                ("normaliser_version", models.PositiveSmallIntegerField()),
                (
                    "language",
                    models.CharField(
                        help_text="The article's when stored; for search", max_length=35
                    ),
                ),
                (
                    "raw",
                    models.BinaryField(help_text="What was handed in, gzip-compressed", null=True),
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="snapshots",
                        to="articles.article",
                    ),
                ),
                (
                    "capture",
                    models.ForeignKey(
                        blank=True,
                        help_text="The answer it was extracted from; empty where a person handed the text in",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="snapshots",
                        to="articles.capture",
                    ),
                ),
                (
                    "search",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.db.models.expressions.RawSQL(
                            "to_tsvector(CASE split_part(language, '-', 1) WHEN 'da' THEN 'danish'::regconfig WHEN 'de' THEN 'german'::regconfig WHEN 'en' THEN 'english'::regconfig WHEN 'es' THEN 'spanish'::regconfig WHEN 'fi' THEN 'finnish'::regconfig WHEN 'fr' THEN 'french'::regconfig WHEN 'hu' THEN 'hungarian'::regconfig WHEN 'it' THEN 'italian'::regconfig WHEN 'lt' THEN 'lithuanian'::regconfig WHEN 'nl' THEN 'dutch'::regconfig WHEN 'no' THEN 'norwegian'::regconfig WHEN 'pt' THEN 'portuguese'::regconfig WHEN 'ro' THEN 'romanian'::regconfig WHEN 'ru' THEN 'russian'::regconfig WHEN 'sv' THEN 'swedish'::regconfig WHEN 'tr' THEN 'turkish'::regconfig ELSE 'simple'::regconfig END, left(text, 200000))",
                            [],
                        ),
                        output_field=django.contrib.postgres.search.SearchVectorField(),
                    ),
                ),
            ],
            options={
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        models.F("search"), name="snapshot_search"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("article"),
                        models.F("number"),
                        name="snapshot_number_is_taken",
                        violation_error_message="This article has a snapshot of this number.",
                    ),
                    models.UniqueConstraint(
                        models.F("text_sha256"),
                        condition=models.Q(("number", 1)),
                        name="snapshot_text_is_stored_already",
                        violation_error_message="This very text is stored already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("text", ""), _negated=True),
                            ("erased_at__isnull", False),
                            _connector="OR",
                        ),
                        name="snapshot_text_is_empty",
                        violation_error_message="The text is empty.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Fetch",
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
                        choices=[
                            ("import", "Add by address"),
                            ("recheck", "Look again"),
                            ("archive", "Archive copy"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "address",
                    models.CharField(help_text="As asked for, normalised", max_length=2000),
                ),
                (
                    "details",
                    models.JSONField(default=dict, help_text="What the editor said of the article"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("running", "Running"),
                            ("done", "Done"),
                            ("failed", "Failed"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("new_article", "New article"),
                            ("new_text", "The text has changed"),
                            ("same_text", "Same text"),
                            ("archived", "Archived"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "failure",
                    models.CharField(blank=True, help_text="Slug of the reason", max_length=30),
                ),
                ("message", models.TextField(blank=True, help_text="The reason in a sentence")),
                ("http_status", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("final_address", models.CharField(blank=True, max_length=2000)),
                ("requested_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("started_at", models.DateTimeField(blank=True, null=True)),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                (
                    "article",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="fetches",
                        to="articles.article",
                    ),
                ),
                (
                    "requested_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "snapshot",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="articles.snapshot",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        models.F("article"),
                        models.OrderBy(models.F("requested_at"), descending=True),
                        name="fetch_of_article",
                    ),
                    models.Index(
                        models.F("requested_at"),
                        condition=models.Q(("state__in", ["waiting", "running"])),
                        name="fetch_open",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("kind"),
                        models.F("address"),
                        condition=models.Q(("state__in", ["waiting", "running"])),
                        name="fetch_is_under_way",
                        violation_error_message="This address is being fetched already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["import", "recheck", "archive"]),
                            ("state__in", ["waiting", "running", "done", "failed"]),
                            (
                                "outcome__in",
                                ["", "new_article", "new_text", "same_text", "archived"],
                            ),
                        ),
                        name="fetch_words_are_unknown",
                        violation_error_message="A fetch has a known kind, state and outcome.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state", "done"),
                                models.Q(("outcome", ""), _negated=True),
                                ("failure", ""),
                            ),
                            models.Q(
                                ("state", "failed"),
                                ("outcome", ""),
                                models.Q(("failure", ""), _negated=True),
                            ),
                            models.Q(("state__in", ["waiting", "running"]), ("outcome", "")),
                            _connector="OR",
                        ),
                        name="fetch_ends_without_word",
                        violation_error_message="Done says with what outcome, failed says why.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("finished_at__isnull", False), ("state__in", ["done", "failed"])
                            ),
                            models.Q(
                                ("finished_at__isnull", True), ("state__in", ["waiting", "running"])
                            ),
                            _connector="OR",
                        ),
                        name="fetch_times_out_of_step",
                        violation_error_message="What has ended has a time of its end.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("started_at__isnull", True),
                            ("finished_at__isnull", True),
                            ("finished_at__gte", models.F("started_at")),
                            _connector="OR",
                        ),
                        name="fetch_ends_before_it_begins",
                        violation_error_message="A fetch ends after it began.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind", "import"), ("article__isnull", False), _connector="OR"
                        ),
                        name="fetch_of_no_article",
                        violation_error_message="Only an import has no article yet.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Passage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("start", models.PositiveIntegerField()),
                ("end", models.PositiveIntegerField()),
                ("exact", models.TextField()),
                ("prefix", models.CharField(blank=True, max_length=64)),
                ("suffix", models.CharField(blank=True, max_length=64)),
                ("added_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "search",
                    django.contrib.postgres.search.SearchVectorField(editable=False, null=True),
                ),
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
                    "snapshot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="passages",
                        to="articles.snapshot",
                    ),
                ),
            ],
            options={
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        models.F("search"), name="passage_search"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("snapshot"),
                        models.F("start"),
                        models.F("end"),
                        name="passage_is_stored_already",
                        violation_error_message="This passage is stored already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("end__gt", models.F("start"))),
                        name="passage_is_empty",
                        violation_error_message="A passage has at least one character.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TextSketch",
            fields=[
                (
                    "snapshot",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="sketch",
                        serialize=False,
                        to="articles.snapshot",
                    ),
                ),
                ("version", models.PositiveSmallIntegerField(help_text="Of the way it was made")),
                (
                    "bands",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(),
                        help_text="Hashes of slices of its MinHash",
                    ),
                ),
            ],
            options={
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(models.F("bands"), name="sketch_bands")
                ],
            },
        ),
        migrations.CreateModel(
            name="Anchor",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
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
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "passage",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="anchors",
                        to="articles.passage",
                    ),
                ),
                (
                    "snapshot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="anchors",
                        to="articles.snapshot",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        models.F("passage"),
                        models.F("snapshot"),
                        name="anchor_is_stored_already",
                        violation_error_message="This passage has an anchor in this snapshot.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["exact", "moved", "changed", "lost"])),
                        name="anchor_state_is_unknown",
                        violation_error_message="An anchor is exact, moved, changed or lost.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("end__isnull", True), ("start__isnull", True), ("state", "lost")
                            ),
                            models.Q(
                                models.Q(("state", "lost"), _negated=True),
                                ("end__gt", models.F("start")),
                                ("start__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="anchor_lost_has_no_place",
                        violation_error_message="Only a lost passage has no place in the text.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("similarity__range", (0, 1))),
                        name="anchor_similarity_is_out_of_range",
                        violation_error_message="Similarity lies between 0 and 1.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("alarms__contained_by", ["number", "negation", "name"])
                        ),
                        name="anchor_alarm_is_unknown",
                        violation_error_message="An alarm is about a number, a negation or a name.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("confirmed_at__isnull", True),
                            ("confirmed_by__isnull", False),
                            _connector="OR",
                        ),
                        name="anchor_confirmed_by_nobody",
                        violation_error_message="Say who confirmed the anchor.",
                    ),
                ],
            },
        ),
    ]
