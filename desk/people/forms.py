"""Forms about people, for chiefs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from core.forms import DeskForm, area_field
from core.models import User
from core.wording import gettext_lazy
from desk.people.people import CountryChoice

WHAT_ROLES_DO = {
    User.Role.CONTRIBUTOR: gettext_lazy("drafts statements and submits them for review"),
    User.Role.EDITOR: gettext_lazy("also reviews what others wrote, and publishes"),
    User.Role.CHIEF: gettext_lazy("also keeps vocabularies, countries, members and people"),
}


class PersonForm(DeskForm):
    """An account: name, role, countries."""

    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=120,
        help_text=gettext_lazy("As history and review pages show it."),
    )
    email = forms.EmailField(
        label=gettext_lazy("Email"), help_text=gettext_lazy("They sign in with it.")
    )
    role = forms.ChoiceField(
        label=gettext_lazy("Role"),
        choices=[(role.value, f"{role.label}: {WHAT_ROLES_DO[role]}") for role in User.Role],
        initial=User.Role.CONTRIBUTOR,
        widget=forms.RadioSelect,
    )
    requires_mfa = forms.BooleanField(
        label=gettext_lazy("Must use a second factor"),
        required=False,
        help_text=gettext_lazy("Until they have set one up, they can do nothing else at the desk."),
    )
    countries = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Writes about"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": gettext_lazy("One of these countries is not in the ledger.")
        },
    )

    def __init__(self, *args: Any, countries: Sequence[CountryChoice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["countries"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(country.pk, country.name) for country in countries]
        self._near = {country.pk for country in countries if country.is_near}

    def near_countries(self) -> list[Any]:
        """Return the boxes of countries in the ledger, and of those that are ticked."""
        return [box for box in self["countries"] if self._is_near(box)]

    def other_countries(self) -> list[Any]:
        """Return the boxes of all other countries."""
        return [box for box in self["countries"] if not self._is_near(box)]

    def _is_near(self, box: Any) -> bool:
        return box.data["value"] in self._near or bool(box.data["selected"])


class RequirementForm(DeskForm):
    """Require a second factor, or no longer, for many at once."""

    EVERYBODY = "everybody"

    who = forms.ChoiceField(
        label=gettext_lazy("Who"),
        choices=[
            (EVERYBODY, gettext_lazy("Everybody")),
            (User.Role.CHIEF.value, gettext_lazy("Chiefs")),
            (User.Role.EDITOR.value, gettext_lazy("Editors")),
            (User.Role.CONTRIBUTOR.value, gettext_lazy("Contributors")),
        ],
    )
    requirement = forms.ChoiceField(
        label=gettext_lazy("What"),
        choices=[
            ("require", gettext_lazy("Require")),
            ("waive", gettext_lazy("No longer require")),
        ],
    )

    def roles(self) -> list[str]:
        """Return the chosen roles. Only after `is_valid`."""
        who = self.cleaned_data["who"]
        return list(User.Role.values) if who == self.EVERYBODY else [who]

    def is_required(self) -> bool:
        """Whether it is required from now on. Only after `is_valid`."""
        return bool(self.cleaned_data["requirement"] == "require")


class ReasonForm(DeskForm):
    """A reason in a sentence; history keeps it."""

    reason = area_field(rows=3, label=gettext_lazy("Reason"), max_length=500)


class LossForm(ReasonForm):
    """The same where a reason is required."""

    marked_required = ("reason",)
