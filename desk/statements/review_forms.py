"""Comments on a statement, and how soon it should be reviewed."""

from __future__ import annotations

from django import forms

from commitments.models import Fact, Statement
from commitments.services.reviewing import Comment
from core.forms import DeskForm, area_field, day_field
from core.wording import gettext_lazy


class CommentForm(DeskForm):
    """One comment on a statement's own page, such as an author's answer."""

    fact = forms.ChoiceField(
        label=gettext_lazy("About"),
        required=False,
        choices=[("", gettext_lazy("The whole")), *Fact.choices],
    )
    body = area_field(rows=3, label=gettext_lazy("Your comment"))

    def comments(self) -> list[Comment]:
        """Return the values for the service. Only after `is_valid`."""
        return [Comment(self.cleaned_data["body"], self.cleaned_data["fact"])]


class ScheduleForm(DeskForm):
    """When a statement should be reviewed."""

    priority = forms.TypedChoiceField(
        label=gettext_lazy("Priority"),
        coerce=int,
        choices=Statement.Priority.choices,
        initial=Statement.Priority.NORMAL,
    )
    due_on = day_field(required=False, label=gettext_lazy("Review by"))
