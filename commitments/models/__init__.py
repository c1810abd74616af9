"""The tables of `commitments`; one module per noun."""

from commitments.models.checks import Check, ConditionOutcome
from commitments.models.citations import (
    Citation,
    CitationQuerySet,
    Contradiction,
    Fact,
    ReviewNote,
)
from commitments.models.coalitions import (
    Coalition,
    CoalitionCondition,
    CoalitionLimit,
    CoalitionRole,
    Membership,
)
from commitments.models.countries import Country
from commitments.models.desk import CountryScope, GovernmentChange, PledgeRecheck, SavedFilter
from commitments.models.pledges import Pledge, PledgeParty, PledgeRole
from commitments.models.reports import ErrorReport
from commitments.models.reviewing import Autosave, Override, Presence, ReviewClaim
from commitments.models.statement_terms import StatementCondition, StatementLimit
from commitments.models.statements import Statement, StatementQuerySet
from commitments.models.vocabularies import Condition, ConditionImplication, Limit, Role, Term

__all__ = [
    "Autosave",
    "Check",
    "Citation",
    "CitationQuerySet",
    "Coalition",
    "CoalitionCondition",
    "CoalitionLimit",
    "CoalitionRole",
    "Condition",
    "ConditionImplication",
    "ConditionOutcome",
    "Contradiction",
    "Country",
    "CountryScope",
    "ErrorReport",
    "Fact",
    "GovernmentChange",
    "Limit",
    "Membership",
    "Override",
    "Pledge",
    "PledgeParty",
    "PledgeRecheck",
    "PledgeRole",
    "Presence",
    "ReviewClaim",
    "ReviewNote",
    "Role",
    "SavedFilter",
    "Statement",
    "StatementCondition",
    "StatementLimit",
    "StatementQuerySet",
    "Term",
]
