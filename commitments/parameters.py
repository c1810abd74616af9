"""The matrix's state as it stands in the address: two times, assumptions and filters.

Parsing and printing are one pair, so that any page can link to any other state. Slugs are checked
against the coalition's vocabularies later, in `matrix.build`, which has them at hand.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from typing import Any, Protocol
from urllib.parse import quote

from commitments.stances import GRADES, Place, Stance
from core.errors import DomainError

GROUPS = ("NATO", "EU", "G7")
_LISTS = ("assume", "role", "stance", "country", "group", "place", "grade")


class BadParameter(DomainError):
    """The address asks for something that does not exist; answered with 400."""


class QueryParameters(Protocol):
    """What we need of Django's QueryDict."""

    def getlist(self, key: str) -> list[Any]: ...


@dataclass(frozen=True, slots=True)
class MatrixState:
    """One citable state of the matrix.

    `as_of`: what had been said by that day. `known_at`: what this ledger had published by then,
    as a day (to its end, UTC) or a moment; None means now.
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

    @property
    def known_until(self) -> datetime:
        """The last moment of publication that counts."""
        if self.known_at is None:
            return datetime.now(UTC)
        if isinstance(self.known_at, datetime):
            return self.known_at
        return datetime.combine(self.known_at, time.max, UTC)

    @property
    def is_scenario(self) -> bool:
        """Whether something is assumed that has not happened."""
        return bool(self.assume)

    @property
    def filters_pledges(self) -> bool:
        """Whether cells may be empty only because a filter hides their pledges."""
        return bool(self.stance or self.place or self.grade)

    @property
    def has_filters(self) -> bool:
        """Whether anything narrows rows, columns or cells."""
        return self.filters_pledges or bool(self.role or self.country or self.group)

    def address(self, **changes: Any) -> str:
        """The query string of this state with `changes`, in one fixed order; "" for the default."""
        state = replace(self, **changes) if changes else self
        pairs: list[tuple[str, str]] = []
        if not state.is_today or "as_of" in changes:
            pairs.append(("as_of", state.as_of.isoformat()))
        if state.known_at is not None:
            pairs.append(("known_at", state.known_at.isoformat()))
        pairs += [(name, ",".join(value)) for name in _LISTS if (value := getattr(state, name))]
        query = "&".join(f"{name}={quote(value, ',:')}" for name, value in pairs)
        return f"?{query}" if query else ""

    def without_filters(self) -> MatrixState:
        """Times and assumptions alone."""
        return replace(self, role=(), stance=(), country=(), group=(), place=(), grade=())

    def only(self, iso3: str) -> MatrixState:
        """The same, for one country."""
        return replace(self, country=(iso3,))

    @property
    def time_address(self) -> str:
        """The query string that keeps times and assumptions but drops the filters."""
        return self.without_filters().address()


def parse_state(parameters: QueryParameters, *, today: date | None = None) -> MatrixState:
    """Read a state from the address. Raises BadParameter with a sentence for the reader."""
    as_of = _single(parameters, "as_of")
    known_at = _single(parameters, "known_at")
    return MatrixState(
        as_of=_day("as_of", as_of) if as_of else (today or datetime.now(UTC).date()),
        is_today=not as_of,
        known_at=_moment(known_at) if known_at else None,
        assume=_several(parameters, "assume"),
        role=_several(parameters, "role"),
        stance=_known(parameters, "stance", Stance.values, "stance of the ladder"),
        country=tuple(code.upper() for code in _several(parameters, "country")),
        group=_known(parameters, "group", GROUPS, "group of countries"),
        place=_known(parameters, "place", Place.values, "place"),
        grade=_known(parameters, "grade", tuple(GRADES), "evidence grade"),
    )


def _single(parameters: QueryParameters, name: str) -> str:
    values = [str(value).strip() for value in parameters.getlist(name) if str(value).strip()]
    if len(set(values)) > 1:
        raise BadParameter(f"“{name}” is given twice with different values; keep one.")
    return values[0] if values else ""


def _several(parameters: QueryParameters, name: str) -> tuple[str, ...]:
    """Values of a list parameter, repeated or comma-separated, each once, in given order."""
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
    """The refusal of a value that is not in a list, naming the list."""
    return BadParameter(
        f"“{value[:60]}” is no {what} we know ({name}). Choose from: {', '.join(choices)}."
    )


def _day(name: str, text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadParameter(
            f"“{text[:60]}” is not a day we can read ({name}). Write it like 2026-01-06."
        ) from None


def _moment(text: str) -> date | datetime:
    """A day, or a moment in UTC; one without an offset is taken to be in it."""
    if len(text) <= 10:
        return _day("known_at", text)
    try:
        # An unescaped + of an offset arrives as a space.
        moment = datetime.fromisoformat(text.replace(" ", "+"))
        # An offset can lead out of the calendar, before year 1 or after 9999.
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        raise BadParameter(
            f"“{text[:60]}” is not a moment we can read (known_at). "
            "Write it like 2026-01-06 or 2026-01-06T12:00:00Z."
        ) from None
