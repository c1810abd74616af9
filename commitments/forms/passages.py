"""Forms about passages in newer texts: where one stands, how it is cut anew, a text pasted."""

from __future__ import annotations

from typing import Any

from django import forms

from articles.text.quota import Span
from commitments.forms.articles import ArticleForm, PlaceForm, QuoteForm
from commitments.forms.base import DeskForm, text_field
from core.wording import gettext_lazy

REASON_LENGTH = 500


class AttachForm(PlaceForm):
    """The place in the newest text that stands for the passage, and why, where that is asked."""

    snapshot = forms.IntegerField(min_value=1, max_value=2**62)
    reason = text_field(max_length=REASON_LENGTH, label=gettext_lazy("Why it still says the same"))

    def place_chosen(self) -> Span | None:
        """Start and end in code points; None where none was chosen."""
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


class NewTextForm(DeskForm):
    """The text of an article as it reads now, pasted. The service judges it."""

    source = ArticleForm.base_fields["source"]
    marked_required = ("source",)
