"""Passages that read differently in the newest text of their article, for a decision."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import (
    Exists,
    F,
    OuterRef,
    QuerySet,
    Value,
)
from django.db.models.functions import Greatest, Least, Substr

from articles.models import Anchor, Snapshot
from articles.text.nearest import Difference, differences
from articles.text.surroundings import CONTEXT_LENGTH, context
from commitments.models import (
    Citation,
    CountryScope,
)
from core.models import User
from desk.passages.alarm_words import alarm_words
from desk.passages.citings import CitingStatement, citings_of

# Read this much more than is shown, so that the cut can be between words.
_REACH = CONTEXT_LENGTH + 80


@dataclass(frozen=True, slots=True)
class ChangedPassage:
    """The words as quoted and as in the newest text, with the context of both."""

    pk: int
    passage: int
    article: int
    article_title: str
    publisher: str
    published_on: date | None
    language: str
    retrieved_at: datetime
    similarity: int
    old: str
    old_before: str
    old_after: str
    new: str
    new_before: str
    new_after: str
    differences: tuple[Difference, ...]
    alarms: tuple[str, ...]
    citings: tuple[CitingStatement, ...]
    may_decide: bool

    @property
    def is_typography(self) -> bool:
        """Whether the words are the same, and only signs between them differ."""
        return all(step.operation == "equal" for step in self.differences)


def all_anchors() -> QuerySet[Anchor]:
    """Return every anchor, decided or not: the services say what may be done with it."""
    return Anchor.objects.all()


def anchors_to_decide(user: User) -> QuerySet[Anchor]:
    """Return what waits for a decision: this person's first, then what others decide about.

    The database cuts the words out, since a text may be a megabyte.
    """
    mine = changed_passages(user).filter(pk=OuterRef("pk"))
    found = undecided_anchors().annotate(may_decide=Exists(mine))
    return _with_words(found.order_by("-may_decide", "pk"))


def changed_passage_lines(anchors: Iterable[Anchor]) -> tuple[ChangedPassage, ...]:
    """Return one page of `anchors_to_decide`. Two queries if given a queryset."""
    rows: list[Any] = list(anchors)
    citings = citings_of([row.passage_id for row in rows])
    return tuple(_line(row, citings.get(row.passage_id, ())) for row in rows)


@dataclass(frozen=True, slots=True)
class LostPassage:
    """A passage that is not in the newest text of its article."""

    passage: int
    exact: str
    article: int
    article_title: str
    publisher: str
    language: str
    retrieved_at: datetime
    given_up_by: str
    citings: tuple[CitingStatement, ...]


def lost_passages() -> QuerySet[Anchor]:
    """Return passages that are not in the newest text of their article, the latest losses first."""
    return (
        lost_anchors()
        .select_related("passage", "snapshot__article__publisher", "confirmed_by")
        .defer(*(f"snapshot__{name}" for name in _LONG))
        .order_by("-snapshot__retrieved_at", "pk")
    )


def lost_passage_lines(anchors: Iterable[Anchor]) -> tuple[LostPassage, ...]:
    """Return one page of `lost_passages`. Two queries if given a queryset."""
    rows = list(anchors)
    citings = citings_of([row.passage_id for row in rows])
    return tuple(
        LostPassage(
            passage=row.passage_id,
            exact=row.passage.exact,
            article=row.snapshot.article_id,
            article_title=row.snapshot.article.title,
            publisher=row.snapshot.article.publisher.name,
            language=row.snapshot.article.language,
            retrieved_at=row.snapshot.retrieved_at,
            given_up_by=row.confirmed_by.name if row.confirmed_by else "",
            citings=citings.get(row.passage_id, ()),
        )
        for row in rows
    )


def _with_words(anchors: QuerySet[Anchor]) -> QuerySet[Anchor]:
    texts = [f"{path}__{name}" for path in ("snapshot", "passage__snapshot") for name in _LONG]
    return (
        anchors.select_related("snapshot__article__publisher", "passage__snapshot")
        .defer(*texts)
        .annotate(
            new_words=Substr("snapshot__text", F("start") + 1, F("end") - F("start")),
            **_around("new", "snapshot__text", "start", "end"),
            **_around("old", "passage__snapshot__text", "passage__start", "passage__end"),
        )
    )


_LONG = ("text", "raw", "search")


def _around(name: str, text: str, start: str, end: str) -> dict[str, Any]:
    first = Greatest(F(start) - _REACH, Value(0)) + 1
    return {
        f"{name}_before": Substr(text, first, Least(F(start), Value(_REACH))),
        f"{name}_after": Substr(text, F(end) + 1, _REACH),
    }


def _line(row: Any, citings: tuple[CitingStatement, ...]) -> ChangedPassage:
    article, old = row.snapshot.article, row.passage.exact
    old_before, old_after = _shown(row.old_before, old, row.old_after)
    new_before, new_after = _shown(row.new_before, row.new_words, row.new_after)
    return ChangedPassage(
        pk=row.pk,
        passage=row.passage_id,
        article=article.pk,
        article_title=article.title,
        publisher=article.publisher.name,
        published_on=article.published_on,
        language=article.language,
        retrieved_at=row.snapshot.retrieved_at,
        # Different words are never shown as 100 % the same.
        similarity=min(99, round(row.similarity * 100)),
        old=old,
        old_before=old_before,
        old_after=old_after,
        new=row.new_words,
        new_before=new_before,
        new_after=new_after,
        differences=differences(old, row.new_words),
        alarms=alarm_words(old, row.new_words, row.alarms),
        citings=citings,
        may_decide=row.may_decide,
    )


def _shown(before: str, words: str, after: str) -> tuple[str, str]:
    return context(before + words + after, len(before), len(before) + len(words))


def undecided_anchors() -> QuerySet[Anchor]:
    """Return anchors that read differently in the newest text and were not decided."""
    return _newest_anchors().filter(state=Anchor.State.CHANGED, confirmed_at__isnull=True)


def lost_anchors() -> QuerySet[Anchor]:
    """Return anchors of passages that are not in the newest text."""
    return _newest_anchors().filter(state=Anchor.State.LOST)


def _newest_anchors() -> QuerySet[Anchor]:
    newer = Snapshot.objects.filter(
        article=OuterRef("snapshot__article"), number__gt=OuterRef("snapshot__number")
    )
    return Anchor.objects.filter(~Exists(newer), snapshot__article__withdrawn_at__isnull=True)


def changed_passages(user: User) -> QuerySet[Anchor]:
    """Return those this person may decide about: `services.confirming` as a query."""
    if not user.can_review:
        return Anchor.objects.none()
    found = undecided_anchors()
    if user.role == User.Role.CHIEF:
        return found
    scope = CountryScope.objects.filter(user=user)
    foreign = Citation.objects.filter(passage=OuterRef("passage")).exclude(
        statement__pledge__country__in=scope.values("country")
    )
    return found.filter(~Exists(scope) | ~Exists(foreign))
