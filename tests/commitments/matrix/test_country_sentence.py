"""A country's position in one generated sentence."""

import pytest

from commitments.matrix.country_sentence import country_sentence
from core.wording import listed
from tests.factories.commitments import CountryFactory, MembershipFactory
from tests.factories.small_coalition import SmallCoalition


def sentence(small: SmallCoalition, address: str = "") -> str:
    built = small.read(address)
    return country_sentence(built.rows[0], built.vocabulary)


@pytest.mark.parametrize(
    ("words", "text"),
    [(["one"], "one"), (["one", "two"], "one and two"), (["a", "b", "c"], "a, b and c")],
)
def test_words_are_listed_as_in_a_sentence(words: list[str], text: str) -> None:
    assert listed(words) == text


def test_firmest_comes_first_and_each_stance_has_its_verb(small: SmallCoalition) -> None:
    small.say(small.pledge("GBR", "logistics"), "ruled_out")
    small.say(small.pledge("GBR", "training"), "offered")
    assert sentence(small) == "Offers training; rules out logistics."


def test_roles_of_one_stance_are_listed_in_the_columns_order(small: SmallCoalition) -> None:
    small.say(small.pledge("GBR", "logistics", "training"), "committed")
    assert sentence(small) == "Has committed to training and logistics."


def test_it_says_once_what_the_pledges_wait_for(small: SmallCoalition) -> None:
    small.conditions["us-backstop"].name = "US backstop"
    small.conditions["us-backstop"].save()
    waits = {"ceasefire": None, "us-backstop": None}
    small.say(small.pledge("GBR", "training"), "offered", waits=waits)
    small.say(small.pledge("GBR", "logistics"), "offered", waits={"ceasefire": None})
    assert sentence(small).endswith("Waits for ceasefire and US backstop.")
    assert sentence(small, "assume=ceasefire").endswith("Waits for US backstop.")
    assert "Waits" not in sentence(small, "assume=ceasefire,us-backstop")


def test_country_without_a_word_is_not_a_no(small: SmallCoalition) -> None:
    MembershipFactory(coalition=small.coalition, country=CountryFactory())
    assert sentence(small) == "No position is recorded yet. That does not mean no."
