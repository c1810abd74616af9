"""Pledges: a country's package of roles at one place. What was said is in `statements.py`."""

from __future__ import annotations

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from articles.models.searching import SearchedWords
from commitments.models.coalitions import Coalition
from commitments.models.countries import Country
from commitments.models.vocabularies import Role
from commitments.rules.stances import Place
from core.triggers import refusal, require_at_commit
from core.wording import gettext_lazy as _

# The columns that the search looks in.
PLEDGE_WORDS = SearchedWords(("title", "reference"))

_HAS_PUBLIC_STATEMENT = (
    "EXISTS (SELECT 1 FROM commitments_statement s WHERE s.pledge_id IN ({ids})"
    " AND s.state IN ('published', 'retracted'))"
)


def _frozen_with_pledge(name: str) -> pgtrigger.Trigger:
    """Refuse any change to a part of a pledge that has been published."""
    # Lock the pledge FOR UPDATE and read its statements only afterwards. Publishing locks the same
    # row (statement_publishing_holds_its_pledge), so the two cannot run at the same time.
    return pgtrigger.Trigger(
        name=name,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        when=pgtrigger.Before,
        func=(
            "PERFORM 1 FROM commitments_pledge p"
            " WHERE p.id IN (NEW.pledge_id, OLD.pledge_id) FOR UPDATE; "
            f"IF {_HAS_PUBLIC_STATEMENT.format(ids='NEW.pledge_id, OLD.pledge_id')} THEN "
            + refusal("A published pledge keeps its roles and parties; open another pledge.")
            + " END IF; RETURN COALESCE(NEW, OLD);"
        ),
    )


@pghistory.track()
class Pledge(models.Model):
    """One country's commitment to one package of roles at one place.

    A pledge without a country is a collective claim ("26 countries"): it is kept whole and sets no
    member's stance; `parties` are the countries it names. Country, place and roles do not change
    after publication: if they change in the world, the pledge ends and a new one is opened.
    """

    coalition = models.ForeignKey(
        Coalition, models.PROTECT, verbose_name=_("Coalition"), related_name="pledges"
    )
    country = models.ForeignKey(
        Country,
        models.PROTECT,
        verbose_name=_("Country"),
        null=True,
        blank=True,
        related_name="pledges",
    )
    parties = models.ManyToManyField(Country, through="PledgeParty", related_name="+")
    roles = models.ManyToManyField(Role, through="PledgeRole")
    place = models.CharField(_("Place"), max_length=20, choices=Place, default=Place.UNSPECIFIED)
    reference = models.CharField(
        _("Reference"), max_length=24, unique=True, help_text="Public and stable"
    )
    title = models.CharField(_("Title"), max_length=160)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    added_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [PLEDGE_WORDS.index("pledge_search")]
        constraints = [
            models.CheckConstraint(
                name="pledge_place_is_unknown",
                condition=Q(
                    place__in=[
                        "inside_host",
                        "neighbouring_state",
                        "sea",
                        "airspace",
                        "at_home",
                        "unspecified",
                    ]
                ),
                violation_error_message="Pick a place from the list.",
            ),
            models.CheckConstraint(
                name="pledge_reference_is_malformed",
                condition=Q(reference__regex=r"^[A-Z]{3}-[A-Z]{3}-[1-9][0-9]*$"),
                violation_error_message="A reference looks like UKR-GBR-3.",
            ),
            models.CheckConstraint(
                name="pledge_title_is_empty",
                condition=~Q(title=""),
                violation_error_message="Give the pledge a title.",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="pledge_keeps_its_identity",
                operation=pgtrigger.Update,
                when=pgtrigger.Before,
                func=(
                    "IF NEW.reference IS DISTINCT FROM OLD.reference THEN "
                    + refusal("A pledge keeps its reference for ever.")
                    + " END IF; IF (NEW.coalition_id, NEW.country_id, NEW.place) IS DISTINCT FROM"
                    " (OLD.coalition_id, OLD.country_id, OLD.place)"
                    f" AND {_HAS_PUBLIC_STATEMENT.format(ids='OLD.id')} THEN "
                    + refusal("A published pledge keeps its country and place; open another.")
                    + " END IF; RETURN NEW;"
                ),
            ),
            require_at_commit(
                name="pledge_of_a_country_keeps_no_parties",
                operation=pgtrigger.Insert | pgtrigger.Update,
                broken=(
                    "EXISTS (SELECT 1 FROM commitments_pledge p"
                    " JOIN commitments_pledgeparty c ON c.pledge_id = p.id"
                    " WHERE p.id = NEW.id AND p.country_id IS NOT NULL)"
                ),
                message="Only a collective claim has parties.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("readers:pledge_detail", args=[self.reference])

    @property
    def is_collective(self) -> bool:
        """Whether several countries make this pledge together."""
        return self.country_id is None


@pghistory.track()
class PledgeRole(models.Model):
    """One role of a pledge's package."""

    pledge = models.ForeignKey(Pledge, models.CASCADE, related_name="pledge_roles")
    role = models.ForeignKey(Role, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint("pledge", "role", name="pledge_has_role_already")]
        triggers = [_frozen_with_pledge("pledge_keeps_its_roles")]


@pghistory.track()
class PledgeParty(models.Model):
    """A country that a collective claim names."""

    pledge = models.ForeignKey(Pledge, models.CASCADE, related_name="pledge_parties")
    country = models.ForeignKey(Country, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint("pledge", "country", name="pledge_has_party_already")
        ]
        triggers = [
            _frozen_with_pledge("pledge_keeps_its_parties"),
            pgtrigger.Trigger(
                name="pledge_of_a_country_has_no_parties",
                operation=pgtrigger.Insert | pgtrigger.Update,
                when=pgtrigger.Before,
                func=(
                    "IF EXISTS (SELECT 1 FROM commitments_pledge p WHERE p.id = NEW.pledge_id"
                    " AND p.country_id IS NOT NULL) THEN "
                    + refusal("Only a collective claim has parties.")
                    + " END IF; RETURN NEW;"
                ),
            ),
        ]
