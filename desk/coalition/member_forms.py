"""Forms about members: a country joins, its standing changes or ends, an entry was wrong."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from commitments.models import Coalition, Country, Membership
from core.forms import area_field, day_field
from core.wording import gettext_lazy
from desk.coalition.outcome_forms import country_options
from desk.coalition.source_forms import SourceForm

LEAVES = "leaves"
_STANDINGS = list(Membership.Standing.choices)


class _MemberForm(SourceForm):
    """The shared fields: the article as the source, and a note."""

    source_label = gettext_lazy("Source")
    source_is_required = False
    note = area_field(
        rows=2,
        label=gettext_lazy("Note"),
        help_text=gettext_lazy("What the source says of it. Optional."),
    )


class MemberForm(_MemberForm):
    """A country joins."""

    country = forms.ChoiceField(
        label=gettext_lazy("Country"),
        error_messages={"required": gettext_lazy("Choose the country.")},
    )
    standing = forms.ChoiceField(
        label=gettext_lazy("Standing"),
        choices=_STANDINGS,
        initial=Membership.Standing.MEMBER,
        widget=forms.RadioSelect,
    )
    joined_on = day_field(
        label=gettext_lazy("From"),
        required=False,
        help_text=gettext_lazy("The first day. Leave it empty if it is unknown."),
    )
    field_order = ("country", "standing", "joined_on", "source", "note")

    def __init__(self, *args: Any, coalition: Coalition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._countries = country_options(self, coalition, empty=_("Choose …"))

    def chosen_country(self) -> Country:
        """Return the country. Only after `is_valid`."""
        return self._countries[self.cleaned_data["country"]]


class StandingForm(_MemberForm):
    """End a standing on a day, and choose another if there is one."""

    standing = forms.ChoiceField(
        label=gettext_lazy("From then on"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Say what it is from then on.")},
    )
    on = day_field(
        label=gettext_lazy("From"),
        help_text=gettext_lazy("The first day of the new standing, or outside."),
    )
    field_order = ("standing", "on", "source", "note")

    def __init__(self, *args: Any, membership: Membership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["standing"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            *((value, name) for value, name in _STANDINGS if value != membership.standing),
            (LEAVES, _("Not in the coalition any more")),
        ]

    def chosen_standing(self) -> str | None:
        """Return the new standing; None if the country leaves. Only after `is_valid`."""
        chosen: str = self.cleaned_data["standing"]
        return None if chosen == LEAVES else chosen


class CorrectionForm(_MemberForm):
    """Replace an entry that was wrong."""

    is_void = forms.BooleanField(
        label=gettext_lazy("There was no such standing at all: take the entry out"), required=False
    )
    standing = forms.ChoiceField(
        label=gettext_lazy("Standing"), choices=_STANDINGS, widget=forms.RadioSelect
    )
    joined_on = day_field(
        label=gettext_lazy("From"),
        required=False,
        help_text=gettext_lazy("The first day. Leave it empty if it is unknown."),
    )
    left_on = day_field(
        label=gettext_lazy("Until"),
        required=False,
        help_text=gettext_lazy("The first day outside. Empty while it lasts."),
    )
    reason = area_field(
        rows=2,
        required=True,
        label=gettext_lazy("What was wrong"),
        error_messages={"required": gettext_lazy("Say what was wrong with the entry.")},
    )
    field_order = ("reason", "is_void", "standing", "joined_on", "left_on", "source", "note")
