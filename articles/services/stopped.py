"""Find fetches whose process died: restart them once, then report them as stopped.

Called when a worker starts, by the nightly command, and by the page that waits for a fetch.
"""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult, get_date_max

from articles.models import Fetch
from articles.services.fetch_rules import longest_fetch
from articles.services.running import do_fetch, enqueue, give_up
from articles.services.session_locks import is_fetch_held
from core import clock

# A fetch that waits this long without a task in the queue has lost its task.
_LOST_AFTER = timedelta(seconds=30)


def take_up_stopped(*, only: int | None = None) -> int:
    """Put back or report fetches without a living process, and enqueue those without a task.

    `only` checks one fetch. Returns how many were changed.
    """
    with transaction.atomic():
        rows = Fetch.objects.select_for_update(skip_locked=True, of=["self"])
        chosen = rows if only is None else rows.filter(pk=only)
        return _end_dead(chosen) + _tell_lost(chosen)


def _end_dead(rows: QuerySet[Fetch]) -> int:
    changed = 0
    too_long_ago = clock.now() - longest_fetch()
    for fetch in rows.filter(state=Fetch.State.RUNNING):
        is_overdue = fetch.started_at is None or fetch.started_at < too_long_ago
        if not is_overdue and is_fetch_held(fetch.pk):
            continue
        give_up(fetch)
        changed += 1
    return changed


def _tell_lost(rows: QuerySet[Fetch]) -> int:
    now = clock.now()
    lost = rows.filter(
        # Also later than now: the clock was set back, and nobody knows how long it has waited.
        ~Q(requested_at__range=(now - _LOST_AFTER, now)),
        state=Fetch.State.WAITING,
    ).exclude(pk__in=_in_queue())
    for fetch in lost:
        enqueue(fetch)
    return len(lost)


def _in_queue() -> list[int]:
    # A task planned further ahead than we ever plan: the clock was set back.
    waiting = DBTaskResult.objects.filter(
        Q(run_after=get_date_max()) | Q(run_after__lte=clock.now() + _LOST_AFTER),
        task_path=do_fetch.module_path,
        status=TaskResultStatus.READY,
    )
    return [pk for (pk, *_) in waiting.values_list("args_kwargs__args", flat=True) if pk]
