"""Read fetches for the desk: one with its progress or its failure, and the list of all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from articles.fetching.failures import Failure, clue_sentence
from articles.models import Article, ArticleAddress, Fetch
from articles.models.fetches import progress_word
from articles.services.running import UNDER_WAY
from core import clock
from core.models import User
from core.wording import gettext_lazy

# The filters of the list; "mine" is what waits on the desk's home page.
STATES: dict[str, str] = {
    "": gettext_lazy("All"),
    "mine": gettext_lazy("Yours, not settled"),
    **{state.value: state.label for state in Fetch.State},
}
# A page that does not look like an article, but may be one: a person may say so.
_DOUBTS = (Failure.CONSENT_PAGE, Failure.PAYWALL, Failure.OTHER_PAGE)
# A worker starts a waiting fetch within a second; after this long there may be no worker.
_SLOW = timedelta(seconds=20)


@dataclass(frozen=True, slots=True)
class FetchLine:
    """A fetch in a list. `says` is its state: running, new article, timed out …"""

    pk: int
    kind_name: str
    address: str
    state: str
    says: str
    article: int | None
    article_title: str
    asked_by: str
    requested_at: datetime


@dataclass(frozen=True, slots=True)
class FetchPage:
    """A fetch with its failure in the reader's language, and why the page was suspicious."""

    line: FetchLine
    asked: str
    is_open: bool
    is_slow: bool
    is_new: bool
    is_recheck: bool
    is_archive: bool
    text_number: int | None
    sentence: str
    clues: tuple[str, ...]
    http_status: int | None
    final_address: str
    may_be_trusted: bool
    may_be_set_aside: bool


@dataclass(frozen=True, slots=True)
class StateChoice:
    """A filter of the list, with the number of rows it shows."""

    value: str
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class FetchList:
    """One page of the list."""

    asked: str
    choices: tuple[StateChoice, ...]
    page: Page[Fetch]
    lines: tuple[FetchLine, ...]


def unsettled_imports(user: User) -> QuerySet[Fetch]:
    """Imports of this person under way, or failed and not settled.

    Settled ones were set aside, repeated, or added in another way.
    """
    later = Fetch.objects.filter(
        kind=Fetch.Kind.IMPORT, address=OuterRef("address"), pk__gt=OuterRef("pk")
    )
    return Fetch.objects.filter(
        Q(state__in=UNDER_WAY)
        | Q(state=Fetch.State.FAILED)
        & ~Q(details__has_key="set_aside")
        & ~Exists(later)
        & ~Exists(Article.objects.filter(canonical_url=OuterRef("address")))
        & ~Exists(ArticleAddress.objects.filter(address=OuterRef("address"))),
        kind=Fetch.Kind.IMPORT,
        requested_by=user,
    )


def fetches_for_desk() -> QuerySet[Fetch]:
    """Return fetches with the article and the person."""
    return Fetch.objects.select_related("article", "requested_by", "snapshot").defer(
        "snapshot__text", "snapshot__raw", "snapshot__search"
    )


def read_fetch_page(fetch: Fetch, user: User) -> FetchPage:
    """Read a fetch of `fetches_for_desk`, for its page. One query, none unless it failed."""
    failure = Failure(fetch.failure) if fetch.failure in Failure.values else None
    has_failed = fetch.state == Fetch.State.FAILED
    is_waiting = fetch.state == Fetch.State.WAITING
    return FetchPage(
        line=fetch_line(fetch),
        asked=fetch.details.get("asked") or fetch.address,
        is_open=fetch.state in UNDER_WAY,
        is_slow=is_waiting and not clock.is_within(fetch.requested_at, _SLOW),
        is_new=fetch.outcome == Fetch.Outcome.NEW_ARTICLE,
        is_recheck=fetch.kind == Fetch.Kind.RECHECK,
        is_archive=fetch.kind == Fetch.Kind.ARCHIVE,
        text_number=_new_number(fetch),
        sentence=failure.sentence if failure else fetch.message,
        clues=tuple(clue_sentence(*clue) for clue in fetch.details.get("clues", ())),
        http_status=fetch.http_status,
        final_address="" if fetch.final_address == fetch.address else fetch.final_address,
        may_be_trusted=has_failed and failure in _DOUBTS,
        may_be_set_aside=has_failed and unsettled_imports(user).filter(pk=fetch.pk).exists(),
    )


def _new_number(fetch: Fetch) -> int | None:
    is_new = fetch.outcome == Fetch.Outcome.NEW_TEXT and fetch.snapshot is not None
    return fetch.snapshot.number if is_new and fetch.snapshot else None


def read_fetch_list(asked: str, user: User, *, number: str, per_page: int) -> FetchList:
    """Read one page of fetches, newest first. Two queries."""
    conditions: dict[str, Q] = {
        "": Q(),
        "mine": Q(pk__in=unsettled_imports(user).values("pk")),
    } | {state: Q(state=state) for state in Fetch.State.values}
    counts: dict[str, int] = Fetch.objects.aggregate(
        **{f"n_{state}": Count("pk", filter=condition) for state, condition in conditions.items()}
    )
    asked = asked if asked in conditions else ""
    paginator = Paginator(
        fetches_for_desk().filter(conditions[asked]).order_by("-requested_at", "-pk"), per_page
    )
    # Counted with the filters, so the paginator need not count again.
    paginator.__dict__["count"] = counts[f"n_{asked}"]
    page = paginator.get_page(number)
    return FetchList(
        asked=asked,
        choices=tuple(
            StateChoice(state, str(name), counts[f"n_{state}"]) for state, name in STATES.items()
        ),
        page=page,
        lines=tuple(fetch_line(fetch) for fetch in page.object_list),
    )


def fetch_line(fetch: Fetch) -> FetchLine:
    """Return a fetch of `fetches_for_desk` as a line."""
    return FetchLine(
        pk=fetch.pk,
        kind_name=fetch.get_kind_display(),
        address=fetch.address,
        state=fetch.state,
        says=how_it_stands(fetch.state, fetch.outcome, fetch.failure, fetch.kind),
        article=fetch.article_id,
        article_title=fetch.article.title if fetch.article else "",
        asked_by=fetch.requested_by.name if fetch.requested_by else "",
        requested_at=fetch.requested_at,
    )


def how_it_stands(state: str, outcome: str, failure: str, kind: str) -> str:
    """Return the state, or the result, in a word or two."""
    if state != Fetch.State.DONE:
        return progress_word(failure if state == Fetch.State.FAILED else state)
    if kind == Fetch.Kind.IMPORT and outcome == Fetch.Outcome.SAME_TEXT:
        return _("Here already")
    return str(Fetch.Outcome(outcome).label)
