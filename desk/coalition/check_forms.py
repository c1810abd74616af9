"""Forms of the coverage board: its filter, and the result of a check."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from commitments.models import Check, Coalition, Country, Role
from commitments.rules.last_look import STALE_AFTER, longer_ago
from commitments.services.checking import Cell
from core import clock
from core.forms import DeskForm, area_field, day_field
from core.wording import gettext_lazy
from desk.coalition.checks import BoardCell, BoardFilter

OUTCOMES = {
    Check.Outcome.NOTHING_FOUND: gettext_lazy("I looked, and found nothing new to quote."),
    Check.Outcome.WITHHELD: gettext_lazy("The country says that it will not tell."),
    Check.Outcome.NOT_APPLICABLE: gettext_lazy("The role makes no sense for this country."),
}
ON_A_DAY = "day"


class BoardForm(DeskForm):
    """The board's filter. Countries and roles are known only once the board is read."""

    country = forms.RegexField(r"^[A-Z]{3}$", required=False)
    role = forms.SlugField(required=False)
    due = forms.BooleanField(required=False)
    mine = forms.BooleanField(required=False)
    older_than = forms.RegexField(
        r"^(never|[0-9]{1,5})$",
        required=False,
        error_messages={"invalid": gettext_lazy("“Looked at” takes a number of days, or “never”.")},
    )

    def asked(self) -> BoardFilter:
        """Return the valid values; invalid fields filter nothing."""
        values = getattr(self, "cleaned_data", {})
        return BoardFilter(
            country=values.get("country", ""),
            role=values.get("role", ""),
            is_due=values.get("due", False),
            older_than=values.get("older_than", ""),
            is_mine=values.get("mine", False),
        )


class CheckForm(DeskForm):
    """The result of a check of a cell, on which day, and when to check again."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("What came of it"),
        choices=[(o.value, o.label) for o in Check.Outcome],
        initial=Check.Outcome.NOTHING_FOUND,
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Say what came of it."),
            "invalid_choice": gettext_lazy("Pick an outcome from the list."),
        },
    )
    note = area_field(
        rows=2,
        label=gettext_lazy("Note to readers"),
        help_text=gettext_lazy("Where you looked. Readers see it in an empty cell."),
    )
    checked_on = day_field(label=gettext_lazy("Looked on"))
    recheck = forms.ChoiceField(
        label=gettext_lazy("Look again"),
        required=False,
        widget=forms.RadioSelect,
        choices=[
            ("1", gettext_lazy("in a month")),
            ("3", gettext_lazy("in 3 months")),
            ("6", gettext_lazy("in 6 months")),
            (ON_A_DAY, gettext_lazy("on a day")),
            ("", gettext_lazy("no plan")),
        ],
        initial="3",
        error_messages={"invalid_choice": gettext_lazy("Pick a plan from the list.")},
    )
    recheck_on = day_field(label=gettext_lazy("Look again on"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["checked_on"].initial = clock.today()

    def outcome_rows(self) -> list[tuple[Any, str]]:
        """Return each outcome's radio button with its meaning."""
        return [
            (button, OUTCOMES[Check.Outcome(button.data["value"])]) for button in self["outcome"]
        ]

    def clean(self) -> dict[str, Any]:
        """Require a day for "on a day"; a typed day counts whatever else is chosen."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        if values.get("recheck") == ON_A_DAY and not (
            values.get("recheck_on") or "recheck_on" in self.errors
        ):
            self.add_error("recheck_on", _("Give the day, or choose another plan."))
        return values

    def recheck_day(self) -> date | None:
        """Return the day of the next check. Only after `is_valid`."""
        chosen, day = self.cleaned_data["recheck"], self.cleaned_data["recheck_on"]
        if chosen in ("", ON_A_DAY):
            return day if isinstance(day, date) else None
        return months_later(self.cleaned_data["checked_on"], int(chosen))


class RowForm(CheckForm):
    """The same for several cells of a country at once."""

    roles = forms.MultipleChoiceField(
        label=gettext_lazy("Cells"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": gettext_lazy("That is no role of this coalition.")},
    )

    def __init__(self, *args: Any, row: Sequence[BoardCell], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["roles"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(cell.role, cell.role_name) for cell in row]
        self._cells = {cell.role: cell for cell in row}

    def role_rows(self) -> list[tuple[Any, BoardCell]]:
        """Return each role's checkbox with when its cell was last looked at."""
        return [(box, self._cells[str(box.data["value"])]) for box in self["roles"]]

    def cells(self, country: Country, coalition: Coalition, roles: Sequence[Role]) -> list[Cell]:
        """Return the ticked cells. Only after `is_valid`."""
        ticked = set(self.cleaned_data["roles"])
        return [(country, role) for role in roles if role.slug in ticked]


def ages() -> list[tuple[str, str]]:
    """Return the choices of the filter by age, with their words."""
    return [
        ("", _("any time")),
        ("never", _("never")),
        *((str(days), longer_ago(days)) for days in (30, STALE_AFTER, 180)),
        ("365", _("over a year ago")),
    ]


def months_later(day: date, months: int) -> date:
    """Return the same day some months later, or that month's last."""
    years, month = divmod(day.month - 1 + months, 12)
    year = min(day.year + years, date.max.year)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
