"""Counts beside the choices of a facet: how many pledges each choice would show.

A count is the number of pledges that the matrix would show if this were the facet's only choice and
everything else stayed the same. Computed from what `build_matrix` has read, without a query.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import chain
from operator import attrgetter

from commitments.matrix.state import AGES, FACETS, PLEDGE_FACETS, MatrixState
from commitments.matrix.values import CountryFacts, Matrix, ShownPledge

_ROLES = attrgetter("role_ids")
_COUNTRY = attrgetter("country_id")
_AGE = attrgetter("word.age_days")
_PLAIN = {
    "stance": attrgetter("word.stance"),
    "conditionality": attrgetter("word.verdict.conditionality"),
    "place": attrgetter("place"),
    "grade": attrgetter("word.grade"),
}


def passes(state: MatrixState, pledge: ShownPledge) -> bool:
    """Whether the pledge passes every filter; filters look at its heading word."""
    return all(
        not (chosen := getattr(state, facet)) or _value(facet, pledge) in chosen
        for facet in PLEDGE_FACETS
    )


def facet_counts(matrix: Matrix) -> dict[str, Counter[str]]:
    """Return, for each facet and value, how many pledges choosing it would show.

    A pledge that only one facet excludes counts for the other values of that facet.
    """
    state = matrix.state
    slugs = {pk: column.slug for pk, column in matrix.vocabulary.columns.items()}
    rows = {
        pk: country
        for pk, country in matrix.countries.items()
        if not state.q or finds(state.q, country.name, country.iso3)
    }
    pledges = [
        pledge
        for pledge in matrix.read
        if pledge.country_id in rows and not slugs.keys().isdisjoint(pledge.role_ids)
    ]
    shown, kept_out = _sorted_out(state, pledges, rows, slugs)
    return {facet: _tally(facet, shown + kept_out.get(facet, []), rows, slugs) for facet in FACETS}


def _sorted_out(
    state: MatrixState,
    pledges: list[ShownPledge],
    rows: Mapping[int, CountryFacts],
    slugs: Mapping[int, str],
) -> tuple[list[ShownPledge], dict[str, list[ShownPledge]]]:
    """Return the pledges that pass every facet, and for each facet those that only it excludes."""
    chosen = {facet: frozenset(getattr(state, facet)) for facet in FACETS if getattr(state, facet)}
    if not chosen:
        return pledges, {}
    shown: list[ShownPledge] = []
    kept_out: dict[str, list[ShownPledge]] = {facet: [] for facet in chosen}
    for pledge in pledges:
        country = rows[pledge.country_id or 0]
        missed = [
            facet
            for facet, wanted in chosen.items()
            if wanted.isdisjoint(_values(facet, pledge, country, slugs))
        ]
        if not missed:
            shown.append(pledge)
        elif len(missed) == 1:
            kept_out[missed[0]].append(pledge)
    return shown, kept_out


def _values(
    facet: str, pledge: ShownPledge, country: CountryFacts, slugs: Mapping[int, str]
) -> Sequence[str]:
    match facet:
        case "role":
            return [slugs[pk] for pk in pledge.role_ids if pk in slugs]
        case "country":
            return (country.iso3,)
        case "group":
            return country.groups
        case _:
            return (_value(facet, pledge),)


def _tally(
    facet: str,
    pledges: list[ShownPledge],
    rows: Mapping[int, CountryFacts],
    slugs: Mapping[int, str],
) -> Counter[str]:
    """Count pledges by one facet. There are thousands, so each must cost very little."""
    found: Counter[str] = Counter()
    match facet:
        case "role":
            for pk, count in Counter(chain.from_iterable(map(_ROLES, pledges))).items():
                if pk in slugs:
                    found[slugs[pk]] += count
        case "country" | "group":
            for pk, count in Counter(map(_COUNTRY, pledges)).items():
                country = rows[pk or 0]
                for value in (country.iso3,) if facet == "country" else country.groups:
                    found[value] += count
        case "age":
            for days, count in Counter(map(_AGE, pledges)).items():
                found[age_of(days)] += count
        case "disputed":
            disputed = sum(pledge.is_disputed for pledge in pledges)
            found.update(yes=disputed, no=len(pledges) - disputed)
        case _:
            found.update(map(_PLAIN[facet], pledges))
    return found


def _value(facet: str, pledge: ShownPledge) -> str:
    match facet:
        case "disputed":
            return "yes" if pledge.is_disputed else "no"
        case "age":
            return age_of(pledge.word.age_days)
        case _:
            value: str = _PLAIN[facet](pledge)
            return value


def age_of(days: int) -> str:
    """Return the facet value for an age in days."""
    return next(name for name, (low, high) in AGES.items() if low <= max(days, 0) <= high)


def finds(query: str, name: str, iso3: str) -> bool:
    """Whether the query finds this country: every word is in its name, or the query is its code."""
    folded = plain_name(query)
    if folded == iso3.casefold():
        return True
    return all(word in plain_name(name) for word in folded.split())


@lru_cache(maxsize=1024)
def plain_name(text: str) -> str:
    """Return the text in lower case and without accents, so that "turkiye" finds "Türkiye"."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(part for part in parts if not unicodedata.combining(part)).replace("ı", "i")
