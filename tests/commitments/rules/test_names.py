"""Countries and terms by the name that the reader's language has for them."""

import pytest
from django.utils.translation import override

from commitments.models import Condition, Country, Limit, Role
from commitments.rules.names import country_name, term_text
from commitments.services.vocabularies import load_vocabularies


@pytest.mark.parametrize(
    ("iso3", "language", "name"),
    [
        ("GBR", "en", "as stored"),
        ("GBR", "uk", "Велика Британія"),
        ("GBR", "fr", "Royaume-Uni"),
        ("EUE", "uk", "Європейський Союз"),
        ("EUE", "fr", "Union européenne"),
        ("NAT", "uk", "НАТО"),
        ("NAT", "fr", "OTAN"),
        ("XXA", "fr", "as stored"),
    ],
)
def test_country_names(iso3: str, language: str, name: str) -> None:
    with override(language):
        assert country_name(iso3, "as stored") == name


@pytest.mark.django_db
def test_every_term_that_we_ship_has_a_name_in_each_language() -> None:
    load_vocabularies()
    for model in (Role, Limit, Condition):
        for term in model._default_manager.all():
            assert (term.local_name, term.local_definition) == (term.name, term.definition)
            for language in ("uk", "fr"):
                with override(language):
                    assert term.local_definition != term.definition
    with override("uk"):
        assert Role.objects.get(slug="training").local_name == "Навчання"
        assert Country.objects.get(iso3="POL").local_name == "Польща"


def test_a_chiefs_own_words_stay_as_they_are() -> None:
    with override("uk"):
        assert term_text("Field kitchens") == "Field kitchens"
        assert term_text("") == ""
