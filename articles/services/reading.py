"""Assign articles to readers, with due days, and set how far they were read.

Each act is for one article or for many: unchangeable ones are skipped, each with a reason.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Case, F, Value, When
from django.utils.translation import gettext as _

from articles.models import Article
from core.errors import DomainError, NotAllowed
from core.history import Act, act
from core.models import User
from core.wording import grouped

# How many rows one act locks and changes.
MOST_AT_ONCE = 1_000


@dataclass(frozen=True, slots=True)
class SkippedArticle:
    """An article that an act did not change, and why."""

    title: str
    why: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of an act on several articles."""

    changed: int
    skipped: tuple[SkippedArticle, ...]


# --- one article --------------------------------------------------------------------------------
@transaction.atomic
def take_article(*, article: Article, by: User) -> Article:
    """Assign an article to oneself. Raises DomainError if somebody else has it."""
    return _alone(article, take_articles(articles=[article.pk], by=by))


@transaction.atomic
def give_back_article(*, article: Article, by: User) -> Article:
    """Give an article back. Raises DomainError if somebody else has it."""
    return _alone(article, give_back_articles(articles=[article.pk], by=by))


@transaction.atomic
def assign_article(*, article: Article, reader: User, by: User) -> Article:
    """Assign an article; contributors only to themselves. Raises NotAllowed, DomainError."""
    return _alone(article, assign_articles(articles=[article.pk], reader=reader, by=by))


@transaction.atomic
def set_due_day(*, article: Article, due_on: date | None, by: User) -> Article:
    """Set until when it should be read; None removes the day. Raises DomainError."""
    return _alone(article, set_due_days(articles=[article.pk], due_on=due_on, by=by))


@transaction.atomic
def plan_reading(
    *, article: Article, reader: User | None, due_on: date | None, by: User
) -> Article:
    """Set who reads an article and until when, as one entry of history.

    What stays the same needs no permission. Raises NotAllowed, DomainError.
    """
    current = Article.objects.select_for_update(of=["self"]).get(pk=article.pk)
    if current.due_on != due_on:
        current = set_due_day(article=current, due_on=due_on, by=by)
    if reader is None and current.reader_id is not None:
        return give_back_article(article=current, by=by)
    if reader is not None and current.reader_id != reader.pk:
        return assign_article(article=current, reader=reader, by=by)
    return current


@transaction.atomic
def set_reading_state(*, article: Article, state: str, by: User) -> Article:
    """Set how far an article has been read. Raises DomainError for a state that does not exist."""
    set_reading_states(articles=[article.pk], state=state, by=by)
    return Article.objects.get(pk=article.pk)


# --- several articles ---------------------------------------------------------------------------
@transaction.atomic
def take_articles(*, articles: Collection[int], by: User) -> Outcome:
    """Assign these to oneself, except those that somebody else has or that were withdrawn."""

    def why_not(article: Article) -> str:
        if article.reader_id == by.pk:
            return _("you have it already")
        if article.reader is not None:
            return _("{reader} has it").format(reader=article.reader.name)
        return _withdrawn(article)

    return _change(articles, Act.TAKE_ARTICLE, by, why_not, reader=by)


@transaction.atomic
def give_back_articles(*, articles: Collection[int], by: User) -> Outcome:
    """Give these back. Editors can also give back articles that others have."""

    def why_not(article: Article) -> str:
        if article.reader is None:
            return _("nobody has it")
        if article.reader_id != by.pk and not by.can_review:
            return _("{reader} has it").format(reader=article.reader.name)
        return ""

    return _change(articles, Act.GIVE_BACK_ARTICLE, by, why_not, reader=None)


@transaction.atomic
def assign_articles(*, articles: Collection[int], reader: User, by: User) -> Outcome:
    """Assign these. Raises NotAllowed if a contributor names somebody else.

    Editors can also reassign what another person has; a contributor takes what nobody has.
    """
    if reader.pk == by.pk and not by.can_review:
        return take_articles(articles=articles, by=by)
    if not by.can_review:
        raise NotAllowed(_("Editors say who reads what. You can take articles yourself."))
    if not reader.is_active:
        raise DomainError(
            _("{reader} is not at the desk any more. Choose somebody else.").format(
                reader=reader.name
            )
        )

    def why_not(article: Article) -> str:
        if article.reader_id == reader.pk:
            return _("{reader} has it already").format(reader=reader.name)
        return _withdrawn(article)

    return _change(articles, Act.ASSIGN_ARTICLE, by, why_not, reader=reader)


@transaction.atomic
def set_due_days(*, articles: Collection[int], due_on: date | None, by: User) -> Outcome:
    """Set until when these should be read; None removes the day.

    A contributor may do so for their own articles, an editor for all.
    """

    def why_not(article: Article) -> str:
        if article.due_on == due_on:
            return _("it is due that day already") if due_on else _("it has no due date")
        if article.reader_id != by.pk and not by.can_review:
            return _("its reader or an editor sets the due date")
        return ""

    return _change(articles, Act.SET_DUE_DAY, by, why_not, due_on=due_on)


@transaction.atomic
def set_reading_states(*, articles: Collection[int], state: str, by: User) -> Outcome:
    """Set how far these have been read. Raises DomainError for a state that does not exist.

    Asking for a second reader gives the article back: that must be somebody else.
    """
    if state not in Article.ReadingState.values:
        raise DomainError(_("Pick a reading state from the list."))
    label = Article.ReadingState(state).label.lower()

    def why_not(article: Article) -> str:
        return (
            _("it is noted as {state} already").format(state=label)
            if article.reading_state == state
            else ""
        )

    values: dict[str, Any] = {"reading_state": state}
    if state == Article.ReadingState.SECOND_READER:
        values["reader"] = Case(When(reader=by, then=Value(None)), default=F("reader"))
    return _change(articles, Act.SET_READING_STATE, by, why_not, **values)


def _withdrawn(article: Article) -> str:
    return _("it was withdrawn") if article.withdrawn_at else ""


def _change(
    articles: Collection[int],
    done: Act,
    by: User,
    why_not: Callable[[Article], str],
    **values: Any,
) -> Outcome:
    """Write the values where `why_not` allows it. Locks in one order, to avoid deadlocks."""
    if len(articles) > MOST_AT_ONCE:
        raise DomainError(
            _(
                "These are {number} articles; {MOST_AT_ONCE} can be changed at once. Narrow the "
                "filter."
            ).format(number=grouped(len(articles)), MOST_AT_ONCE=grouped(MOST_AT_ONCE))
        )
    rows = Article.objects.select_for_update(of=["self"]).select_related("reader")
    locked = rows.filter(pk__in=articles).order_by("pk")
    checked = [(article, why_not(article)) for article in locked]
    changed = [article.pk for article, refusal in checked if not refusal]
    if changed:
        with act(done, by=by):
            Article.objects.filter(pk__in=changed).update(**values)
    skipped = (SkippedArticle(article.title, refusal) for article, refusal in checked if refusal)
    return Outcome(len(changed), tuple(skipped))


def _alone(article: Article, outcome: Outcome) -> Article:
    """Return the article as it is now; an act on one article that skipped it is a refusal."""
    for skipped in outcome.skipped:
        raise DomainError(_("Nothing was changed: {why}.").format(why=skipped.why))
    return Article.objects.select_related("reader", "publisher").get(pk=article.pk)
