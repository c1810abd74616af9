"""Conditions at the desk: how each stands, and what an outcome touches before it is recorded."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import Passage
from commitments.matrix.build import build_matrix
from commitments.matrix.state import MatrixState
from commitments.models import ConditionImplication, ConditionOutcome, Country, Pledge
from commitments.services.conditions import (
    OutcomeContent,
    PreviewOutdated,
    preview_outcome,
    record_outcome,
)
from core.errors import DomainError, NotAllowed
from core.models import HistoryContext
from tests.clock import dated, today, tomorrow
from tests.desk.conftest import Person, World
from tests.factories.articles import PassageFactory
from tests.factories.commitments import (
    ConditionFactory,
    ConditionOutcomeFactory,
    CountryScopeFactory,
    PledgeFactory,
    StatementFactory,
    published_statement,
)
from tests.factories.small_coalition import SmallCoalition

MOST_QUERIES = 8
HTMX = {"HX-Request": "true"}
ADD = "/desk/conditions/ceasefire/outcomes/add/"


@pytest.fixture
def small(db: None) -> SmallCoalition:
    return SmallCoalition()


@pytest.fixture
def passage(db: None) -> Passage:
    return PassageFactory()


def waiting(world: World, **fields: Any) -> Pledge:
    """A public pledge of the member that waits for a ceasefire."""
    pledge = PledgeFactory(coalition=world.coalition, country=world.member, roles=[world.training])
    published_statement(pledge=pledge, **{"conditions": [world.ceasefire], **fields})
    return pledge


def answers(passage: Passage, **fields: object) -> dict[str, object]:
    return {
        "outcome": "met",
        "country": "",
        "since": "2025-10-01",
        "source": passage.pk,
        "note": "",
        "q": "",
        **fields,
    }


def confirmed(page: str) -> dict[str, object]:
    """What the confirming page's form would send."""
    fields = dict(re.findall(r'<input type="hidden" name="(\w+)"(?: value="([^"]*)")?', page))
    return {**fields, "step": "record"}


# --- the list ---------------------------------------------------------------------------------
def test_list_shows_outcome_quotation_and_history(world: World, contributor: Person) -> None:
    common = {"coalition": world.coalition, "condition": world.ceasefire}
    ConditionOutcomeFactory(**common, outcome="open", since=date(2025, 1, 1), note="Talks began.")
    held = ConditionOutcomeFactory(**common, outcome="met", since=date(2025, 9, 1))
    ConditionOutcomeFactory(
        **common, outcome="failed", since=date(2025, 9, 2), country=world.member
    )
    page = contributor.client.get("/desk/conditions/").content.decode()
    ceasefire, _, peace = page.partition('id="condition-peace-agreement"')
    assert 'data-outcome="met"' in ceasefire
    assert "since 1 September 2025" in ceasefire
    assert held.passage.exact in ceasefire
    assert "United Kingdom: Failed" in ceasefire
    assert "Talks began." in ceasefire
    assert "counts as open" in peace
    assert "Record an outcome" not in page


def test_outcome_of_a_later_day_does_not_hold_yet(world: World, editor: Person) -> None:
    ConditionOutcomeFactory(
        coalition=world.coalition,
        condition=world.ceasefire,
        since=today() + timedelta(days=3),
    )
    page = editor.client.get("/desk/conditions/").content.decode()
    assert 'data-outcome="met"' not in page


def test_implied_condition_says_why_it_is_met(world: World, editor: Person) -> None:
    ConditionImplication.objects.create(condition=world.peace_agreement, implied=world.ceasefire)
    ConditionOutcomeFactory(coalition=world.coalition, condition=world.peace_agreement)
    page = editor.client.get("/desk/conditions/").content.decode()
    ceasefire, _, _ = page.partition('id="condition-peace-agreement"')
    assert 'data-outcome="met"' in ceasefire
    assert "Met because a condition that implies it is met" in ceasefire


def test_queries_do_not_grow_with_the_rows(world: World, editor: Person) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert editor.client.get("/desk/conditions/").status_code == 200
        return len(captured)

    before = queries()
    for _ in range(3):
        ConditionOutcomeFactory(coalition=world.coalition, condition=world.ceasefire)
        ConditionOutcomeFactory(
            coalition=world.coalition, condition=world.peace_agreement, country=world.member
        )
    assert queries() == before <= MOST_QUERIES


# --- recording --------------------------------------------------------------------------------
def test_preview_then_confirm(world: World, editor: Person, passage: Passage) -> None:
    pledge = waiting(world)
    preview = editor.client.post(ADD, answers(passage, step="preview", note="As announced."))
    assert preview.status_code == 200
    page = preview.content.decode()
    assert "1 pledge changes" in page
    assert pledge.reference in page
    assert "Waits for 1 condition" in page
    assert "All conditions met" in page
    assert not ConditionOutcome.objects.exists()

    response = editor.client.post(ADD, confirmed(page))
    assert response.status_code == 302
    assert response["Location"] == "/desk/conditions/?coalition=ukraine#condition-ceasefire"
    row = ConditionOutcome.objects.get()
    assert (row.outcome, row.since, row.passage, row.country) == (
        "met",
        date(2025, 10, 1),
        passage,
        None,
    )
    assert (row.note, row.recorded_by) == ("As announced.", editor.user)
    [context] = HistoryContext.objects.filter(metadata__act="record outcome")
    assert context.metadata["reason"] == "As announced."


def test_preview_leaves_no_trace(world: World, editor: Person, passage: Passage) -> None:
    waiting(world)
    before = HistoryContext.objects.count()
    editor.client.post(ADD, answers(passage, step="preview"))
    assert not ConditionOutcome.objects.exists()
    assert HistoryContext.objects.count() == before


def test_preview_is_a_fragment_for_htmx(world: World, editor: Person, passage: Passage) -> None:
    for step in ("preview", "search"):
        page = editor.client.post(ADD, answers(passage, step=step), headers=HTMX).content.decode()
        assert page.strip().startswith('<div id="step"')
        assert "<html" not in page


def test_changing_ones_mind_loses_nothing(world: World, editor: Person, passage: Passage) -> None:
    page = editor.client.post(
        ADD, answers(passage, step="preview", note="Kept words.", country="GBR")
    ).content.decode()
    back = editor.client.post(ADD, {**confirmed(page), "step": "edit"})
    assert back.status_code == 200
    form = back.content.decode()
    assert "Kept words." in form
    assert 'value="2025-10-01"' in form
    assert re.search(r'value="GBR"\s+selected', form)
    assert re.search(rf'value="{passage.pk}"[^>]*checked', form)


def test_search_is_a_step_that_loses_nothing(
    world: World, editor: Person, passage: Passage
) -> None:
    other = PassageFactory()
    words = str(other.exact).split(":")[0]
    form = editor.client.post(
        ADD, answers(passage, step="search", q=words, note="Kept words.")
    ).content.decode()
    assert "Kept words." in form
    assert other.exact in form
    # The one that was chosen stays, whatever is sought.
    assert re.search(rf'value="{passage.pk}"[^>]*checked', form)


def test_passage_of_the_address_is_chosen(world: World, editor: Person, passage: Passage) -> None:
    form = editor.client.get(f"{ADD}?passage={passage.pk}").content.decode()
    assert re.search(rf'value="{passage.pk}"[^>]*checked', form)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"outcome": ""}, "Say what became of it"),
        ({"outcome": "burnt"}, "Pick an outcome from the list"),
        ({"since": ""}, "Give the day"),
        ({"since": tomorrow}, "still to come"),
        ({"source": ""}, "Choose the quotation that shows it"),
        ({"source": "999999"}, "not among these"),
        ({"source": "words"}, "not among these"),
        ({"country": "ZZZ"}, "Select a valid choice"),
    ],
)
@pytest.mark.parametrize("step", ["preview", "record"])
def test_refused_outcome_keeps_what_was_typed(
    world: World,
    editor: Person,
    passage: Passage,
    fields: dict[str, object],
    words: str,
    step: str,
) -> None:
    response = editor.client.post(
        ADD, answers(passage, note="Kept words.", step=step, **dated(fields))
    )
    assert response.status_code == 422
    page = response.content.decode()
    assert words in page
    assert "Kept words." in page
    assert not ConditionOutcome.objects.exists()


def test_what_changed_since_the_preview_is_shown_again(
    world: World, editor: Person, passage: Passage
) -> None:
    waiting(world)
    page = editor.client.post(ADD, answers(passage, step="preview")).content.decode()
    waiting(world)
    response = editor.client.post(ADD, confirmed(page))
    assert response.status_code == 409
    again = response.content.decode()
    assert "has changed since you looked" in again
    assert "2 pledges change" in again
    assert not ConditionOutcome.objects.exists()
    assert editor.client.post(ADD, confirmed(again)).status_code == 302


def test_condition_the_coalition_has_not_picked_is_not_found(world: World, editor: Person) -> None:
    assert editor.client.get("/desk/conditions/moonrise/outcomes/add/").status_code == 404


def test_scoped_editors_record_for_their_countries_only(
    world: World, editor: Person, passage: Passage
) -> None:
    CountryScopeFactory(user=editor.user, country=world.member)
    assert editor.client.post(ADD, answers(passage, step="preview")).status_code == 403
    for country, status in (("GBR", 200), ("USA", 403)):
        response = editor.client.post(ADD, answers(passage, step="preview", country=country))
        assert response.status_code == status


# --- the preview against the matrix -----------------------------------------------------------
def conditionality(small: SmallCoalition) -> dict[str, object]:
    """Each pledge's verdict in today's matrix."""
    built = build_matrix(small.coalition, MatrixState(as_of=today(), is_today=True))
    shown = [p for row in built.rows for cell in row.cells.values() for p in cell.pledges]
    return {p.reference: p.word.verdict for p in [*shown, *built.collective]}


@pytest.mark.parametrize("outcome", ConditionOutcome.Outcome.values)
@pytest.mark.parametrize("condition", ["ceasefire", "peace-agreement"])
@pytest.mark.parametrize("country", [None, "FRA"])
@pytest.mark.parametrize("since", ["2025-08-01", "2025-12-01"])
def test_preview_is_what_the_matrix_then_shows(
    small: SmallCoalition, outcome: str, condition: str, country: str | None, since: str
) -> None:
    """Implications, alternatives in a group, countries' own outcomes, later outcomes."""
    for iso3 in ("GBR", "FRA"):
        small.say(small.pledge(iso3), waits={"ceasefire": None})
        small.say(small.pledge(iso3, "logistics"), waits={"ceasefire": 1, "us-backstop": 1})
        small.say(small.pledge(iso3), waits={"peace-agreement": None, "vote": None})
        small.say(small.pledge(iso3))
    small.say(small.pledge(None), waits={"peace-agreement": 1, "vote": 1})
    small.outcome("us-backstop", "failed", "2025-09-01")
    small.outcome("ceasefire", "open", "2025-10-01")
    content = OutcomeContent(
        coalition=small.coalition,
        condition=small.conditions[condition],
        country=Country.objects.get(iso3=country) if country else None,
        outcome=outcome,
        since=date.fromisoformat(since),
        passage=PassageFactory(),
    )
    before = conditionality(small)
    touched = preview_outcome(content=content, by=small.editor)
    assert conditionality(small) == before
    record_outcome(content=content, by=small.editor)
    after = conditionality(small)
    assert {t.reference: (t.before, t.after) for t in touched} == {
        reference: (before[reference], after[reference])
        for reference in after
        if after[reference] != before[reference]
    }


def test_peace_agreement_brings_the_ceasefire_to_those_who_wait_for_it(
    small: SmallCoalition,
) -> None:
    pledge = small.pledge()
    small.say(pledge, waits={"ceasefire": None})
    content = OutcomeContent(
        coalition=small.coalition,
        condition=small.conditions["peace-agreement"],
        country=None,
        outcome="met",
        since=date(2025, 10, 1),
        passage=PassageFactory(),
    )
    [touched] = preview_outcome(content=content, by=small.editor)
    assert touched.reference == pledge.reference
    assert (touched.before.conditionality, touched.after.conditionality) == ("open", "all_met")


def test_alternatives_need_only_one(small: SmallCoalition) -> None:
    small.say(small.pledge(), waits={"us-backstop": 1, "vote": 1})
    contents = [
        OutcomeContent(
            coalition=small.coalition,
            condition=small.conditions[slug],
            country=None,
            outcome=outcome,
            since=date(2025, 10, 1),
            passage=PassageFactory(),
        )
        for slug, outcome in (("us-backstop", "met"), ("vote", "failed"))
    ]
    [touched] = preview_outcome(content=contents[0], by=small.editor)
    assert touched.after.conditionality == "all_met"
    record_outcome(content=contents[0], by=small.editor)
    assert preview_outcome(content=contents[1], by=small.editor) == ()


def test_drafts_are_not_touched(world: World, editor: Person, passage: Passage) -> None:
    pledge = PledgeFactory(coalition=world.coalition, country=world.member, roles=[world.training])
    StatementFactory(pledge=pledge, conditions=[world.ceasefire])
    page = editor.client.post(ADD, answers(passage, step="preview")).content.decode()
    assert "No pledge changes" in page


# --- the service ------------------------------------------------------------------------------
def test_service_refuses_contributors_and_stale_previews(
    world: World, contributor: Person, editor: Person, passage: Passage
) -> None:
    content = OutcomeContent(
        world.coalition, world.ceasefire, None, "met", date(2025, 10, 1), passage
    )
    with pytest.raises(NotAllowed):
        record_outcome(content=content, by=contributor.user)
    with pytest.raises(PreviewOutdated):
        record_outcome(content=content, seen="something else", by=editor.user)
    assert not ConditionOutcome.objects.exists()


def test_service_refuses_a_condition_of_another_coalition(
    world: World, editor: Person, passage: Passage
) -> None:
    content = OutcomeContent(
        world.coalition, ConditionFactory(), None, "met", date(2025, 10, 1), passage
    )
    with pytest.raises(DomainError, match="no condition of"):
        record_outcome(content=content, by=editor.user)
