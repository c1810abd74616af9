"""Addresses and moments as strangers write them."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.outside import read_moment, split_address


@given(st.text())
def test_any_text_is_an_address_or_none(text: str) -> None:
    split_address(text)
    split_address(f"http://[{text}")


@pytest.mark.parametrize("text", ["http://[", "http://]", "//a\u2100.example"])
def test_what_is_no_address(text: str) -> None:
    assert split_address(text) is None


@given(st.text(max_size=40) | st.from_regex(r"\A\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d\Z"))
def test_any_text_is_a_moment_in_utc_or_none(text: str) -> None:
    moment = read_moment(text)
    assert moment is None or moment.tzinfo is UTC


@pytest.mark.parametrize(
    "text", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "", "now", "2025-02-30"]
)
def test_what_is_no_moment(text: str) -> None:
    assert read_moment(text) is None


def test_moment_without_an_offset_is_in_utc() -> None:
    noon = datetime(2025, 8, 20, 12, tzinfo=UTC)
    assert read_moment("2025-08-20T12:00:00") == noon
    assert read_moment("2025-08-20T14:00:00+02:00") == noon
