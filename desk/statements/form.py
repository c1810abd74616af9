"""The statement's form. Only `services.drafting` decides which content is acceptable."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from commitments.models import Coalition, Condition, Limit, Statement
from commitments.rules.stances import DEFINITIONS, Capacity, Change, Stance
from commitments.rules.warning_kinds import WarningKind
from commitments.statements.content import (
    ConditionContent,
    LimitContent,
    StatementContent,
    content_of,
)
from core import clock
from core.forms import DeskForm, area_field, day_field, text_field
from core.wording import gettext_lazy
from desk.lists import conditions_of, countries_by_standing, limits_of
from desk.statements.term_fields import TermRow, TermRows, initial_terms

# Parts of the page that stay closed while they are empty.
PARTS: dict[str, tuple[str, ...]] = {
    "numbers": (
        "headcount_min",
        "headcount_max",
        "headcount_wording",
        "headcount_withheld",
        "unit",
        "equipment",
    ),
    "more": ("relayed_by", "effective_on", "caveat"),
}
# Larger than any army; the column's own limit is not far above.
MOST_PEOPLE = 100_000_000
# A new statement starts with these values of the one before; what was said is typed again.
PACKAGE = PARTS["numbers"]
_MAY_BE_EMPTY = ("summary", "speaker", "office", "unit", "equipment", "headcount_wording")
# What stays the same if one speaker mentions several pledges.
SAID_BY = ("speaker", "office", "capacity", "on_record", "said_on", "said_on_is_inferred")


class StatementForm(DeskForm, TermRows):
    """Everything a statement says. Without `previous` it is the pledge's first."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    stance = forms.ChoiceField(
        label=gettext_lazy("Stance"),
        widget=forms.RadioSelect,
        choices=[(stance, Stance(stance).label) for stance in DEFINITIONS],
        help_text=gettext_lazy("The highest rung whose test the quotation meets."),
        error_messages={"required": gettext_lazy("Choose how far the country has gone.")},
    )
    change = forms.ChoiceField(
        label=gettext_lazy("Against the statement before"),
        choices=Change.choices,
        initial=Change.RESTATED,
    )
    reason = area_field(
        rows=2,
        label=gettext_lazy("Why it differs"),
        help_text=gettext_lazy(
            "Asked where stance, headcount, limits or conditions change. One sentence for "
            "the reviewer."
        ),
    )
    said_on = day_field(label=gettext_lazy("Said on"))
    said_on_is_inferred = forms.BooleanField(
        required=False, label=gettext_lazy("The day is inferred: the source does not give it")
    )
    summary = forms.CharField(
        label=gettext_lazy("In one sentence"),
        max_length=300,
        help_text=gettext_lazy("What was said, in your own words, as readers will see it."),
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": gettext_lazy("Say in one sentence what was said.")},
    )
    speaker = text_field(
        max_length=120,
        label=gettext_lazy("Speaker"),
        help_text=gettext_lazy("By name; empty if the source gives none."),
    )
    office = text_field(
        max_length=160,
        label=gettext_lazy("Office"),
        help_text=gettext_lazy("As the source calls it."),
    )
    capacity = forms.ChoiceField(
        label=gettext_lazy("In what capacity"),
        choices=[("", gettext_lazy("Choose …")), *Capacity.choices],
        error_messages={
            "required": gettext_lazy("Choose in what capacity it was said: it sets the grade.")
        },
    )
    on_record = forms.BooleanField(
        required=False, initial=True, label=gettext_lazy("On the record")
    )
    relayed_by = forms.ChoiceField(
        required=False,
        label=gettext_lazy("Relayed by another government"),
        help_text=gettext_lazy(
            "If somebody else's government passed the claim on. It then counts as floated."
        ),
    )
    headcount_min = forms.IntegerField(
        required=False, max_value=MOST_PEOPLE, label=gettext_lazy("At least")
    )
    headcount_max = forms.IntegerField(
        required=False,
        max_value=MOST_PEOPLE,
        label=gettext_lazy("At most"),
        help_text=gettext_lazy("Alone it means “up to”."),
    )
    headcount_wording = text_field(
        max_length=120,
        label=gettext_lazy("As worded"),
        help_text=gettext_lazy("Such as “several hundred”."),
    )
    headcount_withheld = forms.BooleanField(
        required=False, label=gettext_lazy("Withheld: the country says that it will not tell")
    )
    unit = text_field(
        max_length=60,
        label=gettext_lazy("Unit"),
        help_text=gettext_lazy("Company, brigade, ship …"),
    )
    equipment = text_field(max_length=300, label=gettext_lazy("Equipment"))
    effective_on = day_field(required=False, label=gettext_lazy("Holds from"))
    caveat = area_field(
        rows=2,
        label=gettext_lazy("Note to readers"),
        help_text=gettext_lazy("Public: how to read this record."),
    )
    marked_required: tuple[str, ...] = ("stance", "said_on", "summary", "capacity")

    def __init__(
        self,
        *args: Any,
        coalition: Coalition,
        previous: Statement | None,
        edited: Statement | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        is_correction = edited is not None and edited.corrects_id is not None
        self.has_previous = previous is not None or is_correction
        if is_correction:
            self.marked_required = (*self.marked_required, "reason")
            self.fields["reason"].help_text = _("What we had wrong. Public: readers see it.")
        if not self.has_previous:
            # The first statement about a pledge changes nothing, so these are not asked.
            del self.fields["change"], self.fields["reason"]
        members, others = countries_by_standing(coalition)
        self._countries = {country.iso3: country for country in (*members, *others)}
        relayed_by = self.fields["relayed_by"]
        assert isinstance(relayed_by, forms.ChoiceField)
        relayed_by.choices = [
            ("", _("Nobody")),
            (coalition.name, [(c.iso3, c.local_name) for c in members]),
            (_("Other countries"), [(c.iso3, c.local_name) for c in others]),
        ]
        kept = [statement for statement in (edited, previous) if statement is not None]
        self.add_term_fields(
            _terms(limits_of(coalition), [content_of(s).limits for s in kept]),
            _condition_terms(conditions_of(coalition), [content_of(s).conditions for s in kept]),
            most_groups=max(
                (c.group or 0 for s in kept for c in content_of(s).conditions), default=0
            ),
        )

    def clean(self) -> dict[str, Any]:
        """Check only what the form itself adds; everything else is the service's."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        self.refuse_unticked_wording()
        return values

    def content(self) -> StatementContent:
        """Return what was typed, for the service. Only after `is_valid`."""
        values = dict(self.cleaned_data)
        values["relayed_by"] = self._countries.get(values["relayed_by"])
        names = {field.name for field in fields(StatementContent)} - {"limits", "conditions"}
        return StatementContent(
            limits=self.limit_contents(),
            conditions=self.condition_contents(),
            **{name: value for name, value in values.items() if name in names},
        )

    def content_so_far(self, previous: Statement | None) -> StatementContent:
        """Return what is typed so far; missing values are taken from the statement before.

        For comparing and warning only: it is never saved. Call it after `is_valid`, valid or not.
        """
        values: dict[str, Any] = dict.fromkeys(_MAY_BE_EMPTY, "")
        values |= {name: value for name, value in self.cleaned_data.items() if value is not None}
        for name, stand_in in (
            ("stance", previous.stance if previous else Stance.FLOATED),
            ("said_on", previous.said_on if previous else clock.today()),
            ("capacity", previous.capacity if previous else Capacity.MINISTER),
        ):
            values[name] = values.get(name) or stand_in
        values["relayed_by"] = self._countries.get(values.get("relayed_by", ""))
        names = {field.name for field in fields(StatementContent)} - {"limits", "conditions"}
        return StatementContent(
            limits=self.limit_contents(),
            conditions=self.condition_contents(),
            **{name: value for name, value in values.items() if name in names},
        )

    # --- for the page ---
    def stance_rows(self) -> list[tuple[Any, str]]:
        """Return each stance's radio button with its test."""
        return [(button, DEFINITIONS[str(button.data["value"])]) for button in self["stance"]]

    def more_fields(self) -> list[forms.BoundField]:
        """Return the fields that few statements use, in the last part of the form."""
        return [self[name] for name in PARTS["more"]]

    def open_parts(self) -> set[str]:
        """Return the parts that are filled or have an error, and so must be open."""
        found = {
            part
            for part, names in PARTS.items()
            if any(self[name].value() or self[name].errors for name in names)
        }
        for part, rows in (("limits", self.limit_rows()), ("conditions", self.condition_rows())):
            if any(_is_used(row) for row in rows):
                found.add(part)
        return found


def initial_of(content: StatementContent, **extra: Any) -> dict[str, Any]:
    """Return the form's values for an existing statement."""
    values = dict(content.columns())
    values["relayed_by"] = content.relayed_by.iso3 if content.relayed_by else ""
    return {**values, **initial_terms(content.limits, content.conditions), **extra}


def initial_after(previous: Statement | None) -> dict[str, Any]:
    """Return the values to begin with: the package of the statement before."""
    if previous is None:
        return {}
    content = content_of(previous)
    values = content.columns()
    return {
        **{name: values[name] for name in PACKAGE},
        **initial_terms(content.limits, content.conditions),
    }


def initial_from(earlier: Statement | None, day: date | None) -> dict[str, Any]:
    """Return who spoke and when, as in the last statement recorded from this article, if any."""
    if earlier is None:
        return {"said_on": day} if day else {}
    return {name: getattr(earlier, name) for name in SAID_BY}


def answers_of(data: Mapping[str, Any]) -> dict[str, str]:
    """Return the reasons why warnings do not apply here, by kind."""
    return {kind: str(data.get(f"answer-{kind}", ""))[:2000] for kind in WarningKind.values}


def typed_day(data: Mapping[str, Any]) -> date | None:
    """Return the day in an unchecked form: it decides which statement precedes this one."""
    try:
        return date.fromisoformat(str(data.get("said_on", "")))
    except ValueError:
        return None


def _is_used(row: TermRow) -> bool:
    fields_of_row = (row.tick, row.detail, row.kind, row.group)
    return row.is_open or any(field.errors for field in fields_of_row if field is not None)


def _terms(own: Sequence[Limit], kept: Sequence[Sequence[LimitContent]]) -> list[Limit]:
    """The coalition's limits, then a statement's own that the coalition has dropped since."""
    used = [item.limit for contents in kept for item in contents]
    return list({limit.pk: limit for limit in [*own, *used]}.values())


def _condition_terms(
    own: Sequence[Condition], kept: Sequence[Sequence[ConditionContent]]
) -> list[Condition]:
    used = [item.condition for contents in kept for item in contents]
    return list({condition.pk: condition for condition in [*own, *used]}.values())
