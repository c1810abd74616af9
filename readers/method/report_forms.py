"""The form in which a reader reports an error."""

from __future__ import annotations

import re

from django import forms
from django.utils.translation import gettext_lazy as _

from commitments.models.reports import MAX_TEXT
from core.forms import DeskForm

_OUR_PATH = re.compile(r"/(?![/\\])[^\s\x00]*\Z|/\Z")


class ReportForm(DeskForm):
    """What a reader found wrong. `website` is a trap: people do not see it, programs fill it in."""

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
        """Return the path of a page; of a whole address, the part after the site's name."""
        page = re.sub(r"\Ahttps?://[^/]*", "", self.cleaned_data["page"])
        if page and not _OUR_PATH.match(page):
            raise forms.ValidationError(
                _("This is no page of this site. Write it like /c/ukraine/POL/, or leave it empty.")
            )
        return page
