"""The matrix's controls: a plain GET form over `MatrixState`. It parses nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from html import escape

from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from commitments.matrix.facets import facet_counts
from commitments.matrix.state import FACETS, GROUPS
from commitments.matrix.values import Matrix
from commitments.rules.grades import GRADES
from commitments.rules.names import group_name
from commitments.rules.stances import Conditionality, Place, Stance


@dataclass(frozen=True, slots=True)
class Choice:
    """A checkbox: value, label, whether it is ticked, and a count beside it."""

    value: str
    label: str
    is_ticked: bool
    count: int


@dataclass(frozen=True, slots=True)
class Facet:
    """A folded filter: its name, whether something in it is ticked, its checkboxes."""

    name: str
    legend: str
    has_ticks: bool
    chips: SafeString


@dataclass(frozen=True, slots=True)
class Option:
    """An entry of a select."""

    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class ActiveFilter:
    """A filter that is on, and the address without it."""

    label: str
    address: str


class MatrixControls:
    """What the controls above the matrix offer at this state."""

    def __init__(self, matrix: Matrix) -> None:
        self._matrix = matrix
        self._state = matrix.state
        self._home = matrix.coalition.get_absolute_url()
        self._counts = facet_counts(matrix)
        self._pairs = _pairs(matrix)

    def conditions(self) -> list[Choice]:
        """The conditions that a reader can assume, those that most pledges wait for first."""
        assumed = self._state.assume
        return [
            Choice(c.slug, c.name, c.slug in assumed, c.waiting) for c in self._matrix.assumable
        ]

    def assumed(self) -> str:
        """Return the names of the assumed conditions."""
        return self._matrix.assumed_names

    def condition_chips(self) -> SafeString:
        return _chips("assume", self.conditions(), _("pledges waiting:"))

    def group_chips(self) -> SafeString:
        return _chips("group", self._choices("group"), _("pledges:"))

    def facets(self) -> list[Facet]:
        """Return the filters that are folded at first."""
        legends = {
            "stance": _("Stance"),
            "conditionality": _("Conditions"),
            "role": _("Role (columns)"),
            "place": _("Place"),
            "grade": _("Evidence"),
            "age": _("Age"),
            "disputed": _("Disputed"),
            "country": _("Country"),
        }
        return [self._facet(name, legend) for name, legend in legends.items()]

    def sorts(self) -> list[Option]:
        """Return the orders of rows."""
        pairs = [
            ("", _("Firmest offers first")),
            ("country", _("Country, A to Z")),
            ("stance", _("Highest stance")),
            ("headcount", _("Largest headcount")),
            ("last_change", _("Latest word")),
        ]
        pairs += [
            (c.slug, _("Firmest in: %(role)s") % {"role": c.name})
            for c in self._matrix.all_columns
            if c.slug == self._state.sort
        ]
        return [Option(value, label, value == self._state.sort) for value, label in pairs]

    def groupings(self) -> list[Option]:
        """Return the headings that can group rows."""
        pairs = [
            ("", _("Nothing")),
            ("stance", _("Highest stance")),
            ("organisation", _("NATO and EU")),
        ]
        return [Option(value, label, value == self._state.by) for value, label in pairs]

    def active_filters(self) -> list[ActiveFilter]:
        """Return every filter that is on, each with the address that removes it."""
        state = self._state
        found = [*self._times_in_force()]
        names = {c.slug: c.name for c in self._matrix.conditions}
        for slug in state.assume:
            rest = tuple(other for other in state.assume if other != slug)
            label = _("assuming: %(condition)s") % {"condition": names[slug]}
            found.append(ActiveFilter(label, self._home + state.address(assume=rest)))
        if state.q:
            label = _("country named “%(words)s”") % {"words": state.q}
            found.append(ActiveFilter(label, self._home + state.address(q="")))
        for facet in FACETS:
            chosen: tuple[str, ...] = getattr(state, facet)
            labels = dict(self._pairs[facet])
            for value in chosen:
                rest = tuple(other for other in chosen if other != value)
                address = self._home + state.address(**{facet: rest})
                found.append(ActiveFilter(labels.get(value, value), address))
        return found

    def _times_in_force(self) -> Iterator[ActiveFilter]:
        state = self._state
        if not state.is_today:
            label = _("said up to %(day)s") % {"day": date_format(state.as_of, "j M Y")}
            yield ActiveFilter(label, self._home + replace(state, is_today=True).address())
        if state.known_at:
            label = _("published here by %(day)s") % {"day": date_format(state.known_at, "j M Y")}
            yield ActiveFilter(label, self._home + state.address(known_at=None))
        if other := state.compared:
            label = _("compared with %(day)s") % {"day": date_format(other.as_of, "j M Y")}
            yield ActiveFilter(label, self.without_comparison())

    def without_comparison(self) -> str:
        """Return the address of the same view without a comparison."""
        return self._home + self._state.address(compare=None, compare_known_at=None)

    def without_assumption(self) -> str:
        """Return the address of the same view without an assumption."""
        return self._home + self._state.address(assume=())

    def _choices(self, facet: str) -> list[Choice]:
        ticked, counts = getattr(self._state, facet), self._counts[facet]
        return [
            Choice(value, label, value in ticked, counts[value])
            for value, label in self._pairs[facet]
        ]

    def _facet(self, name: str, legend: str) -> Facet:
        choices = self._choices(name)
        has_ticks = any(c.is_ticked for c in choices)
        return Facet(name, legend, has_ticks, _chips(name, choices, _("pledges:")))


def _pairs(matrix: Matrix) -> dict[str, list[tuple[str, str]]]:
    """Return every facet's values with their labels, in the order of the page."""
    return {
        "group": [(name, _("%(group)s members") % {"group": group_name(name)}) for name in GROUPS],
        "stance": [(s.value, str(s.label)) for s in reversed(Stance)],
        "conditionality": [(c.value, str(c.label)) for c in Conditionality],
        "role": [(c.slug, c.name) for c in matrix.all_columns],
        "place": [(p.value, str(p.label)) for p in Place],
        "grade": [(grade, f"{grade}: {what}") for grade, what in GRADES.items()],
        "age": [
            ("0-3", _("Said in the last 3 months")),
            ("3-6", _("3 to 6 months ago")),
            ("6-12", _("6 to 12 months ago")),
            ("over-12", _("More than a year ago")),
        ],
        "disputed": [("yes", _("Sources disagree")), ("no", _("Not disputed"))],
        "country": matrix.country_choices + _chosen_without_row(matrix),
    }


def _chosen_without_row(matrix: Matrix) -> list[tuple[str, str]]:
    """Return chosen countries that have no row at these times: the form must not lose them."""
    offered = {iso3 for iso3, _name in matrix.country_choices}
    return [(iso3, iso3) for iso3 in matrix.state.country if iso3 not in offered]


def _chips(name: str, choices: Iterable[Choice], counted: str) -> SafeString:
    """Render checkboxes as one safe string: sixty countries took a template four milliseconds."""
    hint = f'<span class="visually-hidden">{escape(counted)} </span>'
    return mark_safe("".join(_chip(name, choice, hint) for choice in choices))  # noqa: S308


def _chip(name: str, choice: Choice, hint: str) -> str:
    value = escape(choice.value)
    ticked = " checked" if choice.is_ticked else ""
    nothing = "" if choice.count or choice.is_ticked else " data-nothing"
    box = f'<input type="checkbox" name="{name}" value="{value}" id="{name}-{value}"{ticked}>'
    return (
        f'<label class="chip"{nothing}>{box} {escape(choice.label)}'
        f" <small>{hint}{choice.count}</small></label>"
    )
