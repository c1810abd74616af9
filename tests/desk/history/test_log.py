"""The desk's log: one line per request, filters, pages, export, and its size."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection
from django.http import StreamingHttpResponse
from django.test.utils import CaptureQueriesContext

from commitments.models import Pledge
from commitments.services.drafting import cite, discard_draft, draft_statement
from commitments.services.pledging import open_pledge
from commitments.statements.content import StatementContent
from core.history import Act, act
from desk.history.log import LogLine, all_lines, read_log
from desk.history.log_export import harmless
from desk.history.log_filter import Cursor, LogFilter
from tests.desk.conftest import Person, World
from tests.factories.articles import PassageFactory
from tests.factories.commitments import (
    ConditionOutcomeFactory,
    CountryFactory,
    RoleFactory,
    StatementFactory,
)
from tests.factories.people import UserFactory

MOST_QUERIES = 8
ALL = LogFilter()


def content(**changes: Any) -> StatementContent:
    return StatementContent(
        **{
            "stance": "offered",
            "said_on": date(2025, 8, 20),
            "summary": "It would help.",
            "capacity": "minister",
            **changes,
        }
    )


def forget_context() -> None:
    """pghistory's settings last for the transaction, which in a test is all of it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pghistory.context_id', '', true)")


@pytest.fixture
def pledges(world: World, editor: Person, contributor: Person) -> tuple[Pledge, Pledge]:
    """One of each country, opened by two people."""
    common = {"coalition": world.coalition, "roles": [world.training]}
    return (
        open_pledge(country=world.member, title="Instructors", by=editor.user, **common),
        open_pledge(country=world.outsider, title="Ships", by=contributor.user, **common),
    )


def lines(chosen: LogFilter = ALL, *, with_people: bool = True) -> tuple[LogLine, ...]:
    return read_log(chosen, with_people=with_people).lines


def newest_of(person: Person) -> LogLine:
    """In a test all is one transaction, so what has no context comes first: hence by person."""
    return lines(LogFilter(person=person.user.pk))[0]


def page_of(person: Person, query: str = "", **headers: str) -> str:
    return person.client.get(f"/desk/log/{query}", headers=headers).content.decode()


# --- one line ---
def test_a_line_says_who_did_what_to_which_and_why(
    pledges: tuple[Pledge, Pledge], editor: Person
) -> None:
    statement = draft_statement(
        pledge=pledges[0], content=content(reason="A new sum."), by=editor.user
    )
    newest = newest_of(editor)
    assert newest.person == "Edgar Editor"
    assert newest.acts == ("drafted statement",)
    assert newest.reason == "A new sum."
    [group] = newest.groups
    assert [found.pk for found in group.objects] == [statement.pk]
    page = page_of(editor)
    assert f'href="/desk/history/statement/{statement.pk}/"' in page
    assert "UKR-GBR-1 · It would help." in page
    assert "A new sum." in page


def test_one_request_is_one_line_with_all_it_touched(
    pledges: tuple[Pledge, Pledge], editor: Person
) -> None:
    before = len(lines(LogFilter(person=editor.user.pk)))
    passage = PassageFactory()
    with act(Act.RECORD_CHECKS, by=editor.user):
        statement = draft_statement(pledge=pledges[0], content=content(), by=editor.user)
        cite(statement=statement, passage=passage, by=editor.user)
    newest = newest_of(editor)
    assert len(lines(LogFilter(person=editor.user.pk))) == before + 1
    assert newest.acts == ("recorded checks", "drafted statement", "cited passage")
    assert [group.kind for group in newest.groups] == ["statement"]
    assert newest.changes > 2


def test_a_giant_entry_is_told_by_counts_and_first_objects(editor: Person) -> None:
    with act(Act.LOAD_DEMONSTRATION, by=editor.user):
        RoleFactory.create_batch(300)
        CountryFactory.create_batch(40)
    newest = newest_of(editor)
    assert newest.changes == 340
    assert [(g.noun, g.count, len(g.objects), g.more) for g in newest.groups] == [
        ("roles", 300, 3, 297),
        ("countries", 40, 3, 37),
    ]
    page = page_of(editor)
    assert "300 roles" in page
    assert "and 297 more" in page


def test_changes_past_the_app_stand_in_the_log(editor: Person) -> None:
    forget_context()
    role = RoleFactory(name="Slipped in")
    page = page_of(editor)
    assert "A command</b> changed the data directly" in page
    assert f"/desk/history/role/{role.pk}/" in page
    [line] = [line for line in lines() if line.key.startswith("direct-")][:1]
    assert line.person == ""
    assert any(line.key.startswith("direct-") for line in lines(LogFilter(is_command=True)))
    assert not lines(LogFilter(person=editor.user.pk))


def test_what_is_gone_keeps_its_name(pledges: tuple[Pledge, Pledge], editor: Person) -> None:
    statement = draft_statement(pledge=pledges[0], content=content(), by=editor.user)
    discard_draft(statement=statement, by=editor.user)
    newest = newest_of(editor)
    assert newest.acts == ("discarded draft",)
    assert newest.groups[0].objects[0].name == "UKR-GBR-1 · It would help."
    assert newest.groups[0].objects[0].is_gone


def test_a_deactivated_person_stays_in_the_log(
    pledges: tuple[Pledge, Pledge], editor: Person, chief: Person
) -> None:
    editor.user.is_active = False
    editor.user.save()
    page = page_of(chief, f"?person={editor.user.pk}")
    assert "Edgar Editor</b> opened pledge" in page
    assert "Edgar Editor (left)" in page


# --- who sees what ---
def test_people_are_in_the_log_of_chiefs_alone(
    contributor: Person, editor: Person, chief: Person
) -> None:
    with act(Act.INVITE_PERSON, by=chief.user):
        UserFactory(name="Nora Newcomer")
    assert "invited person" in page_of(chief)
    assert "Nora Newcomer" in page_of(chief)
    for person in (contributor, editor):
        page = page_of(person)
        assert "invited person" not in page
        assert "/desk/history/person/" not in page
        assert person.client.get("/desk/log/?kind=person").status_code == 422
    with act(Act.RECORD_MEMBER, by=chief.user):
        UserFactory(name="Nils Newcomer")
        CountryFactory(name="Utopia")
    [line] = [line for line in lines(with_people=False) if line.acts == ("recorded member",)]
    assert [group.kind for group in line.groups] == ["country"]


# --- filters ---
@pytest.mark.parametrize(
    ("chosen", "titles"),
    [
        ({}, {"Instructors", "Ships"}),
        ({"person": "editor"}, {"Instructors"}),
        ({"country": "USA"}, {"Ships"}),
        ({"country": "GBR", "person": "contributor"}, set()),
        ({"act": "open pledge"}, {"Instructors", "Ships"}),
        ({"kind": "pledge"}, {"Instructors", "Ships"}),
        ({"kind": "article"}, set()),
        ({"since": "2020-01-01"}, {"Instructors", "Ships"}),
        ({"until": "2020-01-01"}, set()),
        ({"since": "9999-12-31", "until": "9999-12-31"}, set()),
    ],
)
def test_filters_stand_in_the_address(
    chosen: dict[str, str],
    titles: set[str],
    pledges: tuple[Pledge, Pledge],
    editor: Person,
    contributor: Person,
) -> None:
    people = {"editor": editor.user.pk, "contributor": contributor.user.pk}
    data = {name: people.get(value, value) for name, value in chosen.items()}
    response = editor.client.get("/desk/log/", data)
    assert response.status_code == 200
    entries = response.content.decode().partition('id="log-lines"')[2]
    assert {title for title in ("Instructors", "Ships") if title in entries} == titles


def test_a_country_finds_what_belongs_to_it(pledges: tuple[Pledge, Pledge], editor: Person) -> None:
    statement = draft_statement(pledge=pledges[1], content=content(), by=editor.user)
    cite(statement=statement, passage=PassageFactory(), by=editor.user)
    discard_draft(statement=statement, by=editor.user)
    found = [line.acts[0] for line in lines(LogFilter(country="USA")) if line.acts]
    assert found[:4] == [
        "discarded draft",
        "cited passage",
        "drafted statement",
        "opened pledge",
    ]


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("?person=0", "Choose one from the list"),
        ("?country=Atlantis", "Choose one from the list"),
        ("?act=burn+statement", "Choose one from the list"),
        ("?act=%00", "Choose one from the list"),
        ("?since=soon", "cannot be read"),
        ("?since=2026-02-01&until=2026-01-01", "ends before it begins"),
    ],
)
def test_a_filter_that_cannot_be_read_is_refused_with_the_log(
    query: str, words: str, pledges: tuple[Pledge, Pledge], editor: Person
) -> None:
    response = editor.client.get(f"/desk/log/{query}")
    assert response.status_code == 422
    page = response.content.decode()
    assert words in page
    assert "Instructors" in page
    assert editor.client.get(f"/desk/log/export.csv{query}").status_code == 422


def test_htmx_gets_the_lines_alone(pledges: tuple[Pledge, Pledge], editor: Person) -> None:
    piece = page_of(editor, "?country=USA", **{"HX-Request": "true"})
    assert piece.strip().startswith('<section id="log-lines"')
    assert "Ships" in piece
    assert "<form" not in piece
    assert 'href="/desk/log/export.csv?country=USA"' in piece


# --- pages ---
def test_older_entries_follow_without_gap_or_repeat(editor: Person) -> None:
    for number in range(120):
        with act(Act.LOAD_DEMONSTRATION, by=editor.user, reason=f"Role {number}."):
            RoleFactory()
    seen: list[str] = []
    cursor: Cursor | None = None
    for _ in range(20):
        page = read_log(LogFilter(person=editor.user.pk), before=cursor, with_people=True, size=17)
        seen += [line.reason for line in page.lines]
        cursor = Cursor.from_text(page.older)
        if cursor is None:
            break
    # All of them were written in one transaction: the moments of their events decide.
    assert seen == [f"Role {number}." for number in reversed(range(120))]


def test_pages_are_linked(editor: Person) -> None:
    for number in range(51):
        with act(Act.LOAD_DEMONSTRATION, by=editor.user, reason=f"Role {number}."):
            RoleFactory()
    first = page_of(editor, f"?person={editor.user.pk}")
    assert "Newest 50 entries" in first
    older = first.partition('rel="next" href="')[2].partition('"')[0].replace("&amp;", "&")
    second = editor.client.get(older).content.decode()
    assert "Role 0." in second
    assert "Role 1." not in second
    assert "Newest</a>" in second


@pytest.mark.parametrize(
    "before", ["x", "1_2_3", "1_2", "9" * 25 + "_1_direct-202601010000", "1_1_direct-202699999999"]
)
def test_a_place_that_is_none_shows_the_newest(before: str, editor: Person) -> None:
    with act(Act.LOAD_DEMONSTRATION, by=editor.user):
        RoleFactory()
    assert "loaded demonstration" in page_of(editor, f"?before={before}")


def test_cursor_survives_the_address_to_the_microsecond() -> None:
    moment = datetime(2026, 11, 24, 18, 44, 37, 341179, tzinfo=UTC)
    cursor = Cursor(moment, moment, "9b2d4c1e-0000-4000-8000-000000000000")
    assert Cursor.from_text(str(cursor)) == cursor


def queries(person: Person, path: str = "/desk/log/") -> int:
    with CaptureQueriesContext(connection) as captured:
        assert person.client.get(path).status_code == 200
    return len(captured)


@pytest.mark.parametrize("query", ["", "?country=GBR&kind=pledge&act=open+pledge"])
def test_queries_do_not_grow_with_the_log(
    query: str, pledges: tuple[Pledge, Pledge], editor: Person, world: World
) -> None:
    StatementFactory()
    before = queries(editor, f"/desk/log/{query}")
    for number in range(30):
        open_pledge(
            coalition=world.coalition,
            country=world.member,
            roles=[world.logistics],
            title=f"More {number}",
            is_separate=True,
            by=editor.user,
        )
    assert queries(editor, f"/desk/log/{query}") == before <= MOST_QUERIES


# --- export ---
def exported(person: Person, kind: str, query: str = "") -> str:
    response = person.client.get(f"/desk/log/export.{kind}{query}")
    assert isinstance(response, StreamingHttpResponse)
    assert f'.{kind}"' in response["Content-Disposition"]
    return b"".join(response.streaming_content).decode()  # type: ignore[arg-type]


def test_csv_holds_what_the_filter_shows(pledges: tuple[Pledge, Pledge], editor: Person) -> None:
    rows = list(csv.DictReader(io.StringIO(exported(editor, "csv", "?country=GBR&kind=pledge"))))
    [row] = [row for row in rows if row["acts"] == "opened pledge"]
    assert row["person"] == "Edgar Editor"
    assert row["objects"] == "1 pledge: UKR-GBR-1 · Instructors"
    assert "Ships" not in str(rows)
    assert datetime.fromisoformat(row["time"]).tzinfo is not None


def test_json_holds_the_same(pledges: tuple[Pledge, Pledge], editor: Person) -> None:
    found = json.loads(exported(editor, "json", "?country=GBR&kind=pledge&act=open+pledge"))
    assert found["truncated"] is False
    [entry] = found["entries"]
    assert entry["acts"] == ["opened pledge"]
    assert entry["objects"][0]["first"] == [
        {"id": pledges[0].pk, "name": "UKR-GBR-1 · Instructors"}
    ]


def test_nothing_to_export_is_still_a_file(editor: Person) -> None:
    assert json.loads(exported(editor, "json", "?until=2000-01-01"))["entries"] == []
    assert exported(editor, "csv", "?until=2000-01-01").startswith("time,person")


def test_export_says_where_it_was_cut(editor: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desk.history.log_views.MOST_EXPORTED", 3)
    for number in range(5):
        with act(Act.LOAD_DEMONSTRATION, by=editor.user, reason=f"Role {number}."):
            RoleFactory()
    rows = exported(editor, "csv").splitlines()
    assert len(rows) == 5
    assert "Cut after 3 entries" in rows[-1]
    found = json.loads(exported(editor, "json"))
    assert found["truncated"] is True
    assert len(found["entries"]) == 3
    assert len(list(all_lines(ALL, with_people=True, most=4, at_once=2))) == 4


def test_an_export_speaks_the_readers_language(world: World, editor: Person) -> None:
    forget_context()
    RoleFactory.create_batch(5)
    ConditionOutcomeFactory(outcome="failed")
    words = (" in Coalition", ": Failed since ", " more", "a command")
    english, ukrainian = (
        b"".join(
            editor.client.get("/desk/log/export.csv", headers={"Accept-Language": language})
        ).decode()
        for language in ("en", "uk")
    )
    assert [word for word in words if word not in english] == []
    assert [word for word in words if word in ukrainian] == []


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_cell_of_the_export_is_a_formula(text: str, editor: Person) -> None:
    assert harmless(text) == f"'{text}"
    editor.user.name = text
    editor.user.save()
    with act(Act.LOAD_DEMONSTRATION, by=editor.user, reason=text):
        RoleFactory()
    rows = list(csv.DictReader(io.StringIO(exported(editor, "csv", f"?person={editor.user.pk}"))))
    assert rows[0]["person"] == f"'{text}"
    assert rows[0]["reason"] == f"'{text}"


@pytest.mark.parametrize("text", ["", "two - three", "a=b", "Mary-Ann"])
def test_other_cells_stay_as_they_are(text: str) -> None:
    assert harmless(text) == text


def test_people_are_exported_for_chiefs_alone(editor: Person, chief: Person) -> None:
    with act(Act.INVITE_PERSON, by=chief.user):
        UserFactory(name="Nora Newcomer")
    assert "Nora Newcomer" in exported(chief, "csv")
    assert "Nora Newcomer" not in exported(editor, "csv")
