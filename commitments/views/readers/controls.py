"""The matrix's controls: a plain GET form over `MatrixState`. Choices only; it parses nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

from django.utils.safestring import SafeString, mark_safe

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


@dataclass(frozen=True, slots=True)
class Facet:
    """One folded filter: its name, whether something in it is ticked, its checkboxes."""

    legend: str
    has_ticks: bool
    chips: SafeString


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

    def condition_chips(self) -> SafeString:
        return _chips("assume", self.conditions())

    def group_chips(self) -> SafeString:
        pairs = ((group, f"{group} members") for group in GROUPS)
        return _chips("group", self._choices("group", pairs))

    def facets(self) -> list[Facet]:
        """The filters that stay folded until one is wanted."""
        matrix = self._matrix
        return [
            self._facet("stance", "Stance", reversed(Stance.choices)),
            self._facet("role", "Role", ((c.slug, c.name) for c in matrix.all_columns)),
            self._facet("place", "Place", Place.choices),
            self._facet("grade", "Evidence", ((g, f"{g}: {what}") for g, what in GRADES.items())),
            self._facet("country", "Country", matrix.country_choices),
        ]

    def _facet(self, name: str, legend: str, pairs: Iterable[tuple[str, str]]) -> Facet:
        choices = self._choices(name, pairs)
        return Facet(legend, any(c.is_ticked for c in choices), _chips(name, choices))


def _chips(name: str, choices: Iterable[Choice]) -> SafeString:
    """Checkboxes as one prepared string: sixty countries took a template four milliseconds."""
    return mark_safe("".join(_chip(name, choice) for choice in choices))  # noqa: S308


def _chip(name: str, choice: Choice) -> str:
    value = escape(choice.value)
    ticked = " checked" if choice.is_ticked else ""
    count = ""
    if choice.count is not None:
        hint = '<span class="visually-hidden">pledges waiting: </span>'
        count = f" <small>{hint}{choice.count}</small>"
    box = f'<input type="checkbox" name="{name}" value="{value}" id="{name}-{value}"{ticked}>'
    return f'<label class="chip">{box} {escape(choice.label)}{count}</label>'
