"""The evidence grade: the speaker's own, one notch up for two independent origins."""

import pytest

from commitments.rules.grades import GRADES, evidence_grade


@pytest.mark.parametrize("base", GRADES)
@pytest.mark.parametrize("origins", [0, 1])
def test_one_origin_leaves_the_speakers_grade(base: str, origins: int) -> None:
    assert evidence_grade(base, origins) == base


@pytest.mark.parametrize("origins", [2, 3, 50])
@pytest.mark.parametrize(
    ("base", "shown"), [("A", "A"), ("B", "A"), ("C", "B"), ("D", "C"), ("E", "D")]
)
def test_two_independent_origins_lift_it_by_one_notch_and_no_more(
    base: str, shown: str, origins: int
) -> None:
    assert evidence_grade(base, origins) == shown
