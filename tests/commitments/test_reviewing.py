"""Around a review: comments at their facts, who is looking, how soon, and rounds."""

from datetime import timedelta

import pytest
from django.http import QueryDict
from django.utils import timezone

from commitments.models import ReviewClaim, ReviewNote, Statement
from commitments.services.drafting import cite, revise_statement
from commitments.services.publishing import publish_statement, submit_statement
from commitments.services.reviewing import (
    CLAIM_MINUTES,
    ClaimedByOther,
    Comment,
    claim_review,
    comment_on_statement,
    is_live,
    release_review,
    return_statement,
    schedule_review,
)
from commitments.statements.content import content_of
from core.errors import DomainError, NotAllowed, StaleEdit
from core.models import User
from desk.review.forms import ReviewFilterForm
from desk.review.list import (
    ALL,
    COLLECTIVE,
    OTHERS,
    ReviewFilter,
    review_filters,
    statements_in_review,
)
from tests.factories.articles import PassageFactory
from tests.factories.commitments import (
    CitationFactory,
    CountryScopeFactory,
    PledgeFactory,
    StatementFactory,
    published_statement,
    submit,
)
from tests.factories.people import EditorFactory, UserFactory

pytestmark = pytest.mark.django_db


def elsewhere(editor: User) -> User:
    """The same editor, who writes about another country now."""
    CountryScopeFactory(user=editor)
    return editor


# --- comments ---
def test_a_return_pins_each_comment_to_its_fact(waiting: Statement, editor: User) -> None:
    return_statement(
        statement=waiting,
        comments=[Comment("Which day?", "date"), Comment("  "), Comment("Nearly there.")],
        by=editor,
    )
    notes = [(n.fact, n.body, n.kind) for n in ReviewNote.objects.order_by("pk")]
    assert notes == [("date", "Which day?", "return"), ("", "Nearly there.", "return")]


def test_a_return_of_what_was_changed_meanwhile_is_refused(
    waiting: Statement, author: User, editor: User
) -> None:
    cite(statement=waiting, passage=PassageFactory(), by=author)
    with pytest.raises(StaleEdit, match="changed while you read it"):
        return_statement(
            statement=waiting, comments=[Comment("No.")], by=editor, version=waiting.version
        )


def test_a_comment_leaves_it_in_review(waiting: Statement, editor: User, author: User) -> None:
    comment_on_statement(statement=waiting, comments=[Comment("Sure?", "stance")], by=editor)
    comment_on_statement(statement=waiting, comments=[Comment("Yes.", "stance")], by=author)
    waiting.refresh_from_db()
    assert (waiting.state, waiting.version) == (Statement.State.SUBMITTED, 1)
    assert [n.author for n in ReviewNote.objects.order_by("pk")] == [editor, author]


def test_a_comment_is_no_hand_in_the_statement(waiting: Statement, editor: User) -> None:
    comment_on_statement(statement=waiting, comments=[Comment("Sure?")], by=editor)
    assert publish_statement(statement=waiting, by=editor).state == Statement.State.PUBLISHED


def test_comments_are_refused_where_they_are_none(waiting: Statement, editor: User) -> None:
    with pytest.raises(DomainError, match="Write a comment first"):
        comment_on_statement(statement=waiting, comments=[Comment(" ", "stance")], by=editor)
    with pytest.raises(DomainError, match="Unknown facts: colour"):
        comment_on_statement(statement=waiting, comments=[Comment("Red", "colour")], by=editor)
    with pytest.raises(NotAllowed, match="own drafts"):
        comment_on_statement(statement=waiting, comments=[Comment("Hm.")], by=UserFactory())
    with pytest.raises(NotAllowed, match="other countries"):
        comment_on_statement(statement=waiting, comments=[Comment("Hm.")], by=elsewhere(editor))
    with pytest.raises(NotAllowed, match="It is public"):
        comment_on_statement(statement=published_statement(), comments=[Comment("Hm.")], by=editor)


def test_what_was_written_on_the_way_is_kept_by_publishing(
    waiting: Statement, editor: User
) -> None:
    publish_statement(statement=waiting, by=editor, comments=[Comment("Well found.", "stance")])
    note = ReviewNote.objects.get()
    assert (note.kind, note.fact, note.body) == ("comment", "stance", "Well found.")


# --- who is looking ---
def test_a_claim_tells_others_and_stops_nobody(waiting: Statement, editor: User) -> None:
    other = EditorFactory()
    claim_review(statement=waiting, by=other)
    with pytest.raises(ClaimedByOther, match=f"{other.name} is looking at it"):
        claim_review(statement=waiting, by=editor)
    publish_statement(statement=waiting, by=editor)
    assert not ReviewClaim.objects.exists()


def test_a_claim_is_renewed_taken_over_and_released(waiting: Statement, editor: User) -> None:
    other = EditorFactory()
    first = claim_review(statement=waiting, by=other).claimed_at
    assert claim_review(statement=waiting, by=other).claimed_at > first
    assert claim_review(statement=waiting, by=editor, take_over=True).by == editor
    release_review(statement=waiting, by=other)
    assert ReviewClaim.objects.get().by == editor
    release_review(statement=waiting, by=editor)
    assert not ReviewClaim.objects.exists()


def test_an_expired_claim_is_nobodys(waiting: Statement, editor: User) -> None:
    claim = claim_review(statement=waiting, by=EditorFactory())
    assert is_live(claim)
    claim.claimed_at = timezone.now() - timedelta(minutes=CLAIM_MINUTES, seconds=1)
    claim.save()
    assert not is_live(claim)
    assert claim_review(statement=waiting, by=editor).by == editor


def test_only_reviewers_of_the_country_claim_what_is_in_review(
    waiting: Statement, author: User, editor: User
) -> None:
    with pytest.raises(NotAllowed, match="an editor reviews"):
        claim_review(statement=waiting, by=author)
    with pytest.raises(DomainError, match="not in review any more"):
        claim_review(statement=StatementFactory(), by=editor)
    with pytest.raises(NotAllowed, match="other countries"):
        claim_review(statement=waiting, by=elsewhere(editor))


@pytest.mark.parametrize("act", ["return", "revise", "cite"])
def test_a_claim_ends_with_its_round(act: str, waiting: Statement, editor: User) -> None:
    claim_review(statement=waiting, by=editor)
    if act == "return":
        return_statement(statement=waiting, comments=[Comment("No.")], by=editor)
    elif act == "revise":
        content = content_of(waiting)
        revise_statement(statement=waiting, content=content, version=1, by=waiting.author)
    else:
        cite(statement=waiting, passage=PassageFactory(), by=waiting.author)
    assert not ReviewClaim.objects.exists()


# --- rounds and four eyes ---
@pytest.mark.parametrize("act", ["revise", "cite"])
def test_whoever_changed_it_in_review_does_not_publish_it(
    act: str, waiting: Statement, editor: User
) -> None:
    if act == "revise":
        content = content_of(waiting)
        revise_statement(statement=waiting, content=content, version=1, by=editor)
    else:
        cite(statement=waiting, passage=PassageFactory(), by=editor)
    with pytest.raises(NotAllowed, match="Somebody else must publish it"):
        publish_statement(statement=waiting, by=editor)
    other = EditorFactory()
    with pytest.raises(StaleEdit, match="Read it again"):
        publish_statement(statement=waiting, by=other, version=1)
    assert publish_statement(statement=waiting, by=other, version=2).reviewer == other


# --- how soon ---
def test_an_author_says_how_soon_when_submitting(author: User) -> None:
    statement = CitationFactory(statement__author=author).statement
    day = timezone.now().date() + timedelta(days=2)
    submitted = submit_statement(statement=statement, by=author, priority=2, due_on=day)
    assert (submitted.priority, submitted.due_on) == (2, day)


def test_an_editor_says_how_soon_and_stays_a_stranger_to_it(
    waiting: Statement, editor: User
) -> None:
    day = timezone.now().date()
    schedule_review(statement=waiting, due_on=day, priority=1, by=editor)
    waiting.refresh_from_db()
    assert (waiting.due_on, waiting.priority, waiting.version) == (day, 1, 1)
    publish_statement(statement=waiting, by=editor, version=1)


def test_a_due_day_is_not_past_and_a_priority_known(waiting: Statement, editor: User) -> None:
    past = timezone.now().date() - timedelta(days=1)
    with pytest.raises(DomainError, match="That day has passed"):
        schedule_review(statement=waiting, due_on=past, priority=0, by=editor)
    with pytest.raises(DomainError, match="Priority is"):
        schedule_review(statement=waiting, due_on=None, priority=7, by=editor)
    Statement.objects.filter(pk=waiting.pk).update(due_on=past)
    # One that has passed since may stay while the priority is raised.
    schedule_review(statement=waiting, due_on=past, priority=2, by=editor)


# --- the list ---
def test_the_list_goes_by_priority_then_overdue_then_waiting(author: User, editor: User) -> None:
    today = timezone.now().date()
    facts = {
        "long": (9, 0, None),
        "overdue": (1, 0, today - timedelta(days=1)),
        "urgent": (1, 2, None),
        "due": (8, 0, today),
        "soon": (1, 1, None),
    }
    for name, (days, priority, due_on) in facts.items():
        statement = CitationFactory(statement__author=author, statement__summary=name).statement
        Statement.objects.filter(pk=statement.pk).update(priority=priority, due_on=due_on)
        statement.refresh_from_db()
        submit(statement, at=timezone.now() - timedelta(days=days))
    listed = [s.summary for s in statements_in_review(editor, ReviewFilter())]
    assert listed == ["urgent", "soon", "overdue", "long", "due"]


def test_every_count_is_what_its_link_leads_to(author: User, editor: User) -> None:
    past = timezone.now().date() - timedelta(days=1)
    pledges = [PledgeFactory(), PledgeFactory(), PledgeFactory(country=None)]
    for number in range(12):
        writer = editor if number % 4 == 0 else author
        statement = submit(
            CitationFactory(
                statement__author=writer, statement__pledge=pledges[number % 3]
            ).statement
        )
        Statement.objects.filter(pk=statement.pk).update(
            priority=number % 3, due_on=past if number % 2 else None
        )
    for wanted in (
        ReviewFilter(),
        ReviewFilter(OTHERS),
        ReviewFilter(ALL, is_overdue=True),
        ReviewFilter(ALL, priority="urgent"),
        ReviewFilter(ALL, country=COLLECTIVE),
    ):
        filters = review_filters(editor, wanted)
        for link in (*filters.whose, *filters.urgency, *filters.countries):
            if not link.is_current:
                assert link.count == statements_in_review(editor, _read(link.address)).count()
    whole = review_filters(editor, ReviewFilter(ALL))
    assert [link.count for link in whole.whose] == [9, 3, 12]


def _read(address: str) -> ReviewFilter:
    return ReviewFilterForm(QueryDict(address.removeprefix("?"))).wanted()
