"""What each choice of a facet would show: counts that predict the click.

A count is the number of pledges that the matrix would show if this were the facet's only choice
and everything else stayed as it is. Computed from what `matrix.build` has read: no query.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from commitments.matrix_values import CountryFacts, Matrix, PledgeView
from commitments.parameters import AGES, FACETS, PLEDGE_FACETS, MatrixState
from commitments.searching import finds


def passes(state: MatrixState, pledge: PledgeView) -> bool:
    """Whether every filter of pledges lets it through; each is asked of its heading word."""
    return all(
        not (chosen := getattr(state, facet)) or _value(facet, pledge) in chosen
        for facet in PLEDGE_FACETS
    )


def facet_counts(matrix: Matrix) -> dict[str, Counter[str]]:
    """Per facet and value, the pledges that choosing it would show.

    A pledge that one facet alone keeps out counts for the other values of that facet.
    """
    state = matrix.state
    slugs = {pk: column.slug for pk, column in matrix.vocabulary.columns.items()}
    chosen = {facet: frozenset(getattr(state, facet)) for facet in FACETS if getattr(state, facet)}
    counts: dict[str, Counter[str]] = {facet: Counter() for facet in FACETS}
    for pledge in matrix.read:
        country = matrix.countries.get(pledge.country_id or 0)
        if country is None or (state.q and not finds(state.q, country.name, country.iso3)):
            continue
        values = _values(pledge, country, [slugs[pk] for pk in pledge.role_ids if pk in slugs])
        if not values["role"]:
            continue
        missed = [facet for facet, wanted in chosen.items() if wanted.isdisjoint(values[facet])]
        if len(missed) > 1:
            continue
        for facet in missed or FACETS:
            counts[facet].update(values[facet])
    return counts


def _values(
    pledge: PledgeView, country: CountryFacts, roles: Sequence[str]
) -> dict[str, Sequence[str]]:
    return {
        "role": roles,
        "country": (country.iso3,),
        "group": country.groups,
        **{facet: (_value(facet, pledge),) for facet in PLEDGE_FACETS},
    }


def _value(facet: str, pledge: PledgeView) -> str:
    """Where a pledge falls in a facet of pledges."""
    word = pledge.word
    match facet:
        case "stance":
            return word.stance
        case "conditionality":
            return word.verdict.conditionality
        case "place":
            return pledge.place
        case "grade":
            return word.grade
        case "disputed":
            return "yes" if pledge.is_disputed else "no"
        case _:
            return age_of(word.age_days)


def age_of(days: int) -> str:
    """The bucket that an age in days falls into."""
    return next(name for name, (low, high) in AGES.items() if low <= max(days, 0) <= high)
