"""What the matrix consists of: values that `build_matrix` fills and every page reads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from commitments.matrix.state import MatrixState
from commitments.matrix.vocabulary import Column, Vocabulary
from commitments.models import Coalition
from commitments.rules.conditionality import Verdict
from commitments.rules.headcounts import Headcount, Total
from commitments.rules.stances import NEGATIVE, RANK, Empty, Stance
from core.wording import listed


@dataclass(frozen=True, slots=True)
class ConditionChoice:
    """A condition of the coalition, what became of it for all, and how many pledges wait for it."""

    slug: str
    name: str
    definition: str
    outcome: str
    is_assumed: bool
    waiting: int


# There are thousands of statements and pledges: a tuple is as immutable as a frozen dataclass and
# is created four times faster.
class ShownStatement(NamedTuple):
    """A statement that heads a pledge, or is reported beside the country's own word."""

    statement_id: int
    is_own: bool
    stance: str
    rank: int
    grade: str
    said_on: date
    age_days: int
    headcount: Headcount
    summary: str
    quotations: int
    is_disputed: bool
    verdict: Verdict

    @property
    def is_unblocked(self) -> bool:
        """Whether the scenario frees it from its last condition, and it is no refusal."""
        return self.verdict.is_freed and self.stance not in NEGATIVE


class ShownPledge(NamedTuple):
    """A pledge at the matrix's times: its heading word, and a later report if there is one."""

    id: int
    reference: str
    title: str
    country_id: int | None
    place: str
    role_ids: Sequence[int]
    word: ShownStatement
    reported_since: ShownStatement | None

    @property
    def is_disputed(self) -> bool:
        """Whether an unresolved contradiction affects what is shown of it."""
        since = self.reported_since
        return self.word.is_disputed or (since is not None and since.is_disputed)


@dataclass(frozen=True, slots=True)
class ShownCheck:
    """What the latest check of an otherwise empty cell found."""

    outcome: str
    checked_on: date
    note: str


@dataclass(slots=True)
class Cell:
    """One country in one role. Without pledges, `state` is one of the four empty ones."""

    column: Column
    state: str
    pledges: list[ShownPledge] = field(default_factory=list)
    check: ShownCheck | None = None

    @property
    def state_name(self) -> str:
        """The empty state in words."""
        return "" if self.pledges else Empty(self.state).label

    @property
    def headline(self) -> ShownPledge | None:
        """Return the pledge with the highest stance; pledges are kept in that order."""
        return self.pledges[0] if self.pledges else None

    @property
    def differs(self) -> bool:
        """Whether its pledges have different stances: one is ruled out, another offered."""
        pledges = self.pledges  # sorted by stance, so comparing first and last is enough
        return len(pledges) > 1 and pledges[0].word.rank != pledges[-1].word.rank

    @property
    def is_disputed(self) -> bool:
        # A plain loop for speed: every page asks this of a thousand cells.
        for pledge in self.pledges:
            since = pledge.reported_since
            if pledge.word.is_disputed or (since is not None and since.is_disputed):
                return True
        return False


@dataclass(slots=True)
class Row:
    """A country with a cell for each column; `cells` lacks those that a filter hides."""

    iso3: str
    name: str
    groups: Sequence[str]
    standing: str | None
    cells: dict[str, Cell]
    totals: dict[str, Total]
    last_said_on: date | None

    @property
    def rank(self) -> int:
        """Return the highest stance shown; a country without any ranks below every stance."""
        return max((c.pledges[0].word.rank for c in self.cells.values() if c.pledges), default=-1)

    @property
    def headcount(self) -> int:
        """Return the largest figure of any measure, for sorting only; negative without one."""
        figures = [t.high or t.low for t in self.totals.values() if t.has_figure]
        return max(figures, default=-1)

    @property
    def firmness(self) -> int:
        """Return the row's sort key: how many cells are at an offer or above, and how far above."""
        ranks = [cell.pledges[0].word.rank for cell in self.cells.values() if cell.pledges]
        firm = [rank - RANK[Stance.CONSIDERING] for rank in ranks if rank >= RANK[Stance.OFFERED]]
        return sum(firm) * 100 + len(ranks)


class CountryFacts(NamedTuple):
    """A country that has a row in this matrix, before any filter."""

    iso3: str
    name: str
    groups: Sequence[str]


@dataclass(slots=True)
class Matrix:
    """The whole matrix at one state."""

    coalition: Coalition
    state: MatrixState
    columns: list[Column]
    all_columns: list[Column]
    conditions: list[ConditionChoice]
    vocabulary: Vocabulary
    rows: list[Row]
    collective: list[ShownPledge]
    totals: dict[str, Total]
    quotations: int
    pledges: int
    last_said_on: date | None
    country_choices: list[tuple[str, str]]
    # What was read before filters, for facets and comparisons: the pledges of single countries.
    read: list[ShownPledge] = field(default_factory=list)
    countries: dict[int, CountryFacts] = field(default_factory=dict)

    @property
    def assumable(self) -> list[ConditionChoice]:
        """Conditions that a reader can assume, those that most pledges wait for first."""
        offered = [c for c in self.conditions if c.waiting or c.slug in self.state.assume]
        return sorted(offered, key=lambda choice: -choice.waiting)

    @property
    def assumed_names(self) -> str:
        """The names of the assumed conditions, as one text."""
        return listed(c.name for c in self.conditions if c.slug in self.state.assume)
