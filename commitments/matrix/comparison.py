"""Compare two states of the matrix: what rose, fell, appeared, was withdrawn or retracted.

Pure values over two built matrices. It reads from `before` to `after`; where `before` is the later
day it reads backwards and says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from commitments.matrix.facets import finds, passes
from commitments.matrix.state import MatrixState
from commitments.matrix.values import CountryFacts, Matrix, ShownPledge
from commitments.rules.stances import NEGATIVE, Stance


class CellChangeKind(models.TextChoices):
    """How a cell differs; in the order in which the list shows them."""

    APPEARED = "appeared", gettext_lazy("Appeared")
    ROSE = "rose", gettext_lazy("Rose")
    FELL = "fell", gettext_lazy("Fell")
    WITHDRAWN = "withdrawn", gettext_lazy("Withdrawn or lapsed")
    GONE = "gone", gettext_lazy("Taken back by this ledger")
    ADJUSTED = "adjusted", gettext_lazy("Number, conditions or detail changed")


_REVOKED = NEGATIVE - {Stance.RULED_OUT}


@dataclass(frozen=True, slots=True)
class CellChange:
    """One cell that differs.

    `is_news`: the world changed between the two days. Otherwise only what this ledger knew changed.
    """

    iso3: str
    country: str
    role: str
    role_name: str
    kind: str
    before: ShownPledge | None
    after: ShownPledge | None
    details: tuple[str, ...]
    is_news: bool

    @property
    def was(self) -> str:
        """Return the stance before, in words; "" where there was none."""
        return str(Stance(self.before.word.stance).label) if self.before else ""

    @property
    def is_now(self) -> str:
        """Return the stance after, in words; "" where there is none."""
        return str(Stance(self.after.word.stance).label) if self.after else ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Every visible cell that differs, in the matrix's order of countries and roles."""

    before: MatrixState
    after: MatrixState
    changes: list[CellChange]

    @property
    def is_backwards(self) -> bool:
        """Whether the day compared with is the later one."""
        return self.before.as_of > self.after.as_of

    @property
    def is_same_knowledge(self) -> bool:
        """Whether both sides are based on what this ledger had published by the same moment."""
        return self.before.known_at == self.after.known_at

    @property
    def by_kind(self) -> list[tuple[CellChangeKind, str, list[CellChange]]]:
        """Return the kinds that occur, each with its heading and its cells."""
        found = ((kind, [c for c in self.changes if c.kind == kind]) for kind in CellChangeKind)
        return [(kind, self._heading(kind), cells) for kind, cells in found if cells]

    def _heading(self, kind: CellChangeKind) -> str:
        if kind == CellChangeKind.GONE and self.is_backwards:
            return _("Not said yet")
        return str(kind.label)

    def cells(self) -> dict[tuple[str, str], CellChange]:
        """Return the changes by country and role, for the marks in the matrix."""
        return {(change.iso3, change.role): change for change in self.changes}


def compare_matrices(before: Matrix, after: Matrix) -> Comparison:
    """Return what differs in the cells that `after` shows. `before` must be read unfiltered.

    Filters of pledges keep a change if the heading pledge of either side passes them.
    """
    state = after.state
    order = {row.iso3: place for place, row in enumerate(after.rows)}
    facts = {c.iso3: c for m in (before, after) for c in m.countries.values() if _keeps(state, c)}
    old, new = _heads(before), _heads(after)
    changes = [
        change
        for iso3 in sorted(facts, key=lambda code: (order.get(code, len(order)), code))
        for slug, name in ((column.slug, column.name) for column in after.columns)
        if (
            change := _change(
                facts[iso3], slug, name, old.get((iso3, slug), []), new.get((iso3, slug), []),
                state, before.state,
            )
        )
    ]  # fmt: skip
    return Comparison(before.state, state, changes)


def _keeps(state: MatrixState, country: CountryFacts) -> bool:
    return (
        (not state.country or country.iso3 in state.country)
        and (not state.group or not set(state.group).isdisjoint(country.groups))
        and (not state.q or finds(state.q, country.name, country.iso3))
    )


def _heads(matrix: Matrix) -> dict[tuple[str, str], list[ShownPledge]]:
    slugs = {pk: column.slug for pk, column in matrix.vocabulary.columns.items()}
    cells: dict[tuple[str, str], list[ShownPledge]] = {}
    ranked = sorted(matrix.read, key=lambda p: (p.word.rank, p.word.said_on), reverse=True)
    for pledge in ranked:
        country = matrix.countries.get(pledge.country_id or 0)
        for role in pledge.role_ids:
            if country and role in slugs:
                cells.setdefault((country.iso3, slugs[role]), []).append(pledge)
    return cells


def _change(
    country: CountryFacts,
    role: str,
    role_name: str,
    old: list[ShownPledge],
    new: list[ShownPledge],
    state: MatrixState,
    earlier: MatrixState,
) -> CellChange | None:
    before, after = (held[0] if held else None for held in (old, new))
    if not any(passes(state, head) for head in (before, after) if head):
        return None
    details = tuple(_details(before, after, old, new))
    kind = _kind(before, after, is_adjusted=bool(details))
    if kind is None:
        return None
    is_news = after is not None and earlier.as_of < after.word.said_on <= state.as_of
    return CellChange(
        country.iso3, country.name, role, role_name, kind, before, after, details, is_news
    )


def _kind(
    before: ShownPledge | None, after: ShownPledge | None, *, is_adjusted: bool
) -> CellChangeKind | None:
    if before is None or after is None:
        return CellChangeKind.GONE if after is None else CellChangeKind.APPEARED
    was, is_now = before.word, after.word
    if is_now.rank > was.rank:
        return CellChangeKind.ROSE
    if is_now.rank < was.rank:
        return CellChangeKind.WITHDRAWN if is_now.stance in _REVOKED else CellChangeKind.FELL
    return CellChangeKind.ADJUSTED if is_adjusted else None


def _details(
    before: ShownPledge | None,
    after: ShownPledge | None,
    old: list[ShownPledge],
    new: list[ShownPledge],
) -> Iterator[str]:
    """Yield the other differences in words; the kind already says how the stance changed."""
    if before is None or after is None:
        return
    was, is_now = before.word, after.word
    nothing = _("no figure")
    if was.headcount != is_now.headcount:
        figures = {
            "before": was.headcount.as_text or nothing,
            "after": is_now.headcount.as_text or nothing,
        }
        yield _("headcount %(before)s → %(after)s") % figures
    if was.verdict.still_open != is_now.verdict.still_open:
        counts = {"before": was.verdict.still_open, "after": is_now.verdict.still_open}
        yield _("open conditions %(before)d → %(after)d") % counts
    elif was.verdict != is_now.verdict:
        yield _("other conditions")
    beside = _beside(old, new, {before.id, after.id})
    if beside:
        yield (
            ngettext(
                "%(count)d pledge beside it changed", "%(count)d pledges beside it changed", beside
            )
            % {"count": beside}
        )


def _beside(old: Iterable[ShownPledge], new: Iterable[ShownPledge], heads: set[int]) -> int:
    """Count the cell's other pledges that came, went, or say something else."""

    def positions(pledges: Iterable[ShownPledge]) -> dict[int, tuple[str, str]]:
        return {p.id: (p.word.stance, p.word.headcount.as_text) for p in pledges}

    was, is_now = positions(old), positions(new)
    return sum(
        was.get(pk) != is_now.get(pk) for pk in was.keys() | is_now.keys() if pk not in heads
    )


def compared_state(state: MatrixState) -> MatrixState | None:
    """The other side's state, to be built without filters; None where nothing is compared."""
    other = state.compared
    return replace(other, is_today=False) if other else None
