"""Forms about pledges: who would contribute what, and where."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from commitments.models import Coalition, Country, Role
from commitments.rules.stances import Place
from core.forms import DeskForm, area_field, text_field
from core.wording import gettext_lazy
from desk.lists import countries_by_standing, roles_of

COLLECTIVE = "collective"


class PledgeForm(DeskForm):
    """The pledge that a new statement is about. It need not exist yet."""

    country = forms.ChoiceField(
        label=gettext_lazy("Who"),
        required=False,
        help_text=gettext_lazy(
            "Choose “Collective claim” for words about several countries together, such as "
            "“26 countries”: it is kept whole and sets no country's stance."
        ),
    )
    parties = area_field(
        rows=2,
        label=gettext_lazy("Countries named in a collective claim"),
        help_text=gettext_lazy("Names or three-letter codes, separated by commas. May stay empty."),
    )
    roles = forms.MultipleChoiceField(
        label=gettext_lazy("Roles"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy(
            "All that belong to one package: said together, bound to the same conditions."
        ),
    )
    place = forms.ChoiceField(
        label=gettext_lazy("Place"),
        choices=Place.choices,
        initial=Place.UNSPECIFIED,
        widget=forms.RadioSelect,
    )
    title = text_field(
        label=gettext_lazy("Title"),
        max_length=160,
        help_text=gettext_lazy("A few words for lists. Empty: the names of the roles."),
    )
    marked_required = ("country", "roles")

    def __init__(self, *args: Any, coalition: Coalition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        members, others = countries_by_standing(coalition)
        self._countries = {country.iso3: country for country in (*members, *others)}
        self._roles = {role.slug: role for role in roles_of(coalition)}
        self._choices("country").choices = [
            ("", _("Choose …")),
            (COLLECTIVE, _("Collective claim")),
            (coalition.name, _options(members)),
            (_("Other countries"), _options(others)),
        ]
        self._choices("roles").choices = [(r.slug, r.local_name) for r in self._roles.values()]

    def _choices(self, name: str) -> forms.ChoiceField:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        return field

    def role_rows(self) -> list[tuple[Any, str]]:
        """Return each role's checkbox with the role's definition."""
        return [(box, self._roles[str(box.data["value"])].definition) for box in self["roles"]]

    def clean_country(self) -> str:
        """Return the choice; an empty one has its own error."""
        chosen: str = self.cleaned_data["country"]
        if not chosen:
            raise forms.ValidationError(_("Choose the country, or “Collective claim”."))
        return chosen

    def clean_roles(self) -> list[Role]:
        """Return the roles."""
        chosen = self.cleaned_data["roles"]
        if not chosen:
            raise forms.ValidationError(
                _("Pick at least one role: roles decide in which columns the pledge appears.")
            )
        return [self._roles[slug] for slug in chosen]

    def clean_parties(self) -> list[Country]:
        """Return countries by name or code, each once."""
        by_name = {
            name.casefold(): country
            for country in self._countries.values()
            for name in (country.name, country.local_name)
        }
        found: dict[int, Country] = {}
        unknown = []
        for typed in re.split(r"[,;\n]", self.cleaned_data["parties"]):
            words = typed.strip()
            if not words:
                continue
            country = self._countries.get(words.upper()) or by_name.get(words.casefold())
            if country is None:
                unknown.append(words)
            else:
                found[country.pk] = country
        if unknown:
            raise forms.ValidationError(
                _(
                    "Not in the list of countries: %(names)s. Write the name as in the list above, "
                    "or its three-letter code."
                ),
                params={"names": ", ".join(unknown)},
            )
        return list(found.values())

    def clean(self) -> dict[str, Any]:
        """Refuse parties unless it is a collective claim."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        country = values.get("country")
        if country and country != COLLECTIVE and values.get("parties"):
            self.add_error(
                "parties", _("Only a collective claim names several countries. Clear this field.")
            )
        return values

    def chosen_country(self) -> Country | None:
        """Return the country, or None for a collective claim. Only after `is_valid`."""
        chosen = self.cleaned_data["country"]
        return None if chosen == COLLECTIVE else self._countries[chosen]

    def chosen_roles(self) -> Sequence[Role]:
        """Return the package. Only after `is_valid`."""
        return list(self.cleaned_data["roles"])


def _options(countries: Iterable[Country]) -> list[tuple[str, str]]:
    return [(country.iso3, country.local_name) for country in countries]
