"""Lists compared at a small cost: whatever is skipped, the steps lead from one to the other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import Indel, Levenshtein

from articles.text import sequences
from articles.text.sequences import Step, steps

ITEMS = st.lists(st.sampled_from("abcdefghij"), max_size=30)


def rebuilt(old: list[str], new: list[str], found: list[Step]) -> None:
    at_old = at_new = 0
    for step in found:
        assert (step.old_start, step.new_start) == (at_old, at_new)
        at_old, at_new = step.old_end, step.new_end
        if step.is_equal:
            assert old[step.old_start : at_old] == new[step.new_start : at_new]
    assert (at_old, at_new) == (len(old), len(new))


@pytest.mark.parametrize("metric", [Indel, Levenshtein])
@pytest.mark.parametrize("most", [0, 20, 10**6])
@given(old=ITEMS, new=ITEMS)
def test_steps_lead_from_the_old_to_the_new(
    metric: type, most: int, old: list[str], new: list[str]
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sequences, "MOST_CELLS", most)
        rebuilt(old, new, list(steps(old, new, metric)))


def test_long_lists_are_parted_at_what_stands_once_in_both() -> None:
    old = [str(n) for n in range(60_000)]
    new = [f"{n}x" if n % 100 == 7 else str(n) for n in range(60_000)]
    found = list(steps(old, new, Indel))
    rebuilt(old, new, found)
    kept = sum(step.old_end - step.old_start for step in found if step.is_equal)
    assert kept == 59_400


def test_no_table_is_made_for_lines_that_are_all_alike() -> None:
    old, new = ["a"] * 450_000, ["b"] * 450_000
    assert list(steps(old, new, Indel)) == [Step(False, 0, 450_000, 0, 450_000)]
