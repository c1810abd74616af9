"""The matrix's controls: a plain GET form over `MatrixState`. Choices only; it parses nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from commitments.headline import listed
from commitments.matrix import Matrix
from commitments.parameters import GROUPS
from commitments.stances import GRADES, Place, Stance


@dataclass(frozen=True, slots=True)
class Choice:
    """A checkbox: value, label, whether it is ticked, and a count beside it."""

    value: str
    label: str
    is_ticked: bool
    count: int | None = None


class MatrixControls:
    """What the controls above the matrix offer at this state."""

    def __init__(self, matrix: Matrix) -> None:
        self._matrix = matrix
        self._state = matrix.state

    def _choices(self, name: str, pairs: Iterable[tuple[str, str]]) -> list[Choice]:
        ticked = getattr(self._state, name)
        return [Choice(value, str(label), value in ticked) for value, label in pairs]

    def conditions(self) -> list[Choice]:
        """What if: conditions that some pledge waits for, most waited for first."""
        assumed = self._state.assume
        offered = [c for c in self._matrix.conditions if c.waiting or c.slug in assumed]
        offered.sort(key=lambda choice: -choice.waiting)
        return [Choice(c.slug, c.name, c.slug in assumed, c.waiting) for c in offered]

    def assumed(self) -> str:
        """The names of what is assumed to be met."""
        return listed(c.name for c in self._matrix.conditions if c.slug in self._state.assume)

    def groups(self) -> list[Choice]:
        return self._choices("group", ((group, f"{group} members") for group in GROUPS))

    def roles(self) -> list[Choice]:
        return self._choices("role", ((c.slug, c.name) for c in self._matrix.all_columns))

    def stances(self) -> list[Choice]:
        return self._choices("stance", reversed(Stance.choices))

    def places(self) -> list[Choice]:
        return self._choices("place", Place.choices)

    def grades(self) -> list[Choice]:
        return self._choices("grade", ((grade, f"{grade}: {m}") for grade, m in GRADES.items()))

    def countries(self) -> list[Choice]:
        return self._choices("country", self._matrix.country_choices)
