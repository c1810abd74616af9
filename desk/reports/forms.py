"""Forms about reports of errors at the desk."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from commitments.models import ErrorReport
from core.forms import DeskForm, area_field


class SettleForm(DeskForm):
    """What became of a report."""

    outcome = forms.ChoiceField(
        choices=[("", _("Choose …")), *ErrorReport.Outcome.choices],
        label=_("What became of it"),
        error_messages={
            "required": _("Say what became of it."),
            "invalid_choice": _("Say what became of it."),
        },
    )
    note = area_field(rows=2, max_length=2000, label=_("Note for the desk"))
