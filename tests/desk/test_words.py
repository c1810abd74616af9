"""What history says has words in every language: each act, each column it tells of."""

from typing import Any

import pytest
from django.utils.translation import override

from core.history import Act, act
from desk.history import words
from desk.history.tables import TABLES

# The same in each language.
SAME = {"Iso2", "Iso3"}


def labelled() -> list[Any]:
    """The fields whose names history shows: a part of something is one text, mostly without."""
    return [
        field
        for table in TABLES
        for field in table.fields
        if not table.part or words._needs_label(field)
    ]


def test_every_field_that_history_tells_of_has_a_name() -> None:
    with override("en"):
        english = {field: words._label(field) for field in labelled()}
    with override("uk"):
        same = {name for field, name in english.items() if words._label(field) == name}
    assert same - SAME == set()


@pytest.mark.parametrize("language", ["uk", "fr"])
def test_every_act_is_told_in_every_language(language: str) -> None:
    with override("en"):
        english = {act: str(act.label) for act in Act}
    with override(language):
        assert [act for act in Act if act.label == english[act]] == []


def test_no_act_is_recorded_that_history_cannot_tell(db: None) -> None:
    with pytest.raises(ValueError, match="burn statement"), act("burn statement", by=None):  # type: ignore[arg-type]
        pytest.fail("An unknown act began.")


def test_an_act_of_a_later_version_is_told_as_it_is_stored() -> None:
    assert words.acts_in_words({"acts": ["burn statement"]}) == ("burn statement",)
