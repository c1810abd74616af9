"""Sums of headcounts in words, for the matrix's rows, its totals and its scenarios."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from django.utils.formats import number_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from commitments.matrix.scenario import Measure
from commitments.rules.headcounts import Total


def figure_in_words(total: Total) -> str:
    """Return the range of a sum; "" where nobody gave a figure."""
    if not total.has_figure:
        return ""
    low = number_format(total.low, use_l10n=True, force_grouping=True)
    if total.high is None:
        return _("at least %(low)s") % {"low": low}
    high = number_format(total.high, use_l10n=True, force_grouping=True)
    if total.low == total.high:
        return low
    if total.low:
        return _("%(low)s to %(high)s") % {"low": low, "high": high}
    return _("up to %(high)s") % {"high": high}


def total_in_words(measure: str, total: Total) -> str:
    """Return a sum with what it measures: "2,000 to 5,000 promised"."""
    return _total_in_words(measure, total, get_language())


@lru_cache(maxsize=2048)
def _total_in_words(measure: str, total: Total, language: str | None) -> str:
    figure = figure_in_words(total)
    match measure:
        case "promised":
            return _("%(figure)s promised") % {"figure": figure}
        case "authorised":
            return _("%(figure)s authorised") % {"figure": figure}
        case _:
            return _("%(figure)s deployed") % {"figure": figure}


def measure_name(measure: str) -> str:
    """Return a measure's name as a heading."""
    names = {"promised": _("Promised"), "authorised": _("Authorised"), "deployed": _("Deployed")}
    return names[measure]


@dataclass(frozen=True, slots=True)
class MeasureText:
    """A measure with its sum in words; in a scenario, before and after the assumption."""

    name: str
    words: str
    after: str = ""

    @property
    def differs(self) -> bool:
        return bool(self.after) and self.words != self.after


def totals_in_words(totals: Mapping[str, Total]) -> list[MeasureText]:
    """Return every measure, with the number of countries with and without a figure."""
    return [MeasureText(measure_name(name), _given(total)) for name, total in totals.items()]


def scenario_in_words(measures: Iterable[Measure]) -> list[MeasureText]:
    """Return the measures before and after the assumption."""
    return [MeasureText(measure_name(m.name), _given(m.before), _given(m.after)) for m in measures]


def _given(total: Total) -> str:
    if not total.countries:
        return _("no country")
    if not total.has_figure:
        return ngettext(
            "%(count)d country, no figure given",
            "%(count)d countries, no figure given",
            total.countries,
        ) % {"count": total.countries}
    return ngettext(
        "%(figure)s from %(count)d country; %(without)d gave no figure",
        "%(figure)s from %(count)d countries; %(without)d gave no figure",
        total.with_figure,
    ) % {
        "figure": figure_in_words(total),
        "count": total.with_figure,
        "without": total.without_figure,
    }
