"""The kinds of warnings about a statement that is being written, each with its reason.

Pure values, no database. `services/warnings.py` decides when one applies.
"""

from django.db import models

from core.wording import gettext_lazy


class WarningKind(models.TextChoices):
    """A warning never forbids; those in MUST_ANSWER need a reason before review."""

    RELAYED_ABOVE_FLOATED = "relayed_above_floated", gettext_lazy("A relayed claim above “floated”")
    PARTY_FOR_THE_STATE = (
        "party_for_the_state",
        gettext_lazy("A party's word as the country's stance"),
    )
    UP_TO_WITH_MINIMUM = "up_to_with_minimum", gettext_lazy("“Up to” with a lower bound")
    HEADCOUNT_FAR_FROM_LAST = (
        "headcount_far_from_last",
        gettext_lazy("A headcount far from the last"),
    )
    LOWER_WITHOUT_WITHDRAWAL = (
        "lower_without_withdrawal",
        gettext_lazy("A lower stance without a withdrawal"),
    )
    SAME_DAY = "same_day", gettext_lazy("A statement of that day exists")
    QUOTE_USED = "quote_used", gettext_lazy("The same quotation is used elsewhere")


WHY: dict[str, str] = {
    WarningKind.RELAYED_ABOVE_FLOATED: gettext_lazy(
        "Another government cannot commit this country: what it relays counts as floated at most."
    ),
    WarningKind.PARTY_FOR_THE_STATE: gettext_lazy(
        "An opposition or a party cannot commit the state: what it says counts as floated at most."
    ),
    WarningKind.UP_TO_WITH_MINIMUM: gettext_lazy(
        "“Up to 7,500” has no lower bound; a minimum would say more than the source does."
    ),
    WarningKind.HEADCOUNT_FAR_FROM_LAST: gettext_lazy(
        "The figure is more than double, or less than half, of "
        "the one before. A slip of the key, or another unit?"
    ),
    WarningKind.LOWER_WITHOUT_WITHDRAWAL: gettext_lazy(
        "Silence and vaguer words never lower a stance; only a withdrawal or a refusal does."
    ),
    WarningKind.SAME_DAY: gettext_lazy(
        "This pledge has a statement of that day already. Is this new, or the same said again?"
    ),
    WarningKind.QUOTE_USED: gettext_lazy(
        "These words support another statement of the same pledge already."
    ),
}

# These need a reason before review; the others may be answered, and are shown either way.
MUST_ANSWER: frozenset[str] = frozenset(
    {
        WarningKind.RELAYED_ABOVE_FLOATED,
        WarningKind.PARTY_FOR_THE_STATE,
        WarningKind.UP_TO_WITH_MINIMUM,
        WarningKind.HEADCOUNT_FAR_FROM_LAST,
        WarningKind.LOWER_WITHOUT_WITHDRAWAL,
    }
)
