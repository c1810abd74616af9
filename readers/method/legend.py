"""The ladder with its definitions, for the legend and the method page."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from django.db.models import Count, Q
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from commitments.models import Statement
from commitments.rules.grades import GRADES
from commitments.rules.stances import DEFINITIONS, EMPTY_DEFINITIONS, Empty, Stance


@dataclass(frozen=True, slots=True)
class Rung:
    """A stance or an empty state with its test."""

    value: str
    name: str
    definition: str


def ladder() -> list[Rung]:
    """Return the stances, firmest first."""
    return [Rung(s.value, str(s.label), DEFINITIONS[s]) for s in reversed(Stance)]


def ladder_html() -> SafeString:
    """Return the ladder as entries of a definition list."""
    return _ladder_html(get_language() or "")


@cache
def _ladder_html(language: str) -> SafeString:
    """Render it once for each language: it does not change while the process runs."""
    return format_html_join(
        "\n",
        '<div><dt><span class="stance" data-stance="{}">{}</span></dt><dd>{}</dd></div>',
        ((rung.value, rung.name, rung.definition) for rung in ladder()),
    )


def empty_states() -> list[Rung]:
    """Return the four ways a cell can be empty."""
    return [Rung(e.value, str(e.label), EMPTY_DEFINITIONS[e]) for e in Empty]


def grades() -> list[Rung]:
    """Return the evidence grades, strongest first."""
    return [Rung(letter, letter, meaning) for letter, meaning in GRADES.items()]


@dataclass(frozen=True, slots=True)
class RecordCounts:
    """How many statements were ever published, by state. A corrected one is also retracted."""

    published: int
    retracted: int
    corrected: int

    @property
    def ever_published(self) -> int:
        """Return the published and the retracted together."""
        return self.published + self.retracted


def record_counts() -> RecordCounts:
    """Count them in one query."""
    state = Statement.State
    return RecordCounts(
        **Statement.objects.public().aggregate(
            published=Count("pk", filter=Q(state=state.PUBLISHED)),
            retracted=Count("pk", filter=Q(state=state.RETRACTED)),
            corrected=Count("pk", filter=Q(corrects__isnull=False)),
        )
    )
