"""Choose a passage or an article as the source of a record: a search and a short list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from core.forms import DeskForm
from core.wording import gettext_lazy
from desk.coalition.source_choice import SourceChoice

SOUGHT_LENGTH = 200


class SourceForm(DeskForm):
    """A form with a source. Searching is a step of the form, so nothing typed is lost."""

    source = forms.TypedChoiceField(
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
        error_messages={
            "invalid_choice": gettext_lazy("That is not among these any more. Choose again.")
        },
    )
    source_label = gettext_lazy("Quotation")
    source_is_required = True
    source_missing = gettext_lazy(
        "Choose the quotation that shows it: nothing is public without one."
    )

    def __init__(self, *args: Any, choices: Sequence[SourceChoice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["source"]
        assert isinstance(field, forms.ChoiceField)
        field.label = self.source_label
        field.choices = [(choice.pk, choice.words) for choice in choices]
        if not self.source_is_required:
            field.choices = [("", _("None")), *field.choices]
        self._by_pk = {str(choice.pk): choice for choice in choices}

    def clean_source(self) -> int | None:
        """Return the source's number; a missing one has its own error."""
        chosen: int | None = self.cleaned_data["source"]
        if chosen is None and self.source_is_required:
            raise forms.ValidationError(self.source_missing)
        return chosen

    def source_rows(self) -> list[tuple[Any, SourceChoice | None]]:
        """Return each radio button with its source; None beside "none"."""
        return [(button, self._by_pk.get(str(button.data["value"]))) for button in self["source"]]


def sought(values: Any) -> str:
    """Return the words of the search, from a query string or a posted form."""
    return str(values.get("q", "")).replace("\x00", "").strip()[:SOUGHT_LENGTH]
