"""The filter of the log: who, which country, which act, which object, when; and the page.

The address holds it: the filter as a form, the page as a cursor.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from core.forms import DeskForm, day_field
from core.history_entries import context_of, minute_of
from core.numbers import whole_number
from core.wording import gettext_lazy, pgettext_lazy
from desk.history.tables import KINDS

COMMAND = "command"


@dataclass(frozen=True, slots=True)
class LogChoices:
    """The filter's choices: value and words, for people, countries and acts."""

    people: tuple[tuple[str, str], ...]
    countries: tuple[tuple[str, str], ...]
    acts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class LogFilter:
    """The filter of the log; "" and None mean all. Days are UTC."""

    person: int | None = None
    is_command: bool = False
    country: str = ""
    act: str = ""
    kind: str = ""
    since: date | None = None
    until: date | None = None


class LogFilterForm(DeskForm):
    """The filter in the address; an empty field means all."""

    person = forms.ChoiceField(required=False, label=gettext_lazy("Person"))
    country = forms.ChoiceField(required=False, label=gettext_lazy("Country"))
    act = forms.ChoiceField(required=False, label=gettext_lazy("What was done"))
    kind = forms.ChoiceField(required=False, label=gettext_lazy("To a"))
    since = day_field(required=False, label=gettext_lazy("From"))
    until = day_field(required=False, label=pgettext_lazy("until a day", "To"))

    def __init__(self, *args: Any, choices: LogChoices, with_people: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [
            (kind.kind, capfirst(kind.noun))
            for kind in KINDS.values()
            if with_people or not kind.is_about_people
        ]
        offered = {
            "person": [("", _("Anybody")), (COMMAND, _("A command")), *choices.people],
            "country": [("", _("Any")), *choices.countries],
            "act": [("", _("Anything")), *choices.acts],
            "kind": [("", _("Anything")), *kinds],
        }
        for name, values in offered.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = values
            field.error_messages["invalid_choice"] = _("Choose one from the list.")

    def clean(self) -> dict[str, Any]:
        """Require that a period ends after it begins."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        since, until = values.get("since"), values.get("until")
        if since and until and until < since:
            self.add_error("until", _("The period ends before it begins. Exchange the two days."))
        return values

    def chosen(self) -> LogFilter:
        """Return the filter; invalid fields mean all. After `is_valid`."""
        values = self.cleaned_data
        person = values.get("person", "")
        return LogFilter(
            person=int(person) if person and person != COMMAND else None,
            is_command=person == COMMAND,
            country=values.get("country", ""),
            act=values.get("act", ""),
            kind=values.get("kind", ""),
            since=values.get("since"),
            until=values.get("until"),
        )


@dataclass(frozen=True, slots=True)
class Cursor:
    """The position of one entry in the log: older ones follow it."""

    at: datetime
    first: datetime
    key: str

    def __str__(self) -> str:
        return f"{_stamp(self.at)}_{_stamp(self.first)}_{self.key}"

    @classmethod
    def from_text(cls, text: str) -> Cursor | None:
        """Read the cursor of an address; None if it is invalid."""
        parts = text.split("_")
        if len(parts) != 3 or not (context_of(parts[2]) or minute_of(parts[2])):
            return None
        try:
            at, first = (datetime.fromtimestamp(0, UTC) + _micros(part) for part in parts[:2])
        except (ValueError, OverflowError):
            return None
        return cls(at, first, parts[2])


def _stamp(moment: datetime) -> int:
    return (moment - datetime.fromtimestamp(0, UTC)) // timedelta(microseconds=1)


def _micros(text: str) -> timedelta:
    if (micros := whole_number(text)) is None:
        raise ValueError(text)
    return timedelta(microseconds=micros)
