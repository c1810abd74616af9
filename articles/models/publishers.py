"""Publishers of texts."""

import pghistory
from django.db import models
from django.db.models.functions import Lower

from core.wording import gettext_lazy as _


@pghistory.track()
class Publisher(models.Model):
    """An outlet: a newspaper, a ministry, an agency. One per registrable domain."""

    class Kind(models.TextChoices):
        GOVERNMENT = "government", _("Government")
        PARLIAMENT = "parliament", _("Parliament")
        AGENCY = "agency", _("News agency")
        NEWSPAPER = "newspaper", _("Newspaper")
        BROADCASTER = "broadcaster", _("Broadcaster")
        THINK_TANK = "think_tank", _("Think tank")
        OTHER = "other", _("Other")

    name = models.CharField(_("Name"), max_length=200)
    domain = models.CharField(
        _("Domain"),
        max_length=253,
        null=True,
        blank=True,
        unique=True,
        help_text="Registrable, as in bbc.co.uk",
    )
    kind = models.CharField(_("Kind"), max_length=20, choices=Kind, default=Kind.OTHER)
    # A plain code: this layer does not know the countries of `commitments`.
    country = models.CharField(
        _("Country"), max_length=3, blank=True, help_text="ISO 3166 alpha-3, or empty"
    )
    language = models.CharField(_("Language"), max_length=35, blank=True, help_text="BCP 47")
    is_state_controlled = models.BooleanField(
        _("Is state controlled"), default=False, help_text="A government decides what it prints."
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                Lower("name"),
                name="publisher_name_is_taken",
                violation_error_message="An outlet of this name exists already.",
            ),
            models.CheckConstraint(
                name="publisher_domain_is_not_lower_case",
                condition=models.Q(domain__isnull=True) | models.Q(domain=Lower("domain")),
                violation_error_message="Write the domain in lower case.",
            ),
            models.CheckConstraint(
                name="publisher_kind_is_unknown",
                condition=models.Q(
                    kind__in=[
                        "government",
                        "parliament",
                        "agency",
                        "newspaper",
                        "broadcaster",
                        "think_tank",
                        "other",
                    ]
                ),
                violation_error_message="Pick a kind of outlet from the list.",
            ),
        ]

    def __str__(self) -> str:
        return self.name
