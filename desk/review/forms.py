"""Forms of review: comments on facts, schedule, retraction, and the list's filters."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from commitments.models import Fact, Statement
from commitments.services.reviewing import Comment
from core.forms import DeskForm, area_field
from core.wording import gettext_lazy
from desk.review.list import ALL, MINE, OTHERS, ReviewFilter

NOTE = "note_"


class ReviewForm(DeskForm):
    """One comment on the whole and one for each fact; any of them may stay empty."""

    version = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    comment = area_field(
        rows=3,
        label=gettext_lazy("About the whole"),
        help_text=gettext_lazy(
            "Comments beside the facts above go along. The author sees all of them."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for fact in Fact:
            self.fields[NOTE + fact.value] = area_field(
                rows=2, label=_("Comment on {fact}").format(fact=str(fact.label).lower())
            )

    def comments(self) -> list[Comment]:
        """Return the comments for the service. Only after `is_valid`."""
        pinned = [Comment(self.cleaned_data[NOTE + fact.value], fact.value) for fact in Fact]
        said = [*pinned, Comment(self.cleaned_data["comment"])]
        return [comment for comment in said if comment.body.strip()]

    def note_on(self, fact: str) -> forms.BoundField:
        """Return the comment field of a fact."""
        return self[NOTE + fact]

    def typed(self) -> list[tuple[str, str]]:
        """Return all comments as typed, so that a page which cannot store them still shows them."""
        about = [(str(fact.label), NOTE + fact.value) for fact in Fact] + [
            (_("The whole"), "comment")
        ]
        written = ((label, str(self.data.get(name, "")).strip()) for label, name in about)
        return [(label, body) for label, body in written if body]


class RetractForm(DeskForm):
    """Why a published statement is retracted."""

    reason = area_field(
        rows=3,
        label=gettext_lazy("Why it is retracted"),
        help_text=gettext_lazy("Public: readers see it beside the statement."),
    )
    marked_required = ("reason",)


class ReviewFilterForm(forms.Form):
    """The review list's filters as the address has them."""

    whose = forms.ChoiceField(
        required=False, choices=[(each, each) for each in (MINE, OTHERS, ALL)]
    )
    overdue = forms.ChoiceField(required=False, choices=[("1", "1")])
    priority = forms.ChoiceField(
        required=False, choices=[(p.name.lower(), p.label) for p in Statement.Priority if p]
    )
    country = forms.RegexField(r"\A[A-Za-z]{3}\Z", required=False)

    def wanted(self) -> ReviewFilter:
        """Return the valid filters; invalid ones are left out."""
        self.is_valid()
        values = self.cleaned_data
        return ReviewFilter(
            whose=values.get("whose") or MINE,
            is_overdue=bool(values.get("overdue")),
            priority=values.get("priority") or "",
            country=(values.get("country") or "").upper(),
        )
