"""The clock is set back between two acts on an article: texts, fetches and decisions keep order."""

from datetime import timedelta

import pytest
from django.tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from articles.link_health import unreachable_since
from articles.models import Anchor, Fetch, Snapshot
from articles.services.anchors import confirm_anchor
from articles.services.new_texts import store_pasted_text
from articles.services.rechecking import recheck_article
from articles.services.running import ask, enqueue
from articles.services.stopped import take_up_stopped
from articles.services.takedowns import take_down
from tests.articles.fetching.site import LocalSite
from tests.articles.harbour import PATH
from tests.clock import set_back
from tests.factories.articles import AnchorFactory, ArticleFactory, SnapshotFactory
from tests.factories.people import ChiefFactory, EditorFactory

pytestmark = pytest.mark.django_db
WORDS = "The ministry said on Wednesday that it stands ready to send instructors."


def test_a_newer_text_was_read_later() -> None:
    first = SnapshotFactory(text=WORDS)
    with set_back():
        store_pasted_text(article=first.article, source=f"{WORDS} Soon.", by=EditorFactory())
    old, new = Snapshot.objects.order_by("number")
    assert old.retrieved_at < new.retrieved_at


def test_a_decision_comes_after_the_text_it_is_about() -> None:
    anchor = AnchorFactory(state=Anchor.State.CHANGED, similarity=0.9)
    with set_back():
        confirmed = confirm_anchor(anchor=anchor, by=EditorFactory(), reason="The same.")
    assert confirmed.confirmed_at > anchor.snapshot.retrieved_at


def test_a_takedown_comes_after_what_it_erases() -> None:
    snapshot = SnapshotFactory()
    with set_back():
        done = take_down(
            article=snapshot.article, reason="Asked to.", erases_words=False, by=ChiefFactory()
        )
    assert done.at > snapshot.retrieved_at
    assert Snapshot.objects.get().erased_at == done.at


@pytest.mark.django_db(transaction=True)
def test_whether_an_article_answers_is_read_in_true_order(
    site: LocalSite, article: Snapshot
) -> None:
    rules = site.rules()
    recheck_article(article=article, by=None, rules=rules)
    with set_back():
        site.put(PATH, "", status=503)
        failed = recheck_article(article=article, by=None, rules=rules)
        assert failed.state == Fetch.State.FAILED
        assert article.pk in unreachable_since([article.pk])
    fetches = list(Fetch.objects.order_by("pk"))
    assert all(f.requested_at <= f.started_at <= f.finished_at for f in fetches)
    assert fetches[0].finished_at < fetches[1].finished_at


def test_what_waits_for_a_clock_that_was_set_back_is_told_again(
    django_capture_on_commit_callbacks: object,
) -> None:
    article = ArticleFactory(canonical_url="https://news.example/a")
    with django_capture_on_commit_callbacks(execute=True):
        fetch = ask(
            kind=Fetch.Kind.RECHECK, address="https://news.example/a", by=None, article=article
        )
        enqueue(fetch, seconds=5)
    DBTaskResult.objects.filter(run_after__gt=fetch.requested_at + timedelta(days=365)).delete()
    with set_back(), django_capture_on_commit_callbacks(execute=True):
        assert take_up_stopped() == 1
    assert DBTaskResult.objects.filter(status=TaskResultStatus.READY).count() == 2
