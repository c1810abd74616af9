"""Forms about events in the world: the outcome of a condition, a new government."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from commitments.models import Coalition, ConditionOutcome, Country
from core.forms import area_field, day_field
from core.wording import gettext_lazy
from desk.coalition.source_forms import SourceForm
from desk.lists import countries_by_standing

OUTCOMES = {
    ConditionOutcome.Outcome.OPEN: gettext_lazy("It has not happened yet, or no longer applies."),
    ConditionOutcome.Outcome.MET: gettext_lazy("It has happened."),
    ConditionOutcome.Outcome.FAILED: gettext_lazy("It cannot happen any more."),
    ConditionOutcome.Outcome.WAIVED: gettext_lazy("Nobody insists on it any more."),
    ConditionOutcome.Outcome.UNCLEAR: gettext_lazy("Sources disagree. Pledges still wait."),
}


class OutcomeForm(SourceForm):
    """What became of a condition, since when, for whom, and the quotation that proves it."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("What became of it"),
        choices=[(o.value, o.label) for o in ConditionOutcome.Outcome],
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Say what became of it."),
            "invalid_choice": gettext_lazy("Pick an outcome from the list."),
        },
    )
    country = forms.ChoiceField(
        label=gettext_lazy("For whom"),
        required=False,
        help_text=gettext_lazy("A country's own outcome takes precedence over the one for all."),
    )
    since = day_field(label=gettext_lazy("Since"))
    note = area_field(
        rows=2,
        label=gettext_lazy("Note"),
        help_text=gettext_lazy("For the desk: what it rests on. Optional."),
    )
    field_order = ("outcome", "country", "since", "source", "note")

    def __init__(self, *args: Any, coalition: Coalition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._countries = country_options(self, coalition, empty=_("All countries"))

    def outcome_rows(self) -> list[tuple[Any, str]]:
        """Return each outcome's radio button with its meaning."""
        return [
            (button, OUTCOMES[ConditionOutcome.Outcome(button.data["value"])])
            for button in self["outcome"]
        ]

    def chosen_country(self) -> Country | None:
        """Return the country, None for all. Only after `is_valid`."""
        return self._countries.get(self.cleaned_data["country"])


class GovernmentForm(SourceForm):
    """A country's new government."""

    country = forms.ChoiceField(
        label=gettext_lazy("Country"),
        error_messages={"required": gettext_lazy("Choose the country.")},
    )
    since = day_field(label=gettext_lazy("In office since"))
    note = area_field(
        rows=2,
        required=True,
        label=gettext_lazy("What happened"),
        help_text=gettext_lazy(
            "In a sentence. It stands beside every pledge that is looked at again."
        ),
        error_messages={"required": gettext_lazy("Say in a sentence what happened.")},
    )
    source_is_required = False
    field_order = ("country", "since", "note", "source")

    def __init__(self, *args: Any, coalition: Coalition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._countries = country_options(self, coalition, empty=_("Choose …"))

    def chosen_country(self) -> Country:
        """Return the country. Only after `is_valid`."""
        return self._countries[self.cleaned_data["country"]]


def country_options(form: forms.Form, coalition: Coalition, *, empty: str) -> dict[str, Country]:
    """Fill the form's list of countries, members first; return them by code. Two queries."""
    members, others = countries_by_standing(coalition)
    field = form.fields["country"]
    assert isinstance(field, forms.ChoiceField)
    field.choices = [
        ("", empty),
        (coalition.name, [(country.iso3, country.local_name) for country in members]),
        (_("Other countries"), [(country.iso3, country.local_name) for country in others]),
    ]
    return {country.iso3: country for country in (*members, *others)}
