"""A small ledger with at least one row in every table whose changes are recorded."""

from commitments.models import (
    CoalitionCondition,
    CoalitionLimit,
    CoalitionRole,
    ConditionImplication,
    Statement,
)
from tests.factories.articles import (
    AnchorFactory,
    ArticleAddressFactory,
    CaptureFactory,
    TakedownFactory,
)
from tests.factories.commitments import (
    CheckFactory,
    CitationFactory,
    CoalitionFactory,
    ConditionFactory,
    ConditionOutcomeFactory,
    ContradictionFactory,
    CountryFactory,
    CountryScopeFactory,
    LimitFactory,
    MembershipFactory,
    OverrideFactory,
    PledgeFactory,
    PledgeRecheckFactory,
    ReviewNoteFactory,
    RoleFactory,
    StatementFactory,
    publish,
    published_statement,
    submit,
)
from tests.factories.people import EditorFactory, SecondFactorFactory


def one_of_everything() -> Statement:
    """Fill every table, and return a published statement with a limit and a condition.

    Beside it: a corrected one, a draft with a quotation, a collective claim with a party, a
    contradiction, a check, an outcome, and an article with two snapshots and an anchor.
    """
    coalition = CoalitionFactory()
    role, limit, condition = RoleFactory(), LimitFactory(), ConditionFactory()
    CoalitionRole.objects.create(coalition=coalition, role=role)
    CoalitionLimit.objects.create(coalition=coalition, limit=limit)
    CoalitionCondition.objects.create(coalition=coalition, condition=condition)
    ConditionImplication.objects.create(condition=condition, implied=ConditionFactory())
    MembershipFactory(coalition=coalition)
    CheckFactory(coalition=coalition, role=role)
    ConditionOutcomeFactory(coalition=coalition, condition=condition)
    article = AnchorFactory().snapshot.article
    ArticleAddressFactory(article=article)
    CaptureFactory(article=article)
    TakedownFactory()
    SecondFactorFactory()
    ReviewNoteFactory()
    OverrideFactory()
    CountryScopeFactory()
    PledgeRecheckFactory()
    ContradictionFactory()
    claim = PledgeFactory(coalition=coalition, country=None, parties=[CountryFactory()])
    published_statement(pledge=claim)
    CitationFactory()

    statement = published_statement(
        pledge=PledgeFactory(coalition=coalition, roles=[role]),
        limits=[limit],
        conditions=[condition],
        headcount_max=30000,
    )
    wrong = published_statement(pledge=statement.pledge)
    correction = CitationFactory(
        statement=StatementFactory(pledge=statement.pledge, corrects=wrong)
    ).statement
    publish(submit(correction), by=EditorFactory())
    return statement
