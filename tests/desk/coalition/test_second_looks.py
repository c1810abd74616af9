"""After a change of government: what is queued, what a second look records."""

import re
from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from commitments.models import GovernmentChange, Pledge, PledgeRecheck, Statement
from commitments.services.second_looks import finish_second_look, record_government_change
from core.errors import DomainError, NotAllowed
from core.models import HistoryContext
from tests.clock import dated, tomorrow
from tests.desk.conftest import Person, World
from tests.factories.articles import PassageFactory
from tests.factories.commitments import (
    CountryScopeFactory,
    GovernmentChangeFactory,
    PledgeFactory,
    PledgeRecheckFactory,
    StatementFactory,
    published_statement,
    retract,
)
from tests.factories.people import EditorFactory

MOST_QUERIES = 8
HTMX = {"HX-Request": "true"}
ADD = "/desk/governments/add/"


def public_pledge(world: World, **fields: object) -> Pledge:
    """A pledge of the member about which something is published."""
    pledge = PledgeFactory(coalition=world.coalition, country=world.member)
    published_statement(pledge=pledge, **fields)
    return pledge


def record(world: World, person: Person) -> GovernmentChange:
    return record_government_change(
        country=world.member, since=date(2025, 9, 1), note="A new cabinet.", by=person.user
    )


def answers(**fields: object) -> dict[str, object]:
    return {"country": "GBR", "since": "2025-09-01", "note": "A new cabinet.", **fields}


# --- recording a change -----------------------------------------------------------------------
def test_every_published_pledge_of_the_country_is_queued(world: World, editor: Person) -> None:
    ours = [public_pledge(world), public_pledge(world)]
    retracted = PledgeFactory(coalition=world.coalition, country=world.member)
    retract(published_statement(pledge=retracted), by=EditorFactory())
    draft = PledgeFactory(coalition=world.coalition, country=world.member)
    StatementFactory(pledge=draft)
    published_statement(pledge=PledgeFactory(coalition=world.coalition, country=world.outsider))
    passage = PassageFactory()
    response = editor.client.post(ADD, answers(source=passage.pk), follow=True)
    assert "3 pledges of United Kingdom wait for a second look" in response.content.decode()
    change = GovernmentChange.objects.get()
    assert (change.passage, change.recorded_by) == (passage, editor.user)
    queued = {recheck.pledge for recheck in change.rechecks.all()}
    assert queued == {*ours, retracted}
    contexts = HistoryContext.objects.filter(metadata__act="record change of government")
    assert contexts.count() == 1


def test_nothing_lapses_by_itself(world: World, editor: Person) -> None:
    pledge = public_pledge(world)
    before = list(Statement.objects.values())
    record(world, editor)
    assert list(Statement.objects.values()) == before
    assert pledge.rechecks.get().done_at is None


def test_pledge_published_after_the_event_is_not_queued(world: World, editor: Person) -> None:
    public_pledge(world)
    change = record(world, editor)
    later = public_pledge(world)
    assert not later.rechecks.exists()
    with pytest.raises(DomainError, match="recorded already"):
        record(world, editor)
    assert change.rechecks.count() == 1


def test_country_without_pledges_leads_back_to_the_list(world: World, editor: Person) -> None:
    response = editor.client.post(ADD, answers())
    assert response["Location"] == "/desk/governments/"


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"country": ""}, "Choose the country"),
        ({"since": ""}, "Give the day"),
        ({"since": tomorrow}, "still to come"),
        ({"source": "999999"}, "not among these"),
        ({"note": ""}, "Say in a sentence what happened"),
    ],
)
def test_refused_change_keeps_what_was_typed(
    world: World, editor: Person, fields: dict[str, object], words: str
) -> None:
    response = editor.client.post(ADD, answers(q="kept words", **dated(fields)))
    assert response.status_code == 422
    page = response.content.decode()
    assert words in page
    assert "kept words" in page
    assert not GovernmentChange.objects.exists()


def test_same_day_twice_is_refused_in_words(world: World, editor: Person) -> None:
    record(world, editor)
    response = editor.client.post(ADD, answers(note="Kept words."))
    assert response.status_code == 422
    assert "recorded already" in response.content.decode()
    assert "Kept words." in response.content.decode()


def test_search_is_a_step_that_loses_nothing(world: World, editor: Person) -> None:
    passage = PassageFactory()
    page = editor.client.post(ADD, answers(step="search", q="Report", note="Kept words."))
    form = page.content.decode()
    assert passage.exact in form
    assert "Kept words." in form
    assert re.search(r'value="GBR"\s+selected', form)
    assert not GovernmentChange.objects.exists()


def test_passage_of_the_address_is_chosen(world: World, editor: Person) -> None:
    passage = PassageFactory()
    form = editor.client.get(f"{ADD}?passage={passage.pk}").content.decode()
    assert re.search(rf'value="{passage.pk}"[^>]*checked', form)


def test_scoped_editors_record_their_countries(world: World, editor: Person) -> None:
    CountryScopeFactory(user=editor.user, country=world.outsider)
    assert editor.client.post(ADD, answers()).status_code == 403
    assert editor.client.post(ADD, answers(country="USA")).status_code == 302


def test_list_tells_how_many_still_wait(world: World, contributor: Person) -> None:
    change = GovernmentChangeFactory(country=world.member, passage=PassageFactory())
    PledgeRecheckFactory.create_batch(2, because=change)
    page = contributor.client.get("/desk/governments/").content.decode()
    assert "2 pledges queued, 2 still wait" in page
    assert change.passage.exact in page
    assert "Record a change" not in page


# --- second looks -----------------------------------------------------------------------------
def test_open_looks_are_grouped_by_country_with_the_latest_stance(
    world: World, contributor: Person, editor: Person
) -> None:
    pledge = public_pledge(world, stance="committed")
    StatementFactory(pledge=pledge)
    record(world, editor)
    page = editor.client.get("/desk/second-looks/").content.decode()
    assert "Committed" in page
    assert pledge.reference in page
    assert "A new cabinet." in page
    assert "1 statement about it is being worked on" in page
    assert f"/desk/pledges/{pledge.reference}/statements/add/" in page
    read_only = contributor.client.get("/desk/second-looks/").content.decode()
    assert pledge.reference in read_only
    assert "It stands" not in read_only


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_finding_is_recorded(world: World, editor: Person, headers: dict[str, str]) -> None:
    public_pledge(world)
    record(world, editor)
    recheck = PledgeRecheck.objects.get()
    response = editor.client.post(
        f"/desk/second-looks/{recheck.pk}/done/",
        {"finding": "The minister confirmed it."},
        headers=headers,
    )
    recheck.refresh_from_db()
    assert (recheck.finding, recheck.done_by) == ("The minister confirmed it.", editor.user)
    if headers:
        page = response.content.decode()
        assert page.strip().startswith(f'<li class="second-look" id="second-look-{recheck.pk}"')
        assert "The minister confirmed it." in page
    else:
        assert response["Location"] == "/desk/second-looks/"
    done = editor.client.get("/desk/second-looks/?show=done").content.decode()
    assert "The minister confirmed it." in done
    assert HistoryContext.objects.filter(metadata__act="finish second look").count() == 1


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_finding_is_required(world: World, editor: Person, headers: dict[str, str]) -> None:
    public_pledge(world)
    record(world, editor)
    recheck = PledgeRecheck.objects.get()
    response = editor.client.post(
        f"/desk/second-looks/{recheck.pk}/done/", {"finding": "  "}, headers=headers
    )
    assert response.status_code == 422
    assert "Say what the second look found" in response.content.decode()
    recheck.refresh_from_db()
    assert recheck.done_at is None


@pytest.mark.parametrize(("headers", "status"), [({}, 409), (HTMX, 422)])
def test_two_people_look_at_once(
    world: World, editor: Person, chief: Person, headers: dict[str, str], status: int
) -> None:
    public_pledge(world)
    record(world, editor)
    recheck = PledgeRecheck.objects.get()
    finish_second_look(recheck=recheck, finding="It stands.", by=chief.user)
    response = editor.client.post(
        f"/desk/second-looks/{recheck.pk}/done/", {"finding": "My own words."}, headers=headers
    )
    assert response.status_code == status
    page = response.content.decode()
    assert "Chiara Chief has looked already" in page
    assert "My own words." in page
    recheck.refresh_from_db()
    assert recheck.finding == "It stands."


def test_what_was_said_since_is_suggested_as_the_finding(world: World, editor: Person) -> None:
    pledge = public_pledge(world, said_on=date(2025, 8, 20))
    record(world, editor)
    assert "It stands" in editor.client.get("/desk/second-looks/").content.decode()
    published_statement(pledge=pledge, stance="ruled_out", said_on=date(2025, 10, 3))
    page = editor.client.get("/desk/second-looks/").content.decode()
    assert "It is answered" in page
    assert "The new government: ruled out, 3 October 2025." in page


def test_the_list_keeps_to_ones_countries(
    world: World, contributor: Person, editor: Person
) -> None:
    public_pledge(world)
    record(world, editor)
    recheck = PledgeRecheck.objects.get()
    CountryScopeFactory(user=editor.user, country=world.outsider)
    assert "It stands" not in editor.client.get("/desk/second-looks/").content.decode()
    with pytest.raises(NotAllowed):
        finish_second_look(recheck=recheck, finding="It stands.", by=editor.user)


@pytest.mark.parametrize(
    "path", ["/desk/second-looks/", "/desk/second-looks/?show=done", "/desk/governments/"]
)
def test_queries_do_not_grow_with_the_rows(world: World, editor: Person, path: str) -> None:
    CountryScopeFactory(user=editor.user, country=world.member)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert editor.client.get(path).status_code == 200
        return len(captured)

    def fill() -> None:
        done = {"done_at": datetime.now(UTC), "done_by": editor.user, "finding": "It stands."}
        for _ in range(3):
            PledgeRecheckFactory(pledge=public_pledge(world))
            PledgeRecheckFactory(pledge=public_pledge(world), **done)

    fill()
    before = queries()
    fill()
    assert queries() == before <= MOST_QUERIES
