"""The form to take a text down: why, and whether the quoted words go as well."""

from __future__ import annotations

from django import forms

from core.forms import DeskForm, area_field
from core.wording import gettext_lazy


class TakedownForm(DeskForm):
    """The reason, what is erased, and a confirmation."""

    reason = area_field(
        rows=3,
        max_length=1000,
        label=gettext_lazy("Why it is taken down"),
        help_text=gettext_lazy("Public: readers see it where the text was."),
    )
    words = forms.ChoiceField(
        choices=[
            ("stay", gettext_lazy("The quoted words stay: they are quotations, and proof")),
            ("go", gettext_lazy("The quoted words go as well: the reason requires it")),
        ],
        initial="stay",
        widget=forms.RadioSelect,
        label=gettext_lazy("The quoted words"),
    )
    is_meant = forms.BooleanField(
        label=gettext_lazy("I understand that nothing brings the text back"),
        error_messages={
            "required": gettext_lazy("Tick this first: an erased text cannot be brought back.")
        },
    )
    marked_required = ("reason", "is_meant")
