"""What readers see of a pledge's cells now, and what they would see after a decision.

Both come from the matrix itself (`build_matrix`), which can suppose a publication or a retraction
without writing anything; this module only puts them side by side.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from commitments.matrix.build import SupposedStatements, build_matrix
from commitments.matrix.country_sentence import country_sentence
from commitments.matrix.state import MatrixState
from commitments.matrix.values import Cell, Matrix, Row, ShownPledge
from commitments.matrix.vocabulary import Vocabulary
from commitments.models import Pledge, Role, Statement
from commitments.rules.conditionality import Verdict
from commitments.rules.stances import PLACE_SHORT, Conditionality, Empty, Stance
from core import clock
from core.wording import listed, long_day


@dataclass(frozen=True, slots=True)
class ShownCell:
    """What a cell shows readers: its headline pledge, or why it is empty."""

    stance: str = ""
    stance_name: str = ""
    empty: str = ""
    grade: str = ""
    place: str = ""
    waits: str = ""
    is_waiting: bool = False
    headcount: str = ""
    quotations: int = 0
    said_on: str = ""
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CellPreview:
    """Cells of the matrix that look alike, before and after; no `role` for a collective claim."""

    role: str
    before: ShownCell
    after: ShownCell

    @property
    def is_same(self) -> bool:
        """Whether readers would see no difference in the cell."""
        return self.before == self.after

    @property
    def both(self) -> tuple[ShownCell, ShownCell]:
        """Return before and after."""
        return self.before, self.after

    @property
    def lines(self) -> list[tuple[str, str, str]]:
        """Return each thing the cell shows: its name, before, after."""
        rows = [
            (_("Grade"), self.before.grade, self.after.grade),
            (_("Place"), self.before.place, self.after.place),
            (_("Conditions"), self.before.waits, self.after.waits),
            (_("Headcount"), self.before.headcount, self.after.headcount),
            (_("Said on"), self.before.said_on, self.after.said_on),
            (_("Quotations"), _count(self.before), _count(self.after)),
            (_("Beside it"), "; ".join(self.before.also), "; ".join(self.after.also)),
        ]
        return [row for row in rows if row[1] or row[2]]


@dataclass(frozen=True, slots=True)
class MatrixPreview:
    """The cells of a pledge's roles and the country's sentence, before and after."""

    cells: tuple[CellPreview, ...]
    sentence_before: str = ""
    sentence_after: str = ""

    @property
    def is_same(self) -> bool:
        """Whether readers of the matrix would see no difference at all."""
        return all(cell.is_same for cell in self.cells)


def preview_publication(statement: Statement) -> MatrixPreview:
    """What publishing it, with the retraction of what it corrects, would do. Eight queries."""
    return _preview(statement.pledge, publish=statement.pk, retract=statement.corrects_id)


def preview_retraction(statement: Statement) -> MatrixPreview:
    """Return what retracting it would do. Eight queries."""
    return _preview(statement.pledge, retract=statement.pk)


def _preview(
    pledge: Pledge, *, publish: int | None = None, retract: int | None = None
) -> MatrixPreview:
    country = pledge.country
    state = MatrixState(as_of=clock.today(), is_today=True)
    if country is not None:
        state = state.only(country.iso3)
    before, after = (
        build_matrix(pledge.coalition, state, supposing=supposed)
        for supposed in (
            SupposedStatements(pledge.country_id),
            SupposedStatements(pledge.country_id, publish, retract),
        )
    )
    if country is None:
        cell = CellPreview("", _claim(before, pledge), _claim(after, pledge))
        return MatrixPreview((cell,))
    old, new = (next(iter(matrix.rows), None) for matrix in (before, after))
    alike: dict[tuple[ShownCell, ShownCell], list[str]] = {}
    for role in _in_order(pledge, after.vocabulary):
        pair = (_cell(old, role, before), _cell(new, role, after))
        alike.setdefault(pair, []).append(role.local_name)
    return MatrixPreview(
        cells=tuple(CellPreview(listed(roles), *pair) for pair, roles in alike.items()),
        sentence_before=country_sentence(old, before.vocabulary) if old else "",
        sentence_after=country_sentence(new, after.vocabulary) if new else "",
    )


def _in_order(pledge: Pledge, vocabulary: Vocabulary) -> Sequence[Role]:
    order = [column.slug for column in vocabulary.columns.values()]
    roles = [role for role in pledge.roles.all() if role.slug in order]
    return sorted(roles, key=lambda role: order.index(role.slug))


def _cell(row: Row | None, role: Role, matrix: Matrix) -> ShownCell:
    cell = row.cells.get(role.slug) if row else None
    if cell is None:
        return ShownCell(empty=_("The country has no row yet"))
    head = cell.headline
    if head is None:
        when = f", {long_day(cell.check.checked_on)}" if cell.check else ""
        return ShownCell(empty=f"{Empty(cell.state).label}{when}")
    return _shown_cell(head, matrix.vocabulary, _beside(cell, head))


def _claim(matrix: Matrix, pledge: Pledge) -> ShownCell:
    found = next((view for view in matrix.collective if view.id == pledge.pk), None)
    if found is None:
        return ShownCell(empty=_("Not shown"))
    return _shown_cell(found, matrix.vocabulary, _beside(None, found))


def _shown_cell(pledge: ShownPledge, vocabulary: Vocabulary, also: tuple[str, ...]) -> ShownCell:
    word = pledge.word
    return ShownCell(
        stance=word.stance,
        stance_name=str(Stance(word.stance).label),
        grade=word.grade,
        place=PLACE_SHORT[pledge.place],
        waits=_waits(word.verdict, vocabulary),
        is_waiting=bool(word.verdict.still_open),
        headcount=word.headcount.as_text or (_("withheld") if word.headcount.is_withheld else ""),
        quotations=word.quotations,
        said_on=long_day(word.said_on),
        also=also,
    )


def _beside(cell: Cell | None, head: ShownPledge) -> tuple[str, ...]:
    """Return what the headline alone would hide: other pledges, later reports, disputes."""
    found = []
    for other in cell.pledges[1:] if cell else ():
        found.append(
            _("also {stance} ({reference})").format(
                stance=str(Stance(other.word.stance).label).lower(), reference=other.reference
            )
        )
    if head.reported_since:
        found.append(
            _("since reported: {stance}").format(
                stance=str(Stance(head.reported_since.stance).label).lower()
            )
        )
    if head.is_disputed:
        found.append(_("disputed"))
    return tuple(found)


def _waits(verdict: Verdict, vocabulary: Vocabulary) -> str:
    names = [vocabulary.name_of(slug) for slug in verdict.open_conditions]
    if verdict.still_open == len(names) and names:
        return _("waits for {names}").format(names=listed(names))
    if verdict.still_open:
        listing = ", ".join(names)
        if verdict.still_open == 1:
            return _("waits for one of {names}").format(names=listing)
        return _("waits for {many} of {names}").format(many=verdict.still_open, names=listing)
    if verdict.failed_conditions:
        return _("failed: {names}").format(
            names=listed(map(vocabulary.name_of, verdict.failed_conditions))
        )
    return str(Conditionality(verdict.conditionality).label).lower()


def _count(shown: ShownCell) -> str:
    return str(shown.quotations) if shown.quotations else ""
