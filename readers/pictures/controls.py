"""The form above the pictures: day, role, what if. Choices only; it parses nothing."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from commitments.matrix.values import Matrix
from core.wording import listed


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a list or a row of boxes."""

    value: str
    label: str
    is_chosen: bool
    count: int | None = None


class PictureControls:
    """What the form offers at this state."""

    def __init__(self, matrix: Matrix) -> None:
        self._matrix = matrix
        self._state = matrix.state

    def roles(self) -> list[Option]:
        """Return each role alone, and the address's roles if they are several."""
        chosen = self._state.role
        options = [Option("", _("All roles"), not chosen)]
        if len(chosen) > 1:
            names = listed(column.name for column in self._matrix.columns)
            options.append(Option(",".join(chosen), names, True))
        return options + [
            Option(column.slug, column.name, chosen == (column.slug,))
            for column in self._matrix.all_columns
        ]

    def conditions(self) -> list[Option]:
        """Return the conditions that pledges wait for, most waited for first."""
        assumed = self._state.assume
        return [
            Option(c.slug, c.name, c.slug in assumed, c.waiting) for c in self._matrix.assumable
        ]

    def assumed(self) -> str:
        """Return the names of the assumed conditions."""
        return self._matrix.assumed_names

    def kept(self) -> list[tuple[str, str]]:
        """Return the address's filters for which the form has no field and which it must keep."""
        names = ("stance", "country", "group", "place", "grade")
        return [(name, ",".join(value)) for name in names if (value := getattr(self._state, name))]
