"""What may be typed into the search, and which names it means."""

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st

from readers.search.names import match_names
from readers.search.words import LONGEST_WORD, MOST_WORDS, parse_words, plain_form

NAMES = [
    ("POL", "Poland"),
    ("POL", "Польща"),
    ("GBR", "United Kingdom"),
    ("GBR", "GBR"),
    ("NZL", "New Zealand"),
    ("IRN", "Iran"),
    ("CIV", "Côte d'Ivoire"),
    ("IRL", "Ireland"),
    ("ISL", "Iceland"),
    ("MNE", "MNE"),
]


def meant(query: str) -> list[str]:
    return [match.key for match in match_names(parse_words(query).words, NAMES)]


def test_last_word_may_be_unfinished_and_signs_are_left_out() -> None:
    words = parse_words("Troops & (ground):* | !logi'")
    assert words.stems == "'troops' & 'ground' & 'logi':*"
    assert words.beginnings == "'troops':* & 'ground':* & 'logi':*"


def test_quoted_words_follow_each_other_and_are_not_stemmed() -> None:
    words = parse_words('poland "ready to" send')
    assert words.stems == ""
    assert words.beginnings == "'poland':* & ('ready' <-> 'to') & 'send':*"


def test_nothing_typed_asks_nothing() -> None:
    assert not parse_words("  & | ! \" ' :*")


@pytest.mark.django_db
@settings(max_examples=60, deadline=None)
@given(st.text(max_size=80))
def test_whatever_is_typed_is_a_question_the_database_can_read(text: str) -> None:
    words = parse_words(text.replace("\x00", ""))
    assert len(words.terms) <= MOST_WORDS
    assert all(len(word) <= LONGEST_WORD for word in words.words)
    with connection.cursor() as cursor:
        for query in (words.stems, words.beginnings):
            cursor.execute("SELECT to_tsquery('english', %s)", [query])


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("poland", ["POL"]),
        ("polnd troops", ["POL"]),
        ("pol", ["POL"]),
        ("польша", ["POL"]),
        ("untied kingdom", ["GBR"]),
        ("gbr", ["GBR"]),
        ("new zeland", ["NZL"]),
        ("cote d'ivoire", ["CIV"]),
        ("ireland", ["IRL"]),
        # What only resembles a name a little, or a code, means none.
        ("train", []),
        ("land presence", []),
        ("sea mine", []),
        ("", []),
    ],
)
def test_names_are_found_though_mistyped(query: str, expected: list[str]) -> None:
    assert meant(query) == expected


def test_a_guess_says_that_it_is_one() -> None:
    (match,) = match_names(("polnd",), NAMES)
    assert match.is_guess
    assert match.words == {"polnd"}
    assert not match_names(("poland",), NAMES)[0].is_guess


def test_plain_form_has_no_accents_and_signs() -> None:
    assert plain_form("Côte d’Ivoire") == "cote d ivoire"
