"""Whole numbers out of what anybody may write into an address."""

import pytest

from core.numbers import whole_number


@pytest.mark.parametrize(
    ("text", "number"),
    [("7", 7), ("007", 7), ("0", 0), ("9" * 18, 10**18 - 1)],
)
def test_digits_are_a_number(text: str, number: int) -> None:
    assert whole_number(text) == number


@pytest.mark.parametrize("text", ["", " 7", "-7", "7.0", "²", "٧", "seven", "9" * 19, "9" * 5000])
def test_anything_else_and_any_more_is_none(text: str) -> None:
    assert whole_number(text) is None
