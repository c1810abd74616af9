"""`integrity` finds every kind of damage: each invariant is broken here once by SQL, guards off."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO

import pgtrigger
import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from commitments.integrity import verify as integrity
from commitments.integrity.verify import invariants, verify
from commitments.models import Statement
from core.history_entries import event_models
from tests.factories.articles import (
    AnchorFactory,
    CaptureFactory,
    FetchFactory,
    SnapshotFactory,
)
from tests.factories.commitments import LimitFactory, published_statement
from tests.factories.everything import one_of_everything
from tests.raw_sql import change_row, execute, rows

pytestmark = pytest.mark.django_db

# Where a rule of one row or one table would refuse the damage, its constraint goes first.
DROP_CHECKS = """
    DO $$ DECLARE found record; BEGIN
      FOR found IN SELECT conrelid::regclass AS owner, conname FROM pg_constraint
        WHERE contype IN ('c', 'u', 'x') AND connamespace = 'public'::regnamespace
      LOOP EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', found.owner, found.conname);
      END LOOP;
    END $$"""
DROP_UNIQUE = "DROP INDEX statement_is_corrected_already"
A_PUBLISHED = (
    "(SELECT min(s.id) FROM commitments_statement s"
    " JOIN commitments_statementlimit l ON l.statement_id = s.id WHERE s.state = 'published')"
)
A_DRAFT = "(SELECT min(id) FROM commitments_statement WHERE state = 'draft')"
SUPPORT = f"WHERE statement_id = {A_PUBLISHED} AND function = 'supports'"


def change(sql: str) -> str:
    return f"UPDATE commitments_statement SET {sql} WHERE id = {A_PUBLISHED}"


# What to run with every guard off, per invariant; all of it in a ledger with one of everything.
PLANTED: dict[str, str] = {
    "passages_are_verbatim": "UPDATE articles_passage SET exact = upper(exact)",
    "snapshot_hashes_match": "UPDATE articles_snapshot SET text = text || ' Not.'",
    "texts_were_erased_by_a_takedown": (
        "UPDATE articles_snapshot SET erased_at = now() WHERE erased_at IS NULL"
    ),
    "snapshots_are_numbered_from_one": "UPDATE articles_snapshot SET number = 3 WHERE number = 2",
    "articles_have_a_snapshot": (
        "DELETE FROM articles_snapshot WHERE id = (SELECT max(id) FROM articles_snapshot)"
    ),
    "anchors_read_as_their_passage": "UPDATE articles_anchor SET start = start + 1",
    "anchors_stand_in_later_snapshots": (
        "UPDATE articles_anchor SET snapshot_id = (SELECT max(id) FROM articles_snapshot)"
    ),
    "published_statements_have_support": (
        f"UPDATE commitments_citation SET function = 'context' {SUPPORT}"
    ),
    "published_statements_have_a_role": "DELETE FROM commitments_pledgerole",
    "public_statements_were_reviewed": change("reviewer_id = NULL"),
    "publications_follow_submissions": change("submitted_at = published_at + interval '1 day'"),
    "statements_were_published_by_another": change("author_id = reviewer_id"),
    "citations_were_reviewed_by_another": (
        f"UPDATE commitments_citation SET added_by_id = reviewer_id {SUPPORT}"
    ),
    "citations_follow_their_statement": (
        f"UPDATE commitments_citation SET published_at = published_at - interval '1 day' {SUPPORT}"
    ),
    "retractions_have_a_reason": (
        "UPDATE commitments_statement SET retraction_reason = '' WHERE state = 'retracted'"
    ),
    "corrections_retract": (
        "UPDATE commitments_statement SET state = 'published', retracted_at = NULL,"
        " retracted_by_id = NULL, retraction_reason = '' WHERE state = 'retracted'"
    ),
    "headcounts_are_possible": change("headcount_min = headcount_max + 1"),
    "contradictions_are_public": f"UPDATE commitments_contradiction SET second_id = {A_DRAFT}",
    "references_are_unique": (
        "UPDATE commitments_pledge SET reference = 'TST-AAA-1'"
        " WHERE id IN (SELECT id FROM commitments_pledge ORDER BY id LIMIT 2)"
    ),
    "only_collective_claims_have_parties": (
        "UPDATE commitments_pledge SET country_id = (SELECT min(id) FROM commitments_country)"
    ),
    "memberships_do_not_overlap": (
        "INSERT INTO commitments_membership (coalition_id, country_id, standing, note, correction)"
        " SELECT coalition_id, country_id, 'partner', '', '' FROM commitments_membership"
    ),
    "next_checks_come_later": "UPDATE commitments_check SET recheck_on = checked_on",
    "published_content_is_unchanged": change("summary = 'It never said so.'"),
    "public_statements_are_kept": change("state = 'draft', published_at = NULL"),
    "public_citations_are_unchanged": f"DELETE FROM commitments_citation {SUPPORT}",
    "published_pledges_keep_their_identity": "UPDATE commitments_pledge SET place = 'sea'",
    "references_never_change": "UPDATE commitments_pledge SET reference = 'TST-ZZZ-' || id",
    "history_shows_every_row": change("caveat = 'Slipped in.'"),
    "history_shows_every_deletion": "DELETE FROM commitments_reviewnote",
}
# Damage that history itself records: the guard alone is off, an hour after the publication.
RECORDED: dict[str, tuple[str, str, str]] = {
    "published_limits_are_unchanged": (
        "commitments_statementlimit",
        "statement_keeps_its_limits",
        f"DELETE FROM commitments_statementlimit WHERE statement_id = {A_PUBLISHED}",
    ),
    "published_conditions_are_unchanged": (
        "commitments_statementcondition",
        "statement_keeps_its_conditions",
        f"UPDATE commitments_statementcondition SET statement_id = {A_DRAFT}",
    ),
    "published_roles_are_unchanged": (
        "commitments_pledgerole",
        "pledge_keeps_its_roles",
        "INSERT INTO commitments_pledgerole (pledge_id, role_id)"
        " SELECT pledge_id, (SELECT max(id) FROM commitments_role)"
        f" FROM commitments_statement WHERE id = {A_PUBLISHED}",
    ),
    "published_parties_are_unchanged": (
        "commitments_pledgeparty",
        "pledge_keeps_its_parties",
        "DELETE FROM commitments_pledgeparty",
    ),
    "steps_were_taken_in_order": (
        "commitments_statement",
        "statement_steps_in_order",
        "UPDATE commitments_statement SET state = 'returned' WHERE state = 'draft'",
    ),
    "records_are_kept": (
        "commitments_check",
        "check_is_kept",
        "UPDATE commitments_check SET note = 'We had looked before.'",
    ),
}
# Damage to the guards themselves.
GUARDS: dict[str, list[tuple[str, str]]] = {
    "triggers_are_on": [
        ("is switched off", "ALTER TABLE commitments_statement DISABLE TRIGGER USER"),
        ("is missing", "DROP TRIGGER {statement_published_never_changes} ON commitments_statement"),
        (
            "has another body",
            "CREATE OR REPLACE FUNCTION {statement_published_never_changes}() RETURNS trigger"
            " LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
        ),
    ],
    "constraints_are_valid": [
        ("is missing", "DROP INDEX statement_is_corrected_already"),
        (
            "is missing",
            "ALTER TABLE commitments_membership DROP CONSTRAINT membership_periods_overlap",
        ),
        (
            "is not validated",
            "ALTER TABLE commitments_pledge ADD CONSTRAINT late CHECK (title <> 'x') NOT VALID",
        ),
        (
            "is not validated",
            "ALTER TABLE commitments_pledge DROP CONSTRAINT pledge_title_is_empty,"
            " ADD CONSTRAINT pledge_title_is_empty CHECK (title <> '') NOT ENFORCED",
        ),
    ],
    "columns_are_guarded": [
        ("required", "ALTER TABLE commitments_statement ALTER author_id DROP NOT NULL"),
        (
            "unique",
            "ALTER TABLE commitments_pledge DROP CONSTRAINT commitments_pledge_reference_key",
        ),
        ("a reference", "ALTER TABLE commitments_citation DROP CONSTRAINT {passage_reference}"),
    ],
}


@pytest.fixture
def ledger() -> Statement:
    """A ledger with one of everything, whose pending checks are done (ALTER TABLE asks for it)."""
    statement = one_of_everything()
    connection.check_constraints()
    return statement


@contextmanager
def guards_off() -> Iterator[None]:
    """As a replica: no trigger fires, not even those that record or hold references."""
    execute("SET LOCAL session_replication_role = replica")
    yield
    execute("SET LOCAL session_replication_role = origin")


def an_hour_passes() -> None:
    """Everything so far happened an hour ago (inside one transaction now() stands still)."""
    with guards_off():
        for event in event_models():
            execute(
                f"UPDATE {event._meta.db_table}"
                " SET pgh_created_at = pgh_created_at - interval '1 hour'"
            )


def installed(name: str) -> str:
    """The name in PostgreSQL of a trigger, or of a citation's reference to its passage."""
    if name == "passage_reference":
        [(constraint,)] = rows(
            "SELECT conname FROM pg_constraint WHERE contype = 'f'"
            " AND conname LIKE 'commitments_citation_passage%'"
        )
        return str(constraint)
    return next(
        trigger.get_pgid(model) for model, trigger in pgtrigger.registered() if trigger.name == name
    )


def found(name: str) -> integrity.BrokenInvariant:
    """What `verify` says of this invariant; it must be among the broken ones."""
    broken = {one.name: one for one in verify()}
    assert name in broken
    return broken[name]


def test_sound_ledger_passes(ledger: Statement) -> None:
    assert verify() == []


def test_empty_ledger_passes() -> None:
    assert verify() == []


def test_late_citation_and_retraction_are_no_damage(ledger: Statement) -> None:
    an_hour_passes()
    published_statement(pledge=ledger.pledge, limits=[LimitFactory()])
    execute(
        "UPDATE commitments_statement SET state = 'retracted', retracted_at = clock_timestamp(),"
        " retraction_reason = 'Misread.' WHERE id = %s",
        [ledger.pk],
    )
    assert verify() == []


@pytest.mark.parametrize("name", PLANTED)
def test_damage_behind_the_guards_is_found(name: str, ledger: Statement) -> None:
    execute(DROP_CHECKS)
    execute(DROP_UNIQUE)
    with guards_off():
        assert execute(PLANTED[name]) > 0
    assert found(name).rows


@pytest.mark.parametrize(
    "damage",
    [
        "payload_sha256 = repeat('0', 64)",
        "payload_bytes = payload_bytes + 1",
        "warc = substring(warc from 1 for length(warc) / 4)",
        "warc = 'no archive at all'",
    ],
)
def test_a_kept_answer_that_is_not_what_was_hashed_is_found(damage: str) -> None:
    article = SnapshotFactory().article
    sound, damaged = CaptureFactory(article=article), CaptureFactory(article=article)
    with guards_off():
        execute(f"UPDATE articles_capture SET {damage} WHERE id = %s", [damaged.pk])
    assert found("captures_hold_what_was_hashed").rows == [f"capture {damaged.pk}"]
    assert sound.pk != damaged.pk


@pytest.mark.parametrize("name", RECORDED)
def test_damage_that_history_recorded_is_found(name: str, ledger: Statement) -> None:
    table, guard, sql = RECORDED[name]
    an_hour_passes()
    execute(f"ALTER TABLE {table} DISABLE TRIGGER {installed(guard)}")
    assert execute(sql) > 0
    connection.check_constraints()
    execute(f"ALTER TABLE {table} ENABLE TRIGGER {installed(guard)}")
    assert [one.name for one in verify()] == [name]


@pytest.mark.parametrize(
    ("name", "finding", "sql"),
    [(name, finding, sql) for name, cases in GUARDS.items() for finding, sql in cases],
)
def test_damage_to_the_guards_is_found(
    name: str, finding: str, sql: str, ledger: Statement
) -> None:
    execute(sql.format_map(Names()))
    assert any(finding in row for row in found(name).rows)


class Names(dict[str, str]):
    """Fills the names of triggers into SQL."""

    def __missing__(self, name: str) -> str:
        return installed(name)


def test_every_invariant_has_a_planted_case() -> None:
    names = [invariant.name for invariant in invariants()]
    assert len(names) == len(set(names))
    assert set(names) == {*PLANTED, *RECORDED, *GUARDS}


def test_rows_name_what_is_broken(ledger: Statement) -> None:
    with guards_off():
        execute("UPDATE commitments_statement SET summary = 'x' WHERE id = %s", [ledger.pk])
    assert found("published_content_is_unchanged").rows == [f"statement {ledger.pk}: summary"]


def test_long_findings_are_cut_and_counted(ledger: Statement) -> None:
    with guards_off():
        execute(
            "INSERT INTO commitments_limit (slug, name, definition, position)"
            " SELECT 'l' || n, 'l', 'd', n FROM generate_series(1, 30) n"
        )
    broken = found("history_shows_every_row")
    assert (len(broken.rows), broken.count) == (20, 30)
    out, _ = run()
    assert "… and 10 more" in out


# --- the command ------------------------------------------------------------------------------
def run(*arguments: str) -> tuple[str, int]:
    """Standard output and exit code of `manage.py integrity`."""
    out = StringIO()
    try:
        call_command("integrity", *arguments, stdout=out, no_color=True)
    except SystemExit as stop:
        return out.getvalue(), int(stop.code or 0)
    return out.getvalue(), 0


def test_command_says_in_one_line_that_all_is_well_and_then_how_the_evidence_holds() -> None:
    first, *evidence = run()[0].splitlines()
    assert first == f"All {len(invariants())} invariants hold."
    assert evidence == [
        "Passages: none.",
        "Stored texts that are not what was stored: 0 of 0.",
        "Articles that do not answer: 0.",
        "Published statements whose only support is lost: 0.",
    ]


def test_source_that_lost_the_words_is_told_and_fails_nothing(ledger: Statement) -> None:
    passage = ledger.citations.get().passage
    anchor = AnchorFactory(passage=passage)
    change_row(anchor, "state = 'lost', start = NULL, \"end\" = NULL, similarity = 0")
    FetchFactory(
        kind="recheck",
        article=anchor.snapshot.article,
        state="failed",
        failure="gone",
        finished_at=timezone.now(),
    )
    out, code = run("--json")
    evidence = json.loads(out)["evidence"]
    assert code == 0
    assert evidence["statements_without_support"] == 1
    assert evidence["hash_mismatches"] == 0
    assert evidence["passages"]["lost"] == 1
    assert [one["article"] for one in evidence["unreachable"]] == [anchor.snapshot.article.pk]


def test_command_answers_json() -> None:
    out, code = run("--json")
    told = json.loads(out)
    assert told.pop("evidence")["passages"] == {}
    assert (told, code) == ({"ok": True, "checked": len(invariants()), "broken": []}, 0)
    assert out.count("\n") == 1


def test_command_lists_what_is_broken_and_fails(ledger: Statement) -> None:
    with guards_off():
        execute("UPDATE commitments_statement SET summary = 'x' WHERE id = %s", [ledger.pk])
    out, code = run()
    assert code == 1
    assert "published_content_is_unchanged" in out
    assert f"statement {ledger.pk}: summary" in out
    out, code = run("--json")
    answer = json.loads(out)
    assert (code, answer["ok"]) == (1, False)
    content = next(
        one for one in answer["broken"] if one["name"] == "published_content_is_unchanged"
    )
    assert content == {
        "name": "published_content_is_unchanged",
        "sentence": "Every public statement says what it said at the moment it was published.",
        "count": 1,
        "rows": [f"statement {ledger.pk}: summary"],
    }


def test_command_says_what_to_do_on_a_database_without_tables() -> None:
    execute("ALTER TABLE commitments_pledge RENAME TO mislaid")
    with pytest.raises(CommandError, match=r"manage\.py migrate"):
        call_command("integrity", stdout=StringIO())
