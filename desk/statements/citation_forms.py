"""Forms about quotations as evidence: which passage, its function, what it proves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from articles.models import Passage
from commitments.models import Citation, Fact
from commitments.statements.content import Evidence
from core.forms import DeskForm
from core.wording import gettext_lazy
from desk.statements.page import PassageChoice

FUNCTIONS = {
    Citation.Function.SUPPORTS: gettext_lazy("it says what the statement records"),
    Citation.Function.QUALIFIES: gettext_lazy("it limits or explains it"),
    Citation.Function.CONTRADICTS: gettext_lazy("it says otherwise"),
    Citation.Function.CONTEXT: gettext_lazy("it helps to understand it"),
}


class EvidenceForm(DeskForm):
    """A passage's function for a statement. Two pages embed it, so its fields have a prefix."""

    function = forms.ChoiceField(
        label=gettext_lazy("What the quotation does"),
        choices=[(f.value, f"{f.label}: {FUNCTIONS[f]}") for f in Citation.Function],
        initial=Citation.Function.SUPPORTS,
        required=False,
    )
    proves = forms.MultipleChoiceField(
        label=gettext_lazy("Facts it proves"),
        choices=Fact.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Tick only what these very words say."),
    )

    def evidence(self, passage: Passage) -> Evidence:
        """Return the values for the service. Only after `is_valid`."""
        function = self.cleaned_data["function"] or Citation.Function.SUPPORTS
        return Evidence(passage, function, self.cleaned_data["proves"])


class CitationForm(EvidenceForm):
    """A passage chosen for a statement."""

    passage = forms.TypedChoiceField(
        coerce=int,
        label=gettext_lazy("Quotation"),
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Choose a quotation."),
            "invalid_choice": gettext_lazy(
                "That quotation is not among these any more. Choose again."
            ),
        },
    )
    field_order = ("passage", "function", "proves")

    def __init__(self, *args: Any, choices: Sequence[PassageChoice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["passage"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(choice.pk, choice.exact) for choice in choices]
        self._by_pk = {str(choice.pk): choice for choice in choices}

    def passage_rows(self) -> list[tuple[Any, PassageChoice]]:
        """Return each passage's radio button with the passage."""
        return [(button, self._by_pk[str(button.data["value"])]) for button in self["passage"]]
