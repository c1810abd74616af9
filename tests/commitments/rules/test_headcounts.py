"""Headcounts: told in the source's words, summed within one measure, honest about gaps."""

import pytest

from commitments.rules.headcounts import MEASURES, Headcount, Total, add_up, country_totals
from commitments.rules.stances import Stance

NOTHING = Headcount(None, None)
COUNTED = frozenset[str]().union(*MEASURES.values())


@pytest.mark.parametrize(
    ("headcount", "words"),
    [
        (NOTHING, ""),
        (Headcount(0, 0), "0"),
        (Headcount(200, 200), "200"),
        (Headcount(10000, 15000), "10,000–15,000"),
        (Headcount(None, 30000), "up to 30,000"),
        (Headcount(2000, None), "at least 2,000"),
        (Headcount(2000, 3000, "several thousand"), "several thousand"),
        (Headcount(None, None, "a company"), "a company"),
        (Headcount(None, None, is_withheld=True), "withheld"),
        (Headcount(None, None, "will not say", is_withheld=True), "will not say"),
    ],
)
def test_headcount_in_words(headcount: Headcount, words: str) -> None:
    assert headcount.as_text == words


@pytest.mark.parametrize(
    ("stance", "measure"),
    [
        (Stance.OFFERED, "promised"),
        (Stance.COMMITTED, "promised"),
        (Stance.AUTHORISED, "authorised"),
        (Stance.PREPARING, "authorised"),
        (Stance.DEPLOYED, "deployed"),
    ],
)
def test_each_stance_counts_in_one_measure(stance: Stance, measure: str) -> None:
    assert list(country_totals([(stance, Headcount(1, 2))])) == [measure]


@pytest.mark.parametrize("stance", [s for s in Stance if s not in COUNTED])
def test_floated_refused_and_ended_figures_enter_no_sum(stance: Stance) -> None:
    assert country_totals([(stance, Headcount(5000, 5000))]) == {}


def test_measures_share_no_stance() -> None:
    assert sum(len(stances) for stances in MEASURES.values()) == len(COUNTED)


def test_measures_of_one_country_are_never_added_together() -> None:
    totals = country_totals(
        [
            (Stance.OFFERED, Headcount(1000, 2000)),
            (Stance.COMMITTED, Headcount(None, 500)),
            (Stance.AUTHORISED, Headcount(30, 30)),
            (Stance.DEPLOYED, Headcount(7, 7)),
        ]
    )
    assert totals == {
        "promised": Total(1000, 2500, 1, 0),
        "authorised": Total(30, 30, 1, 0),
        "deployed": Total(7, 7, 1, 0),
    }


def test_open_ended_figure_leaves_the_sum_without_an_upper_end() -> None:
    totals = country_totals(
        [(Stance.OFFERED, Headcount(2000, None)), (Stance.OFFERED, Headcount(10, 20))]
    )
    assert totals["promised"] == Total(2010, None, 1, 0)


@pytest.mark.parametrize("silent", [NOTHING, Headcount(None, None, "a company", True)])
def test_country_without_any_figure_is_counted_as_such(silent: Headcount) -> None:
    total = country_totals([(Stance.OFFERED, silent), (Stance.OFFERED, silent)])["promised"]
    assert (total.countries, total.without_figure, total.has_figure) == (1, 1, False)


def test_country_with_one_figure_gave_one() -> None:
    totals = country_totals([(Stance.OFFERED, NOTHING), (Stance.OFFERED, Headcount(0, 0))])
    assert totals["promised"] == Total(0, 0, 1, 0)


def test_sum_over_countries_says_how_many_gave_no_figure() -> None:
    rows = [
        country_totals([(Stance.OFFERED, Headcount(100, 200))]),
        country_totals([(Stance.COMMITTED, Headcount(None, 1000)), (Stance.DEPLOYED, NOTHING)]),
        country_totals([(Stance.OFFERED, NOTHING)]),
        country_totals([(Stance.FLOATED, Headcount(9999, 9999))]),
    ]
    assert add_up(rows) == {
        "promised": Total(100, 1200, 3, 1),
        "authorised": Total(0, 0, 0, 0),
        "deployed": Total(0, 0, 1, 1),
    }
    assert add_up(rows)["promised"].with_figure == 2


def test_one_open_ended_country_opens_the_sum() -> None:
    rows = [
        country_totals([(Stance.OFFERED, Headcount(100, None))]),
        country_totals([(Stance.OFFERED, Headcount(1, 2))]),
    ]
    assert add_up(rows)["promised"] == Total(101, None, 2, 0)
