"""What history says has words in every language: each act, each column it tells of."""

import pytest
from django.utils.translation import override

from core.history import Act, act
from desk.history import words
from desk.history.tables import SOURCES

# The same in each language.
SAME = {"Iso2", "Iso3"}


def test_every_column_that_history_tells_of_has_a_name() -> None:
    with override("en"):
        english = {
            (field.model, field.name): words._label(field)
            for source in SOURCES
            for field in words._told(source.model)
        }
    with override("uk"):
        missing = {
            english[field.model, field.name]
            for source in SOURCES
            for field in words._told(source.model)
            if words._label(field) == english[field.model, field.name]
        }
    assert missing - SAME == set()


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
