"""The method page: every word the ledger uses, with its test."""

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from commitments.rules.stances import Stance
from readers.method.legend import empty_states, grades, ladder
from tests.factories.commitments import ConditionFactory, LimitFactory, RoleFactory
from tests.factories.small_coalition import SmallCoalition
from tests.readers.pages import page, words

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


def test_changes_to_the_vocabularies_are_told_field_by_field(client: Client) -> None:
    role = RoleFactory(name="Training", definition="Teaching.")
    role.definition = "Teaching soldiers."
    role.save()
    text = words(page(client, "/method/"))
    assert "Role Training definition: Teaching. Teaching soldiers." in text
    assert "Role Training added" in text


def test_terms_that_came_together_are_one_line(client: Client) -> None:
    LimitFactory.create_batch(6)
    assert "Limit · 6 added together" in words(page(client, "/method/"))


def test_taken_back_statements_are_counted(client: Client, small: SmallCoalition) -> None:
    kept, wrong, gone = (small.say(small.pledge()) for _ in range(3))
    small.correct(wrong, "considering", at="2025-10-01")
    small.retract(gone, at="2025-10-01")
    text = words(page(client, "/method/"))
    assert kept.state == "published"
    assert "4 statements have been published here so far. 2 were taken back." in text
    assert "1 is a correction." in text


def test_licence_caps_and_the_way_to_report_are_told(client: Client, settings: Settings) -> None:
    settings.LEDGER_QUOTE_WORDS = 33
    html = page(client, "/method/")
    assert "at most 33 words" in words(html)
    assert 'rel="license noopener external">CC BY 4.0<' in html
    assert 'href="/method/report/"' in html
