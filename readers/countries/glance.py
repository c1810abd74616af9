"""A country at a glance: the table on top of its page, also printed as its brief.

Pure, except `country_checks`: the facts come from the matrix's row and the pledges' histories.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from articles.models import Article
from commitments.matrix.state import MatrixState
from commitments.matrix.values import Cell, Row, ShownPledge
from commitments.matrix.vocabulary import Vocabulary
from commitments.models import Check, Citation, Coalition, Country
from readers.countries.timeline import RoleTrack
from readers.pledges.histories import PledgeHistory
from readers.pledges.statement_cards import Quotation, StatementCard


@dataclass(frozen=True, slots=True)
class GlanceLine:
    """One role with a position: stance, since when, what it waits for, in which words."""

    cell: Cell
    pledge: ShownPledge
    card: StatementCard
    since: date
    waits: tuple[str, ...]
    failed: tuple[str, ...]
    assumed: tuple[str, ...]
    quotation: Quotation | None


@dataclass(frozen=True, slots=True)
class SourceLine:
    """An article that the page quotes, and how many of its passages."""

    article: Article
    quotations: int


def glance(
    row: Row,
    histories: Iterable[PledgeHistory],
    tracks: Iterable[RoleTrack],
    vocabulary: Vocabulary,
) -> tuple[GlanceLine, ...]:
    """Return the roles with a position, firmest first. No query."""
    heads = {history.pledge.pk: history.heading for history in histories}
    since = {track.slug: track.now.day for track in tracks}
    lines = []
    for cell in row.cells.values():
        pledge = cell.headline
        card = heads.get(pledge.id) if pledge else None
        if pledge is None or card is None:
            continue
        verdict = pledge.word.verdict

        def named(slugs: Iterable[str]) -> tuple[str, ...]:
            return tuple(vocabulary.name_of(slug) for slug in slugs)

        lines.append(
            GlanceLine(
                cell,
                pledge,
                card,
                since.get(cell.column.slug, card.statement.said_on),
                named(verdict.open_conditions),
                named(verdict.failed_conditions),
                named(verdict.freed_by),
                _clearest(card.quotations),
            )
        )
    return tuple(sorted(lines, key=lambda line: -line.pledge.word.rank))


def _clearest(quotations: Sequence[Quotation]) -> Quotation | None:
    """Return the shortest quotation for the stance; else the shortest that supports anything."""
    supporting = [q for q in quotations if q.function == Citation.Function.SUPPORTS]
    stance = [q for q in supporting if "stance" in q.facts]
    return min(stance or supporting, key=lambda q: len(q.passage.exact), default=None)


def quoted_sources(histories: Iterable[PledgeHistory]) -> tuple[SourceLine, ...]:
    """Return every article that these histories quote, newest first. No query."""
    passages: dict[int, set[int]] = {}
    articles: dict[int, Article] = {}
    for history in histories:
        for card in history.statements:
            for quotation in card.quotations:
                article = quotation.article
                articles[article.pk] = article
                passages.setdefault(article.pk, set()).add(quotation.passage.pk)
    newest = sorted(
        articles.values(), key=lambda a: (a.published_on or date.min, a.pk), reverse=True
    )
    return tuple(SourceLine(article, len(passages[article.pk])) for article in newest)


def country_checks(coalition: Coalition, country: Country, state: MatrixState) -> list[Check]:
    """Return every recorded check of the country's cells, newest first. One query."""
    return list(
        Check.objects.filter(
            coalition=coalition,
            country=country,
            checked_on__lte=state.as_of,
            recorded_at__lte=state.known_until,
        )
        .select_related("role")
        .order_by("-checked_on", "-recorded_at", "-pk")
    )


_DAY = "j M Y"


@dataclass(frozen=True, slots=True)
class StanceSince:
    """A stance with the first and the last day of the unbroken run in which it was said."""

    stance: str
    since: date
    last: date
    speaker: str

    @property
    def in_words(self) -> str:
        """Return what is shown beside the stance's word."""
        days = {
            "since": date_format(self.since, _DAY),
            "last": date_format(self.last, _DAY),
            "speaker": self.speaker,
        }
        if self.since == self.last:
            return _("since %(since)s, said by %(speaker)s") % days
        return _("since %(since)s, last said on %(last)s by %(speaker)s") % days


def stance_since(history: PledgeHistory) -> StanceSince | None:
    """Return the run that ends in the heading statement; reports do not break it."""
    head = history.heading
    if head is None:
        return None
    since = head.statement.said_on
    # Newest first; the heading statement is the newest of its kind of word.
    for card in history.statements:
        if card.is_own_word is not head.is_own_word or card.is_overtaken_same_day:
            continue
        if card.statement.stance != head.statement.stance:
            break
        since = card.statement.said_on
    said = head.statement
    speaker = ", ".join(filter(None, (said.speaker, said.office))) or said.get_capacity_display()
    return StanceSince(str(said.get_stance_display()), since, said.said_on, speaker)
