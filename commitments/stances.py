"""The ladder: how far a country has gone, in order, and what each rung means.

Pure values, no database. DESIGN's rule: take the highest stance whose test the quotation meets.
"""

from django.db import models


class Stance(models.TextChoices):
    """What a statement says of its pledge, from refusal to fulfilment (stored values)."""

    LAPSED = "lapsed", "Lapsed"
    WITHDRAWN = "withdrawn", "Withdrawn"
    RULED_OUT = "ruled_out", "Ruled out"
    FLOATED = "floated", "Floated"
    CONSIDERING = "considering", "Considering"
    OFFERED = "offered", "Offered"
    COMMITTED = "committed", "Committed"
    AUTHORISED = "authorised", "Authorised"
    PREPARING = "preparing", "Preparing"
    DEPLOYED = "deployed", "Deployed"
    COMPLETED = "completed", "Completed"


# Rank for "the highest stance of a cell": a refusal stands below the faintest offer.
RANK: dict[str, int] = {stance.value: rank for rank, stance in enumerate(Stance)}

NEGATIVE = frozenset({Stance.LAPSED, Stance.WITHDRAWN, Stance.RULED_OUT})

DEFINITIONS: dict[str, str] = {
    Stance.FLOATED: "Raised as possible, or said by someone who has no power to commit.",
    Stance.CONSIDERING: "The government says that it is examining it.",
    Stance.OFFERED: "An authorised speaker is ready or willing to provide it.",
    Stance.COMMITTED: "A formal act: a signature, a cabinet decision, an official document that "
    "names the country's own contribution.",
    Stance.AUTHORISED: "The mandate that domestic law asks for has been given.",
    Stance.PREPARING: "Money, units or exercises are assigned to it.",
    Stance.DEPLOYED: "In place.",
    Stance.COMPLETED: "Ended as promised.",
    Stance.RULED_OUT: "An authorised speaker refuses it.",
    Stance.WITHDRAWN: "An earlier offer or commitment has been revoked.",
    Stance.LAPSED: "Its condition failed, or its deadline passed.",
}


class Empty(models.TextChoices):
    """The four ways a cell can hold no pledge. None of them means no."""

    NOT_RESEARCHED = "not_researched", "Not researched"
    NOTHING_FOUND = "nothing_found", "Nothing found"
    WITHHELD = "withheld", "Withheld"
    NOT_APPLICABLE = "not_applicable", "Does not apply"


EMPTY_DEFINITIONS: dict[str, str] = {
    Empty.NOT_RESEARCHED: "Nobody has looked yet. It does not mean no.",
    Empty.NOTHING_FOUND: "An editor looked on the day shown and found no position.",
    Empty.WITHHELD: "The country says that it will not tell.",
    Empty.NOT_APPLICABLE: "The role makes no sense for this country.",
}


class Conditionality(models.TextChoices):
    """Whether a pledge still waits for something; computed, never entered."""

    UNCONDITIONAL = "unconditional", "Unconditional"
    OPEN = "open", "Waits"
    ALL_MET = "all_met", "All conditions met"
    FAILED = "failed", "A condition failed"


class Capacity(models.TextChoices):
    """In what capacity the speaker spoke; it decides the evidence grade."""

    HEAD = "head_of_state_or_government", "Head of state or government"
    MINISTER = "minister", "Minister"
    OFFICIAL_DOCUMENT = "official_document", "Official document"
    MILITARY = "military", "Military"
    SPOKESPERSON = "spokesperson", "Spokesperson"
    PARLIAMENT = "parliament", "Parliament"
    UNNAMED_OFFICIAL = "unnamed_official", "Unnamed official"
    OPPOSITION_OR_PARTY = "opposition_or_party", "Opposition or party"
    OTHER_GOVERNMENT = "other_government", "Another government"
    OUTLET_INFERENCE = "outlet_inference", "The outlet's inference"


GRADES: dict[str, str] = {
    "A": "The country's own official text",
    "B": "A named official of the country, on record",
    "C": "The country's own officials, unnamed or off the record",
    "D": "A claim by another government or by a party",
    "E": "What the outlet infers",
}
# The country's own word sets its stance; D and E are only reported beside it.
OWN_WORD = ("A", "B", "C")


class Place(models.TextChoices):
    """Where the contribution would stand."""

    INSIDE_HOST = "inside_host", "Inside the host country"
    NEIGHBOURING_STATE = "neighbouring_state", "Neighbouring state"
    SEA = "sea", "At sea"
    AIRSPACE = "airspace", "In the air"
    AT_HOME = "at_home", "At home"
    UNSPECIFIED = "unspecified", "Place not specified"


PLACE_SHORT: dict[str, str] = {
    Place.INSIDE_HOST: "inside",
    Place.NEIGHBOURING_STATE: "next door",
    Place.SEA: "at sea",
    Place.AIRSPACE: "in the air",
    Place.AT_HOME: "at home",
    Place.UNSPECIFIED: "",
}


class Change(models.TextChoices):
    """What a statement changes against the one before."""

    INTRODUCED = "introduced", "Introduced"
    RESTATED = "restated", "Restated"
    CLARIFIED = "clarified", "Clarified"
    WIDENED = "widened", "Widened"
    NARROWED = "narrowed", "Narrowed"
    INCREASED = "increased", "Increased"
    REDUCED = "reduced", "Reduced"
    REVERSED = "reversed", "Reversed"
    PARTLY_ENDORSED = "partly_endorsed", "Partly endorsed"
    RECODED = "recoded", "Recoded"
