"""The ladder with its definitions, for the legend and the method page."""

from __future__ import annotations

from dataclasses import dataclass

from commitments.stances import DEFINITIONS, EMPTY_DEFINITIONS, GRADES, Empty, Stance


@dataclass(frozen=True, slots=True)
class Rung:
    """A stance or an empty state with its test."""

    value: str
    name: str
    definition: str


def ladder() -> list[Rung]:
    """The stances, firmest first."""
    return [Rung(s.value, str(s.label), DEFINITIONS[s]) for s in reversed(Stance)]


def empty_states() -> list[Rung]:
    """The four ways a cell can be empty."""
    return [Rung(e.value, str(e.label), EMPTY_DEFINITIONS[e]) for e in Empty]


def grades() -> list[Rung]:
    """The evidence grades, strongest first."""
    return [Rung(letter, letter, meaning) for letter, meaning in GRADES.items()]
