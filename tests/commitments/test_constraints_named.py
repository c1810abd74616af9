"""Raw SQL against every named constraint of `commitments`: rules of one row or of one table.

A table of attacks that must cover each CHECK, UNIQUE and EXCLUDE of the app. What triggers refuse
is in the files beside this one, by noun.
"""

from collections.abc import Callable

import pytest
from django.apps import apps
from django.db.models import Model

from commitments.models import (
    CoalitionCondition,
    CoalitionLimit,
    CoalitionRole,
    ConditionImplication,
    PledgeParty,
    PledgeRole,
    Statement,
    StatementCondition,
    StatementLimit,
)
from tests.factories.commitments import (
    AutosaveFactory,
    CheckFactory,
    CitationFactory,
    CoalitionFactory,
    ConditionFactory,
    ConditionOutcomeFactory,
    ContradictionFactory,
    CountryFactory,
    CountryScopeFactory,
    ErrorReportFactory,
    GovernmentChangeFactory,
    LimitFactory,
    MembershipFactory,
    OverrideFactory,
    PledgeFactory,
    PledgeRecheckFactory,
    PresenceFactory,
    ReviewNoteFactory,
    RoleFactory,
    SavedFilterFactory,
    StatementFactory,
    publish,
    published_statement,
    submit,
)
from tests.factories.people import EditorFactory, UserFactory
from tests.raw_sql import change_row, copy_row, refused

pytestmark = pytest.mark.django_db


def submitted() -> Statement:
    EditorFactory()  # the person of the lowest id, who could review it
    return submit(StatementFactory())


def implication() -> Model:
    return ConditionImplication.objects.create(
        condition=ConditionFactory(), implied=ConditionFactory()
    )


def statement_condition() -> Model:
    return StatementCondition.objects.create(
        statement=StatementFactory(), condition=ConditionFactory()
    )


def statement_limit() -> Model:
    return StatementLimit.objects.create(statement=StatementFactory(), limit=LimitFactory())


def party() -> Model:
    PledgeFactory(country=None, parties=[CountryFactory()])
    return PledgeParty.objects.get()


def pledge_role() -> Model:
    PledgeFactory()
    return PledgeRole.objects.get()


def coalition_role() -> Model:
    return CoalitionRole.objects.create(coalition=CoalitionFactory(), role=RoleFactory())


def coalition_limit() -> Model:
    return CoalitionLimit.objects.create(coalition=CoalitionFactory(), limit=LimitFactory())


def coalition_condition() -> Model:
    return CoalitionCondition.objects.create(
        coalition=CoalitionFactory(), condition=ConditionFactory()
    )


def autosave_of_pledge() -> Model:
    return AutosaveFactory(statement=None, pledge=PledgeFactory(), user=UserFactory())


def published_correction() -> Statement:
    wrong = published_statement()
    draft = CitationFactory(statement=StatementFactory(corrects=wrong)).statement
    return publish(submit(draft), by=EditorFactory())


# The rule, the row that keeps it, and the assignments that break it.
BY_CHANGE: list[tuple[str, Callable[[], Model], str]] = [
    ("country_code_is_not_iso3", CountryFactory, "iso3 = 'gb1'"),
    ("condition_implies_itself", implication, "implied_id = condition_id"),
    ("coalition_code_is_not_three_capitals", CoalitionFactory, "code = 'uk'"),
    ("pledge_place_is_unknown", PledgeFactory, "place = 'moon'"),
    ("pledge_title_is_empty", PledgeFactory, "title = ''"),
    ("statement_stance_is_unknown", StatementFactory, "stance = 'conditional'"),
    ("statement_change_is_unknown", StatementFactory, "change = 'spun'"),
    ("statement_capacity_is_unknown", StatementFactory, "capacity = 'cousin'"),
    ("statement_summary_is_empty", StatementFactory, "summary = ''"),
    ("statement_headcount_is_negative", StatementFactory, "headcount_min = -1"),
    ("statement_headcount_is_negative", StatementFactory, "headcount_max = -1"),
    (
        "statement_headcount_min_exceeds_max",
        StatementFactory,
        "headcount_min = 11, headcount_max = 10",
    ),
    (
        "statement_headcount_withheld_yet_given",
        StatementFactory,
        "headcount_withheld = true, headcount_max = 10",
    ),
    (
        "statement_headcount_withheld_yet_given",
        StatementFactory,
        "headcount_withheld = true, headcount_min = 0",
    ),
    ("statement_in_review_was_never_submitted", StatementFactory, "state = 'submitted'"),
    (
        "statement_published_without_reviewer_or_time",
        submitted,
        "state = 'published', published_at = clock_timestamp()",
    ),
    (
        "statement_published_without_reviewer_or_time",
        submitted,
        "state = 'published', reviewer_id = (SELECT min(id) FROM core_user)",
    ),
    ("statement_unpublished_has_publication_time", submitted, "published_at = clock_timestamp()"),
    (
        "statement_published_by_its_author",
        submitted,
        "state = 'published', published_at = clock_timestamp(), reviewer_id = author_id",
    ),
    (
        "statement_retracted_without_reason",
        published_statement,
        "state = 'retracted', retracted_at = clock_timestamp()",
    ),
    (
        "statement_retracted_without_reason",
        published_statement,
        "state = 'retracted', retraction_reason = 'Misread.'",
    ),
    ("statement_retracted_without_reason", published_statement, "retraction_reason = 'Soon.'"),
    ("statement_retracted_without_reason", StatementFactory, "retracted_at = clock_timestamp()"),
    ("statement_not_retracted_yet_by_somebody", published_statement, "retracted_by_id = author_id"),
    (
        "statement_retracted_before_published",
        published_statement,
        "state = 'retracted', retraction_reason = 'Misread.',"
        " retracted_at = published_at - interval '1 second'",
    ),
    ("statement_corrects_itself", StatementFactory, "corrects_id = id"),
    ("statement_condition_kind_is_unknown", statement_condition, "kind = 'hoped'"),
    ("citation_function_is_unknown", CitationFactory, "function = 'decorates'"),
    ("citation_proves_unknown_fact", CitationFactory, "proves = '{stance,weather}'"),
    ("citation_published_without_reviewer", CitationFactory, "published_at = clock_timestamp()"),
    (
        "citation_published_by_who_added_it",
        CitationFactory,
        "published_at = clock_timestamp(), reviewer_id = added_by_id",
    ),
    ("review_note_is_empty", ReviewNoteFactory, "body = ''"),
    ("review_note_kind_is_unknown", ReviewNoteFactory, "kind = 'joke'"),
    (
        "contradiction_is_not_ordered",
        ContradictionFactory,
        "first_id = second_id, second_id = first_id",
    ),
    ("contradiction_is_not_ordered", ContradictionFactory, "first_id = second_id"),
    ("statement_priority_is_unknown", StatementFactory, "priority = 3"),
    ("override_warning_is_unknown", OverrideFactory, "warning = 'dislike'"),
    ("override_without_reason", OverrideFactory, "reason = ''"),
    ("autosave_belongs_to_draft_or_pledge", AutosaveFactory, "statement_id = NULL"),
    ("error_report_outcome_is_unknown", ErrorReportFactory, "outcome = 'burnt'"),
    ("error_report_settled_in_part", ErrorReportFactory, "outcome = 'corrected'"),
    (
        "error_report_settled_before_received",
        ErrorReportFactory,
        "email = '', outcome = 'known', settled_at = received_at - interval '1 day',"
        " settled_by_id = (SELECT min(id) FROM core_user)",
    ),
    ("saved_filter_name_is_empty", SavedFilterFactory, "name = ''"),
    ("pledge_recheck_done_without_finding", PledgeRecheckFactory, "done_at = now()"),
    ("pledge_recheck_done_without_finding", PledgeRecheckFactory, "finding = 'It stands.'"),
]

# The rule, a row, and how a second row differs from it.
BY_COPY: list[tuple[str, Callable[[], Model], dict[str, str]]] = [
    ("check_outcome_is_unknown", CheckFactory, {"outcome": "'no'"}),
    ("check_recheck_is_not_later", CheckFactory, {"recheck_on": "checked_on"}),
    ("condition_outcome_is_unknown", ConditionOutcomeFactory, {"outcome": "'maybe'"}),
    ("pledge_reference_is_malformed", PledgeFactory, {"reference": "'UKR-GBR-0'"}),
    ("pledge_reference_is_malformed", PledgeFactory, {"reference": "'UKR-GBR-1 '"}),
    ("pledge_reference_is_malformed", PledgeFactory, {"reference": "'ukr-gbr-1'"}),
    ("membership_standing_is_unknown", MembershipFactory, {"standing": "'friend'"}),
    (
        "membership_ends_before_it_starts",
        MembershipFactory,
        {"joined_on": "'2025-02-01'", "left_on": "'2025-01-01'"},
    ),
    (
        "membership_superseded_before_recorded",
        MembershipFactory,
        {"superseded_at": "recorded_at - interval '1 second'"},
    ),
    ("membership_corrected_but_current", MembershipFactory, {"correction": "'Misread.'"}),
    ("membership_periods_overlap", MembershipFactory, {}),
    ("membership_periods_overlap", MembershipFactory, {"joined_on": "'2025-01-01'"}),
    ("membership_periods_overlap", MembershipFactory, {"standing": "'observer'"}),
    ("statement_state_is_unknown", submitted, {"state": "'hidden'"}),
    ("statement_is_corrected_already", published_correction, {}),
    ("statement_has_limit_already", statement_limit, {}),
    ("statement_has_condition_already", statement_condition, {"kind": "'legally_required'"}),
    ("citation_exists_already", CitationFactory, {"function": "'context'"}),
    ("contradiction_exists_already", ContradictionFactory, {}),
    ("pledge_has_role_already", pledge_role, {}),
    ("pledge_has_party_already", party, {}),
    ("condition_implies_it_already", implication, {}),
    ("coalition_has_role_already", coalition_role, {"position": "9"}),
    ("coalition_has_limit_already", coalition_limit, {"position": "9"}),
    ("coalition_has_condition_already", coalition_condition, {"position": "9"}),
    ("override_exists_already", OverrideFactory, {"reason": "'Again.'"}),
    ("presence_is_known_already", PresenceFactory, {}),
    ("autosave_of_draft_exists_already", AutosaveFactory, {}),
    ("autosave_of_pledge_exists_already", autosave_of_pledge, {}),
    # Its words never change, so the attack is a report that comes so.
    ("error_report_is_empty", ErrorReportFactory, {"text": "''"}),
    ("error_report_page_is_not_ours", ErrorReportFactory, {"page": "'//elsewhere.example'"}),
    ("saved_filter_name_is_taken", SavedFilterFactory, {"query": "''"}),
    ("country_scope_exists_already", CountryScopeFactory, {}),
    ("government_change_exists_already", GovernmentChangeFactory, {}),
    (
        "government_change_without_note",
        GovernmentChangeFactory,
        {"note": "''", "since": "since + 1"},
    ),
    ("pledge_recheck_is_queued_already", PledgeRecheckFactory, {}),
]
# The column that identifies a row, a row, and what makes the copy differ elsewhere.
UNIQUE_COLUMNS: list[tuple[str, Callable[[], Model], dict[str, str]]] = [
    ("iso3", CountryFactory, {}),
    ("slug", RoleFactory, {}),
    ("slug", LimitFactory, {}),
    ("slug", ConditionFactory, {}),
    ("slug", CoalitionFactory, {"code": "'ZZZ'"}),
    ("code", CoalitionFactory, {"slug": "'other'"}),
    ("reference", PledgeFactory, {}),
]


@pytest.mark.parametrize(("rule", "make", "assignments"), BY_CHANGE, ids=[a[0] for a in BY_CHANGE])
def test_change_that_breaks_a_rule_is_refused(
    rule: str, make: Callable[[], Model], assignments: str
) -> None:
    row = make()
    with refused(rule):
        change_row(row, assignments)


@pytest.mark.parametrize(("rule", "make", "changes"), BY_COPY, ids=[a[0] for a in BY_COPY])
def test_second_row_that_breaks_a_rule_is_refused(
    rule: str, make: Callable[[], Model], changes: dict[str, str]
) -> None:
    row = make()
    with refused(rule):
        copy_row(row, **changes)


@pytest.mark.parametrize(
    ("column", "make", "changes"),
    UNIQUE_COLUMNS,
    ids=[f"{make._meta.model.__name__}.{column}" for column, make, _ in UNIQUE_COLUMNS],
)
def test_second_row_of_the_same_name_is_refused(
    column: str, make: Callable[[], Model], changes: dict[str, str]
) -> None:
    row = make()
    with refused(rf"unique constraint .*{column}"):
        copy_row(row, **changes)


def test_every_constraint_of_commitments_is_attacked() -> None:
    declared = {
        constraint.name
        for model in apps.get_app_config("commitments").get_models()
        for constraint in model._meta.constraints
    }
    assert declared == {rule for rule, *_ in [*BY_CHANGE, *BY_COPY]}
