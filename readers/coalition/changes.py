"""The digest: what the world changed, what we corrected, and what we recoded, newest first.

A change is dated by when this ledger published it, so that "since my last visit" misses nothing
that was said early and published late. The feed shows the same rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from typing import Any
from urllib.parse import quote

from django.db import connection, models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commitments.matrix.state import MatrixState, read_time, unknown
from commitments.matrix.vocabulary import Vocabulary, bind_values
from commitments.models import Coalition, ConditionOutcome, Country, Pledge, Role, Statement
from commitments.rules.grades import OWN_WORD
from commitments.statements.anchors import anchors_of
from core.history_entries import KEY_SQL
from readers.coalition.conditions import quotation_of_outcome
from readers.method.vocabulary_log import NOUNS, TERM_EVENTS
from readers.pledges.field_changes import ChangeNote, note_change
from readers.pledges.statement_cards import (
    Quotation,
    StatementCard,
    read_cards,
    with_card_parts,
)

PER_PAGE = 40

# Changes of the coalition's vocabularies: terms reworded, added, dropped, implications. The order
# of a list has no meaning, so a change of position alone does not count.
_PICKED = " UNION ALL ".join(
    f"SELECT '{noun}', p.{noun}_id FROM commitments_coalition{noun} p"
    " WHERE p.coalition_id = %(coalition)s"
    for noun in NOUNS
)
_PICKS = " UNION ALL ".join(
    f"""
    SELECT {KEY_SQL}, e.pgh_id, e.pgh_created_at, '{noun}', e.pgh_label, t.name, '', '', ''
    FROM commitments_coalition{noun}event e JOIN commitments_{noun} t ON t.id = e.{noun}_id
    WHERE e.coalition_id = %(coalition)s AND e.pgh_label IN ('insert', 'delete')"""
    for noun in NOUNS
)
_TERMS = f"""
terms AS (
    SELECT key, id, at, noun, 'reworded' AS act, name, definition, old_name, old_definition
    FROM ({TERM_EVENTS}) t
    WHERE label = 'update' AND (noun, term) IN ({_PICKED})
        AND (name, definition) IS DISTINCT FROM (old_name, old_definition)
    UNION ALL {_PICKS}
    UNION ALL
    SELECT {KEY_SQL}, e.pgh_id, e.pgh_created_at, 'implication', e.pgh_label, t.name, i.name, '', ''
    FROM commitments_conditionimplicationevent e
    JOIN commitments_condition t ON t.id = e.condition_id
    JOIN commitments_condition i ON i.id = e.implied_id
    WHERE e.pgh_label IN ('insert', 'delete') AND e.condition_id IN
        (SELECT condition_id FROM commitments_coalitioncondition WHERE coalition_id = %(coalition)s)
)
"""

# `known` limits what had happened in this ledger, `as_of` what had been said in the world. One row
# per change, newest first, one page of them, with the total number.
_HAPPENED = f"""
WITH {_TERMS}, happened AS (
    SELECT 'statement' AS what, s.id::text AS id, s.published_at AS at, s.said_on AS day,
        CASE WHEN s.change = 'recoded' THEN 'recoded'
            WHEN s.corrects_id IS NOT NULL THEN 'corrected' ELSE 'world' END AS kind,
        s.pledge_id, NULL::bigint AS country_id
    FROM commitments_statement s WHERE s.state IN ('published', 'retracted')
    UNION ALL
    -- Taken back without a correction: the entry of a correction covers what it replaces.
    SELECT 'retraction', s.id::text, s.retracted_at, s.said_on, 'corrected', s.pledge_id, NULL
    FROM commitments_statement s
    WHERE s.state = 'retracted' AND NOT EXISTS (
        SELECT 1 FROM commitments_statement n
        WHERE n.corrects_id = s.id AND n.published_at <= s.retracted_at
    )
    UNION ALL
    SELECT 'outcome', o.id::text, o.recorded_at, o.since, 'world', NULL, o.country_id
    FROM commitments_conditionoutcome o WHERE o.coalition_id = %(coalition)s
    UNION ALL
    SELECT 'terms', t.key, max(t.at), NULL, 'recoded', NULL, NULL FROM terms t GROUP BY t.key
)
SELECT h.what, h.id, h.at, h.kind, count(*) OVER ()
FROM happened h
LEFT JOIN commitments_pledge p ON p.id = h.pledge_id
WHERE (h.pledge_id IS NULL OR p.coalition_id = %(coalition)s)
    AND (h.day IS NULL OR h.day <= %(as_of)s)
    AND h.at <= %(known)s AND (%(since)s::timestamptz IS NULL OR h.at >= %(since)s)
    AND h.kind = ANY(%(kinds)s)
    -- Of a country: its own pledges, claims that name it, its outcomes and those for all.
    AND (%(countries)s::bigint[] IS NULL OR p.country_id = ANY(%(countries)s)
        OR h.what = 'outcome' AND (h.country_id IS NULL OR h.country_id = ANY(%(countries)s))
        OR EXISTS (SELECT 1 FROM commitments_pledgeparty y
            WHERE y.pledge_id = h.pledge_id AND y.country_id = ANY(%(countries)s)))
    -- Of a role: pledges that have it. What is no pledge's has none.
    AND (%(roles)s::text[] IS NULL OR EXISTS (
        SELECT 1 FROM commitments_pledgerole pr JOIN commitments_role r ON r.id = pr.role_id
        WHERE pr.pledge_id = h.pledge_id AND r.slug = ANY(%(roles)s)))
ORDER BY h.at DESC, h.what, h.id DESC
LIMIT %(limit)s OFFSET %(offset)s
"""

_TERMS_OF_ENTRIES = f"""
WITH {_TERMS}
SELECT key, noun, act, name, definition, old_name, old_definition FROM terms
WHERE key = ANY(%(keys)s) ORDER BY key, noun, id
"""


class ChangeKind(models.TextChoices):
    """Whose change it is: the world's, or this ledger's."""

    WORLD = "world", gettext_lazy("The world changed")
    CORRECTED = "corrected", gettext_lazy("We corrected")
    RECODED = "recoded", gettext_lazy("We recoded")


@dataclass(frozen=True, slots=True)
class ChangeFilter:
    """The digest's own filters. Times, countries and roles are in the state."""

    state: MatrixState
    since: date | datetime | None = None
    kinds: tuple[str, ...] = ()

    @property
    def since_moment(self) -> datetime | None:
        """Return the first moment that counts."""
        if self.since is None or isinstance(self.since, datetime):
            return self.since
        return datetime.combine(self.since, time.min, UTC)

    @property
    def narrows(self) -> bool:
        """Whether anything is left out."""
        return bool(self.since or self.kinds or self.state.country or self.state.role)

    def address(self, *, page: int = 1, **changes: Any) -> str:
        """Return the query string of this filter with `changes`, in one fixed order."""
        chosen = replace(self, **changes)
        pairs = []
        if chosen.since is not None:
            pairs.append(("since", chosen.since.isoformat()))
        if chosen.kinds:
            pairs.append(("kind", ",".join(chosen.kinds)))
        if page > 1:
            pairs.append(("page", str(page)))
        own = "&".join(f"{name}={quote(value, ',:')}" for name, value in pairs)
        query = "&".join(part for part in (chosen.state.address().lstrip("?"), own) if part)
        return f"?{query}" if query else ""


@dataclass(frozen=True, slots=True)
class TermChange:
    """One change of a vocabulary. `act`: insert and delete are of the coalition's own list."""

    noun: str
    act: str
    name: str
    definition: str
    old_name: str
    old_definition: str


@dataclass(slots=True)
class Change:
    """One entry of the digest; exactly one of statement, outcome and terms is set.

    `what`: statement, retraction, outcome or terms. `before` is the country's word until then.
    """

    what: str
    id: str
    at: datetime
    kind: str
    card: StatementCard | None = None
    pledge: Pledge | None = None
    roles: Sequence[Role] = ()
    note: ChangeNote | None = None
    outcome: ConditionOutcome | None = None
    quotation: Quotation | None = None
    terms: Sequence[TermChange] = ()

    @property
    def key(self) -> str:
        """Return its permanent name, for addresses and the feed."""
        return f"{self.what}-{self.id}"

    @property
    def kind_name(self) -> str:
        """Return in words whose change it is."""
        return str(ChangeKind(self.kind).label)

    @property
    def before(self) -> Statement | None:
        """Return the word that this one follows, if its stance was another.

        What a correction replaces was never the country's word; that is shown field by field.
        """
        if self.note is None or self.card is None or self.note.is_correction:
            return None
        was = self.note.against
        return was if was.stance != self.card.statement.stance else None


@dataclass(frozen=True, slots=True)
class Digest:
    """A page of changes."""

    changes: Sequence[Change]
    total: int
    page: int

    @property
    def pages(self) -> int:
        """Return how many pages there are."""
        return max(1, -(-self.total // PER_PAGE))


def parse_filter(parameters: Any, state: MatrixState) -> ChangeFilter:
    """Read `since` and `kind`. Raises BadParameter with a sentence for the reader."""
    kinds = tuple(
        dict.fromkeys(
            part.strip()
            for value in parameters.getlist("kind")
            for part in value.split(",")
            if part.strip()
        )
    )
    for kind in kinds:
        if kind not in ChangeKind.values:
            raise unknown("kind", kind, _("kind of change"), ChangeKind.values)
    chosen = replace(state.without_filters(), assume=(), country=state.country, role=state.role)
    return ChangeFilter(chosen, read_time("since", parameters.get("since", "").strip()), kinds)


def country_choices(coalition: Coalition) -> list[Country]:
    """Return countries for the filter: those with a pledge or a standing. One query."""
    return list(
        Country.objects.filter(
            models.Exists(Pledge.objects.filter(coalition=coalition, country=models.OuterRef("pk")))
            | models.Exists(coalition.memberships.filter(country=models.OuterRef("pk")))
        ).order_by("name")
    )


def read_changes(
    coalition: Coalition,
    chosen: ChangeFilter,
    vocabulary: Vocabulary,
    countries: Sequence[Country],
    *,
    page: int = 1,
) -> Digest:
    """Read a page of the digest. Fourteen queries at most, however many changes.

    Raises BadParameter for a country that is not among `countries`.
    """
    by_code = {country.iso3: country.pk for country in countries}
    for code in chosen.state.country:
        if code not in by_code:
            raise unknown("country", code, _("country of this coalition"), by_code)
    values = bind_values(coalition, chosen.state) | {
        "since": chosen.since_moment,
        "kinds": list(chosen.kinds or ChangeKind.values),
        "countries": [by_code[code] for code in chosen.state.country] or None,
        "roles": list(chosen.state.role) or None,
        "limit": PER_PAGE,
        "offset": (page - 1) * PER_PAGE,
    }
    with connection.cursor() as cursor:
        cursor.execute(_HAPPENED, values)
        rows = cursor.fetchall()
        changes = [Change(what, key, at, kind) for what, key, at, kind, _total in rows]
        if keys := [change.id for change in changes if change.what == "terms"]:
            cursor.execute(_TERMS_OF_ENTRIES, {"coalition": coalition.pk, "keys": keys})
            _add_terms(changes, cursor.fetchall())
    _add_statements(changes, vocabulary, chosen.state)
    _add_outcomes(changes)
    return Digest(changes, rows[0][-1] if rows else 0, page)


def _add_terms(changes: Iterable[Change], rows: Iterable[tuple[str, ...]]) -> None:
    terms: dict[str, list[TermChange]] = {}
    for key, *columns in rows:
        terms.setdefault(key, []).append(TermChange(*columns))
    for change in changes:
        if change.what == "terms":
            change.terms = terms.get(change.id, ())


def _add_statements(changes: Iterable[Change], vocabulary: Vocabulary, state: MatrixState) -> None:
    """Add each statement's card, and what it changed against the country's word before it."""
    shown = [change for change in changes if change.what in ("statement", "retraction")]
    if not shown:
        return
    ids = {int(change.id) for change in shown}
    before = _words_before(ids)
    statements = (
        with_card_parts(Statement.objects.public().filter(pk__in=ids | set(before.values())), state)
        .select_related("pledge__country", "pledge__coalition", "relayed_by", "corrects")
        .prefetch_related("pledge__roles")
    )
    cards = {card.statement.pk: card for card in read_cards(statements, vocabulary, state)}
    for change in shown:
        card = cards[int(change.id)]
        change.card, change.pledge = card, card.statement.pledge
        change.roles = tuple(card.statement.pledge.roles.all())
        change.quotation = next((q for q in card.quotations if q.function == "supports"), None)
        was = cards.get(before.get(card.statement.pk, 0))
        if was is not None and change.what == "statement":
            is_correction = card.statement.corrects_id == was.statement.pk
            change.note = note_change(was.statement, card.statement, is_correction=is_correction)


def _words_before(ids: set[int]) -> dict[int, int]:
    """Map each statement to what it replaces, else to the country's own word before. One query."""
    pledges = Statement.objects.filter(pk__in=ids).values("pledge")
    rows = (
        Statement.objects.public()
        .filter(pledge__in=pledges)
        .newest_first()
        .only("pledge", "corrects", "base_grade", "said_on", "published_at", "retracted_at")
    )
    by_pledge: dict[int, list[Statement]] = {}
    for row in rows:
        by_pledge.setdefault(row.pledge_id, []).append(row)
    found: dict[int, int] = {}
    for said in by_pledge.values():
        for place, statement in enumerate(said):
            if statement.pk not in ids:
                continue
            older = statement.corrects_id or _own_word(statement, said[place + 1 :])
            if older is not None:
                found[statement.pk] = older
    return found


def _own_word(statement: Statement, earlier: Iterable[Statement]) -> int | None:
    """Return the country's latest own word that counted when the statement was published."""
    moment = statement.published_at
    if moment is None:
        return None
    for older in earlier:
        published, retracted = older.published_at, older.retracted_at
        counted = (
            published is not None and published <= moment and (not retracted or retracted > moment)
        )
        if counted and older.base_grade in OWN_WORD:
            return older.pk
    return None


def _add_outcomes(changes: Iterable[Change]) -> None:
    by_outcome = {int(change.id): change for change in changes if change.what == "outcome"}
    rows = list(
        ConditionOutcome.objects.filter(pk__in=by_outcome)
        .select_related("condition", "country", "passage__snapshot__article__publisher")
        .defer("passage__snapshot__text", "passage__snapshot__raw", "passage__snapshot__search")
    )
    anchors = anchors_of(row.passage_id for row in rows)
    for row in rows:
        by_outcome[row.pk].outcome = row
        by_outcome[row.pk].quotation = quotation_of_outcome(row, anchors.get(row.passage_id))
