"""Alarms: a number, a negation or a name that differs is pointed out; house style is not."""

import pytest

from articles.text.placing.alarms import find_alarms


@pytest.mark.parametrize(
    ("quoted", "printed"),
    [
        ("sends 200 troops", "sends 2,000 troops"),
        ("sends two brigades", "sends three brigades"),
        ("sends a thousand troops", "sends a million troops"),
        ("sends troops", "sends 500 troops"),
        ("up to 3.5 billion", "up to 35 billion"),
        ("half of the fleet", "a third of the fleet"),
        ("at 10:30 today", "at 11:30 today"),
        ("направить 200 військових", "направить 300 військових"),
        ("дві бригади", "три бригади"),
        ("кілька тисяч військових", "кілька мільйонів військових"),
        ("deux mille soldats", "trois mille soldats"),
        ("zwei Bataillone", "drei Bataillone"),
        ("٢٠٠ جندي", "٣٠٠ جندي"),
    ],
)
def test_another_number_alarms(quoted: str, printed: str) -> None:
    assert "number" in find_alarms(quoted, printed)


@pytest.mark.parametrize(
    ("quoted", "printed"),
    [
        ("will send troops", "will not send troops"),
        ("can send troops", "can't send troops"),
        ("can send troops", "can\u2019t send troops"),
        ("with conditions", "without conditions"),
        ("a combat role", "a non-combat role"),
        ("has never been asked", "has been asked"),
        ("will not say that it did", "will say that it did not"),
        ("ми направимо війська", "ми не направимо війська"),
        ("il enverra des troupes", "il n\u2019enverra pas de troupes"),
        ("wir schicken Soldaten", "wir schicken keine Soldaten"),
    ],
)
def test_a_negation_more_or_less_alarms(quoted: str, printed: str) -> None:
    assert "negation" in find_alarms(quoted, printed)


@pytest.mark.parametrize(
    ("quoted", "printed"),
    [
        ("said that Norway would pay", "said that Denmark would pay"),
        ("Norway would pay", "Denmark would pay"),
        ("said Mr. Dahl", "said Mr. Berg"),
        ("the minister would pay", "the Belgian minister would pay"),
        ("посол Норвегії сказав", "посол Данії сказав"),
    ],
)
def test_another_name_alarms(quoted: str, printed: str) -> None:
    assert find_alarms(quoted, printed) == ("name",)


@pytest.mark.parametrize(
    ("quoted", "printed"),
    [
        ("the same words", "the same words"),
        ("", ""),
        ("will send troops", "is going to send soldiers"),
        ("up to 2,000 troops", "up to 2000 troops"),
        ("up to 2.000 Soldaten", "up to 2\u202f000 Soldaten"),
        ("two brigades", "2 brigades"),
        ("Norway's fleet", "Norway\u2019s fleet"),
        ("The fleet sails", "A fleet sails"),
        ("It cannot wait", "It cannot stay"),
    ],
)
def test_other_words_of_the_same_meaning_do_not(quoted: str, printed: str) -> None:
    assert find_alarms(quoted, printed) == ()


def test_at_the_beginning_of_a_sentence_a_known_word_is_no_name() -> None:
    known = "Many officials were there, and ministers too."
    assert find_alarms("Officials agreed", "Ministers agreed", known=known) == ()
    assert find_alarms("Oman agreed", "Mali agreed", known="The woman. Formalities.") == ("name",)


def test_what_stands_before_tells_the_beginning_of_a_sentence() -> None:
    known = "berg and dahl are words of it"
    assert find_alarms("Dahl", "Berg", known=known, before_quoted="says ", before_printed="says ")
    assert not find_alarms("Dahl", "Berg", known=known, before_quoted="No. ", before_printed="x. ")
