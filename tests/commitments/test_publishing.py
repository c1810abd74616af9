"""From draft to public record: support, a second person, the version that was read."""

from dataclasses import replace

import pytest

from commitments.models import Citation, ReviewNote, Statement
from commitments.services.drafting import remove_citation, revise_statement
from commitments.services.publishing import (
    publish_statement,
    retract_statement,
    submit_statement,
    why_not_publish,
)
from commitments.services.reviewing import Comment, return_statement
from commitments.statements.content import content_of
from core.errors import DomainError, NotAllowed
from core.models import User
from desk.review.list import OTHERS, ReviewFilter, statements_in_review
from tests.factories.commitments import (
    CitationFactory,
    PledgeFactory,
    StatementFactory,
    published_statement,
    submit,
)
from tests.factories.people import ChiefFactory, EditorFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_submitting_needs_a_supporting_quotation(author: User) -> None:
    statement = StatementFactory(author=author)
    with pytest.raises(DomainError, match="at least one passage that supports"):
        submit_statement(statement=statement, by=author)
    CitationFactory(statement=statement, function=Citation.Function.QUALIFIES)
    with pytest.raises(DomainError, match="at least one passage that supports"):
        submit_statement(statement=statement, by=author)
    CitationFactory(statement=statement)
    submitted = submit_statement(statement=statement, by=author)
    assert submitted.state == Statement.State.SUBMITTED
    assert submitted.submitted_at is not None


def test_submitting_again_changes_nothing(waiting: Statement, author: User) -> None:
    assert submit_statement(statement=waiting, by=author).submitted_at == waiting.submitted_at


def test_strangers_do_not_submit(author: User) -> None:
    statement = CitationFactory(statement__author=author).statement
    with pytest.raises(NotAllowed):
        submit_statement(statement=statement, by=UserFactory())


def test_publishes_with_its_quotations(waiting: Statement, editor: User) -> None:
    published = publish_statement(statement=waiting, by=editor, version=waiting.version)
    citation = published.citations.get()
    assert (published.state, published.reviewer) == (Statement.State.PUBLISHED, editor)
    assert (citation.published_at, citation.reviewer) == (published.published_at, editor)
    assert not published.is_self_reviewed


def test_refuses_to_publish_without_support(author: User, editor: User) -> None:
    statement = submit(StatementFactory(author=author))
    with pytest.raises(DomainError, match="Nothing is published without a quotation"):
        publish_statement(statement=statement, by=editor)


def test_contributors_do_not_publish(waiting: Statement) -> None:
    contributor = UserFactory()
    with pytest.raises(NotAllowed, match="an editor reviews"):
        publish_statement(statement=waiting, by=contributor)
    assert "an editor reviews" in why_not_publish(waiting, contributor)


@pytest.mark.parametrize("hand", ["wrote", "quoted"])
def test_who_had_a_hand_in_it_does_not_publish(hand: str, author: User) -> None:
    chief = ChiefFactory()
    people = (
        {"statement__author": chief}
        if hand == "wrote"
        else {"statement__author": author, "added_by": chief}
    )
    statement = submit(CitationFactory(**people).statement)
    with pytest.raises(NotAllowed, match="Somebody else must publish it"):
        publish_statement(statement=statement, by=chief)


def test_who_revised_somebody_elses_draft_does_not_publish_it(
    waiting: Statement, author: User
) -> None:
    reviser, other = EditorFactory(), EditorFactory()
    content = replace(content_of(waiting), summary="In other words.")
    revise_statement(statement=waiting, content=content, version=waiting.version, by=reviser)
    submit_statement(statement=waiting, by=reviser)
    with pytest.raises(NotAllowed, match="Somebody else must publish it"):
        publish_statement(statement=waiting, by=reviser)
    assert list(statements_in_review(reviser, ReviewFilter(OTHERS))) == [waiting]
    assert not statements_in_review(reviser, ReviewFilter()).exists()
    assert list(statements_in_review(other, ReviewFilter())) == [waiting]
    assert not publish_statement(statement=waiting, by=other).is_self_reviewed


def test_who_removed_a_quotation_does_not_publish_what_is_left(
    waiting: Statement, author: User
) -> None:
    remover = EditorFactory()
    doubt = CitationFactory(statement=waiting, added_by=author, function="qualifies")
    remove_citation(citation=doubt, by=remover)
    submit_statement(statement=waiting, by=author)
    with pytest.raises(NotAllowed, match="Somebody else must publish it"):
        publish_statement(statement=waiting, by=remover)


def test_a_one_person_ledger_says_so_on_the_record(editor: User, settings: object) -> None:
    settings.LEDGER_FOUR_EYES = False
    statement = submit(CitationFactory(statement__author=editor).statement)
    published = publish_statement(statement=statement, by=editor)
    assert published.is_self_reviewed
    assert published.citations.get().is_self_reviewed


def test_only_what_is_in_review_is_published(author: User, editor: User) -> None:
    draft = CitationFactory(statement__author=author).statement
    with pytest.raises(DomainError, match="not in review any more"):
        publish_statement(statement=draft, by=editor)
    with pytest.raises(DomainError, match="somebody else was first"):
        publish_statement(statement=published_statement(), by=editor)


def test_another_version_than_the_one_read_is_not_published(
    waiting: Statement, editor: User
) -> None:
    with pytest.raises(DomainError, match="Read it again"):
        publish_statement(statement=waiting, by=editor, version=waiting.version + 1)


def test_returning_needs_a_comment_and_keeps_it(waiting: Statement, editor: User) -> None:
    with pytest.raises(DomainError, match="Say what should change"):
        return_statement(statement=waiting, comments=[Comment(" ")], by=editor)
    returned = return_statement(statement=waiting, comments=[Comment(" Which day? ")], by=editor)
    note = ReviewNote.objects.get()
    assert returned.state == Statement.State.RETURNED
    assert (note.body, note.author, note.kind) == ("Which day?", editor, ReviewNote.Kind.RETURN)


def test_contributors_do_not_return(waiting: Statement, author: User) -> None:
    with pytest.raises(NotAllowed):
        return_statement(statement=waiting, comments=[Comment("No.")], by=author)


def test_returned_work_is_submitted_again(waiting: Statement, author: User, editor: User) -> None:
    return_statement(statement=waiting, comments=[Comment("Which day?")], by=editor)
    assert submit_statement(statement=waiting, by=author).state == Statement.State.SUBMITTED


def test_retracting_needs_a_reason_and_an_editor(editor: User) -> None:
    statement = published_statement()
    with pytest.raises(DomainError, match="Give the reason"):
        retract_statement(statement=statement, reason=" ", by=editor)
    with pytest.raises(NotAllowed, match="Editors retract"):
        retract_statement(statement=statement, reason="Misread.", by=UserFactory())
    retracted = retract_statement(statement=statement, reason="Misread.", by=editor)
    assert (retracted.state, retracted.retraction_reason) == ("retracted", "Misread.")
    assert retracted.retracted_by == editor
    with pytest.raises(DomainError, match="somebody else was first"):
        retract_statement(statement=retracted, reason="Again.", by=editor)
    with pytest.raises(DomainError, match="Only a published statement"):
        retract_statement(statement=StatementFactory(), reason="Wrong.", by=editor)


def test_a_correction_retracts_what_it_corrects(author: User, editor: User) -> None:
    pledge = PledgeFactory()
    wrong = published_statement(pledge=pledge)
    right = CitationFactory(
        statement__pledge=pledge,
        statement__author=author,
        statement__corrects=wrong,
        statement__reason="The day was misread.",
    ).statement
    publish_statement(statement=submit(right), by=editor)
    wrong.refresh_from_db()
    assert wrong.state == Statement.State.RETRACTED
    assert wrong.retraction_reason == "Corrected: The day was misread."
