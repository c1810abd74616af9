"""Changed passages: what the page shows of both texts, who decides, once and for all."""

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import Anchor, Snapshot
from tests.desk.conftest import Person
from tests.factories.articles import AnchorFactory, PassageFactory, SnapshotFactory
from tests.factories.commitments import (
    CitationFactory,
    CountryFactory,
    CountryScopeFactory,
    published_statement,
)

LIST = "/desk/passages/changed/"
MOST_QUERIES = 8
OLD = "Today the minister said that 500 troops were ready. More would follow."
NEW = "Update. Today the minister said that 700 troops were ready & able. More would follow."


def changed(*, quote: str = "500 troops were ready", words: str = "700 troops were ready & able",
            old: str = OLD, new: str = NEW) -> Anchor:  # fmt: skip
    """A passage of one text that reads differently in the next."""
    passage = PassageFactory(snapshot=SnapshotFactory(text=old), quote=quote)
    later = SnapshotFactory(article=passage.snapshot.article, number=2, text=new)
    start = new.index(words)
    return AnchorFactory(
        passage=passage,
        snapshot=later,
        start=start,
        end=start + len(words),
        state="changed",
        similarity=0.83,
    )


def decide(person: Person, anchor: Anchor, decision: str = "confirm") -> int:
    return person.client.post(f"{LIST}{anchor.pk}/", {"decision": decision}).status_code


def test_shows_old_and_new_words_in_their_surroundings(editor: Person) -> None:
    anchor = changed()
    statement = published_statement()
    CitationFactory(passage=anchor.passage, statement__pledge=statement.pledge)
    page = editor.client.get(LIST).content.decode()
    assert '<del><span class="visually-hidden">was: </span>500</del>' in page
    assert '<ins><span class="visually-hidden">now: </span>700</ins>' in page
    assert "<mark>500 troops were ready</mark>" in page
    assert "<mark>700 troops were ready &amp; able</mark>" in page
    assert "Update. Today the minister said that" in page
    assert "83 % alike" in page
    assert statement.pledge.title in page


def test_typography_alone_is_said_to_be_that(editor: Person) -> None:
    changed(
        quote='"yes"', words="“yes”", old='He said "yes" twice.', new="Ah. He said “yes” twice."
    )
    assert "only signs or spaces between them differ" in editor.client.get(LIST).content.decode()


def test_costs_the_same_with_twice_the_rows(editor: Person) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert editor.client.get(LIST).status_code == 200
        read = "".join(query["sql"] for query in captured.captured_queries)
        assert ', "articles_snapshot"."text"' not in read, "a text may be a megabyte"
        return len(captured)

    def fill(number: int) -> None:
        for each in range(number, number + 3):
            anchor = changed(old=f"{each} {OLD}", new=f"{each} {NEW}")
            CitationFactory(passage=anchor.passage)

    fill(0)
    before = cost()
    fill(3)
    assert cost() == before <= MOST_QUERIES


def test_comes_in_pages_and_stays_on_the_page(editor: Person) -> None:
    anchors = [changed(old=f"{n} {OLD}", new=f"{n} {NEW}") for n in range(22)]
    page = editor.client.get(f"{LIST}?page=2").content.decode()
    assert page.count('id="anchor-') == 2
    response = editor.client.post(f"{LIST}{anchors[-1].pk}/?page=2", {"decision": "confirm"})
    assert response["Location"] == f"{LIST}?page=2"


def test_confirming_counts_from_now_on(editor: Person) -> None:
    anchor = changed()
    assert decide(editor, anchor) == 302
    anchor.refresh_from_db()
    assert (anchor.state, anchor.confirmed_by) == ("changed", editor.user)
    assert anchor.confirmed_at is not None
    events = apps.get_model("articles", "AnchorEvent").objects.filter(pgh_obj=anchor)
    entry = events.exclude(pgh_context=None).get().pgh_context.metadata
    assert (entry["act"], entry["user"]) == ("confirm anchor", editor.user.pk)
    assert "No passage waits to be confirmed" in editor.client.get(LIST).content.decode()


def test_losing_takes_the_place_away_and_keeps_the_quotation(editor: Person) -> None:
    anchor = changed()
    assert decide(editor, anchor, "lost") == 302
    anchor.refresh_from_db()
    assert (anchor.state, anchor.start, anchor.end) == ("lost", None, None)
    assert anchor.confirmed_by == editor.user
    assert anchor.passage.exact == "500 troops were ready"


def test_is_decided_once(editor: Person, chief: Person) -> None:
    anchor = changed()
    assert decide(editor, anchor) == 302
    response = chief.client.post(f"{LIST}{anchor.pk}/", {"decision": "lost"})
    assert response.status_code == 409
    assert "Somebody has decided about this passage already." in response.content.decode()
    anchor.refresh_from_db()
    assert anchor.state == "changed"


def test_an_anchor_in_an_older_text_waits_no_more(editor: Person) -> None:
    anchor = changed()
    article = Snapshot.objects.get(pk=anchor.snapshot_id).article
    SnapshotFactory(article=article, number=3, text=f"Third. {NEW}")
    assert 'id="anchor-' not in editor.client.get(LIST).content.decode()
    assert decide(editor, anchor) == 409


@pytest.mark.parametrize("decision", ["", "burn"])
def test_a_decision_is_one_of_two(decision: str, editor: Person) -> None:
    anchor = changed()
    assert decide(editor, anchor, decision) == 422
    anchor.refresh_from_db()
    assert anchor.confirmed_at is None


def test_contributors_decide_nothing(contributor: Person) -> None:
    assert decide(contributor, changed()) == 403


def test_who_writes_about_other_countries_sees_it_and_decides_nothing(editor: Person) -> None:
    own = CountryFactory()
    CountryScopeFactory(user=editor.user, country=own)
    anchor = changed()
    mine = CitationFactory(passage=anchor.passage, statement__pledge__country=own)
    assert decide(editor, changed(old=f"1 {OLD}", new=f"1 {NEW}")) == 302, "nothing quotes it"
    CitationFactory(passage=anchor.passage)
    page = editor.client.get(LIST).content.decode()
    assert "It concerns other countries than yours" in page
    assert decide(editor, anchor) == 403
    mine.statement.citations.exclude(pk=mine.pk).delete()
    anchor.refresh_from_db()
    assert anchor.confirmed_at is None
