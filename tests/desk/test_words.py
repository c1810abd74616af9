"""What history says has words in every language: each act, each column it tells of."""

import re
from pathlib import Path

from django.conf import settings
from django.utils.translation import override

from desk.history import words as history_words
from desk.history.act_words import _PAST_ACTS, act_in_words
from desk.history.tables import SOURCES

# The same in each language.
SAME = {"Iso2", "Iso3"}


def test_every_column_that_history_tells_of_has_a_name() -> None:
    with override("en"):
        english = {
            (field.model, field.name): history_words._label(field)
            for source in SOURCES
            for field in history_words._told(source.model)
        }
    with override("uk"):
        missing = {
            english[field.model, field.name]
            for source in SOURCES
            for field in history_words._told(source.model)
            if history_words._label(field) == english[field.model, field.name]
        }
    assert missing - SAME == set()


def test_every_act_is_told_in_words() -> None:
    sources = [
        path.read_text()
        for app in ("core", "articles", "commitments")
        for path in Path(settings.BASE_DIR, app).rglob("*.py")
        if "migrations" not in path.parts
    ]
    acts = {act for source in sources for act in re.findall(r'\bact\(\s*"([a-z ]+)"', source)}
    assert acts - set(_PAST_ACTS) == set()
    with override("fr"):
        assert act_in_words("publish statement") == "a publié une déclaration"
