"""The log's filter: who, about which country, what was done, to what, and when."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from core.forms import DeskForm, day_field
from core.wording import gettext_lazy, pgettext_lazy
from desk.history.log import LogChoices
from desk.history.log_sql import LogFilter
from desk.history.tables import KINDS

COMMAND = "command"


class LogFilterForm(DeskForm):
    """Stands in the address; an empty field asks for everything."""

    person = forms.ChoiceField(required=False, label=gettext_lazy("Person"))
    country = forms.ChoiceField(required=False, label=gettext_lazy("Country"))
    act = forms.ChoiceField(required=False, label=gettext_lazy("What was done"))
    kind = forms.ChoiceField(required=False, label=gettext_lazy("To a"))
    since = day_field(required=False, label=gettext_lazy("From"))
    until = day_field(required=False, label=pgettext_lazy("until a day", "To"))

    def __init__(self, *args: Any, choices: LogChoices, with_people: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [
            (kind.slug, kind.noun.capitalize())
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
        """A period ends after it begins."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        since, until = values.get("since"), values.get("until")
        if since and until and until < since:
            self.add_error("until", _("The period ends before it begins. Exchange the two days."))
        return values

    def chosen(self) -> LogFilter:
        """What is asked for; of a field with an error, everything. After `is_valid`."""
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
