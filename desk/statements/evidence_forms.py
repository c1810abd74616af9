"""The quotations of a statement's form: a row for each passage, however many there are.

A row's fields are named after its passage, `quote-12-function`, so that rows can be added and
removed without renumbering. `passage` names the rows there are, in order.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from articles.models import Passage
from commitments.models import Citation, Fact
from commitments.services.warnings import Quoted
from commitments.statements.content import Evidence
from core.wording import gettext_lazy
from desk.statements.citation_forms import EvidenceForm

_DAYS = re.compile(
    r"\b(mon|tues|wednes|thurs|fri|satur|sun)day\b|\btoday\b|\byesterday\b|"
    r"\b(january|february|march|april|june|july|august|september|october|november|december)\b",
    re.IGNORECASE,
)


class EvidenceRowForm(EvidenceForm):
    """One row; without a script a row is removed by ticking the box."""

    is_removed = forms.BooleanField(required=False, label=gettext_lazy("Remove this quotation"))


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """A passage with its part of the form."""

    number: int
    passage: Passage
    form: EvidenceRowForm

    @property
    def proves(self) -> Sequence[str]:
        """Return the facts that are ticked, validated or not."""
        return tuple(self.form["proves"].value() or ())


class EvidenceRows:
    """All rows of a form. Bound if they came with a request."""

    def __init__(self, rows: Sequence[EvidenceRow]) -> None:
        self.rows = rows

    @classmethod
    def of(
        cls, passages: Iterable[Passage], initial: Mapping[int, Mapping[str, Any]]
    ) -> EvidenceRows:
        """Build unbound rows; `initial` is by passage."""
        return cls(
            [
                EvidenceRow(
                    number,
                    passage,
                    EvidenceRowForm(
                        prefix=f"quote-{passage.pk}", initial=dict(initial.get(passage.pk, {}))
                    ),
                )
                for number, passage in enumerate(passages, start=1)
            ]
        )

    @classmethod
    def bound(cls, passages: Iterable[Passage], data: Mapping[str, Any]) -> EvidenceRows:
        """Build rows from what was sent."""
        return cls(
            [
                EvidenceRow(number, passage, EvidenceRowForm(data, prefix=f"quote-{passage.pk}"))
                for number, passage in enumerate(passages, start=1)
            ]
        )

    def is_valid(self) -> bool:
        """Validate every row, so that all errors are shown at once."""
        faults = [row.number for row in self.rows if not row.form.is_valid()]
        return not faults

    @property
    def errors(self) -> list[str]:
        """Return the rows' errors, each with its number, for the summary on top."""
        return [
            _("Quotation {number}: {problem}").format(number=row.number, problem=problem)
            for row in self.rows
            for problems in row.form.errors.values()
            for problem in problems
        ]

    def evidence(self) -> list[Evidence]:
        """Return the values for the service. Only after `is_valid`."""
        return [
            row.form.evidence(row.passage)
            for row in self.rows
            if not row.form.cleaned_data["is_removed"]
        ]

    def quoted(self) -> list[Quoted]:
        """Return the rows as far as they are filled in, for warnings and coverage."""
        return [
            Quoted(
                row.passage.pk,
                row.passage.exact,
                str(row.form["function"].value() or Citation.Function.SUPPORTS),
                row.proves,
            )
            for row in self.rows
        ]


def likely_facts(exact: str, *, speaker: str = "", office: str = "") -> list[str]:
    """What a first quotation most likely proves: a start, ticked where the editor sees it."""
    facts: list[str] = [Fact.STANCE, Fact.ROLES]
    names = {word.casefold() for word in f"{speaker} {office}".split() if len(word) > 3}
    if names & {word.casefold() for word in re.findall(r"\w+", exact)}:
        facts.append(Fact.SPEAKER)
    if _DAYS.search(exact):
        facts.append(Fact.DATE)
    return facts


def initial_of_citations(citations: Iterable[Citation]) -> dict[int, dict[str, Any]]:
    """Return the initial rows for a draft's own quotations."""
    return {
        citation.passage_id: {"function": citation.function, "proves": citation.proves}
        for citation in citations
    }
