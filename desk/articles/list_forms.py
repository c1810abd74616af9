"""Forms of the inbox: an act on ticked articles, who reads one, a filter's name, a decision."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext

from articles.models import Article
from core.forms import DeskForm, day_field, text_field
from core.models import User
from core.numbers import whole_number
from core.wording import gettext_lazy

TAKE, GIVE_BACK, ASSIGN, STATE, DUE, NO_DUE = (
    "take",
    "give_back",
    "assign",
    "state",
    "due",
    "no_due",
)
ACTS = {
    TAKE: gettext_lazy("I take these"),
    GIVE_BACK: gettext_lazy("Give back"),
    ASSIGN: gettext_lazy("Assign to …"),
    STATE: gettext_lazy("Set reading state …"),
    DUE: gettext_lazy("Set due date …"),
    NO_DUE: gettext_lazy("Remove the due date"),
}


class KeysField(forms.Field):
    """Ticked rows, as their keys."""

    widget = forms.MultipleHiddenInput
    default_error_messages = {
        "invalid": gettext_lazy("These rows cannot be read. Tick them again.")
    }

    def to_python(self, value: Any) -> tuple[int, ...]:
        """Each key once."""
        keys = [whole_number(key) for key in value or ()]
        if None in keys:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return tuple(dict.fromkeys(key for key in keys if key is not None))


class ActForm(DeskForm):
    """What to do with an article. Only the fields of the chosen act count.

    The others are sent along, hidden or not, and must change nothing: an empty due day does not
    remove one.
    """

    act = forms.ChoiceField(
        choices=list(ACTS.items()),
        label=gettext_lazy("With these"),
        error_messages={
            "required": gettext_lazy("Choose what to do."),
            "invalid_choice": gettext_lazy("Choose what to do."),
        },
    )
    state = forms.ChoiceField(
        choices=Article.ReadingState.choices, required=False, label=gettext_lazy("Reading state")
    )
    due_on = day_field(required=False, label=gettext_lazy("Due date"))
    reader = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=10**18,
        label=gettext_lazy("Person"),
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_value"), gettext_lazy("Choose the person from the list.")
        ),
    )

    needs = {
        STATE: ("state", gettext_lazy("Choose the reading state.")),
        DUE: ("due_on", gettext_lazy("Give the day.")),
        ASSIGN: ("reader", gettext_lazy("Choose the person.")),
    }

    def clean(self) -> dict[str, Any]:
        """Drop the other acts' values and errors."""
        values = super().clean() or {}
        needed, problem = self.needs.get(values.get("act", ""), ("", ""))
        for name, _ in self.needs.values():
            if name != needed:
                self.errors.pop(name, None)
                values.pop(name, None)
            elif name not in self.errors and not values.get(name):
                self.add_error(name, problem)
        return values


class BulkForm(ActForm):
    """The same for several: the ticked ones, or all that the filter in the address shows."""

    article = KeysField(required=False, label=gettext_lazy("Articles"))
    everything = forms.BooleanField(required=False, label=gettext_lazy("All that match"))
    # The number shown before; if the list has grown meanwhile, the person must check again.
    matching = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """Require a tick."""
        values = super().clean()
        ticked = values.get("everything") or values.get("article")
        if not ticked and "article" not in self.errors:
            self.add_error("article", gettext("Tick at least one article."))
        return values

    @property
    def ticked(self) -> tuple[int, ...]:
        """Return what was ticked, even if the form is refused."""
        ticked: tuple[int, ...] = getattr(self, "cleaned_data", {}).get("article") or ()
        return ticked


class ReaderForm(DeskForm):
    """Who reads one article, and until when. An empty day means that it is not due."""

    reader = forms.TypedChoiceField(
        coerce=int, empty_value=None, required=False, label=gettext_lazy("Read by")
    )
    due_on = day_field(required=False, label=gettext_lazy("Due"))

    def __init__(
        self, *args: Any, people: Sequence[User], article: Article, may_assign: bool, **options: Any
    ) -> None:
        options.setdefault("initial", {"reader": article.reader_id, "due_on": article.due_on})
        super().__init__(*args, **options)
        field = self.fields["reader"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [("", gettext("Nobody")), *((person.pk, person.name) for person in people)]
        if not may_assign:
            del self.fields["reader"]


class FilterNameForm(DeskForm):
    """The name of a saved filter."""

    name = text_field(max_length=60, label=gettext_lazy("Name of this filter"))
