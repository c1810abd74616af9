"""The page of evidence and the takedown: what holds, what is gone, who decides."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Anchor, Article, Passage, Snapshot
from articles.services.takedowns import take_down
from commitments.integrity.health import read_health, unsupported_statements
from commitments.models import Statement
from core.errors import DomainError, NotAllowed, StaleEdit
from tests.desk.conftest import Person
from tests.factories.articles import AnchorFactory, FetchFactory, PassageFactory, SnapshotFactory
from tests.factories.commitments import (
    CitationFactory,
    StatementFactory,
    publish,
    published_statement,
    submit,
)
from tests.factories.people import ChiefFactory, EditorFactory

pytestmark = pytest.mark.django_db

ADDRESS = "/desk/evidence/"


def article_of(statement: Statement) -> Article:
    return statement.citations.get().passage.snapshot.article


def lose(passage: Passage) -> Anchor:
    """The article's newest text does not say it any more."""
    anchor: Anchor = AnchorFactory(passage=passage)
    Anchor.objects.filter(pk=anchor.pk).update(state="lost", start=None, end=None, similarity=0)
    return anchor


def states() -> dict[str, int]:
    return {state.state: state.count for state in read_health().states}


def failed_look(article: Article, days_ago: int) -> None:
    FetchFactory(
        kind="recheck",
        article=article,
        state="failed",
        failure="not_found",
        finished_at=timezone.now() - timedelta(days=days_ago),
    )


# --- what is gone -------------------------------------------------------------------------------
def test_statement_is_listed_once_its_only_support_is_lost(editor: Person) -> None:
    held, lost = published_statement(), published_statement()
    lose(lost.citations.get().passage)
    assert list(unsupported_statements()) == [lost]
    html = editor.client.get(ADDRESS).content.decode()
    assert f"/desk/statements/{lost.pk}/retract/" in html
    assert f"/desk/statements/{held.pk}/" not in html
    assert "no longer in the article as of" in html
    lost.refresh_from_db()
    assert lost.state == Statement.State.PUBLISHED


def test_second_source_keeps_a_statement_off_the_list() -> None:
    draft = CitationFactory().statement
    CitationFactory(statement=draft)
    statement = publish(submit(draft), by=EditorFactory())
    lose(statement.citations.first().passage)
    assert not unsupported_statements().exists()


def test_reworded_passage_is_no_lost_one_until_somebody_says_so() -> None:
    statement = published_statement()
    AnchorFactory(passage=statement.citations.get().passage, state="changed", similarity=0.7)
    assert not unsupported_statements().exists()


# --- health -------------------------------------------------------------------------------------
def test_passages_are_counted_by_how_they_stand() -> None:
    PassageFactory()
    AnchorFactory()
    lose(PassageFactory())
    AnchorFactory(state="changed", similarity=0.7)
    AnchorFactory(
        state="changed", similarity=0.7, confirmed_at=timezone.now(), confirmed_by=EditorFactory()
    )
    behind = PassageFactory()
    SnapshotFactory(article=behind.snapshot.article, number=2)
    take_down(
        article=PassageFactory().snapshot.article,
        reason="Asked.",
        erases_words=False,
        by=ChiefFactory(),
    )
    expected = ("quoted", "moved", "lost", "changed", "confirmed", "not_compared", "taken_down")
    assert states() == dict.fromkeys(expected, 1)


def test_article_is_unreachable_since_its_first_failure_after_the_last_answer() -> None:
    article = SnapshotFactory().article
    failed_look(article, 9)
    FetchFactory(
        kind="recheck",
        article=article,
        state="done",
        outcome="same_text",
        finished_at=timezone.now() - timedelta(days=8),
    )
    assert read_health().unreachable == ()
    failed_look(article, 5)
    failed_look(article, 1)
    [silent] = read_health().unreachable
    assert (timezone.now() - silent.since).days == 5
    assert (silent.title, silent.failure) == (article.title, "Page not found")


def test_text_that_is_not_what_was_stored_is_an_alarm(editor: Person) -> None:
    snapshot = SnapshotFactory()
    assert "letter for letter" in editor.client.get(ADDRESS).content.decode()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("UPDATE articles_snapshot SET text = text || ' Not.'")
        cursor.execute("SET LOCAL session_replication_role = DEFAULT")
    html = editor.client.get(ADDRESS).content.decode()
    assert 'role="alert"' in html
    assert snapshot.article.title in html


def test_failure_of_any_kind_is_told_with_the_way_to_its_reason(editor: Person) -> None:
    article = SnapshotFactory().article
    FetchFactory(
        kind="archive",
        article=article,
        state="failed",
        failure="not_archived",
        finished_at=timezone.now(),
    )
    failed_look(article, 31)
    assert read_health().failed == 1
    html = editor.client.get(ADDRESS).content.decode()
    assert "/desk/articles/fetches/?state=failed" in html


def test_empty_ledger_says_so(editor: Person) -> None:
    html = editor.client.get(ADDRESS).content.decode()
    assert "Nothing has been quoted yet." in html
    assert "Every article that was looked at again answered." in html


def test_queries_do_not_grow_with_what_is_lost(editor: Person) -> None:
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert editor.client.get(ADDRESS).status_code == 200
        return len(captured)

    lose(published_statement().citations.get().passage)
    few = queries()
    for _ in range(3):
        lose(published_statement().citations.get().passage)
        failed_look(SnapshotFactory().article, 1)
    assert queries() == few


# --- taking down --------------------------------------------------------------------------------
def address(article: Article) -> str:
    return f"/desk/articles/{article.pk}/take-down/"


def test_page_shows_what_rests_on_the_article_first(chief: Person) -> None:
    statement = published_statement()
    html = chief.client.get(address(article_of(statement))).content.decode()
    assert statement.summary in html
    assert "1 published statement has no other support." in html


def test_chief_takes_a_text_down_and_its_statements_are_listed(chief: Person) -> None:
    statement = published_statement()
    article = article_of(statement)
    sent = {"reason": "The outlet withdrew it.", "words": "stay", "is_meant": "on"}
    answer = chief.client.post(address(article), sent, follow=True)
    html = answer.content.decode()
    assert "Taken down. Readers see your reason in place of the text." in html
    assert statement.summary in html
    assert "taken down on" in html
    assert not Snapshot.objects.exclude(text="").filter(article=article).exists()
    statement.refresh_from_db()
    assert statement.state == Statement.State.PUBLISHED
    # A second press finds it done.
    again = chief.client.post(address(article), sent)
    assert again.status_code == 409
    assert "took it down on" in again.content.decode()
    assert chief.client.get(f"/desk/articles/{article.pk}/").status_code == 200


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"words": "stay", "is_meant": "on"}, "Say why"),
        ({"reason": "Asked.", "words": "stay"}, "Tick this first"),
    ],
)
def test_half_filled_form_erases_nothing(chief: Person, sent: dict[str, str], told: str) -> None:
    article = article_of(published_statement())
    answer = chief.client.post(address(article), sent)
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert Snapshot.objects.exclude(text="").filter(article=article).exists()


def test_service_refuses_others_empty_reasons_and_a_second_time() -> None:
    article, chief = SnapshotFactory().article, ChiefFactory()
    with pytest.raises(NotAllowed):
        take_down(article=article, reason="Asked.", erases_words=False, by=EditorFactory())
    with pytest.raises(DomainError, match="Say why"):
        take_down(article=article, reason=" ", erases_words=False, by=chief)
    take_down(article=article, reason="Asked.", erases_words=False, by=chief)
    with pytest.raises(StaleEdit, match="taken it down already"):
        take_down(article=article, reason="Asked.", erases_words=True, by=chief)


# --- for readers --------------------------------------------------------------------------------
def test_tombstone_answers_the_address_and_keeps_the_quoted_words(client: Client) -> None:
    statement = published_statement()
    passage = statement.citations.get().passage
    source = f"/sources/{passage.snapshot.article_id}/"
    assert source in client.get("/sitemap.xml").content.decode()
    take_down(
        article=passage.snapshot.article,
        reason="The outlet withdrew it.",
        erases_words=False,
        by=ChiefFactory(),
    )
    answer = client.get(source)
    html = answer.content.decode()
    assert answer.status_code == 410
    assert "The outlet withdrew it." in html
    assert passage.exact in html
    assert 'content="noindex"' in html
    assert source not in client.get("/sitemap.xml").content.decode()


def test_words_that_had_to_go_stand_nowhere(client: Client) -> None:
    statement = published_statement()
    passage = statement.citations.get().passage
    words, article = passage.exact, passage.snapshot.article
    take_down(article=article, reason="A court said so.", erases_words=True, by=ChiefFactory())
    for page in (f"/sources/{article.pk}/", f"/pledges/{statement.pledge.reference}/"):
        html = client.get(page).content.decode()
        assert words not in html
        assert "The quoted words were taken down" in html
    assert words not in client.get("/search/", {"q": words[:30]}).content.decode().replace(
        f'value="{words[:30]}"', ""
    )


def test_statement_of_a_draft_is_no_matter_of_evidence() -> None:
    lose(CitationFactory(statement=StatementFactory()).passage)
    assert not unsupported_statements().exists()
