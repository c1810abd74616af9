"""Workers that are killed, that wait for one another, and what is taken up after them."""

from __future__ import annotations

import subprocess
import sys
import threading
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from articles.models import Article, ArticleAddress, Capture, Fetch, Publisher, Snapshot
from articles.services.fetch_rules import fetch_rules, longest_fetch
from articles.services.fetching import request_import
from articles.services.running import run_fetch
from articles.services.session_locks import FETCH_LOCKS, HostIsBusy, SessionLocks
from articles.services.stopped import take_up_stopped
from articles.services.upkeep import keep_up, prune_rechecks, prune_tasks
from tests.articles.fetching.site import LocalSite, Reply, Seen
from tests.articles.jobs.pages import page, prose
from tests.articles.jobs.worker import Worker
from tests.browser.serving import environment
from tests.factories.articles import FetchFactory, SnapshotFactory

PATH = "/news/held-back-for-a-while"


def wait_until_nobody_holds(pk: int) -> None:
    """PostgreSQL ends the session of a killed process on its own time."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s, %s)", [FETCH_LOCKS, pk])
        cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [FETCH_LOCKS, pk])


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_in_mid_fetch_leaves_nothing_half_stored(site: LocalSite) -> None:
    is_asked, may_answer = threading.Event(), threading.Event()

    def hold(seen: Seen) -> Reply:
        is_asked.set()
        may_answer.wait(timeout=60)
        return Reply(page(prose(20)).encode())

    site.put_reply(PATH, hold)
    fetch = request_import(address=site.local_url(PATH), by=None)
    with Worker() as worker:
        assert is_asked.wait(timeout=60)
        assert take_up_stopped() == 0  # it lives
        worker.kill()
    wait_until_nobody_holds(fetch.pk)
    fetch.refresh_from_db()
    assert (fetch.state, fetch.attempts) == ("running", 1)
    for model in (Article, Snapshot, Capture, Publisher, ArticleAddress):
        assert not model.objects.exists()

    # The next one takes it up and brings it to its end.
    may_answer.set()
    assert take_up_stopped() == 1
    done = run_fetch(fetch.pk, rules=fetch_rules(may_use_loopback=True))
    assert (done.state, done.outcome, done.attempts) == ("done", "new_article", 2)
    assert done.article == Article.objects.get()


@pytest.mark.django_db
def test_a_worker_that_starts_takes_up_what_another_was_killed_at(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    begun = []
    monkeypatch.setattr(
        "articles.management.commands.worker.call_command",
        lambda name, **options: begun.append((name, options["batch"], options["reload"])),
    )
    fetch = FetchFactory(state="running", started_at=timezone.now(), attempts=1)
    call_command("worker", once=True)
    fetch.refresh_from_db()
    assert fetch.state == "waiting"
    assert begun == [("db_worker", True, False)]
    assert DBTaskResult.objects.get().task_path == "articles.services.upkeep.do_upkeep"


@pytest.mark.django_db
def test_what_runs_without_a_process_is_taken_up_once_then_reported() -> None:
    now = timezone.now()
    first = FetchFactory(state="running", started_at=now, attempts=1)
    second = FetchFactory(state="running", started_at=now, attempts=2)
    assert take_up_stopped(only=second.pk) == 1
    first.refresh_from_db()
    second.refresh_from_db()
    assert first.state == "running"
    assert (second.state, second.failure) == ("failed", "stopped")
    assert second.message
    assert take_up_stopped() == 1
    first.refresh_from_db()
    assert first.state == "waiting"


@pytest.mark.django_db
def test_what_a_living_process_holds_is_left_to_it_until_it_must_be_stuck() -> None:
    fetch = FetchFactory(state="running", started_at=timezone.now(), attempts=1)
    with SessionLocks(wait_seconds=1) as locks:
        assert locks.try_fetch(fetch.pk)
        assert take_up_stopped() == 0
        late = timezone.now() - longest_fetch() - timedelta(seconds=1)
        Fetch.objects.filter(pk=fetch.pk).update(started_at=late)
        assert take_up_stopped() == 1


@pytest.mark.django_db
def test_a_waiting_fetch_that_lost_its_task_gets_another(
    django_capture_on_commit_callbacks: object,
) -> None:
    fetch = FetchFactory(requested_at=timezone.now() - timedelta(minutes=5))
    FetchFactory()  # has only just been asked for
    with django_capture_on_commit_callbacks(execute=True):
        assert take_up_stopped() == 1
    assert DBTaskResult.objects.get().args_kwargs["args"] == [fetch.pk]
    assert take_up_stopped() == 0


@pytest.mark.django_db
def test_a_host_that_is_asked_already_puts_the_fetch_back(
    site: LocalSite, django_capture_on_commit_callbacks: object
) -> None:
    site.put(PATH, page(prose(21)))
    fetch = request_import(address=site.url(PATH), by=None)
    with SessionLocks(wait_seconds=1) as other, other.host("news.example"):
        with django_capture_on_commit_callbacks(execute=True):
            done = run_fetch(fetch.pk, rules=site.rules(), wait_seconds=0.05)
        assert (done.state, done.attempts) == ("waiting", 0)
        assert not site.seen
    assert DBTaskResult.objects.get().run_after > timezone.now()
    done = run_fetch(fetch.pk, rules=site.rules())
    assert done.state == "done"


@pytest.mark.django_db
def test_locks_are_let_go_of_when_the_session_dies() -> None:
    with SessionLocks(wait_seconds=1) as first, SessionLocks(wait_seconds=5) as second:
        assert first.try_fetch(7)
        assert not second.try_fetch(7)
        with first.host("a.example"), second.host("b.example"):
            pass
        with first.host("a.example"):
            with (
                SessionLocks(wait_seconds=0.05) as third,
                pytest.raises(HostIsBusy),
                third.host("A.example"),
            ):
                pass
            pid = first._session.info.backend_pid
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])
            with second.host("a.example"):
                assert second.try_fetch(7)
        with pytest.raises(psycopg.OperationalError):
            first.try_fetch(8)


@pytest.mark.django_db
def test_old_tasks_are_forgotten() -> None:
    now = timezone.now()
    for status, days in (
        ("SUCCESSFUL", 15), ("SUCCESSFUL", 13), ("FAILED", 15), ("RUNNING", 2), ("READY", 30),
    ):  # fmt: skip
        then = now - timedelta(days=days)
        DBTaskResult.objects.create(
            status=status,
            started_at=then,
            finished_at=None if status in ("RUNNING", "READY") else then,
            run_after=then,
            args_kwargs={"args": [], "kwargs": {}},
            task_path="x.y",
            backend_name="default",
        )
    assert prune_tasks() == 3
    assert sorted(DBTaskResult.objects.values_list("status", flat=True)) == ["READY", "SUCCESSFUL"]


@pytest.mark.django_db
def test_upkeep_makes_up_for_what_older_versions_did_not_store() -> None:
    snapshot = SnapshotFactory(
        text="\n\n".join(prose(22)),
        article__canonical_url="http://www.outlet.org/told-in-full-here",
    )
    done = keep_up()
    assert (done.sketches, done.addresses) == (1, 1)
    assert snapshot.sketch.bands
    assert snapshot.article.addresses.get().address == "https://outlet.org/told-in-full-here"
    assert keep_up() == type(done)(0, 0, 0, 0, 0)


@pytest.mark.django_db
def test_looks_long_ago_that_found_the_same_are_forgotten_but_the_newest() -> None:
    article = SnapshotFactory().article
    long_ago = timezone.now() - timedelta(days=40)

    def look(**fields: object) -> Fetch:
        found: Fetch = FetchFactory(
            kind="recheck", article=article, address=article.canonical_url, **fields
        )
        return found

    ended = {"state": "done", "finished_at": long_ago}
    look(**ended, outcome="same_text")
    kept = [
        look(**ended, outcome="new_text"),
        look(state="failed", failure="gone", finished_at=long_ago),
        look(**ended, outcome="same_text"),
        look(state="failed", failure="gone", finished_at=timezone.now()),
    ]
    assert prune_rechecks() == 1
    assert list(article.fetches.order_by("pk")) == kept


def test_a_worker_that_starts_while_the_database_is_away_waits_for_it(tmp_path: Path) -> None:
    """It must not die of Django's checks, which ask for the server's version first."""
    nobody = environment() | {
        "DATABASE_URL": f"postgres://ledger@/ledger?host={tmp_path}",
        "SECRET_KEY": "k" * 60,
    }
    process = subprocess.Popen(
        [sys.executable, "manage.py", "worker", "--verbosity", "0"],
        cwd=Path(settings.BASE_DIR),
        env=nobody,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        said = [process.stderr.readline(), process.stderr.readline()]
        assert all("The worker waits for the database" in line for line in said), said
    finally:
        process.kill()
        process.communicate()
