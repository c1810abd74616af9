from django.db import migrations

STATEMENTS = """
CREATE INDEX statement_search ON commitments_statement USING gin (articles_search_vector('en',
  summary || ' ' || speaker || ' ' || office || ' ' || unit || ' ' || equipment || ' ' || caveat))
WHERE state IN ('published', 'retracted');
"""
PLEDGES = """
CREATE INDEX pledge_search ON commitments_pledge
USING gin (articles_search_vector('en', title || ' ' || reference));
"""


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0003_search"),
        ("commitments", "0005_error_reports"),
    ]

    operations = [
        migrations.RunSQL(STATEMENTS, "DROP INDEX statement_search"),
        migrations.RunSQL(PLEDGES, "DROP INDEX pledge_search"),
    ]
