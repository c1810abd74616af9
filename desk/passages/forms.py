"""Forms about passages in newer texts: its place, splitting and merging, a decision."""

from __future__ import annotations

from typing import Any

from django import forms

from articles.text.quota import Span
from core.forms import DeskForm, area_field, text_field
from core.wording import gettext_lazy

REASON_LENGTH = 500


class PlaceForm(DeskForm):
    """A chosen place in a text: `place` as "12-80", or `start` and `end`."""

    place = forms.RegexField(r"^\d{1,8}-\d{1,8}$", required=False)
    start = forms.IntegerField(required=False, min_value=0, max_value=99_999_999)
    end = forms.IntegerField(required=False, min_value=0, max_value=99_999_999)

    def span(self) -> tuple[int, int] | None:
        """Return start and end in code points, or None."""
        if not self.is_valid():
            return None
        if place := self.cleaned_data["place"]:
            start, end = place.split("-")
            return int(start), int(end)
        start, end = self.cleaned_data["start"], self.cleaned_data["end"]
        return None if start is None or end is None else (start, end)


class QuoteForm(DeskForm):
    """The words to look for in a text."""

    q = area_field(
        rows=3,
        label=gettext_lazy("Quotation"),
        help_text=gettext_lazy(
            "Paste or type the words. Case, quotation marks, dashes and line ends need not "
            "match; what is kept is always what the text says."
        ),
    )


class AttachForm(PlaceForm):
    """The passage's place in the newest text, and the reason if one is needed."""

    snapshot = forms.IntegerField(min_value=1, max_value=2**62)
    reason = text_field(max_length=REASON_LENGTH, label=gettext_lazy("Why it still says the same"))

    def place_chosen(self) -> Span | None:
        """Return start and end in code points; None if no place was chosen."""
        return self.span()


class FindWordsForm(QuoteForm):
    """The words to look for in the newest text."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["q"].label = str(gettext_lazy("Words of the newest text"))


class SplitForm(DeskForm):
    """Where the second passage begins, in code points of the text."""

    at = forms.IntegerField(
        min_value=0,
        max_value=99_999_999,
        error_messages={
            "required": gettext_lazy("Choose where the second passage begins: between two words."),
            "invalid": gettext_lazy("Choose where the second passage begins: between two words."),
        },
    )


class MergeForm(DeskForm):
    """The neighbour that a passage is merged with."""

    other = forms.IntegerField(
        min_value=1,
        max_value=2**62,
        error_messages={
            "required": gettext_lazy("Choose the passage beside it that it should be merged with."),
            "invalid": gettext_lazy("Choose the passage beside it that it should be merged with."),
        },
    )


class DecisionForm(DeskForm):
    """Whether a changed passage still says the same."""

    decision = forms.ChoiceField(
        choices=[
            ("confirm", gettext_lazy("It still says the same")),
            ("lost", gettext_lazy("It no longer says it")),
        ],
        error_messages={
            "required": gettext_lazy("Say whether it still says the same."),
            "invalid_choice": gettext_lazy("Say whether it still says the same."),
        },
    )
    reason = text_field(max_length=500, label=gettext_lazy("Why it still says the same"))
