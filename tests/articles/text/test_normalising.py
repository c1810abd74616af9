"""The stored form of a text: what changes, what must not, and that it settles at once."""

import hashlib
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.normalising import NORMALISER_VERSION, normalise, text_sha256

any_text = st.text(st.characters(codec=None), max_size=200) | st.text(
    st.sampled_from("ab \t\n\r\v\f\u0085\u2028\u2029\u00a0\u200b\u00ad\u0301\ud83d\ude00\x00“’—"),
    max_size=40,
)


@pytest.mark.parametrize(
    ("given_text", "stored"),
    [
        ("a\r\nb\rc", "a\nb\nc"),
        ("a\u2028b\u2029c\x0bd\x0ce\u0085f", "a\nb\n\nc\nd\ne\nf"),
        ("a\u00a0b\u202fc\u2007d\u3000e\u2009f\tg", "a b c d e f g"),
        ("a  \t  b", "a b"),
        ("a   \n   b", "a\nb"),
        ("a\n\n\n\n\nb", "a\n\nb"),
        ("a\n \n\t\n \nb", "a\n\nb"),
        ("co\u00adop\u200berate\u2060d\ufeff", "cooperated"),
        ("nul\x00, bell\x07, escape\x1b, delete\x7f, c1\x9f", "nul, bell, escape, delete, c1"),
        ("cafe\u0301", "café"),
        ("e\u200b\u0301", "é"),
        ("  \n edges \n ", "edges"),
        ("", ""),
        (" \u200b\n\t", ""),
    ],
)
def test_normalise_levels_what_a_reader_cannot_see(given_text: str, stored: str) -> None:
    assert normalise(given_text) == stored


@pytest.mark.parametrize(
    "text",
    [
        "“Quotes” ‘kept’ – dashes — kept … 10 000 m² ﬁne",
        "👩\u200d👩\u200d👧 and 👍🏽 and ❤\ufe0f",
        "می\u200cخواهم",
        "אבג\u200e (NATO)\u200f!",
        "one\n\ntwo\nthree",
    ],
)
def test_normalise_keeps_what_was_printed(text: str) -> None:
    assert normalise(text) == text


def test_normalise_removes_controls_that_show_other_words_than_are_stored() -> None:
    assert normalise("\u202eteL\u202c \u2067a\u2069 \u202bb\u202c") == "teL a b"


def test_normalise_replaces_lone_surrogates_and_joins_pairs() -> None:
    assert normalise("a\ud83d b \ud83d\ude00 \udc00") == "a\ufffd b 😀 \ufffd"


@given(any_text)
def test_normalise_is_idempotent(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@given(any_text)
def test_normalise_gives_what_postgresql_and_utf8_accept(text: str) -> None:
    stored = normalise(text)
    stored.encode("utf-8")
    assert "\x00" not in stored
    assert unicodedata.is_normalized("NFC", stored)
    assert stored == stored.strip()
    assert "\n\n\n" not in stored
    assert "  " not in stored


def test_text_sha256_is_that_of_the_utf8() -> None:
    assert text_sha256("é") == hashlib.sha256(b"\xc3\xa9").hexdigest()


def test_normaliser_version_is_raised_on_purpose_only() -> None:
    sample = "A\u00a0“b”\r\n\r\n\r\nc\u00add — e\u0301"
    stored = "A “b”\n\ncd — é"
    assert (NORMALISER_VERSION, normalise(sample)) == (1, stored)
