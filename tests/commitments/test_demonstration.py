"""The demonstration: enough to look at, true to every rule, and the same however often loaded.

It is loaded once for the module (with `--dist loadgroup` in one worker only), in a transaction
that ends with it.
"""

import json
from collections.abc import Iterator
from io import StringIO

import pghistory.models
import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.db.models import Count, Q
from django.http import QueryDict
from django.test import Client
from pytest_django import DjangoDbBlocker

from articles.models import Article, Passage
from commitments.integrity.verify import verify
from commitments.matrix.build import build_matrix
from commitments.matrix.state import parse_state
from commitments.matrix.values import Matrix
from commitments.models import Check, Citation, Coalition, ConditionOutcome, Pledge, Statement
from commitments.rules.stances import Empty, Stance
from commitments.services.demonstration import (
    ACCOUNTS,
    PASSWORD,
    Demonstration,
    load_demonstration,
    make_accounts,
)
from commitments.services.vocabularies import load_vocabularies
from core.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("demonstration")]


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Demonstration]:
    """The demonstration in the database, gone after the module's last test."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_vocabularies()
        yield load_demonstration()
        transaction.set_rollback(True)


# Each test stands in a transaction of its own inside the module's.
@pytest.fixture(autouse=True)
def demonstration(loaded: Demonstration, db: None) -> Demonstration:
    return loaded


def read(address: str = "") -> Matrix:
    return build_matrix(Coalition.objects.get(slug="ukraine"), parse_state(QueryDict(address)))


def counts() -> dict[str, int]:
    """Rows of every table of ours, and of history's contexts."""
    tables = {
        model._meta.db_table: model._default_manager.count()
        for label in ("core", "articles", "commitments")
        for model in apps.get_app_config(label).get_models()
    }
    return {**tables, "contexts": pghistory.models.Context.objects.count()}


def test_it_holds_enough_to_look_at(demonstration: Demonstration) -> None:
    assert demonstration.countries >= 30
    assert demonstration.statements >= 120
    assert demonstration.articles == Article.objects.count()
    assert demonstration.pledges == Pledge.objects.count()
    assert demonstration.checks == Check.objects.count() > 0
    assert demonstration.statements == Statement.objects.count()


def test_second_run_changes_nothing(demonstration: Demonstration) -> None:
    before = counts()
    load_vocabularies()
    assert load_demonstration() == demonstration
    assert counts() == before


def test_every_promise_of_the_ledger_holds() -> None:
    connection.check_constraints()
    assert verify() == []


# --- what a reader meets ----------------------------------------------------------------------
def test_matrix_shows_all_four_empty_kinds() -> None:
    states = {cell.state for row in read().rows for cell in row.cells.values() if not cell.pledges}
    assert states == set(Empty.values)


def test_matrix_shows_most_of_the_ladder() -> None:
    stances = {
        view.word.stance
        for row in read().rows
        for cell in row.cells.values()
        for view in cell.pledges
    }
    assert stances >= {"ruled_out", "floated", "considering", "offered", "committed"}


def test_positions_change_over_time() -> None:
    several = Pledge.objects.annotate(
        stances=Count("statements__stance", distinct=True, filter=~Q(country=None))
    ).filter(stances__gt=1)
    assert several.count() >= 5


def test_past_matrix_differs_from_todays() -> None:
    today = read()
    earlier = read("as_of=2025-08-01&known_at=2025-08-01")
    nothing = read("as_of=2024-01-01")
    assert 0 < earlier.pledges < today.pledges
    assert nothing.pledges == 0
    assert len(nothing.rows) >= 30


def test_collective_claims_stand_beside() -> None:
    collective = read().collective
    assert len(collective) >= 2
    assert all(view.country_id is None for view in collective)
    assert Pledge.objects.filter(country=None, parties__isnull=False).exists()


def test_conditions_have_outcomes_and_scenarios_an_effect() -> None:
    outcomes = set(ConditionOutcome.objects.values_list("outcome", flat=True))
    assert "met" in outcomes
    assert len(outcomes) > 1

    def open_pledges(address: str) -> int:
        verdicts = {
            view.id: view.word.verdict.conditionality
            for row in read(address).rows
            for cell in row.cells.values()
            for view in cell.pledges
        }
        return list(verdicts.values()).count("open")

    assert open_pledges("assume=peace-agreement,us-backstop") < open_pledges("") - 10


def test_some_cells_are_disputed_and_some_differ() -> None:
    cells = [cell for row in read().rows for cell in row.cells.values()]
    assert any(cell.is_disputed for cell in cells)
    assert any(cell.differs for cell in cells)


def test_every_grade_but_perhaps_the_last_appears() -> None:
    assert set(Statement.objects.values_list("base_grade", flat=True)) >= {"A", "B", "C", "D"}


# --- truth ------------------------------------------------------------------------------------
def test_every_article_is_a_marked_digest_with_its_source() -> None:
    assert not Article.objects.exclude(is_digest=True).exists()
    assert not Article.objects.filter(canonical_url=None).exists()
    assert not Article.objects.exclude(rights=Article.Rights.OPEN_LICENCE).exists()


def test_every_statement_rests_on_a_verbatim_passage() -> None:
    unsupported = Statement.objects.exclude(citations__function=Citation.Function.SUPPORTS)
    assert not unsupported.exists()
    for passage in Passage.objects.select_related("snapshot"):
        assert passage.snapshot.text[passage.start : passage.end] == passage.exact


def test_every_article_is_quoted() -> None:
    quoted = Citation.objects.values("passage__snapshot__article")
    outcomes = ConditionOutcome.objects.values("passage__snapshot__article")
    idle = Article.objects.exclude(pk__in=quoted).exclude(pk__in=outcomes)
    assert list(idle.values_list("title", flat=True)) == []


def test_others_claims_lift_nobody_above_floated() -> None:
    firm = [Stance.OFFERED, Stance.COMMITTED, Stance.AUTHORISED, Stance.PREPARING, Stance.DEPLOYED]
    assert not Statement.objects.filter(base_grade="D", stance__in=firm).exists()


def test_nothing_is_published_by_its_author_or_before_it_was_said() -> None:
    statements = Statement.objects.published()
    assert not statements.filter(is_self_reviewed=True).exists()
    assert all(s.published_at and s.published_at.date() > s.said_on for s in statements)


# --- accounts, pages, command -----------------------------------------------------------------
def test_accounts_can_sign_in_and_keep_a_changed_password() -> None:
    people = {person.email: person for person in User.objects.all()}
    assert set(people) == {email for email, _, _ in ACCOUNTS}
    chief = people["chief@example.org"]
    assert chief.check_password(PASSWORD)
    chief.set_password("another one entirely")
    chief.save()
    make_accounts()
    chief.refresh_from_db()
    assert chief.check_password("another one entirely")


def test_every_page_that_quotes_a_digest_says_so(client: Client) -> None:
    statement = Statement.objects.filter(pledge__country__iso3="GBR").earliest("pk")
    article = statement.citations.earliest("pk").passage.snapshot.article
    role = statement.pledge.roles.get()
    for address in (
        statement.pledge.get_absolute_url(),
        "/c/ukraine/GBR/",
        f"/c/ukraine/GBR/{role.slug}/",
        f"/sources/{article.pk}/",
        "/sources/",
    ):
        body = client.get(address).content.decode()
        assert "demonstration digest" in body.lower(), address
    assert str(article.canonical_url) in client.get(f"/sources/{article.pk}/").content.decode()


def test_whole_matrix_renders_for_every_time_and_scenario(client: Client) -> None:
    for address in ("/", "/c/ukraine/?as_of=2025-08-01", "/c/ukraine/?assume=ceasefire"):
        response = client.get(address)
        assert response.status_code == 200
        assert response.content.count(b'<tr role="row">') > 30


def test_command_loads_and_answers_json(demonstration: Demonstration) -> None:
    out = StringIO()
    call_command("demo", "--no-serve", "--json", stdout=out)
    report = json.loads(out.getvalue())
    assert report["statements"] == demonstration.statements
    assert [account["email"] for account in report["accounts"]] == [e for e, _, _ in ACCOUNTS]
    line = StringIO()
    call_command("demo", "--no-serve", stdout=line)
    assert f"{demonstration.statements} statements" in line.getvalue()
    assert PASSWORD in line.getvalue()


@pytest.mark.django_db
def test_a_public_site_gets_no_accounts_with_a_known_password(settings: object) -> None:
    settings.IS_PUBLIC_SITE = True
    with pytest.raises(CommandError, match="not for a public site") as refusal:
        call_command("demo", "--no-serve")
    assert refusal.value.returncode == 2
