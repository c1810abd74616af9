"""Raw SQL against what must stay of a pledge, of checks and outcomes, and of memberships."""

import pytest

from commitments.models import Check, Membership, PledgeParty, PledgeRole
from tests.factories.commitments import (
    CheckFactory,
    CitationFactory,
    CoalitionFactory,
    ConditionOutcomeFactory,
    CountryFactory,
    GovernmentChangeFactory,
    MembershipFactory,
    OverrideFactory,
    PledgeFactory,
    PledgeRecheckFactory,
    RoleFactory,
    StatementFactory,
    publish,
    published_statement,
    retract,
    submit,
)
from tests.factories.people import EditorFactory
from tests.raw_sql import allowed, change_row, copy_row, delete_row, execute, refused

pytestmark = pytest.mark.django_db


# --- identity ---------------------------------------------------------------------------------
def test_reference_never_changes_not_even_of_a_draft() -> None:
    pledge = PledgeFactory()
    with refused("keeps its reference for ever"):
        change_row(pledge, "reference = 'UKR-GBR-77'")


@pytest.mark.parametrize("retracted", [False, True])
def test_published_pledge_keeps_country_coalition_and_place(retracted: bool) -> None:
    statement = published_statement()
    if retracted:
        retract(statement, by=EditorFactory())
    for assignments in (
        f"country_id = {CountryFactory().pk}",
        "country_id = NULL",
        f"coalition_id = {CoalitionFactory().pk}",
        "place = 'sea'",
    ):
        with refused("keeps its country and place"):
            change_row(statement.pledge, assignments)


def test_unpublished_pledge_may_change_country_and_place() -> None:
    pledge = StatementFactory().pledge
    with allowed():
        change_row(pledge, f"country_id = {CountryFactory().pk}, place = 'sea'")


def test_published_pledge_may_be_retitled() -> None:
    with allowed():
        change_row(published_statement().pledge, "title = 'Trainers'")


# --- roles and parties ------------------------------------------------------------------------
def test_published_pledge_keeps_its_roles() -> None:
    pledge, draft = published_statement().pledge, PledgeFactory()
    part, other = pledge.pledge_roles.get(), RoleFactory()
    with refused("keeps its roles and parties"):
        delete_row(part)
    with refused("keeps its roles and parties"):
        change_row(part, f"role_id = {other.pk}")
    with refused("keeps its roles and parties"):
        change_row(part, f"pledge_id = {draft.pk}")
    with refused("keeps its roles and parties"):
        change_row(draft.pledge_roles.get(), f"pledge_id = {pledge.pk}")
    with refused("keeps its roles and parties"):
        copy_row(part, role_id=str(other.pk))


def test_published_claim_keeps_its_parties() -> None:
    pledge = PledgeFactory(country=None, parties=[CountryFactory()])
    draft = PledgeFactory(country=None, parties=[CountryFactory()])
    published_statement(pledge=pledge)
    part, other = pledge.pledge_parties.get(), CountryFactory()
    with refused("keeps its roles and parties"):
        delete_row(part)
    with refused("keeps its roles and parties"):
        change_row(part, f"country_id = {other.pk}")
    with refused("keeps its roles and parties"):
        change_row(draft.pledge_parties.get(), f"pledge_id = {pledge.pk}")
    with refused("keeps its roles and parties"):
        copy_row(part, country_id=str(other.pk))


def test_unpublished_pledge_may_change_roles_and_parties() -> None:
    pledge = PledgeFactory(country=None, parties=[CountryFactory()])
    with allowed():
        copy_row(pledge.pledge_roles.get(), role_id=str(RoleFactory().pk))
        delete_row(pledge.pledge_parties.get())
    assert PledgeRole.objects.count() == 2


def test_pledge_of_a_country_gets_no_parties() -> None:
    pledge = PledgeFactory()
    with refused("Only a collective claim has parties"):
        PledgeParty.objects.create(pledge=pledge, country=CountryFactory())


def test_claim_with_parties_gets_no_country() -> None:
    pledge = PledgeFactory(country=None, parties=[CountryFactory()])
    with refused("Only a collective claim has parties"):
        change_row(pledge, f"country_id = {CountryFactory().pk}")


def test_claim_may_become_a_countrys_when_its_parties_go_in_the_same_step() -> None:
    pledge = PledgeFactory(country=None, parties=[CountryFactory()])
    with allowed():
        change_row(pledge, f"country_id = {CountryFactory().pk}")
        delete_row(pledge.pledge_parties.get())


def test_pledge_with_a_statement_is_not_deleted() -> None:
    pledge = StatementFactory().pledge
    pledge.pledge_roles.get().delete()
    with refused("foreign key"):
        delete_row(pledge)


# --- checks and outcomes only grow ------------------------------------------------------------
@pytest.mark.parametrize("make", [CheckFactory, ConditionOutcomeFactory])
@pytest.mark.parametrize("assignments", ["note = 'x'", "outcome = outcome", "recorded_at = now()"])
def test_recorded_check_or_outcome_never_changes(make: type, assignments: str) -> None:
    row = make()
    with refused("stays as recorded"):
        change_row(row, assignments)


@pytest.mark.parametrize("make", [CheckFactory, ConditionOutcomeFactory])
def test_recorded_check_or_outcome_is_never_deleted(make: type) -> None:
    row = make()
    with refused("stays as recorded"):
        delete_row(row)


def test_later_check_of_the_same_cell_is_allowed() -> None:
    check = CheckFactory()
    with allowed():
        copy_row(check, checked_on="checked_on + 1", outcome="'withheld'")
    assert Check.objects.count() == 2


# --- second looks and answered warnings ---------------------------------------------------------
@pytest.mark.parametrize("assignments", ["note = 'x'", "since = since + 1"])
def test_recorded_change_of_government_never_changes(assignments: str) -> None:
    row = GovernmentChangeFactory()
    with refused("stays as recorded"):
        change_row(row, assignments)
    with refused("stays as recorded"):
        delete_row(row)


def test_finding_of_a_second_look_never_changes() -> None:
    recheck = PledgeRecheckFactory()
    done = f"done_at = now(), done_by_id = {EditorFactory().pk}, finding = 'It stands.'"
    with allowed():
        change_row(recheck, done)
    with refused("stays as recorded"):
        change_row(recheck, "finding = 'It fell.'")
    with refused("stays as recorded"):
        delete_row(recheck)


def test_answered_warning_of_a_published_statement_never_changes() -> None:
    statement = StatementFactory()
    override = OverrideFactory(statement=statement)
    publish(submit(CitationFactory(statement=statement).statement), by=EditorFactory())
    with refused("stays as it was"):
        change_row(override, "reason = 'Another.'")
    with refused("stays as it was"):
        delete_row(override)
    with refused("stays as it was"):
        copy_row(override, warning="'quote_used'")


# --- memberships ------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("2025-01-01", None), ("2026-01-01", None)),
        (("2025-01-01", "2025-06-01"), ("2025-05-31", None)),
        ((None, "2025-06-01"), ("2025-05-31", None)),
        ((None, None), ("2025-05-31", "2025-06-01")),
    ],
)
def test_overlapping_memberships_are_refused(
    first: tuple[str | None, str | None], second: tuple[str | None, str | None]
) -> None:
    membership = MembershipFactory(joined_on=first[0], left_on=first[1])
    with refused("membership_periods_overlap"):
        insert_membership(membership, *second)


def test_membership_may_follow_on_the_day_another_ends() -> None:
    membership = MembershipFactory(joined_on="2025-01-01", left_on="2025-06-01")
    with allowed():
        insert_membership(membership, "2025-06-01", None)


def test_one_country_may_belong_to_two_coalitions() -> None:
    membership = MembershipFactory()
    with allowed():
        MembershipFactory(country=membership.country)
        MembershipFactory(coalition=membership.coalition)
    assert Membership.objects.count() == 3


def test_superseded_standing_makes_room_for_what_replaces_it() -> None:
    membership = MembershipFactory(joined_on="2025-01-01")
    with allowed():
        change_row(membership, "superseded_at = clock_timestamp()")
        insert_membership(membership, "2025-01-01", "2025-06-01")
        insert_membership(membership, "2025-06-01", None)


@pytest.mark.parametrize(
    "assignments",
    [
        "left_on = '2025-06-01'",
        "standing = 'observer'",
        "recorded_at = recorded_at - interval '1 year'",
        "superseded_at = now(), standing = 'observer'",
        "note = 'As we said all along.'",
    ],
)
def test_standing_never_changes(assignments: str) -> None:
    membership = MembershipFactory(joined_on="2025-01-01")
    with refused("stays as recorded"):
        change_row(membership, assignments)


def test_superseded_standing_stays_superseded() -> None:
    membership = MembershipFactory(joined_on="2025-01-01")
    change_row(membership, "superseded_at = clock_timestamp()")
    for assignments in ("superseded_at = NULL", "correction = 'Misread.'"):
        with refused("stays as recorded"):
            change_row(membership, assignments)


def test_standing_is_never_deleted() -> None:
    membership = MembershipFactory()
    with refused("stays as recorded"):
        delete_row(membership)


def insert_membership(like: Membership, joined_on: str | None, left_on: str | None) -> None:
    execute(
        "INSERT INTO commitments_membership"
        " (coalition_id, country_id, standing, joined_on, left_on, note, correction)"
        " VALUES (%s, %s, 'member', %s, %s, '', '')",
        [like.coalition_id, like.country_id, joined_on, left_on],
    )
