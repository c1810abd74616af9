"""Members at the desk: joining, changing, leaving, correcting; and that known_at holds."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from commitments.matrix.build import build_matrix
from commitments.matrix.state import MatrixState
from commitments.models import Membership
from commitments.services.membership import (
    StandingContent,
    change_standing,
    correct_member,
    record_member,
)
from core.errors import DomainError, NotAllowed, StaleEdit
from core.models import HistoryContext
from desk.lists import countries_by_standing
from tests.clock import dated, today, tomorrow
from tests.desk.conftest import Person, World
from tests.factories.articles import ArticleFactory
from tests.factories.commitments import CountryFactory, MembershipFactory

MOST_QUERIES = 8
LONG_AGO = datetime(2025, 1, 15, tzinfo=UTC)


@pytest.fixture
def outsider(world: World) -> Membership:
    """The United States, a member since 2025, as this ledger has known for long."""
    return MembershipFactory(
        coalition=world.coalition,
        country=world.outsider,
        joined_on=date(2025, 1, 1),
        recorded_at=LONG_AGO,
    )


def standing(
    world: World, as_of: date, known_at: datetime | None = None, iso3: str = "USA"
) -> str | None:
    """A country's standing in the matrix of a day, as the ledger knew it at a moment."""
    state = MatrixState(as_of=as_of, known_at=known_at)
    rows = {row.iso3: row.standing for row in build_matrix(world.coalition, state).rows}
    return rows.get(iso3)


def live() -> list[tuple[str, date | None, date | None]]:
    rows = Membership.objects.filter(superseded_at=None, country__iso3="USA").order_by("joined_on")
    return list(rows.values_list("standing", "joined_on", "left_on"))


# --- the list ---------------------------------------------------------------------------------
def test_list_tells_current_past_and_corrected(
    world: World, contributor: Person, chief: Person, outsider: Membership
) -> None:
    past = MembershipFactory(
        coalition=world.coalition, country__name="Utopia", left_on=date(2025, 6, 1)
    )
    source = ArticleFactory(title="The list of the willing")
    correct_member(
        membership=outsider,
        content=StandingContent("observer", date(2025, 1, 1), None, source),
        reason="It only sent an observer.",
        by=chief.user,
    )
    page = contributor.client.get("/desk/members/").content.decode()
    current, _, rest = page.partition('id="past"')
    before, _, wrong = rest.partition('id="corrected"')
    assert "United States" in current
    assert "Observer" in current
    assert "The list of the willing" in current
    assert past.country.name in before
    assert "It only sent an observer." in wrong
    assert "Member</td>" in wrong
    main = page.partition("<main")[2]
    for action in ("/add/", "/change/", "/correct/"):
        assert action not in main


def test_queries_do_not_grow_with_the_rows(world: World, chief: Person) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert chief.client.get("/desk/members/").status_code == 200
        return len(captured)

    before = queries()
    for _ in range(3):
        MembershipFactory(coalition=world.coalition, source=ArticleFactory())
        MembershipFactory(coalition=world.coalition, left_on=date(2025, 6, 1))
    assert queries() == before <= MOST_QUERIES


# --- joining ----------------------------------------------------------------------------------
def test_country_joins(world: World, chief: Person) -> None:
    source = ArticleFactory()
    response = chief.client.post(
        "/desk/members/add/",
        {
            "country": "USA",
            "standing": "partner",
            "joined_on": "2025-03-01",
            "source": source.pk,
            "note": "As the list says.",
        },
    )
    assert response.status_code == 302
    row = Membership.objects.get(country=world.outsider)
    assert (row.standing, row.joined_on, row.left_on) == ("partner", date(2025, 3, 1), None)
    assert (row.source, row.note) == (source, "As the list says.")
    assert timezone.now() - row.recorded_at < timedelta(minutes=5)
    assert HistoryContext.objects.filter(metadata__act="record member").count() == 1
    assert standing(world, today()) == "partner"
    assert standing(world, today(), timezone.now() - timedelta(days=1)) is None


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"country": ""}, "Choose the country"),
        ({"country": "GBR"}, "United Kingdom is recorded as member from an unknown day on"),
        ({"standing": "friend"}, "Select a valid choice"),
        ({"joined_on": "soon"}, "cannot be read"),
        ({"joined_on": tomorrow}, "still to come"),
        ({"source": "999999"}, "not among these"),
    ],
)
def test_refused_member_keeps_what_was_typed(
    world: World, chief: Person, fields: dict[str, str], words: str
) -> None:
    typed = {"country": "USA", "standing": "member", "note": "Kept words."}
    response = chief.client.post("/desk/members/add/", {**typed, **dated(fields)})
    assert response.status_code == 422
    page = response.content.decode()
    assert words in page
    assert "Kept words." in page
    assert Membership.objects.count() == 1


def test_source_is_sought_by_words_or_number_without_losing_anything(
    world: World, chief: Person
) -> None:
    wanted, other = ArticleFactory(title="Communiqué of Paris"), ArticleFactory(title="Weather")
    for words in ("paris", str(wanted.pk)):
        page = chief.client.post(
            "/desk/members/add/",
            {"step": "search", "q": words, "country": "USA", "note": "Kept words."},
        )
        assert page.status_code == 200
        form = page.content.decode()
        assert wanted.title in form
        assert other.title not in form
        assert "Kept words." in form
        assert re.search(r'value="USA"\s+selected', form)
    assert Membership.objects.count() == 1


# --- changing ---------------------------------------------------------------------------------
def test_standing_changes_in_one_act(world: World, chief: Person, outsider: Membership) -> None:
    response = chief.client.post(
        f"/desk/members/{outsider.pk}/change/",
        {"standing": "observer", "on": "2025-06-01", "note": "Stepped back."},
    )
    assert response.status_code == 302
    assert live() == [
        ("member", date(2025, 1, 1), date(2025, 6, 1)),
        ("observer", date(2025, 6, 1), None),
    ]
    assert HistoryContext.objects.filter(metadata__act="change standing").count() == 1
    assert standing(world, date(2025, 5, 31)) == "member"
    assert standing(world, date(2025, 6, 1)) == "observer"


def test_country_leaves(world: World, chief: Person, outsider: Membership) -> None:
    response = chief.client.post(
        f"/desk/members/{outsider.pk}/change/", {"standing": "leaves", "on": "2025-06-01"}
    )
    assert response.status_code == 302
    assert live() == [("member", date(2025, 1, 1), date(2025, 6, 1))]
    assert standing(world, date(2025, 5, 31)) == "member"
    assert standing(world, date(2025, 6, 1)) is None


@pytest.mark.parametrize("standing_then", ["observer", None])
def test_known_at_holds_through_change_and_correction(
    world: World, chief: Person, outsider: Membership, standing_then: str | None
) -> None:
    """Whatever is recorded later, an earlier `known_at` shows the same on every day."""
    days = [date(2024, 12, 31), date(2025, 1, 1), date(2025, 5, 31), date(2025, 6, 1), today()]

    def seen(known_at: datetime) -> list[str | None]:
        return [standing(world, day, known_at) for day in days]

    first = timezone.now()
    before = seen(first)
    assert before == [None, "member", "member", "member", "member"]
    change_standing(membership=outsider, standing=standing_then, on=date(2025, 6, 1), by=chief.user)
    second = timezone.now()
    changed = seen(second)
    assert changed == [None, "member", "member", standing_then, standing_then]
    assert seen(first) == before
    entry = Membership.objects.get(
        superseded_at=None, country=world.outsider, joined_on=date(2025, 1, 1)
    )
    correct_member(
        membership=entry,
        content=StandingContent("partner", date(2025, 1, 1), date(2025, 6, 1)),
        reason="It was a partner.",
        by=chief.user,
    )
    third = timezone.now()
    assert seen(third) == [None, "partner", "partner", standing_then, standing_then]
    assert seen(second) == changed
    assert seen(first) == before
    # As of the very moment of a change the new entries count, and only they.
    moment = Membership.objects.exclude(superseded_at=None).earliest("superseded_at").superseded_at
    assert seen(moment) == changed
    assert seen(moment - timedelta(microseconds=1)) == before


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"standing": ""}, "Say what it is from then on"),
        ({"standing": "member"}, "Select a valid choice"),
        ({"on": ""}, "Give the day"),
        ({"on": "2025-01-01"}, "choose a later day"),
        ({"on": tomorrow}, "still to come"),
    ],
)
def test_refused_change_keeps_what_was_typed(
    world: World, chief: Person, outsider: Membership, fields: dict[str, str], words: str
) -> None:
    typed = {"standing": "observer", "on": "2025-06-01", "note": "Kept words."}
    response = chief.client.post(f"/desk/members/{outsider.pk}/change/", {**typed, **dated(fields)})
    assert response.status_code == 422
    page = response.content.decode()
    assert words in page
    assert "Kept words." in page
    assert live() == [("member", date(2025, 1, 1), None)]


def test_standing_that_overlaps_is_refused_in_words(
    world: World, chief: Person, outsider: Membership
) -> None:
    change_standing(membership=outsider, standing=None, on=date(2025, 6, 1), by=chief.user)
    with pytest.raises(DomainError, match="overlaps"):
        record_member(
            coalition=world.coalition,
            country=world.outsider,
            content=StandingContent("observer", date(2025, 5, 1)),
            by=chief.user,
        )


def test_two_chiefs_change_one_entry(world: World, chief: Person, outsider: Membership) -> None:
    change_standing(membership=outsider, standing="lead", on=date(2025, 6, 1), by=chief.user)
    response = chief.client.post(
        f"/desk/members/{outsider.pk}/change/",
        {"standing": "observer", "on": "2025-07-01", "note": "Kept words."},
    )
    assert response.status_code == 409
    page = response.content.decode()
    assert "Somebody has changed this entry meanwhile" in page
    assert "Kept words." in page
    assert len(live()) == 2


# --- correcting -------------------------------------------------------------------------------
def test_wrong_entry_is_corrected_with_a_reason(
    world: World, chief: Person, outsider: Membership
) -> None:
    form = chief.client.get(f"/desk/members/{outsider.pk}/correct/").content.decode()
    assert 'value="2025-01-01"' in form
    response = chief.client.post(
        f"/desk/members/{outsider.pk}/correct/",
        {"standing": "member", "joined_on": "2025-02-01", "reason": "The month was misread."},
    )
    assert response.status_code == 302
    assert live() == [("member", date(2025, 2, 1), None)]
    outsider.refresh_from_db()
    assert outsider.correction == "The month was misread."
    assert outsider.joined_on == date(2025, 1, 1)


def test_entry_that_never_was_is_taken_out(
    world: World, chief: Person, outsider: Membership
) -> None:
    chief.client.post(
        f"/desk/members/{outsider.pk}/correct/",
        {"standing": "member", "is_void": "on", "reason": "Another country was meant."},
    )
    assert live() == []
    assert standing(world, today()) is None
    assert standing(world, today(), timezone.now() - timedelta(days=1)) == "member"


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"reason": ""}, "Say what was wrong"),
        ({}, "Nothing differs"),
        ({"left_on": "2024-12-01"}, "ends before it begins"),
        ({"left_on": "2025-01-01"}, "ends before it begins"),
    ],
)
def test_refused_correction_keeps_what_was_typed(
    world: World, chief: Person, outsider: Membership, fields: dict[str, str], words: str
) -> None:
    typed = {"standing": "member", "joined_on": "2025-01-01", "reason": "Kept words."}
    response = chief.client.post(f"/desk/members/{outsider.pk}/correct/", {**typed, **fields})
    assert response.status_code == 422
    assert words in response.content.decode()
    assert Membership.objects.filter(country=world.outsider).count() == 1


# --- the service, the admin -------------------------------------------------------------------
def test_chiefs_alone_keep_the_members(world: World, editor: Person, outsider: Membership) -> None:
    content = StandingContent("member")
    acts: list[Any] = [
        lambda: record_member(
            coalition=world.coalition, country=CountryFactory(), content=content, by=editor.user
        ),
        lambda: change_standing(
            membership=outsider, standing=None, on=date(2025, 6, 1), by=editor.user
        ),
        lambda: correct_member(membership=outsider, content=None, reason="No.", by=editor.user),
    ]
    for act in acts:
        with pytest.raises(NotAllowed):
            act()
    assert live() == [("member", date(2025, 1, 1), None)]


def test_superseded_entry_is_history(world: World, chief: Person, outsider: Membership) -> None:
    change_standing(membership=outsider, standing=None, on=date(2025, 6, 1), by=chief.user)
    with pytest.raises(StaleEdit):
        correct_member(membership=outsider, content=None, reason="No.", by=chief.user)
    [ended] = Membership.objects.filter(superseded_at=None, country=world.outsider)
    with pytest.raises(DomainError, match="has ended already"):
        change_standing(membership=ended, standing="lead", on=date(2025, 7, 1), by=chief.user)


def test_refused_act_leaves_nothing(world: World, chief: Person, outsider: Membership) -> None:
    with pytest.raises(DomainError), transaction.atomic():
        change_standing(membership=outsider, standing="lead", on=tomorrow(), by=chief.user)
    outsider.refresh_from_db()
    assert outsider.superseded_at is None


def test_admin_has_no_members(world: World, chief: Person) -> None:
    page = chief.client.get(f"/admin/commitments/coalition/{world.coalition.pk}/change/")
    assert page.status_code == 200
    assert "membership" not in page.content.decode().lower()


def test_country_entered_wrongly_is_no_member_in_the_choices(
    world: World, chief: Person, outsider: Membership
) -> None:
    def names() -> list[str]:
        return [country.name for country in countries_by_standing(world.coalition)[0]]

    assert "United States" in names()
    correct_member(membership=outsider, content=None, reason="Misread.", by=chief.user)
    assert "United States" not in names()
