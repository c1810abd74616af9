"""What history calls a column: its own name in English, and that name translated.

A test names the columns that are missing here.
"""

from __future__ import annotations

from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext, gettext_noop

# Names that no page or form has marked already.
NAMES = (
    gettext_noop("Headcount withheld"),
    gettext_noop("State"),
    gettext_noop("Author"),
    gettext_noop("Reviewer"),
    gettext_noop("Submitted at"),
    gettext_noop("Published at"),
    gettext_noop("Retracted at"),
    gettext_noop("Retracted by"),
    gettext_noop("Retraction reason"),
    gettext_noop("Corrects"),
    gettext_noop("Stance rank"),
    gettext_noop("Base grade"),
    gettext_noop("Function"),
    gettext_noop("Proves"),
    gettext_noop("Detail"),
    gettext_noop("Kind"),
    gettext_noop("Group"),
    gettext_noop("Warning"),
    gettext_noop("Fact"),
    gettext_noop("Body"),
    gettext_noop("Reference"),
    gettext_noop("Because"),
    gettext_noop("Done at"),
    gettext_noop("Done by"),
    gettext_noop("Finding"),
    gettext_noop("Publisher"),
    gettext_noop("Relays"),
    gettext_noop("Archived url"),
    gettext_noop("Reader"),
    gettext_noop("Due on"),
    gettext_noop("Withdrawn at"),
    gettext_noop("Withdrawn reason"),
    gettext_noop("Number"),
    gettext_noop("Raw"),
    gettext_noop("Retrieved at"),
    gettext_noop("Extractor"),
    gettext_noop("Similarity"),
    gettext_noop("Confirmed by"),
    gettext_noop("Confirmed at"),
    gettext_noop("Domain"),
    gettext_noop("Is state controlled"),
    gettext_noop("Checked on"),
    gettext_noop("Outcome"),
    gettext_noop("By"),
    gettext_noop("Recheck on"),
    gettext_noop("First"),
    gettext_noop("Second"),
    gettext_noop("Joined on"),
    gettext_noop("Left on"),
    gettext_noop("Superseded at"),
    gettext_noop("Correction"),
    gettext_noop("Slug"),
    gettext_noop("Definition"),
    gettext_noop("Position"),
    gettext_noop("Short name"),
    gettext_noop("Implied"),
    gettext_noop("Tagline"),
    gettext_noop("Host"),
    gettext_noop("Iso3"),
    gettext_noop("Iso2"),
    gettext_noop("Names"),
    gettext_noop("Demonym"),
    gettext_noop("Capital"),
    gettext_noop("Groups"),
    gettext_noop("Is organisation"),
    gettext_noop("Last login"),
    gettext_noop("Is active"),
    gettext_noop("Joined at"),
    gettext_noop("Link sent at"),
    gettext_noop("Type"),
    gettext_noop("Data"),
    gettext_noop("Created at"),
    gettext_noop("Last used at"),
    gettext_noop("Alarms"),
    gettext_noop("Capture"),
    gettext_noop("Content type"),
    gettext_noop("Erased at"),
    gettext_noop("Erases words"),
    gettext_noop("At"),
    gettext_noop("How"),
    gettext_noop("Http status"),
    gettext_noop("Page starts"),
    gettext_noop("Payload bytes"),
    gettext_noop("Payload sha256"),
)


def column_label(field: Any) -> str:
    """The column's name, as the reader's language has it."""
    return gettext(str(capfirst(str(field.verbose_name))))
