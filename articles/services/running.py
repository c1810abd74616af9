"""Execute fetches: get a page outside of any transaction, store it in one.

One process at a time executes a fetch: it holds a lock that ends with the process
(`session_locks`), so others can see that it died (`stopped`).
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import DatabaseError, IntegrityError, transaction
from django.db.models import Max
from django.tasks import task
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from articles.fetching.failures import Failure
from articles.fetching.getting import fetch as fetch_page
from articles.fetching.page_extraction_process import extract_in_process
from articles.fetching.response import FetchFailed, Page, Response
from articles.fetching.rules import FetchRules
from articles.models import Article, Fetch, Snapshot
from articles.services.fetch_rules import WORKER_WAITS, fetch_rules
from articles.services.session_locks import HostIsBusy, SessionLocks
from articles.services.text_limits import why_not_store
from core import clock
from core.faults import constraint_of
from core.models import User

# How often a fetch is started if it does not finish, because of a crash or a bug.
MOST_ATTEMPTS = 2
UNDER_WAY = (Fetch.State.WAITING, Fetch.State.RUNNING)
# Another worker fetches from the same host: try again after a typical page's time.
_BUSY_SECONDS = 5


class Overtaken(Exception):
    """Another process ended or restarted this fetch meanwhile; nothing is stored."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A fetch's successful result. `message` adds to the outcome where needed."""

    word: str
    article: Article
    snapshot: Snapshot | None = None
    message: str = ""


Work = Callable[[Fetch, FetchRules], None]
# The function for each kind of fetch, `(fetch, rules) -> None`; by name, since those modules import
# this one. It does its slow part first, then in one transaction `lock_running`, its writes, and
# `finish`.
WORK = {
    Fetch.Kind.IMPORT: "articles.services.importing.import_page",
    Fetch.Kind.RECHECK: "articles.services.rechecking.recheck_page",
    Fetch.Kind.ARCHIVE: "articles.services.archiving.archive_page",
}


@task
def do_fetch(pk: int) -> str:
    """Execute one fetch, as the worker's task. Returns its state as the task's result."""
    fetch = run_fetch(pk)
    return fetch.state if fetch else "nothing to do"


def ask(
    *,
    kind: Fetch.Kind,
    address: str,
    by: User | None,
    article: Article | None = None,
    details: dict[str, Any] | None = None,
    is_enqueued: bool = True,
) -> Fetch:
    """Store a request and tell the worker; a request of this kind under way is returned instead.

    Without `is_enqueued` the worker is not told: the caller does it.
    """
    wish = {"kind": kind, "address": address}
    try:
        with transaction.atomic():
            fetch = Fetch.objects.create(
                **wish, article=article, details=details or {}, requested_by=by
            )
            if is_enqueued:
                enqueue(fetch)
            return fetch
    except IntegrityError as error:
        if constraint_of(error) != "fetch_is_under_way":
            raise
    with transaction.atomic():
        open_ones = Fetch.objects.select_for_update(of=["self"]).filter(**wish, state__in=UNDER_WAY)
        if found := open_ones.first():
            if found.state == Fetch.State.WAITING and details:
                # The latest request's details count.
                found.details = {**found.details, **details}
                found.save(update_fields=["details"])
            return found
    # It ended between our write and our check.
    return ask(
        kind=kind,
        address=address,
        by=by,
        article=article,
        details=details,
        is_enqueued=is_enqueued,
    )


def why_not_ask(by: User | None) -> str:
    """Why this person should wait before asking for more; "" if they need not.

    This keeps one person from delaying everybody else. A command never waits.
    """
    most = settings.LEDGER_MAX_FETCHES
    if by is None or Fetch.objects.filter(state__in=UNDER_WAY, requested_by=by).count() < most:
        return ""
    return _(
        "{most} of your addresses are still waiting to be fetched. Wait until some of them have "
        "come in, then ask again."
    ).format(most=most)


def enqueue(fetch: Fetch, *, seconds: float = 0) -> None:
    """Tell the worker, once the transaction that stores the fetch has committed."""
    due = clock.now() + timedelta(seconds=seconds) if seconds else None
    waiting = do_fetch.using(run_after=due) if due else do_fetch
    transaction.on_commit(lambda: waiting.enqueue(fetch.pk))


def run_fetch(
    pk: int, *, rules: FetchRules | None = None, wait_seconds: float = WORKER_WAITS
) -> Fetch | None:
    """Execute a waiting fetch and return it with its result; None if it does not wait any more.

    A failure with a reason is stored. A host that others use for longer than `wait_seconds` puts
    the fetch back into the queue. A bug does so once, too, and is raised.
    """
    with SessionLocks(wait_seconds=wait_seconds) as locks:
        if not locks.try_fetch(pk) or (fetch := _take(pk)) is None:
            return None
        try:
            _work_on(fetch, replace(rules or fetch_rules(), host_lock=locks.host))
        except Overtaken:
            return None
    return Fetch.objects.get(pk=pk)


def _work_on(fetch: Fetch, rules: FetchRules) -> None:
    """Execute it and store the result; raises Overtaken if another process took over."""
    try:
        work: Work = import_string(WORK[Fetch.Kind(fetch.kind)])
        work(fetch, rules)
    except HostIsBusy:
        _put_back(fetch, seconds=_BUSY_SECONDS)
    except FetchFailed as failed:
        _fail(fetch, failed)
    except Overtaken:
        raise
    except BaseException:
        # Raise the bug itself, even if storing it fails.
        with contextlib.suppress(Overtaken, DatabaseError):
            give_up(fetch)
        raise


def read_page(fetch: Fetch, rules: FetchRules) -> tuple[Response, Page]:
    """Get the page and read it, sound or in doubt. Raises FetchFailed if it cannot be had."""
    response = fetch_page(fetch.details.get("asked") or fetch.address, rules=rules)
    page = extract_in_process(response)
    if why_not_store(page.text):
        raise FetchFailed(Failure.TOO_LARGE, response=response)
    return response, page


def require_sound(fetch: Fetch, response: Response, page: Page) -> None:
    """Raise FetchFailed if the page is in doubt and nobody has confirmed that it is the article."""
    if not fetch.details.get("is_trusted"):
        page.require_sound(response)


def lock_running(fetch: Fetch) -> Fetch:
    """Lock the row of our fetch; raises Overtaken if it is no longer ours. In a transaction."""
    ours = Fetch.objects.select_for_update().filter(
        pk=fetch.pk, state=Fetch.State.RUNNING, started_at=fetch.started_at
    )
    if (row := ours.first()) is None:
        raise Overtaken
    return row


def finish(fetch: Fetch, response: Response, outcome: Outcome) -> None:
    """Store how a locked fetch ended, in the transaction that stores its result."""
    fetch.state, fetch.outcome = Fetch.State.DONE, outcome.word
    fetch.article, fetch.snapshot = outcome.article, outcome.snapshot
    fetch.message = outcome.message
    fetch.http_status, fetch.final_address = response.status, response.address[:2_000]
    fetch.finished_at = _end_of(fetch)
    fetch.save()


def give_up(fetch: Fetch) -> Fetch:
    """Put an unfinished fetch back; after some attempts, report it as stopped."""
    if fetch.attempts < MOST_ATTEMPTS:
        _put_back(fetch)
    else:
        _fail(fetch, FetchFailed(Failure.STOPPED))
    return fetch


# --- the row --------------------------------------------------------------------------------------
@transaction.atomic
def _take(pk: int) -> Fetch | None:
    waiting = Fetch.objects.filter(pk=pk, state=Fetch.State.WAITING)
    fetch = waiting.select_for_update(skip_locked=True, of=["self"]).first()
    if fetch is None:
        return None
    fetch.state = Fetch.State.RUNNING
    # Each start has a different moment: with it a process notices that it was overtaken.
    fetch.started_at = clock.moment_after(fetch.requested_at, fetch.started_at)
    fetch.attempts += 1
    fetch.save(update_fields=["state", "started_at", "attempts"])
    return fetch


@transaction.atomic
def _put_back(fetch: Fetch, *, seconds: float = 0) -> None:
    row = lock_running(fetch)
    row.state = Fetch.State.WAITING
    if seconds:
        row.attempts -= 1  # waiting for a turn is no attempt
    row.save(update_fields=["state", "attempts"])
    enqueue(row, seconds=seconds)


@transaction.atomic
def _fail(fetch: Fetch, failed: FetchFailed) -> None:
    row = lock_running(fetch)
    row.state, row.failure = Fetch.State.FAILED, str(failed.failure)
    row.message = failed.message
    row.http_status = failed.http_status
    row.final_address = failed.final_address[:2_000]
    row.details = {**row.details, **failed.details}
    row.finished_at = _end_of(row)
    row.save()


def _end_of(fetch: Fetch) -> datetime:
    """Return when it ends: after its start and after the article's earlier fetches.

    The order of these moments decides whether an article still answers.
    """
    others = Fetch.objects.filter(article=fetch.article_id) if fetch.article_id else None
    last = others.aggregate(at=Max("finished_at"))["at"] if others is not None else None
    return clock.moment_after(fetch.started_at, last)
