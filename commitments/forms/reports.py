"""Forms around reports of errors: a reader's, and the desk's answer to it."""

from __future__ import annotations

import re

from django import forms
from django.utils.translation import gettext_lazy as _

from commitments.forms.base import DeskForm, area_field
from commitments.models import ErrorReport
from commitments.models.reports import MAX_TEXT

_OUR_PATH = re.compile(r"/(?![/\\])[^\s\x00]*\Z|/\Z")


class ReportForm(DeskForm):
    """What a reader found wrong. `website` is a trap: no person sees it, programs fill it in."""

    text = forms.CharField(
        max_length=MAX_TEXT,
        label=_("What is wrong?"),
        help_text=_("Which date, name, reading or source, and how you know."),
        widget=forms.Textarea(attrs={"rows": 7}),
        error_messages={
            "required": _("Say what is wrong."),
            "max_length": _("Shorten the report to %(limit_value)d characters or fewer."),
        },
    )
    page = forms.CharField(
        required=False,
        max_length=500,
        label=_("Which page is it about?"),
        help_text=_("Its address, or the part after the site's name."),
        error_messages={"max_length": _("Shorten the address of the page.")},
    )
    email = forms.EmailField(
        required=False,
        max_length=254,
        label=_("Your email, if you want an answer"),
        error_messages={"invalid": _("Write it like name@example.org, or leave it empty.")},
    )
    website = forms.CharField(
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
        label=_("Leave this empty"),
    )

    def clean_page(self) -> str:
        """The path of a page; of a whole address what follows the site's name."""
        page = re.sub(r"\Ahttps?://[^/]*", "", self.cleaned_data["page"])
        if page and not _OUR_PATH.match(page):
            raise forms.ValidationError(
                _("This is no page of this site. Write it like /c/ukraine/POL/, or leave it empty.")
            )
        return page


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
