"""Clean-up: what a worker does when it starts, and every night."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Exists, OuterRef
from django.tasks import task
from django_tasks_db.models import DBTaskResult

from articles.models import Article, ArticleAddress, Fetch
from articles.services.sketches import make_up_sketches
from articles.services.stopped import take_up_stopped
from articles.services.texts import remember_addresses
from articles.text.equivalents import equivalent_addresses
from core import clock
from core.history import Act, act

_TASKS_KEPT = timedelta(days=14)
_LOOKS_KEPT = timedelta(days=30)
_TASK_RUNS_AT_MOST = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Upkeep:
    """How many fetches were restarted, tasks and rechecks deleted, sketches and addresses made.

    Only rechecks that found the same text are deleted.
    """

    fetches: int
    tasks: int
    looks: int
    sketches: int
    addresses: int


def keep_up() -> Upkeep:
    """Do all of it. Safe at any time, and quick if there is nothing to do."""
    return Upkeep(
        take_up_stopped(), prune_tasks(), prune_rechecks(), make_up_sketches(), make_up_addresses()
    )


@task
def do_upkeep() -> str:
    """Do all of it as a task of the worker."""
    return str(keep_up())


def prune_tasks() -> int:
    """Delete the queue's records of old finished tasks and of dead workers. Returns how many."""
    now = clock.now()
    ended = DBTaskResult.objects.finished().filter(finished_at__lt=now - _TASKS_KEPT)
    died = DBTaskResult.objects.running().filter(started_at__lt=now - _TASK_RUNS_AT_MOST)
    return ended.delete()[0] + died.delete()[0]


def prune_rechecks() -> int:
    """Delete old rechecks that found the same text, except each article's newest.

    Every article gets one every night. Changes and failures stay. Returns how many.
    """
    later = Fetch.objects.filter(
        article=OuterRef("article"), kind=Fetch.Kind.RECHECK, pk__gt=OuterRef("pk")
    ).filter(state=Fetch.State.DONE)
    return (
        Fetch.objects.filter(
            Exists(later),
            kind=Fetch.Kind.RECHECK,
            outcome=Fetch.Outcome.SAME_TEXT,
            finished_at__lt=clock.now() - _LOOKS_KEPT,
        )
        .order_by()
        .delete()[0]
    )


def make_up_addresses() -> int:
    """Add other forms of addresses for articles that were stored before we kept those."""
    before = ArticleAddress.objects.count()
    bare = Article.objects.filter(canonical_url__isnull=False, addresses__isnull=True)
    with act(Act.NOTE_ADDRESS, by=None):
        for article in bare.order_by("pk"):
            forms = equivalent_addresses(article.canonical_url or "")
            remember_addresses(article, dict.fromkeys(forms, ArticleAddress.How.SAME_FORM))
    return ArticleAddress.objects.count() - before
