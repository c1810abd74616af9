"""Loading reference data: complete, in our words, and a second run that changes nothing."""

import json
from io import StringIO

import pghistory.models
import pytest
from django.apps import apps
from django.core.management import call_command

from commitments.matrix.state import GROUPS
from commitments.models import (
    Coalition,
    CoalitionCondition,
    CoalitionRole,
    Condition,
    ConditionImplication,
    Country,
    Limit,
    Role,
)
from commitments.services.vocabularies import load_vocabularies

pytestmark = pytest.mark.django_db

ROLES = (
    "land-presence training air-policing air-defence maritime-security sea-mine-clearance "
    "land-mine-clearance logistics-transit protected-storage-sites ceasefire-monitoring "
    "intelligence-surveillance command-headquarters backstop equipment-finance medical "
    "engineering cyber political-support"
).split()
CONDITIONS = (
    "ceasefire peace-agreement us-backstop us-led-monitoring parliament-vote cabinet-decision "
    "international-mandate host-request adversary-consent others-commit clear-mandate "
    "guarantee-own-troops alliance-framework home-defence-compensated funding"
).split()


def counts() -> dict[str, int]:
    """Rows of every table of ours, event tables among them."""
    return {
        model._meta.db_table: model._default_manager.count()
        for label in ("core", "articles", "commitments")
        for model in apps.get_app_config(label).get_models()
    }


def test_first_run_loads_everything() -> None:
    loaded = load_vocabularies()
    assert loaded.countries == Country.objects.count() > 240
    assert list(Role.objects.order_by("position").values_list("slug", flat=True)) == ROLES
    assert list(Condition.objects.order_by("position").values_list("slug", flat=True)) == CONDITIONS
    assert loaded.limits == Limit.objects.count() == 17


def test_second_run_leaves_no_trace() -> None:
    first = load_vocabularies()
    before, contexts = counts(), pghistory.models.Context.objects.count()
    assert load_vocabularies() == first
    assert counts() == before
    assert pghistory.models.Context.objects.count() == contexts


def test_countries_have_codes_names_and_groups() -> None:
    load_vocabularies()
    britain = Country.objects.get(iso3="GBR")
    assert (britain.name, britain.iso2, britain.demonym) == ("United Kingdom", "GB", "British")
    assert set(britain.groups) == {"NATO", "G7"}
    assert britain.names["fr"] == "Royaume-Uni"
    assert set(Country.objects.filter(is_organisation=True).values_list("iso3", flat=True)) == {
        "EUE",
        "NAT",
    }
    assert Country.objects.get(iso3="NAT").names["fr"] == "OTAN"
    groups = Country.objects.values_list("groups", flat=True)
    assert {group for belonging in groups for group in belonging} == set(GROUPS)


def test_groups_have_their_members() -> None:
    load_vocabularies()
    members = {
        group: Country.objects.filter(groups__contains=[group], is_organisation=False).count()
        for group in GROUPS
    }
    assert members == {"NATO": 32, "EU": 27, "G7": 7}


def test_every_term_is_defined_in_a_sentence() -> None:
    load_vocabularies()
    for model in (Role, Limit, Condition):
        for term in model.objects.all():
            assert term.definition.endswith("."), term.slug
            assert len(term.definition) > 20, term.slug


def test_peace_agreement_implies_a_ceasefire() -> None:
    load_vocabularies()
    implied = ConditionImplication.objects.filter(condition__slug="peace-agreement")
    assert list(implied.values_list("implied__slug", flat=True)) == ["ceasefire"]


def test_first_coalition_is_loaded_with_its_own_lists() -> None:
    load_vocabularies()
    coalition = Coalition.objects.get(slug="ukraine")
    assert (coalition.code, coalition.host.iso3) == ("UKR", "UKR")
    picks = CoalitionRole.objects.filter(coalition=coalition).order_by("position")
    assert [pick.role.slug for pick in picks.select_related("role")] == ROLES
    assert CoalitionCondition.objects.filter(coalition=coalition).count() == len(CONDITIONS)


def test_wording_changed_by_hand_is_set_back_in_place() -> None:
    load_vocabularies()
    role = Role.objects.get(slug="training")
    wording, role.definition = role.definition, "Something else."
    role.save()
    load_vocabularies()
    assert Role.objects.get(slug="training").definition == wording
    assert Role.objects.get(slug="training").pk == role.pk


def test_what_a_chief_added_stays() -> None:
    load_vocabularies()
    Role.objects.create(slug="bakery", name="Bakery", short_name="Bakery", definition="Bread.")
    load_vocabularies()
    assert Role.objects.filter(slug="bakery").exists()


def test_command_tells_a_line_or_an_object() -> None:
    line, answer = StringIO(), StringIO()
    call_command("load_vocabularies", stdout=line)
    assert "18 roles, 17 limits, 15 conditions, 1 coalitions." in line.getvalue()
    call_command("load_vocabularies", "--json", stdout=answer)
    assert json.loads(answer.getvalue())["roles"] == 18
