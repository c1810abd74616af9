"""States, and the two organisations that pledge in their own name."""

from __future__ import annotations

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from commitments.rules.names import country_name
from core.wording import gettext_lazy as _


@pghistory.track()
class Country(models.Model):
    """A state, or an organisation that pledges in its own name (EU, NATO).

    Loaded by `manage.py load_vocabularies` from pycountry, Babel and our own small table.
    """

    iso3 = models.CharField(_("Iso3"), max_length=3, unique=True)
    iso2 = models.CharField(_("Iso2"), max_length=2, blank=True, help_text="Empty for NATO")
    name = models.CharField(
        _("Name"), max_length=120, help_text="Short English name, as newsrooms write it"
    )
    names = models.JSONField(
        _("Names"),
        default=dict,
        blank=True,
        help_text="By language code, from Babel: {'uk': …, 'fr': …}",
    )
    demonym = models.CharField(
        _("Demonym"), max_length=60, blank=True, help_text="British, French …"
    )
    capital = models.CharField(_("Capital"), max_length=120, blank=True)
    groups = ArrayField(
        models.CharField(max_length=10), default=list, blank=True, verbose_name=_("Groups")
    )
    is_organisation = models.BooleanField(_("Is organisation"), default=False)

    class Meta:
        verbose_name_plural = "countries"
        constraints = [
            models.CheckConstraint(
                name="country_code_is_not_iso3",
                condition=Q(iso3__regex=r"^[A-Z]{3}$"),
                violation_error_message="The code is three capital letters.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def local_name(self) -> str:
        """Return the name in the reader's language."""
        return country_name(self.iso3, self.name)
