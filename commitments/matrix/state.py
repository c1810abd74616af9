"""The matrix's state as the address holds it: two times, assumptions, filters and order.

Parsing and printing are a pair, so that any page can link to any other state. `build_matrix` checks
slugs later, because it has the coalition's vocabularies.

`role` is both a facet and the choice of columns: whoever chooses columns asks about these roles,
and two parameters for it would contradict each other.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from typing import Any, Protocol
from urllib.parse import quote

from django.utils.translation import gettext as _

from commitments.rules.grades import GRADES
from commitments.rules.stances import Conditionality, Place, Stance
from core import clock
from core.errors import DomainError
from core.outside import read_moment

GROUPS = ("NATO", "EU", "G7")
# How long ago the word was said, in months; each pledge is in exactly one of these.
AGES: dict[str, tuple[int, float]] = {
    "0-3": (0, 91),
    "3-6": (92, 182),
    "6-12": (183, 365),
    "over-12": (366, float("inf")),
}
DISPUTED = ("yes", "no")
# Besides these, `sort` takes a role: the firmest in that column first.
SORTS = ("country", "stance", "headcount", "last_change")
GROUPINGS = ("stance", "organisation")
# Filters of pledges: cells without a matching pledge are not shown, nor countries without a cell.
PLEDGE_FACETS = ("stance", "conditionality", "place", "grade", "disputed", "age")
FACETS = ("role", "country", "group", *PLEDGE_FACETS)
_LISTS = ("assume", "role", "stance", "country", "group", "place", "grade")
_LATER_LISTS = ("conditionality", "disputed", "age")
_LONGEST_SEARCH = 60
_ALWAYS = datetime.max.replace(tzinfo=UTC)


class BadParameter(DomainError):
    """The address asks for something that does not exist; answered with 400."""


class QueryParameters(Protocol):
    """The methods of Django's QueryDict that we use."""

    def getlist(self, key: str) -> list[Any]: ...


@dataclass(frozen=True, slots=True)
class MatrixState:
    """One citable state of the matrix.

    `as_of`: what had been said by that day. `known_at`: what this ledger had published by then, as
    a day (to its end, UTC) or a moment; None means now. `q` searches for a country by name, `by`
    groups the rows. `compare` and `compare_known_at` name the other side of a comparison; one that
    is not given is the same on both sides.
    """

    as_of: date
    is_today: bool = False
    known_at: date | datetime | None = None
    assume: tuple[str, ...] = ()
    role: tuple[str, ...] = ()
    stance: tuple[str, ...] = ()
    country: tuple[str, ...] = ()
    group: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    grade: tuple[str, ...] = ()
    conditionality: tuple[str, ...] = ()
    disputed: tuple[str, ...] = ()
    age: tuple[str, ...] = ()
    q: str = ""
    sort: str = ""
    by: str = ""
    compare: date | None = None
    compare_known_at: date | datetime | None = None

    @property
    def known_until(self) -> datetime:
        """Return the last moment of publication that counts.

        Without `known_at` everything published counts, whatever the clock says.
        """
        if self.known_at is None:
            return _ALWAYS
        if isinstance(self.known_at, datetime):
            return self.known_at
        return datetime.combine(self.known_at, time.max, UTC)

    @property
    def known_when(self) -> datetime:
        """Return the same moment for display: without `known_at` it is the present moment."""
        return clock.now() if self.known_at is None else self.known_until

    @property
    def is_scenario(self) -> bool:
        """Whether something is assumed that has not happened."""
        return bool(self.assume)

    @property
    def filters_pledges(self) -> bool:
        """Whether a cell may be empty only because a filter hides its pledges."""
        return any(getattr(self, facet) for facet in PLEDGE_FACETS)

    @property
    def has_filters(self) -> bool:
        """Whether anything narrows rows, columns or cells."""
        return bool(self.q) or any(getattr(self, facet) for facet in FACETS)

    @property
    def is_default(self) -> bool:
        """Whether this is what the bare address shows."""
        return not self.address()

    @property
    def compared(self) -> MatrixState | None:
        """Return the state of the comparison's other side; None where nothing is compared."""
        if self.compare is None and self.compare_known_at is None:
            return None
        return MatrixState(
            as_of=self.compare or self.as_of,
            known_at=self.compare_known_at or self.known_at,
            assume=self.assume,
        )

    def address(self, **changes: Any) -> str:
        """This state's query string with `changes`, in one fixed order; "" for the default."""
        state = replace(self, **changes) if changes else self
        pairs: list[tuple[str, str]] = []
        if not state.is_today or "as_of" in changes:
            pairs.append(("as_of", state.as_of.isoformat()))
        if state.known_at is not None:
            pairs.append(("known_at", _printed(state.known_at)))
        lists = (*_LISTS, *_LATER_LISTS)
        pairs += [(name, ",".join(value)) for name in lists if (value := getattr(state, name))]
        pairs += [(name, value) for name in ("q", "sort", "by") if (value := getattr(state, name))]
        if state.compare is not None:
            pairs.append(("compare", state.compare.isoformat()))
        if state.compare_known_at is not None:
            pairs.append(("compare_known_at", _printed(state.compare_known_at)))
        query = "&".join(f"{name}={quote(value, ',:')}" for name, value in pairs)
        return f"?{query}" if query else ""

    def without_filters(self) -> MatrixState:
        """Return the state with times and assumptions only."""
        return MatrixState(self.as_of, self.is_today, self.known_at, self.assume)

    @property
    def unfiltered_address(self) -> str:
        """Return the query string without filters, but with the order and the comparison."""
        return self.address(q="", **dict.fromkeys(FACETS, ()))

    def only(self, iso3: str) -> MatrixState:
        """Return the same state for one country."""
        return replace(self, country=(iso3,))

    @property
    def time_address(self) -> str:
        """Return the query string with times and assumptions, without the filters."""
        return self.without_filters().address()


def parse_state(parameters: QueryParameters, *, today: date | None = None) -> MatrixState:
    """Read a state from the address. Raises BadParameter with a sentence for the reader."""
    as_of = _single(parameters, "as_of")
    compare = _single(parameters, "compare")
    return MatrixState(
        as_of=_day("as_of", as_of) if as_of else (today or clock.today()),
        is_today=not as_of,
        known_at=read_time("known_at", _single(parameters, "known_at")),
        assume=_several(parameters, "assume"),
        role=_several(parameters, "role"),
        stance=_known(parameters, "stance", Stance.values, _("stance of the ladder")),
        country=tuple(code.upper() for code in _several(parameters, "country")),
        group=_known(parameters, "group", GROUPS, _("group of countries")),
        place=_known(parameters, "place", Place.values, _("place")),
        grade=_known(parameters, "grade", tuple(GRADES), _("evidence grade")),
        conditionality=_known(
            parameters, "conditionality", Conditionality.values, _("state of conditions")
        ),
        disputed=_known(parameters, "disputed", DISPUTED, _("answer")),
        age=_known(parameters, "age", tuple(AGES), _("age in months")),
        q=_search(parameters),
        sort=_single(parameters, "sort"),
        by=_one_of(parameters, "by", GROUPINGS, _("grouping")),
        compare=_day("compare", compare) if compare else None,
        compare_known_at=read_time("compare_known_at", _single(parameters, "compare_known_at")),
    )


def _printed(moment: date | datetime) -> str:
    """Format a day or a moment for an address; UTC as Z, which needs no escaping."""
    return moment.isoformat().replace("+00:00", "Z")


def _single(parameters: QueryParameters, name: str) -> str:
    values = [str(value).strip() for value in parameters.getlist(name) if str(value).strip()]
    if len(set(values)) > 1:
        raise BadParameter(
            _("“%(name)s” is given twice with different values; keep one.") % {"name": name}
        )
    return values[0] if values else ""


def _search(parameters: QueryParameters) -> str:
    """Clean a search for a country: one line, single spaces, no longer than a name."""
    text = " ".join(_single(parameters, "q").split())
    if len(text) > _LONGEST_SEARCH:
        raise BadParameter(
            _("The search for a country (q) is longer than %(most)d characters; shorten it.")
            % {"most": _LONGEST_SEARCH}
        )
    return text


def _one_of(parameters: QueryParameters, name: str, allowed: Iterable[str], what: str) -> str:
    value = _single(parameters, name)
    if value and value not in allowed:
        raise unknown(name, value, what, allowed)
    return value


def _several(parameters: QueryParameters, name: str) -> tuple[str, ...]:
    """Return a list parameter's values, repeated or comma-separated, each once, in given order."""
    raw: Iterable[str] = (
        part.strip() for value in parameters.getlist(name) for part in str(value).split(",")
    )
    return tuple(dict.fromkeys(part for part in raw if part))


def _known(
    parameters: QueryParameters, name: str, allowed: Iterable[str], what: str
) -> tuple[str, ...]:
    values = _several(parameters, name)
    choices = tuple(allowed)
    for value in values:
        if value not in choices:
            raise unknown(name, value, what, choices)
    return values


def unknown(name: str, value: str, what: str, choices: Iterable[str]) -> BadParameter:
    """Return the error for a value that is not in a list, naming the list."""
    return BadParameter(
        _("“%(value)s” is no %(what)s we know (%(name)s). Choose from: %(choices)s.")
        % {"value": value[:60], "what": what, "name": name, "choices": ", ".join(choices)}
    )


def _day(name: str, text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadParameter(
            _("“%(text)s” is not a day we can read (%(name)s). Write it like 2026-01-06.")
            % {"text": text[:60], "name": name}
        ) from None


def read_time(name: str, text: str) -> date | datetime | None:
    """Return a day, or a moment in UTC, which is assumed where no offset is given; None for ""."""
    if not text:
        return None
    if len(text) <= 10:
        return _day(name, text)
    # An unescaped + in an offset arrives as a space.
    moment = read_moment(text.replace(" ", "+"))
    if moment is None:
        raise BadParameter(
            _(
                "“%(text)s” is not a moment we can read (%(name)s). "
                "Write it like 2026-01-06 or 2026-01-06T12:00:00Z."
            )
            % {"text": text[:60], "name": name}
        )
    return moment
