"""Coalitions, vocabularies, pledges and statements, each the smallest valid row.

`published_statement` goes the way a statement goes in the app: a draft with a quotation that
supports it, submitted, then published by somebody else in one transaction.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

import factory
from django.db import transaction
from django.utils import timezone
from factory.django import DjangoModelFactory

from commitments.models import (
    Autosave,
    Check,
    Citation,
    Coalition,
    Condition,
    ConditionOutcome,
    Contradiction,
    Country,
    CountryScope,
    ErrorReport,
    GovernmentChange,
    Limit,
    Membership,
    Override,
    Pledge,
    PledgeParty,
    PledgeRecheck,
    PledgeRole,
    Presence,
    ReviewClaim,
    ReviewNote,
    Role,
    SavedFilter,
    Statement,
    StatementCondition,
    StatementLimit,
)
from commitments.rules.stances import Capacity, Stance
from core.models import User
from tests.factories.articles import PassageFactory
from tests.factories.people import EditorFactory, UserFactory


def capitals(number: int) -> str:
    """Three letters per number: AAA, AAB …"""
    return "".join(chr(ord("A") + number // power % 26) for power in (676, 26, 1))


def no_state(number: int) -> str:
    """A code that ISO 3166 leaves to its users, so that no test meets a real state's by chance."""
    second = "ABCDEFGHIJLMNOPQRSTUVWXYZ"[number // 26 % 25]  # XK… is Kosovo's
    return f"X{second}{chr(ord('A') + number % 26)}"


class CountryFactory(DjangoModelFactory[Country]):
    """A state that does not exist."""

    class Meta:
        model = Country

    iso3 = factory.Sequence(no_state)
    name = factory.Sequence(lambda n: f"Country {n}")


class RoleFactory(DjangoModelFactory[Role]):
    class Meta:
        model = Role

    slug = factory.Sequence(lambda n: f"role-{n}")
    name = factory.Sequence(lambda n: f"Role {n}")
    short_name = factory.Sequence(lambda n: f"Role {n}")
    definition = "What the country would do."


class LimitFactory(DjangoModelFactory[Limit]):
    class Meta:
        model = Limit

    slug = factory.Sequence(lambda n: f"limit-{n}")
    name = factory.Sequence(lambda n: f"Limit {n}")
    definition = "What the contribution would not be."


class ConditionFactory(DjangoModelFactory[Condition]):
    class Meta:
        model = Condition

    slug = factory.Sequence(lambda n: f"condition-{n}")
    name = factory.Sequence(lambda n: f"Condition {n}")
    definition = "What would have to happen first."


class CoalitionFactory(DjangoModelFactory[Coalition]):
    """A coalition that has picked nothing from the vocabularies yet."""

    class Meta:
        model = Coalition

    slug = factory.Sequence(lambda n: f"coalition-{n}")
    code = factory.Sequence(capitals)
    name = factory.Sequence(lambda n: f"Coalition {n}")
    host = factory.SubFactory(CountryFactory)


class MembershipFactory(DjangoModelFactory[Membership]):
    """A member since an unknown day, until further notice."""

    class Meta:
        model = Membership

    coalition = factory.SubFactory(CoalitionFactory)
    country = factory.SubFactory(CountryFactory)
    standing = Membership.Standing.MEMBER


class PledgeFactory(DjangoModelFactory[Pledge]):
    """One country's pledge of one role; `roles=[…]` names others, `roles=[]` none.

    `country=None` makes a collective claim, whose `parties=[…]` may be named.
    """

    class Meta:
        model = Pledge
        skip_postgeneration_save = True

    coalition = factory.SubFactory(CoalitionFactory)
    country = factory.SubFactory(CountryFactory)
    reference = factory.Sequence(lambda n: f"TST-{capitals(n)}-{n + 1}")
    title = factory.Sequence(lambda n: f"Pledge {n}")

    @factory.post_generation
    def roles(self: Pledge, create: bool, roles: Iterable[Role] | None, **_: Any) -> None:
        for role in [RoleFactory()] if roles is None else roles:
            PledgeRole.objects.create(pledge=self, role=role)

    @factory.post_generation
    def parties(self: Pledge, create: bool, parties: Iterable[Country] | None, **_: Any) -> None:
        for country in parties or ():
            PledgeParty.objects.create(pledge=self, country=country)


class StatementFactory(DjangoModelFactory[Statement]):
    """A draft that nothing supports yet; `limits=[…]` and `conditions=[…]` are terms."""

    class Meta:
        model = Statement
        skip_postgeneration_save = True

    pledge = factory.SubFactory(PledgeFactory)
    stance = Stance.OFFERED
    said_on = date(2025, 8, 20)
    summary = "The minister said that the country was ready."
    capacity = Capacity.MINISTER
    speaker = "The minister"
    author = factory.SubFactory(UserFactory)

    @factory.post_generation
    def limits(self: Statement, create: bool, limits: Iterable[Limit] | None, **_: Any) -> None:
        for limit in limits or ():
            StatementLimit.objects.create(statement=self, limit=limit)

    @factory.post_generation
    def conditions(
        self: Statement, create: bool, conditions: Iterable[Condition] | None, **_: Any
    ) -> None:
        for condition in conditions or ():
            StatementCondition.objects.create(statement=self, condition=condition)


class CitationFactory(DjangoModelFactory[Citation]):
    """A quotation that supports the stance of a draft, added by the draft's author."""

    class Meta:
        model = Citation

    statement = factory.SubFactory(StatementFactory)
    passage = factory.SubFactory(PassageFactory)
    function = Citation.Function.SUPPORTS
    proves = factory.LazyFunction(lambda: ["stance"])
    added_by = factory.SelfAttribute("statement.author")


class ReviewNoteFactory(DjangoModelFactory[ReviewNote]):
    class Meta:
        model = ReviewNote

    statement = factory.SubFactory(StatementFactory)
    kind = ReviewNote.Kind.COMMENT
    body = "Which day was it said?"
    author = factory.SubFactory(EditorFactory)


class OverrideFactory(DjangoModelFactory[Override]):
    """A warning about a draft that was answered."""

    class Meta:
        model = Override

    statement = factory.SubFactory(StatementFactory)
    warning = "same_day"
    reason = "The minister spoke twice that day."
    by = factory.SelfAttribute("statement.author")


class ReviewClaimFactory(DjangoModelFactory[ReviewClaim]):
    class Meta:
        model = ReviewClaim

    statement = factory.SubFactory(StatementFactory)
    by = factory.SubFactory(EditorFactory)


class PresenceFactory(DjangoModelFactory[Presence]):
    class Meta:
        model = Presence

    statement = factory.SubFactory(StatementFactory)
    user = factory.SubFactory(UserFactory)


class AutosaveFactory(DjangoModelFactory[Autosave]):
    """What a draft's author typed last."""

    class Meta:
        model = Autosave

    statement = factory.SubFactory(StatementFactory)
    user = factory.SelfAttribute("statement.author")
    data = factory.LazyFunction(lambda: {"summary": "Half a sentence"})


class SavedFilterFactory(DjangoModelFactory[SavedFilter]):
    class Meta:
        model = SavedFilter

    user = factory.SubFactory(UserFactory)
    page = "articles"
    name = factory.Sequence(lambda n: f"Filter {n}")
    query = "state=new"


class ErrorReportFactory(DjangoModelFactory[ErrorReport]):
    """A report that waits, of a reader who wants an answer."""

    class Meta:
        model = ErrorReport

    text = factory.Sequence(lambda n: f"The date of statement {n} is wrong.")
    page = "/method/"
    email = "reader@example.org"


class CountryScopeFactory(DjangoModelFactory[CountryScope]):
    class Meta:
        model = CountryScope

    user = factory.SubFactory(UserFactory)
    country = factory.SubFactory(CountryFactory)


class GovernmentChangeFactory(DjangoModelFactory[GovernmentChange]):
    class Meta:
        model = GovernmentChange

    country = factory.SubFactory(CountryFactory)
    since = date(2025, 9, 1)
    note = "A new cabinet was sworn in."
    recorded_by = factory.SubFactory(EditorFactory)


class PledgeRecheckFactory(DjangoModelFactory[PledgeRecheck]):
    """A pledge that waits to be looked at again."""

    class Meta:
        model = PledgeRecheck

    pledge = factory.SubFactory(PledgeFactory)
    because = factory.SubFactory(GovernmentChangeFactory)


class CheckFactory(DjangoModelFactory[Check]):
    class Meta:
        model = Check

    coalition = factory.SubFactory(CoalitionFactory)
    country = factory.SubFactory(CountryFactory)
    role = factory.SubFactory(RoleFactory)
    checked_on = date(2025, 9, 1)
    outcome = Check.Outcome.NOTHING_FOUND
    by = factory.SubFactory(UserFactory)


class ConditionOutcomeFactory(DjangoModelFactory[ConditionOutcome]):
    """A condition that has been met for all countries."""

    class Meta:
        model = ConditionOutcome

    coalition = factory.SubFactory(CoalitionFactory)
    condition = factory.SubFactory(ConditionFactory)
    outcome = ConditionOutcome.Outcome.MET
    since = date(2025, 9, 1)
    passage = factory.SubFactory(PassageFactory)
    recorded_by = factory.SubFactory(EditorFactory)


def submit(statement: Statement, *, at: datetime | None = None) -> Statement:
    """Hand a draft in for review."""
    statement.state = Statement.State.SUBMITTED
    statement.submitted_at = at or timezone.now()
    statement.save()
    return statement


def publish(statement: Statement, *, by: User, at: datetime | None = None) -> Statement:
    """Publish a submitted statement with its citations, as one act.

    What it corrects is retracted in the same act.
    """
    at = at or timezone.now()
    with transaction.atomic():
        if statement.corrects is not None and statement.corrects.state == "published":
            retract(statement.corrects, by=by, reason="Corrected.", at=at)
        statement.state = Statement.State.PUBLISHED
        statement.reviewer = by
        statement.published_at = at
        statement.save()
        statement.citations.filter(published_at=None).update(
            reviewer=by, published_at=at, is_self_reviewed=statement.is_self_reviewed
        )
    return statement


def retract(
    statement: Statement, *, by: User, reason: str = "Misread.", at: datetime | None = None
) -> Statement:
    """Retract a published statement."""
    statement.state = Statement.State.RETRACTED
    statement.retracted_at = at or timezone.now()
    statement.retracted_by = by
    statement.retraction_reason = reason
    statement.save()
    return statement


def published_statement(
    *, reviewer: User | None = None, at: datetime | None = None, **fields: Any
) -> Statement:
    """A statement that readers see, with one quotation that supports it."""
    with transaction.atomic():
        citation = CitationFactory(statement=StatementFactory(**fields))
        statement = submit(citation.statement, at=at)
        return publish(statement, by=reviewer or EditorFactory(), at=at)


class ContradictionFactory(DjangoModelFactory[Contradiction]):
    """Two published statements that cannot both hold."""

    class Meta:
        model = Contradiction

    first = factory.LazyFunction(published_statement)
    second = factory.LazyFunction(published_statement)
    note = "One says yes, the other no."
    recorded_by = factory.SubFactory(EditorFactory)
