"""What forms share: how fields look, and some kinds of field. No form writes anything."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext as _

from core.wording import gettext_lazy

LONGEST_AREA = 5_000
_long_enough = MaxLengthValidator(
    LONGEST_AREA,
    gettext_lazy(
        "This has %(show_value)s characters; shorten it to %(limit_value)s. Nothing is lost yet."
    ),
)


class FormRenderer(TemplatesSetting):
    """`{{ form.title.as_field_group }}` shows a field with its label, help and errors."""

    field_template_name = "_form_field.html"


class DeskForm(forms.Form):
    """A form that takes a service's refusals as its own errors."""

    def add_problems(self, problems: Mapping[str, str]) -> None:
        """Add each problem to its field, or to the form where it has no such field."""
        for name, problem in problems.items():
            self.add_error(name if name in self.fields else None, problem)


def day_field(**options: Any) -> forms.DateField:
    """Return a field for a day as YYYY-MM-DD; browsers show their own picker."""
    return forms.DateField(
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
        error_messages={
            "invalid": _("This day cannot be read. Write it as 2025-08-20."),
            "required": _("Give the day."),
            **options.pop("error_messages", {}),
        },
        **options,
    )


def text_field(**options: Any) -> forms.CharField:
    """Return a field for one line of text."""
    return forms.CharField(required=options.pop("required", False), **options)


def area_field(*, rows: int, **options: Any) -> forms.CharField:
    """Return a field for several lines; the default `max_length` is that of a long comment.

    It uses a validator: with a `maxlength` attribute, browsers cut off pasted text without saying
    so.
    """
    validators = [] if "max_length" in options else [_long_enough]
    return forms.CharField(
        required=options.pop("required", False),
        widget=forms.Textarea(attrs={"rows": rows}),
        validators=validators,
        **options,
    )
