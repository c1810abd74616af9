"""Rows of limits and conditions in the statement's form: a tick and its wording for each term."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _

from commitments.models import Condition, Limit, StatementCondition
from commitments.statements.content import ConditionContent, LimitContent
from core.wording import gettext_lazy

# Letters for groups of alternatives; no statement so far has more than three groups.
GROUP_LETTERS = "ABCDEFGH"
_SHOWN_GROUPS = 3
_TICK_OR_CLEAR = gettext_lazy(
    "There is wording here, but the box is not ticked. Tick it, or clear the wording."
)


@dataclass(frozen=True, slots=True)
class TermRow:
    """A term with its fields; `kind` and `group` only for conditions."""

    term: Limit | Condition
    tick: BoundField
    detail: BoundField
    kind: BoundField | None = None
    group: BoundField | None = None

    @property
    def is_open(self) -> bool:
        """Whether its details should be open at first."""
        return bool(self.tick.value() or self.detail.value() or self.detail.errors)


class TermRows(forms.Form):
    """A mix-in: fields named after terms, as in `limit-no-combat` and `limit-no-combat-detail`."""

    limits: Sequence[Limit]
    conditions: Sequence[Condition]

    def add_term_fields(
        self, limits: Sequence[Limit], conditions: Sequence[Condition], *, most_groups: int = 0
    ) -> None:
        """Add a row for each term; `most_groups` if a statement already has more groups."""
        self.limits, self.conditions = limits, conditions
        letters = GROUP_LETTERS[: max(_SHOWN_GROUPS, most_groups)]
        groups = [("", _("must be met"))] + [
            (str(number), _("one of group {letter} is enough").format(letter=letter))
            for number, letter in enumerate(letters, start=1)
        ]
        for limit in limits:
            self._add_pair(f"limit-{limit.slug}", limit.local_name)
        for condition in conditions:
            name = f"condition-{condition.slug}"
            self._add_pair(name, condition.local_name)
            self.fields[f"{name}-kind"] = forms.ChoiceField(
                choices=StatementCondition.Kind.choices,
                required=False,
                initial=StatementCondition.Kind.STATED,
                label=_("{condition}: kind").format(condition=condition.local_name),
            )
            self.fields[f"{name}-group"] = forms.TypedChoiceField(
                choices=groups,
                required=False,
                coerce=int,
                empty_value=None,
                label=_("{condition}: alone or as an alternative").format(
                    condition=condition.local_name
                ),
            )

    def _add_pair(self, name: str, label: str) -> None:
        self.fields[name] = forms.BooleanField(required=False, label=label)
        self.fields[f"{name}-detail"] = forms.CharField(
            required=False,
            max_length=200,
            label=_("{term}: in the source's words").format(term=label),
            # The style sheet uses the placeholder to tell an empty field from a filled one.
            widget=forms.TextInput(attrs={"placeholder": " "}),
        )

    def limit_rows(self) -> Iterator[TermRow]:
        """Yield the rows of limits."""
        for limit in self.limits:
            name = f"limit-{limit.slug}"
            yield TermRow(limit, self[name], self[f"{name}-detail"])

    def condition_rows(self) -> Iterator[TermRow]:
        """Yield the rows of conditions."""
        for condition in self.conditions:
            name = f"condition-{condition.slug}"
            yield TermRow(
                condition,
                self[name],
                self[f"{name}-detail"],
                self[f"{name}-kind"],
                self[f"{name}-group"],
            )

    def refuse_unticked_wording(self) -> None:
        """Refuse wording without its tick, which would be lost silently.

        Wording that was there when the form opened is removed with its tick, so an editor who
        removes a limit need not clear it first.
        """
        names = self._names("limit", self.limits) + self._names("condition", self.conditions)
        for name in names:
            wording = self.cleaned_data.get(f"{name}-detail", "")
            is_typed = wording and wording != self.initial.get(f"{name}-detail", "")
            if is_typed and not self.cleaned_data.get(name):
                self.add_error(f"{name}-detail", _TICK_OR_CLEAR)

    def limit_contents(self) -> list[LimitContent]:
        """Return the ticked limits. Only after `is_valid`."""
        values = self.cleaned_data
        return [
            LimitContent(limit, values.get(f"limit-{limit.slug}-detail", ""))
            for limit in self.limits
            if values.get(f"limit-{limit.slug}")
        ]

    def condition_contents(self) -> list[ConditionContent]:
        """Return the ticked conditions. Only after `is_valid`."""
        values = self.cleaned_data
        return [
            ConditionContent(
                condition,
                detail=values.get(f"{name}-detail", ""),
                kind=values.get(f"{name}-kind") or StatementCondition.Kind.STATED,
                group=values.get(f"{name}-group"),
            )
            for condition, name in zip(
                self.conditions, self._names("condition", self.conditions), strict=True
            )
            if values.get(name)
        ]

    @staticmethod
    def _names(prefix: str, terms: Sequence[Limit] | Sequence[Condition]) -> list[str]:
        return [f"{prefix}-{term.slug}" for term in terms]


def initial_terms(
    limits: Sequence[LimitContent], conditions: Sequence[ConditionContent]
) -> Mapping[str, Any]:
    """Return the rows' values for a statement's terms."""
    values: dict[str, Any] = {}
    for limit in limits:
        name = f"limit-{limit.limit.slug}"
        values |= {name: True, f"{name}-detail": limit.detail}
    for item in conditions:
        name = f"condition-{item.condition.slug}"
        values |= {
            name: True,
            f"{name}-detail": item.detail,
            f"{name}-kind": item.kind,
            f"{name}-group": item.group,
        }
    return values
