"""The search: countries, people, statements, passages, articles.

All results are public. The database finds words (`sql`), Python finds names, also mistyped ones
(`names`). An excerpt is our own summary, a title, or words of a stored passage within the cap;
never other words of an article.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from django.conf import settings
from django.db import connection
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from commitments.rules.names import country_name
from commitments.rules.stances import Capacity, Stance
from readers.search import sql
from readers.search.names import NameMatch, match_names
from readers.search.words import SearchWords, parse_words

PER_KIND = 5
PER_PAGE = 20
LONGEST_QUERY = 200
# Nobody reads a page this far back, and the database must accept the offset.
LAST_PAGE = 500


class FoundKind(StrEnum):
    """What can be found; also the `in` of the address."""

    COUNTRIES = "countries"
    PEOPLE = "people"
    STATEMENTS = "statements"
    PASSAGES = "passages"
    ARTICLES = "articles"


KIND_NAMES = {
    FoundKind.COUNTRIES: _("Countries"),
    FoundKind.PEOPLE: _("People"),
    FoundKind.STATEMENTS: _("Statements"),
    FoundKind.PASSAGES: _("Quoted passages"),
    FoundKind.ARTICLES: _("Articles"),
}


type Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class CountryHit:
    """A country of a coalition. `is_guess`: the name was spelt differently."""

    iso3: str
    name: str
    coalition: str
    coalition_name: str
    statements: int
    last_said_on: date | None
    is_guess: bool


@dataclass(frozen=True, slots=True)
class PersonHit:
    """A speaker, with the office in their last statement."""

    name: str
    office: str
    statements: int
    last_said_on: date
    is_guess: bool


@dataclass(frozen=True, slots=True)
class StatementHit:
    """A published or retracted statement."""

    pk: int
    reference: str
    title: str
    iso3: str | None
    country: str | None
    stance: str
    said_on: date
    state: str
    speaker: str
    office: str
    capacity: str
    excerpt: SafeString

    @property
    def stance_name(self) -> str:
        """Return the stance in words."""
        return str(Stance(self.stance).label)

    @property
    def country_name(self) -> str:
        """In the reader's language; "" where the pledge is of no country."""
        return country_name(self.iso3, self.country) if self.iso3 and self.country else ""

    @property
    def said_by(self) -> str:
        """The speaker and their office, or in what capacity somebody without a name spoke."""
        person = ", ".join(part for part in (self.speaker, self.office) if part)
        return person or str(Capacity(self.capacity).label)


@dataclass(frozen=True, slots=True)
class SourceHit:
    """A quoted passage, or an article by its title; `anchor` opens the passage on its page."""

    article: int
    anchor: str
    title: str
    publisher: str
    byline: str
    published_on: date | None
    language: str
    is_digest: bool
    is_state_controlled: bool
    excerpt: SafeString


@dataclass(frozen=True, slots=True)
class Section:
    """The results of one kind: the first ones, or one page of them."""

    kind: FoundKind
    hits: Sequence[CountryHit | PersonHit | StatementHit | SourceHit]
    total: int

    @property
    def name(self) -> str:
        """Return the kind in words."""
        return str(KIND_NAMES[self.kind])

    @property
    def has_more(self) -> bool:
        """Whether there are more."""
        return self.total > len(self.hits)


@dataclass(frozen=True, slots=True)
class SearchResult:
    """The results of a search. `only` is the one kind that was asked for."""

    query: str
    only: FoundKind | None
    page: int
    sections: Sequence[Section]

    @property
    def total(self) -> int:
        """Return the number of results of all kinds."""
        return sum(section.total for section in self.sections)

    @property
    def pages(self) -> int:
        """Return how many pages the one kind has."""
        return max(1, -(-self.total // PER_PAGE)) if self.only else 1


def search(query: str, only: FoundKind | None = None, page: int = 1) -> SearchResult:
    """Find what was typed. Six queries, fewer for one kind; none without words.

    Names also find statements: those of a country or a speaker. A page beyond the last one shows
    the last one, with as many queries again.
    """
    found = _search(query, only, page)
    if page > 1 and page > found.pages:
        first = found if found.total else _search(query, only, 1)
        found = first if first.pages == 1 else _search(query, only, first.pages)
    return found


def _search(query: str, only: FoundKind | None, page: int) -> SearchResult:
    words = parse_words(query)
    if not words:
        return SearchResult(query, only, page, ())
    countries, people = _rows(sql.COUNTRIES), _rows(sql.SPEAKERS)
    meant = match_names(words.words, _country_names(countries))
    spoke = match_names(words.words, _person_names(people))
    asked = bind_values(words, meant, spoke)
    start = (page - 1) * PER_PAGE
    window = {"limit": PER_PAGE, "offset": start} if only else {"limit": PER_KIND, "offset": 0}
    sections = []
    for kind in FoundKind if only is None else (only,):
        if kind == FoundKind.COUNTRIES:
            sections.append(_part(kind, _country_hits(countries, meant), window))
        elif kind == FoundKind.PEOPLE:
            sections.append(_part(kind, _person_hits(people, spoke), window))
        else:
            sections.append(_hits(kind, words, {**asked, **window}))
    return SearchResult(query, only, page, sections)


def bind_values(
    words: SearchWords, meant: Sequence[NameMatch[int]], spoke: Sequence[NameMatch[str]]
) -> dict[str, Any]:
    """Return the bind values of every query in `sql`."""
    of_countries = {word for match in meant for word in match.words}
    of_people = {word for match in spoke for word in match.words}
    rest = words.without(of_countries | of_people)
    return {
        "stems": words.stems,
        "beginnings": words.beginnings,
        "rest_stems": rest.stems,
        "rest_beginnings": rest.beginnings,
        "countries": [match.key for match in meant],
        "speakers": [match.key for match in spoke],
        # Without other words, only the name was searched.
        "country_alone": not rest and not spoke,
        "speaker_alone": not rest and not meant,
        "most_words": settings.LEDGER_QUOTE_WORDS,
        "least_words": settings.LEDGER_QUOTE_WORDS // 2,
    }


# --- names --------------------------------------------------------------------------------------
def _country_names(rows: Iterable[Row]) -> Iterable[tuple[int, str]]:
    """Yield a country's names in all our languages, its code, its people and its capital."""
    for row in rows:
        for form in {row["iso3"], row["name"], row["demonym"], row["capital"], *row["names"]}:
            yield row["id"], form


def _person_names(rows: Iterable[Row]) -> Iterable[tuple[str, str]]:
    """Yield a speaker's whole name and last name; of two who spoke together, both."""
    for row in rows:
        for name in row["name"].split(";"):
            if parts := name.split():
                yield row["name"], name
                yield row["name"], parts[-1]


def _country_hits(rows: Sequence[Row], meant: Sequence[NameMatch[int]]) -> list[CountryHit]:
    """Return the countries found. One query, or none if no country matches."""
    if not meant:
        return []
    rows_said = _rows(sql.SAID, {"countries": [match.key for match in meant]})
    said = {(row["country_id"], row["coalition_id"]): row for row in rows_said}
    hits = []
    for match in meant:
        for row in (row for row in rows if row["id"] == match.key):
            of_country = said.get((row["id"], row["coalition_id"]), {})
            hits.append(
                CountryHit(
                    iso3=row["iso3"],
                    name=row["name"],
                    coalition=row["coalition"],
                    coalition_name=row["coalition_name"],
                    statements=of_country.get("statements", 0),
                    last_said_on=of_country.get("last_said_on"),
                    is_guess=match.is_guess,
                )
            )
    return hits


def _person_hits(rows: Sequence[Row], spoke: Sequence[NameMatch[str]]) -> list[PersonHit]:
    said = {row["name"]: row for row in rows}
    return [PersonHit(**said[match.key], is_guess=match.is_guess) for match in spoke]


def _part(kind: FoundKind, hits: Sequence[Any], window: dict[str, int]) -> Section:
    start = window["offset"]
    return Section(kind, hits[start : start + window["limit"]], len(hits))


# --- words --------------------------------------------------------------------------------------
READERS: dict[FoundKind, tuple[str, Any]] = {
    FoundKind.STATEMENTS: (sql.STATEMENTS, StatementHit),
    FoundKind.PASSAGES: (sql.PASSAGES, SourceHit),
    FoundKind.ARTICLES: (sql.ARTICLES, SourceHit),
}


def _hits(kind: FoundKind, words: SearchWords, values: dict[str, Any]) -> Section:
    statement, hit = READERS[kind]
    rows, total = _rows(statement, values), 0
    for row in rows:
        total = row.pop("total")
        row["excerpt"] = highlighted(row["excerpt"], words.pattern)
    return Section(kind, [hit(**row) for row in rows], total)


def highlighted(excerpt: str, pattern: re.Pattern[str] | None = None) -> SafeString:
    """Return a database excerpt with the matches in `<mark>`. Safe: all text is escaped.

    The database marks words by their stems, `pattern` the beginnings. A text that contains the
    marker characters itself gets too many marks, but always in pairs.
    """
    pieces = excerpt.replace(sql.END, sql.MARK).split(sql.MARK)
    marked = []
    for number, piece in enumerate(pieces):
        if number % 2:
            marked.append(_mark(piece))
            continue
        start = 0
        for found in pattern.finditer(piece) if pattern else ():
            marked += [escape(piece[start : found.start()]), _mark(found.group())]
            start = found.end()
        marked.append(escape(piece[start:]))
    return mark_safe("".join(marked))  # noqa: S308


def _mark(words: str) -> str:
    return f"<mark>{escape(words)}</mark>" if words else ""


def _rows(statement: str, parameters: dict[str, Any] | None = None) -> list[Row]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        names = [column.name for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
