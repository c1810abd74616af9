"""The ladder of stances: how far a country has gone, in order, and what each rung means.

Pure values, no database. The rule: take the highest stance whose test the quotation meets.
"""

from django.db import models

from core.wording import gettext_lazy


class Stance(models.TextChoices):
    """What a statement says about its pledge, from refusal to fulfilment (stored values)."""

    LAPSED = "lapsed", gettext_lazy("Lapsed")
    WITHDRAWN = "withdrawn", gettext_lazy("Withdrawn")
    RULED_OUT = "ruled_out", gettext_lazy("Ruled out")
    FLOATED = "floated", gettext_lazy("Floated")
    CONSIDERING = "considering", gettext_lazy("Considering")
    OFFERED = "offered", gettext_lazy("Offered")
    COMMITTED = "committed", gettext_lazy("Committed")
    AUTHORISED = "authorised", gettext_lazy("Authorised")
    PREPARING = "preparing", gettext_lazy("Preparing")
    DEPLOYED = "deployed", gettext_lazy("Deployed")
    COMPLETED = "completed", gettext_lazy("Completed")


# Rank for "the highest stance of a cell": a refusal ranks below the weakest offer.
RANK: dict[str, int] = {stance.value: rank for rank, stance in enumerate(Stance)}

NEGATIVE = frozenset({Stance.LAPSED, Stance.WITHDRAWN, Stance.RULED_OUT})

DEFINITIONS: dict[str, str] = {
    Stance.FLOATED: gettext_lazy(
        "Raised as possible, or said by someone who has no power to commit."
    ),
    Stance.CONSIDERING: gettext_lazy("The government says that it is examining it."),
    Stance.OFFERED: gettext_lazy("An authorised speaker is ready or willing to provide it."),
    Stance.COMMITTED: gettext_lazy(
        "A formal act: a signature, a cabinet decision, an official document that "
        "names the country's own contribution."
    ),
    Stance.AUTHORISED: gettext_lazy("The mandate that domestic law asks for has been given."),
    Stance.PREPARING: gettext_lazy("Money, units or exercises are assigned to it."),
    Stance.DEPLOYED: gettext_lazy("In place."),
    Stance.COMPLETED: gettext_lazy("Ended as promised."),
    Stance.RULED_OUT: gettext_lazy("An authorised speaker refuses it."),
    Stance.WITHDRAWN: gettext_lazy("An earlier offer or commitment has been revoked."),
    Stance.LAPSED: gettext_lazy("Its condition failed, or its deadline passed."),
}


class Empty(models.TextChoices):
    """The four reasons why a cell has no pledge. None of them means no."""

    NOT_RESEARCHED = "not_researched", gettext_lazy("Not researched")
    NOTHING_FOUND = "nothing_found", gettext_lazy("Nothing found")
    WITHHELD = "withheld", gettext_lazy("Withheld")
    NOT_APPLICABLE = "not_applicable", gettext_lazy("Does not apply")


EMPTY_DEFINITIONS: dict[str, str] = {
    Empty.NOT_RESEARCHED: gettext_lazy("Nobody has looked yet. It does not mean no."),
    Empty.NOTHING_FOUND: gettext_lazy("An editor looked on the day shown and found no position."),
    Empty.WITHHELD: gettext_lazy("The country says that it will not tell."),
    Empty.NOT_APPLICABLE: gettext_lazy("The role makes no sense for this country."),
}


class Conditionality(models.TextChoices):
    """Whether a pledge still waits for something; computed, never entered."""

    UNCONDITIONAL = "unconditional", gettext_lazy("Unconditional")
    OPEN = "open", gettext_lazy("Waits")
    ALL_MET = "all_met", gettext_lazy("All conditions met")
    FAILED = "failed", gettext_lazy("A condition failed")


class Capacity(models.TextChoices):
    """The capacity in which the speaker spoke; it decides the evidence grade."""

    HEAD = "head_of_state_or_government", gettext_lazy("Head of state or government")
    MINISTER = "minister", gettext_lazy("Minister")
    OFFICIAL_DOCUMENT = "official_document", gettext_lazy("Official document")
    MILITARY = "military", gettext_lazy("Military")
    SPOKESPERSON = "spokesperson", gettext_lazy("Spokesperson")
    PARLIAMENT = "parliament", gettext_lazy("Parliament")
    UNNAMED_OFFICIAL = "unnamed_official", gettext_lazy("Unnamed official")
    OPPOSITION_OR_PARTY = "opposition_or_party", gettext_lazy("Opposition or party")
    OTHER_GOVERNMENT = "other_government", gettext_lazy("Another government")
    OUTLET_INFERENCE = "outlet_inference", gettext_lazy("The outlet's inference")


class Place(models.TextChoices):
    """Where the contribution would be."""

    INSIDE_HOST = "inside_host", gettext_lazy("Inside the host country")
    NEIGHBOURING_STATE = "neighbouring_state", gettext_lazy("Neighbouring state")
    SEA = "sea", gettext_lazy("At sea")
    AIRSPACE = "airspace", gettext_lazy("In the air")
    AT_HOME = "at_home", gettext_lazy("At home")
    UNSPECIFIED = "unspecified", gettext_lazy("Place not specified")


PLACE_SHORT: dict[str, str] = {
    Place.INSIDE_HOST: gettext_lazy("inside"),
    Place.NEIGHBOURING_STATE: gettext_lazy("next door"),
    Place.SEA: gettext_lazy("at sea"),
    Place.AIRSPACE: gettext_lazy("in the air"),
    Place.AT_HOME: gettext_lazy("at home"),
    Place.UNSPECIFIED: "",
}


class Change(models.TextChoices):
    """What a statement changes compared with the one before."""

    INTRODUCED = "introduced", gettext_lazy("Introduced")
    RESTATED = "restated", gettext_lazy("Restated")
    CLARIFIED = "clarified", gettext_lazy("Clarified")
    WIDENED = "widened", gettext_lazy("Widened")
    NARROWED = "narrowed", gettext_lazy("Narrowed")
    INCREASED = "increased", gettext_lazy("Increased")
    REDUCED = "reduced", gettext_lazy("Reduced")
    REVERSED = "reversed", gettext_lazy("Reversed")
    PARTLY_ENDORSED = "partly_endorsed", gettext_lazy("Partly endorsed")
    RECODED = "recoded", gettext_lazy("Recoded")
