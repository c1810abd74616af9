"""Headcounts: each country's figures as intervals, beside the words it used.

Pure: it reads a built matrix. A package has one line however many roles it has; nothing is added
up. Collective claims are shown apart, on their own scale.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commitments.matrix.values import Matrix, ShownPledge
from commitments.rules.headcounts import MEASURES, Headcount
from commitments.rules.stances import Empty, Stance
from readers.pictures.links import matrix_link
from readers.pictures.parts import Entry, Heading, Table, joined
from readers.pictures.svg import Canvas, glyph, line, link, rect, tag, text, wrap

_LABELS = 190
_ROW = 44
# The most lines of one scale; more would be illegible.
_MOST = 40
_COUNTED = frozenset().union(*MEASURES.values())
# Round ends of the scale, times a power of ten.
_STEPS = (1, 1.2, 1.6, 2, 3, 4, 5, 6, 8, 10)


@dataclass(frozen=True, slots=True)
class Figure:
    """One package with words about numbers. `iso3` is "" for a collective claim."""

    iso3: str
    country: str
    pledge: ShownPledge

    @property
    def headcount(self) -> Headcount:
        return self.pledge.word.headcount

    @property
    def words(self) -> str:
        """Return the source's wording, and the figures if they say more than it does."""
        count = self.headcount
        if count.is_withheld:
            return joined([str(Empty.WITHHELD.label), count.wording])
        return count.in_full

    @property
    def precision(self) -> str:
        """Return the kind of wording, as files name it."""
        count = self.headcount
        if count.is_withheld:
            return "withheld"
        if not count.has_figure:
            return "wording_only"
        if count.low is None:
            return "at_most"
        if count.high is None:
            return "at_least"
        return "exact" if count.low == count.high else "range"

    @property
    def top(self) -> int:
        """Return the largest figure."""
        return max(self.headcount.low or 0, self.headcount.high or 0)


class HeadcountRanges:
    """Headcount ranges by country."""

    slug = "headcounts"

    def __init__(self, matrix: Matrix) -> None:
        self._matrix = matrix

    @cached_property
    def _kinds(self) -> dict[str, str]:
        # Cached: each call looks up a translation, and there may be thousands of figures.
        return _precisions()

    @cached_property
    def figures(self) -> list[Figure]:
        """Return the countries' own, largest first; those without a figure last."""
        found = {
            pledge.id: Figure(row.iso3, row.name, pledge)
            for row in self._matrix.rows
            for cell in row.cells.values()
            for pledge in cell.pledges
            if pledge.word.headcount.as_text
        }
        return sorted(found.values(), key=_by_size)

    @cached_property
    def claims(self) -> list[Figure]:
        """Return collective claims with numbers; a filter of countries excludes all."""
        state = self._matrix.state
        if state.country or state.group:
            return []
        slugs = {pk for pk, c in self._matrix.vocabulary.columns.items() if c.slug in state.role}
        return sorted(
            (
                Figure("", pledge.title, pledge)
                for pledge in self._matrix.collective
                if pledge.word.headcount.as_text
                and (not state.role or slugs & set(pledge.role_ids))
            ),
            key=_by_size,
        )

    @cached_property
    def _without(self) -> int:
        """Count the countries at an offer or above without any figure."""
        return sum(
            1
            for row in self._matrix.rows
            if row.totals and not any(total.has_figure for total in row.totals.values())
        )

    @property
    def title(self) -> str:
        return _("Numbers of people, as countries put them")

    @property
    def summary(self) -> str:
        speaking = len({figure.iso3 for figure in self.figures})
        parts = [
            ngettext(
                "%(count)s country has spoken of numbers.",
                "%(count)s countries have spoken of numbers.",
                speaking,
            )
            % {"count": speaking}
        ]
        if self._without:
            parts.append(
                ngettext(
                    "%(count)s country with an offer or more named no figure.",
                    "%(count)s countries with an offer or more named no figure.",
                    self._without,
                )
                % {"count": self._without}
            )
        return " ".join(parts)

    @property
    def reading(self) -> str:
        return _(
            "A bar runs from the least to the most that was said. “Up to” starts dashed at "
            "nothing, “at least” has an open end, and words without a figure have a dotted line. "
            "Nothing is added up; what was floated or considered enters no sum anywhere."
        )

    @property
    def is_empty(self) -> bool:
        return not self.figures and not self.claims

    @property
    def table(self) -> Table:
        headings = (
            Heading("country", _("Country or claim")),
            Heading("iso3", _("Code")),
            Heading("pledge", _("Pledge")),
            Heading("stance", _("Stance")),
            Heading("headcount_wording", _("In words")),
            Heading("headcount_min", _("Least"), True),
            Heading("headcount_max", _("Most"), True),
            Heading("precision", _("Kind")),
            Heading("said_on", _("Said on")),
        )
        return Table(headings, [self._line(each) for each in [*self.figures, *self.claims]])

    def _line(self, figure: Figure) -> list[Entry]:
        word = figure.pledge.word
        name = figure.country if figure.iso3 else _("Together: %(claim)s") % {
            "claim": figure.country
        }  # fmt: skip
        return [
            Entry(name, href=self._href(figure)),
            Entry(figure.iso3),
            Entry(figure.pledge.reference),
            Entry(word.stance, str(Stance(word.stance).label), stance=word.stance),
            Entry(figure.words),
            Entry(figure.headcount.low),
            Entry(figure.headcount.high),
            Entry(figure.precision, self._kinds[figure.precision]),
            Entry(word.said_on.isoformat(), date_format(word.said_on, "j M Y")),
        ]

    def _href(self, figure: Figure) -> str:
        if not figure.iso3:
            page = reverse("readers:pledge_detail", args=[figure.pledge.reference])
            return f"{page}{self._matrix.state.time_address}"
        stance = figure.pledge.word.stance
        return matrix_link(self._matrix, country=(figure.iso3,), stance=(stance,))

    def draw(self, width: int) -> Canvas:
        canvas = Canvas(width)
        self._panel(canvas, self.figures)
        if self.claims:
            canvas.y += 12
            canvas.paragraph(_("Claimed for several countries together; part of no sum"),
                             "drawing-strong", 13.5)  # fmt: skip
            canvas.y += 6
            self._panel(canvas, self.claims)
        return canvas

    def _panel(self, canvas: Canvas, figures: Sequence[Figure]) -> None:
        """Draw a scale with a row for each."""
        if not figures:
            return
        left = 6 if canvas.is_narrow else _LABELS
        space = canvas.width - left - 24
        end = _nice(max(figure.top for figure in figures))
        scale = space / end if end else 0.0
        start = canvas.y
        if end:
            canvas.y += 18
        rows: list[str] = []
        top = canvas.y
        for figure in figures[:_MOST]:
            rows.append(self._row(canvas, figure, left, space, scale))
        if end:
            for quarter in range(5):
                x = left + space * quarter / 4
                canvas.add(line(x, top - 4, x, canvas.y - 8, "drawing-grid"))
                if not canvas.is_narrow or quarter % 2 == 0:
                    anchor = "middle" if 0 < quarter < 4 else ("start" if not quarter else "end")
                    canvas.add(
                        text(x, start + 10, _short(end * quarter / 4), "drawing-small", anchor)
                    )
        canvas.add(*rows)
        more = len(figures) - _MOST
        if more > 0:
            canvas.paragraph(
                ngettext(
                    "%(count)s smaller one is in the table and the CSV only.",
                    "%(count)s smaller ones are in the table and the CSV only.",
                    more,
                )
                % {"count": more}
            )

    def _row(self, canvas: Canvas, figure: Figure, left: float, space: float, scale: float) -> str:
        parts: list[str] = []
        y = canvas.y
        stance = figure.pledge.word.stance
        name = figure.country
        if canvas.is_narrow:
            lines = wrap(name, canvas.width - 8, 13.5)
            for number, words in enumerate(lines):
                parts.append(text(0, y + 13 + 16 * number, words, "drawing-label"))
            y += 16 * len(lines) + 2
        else:
            lines = wrap(name, _LABELS - 14, 13.5)[:2]
            for number, words in enumerate(lines):
                parts.append(
                    text(_LABELS - 12, y + 15 + 15 * number, words, "drawing-label", "end")
                )
        middle = y + 8
        parts += _interval(figure.headcount, left, middle, space, scale)
        parts.append(glyph(stance, left, y + 19, 13))
        said = f"{figure.words} · {Stance(stance).label}"
        for number, words in enumerate(wrap(said, space, 12.5)):
            parts.append(text(left + 18, y + 30 + 15 * number, words, "drawing-small"))
            y += 15 if number else 0
        canvas.y = y + _ROW + 2
        mark = tag("g", "".join(parts), class_="drawing-figure", data_stance=stance)
        return link(self._href(figure), self._label(figure), mark)

    def _label(self, figure: Figure) -> str:
        word = figure.pledge.word
        said = _("said %(day)s") % {"day": date_format(word.said_on, "j F Y")}
        return joined([figure.country, figure.words, str(Stance(word.stance).label),
                       self._kinds[figure.precision], said])  # fmt: skip


def _interval(count: Headcount, left: float, y: float, space: float, scale: float) -> list[str]:
    """Draw the mark itself; unknown ends are drawn as unknown."""
    if count.is_withheld:
        return [rect(left, y - 6, min(space, 90), 12, "drawing-hatch"),
                glyph(Empty.WITHHELD, left + 36, y - 8, 16)]  # fmt: skip
    if not count.has_figure:
        return [line(left, y, left + space, y, "drawing-vague")]
    low = left + (count.low or 0) * scale
    high = left + (count.high or 0) * scale
    if count.high is None:
        tip = left + space + 14
        arrow = tag("path", d=f"M{tip - 7:.1f} {y - 5:.1f}l7 5-7 5", class_="drawing-open-end")
        return [
            line(low, y, tip, y, "drawing-up-to"),
            line(low, y - 7, low, y + 7, "drawing-cap"),
            arrow,
        ]
    cap = line(high, y - 7, high, y + 7, "drawing-cap")
    if count.low is None:
        return [line(left, y, high, y, "drawing-up-to"), cap]
    if count.low == count.high:
        return [tag("circle", cx=high, cy=y, r=6.0, class_="drawing-span")]
    return [
        rect(low, y - 4, high - low, 8, "drawing-span"),
        line(low, y - 7, low, y + 7, "drawing-cap"),
        cap,
    ]


def _by_size(figure: Figure) -> tuple[bool, int, str, int]:
    return (not figure.headcount.has_figure, -figure.top, figure.country, figure.pledge.id)


def _nice(top: int) -> float:
    """Return a round end of a scale that includes `top`; 0 if nothing has a figure."""
    if not top:
        return 0
    power: float = float(10 ** (len(str(top)) - 1))
    return next(step * power for step in _STEPS if step * power >= top)


def _short(value: float) -> str:
    places = 0 if value == int(value) else 1
    return str(number_format(value, places, force_grouping=True))


def _precisions() -> dict[str, str]:
    return {
        "withheld": _("Withheld"),
        "wording_only": _("Words without a figure"),
        "at_most": _("No least figure"),
        "at_least": _("No most figure"),
        "exact": _("One figure"),
        "range": _("Range"),
    }
