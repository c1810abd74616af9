"""The method page: every word the ledger uses, with its test."""

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from commitments.legend import empty_states, grades, ladder
from commitments.stances import Stance
from tests.commitments.readers.pages import page, words
from tests.factories.commitments import ConditionFactory, LimitFactory, RoleFactory

pytestmark = pytest.mark.django_db


def test_every_rung_grade_and_empty_state_is_defined(client: Client) -> None:
    text = words(page(client, "/method/"))
    for rung in [*ladder(), *empty_states(), *grades()]:
        assert f"{rung.name} {rung.definition}" in text


def test_ladder_is_firmest_first_and_complete() -> None:
    assert [rung.value for rung in ladder()] == [stance.value for stance in reversed(Stance)]


def test_vocabularies_are_listed_with_their_definitions(client: Client) -> None:
    terms = [RoleFactory(), LimitFactory(), ConditionFactory()]
    text = words(page(client, "/method/"))
    for term in terms:
        assert f"{term.name} {term.definition}" in text


def test_one_persons_ledger_says_so(client: Client, settings: Settings) -> None:
    assert "run by one person" not in page(client, "/method/")
    settings.LEDGER_FOUR_EYES = False
    assert "run by one person" in page(client, "/method/")
