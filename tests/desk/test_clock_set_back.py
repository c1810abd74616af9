"""Every act at the desk and every page beside it, with the clock set back since the last one."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.http import HttpResponse
from django.test import Client

from commitments.models import Membership, Statement
from tests.clock import clock_moved, set_back
from tests.desk.conftest import Person, World
from tests.factories.commitments import (
    CitationFactory,
    ErrorReportFactory,
    PledgeFactory,
    PledgeRecheckFactory,
    StatementFactory,
    published_statement,
)

READERS = (
    "/",
    "/c/ukraine/",
    "/c/ukraine/GBR/",
    "/c/ukraine/GBR/training/",
    "/c/ukraine/conditions/",
    "/c/ukraine/coverage/",
    "/c/ukraine/changes/",
    "/c/ukraine/changes.atom",
    "/c/ukraine/changes/?since=last-visit",
    "/c/ukraine/disputed/",
    "/c/ukraine/pictures/",
    "/sources/",
    "/search/?q=minister",
    "/api/v1/coalitions/ukraine/matrix",
    "/sitemap.xml",
)
DESK = (
    "/desk/",
    "/desk/review/",
    "/desk/articles/",
    "/desk/log/",
    "/desk/evidence/",
    "/desk/checks/",
    "/desk/conditions/",
    "/desk/members/",
    "/desk/reports/",
    "/desk/second-looks/",
    "/desk/articles/fetches/",
)


def post(person: Person, path: str, **data: Any) -> HttpResponse:
    """What the person's browser sends; nothing is refused, and nothing answers with a fault."""
    response: HttpResponse = person.client.post(path, data)
    assert response.status_code == 302, (path, response.status_code)
    assert "/account/" not in response["Location"]
    told = [str(m) for m in get_messages(response.wsgi_request) if m.level_tag == "error"]
    assert told == []
    return response


def read(client: Client, *paths: str) -> None:
    for path in paths:
        response = client.get(path, follow=True)
        assert response.status_code == 200, (path, response.status_code)


@pytest.fixture
def waiting(contributor: Person, world: World) -> Statement:
    pledge = PledgeFactory(coalition=world.coalition, country=world.member, roles=[world.training])
    draft = StatementFactory(pledge=pledge, author=contributor.user)
    CitationFactory(statement=draft)
    return draft


@pytest.mark.parametrize("ahead", [timedelta(0), timedelta(days=10)])
def test_a_statement_goes_its_whole_way(
    contributor: Person, editor: Person, waiting: Statement, ahead: timedelta
) -> None:
    path, review = f"/desk/statements/{waiting.pk}/", f"/desk/review/{waiting.pk}/"
    with clock_moved(ahead):
        post(contributor, f"{path}submit/")
    with set_back(days=2):
        read(editor.client, review, *DESK)
        post(editor, f"{review}claim/")
        post(editor, f"{review}return/", version=1, comment="Which day was it?")
        read(contributor.client, path, f"{path}edit/")
    with set_back(days=4):
        post(contributor, f"{path}submit/")
        post(editor, f"{review}publish/", version=1)
        read(Client(), *READERS, f"/pledges/{waiting.pledge.reference}/")
        read(editor.client, path, f"/desk/history/statement/{waiting.pk}/", *DESK)
    with set_back(days=6):
        post(editor, f"{path}retract/", reason="Misread.")
        read(Client(), *READERS, f"/pledges/{waiting.pledge.reference}/")
        read(editor.client, path, *DESK)
    found = Statement.objects.get(pk=waiting.pk)
    assert found.state == Statement.State.RETRACTED
    assert found.submitted_at < found.published_at < found.retracted_at


def test_a_published_statement_is_corrected(
    contributor: Person, editor: Person, world: World
) -> None:
    pledge = PledgeFactory(coalition=world.coalition, country=world.member, roles=[world.training])
    wrong = published_statement(pledge=pledge)
    with set_back():
        post(contributor, f"/desk/statements/{wrong.pk}/correct/")
        right = Statement.objects.get(corrects=wrong)
        Statement.objects.filter(pk=right.pk).update(reason="It was an offer.")
        post(contributor, f"/desk/statements/{right.pk}/submit/")
        post(editor, f"/desk/review/{right.pk}/publish/", version=1)
        read(Client(), *READERS, f"/pledges/{pledge.reference}/")
    right.refresh_from_db()
    wrong.refresh_from_db()
    assert right.published_at == wrong.retracted_at > wrong.published_at


def test_what_was_noted_is_answered(editor: Person, chief: Person, world: World) -> None:
    report, recheck = ErrorReportFactory(), PledgeRecheckFactory()
    member = Membership.objects.get()
    with set_back():
        answer = {f"r{report.pk}-outcome": "no_error"}
        post(editor, f"/desk/reports/{report.pk}/settle/", **answer)
        post(editor, f"/desk/second-looks/{recheck.pk}/done/", finding="It stands.")
        change = {"standing": "lead", "on": "2025-06-01", "note": ""}
        post(chief, f"/desk/members/{member.pk}/change/", **change)
        read(chief.client, *DESK)
        read(Client(), *READERS)
    report.refresh_from_db()
    assert report.settled_at > report.received_at
    assert Membership.objects.get(standing="lead").recorded_at > member.recorded_at


def test_a_visit_that_is_still_to_come_hides_nothing(world: World) -> None:
    pledge = PledgeFactory(coalition=world.coalition, country=world.member, roles=[world.training])
    reader = Client()
    ask = "/c/ukraine/changes/?since=last-visit"
    reader.get(ask)
    with set_back():
        statement = published_statement(pledge=pledge)
        page = reader.get(reader.get(ask)["Location"]).content.decode()
        assert statement.summary in page
        # From then on the visits count again.
        again = reader.get(ask)["Location"]
        assert re.search(r"since=\d{4}-", again)
